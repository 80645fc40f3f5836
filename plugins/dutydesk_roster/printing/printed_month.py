"""The duties of a month that go on paper: as they are arranged, or as staff were told."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from dutydesk_roster.assignment import Assignment
from dutydesk_roster.printing.sheet import CHANGED_SIGN
from dutydesk_roster.roster import Roster


@dataclass(frozen=True)
class PrintedMonth:
    """The roster to print, the real hours of each duty by its id, and the duties that staff know otherwise.

    The hours of what was published are those that were published, whatever the shift says by now.
    """

    roster: Roster
    hours: Mapping[str, float]
    untold: frozenset[str] = frozenset()

    @classmethod
    def as_arranged(cls, roster: Roster) -> "PrintedMonth":
        """Take the duties as the leader has arranged them.

        Duties count as untold only where anything was published: a first draft is no change to anyone.
        """
        windows = {each.id: roster.plan.window(each.shift, each.day) for each in roster.assignments}
        told = bool(roster.published)
        return cls(
            roster,
            {key: window.hours for key, window in windows.items() if window is not None},
            frozenset(each.id for each in roster.assignments if told and roster.state(each) != "published"),
        )

    @classmethod
    def as_published(cls, roster: Roster) -> "PrintedMonth":
        """Take the duties as they were published last."""
        duties = tuple(
            Assignment(id=each.id, person=each.person, post=each.post, shift=each.shift, day=each.day)
            for each in roster.published
        )
        zone = roster.plan.zone
        return cls(
            replace(roster, assignments=duties),
            {each.id: zone.span(each.start, each.end).hours for each in roster.published},
        )

    @cached_property
    def by_place(self) -> Mapping[tuple[str, str, date], tuple[Assignment, ...]]:
        """The duties at each post in a shift on a day, in the desk's order of people."""
        order = {person.id: place for place, person in enumerate(self.roster.people)}
        places: defaultdict[tuple[str, str, date], list[Assignment]] = defaultdict(list)
        for each in sorted(
            self.roster.assignments, key=lambda each: (order.get(each.person, len(order)), each.person)
        ):
            places[each.post, each.shift, each.day].append(each)
        return {place: tuple(held) for place, held in places.items()}

    @cached_property
    def missing(self) -> Mapping[tuple[str, str, date], int]:
        """How many heads are missing, at each post in a shift on a day where any are."""
        return {(slot.post, slot.shift, slot.day): slot.missing for slot in self.roster.open_slots}

    def hours_of(self, duties: Iterable[Assignment]) -> float:
        """Return the real hours of these duties; one whose shift is gone has none."""
        return sum(self.hours.get(each.id, 0.0) for each in duties)

    def mark(self, duty: Assignment) -> str:
        """Return the sign of a duty that staff know otherwise, else nothing."""
        return CHANGED_SIGN if duty.id in self.untold else ""
