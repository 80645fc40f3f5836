"""Mending the roster when someone is away: the fewest changes, named."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import msgspec

from dutydesk.api import DataProblem, Desk
from dutydesk.domain import ABSENCE_KINDS, Absence, new_id
from dutydesk.wording import _
from dutydesk_roster.arranging import apply, rearrange, refuse_if_roster_changed
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
    """An absence and the changes to the roster that cover it; nothing is kept before it is accepted."""

    absence: Absence
    roster: Roster
    solution: Solution

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
        names = self.roster.names
        found = []
        for each in self.changes:
            duty = duty_title(self.roster.plan, each.post, each.shift)
            text = (
                _("{day:%a %m-%d} {duty}: {name} stands in")
                if each.change == "added"
                else _("{day:%a %m-%d} {duty}: {name} is freed")
            )
            found.append(text.format(day=each.day, duty=duty, name=names.get(each.person, each.person)))
        found.extend(
            _("{day:%a %m-%d} {duty}: stays open, nobody can stand in").format(
                day=each.day, duty=duty_title(self.roster.plan, each.post, each.shift)
            )
            for each in self.open_slots
        )
        return found or [_("Nobody needs to stand in: there is no duty in these days.")]

    def accept(self, desk: Desk) -> None:
        """Keep the absence and the changes, as one change that one undo takes back.

        Raises:
            StaleChange: someone has changed an assignment of these days since the proposal was made.
        """
        why = _("{name} is away {first} to {last}: others stand in").format(
            name=self.roster.names.get(self.absence.person, self.absence.person),
            first=self.absence.first,
            last=self.absence.last,
        )
        with desk.change(why) as change:
            refuse_if_roster_changed(change, self.roster)
            change.add(self.absence)
            apply(change, rearrange(self.roster.asked, self.solution.assignments))


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
    roster = Roster.of(desk, Month.of(first - _AROUND).first, Month.of(last + _AROUND).last)
    window = desk.zone.days(first, last)
    away = Busy(person=person, start=window.start, end=window.end, what=BusyKind.ABSENCE, title=_("away"))
    problem = _with_all_else_pinned(problem_of(desk, roster), first - _AROUND, last + _AROUND)
    problem = msgspec.structs.replace(
        problem,
        busy=(*problem.busy, away),
        pins=tuple(
            each for each in problem.pins if not (each.person == person and first <= each.day <= last)
        ),
    )
    standing = [placed(each) for each in roster.asked]
    absence = Absence(id=new_id(), person=person, kind=kind, first=first, last=last)
    with RepairJob(problem, standing, first, last) as job:
        try:
            solution = job.result()
        except EngineFailed as error:
            raise DataProblem(str(error)) from error
    return RepairProposal(absence, roster, solution)


def _with_all_else_pinned(problem: Problem, first: date, last: date) -> Problem:
    """Return the problem with all that stands outside the days `first` to `last` left as it is.

    What is wrong elsewhere in the month is no matter of this absence.
    """
    near = tuple(each for each in problem.kept if first <= each.day <= last)
    far = (each for each in problem.kept if not first <= each.day <= last)
    pins = (*problem.pins, *(Pin(each.person, each.post, each.shift, each.day) for each in far))
    return msgspec.structs.replace(problem, kept=near, pins=pins)
