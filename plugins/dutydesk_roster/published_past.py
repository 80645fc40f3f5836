"""The roster as it was published at any instant, read back from the journal."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime

import msgspec

from dutydesk.api import Desk, JournalEntry, RowChange
from dutydesk_roster.assignment import Assignment, PublishedAssignment
from dutydesk_roster.month import Month
from dutydesk_roster.publishing import PublishedDifference
from dutydesk_roster.roster import DutyPlan, Roster

_TABLE = "published_assignment"
_FIELDS = frozenset(each.name for each in fields(PublishedAssignment))
_ALL = 10_000


@dataclass(frozen=True, slots=True)
class Publication:
    """A time at which what staff see of a month became another: published, or undone, or done again.

    `changes` is how many duties of the month it touched.
    """

    number: int
    at: datetime
    who: str
    why: str
    kind: str
    changes: int


def publications(desk: Desk, month: Month) -> tuple[Publication, ...]:
    """Return every publication of `month`, the newest first."""
    found = (
        Publication(entry.number, entry.at, entry.who, entry.why, entry.kind, _touched(entry, month))
        for entry in _entries(desk, month)
    )
    return tuple(each for each in found if each.changes)


def published_at(desk: Desk, month: Month, instant: datetime) -> tuple[PublishedAssignment, ...]:
    """Return what was published of `month` at `instant`, in order of day.

    What is published now is taken, and every later change of it is taken back, the last one first; a duty
    that came into the month or left it since has an entry in both months. A change made at `instant` counts.
    """
    held = {each.id: each for each in desk.table(PublishedAssignment).between("day", month.first, month.last)}
    for entry in _later(_entries(desk, month), instant):
        for row in reversed(published_rows(entry)):
            before = published_duty(row.before)
            if before is None:
                held.pop(row.id, None)
            else:
                held[row.id] = before
    inside = (each for each in held.values() if Month.of(each.day) == month)
    return tuple(sorted(inside, key=lambda each: (each.day, each.id)))


@dataclass(frozen=True)
class PublishedRoster(Roster):
    """A roster of what was published, to look at: its times are those that staff were told."""

    @classmethod
    def at(cls, desk: Desk, first: date, last: date, instant: datetime) -> "PublishedRoster":
        """Read what was published at `instant` of the months from that of `first` to that of `last`."""
        month, told = Month.of(first), list[PublishedAssignment]()
        while month <= Month.of(last):
            told.extend(published_at(desk, month, instant))
            month = month.moved(1)
        return cls(
            plan=DutyPlan.of(desk),
            first=first,
            last=last,
            people=desk.people(),
            assignments=tuple(
                Assignment(
                    id=each.id,
                    revision=each.revision,
                    changed=each.changed,
                    person=each.person,
                    post=each.post,
                    shift=each.shift,
                    day=each.day,
                )
                for each in told
                if first <= each.day <= last
            ),
            published=tuple(each for each in told if first <= each.day <= last),
        )

    def to_publish(
        self, assignment: Assignment, earlier: PublishedAssignment | None
    ) -> PublishedAssignment | None:
        """Return what was published: there is nothing to publish in a roster of the past."""
        return self.published_by_id.get(assignment.id, earlier)

    def times(self, assignment: Assignment) -> tuple[datetime, datetime] | None:
        """Return when the duty was to start and end, in the desk's zone."""
        told = self.published_by_id.get(assignment.id)
        if told is None:
            return super().times(assignment)
        span = self.plan.zone.span(told.start, told.end)
        return self.plan.zone.wall(span.start), self.plan.zone.wall(span.end)


def _entries(desk: Desk, month: Month) -> tuple[JournalEntry, ...]:
    return desk.history(f"published:{month}", limit=_ALL)


def _later(entries: tuple[JournalEntry, ...], instant: datetime) -> Iterator[JournalEntry]:
    """Yield the entries that came after the last one that had been made by `instant`, the newest first.

    They go by their numbers, as a clock may have been set back in between.
    """
    last = max((each.number for each in entries if each.at <= instant), default=0)
    yield from (each for each in entries if each.number > last)


def published_rows(entry: JournalEntry) -> list[RowChange]:
    """Return what an entry did to what staff see."""
    return [row for row in entry.rows if row.table == _TABLE]


def _touched(entry: JournalEntry, month: Month) -> int:
    """Return how many duties of the month the entry changed; what it did and took back does not count."""
    first: dict[str, PublishedAssignment | None] = {}
    last: dict[str, PublishedAssignment | None] = {}
    for row in published_rows(entry):
        first.setdefault(row.id, _inside(published_duty(row.before), month))
        last[row.id] = _inside(published_duty(row.after), month)
    return sum(_told(first[key]) != _told(last[key]) for key in first)


def _inside(duty: PublishedAssignment | None, month: Month) -> PublishedAssignment | None:
    return duty if duty is not None and Month.of(duty.day) == month else None


def _told(duty: PublishedAssignment | None) -> tuple[object, ...] | None:
    return None if duty is None else (duty.person, duty.post, duty.shift, duty.start, duty.end)


def published_duty(document: Mapping[str, object] | None) -> PublishedAssignment | None:
    """Return a published assignment as the journal holds it, None where it holds none."""
    if document is None:
        return None
    known = {name: value for name, value in document.items() if name in _FIELDS}
    return msgspec.convert(known, PublishedAssignment)


def differences_since(
    then: Iterable[PublishedAssignment], now: Iterable[PublishedAssignment]
) -> tuple[PublishedDifference, ...]:
    """Return each duty that staff know otherwise now: as it was told then and now, None where it was not."""
    earlier, later = {each.id: each for each in then}, {each.id: each for each in now}
    return tuple(
        PublishedDifference(earlier.get(key), later.get(key))
        for key in sorted(earlier.keys() | later.keys())
        if _told(earlier.get(key)) != _told(later.get(key))
    )
