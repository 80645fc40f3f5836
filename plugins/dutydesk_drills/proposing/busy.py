"""What keeps the school, or whoever leads a drill, at a time."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dutydesk.api import Desk
from dutydesk.api.holding import CANCELLED
from dutydesk.domain import BlockedHours, CommitmentKind, Occurrence, Window
from dutydesk.wording import _
from dutydesk_drills.kinds import activity_kind
from dutydesk_drills.proposing.problem import Closing

_A_DAY = timedelta(days=1)
_OF_PUPILS = ("school", "safety-week")
"""The kinds of activity that take pupils' time, whoever of the squadron takes part."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Hours that are taken, in naive wall time, by what, and what sort of thing that is."""

    start: datetime
    end: datetime
    name: str
    closing: Closing


class Busy:
    """What is taken on the days `first` to `last`: blocked hours, and activities of everybody.

    `owner` is the key of whoever leads drills; what keeps them is a hindrance, as somebody else can.
    """

    def __init__(self, desk: Desk, first: date, last: date, owner: str = "") -> None:
        self._of_day: defaultdict[date, list[Taken]] = defaultdict(list)
        self._of_owner: defaultdict[date, list[Taken]] = defaultdict(list)
        self._blocked = desk.school_calendar().blocked
        found = [each for each in desk.occurrences(first, last) if _takes_time(desk, each)]
        everyone = _everyone(desk, found)
        for each in found:
            if each.key in everyone:
                self._note(self._of_day, Taken(each.start, each.end, each.activity.title, Closing.BUSY))
        if owner:
            self._note_owner(desk, desk.zone.days(first, last), owner)

    def _note(self, of: defaultdict[date, list[Taken]], taken: Taken) -> None:
        day = taken.start.date()
        while day <= taken.end.date():
            of[day].append(taken)
            day += _A_DAY

    def _note_owner(self, desk: Desk, window: Window, owner: str) -> None:
        drills = activity_kind("")
        own = {each.id for each in desk.activities() if each.kind.startswith(drills)}
        texts = {
            CommitmentKind.ASSIGNMENT: _("is on duty ({title})"),
            CommitmentKind.ABSENCE: _("is away ({title})"),
            CommitmentKind.ACTIVITY: _("is at {title}"),
        }
        for each in desk.commitments(window):
            if each.person != owner or each.source.removeprefix("activity:") in own:
                continue
            start, end = (
                desk.zone.wall(each.window.start).replace(tzinfo=None),
                desk.zone.wall(each.window.end).replace(tzinfo=None),
            )
            text = texts[each.kind].format(title=each.title)
            self._note(self._of_owner, Taken(start, end, text, Closing.BUSY))

    def at(self, start: datetime, end: datetime) -> Taken | None:
        """Return what takes any of the time from `start` to `end`, what comes first, or None."""
        met = [each for each in self._on(start.date(), end.date()) if each.start < end and start < each.end]
        return min(met, key=lambda each: (each.start, each.name), default=None)

    def hindrance(self, start: datetime, end: datetime) -> str:
        """Return in words what keeps the owner then, or nothing."""
        for day in {start.date(), end.date()}:
            for each in self._of_owner.get(day, ()):
                if each.start < end and start < each.end:
                    return each.name
        return ""

    def _on(self, *days: date) -> Iterator[Taken]:
        for day in sorted(set(days)):
            yield from self._of_day.get(day, ())
            for hours in self._blocked:
                if hours.stand_on(day):
                    yield _blocked(hours, day)


def _blocked(hours: BlockedHours, day: date) -> Taken:
    start = datetime.combine(day, hours.start or time.min)
    end = (
        datetime.combine(day, hours.end)
        if hours.end is not None
        else datetime.combine(day, time.min) + _A_DAY
    )
    return Taken(start, end, hours.name, Closing.BLOCKED)


def _takes_time(desk: Desk, held: Occurrence) -> bool:
    if held.state == CANCELLED or held.activity.kind.startswith(activity_kind("")):
        return False
    kind = desk.activity_kinds().get(held.activity.kind)
    return kind is None or kind.blocks


def _everyone(desk: Desk, found: Iterable[Occurrence]) -> frozenset[str]:
    """Return the keys of the activities that everybody is at, those of pupils among them."""
    listed = tuple(found)
    expected = desk.participants(listed)
    keys: set[str] = set()
    serving: dict[date, frozenset[str]] = {}
    for each in listed:
        if each.activity.kind in _OF_PUPILS:
            if each.activity.kind == _OF_PUPILS[0] or not each.activity.all_day:
                keys.add(each.key)
            continue
        day = each.start.date()
        if day not in serving:
            serving[day] = frozenset(person.id for person in desk.people(day))
        if "@all" in each.activity.participants or (
            len(serving[day]) > 1 and serving[day] <= set(expected[each.key])
        ):
            keys.add(each.key)
    return frozenset(keys)
