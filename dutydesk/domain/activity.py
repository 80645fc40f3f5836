"""A dated thing with participants: a meeting, a session, a drill, a school event."""

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from dutydesk.domain.record import Record
from dutydesk.wording import _

if TYPE_CHECKING:
    from dateutil.rrule import rrule

MOST_OCCURRENCES = 5000
DECEMBER = 12
_LONGEST = {month: calendar.monthrange(2000, month)[1] for month in range(1, DECEMBER + 1)}
_EARLIEST = datetime(1, 1, 2)  # noqa: DTZ001 - wall time, as all of an activity
_RULE_PART = re.compile(r"[A-Z]+=[A-Z0-9,+-]+")


@dataclass(frozen=True, slots=True)
class ActivityKind:
    """A kind of activity that a plugin brings: its code, what people call it, and how feeds colour it.

    `blocks` says whether it takes its participants' time; a notice in the calendar does not. `colour` is a
    CSS3 colour name, as RFC 7986 section 5.9 asks. Of a `far_reaching` kind, what becomes of one activity can
    alter what calendars say of any day: a holiday that is entered moves what was due on it.
    """

    code: str
    name: str
    colour: str = "steelblue"
    blocks: bool = True
    far_reaching: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(Record):
    """A meeting, session, drill or event, once or recurring.

    `start` and `end` are naive wall times of the desk's zone; for an all-day activity they are midnights and
    the end is the midnight after its last day. `rule` is an RFC 5545 recurrence rule without its name, such
    as ``FREQ=WEEKLY;BYDAY=MO;UNTIL=20270115``; `skipped_days` are the ISO dates of the rule on which it is
    not held, such as holidays. `participants` are keys or expressions that `resolve_participants` reads. With
    `excuses_duty`, a participant who is on duty need not come. A `private` one is in the feeds of its
    participants and in no other. `source` says where it comes from when that is not the desk: a TOML file, an
    imported calendar.
    """

    kind: str
    title: str
    start: datetime
    end: datetime
    all_day: bool = False
    place: str = ""
    participants: tuple[str, ...] = ()
    excuses_duty: bool = False
    rule: str = ""
    skipped_days: tuple[str, ...] = ()
    owner: str = ""
    state: str = "planned"
    note: str = ""
    source: str = ""
    private: bool = False

    def subjects(self) -> tuple[str, ...]:
        """The activity."""
        return (f"activity:{self.id}",)

    def days(self) -> tuple[tuple[date, date], ...] | None:
        """The days of one that is held once; those of a recurring one may be any."""
        return None if self.rule else ((self.start.date(), self.end.date()),)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityException(Record):
    """What differs on one day of a recurring activity: it is cancelled, or held at another time.

    `day` is the day on which the rule would have held it. `state` may note that this one was held.
    """

    activity: str
    day: date
    cancelled: bool = False
    start: datetime | None = None
    end: datetime | None = None
    place: str = ""
    state: str = ""
    note: str = ""

    def subjects(self) -> tuple[str, ...]:
        """The activity."""
        return (f"activity:{self.activity}",)

    def days(self) -> tuple[tuple[date, date], ...]:
        """The day of the rule, and those that it was moved to."""
        moved = [each.date() for each in (self.start, self.end) if each is not None]
        return ((self.day, self.day), *((each, each) for each in moved))


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time at which an activity is held; `day` is the day its rule gave, whatever it was moved to."""

    activity: Activity
    day: date
    start: datetime
    end: datetime
    place: str
    state: str
    exception: ActivityException | None = None

    @property
    def key(self) -> str:
        """The identity of this occurrence for as long as its series exists."""
        return self.activity.id if not self.activity.rule else f"{self.activity.id}-{self.day:%Y%m%d}"

    @property
    def revision(self) -> int:
        """The changes of the activity and of this day's exception together."""
        return self.activity.revision + (self.exception.revision if self.exception else 0)

    @property
    def changed(self) -> datetime:
        """The instant of the last change of either."""
        return max(self.activity.changed, self.exception.changed) if self.exception else self.activity.changed


def parse_rule(rule: str, start: datetime) -> "rrule":
    """Return `rule` as a dateutil rule that begins at the naive wall time `start`.

    A rule until a day holds on that day too.

    Raises:
        ValueError: the text is no RFC 5545 rule, it recurs within a day, or it never gives a day.
    """
    parsed = _parsed_rule(rule, start)
    if isinstance(parsed, str):
        raise ValueError(parsed)  # noqa: TRY004 - it is the text that is wrong
    return parsed


@lru_cache(maxsize=512)
def _parsed_rule(rule: str, start: datetime) -> "rrule | str":
    """Return the rule, or what is wrong with it.

    Both are remembered: dateutil looks for the first day of a contradictory rule up to the year 9999. Its
    own memory of days is not used, for its lock is never freed once a rule has ended.
    """
    from dateutil.rrule import rrule, rrulestr  # noqa: PLC0415 - no first paint needs it

    try:
        parts = _rule_parts(rule)
        _refuse_impossible(parts)
        parsed = rrulestr(";".join(f"{name}={value}" for name, value in parts.items()), dtstart=start)
        if isinstance(parsed, rrule) and next(iter(parsed), None) is not None:
            return parsed
    except _RecursWithinADay:
        return _("a rule that recurs within a day is not supported")
    except (ValueError, KeyError, AttributeError, TypeError, IndexError, OverflowError):
        return _("{rule!r} is no recurrence rule such as FREQ=WEEKLY;BYDAY=MO").format(rule=rule[:200])
    return _("{rule!r} never gives a day").format(rule=rule[:200])


class _RecursWithinADay(Exception):
    """A rule gives more than one occurrence a day, which the desk cannot tell apart."""


def _rule_parts(rule: str) -> dict[str, str]:
    """Return the parts of a rule by name; `UNTIL` as the wall time of its last second."""
    parts: dict[str, str] = {}
    for part in rule.upper().removeprefix("RRULE:").split(";"):
        name, equals, value = part.partition("=")
        if not equals or not _RULE_PART.fullmatch(part) or name in parts:
            raise ValueError(part)
        parts[name] = value
    within_a_day = {"BYHOUR", "BYMINUTE", "BYSECOND"} & parts.keys()
    if within_a_day or parts.get("FREQ") in {"SECONDLY", "MINUTELY", "HOURLY"}:
        raise _RecursWithinADay
    if "UNTIL" in parts:
        until = parts["UNTIL"].removesuffix("Z")
        parts["UNTIL"] = until if "T" in until else f"{until}T235959"
    return parts


def _refuse_impossible(parts: Mapping[str, str]) -> None:
    """Raise ValueError for numbers that a rule cannot have, with which dateutil would search for ever."""
    numbers = {
        name: tuple(int(each) for each in parts[name].split(",")) if name in parts else ()
        for name in ("INTERVAL", "COUNT", "BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO")
    }
    if any(each < 1 for name in ("INTERVAL", "COUNT") for each in numbers[name]):
        raise ValueError("at least 1 is needed")
    if "COUNT" in parts and "UNTIL" in parts:
        raise ValueError("a rule ends by a count or by a day")
    if not all(1 <= each <= DECEMBER for each in numbers["BYMONTH"]):
        raise ValueError("there are twelve months")
    longest = max((_LONGEST[month] for month in numbers["BYMONTH"]), default=31)
    for name, most in (("BYMONTHDAY", longest), ("BYYEARDAY", 366), ("BYWEEKNO", 53)):
        if numbers[name] and not any(1 <= abs(each) <= most for each in numbers[name]):
            raise ValueError("no such day")


def occurrences(
    activity: Activity, exceptions: Mapping[date, ActivityException], first: date, last: date
) -> Iterator[Occurrence]:
    """Yield the occurrences of `activity` that touch the days `first` to `last`, in the order of their rule.

    `exceptions` are this activity's own, by day; one for a day that the rule does not give is passed over,
    unless its state was marked: what was held stays held when the series is changed later.
    A series gives at most `MOST_OCCURRENCES` a call.

    Raises:
        ValueError: the activity ends before it starts, or its rule is none.
    """
    length = activity.end - activity.start
    if length < timedelta():
        raise ValueError(_("{title} ends before it starts").format(title=activity.title))
    for start in _starts(activity, exceptions, first, last):
        exception = exceptions.get(start.date())
        if exception is not None and exception.cancelled:
            continue
        if start.date().isoformat() in activity.skipped_days and not _is_marked(exception):
            continue
        at = exception.start if exception is not None and exception.start is not None else start
        until = exception.end if exception is not None and exception.end is not None else at + length
        if until < at:
            until = at + length
        if not _touches(at, until, first, last):
            continue
        yield Occurrence(
            activity=activity,
            day=start.date(),
            start=at,
            end=until,
            place=(exception.place if exception is not None else "") or activity.place,
            state=(exception.state if exception is not None else "") or activity.state,
            exception=exception,
        )


def _starts(
    activity: Activity, exceptions: Mapping[date, ActivityException], first: date, last: date
) -> list[datetime]:
    """Return the starts by rule of all occurrences that may touch the days, wherever they were moved."""
    if not activity.rule:
        return [activity.start]
    ruled = parse_rule(activity.rule, activity.start)
    margin = activity.end - activity.start + timedelta(days=1)
    begin = datetime.combine(first, time.min)
    begin = max(begin, _EARLIEST + margin) - margin
    finish = datetime.combine(last, time.max)
    starts = set(takewhile(lambda at: at <= finish, islice(ruled.xafter(begin, inc=True), MOST_OCCURRENCES)))
    for day, held in exceptions.items():
        start = datetime.combine(day, activity.start.time())
        moved = held.start is not None or held.end is not None
        outside = not begin <= start <= finish
        if moved and not held.cancelled and (_is_marked(held) or (outside and start in ruled)):
            starts.add(start)
    return sorted(starts)


def _is_marked(exception: ActivityException | None) -> bool:
    return exception is not None and exception.start is not None and exception.state not in {"", "planned"}


def _touches(start: datetime, end: datetime, first: date, last: date) -> bool:
    """Tell whether something held from `start` up to `end` takes any time of the days `first` to `last`."""
    ends_at_midnight = end.time() == time.min and end > start
    last_day = (end - timedelta(days=1)).date() if ends_at_midnight else end.date()
    return start.date() <= last and last_day >= first
