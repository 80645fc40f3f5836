"""What the roster screen shows, read from the desk."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar

from dutydesk.api import Desk
from dutydesk.domain import Absence, AbsenceState, Clash, Person
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.checking import duty_clashes
from dutydesk_roster.engine.targets import Measure, targets
from dutydesk_roster.month import Month
from dutydesk_roster.problem_of import problem_of
from dutydesk_roster.published_past import PublishedRoster
from dutydesk_roster.publishing import PublishedDifference, differences
from dutydesk_roster.roster import Load, Roster, loads_of
from dutydesk_roster.screens.shown_cell import ShownCell
from dutydesk_roster.screens.stretch import Stretch
from dutydesk_roster.settings import DemandLine

CLASH_SIGN = "!"
CHANGED_SIGN = "~"
NOTE_SIGN = "'"
PIN_SIGN = "*"
"""In a narrow cell only the first of these that applies is shown."""

Place = tuple[str, str]
"""A post and a shift, by their codes."""

Shares = Mapping[Measure, Mapping[str, float]]
"""What would be everyone's fair share of a month, by measure and by person."""

_PLACE_MARK = "@"
T = TypeVar("T", Clash, Absence)


def place_row(place: Place) -> str:
    """Return the key of the grid's row for a post and a shift; no person has such a key."""
    return f"{_PLACE_MARK}{place[0]}/{place[1]}"


def place_of_row(row: str) -> Place | None:
    """Return the post and the shift of a row, or None for a person's row."""
    if not row.startswith(_PLACE_MARK):
        return None
    post, _slash, shift = row.removeprefix(_PLACE_MARK).partition("/")
    return post, shift


@dataclass(frozen=True)
class RosterView:
    """What the roster screen shows: days, the roster of the months they touch, who is away, what is broken.

    With `as_of`, it is what was published at that instant, to look at only. `shares` are empty until they
    are worked out. What is asked for often is gathered once, at the latest by `prepare`.
    """

    stretch: Stretch
    roster: Roster
    absences: tuple[Absence, ...]
    clashes: tuple[Clash, ...]
    as_of: datetime | None = None
    today: date | None = None
    shares: Shares = field(default_factory=dict)

    def prepare(self) -> None:
        """Gather, in the thread that reads, what is looked up while someone moves about."""
        for name in (*_OF_ROSTER, "clashes_of"):
            getattr(self, name)

    @cached_property
    def people(self) -> Mapping[str, Person]:
        """The people of the desk, by their key."""
        return {person.id: person for person in self.roster.people}

    @cached_property
    def unpublished(self) -> tuple[PublishedDifference, ...]:
        """What publishing the roster as it stands would change."""
        return () if self.as_of is not None else differences(self.roster)

    @cached_property
    def changed_cells(self) -> frozenset[tuple[str, date]]:
        """The cells, by person, in which a published month has changed since; empty ones included."""
        months = {Month.of(each.day) for each in self.roster.published}
        found = set()
        for each in self.unpublished:
            for held in (each.before, each.after):
                if held is not None and (each.before is not None or Month.of(held.day) in months):
                    found.add((held.person, held.day))
        return frozenset(found)

    @cached_property
    def standing(self) -> Mapping[tuple[Place, date], tuple[Assignment, ...]]:
        """Who stands at each post and shift on each day, in the order of the people."""
        order = {person.id: index for index, person in enumerate(self.roster.people)}
        found: defaultdict[tuple[Place, date], list[Assignment]] = defaultdict(list)
        for each in self.roster.assignments:
            found[(each.post, each.shift), each.day].append(each)
        return {
            key: tuple(sorted(held, key=lambda each: order.get(each.person, len(order))))
            for key, held in found.items()
        }

    @cached_property
    def wanted(self) -> Mapping[tuple[Place, date], tuple[DemandLine, int]]:
        """What the demand asks for at each post and shift on each day, and the heads wanted."""
        return {
            ((line.post, line.shift), day): (line, heads)
            for day in self.roster.days
            for line, heads in self.roster.plan.demand_on(day)
        }

    @cached_property
    def loads(self) -> Mapping[str, Load]:
        """What each person who stands any duty stands in the month that is counted."""
        month = self.stretch.month
        return loads_of(
            self.roster.plan, (each for each in self.roster.assignments if Month.of(each.day) == month)
        )

    @cached_property
    def clashes_of(self) -> Mapping[str, tuple[Clash, ...]]:
        """The clashes of each person."""
        return _grouped(self.clashes)

    @cached_property
    def absences_of(self) -> Mapping[str, tuple[Absence, ...]]:
        """The approved absences of each person."""
        return _grouped(self.absences)

    def clashes_at(self, person: str, day: date) -> tuple[Clash, ...]:
        """Return the rules broken in one cell, or elsewhere by the duties that stand in it."""
        of_person = self.clashes_of.get(person, ())
        if not of_person:
            return ()
        own = {f"assignment:{each.id}" for each in self.roster.by_cell.get((person, day), ())}
        return tuple(each for each in of_person if each.day == day or not own.isdisjoint(each.sources))

    def absence_at(self, person: str, day: date) -> Absence | None:
        """Return the approved absence that covers one cell, if any."""
        held = self.absences_of.get(person, ())
        return next((each for each in held if each.first <= day <= each.last), None)

    def missing_at(self, place: Place, day: date) -> int:
        """Return the heads that are missing at a post in a shift on a day."""
        _line, heads = self.wanted.get((place, day), (None, 0))
        return max(0, heads - self.roster.heads.get((day, *place), 0))

    def cell_at(self, row: str, column: str) -> ShownCell | None:
        """Return the cell with these keys of the grid; None for a person who is not known."""
        day, place = date.fromisoformat(column), place_of_row(row)
        if place is not None:
            held = self.standing.get((place, day), ())
            return ShownCell(day, held, self.people.get(held[0].person) if held else None, place)
        person = self.people.get(row)
        return None if person is None else ShownCell(day, self.roster.by_cell.get((row, day), ()), person)


def _grouped(records: Iterable[T]) -> Mapping[str, tuple[T, ...]]:
    found: defaultdict[str, list[T]] = defaultdict(list)
    for each in records:
        found[each.person].append(each)
    return {person: tuple(held) for person, held in found.items()}


def read_view(desk: Desk, stretch: Stretch) -> RosterView:
    """Read the roster and check it; plugins are asked for clashes, so this belongs in a thread."""
    return with_clashes(desk, read_standing(desk, stretch))


def read_standing(desk: Desk, stretch: Stretch, before: RosterView | None = None) -> RosterView:
    """Read the roster alone, which is quick; clashes and shares are those of `before` until they are known.

    So an edit shows at once, and what it breaks a moment later.
    """
    months = stretch.months
    first, last = months[0].first, months[-1].last
    absences = desk.table(Absence).between("last", first, date.max, state=AbsenceState.APPROVED)
    view = RosterView(
        stretch=stretch,
        roster=Roster.of(desk, first, last),
        absences=tuple(each for each in absences if each.first <= last),
        clashes=(),
        today=desk.today(),
    )
    if before is None or before.as_of is not None or before.stretch.months != stretch.months:
        return view
    return replace(view, clashes=before.clashes, shares=before.shares if _same_shares(before, view) else {})


def read_published(desk: Desk, stretch: Stretch, instant: datetime) -> RosterView:
    """Read what was published of these days at `instant`."""
    months = stretch.months
    return RosterView(
        stretch=stretch,
        roster=PublishedRoster.at(desk, months[0].first, months[-1].last, instant),
        absences=(),
        clashes=(),
        as_of=instant,
        today=desk.today(),
    )


def with_clashes(desk: Desk, view: RosterView) -> RosterView:
    """Return `view` with the rules that it breaks."""
    return _with(view, clashes=duty_clashes(desk, view.roster.first, view.roster.last))


def with_shares(desk: Desk, view: RosterView) -> RosterView:
    """Return `view` with the fair shares of the month that is counted."""
    month = view.stretch.month
    roster = view.roster
    if (roster.first, roster.last) != (month.first, month.last):
        roster = Roster.of(desk, month.first, month.last)
    return _with(view, shares=targets(problem_of(desk, roster)))


def _with(
    view: RosterView, *, clashes: tuple[Clash, ...] | None = None, shares: Shares | None = None
) -> RosterView:
    """Return `view` with these values, and all that was gathered of its roster already."""
    after = replace(
        view,
        clashes=view.clashes if clashes is None else clashes,
        shares=view.shares if shares is None else shares,
    )
    vars(after).update({name: kept for name, kept in vars(view).items() if name in _OF_ROSTER})
    return after


_OF_ROSTER = frozenset(
    {"people", "unpublished", "changed_cells", "standing", "wanted", "loads", "absences_of"}
)


def _same_shares(before: RosterView, after: RosterView) -> bool:
    """Tell whether shares cannot have changed: they ask who is there and what is wanted, not who stands."""
    return before.stretch.month == after.stretch.month and (
        before.roster.people,
        before.absences,
        before.wanted,
    ) == (after.roster.people, after.absences, after.wanted)


def rows_shown(roster: Roster) -> tuple[Person, ...]:
    """Return the people to show: those who serve in these days, and whoever has a duty in them."""
    on_duty = {each.person for each in roster.assignments}
    return tuple(
        person
        for person in roster.people
        if person.id in on_duty
        or (
            (person.starts is None or person.starts <= roster.last)
            and (person.ends is None or person.ends >= roster.first)
        )
    )
