"""Mending the roster when someone is away: the fewest changes, named."""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import msgspec

from dutydesk.api import DataProblem, Desk
from dutydesk.domain import ABSENCE_KINDS, Absence, AbsenceState, Window, new_id, short_day
from dutydesk.wording import _
from dutydesk_roster.arranging import Rearrangement, apply, rearrange, refuse_if_roster_changed
from dutydesk_roster.calendar import duty_title
from dutydesk_roster.engine import (
    Busy,
    BusyKind,
    EngineFailed,
    Moved,
    Pin,
    Problem,
    RepairJob,
    Solution,
    Unfilled,
)
from dutydesk_roster.month import Month
from dutydesk_roster.problem_of import placed, problem_of
from dutydesk_roster.roster import Roster

_AROUND = timedelta(days=7)


@dataclass(frozen=True)
class RepairProposal:
    """An absence and the changes to the roster that cover it; nothing is kept before it is accepted.

    `is_kept` tells that the absence was kept before, so that only the changes are to be.
    """

    absence: Absence
    roster: Roster
    solution: Solution
    is_kept: bool = False

    @property
    def changes(self) -> tuple[Moved, ...]:
        """What is added to and taken from people."""
        return self.solution.changes

    @property
    def open_slots(self) -> tuple[Unfilled, ...]:
        """What stays short in the days of the absence."""
        return tuple(
            each
            for each in self.solution.unfilled
            if self.absence.first <= each.day <= self.absence.last and each.missing
        )

    @property
    def seconds(self) -> float:
        """How long the search took."""
        return self.solution.seconds

    def lines(self) -> Sequence[str]:
        """Return the proposal in a leader's words."""
        found = [moved_text(self.roster, each) for each in self.changes]
        found.extend(
            _("{day} {duty}: stays open, nobody can stand in").format(
                day=short_day(each.day), duty=duty_title(self.roster.plan, each.post, each.shift)
            )
            for each in self.open_slots
        )
        return found or [_("Nobody needs to stand in: there is no duty in these days.")]

    def accept(self, desk: Desk) -> Rearrangement:
        """Keep the absence and the changes, as one change that one undo takes back.

        Raises:
            StaleChange: someone has changed an assignment of these days since the proposal was made.
        """
        why = _("{name} is away {first} to {last}: others stand in").format(
            name=self.roster.names.get(self.absence.person, self.absence.person),
            first=self.absence.first,
            last=self.absence.last,
        )
        found = rearrange(self.roster.asked, self.solution.assignments)
        with desk.change(why) as change:
            refuse_if_roster_changed(change, self.roster, desk)
            if not self.is_kept:
                change.add(self.absence)
            apply(change, found)
        return found


def moved_text(roster: Roster, moved: Moved) -> str:
    """Return in one line who stands in where, or is freed."""
    text = (
        _("{day} {duty}: {name} stands in") if moved.change == "added" else _("{day} {duty}: {name} is freed")
    )
    return text.format(
        day=short_day(moved.day),
        duty=duty_title(roster.plan, moved.post, moved.shift),
        name=roster.names.get(moved.person, moved.person),
    )


def propose_repair(desk: Desk, person: str, first: date, last: date, kind: str = "sick") -> RepairProposal:
    """Return how the roster would go on with `person` away from `first` to `last`.

    Raises:
        DataProblem: nobody has that key, the days are the wrong way round, or the kind is unknown.
    """
    known = {each.id: each for each in desk.people()}
    if person not in known:
        raise DataProblem(
            _("--absent: {person!r} is nobody's key; `dutydesk people list` shows the keys").format(
                person=person
            )
        )
    if last < first:
        raise DataProblem(_("--until: {last} is before {first}").format(last=last, first=first))
    if kind not in ABSENCE_KINDS:
        raise DataProblem(
            _("--kind: {kind!r} is not known; expected one of {kinds}").format(
                kind=kind, kinds=", ".join(ABSENCE_KINDS)
            )
        )
    question = ask_repair(desk, person, first, last, kind)
    with question.job() as job:
        try:
            solution = job.result()
        except EngineFailed as error:
            raise DataProblem(str(error)) from error
    return question.proposal(solution)


@dataclass(frozen=True)
class RepairQuestion:
    """The roster around an absence, ready to be mended by the engine."""

    absence: Absence
    is_kept: bool
    roster: Roster
    problem: Problem

    def job(self, executor: Executor | None = None) -> RepairJob:
        """Begin the search, which tells its progress and can be stopped."""
        standing = [placed(each) for each in self.roster.asked]
        return RepairJob(self.problem, standing, self.absence.first, self.absence.last, executor=executor)

    def proposal(self, solution: Solution) -> RepairProposal:
        """Return what the search found as something to accept."""
        return RepairProposal(self.absence, self.roster, solution, self.is_kept)


def ask_repair(desk: Desk, person: str, first: date, last: date, kind: str = "sick") -> RepairQuestion:
    """Read the roster around an absence, which may be kept already, and make a question of it.

    What has begun by now stays as it is, but for the duties of whoever is away; an absence that is over as a
    whole is mended all the same, to record who stood in.
    """
    roster = Roster.of(desk, Month.of(first - _AROUND).first, Month.of(last + _AROUND).last)
    away = desk.zone.days(first, last)
    problem = problem_of(desk, roster)
    problem = _with_all_else_pinned(problem, first - _AROUND, last + _AROUND)
    problem = without(problem, person, away)
    if away.end > desk.now():
        problem = _with_the_past_pinned(problem, person, desk.now())
    kept = covering_absence(desk, person, first, last)
    absence = Absence(id=new_id(), person=person, kind=kind, first=first, last=last)
    return RepairQuestion(absence, kept is not None, roster, problem)


def covering_absence(desk: Desk, person: str, first: date, last: date) -> Absence | None:
    """Return an approved absence of a person that covers all of these days, if one is kept."""
    known = desk.table(Absence).between("last", last, date.max, person=person, state=AbsenceState.APPROVED)
    return next((each for each in known if each.first <= first), None)


def without(problem: Problem, person: str, away: Window) -> Problem:
    """Return the problem with a person away, and no duty of theirs that meets that pinned to them."""
    windows = {slot.place: Window(slot.start, slot.end) for slot in problem.slots}
    busy = Busy(person=person, start=away.start, end=away.end, what=BusyKind.ABSENCE, title=_("away"))
    return msgspec.structs.replace(
        problem,
        busy=(*problem.busy, busy),
        pins=tuple(
            each
            for each in problem.pins
            if each.person != person or each.place not in windows or not windows[each.place].overlaps(away)
        ),
    )


def _with_the_past_pinned(problem: Problem, person: str, now: datetime) -> Problem:
    """Return the problem with all that has begun left as it is, but for what `person` stands just now."""
    slots = {slot.place: slot for slot in problem.slots}
    begun = frozenset(
        each
        for each in problem.kept
        if each.place in slots
        and (slots[each.place].end if each.person == person else slots[each.place].start) <= now
    )
    pins = (Pin(each.person, *each.place) for each in sorted(begun))
    return msgspec.structs.replace(
        problem,
        kept=tuple(each for each in problem.kept if each not in begun),
        pins=(*problem.pins, *pins),
    )


def _with_all_else_pinned(problem: Problem, first: date, last: date) -> Problem:
    """Return the problem with all that stands outside the days `first` to `last` left as it is.

    What is wrong elsewhere in the month is no matter of this absence.
    """
    near = tuple(each for each in problem.kept if first <= each.day <= last)
    far = (each for each in problem.kept if not first <= each.day <= last)
    pins = (*problem.pins, *(Pin(each.person, each.post, each.shift, each.day) for each in far))
    return msgspec.structs.replace(problem, kept=near, pins=pins)
