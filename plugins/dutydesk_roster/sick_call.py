"""A sick call: someone is away from now on, and others stand their duties."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dutydesk.api import DataProblem, Desk
from dutydesk.domain import Absence, Person, Window, new_id, short_day
from dutydesk.wording import _, ngettext
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.calendar import duty_title
from dutydesk_roster.changed_since import refuse_if_place_changed
from dutydesk_roster.engine import Placed, Problem
from dutydesk_roster.month import Month
from dutydesk_roster.problem_of import placed, problem_of
from dutydesk_roster.repairing import covering_absence, without
from dutydesk_roster.roster import Roster
from dutydesk_roster.standing_in import Ranking, StandIn, rank_stand_ins, volunteers_on

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class DutyToCover:
    """A duty of whoever is away, and who could stand it; `fault` is why nobody could be ranked."""

    assignment: Assignment
    window: Window
    running: bool
    roster: Roster
    ranking: Ranking
    fault: str = ""

    @property
    def best(self) -> StandIn | None:
        """Whom one would take."""
        return self.ranking.best

    @property
    def title(self) -> str:
        """What the duty is called."""
        return duty_title(self.roster.plan, self.assignment.post, self.assignment.shift)


@dataclass(frozen=True)
class SickCall:
    """Someone who is away from `first` to `last`, and their duties in those days, in order of time.

    The night before belongs to them where it reaches into the first day. Duties that are over are left as
    they are; `over` counts them. `absence` is the absence that is kept already and covers all of the days.
    """

    person: Person
    first: date
    last: date
    kind: str
    duties: tuple[DutyToCover, ...]
    over: int
    absence: Absence | None

    def keep_absence(self, desk: Desk) -> Absence:
        """Keep the absence, unless it is kept already."""
        if self.absence is not None:
            return self.absence
        absence = Absence(
            id=new_id(), person=self.person.id, kind=self.kind, first=self.first, last=self.last
        )
        with desk.change(self.why) as change:
            return change.add(absence)

    @property
    def why(self) -> str:
        """The absence in words."""
        if self.first == self.last:
            return _("{name} is away on {day}").format(name=self.person.name, day=self.first)
        return _("{name} is away from {first} to {last}").format(
            name=self.person.name, first=self.first, last=self.last
        )


def look_into(desk: Desk, person: Person, first: date, last: date, kind: str = "sick") -> SickCall:
    """Read the duties of a person on days on which they are to be away, and rank who could stand each.

    Whether the absence is kept already makes no difference. Each duty is ranked as if the best stood those
    before it. This takes a moment: it belongs in a thread.

    Raises:
        DataProblem: the last day lies before the first.
    """
    if last < first:
        raise DataProblem(_("{last} is before {first}").format(last=last, first=first))
    away, now = desk.zone.days(first, last), desk.now()
    held = desk.table(Assignment).between("day", first - _DAY, last, person=person.id)
    months: dict[Month, _MonthToCover] = {}
    duties: list[DutyToCover] = []
    over = 0
    for each in held:
        month = Month.of(each.day)
        if month not in months:
            months[month] = _MonthToCover(desk, month, person.id, away)
        window = months[month].roster.plan.window(each.shift, each.day)
        if window is None or not window.overlaps(away):
            continue
        if window.end <= now:
            over += 1
        else:
            duties.append(
                DutyToCover(each, window, window.start <= now, months[month].roster, Ranking((), 0))
            )
    duties.sort(key=lambda each: each.window)
    return SickCall(
        person=person,
        first=first,
        last=last,
        kind=kind,
        duties=tuple(months[Month.of(each.assignment.day)].ranked(each) for each in duties),
        over=over,
        absence=covering_absence(desk, person.id, first, last),
    )


class _MonthToCover:
    """A month's roster in which one after another is found for the duties of whoever is away."""

    def __init__(self, desk: Desk, month: Month, person: str, away: Window) -> None:
        self.roster = Roster.of(desk, month.first, month.last)
        self._desk = desk
        self._problem: Problem = without(problem_of(desk, self.roster), person, away)
        self._standing = [placed(each) for each in self.roster.assignments]

    def ranked(self, duty: DutyToCover) -> DutyToCover:
        cell = placed(duty.assignment)
        try:
            ranking = rank_stand_ins(
                self.roster, self._problem, self._standing, cell, volunteers_on(self._desk, cell.day)
            )
        except DataProblem as error:
            return replace(duty, fault=str(error))
        best = ranking.best
        if best is not None:
            new = Placed(best.person, *cell.place)
            self._standing = [*(each for each in self._standing if each != cell), new]
        return replace(duty, ranking=ranking)


def stand_in(desk: Desk, choices: Iterable[tuple[DutyToCover, StandIn]]) -> Sequence[Assignment]:
    """Put each of those chosen where the other stood, pinned, as one change that one undo takes back.

    Raises:
        StaleChange: someone has changed what stands at one of those places since it was read.
    """
    chosen = list(choices)
    with desk.change(stand_in_text(chosen)) as change:
        for duty, _each in chosen:
            refuse_if_place_changed(desk, change, duty.roster, placed(duty.assignment).place, duty.title)
        return [
            change.replace(replace(duty.assignment, person=each.person, pinned=True)) for duty, each in chosen
        ]


def stand_in_text(choices: Sequence[tuple[DutyToCover, StandIn]]) -> str:
    """Return who stands in where, in one line."""
    if len(choices) == 1:
        ((duty, each),) = choices
        return _("{name} stands {duty} on {day}").format(
            name=each.name, duty=duty.title, day=short_day(duty.assignment.day)
        )
    return ngettext("{n} duty passes to others", "{n} duties pass to others", len(choices)).format(
        n=len(choices)
    )
