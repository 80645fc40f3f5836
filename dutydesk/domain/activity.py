"""A dated thing with participants: a meeting, a session, a drill, a school event."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice, takewhile

from dateutil.rrule import rrule, rrulestr

from dutydesk.domain.record import Record
from dutydesk.wording import _

MOST_OCCURRENCES = 5000


@dataclass(frozen=True, slots=True)
class ActivityKind:
    """A kind of activity that a plugin brings: its code, what people call it, and how feeds colour it.

    `blocks` says whether it takes its participants' time; a notice in the calendar does not. `colour` is a
    CSS3 colour name, as RFC 7986 section 5.9 asks.
    """

    code: str
    name: str
    colour: str = "steelblue"
    blocks: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(Record):
    """A meeting, session, drill or event, once or recurring.

    `start` and `end` are naive wall times of the desk's zone; for an all-day activity they are midnights and
    the end is the midnight after its last day. `rule` is an RFC 5545 recurrence rule without its name, such
    as ``FREQ=WEEKLY;BYDAY=MO;UNTIL=20270115``. `participants` are keys or expressions that
    `resolve_participants` reads. With `excuses_duty`, a participant who is on duty need not come.
    `source` says where it comes from when that is not the desk: a TOML file, an imported calendar.
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
    owner: str = ""
    state: str = "planned"
    note: str = ""
    source: str = ""

    def subjects(self) -> tuple[str, ...]:
        """The activity."""
        return (f"activity:{self.id}",)


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


def parse_rule(rule: str, start: datetime) -> rrule:
    """Return `rule` as a dateutil rule that begins at the naive wall time `start`.

    Raises:
        ValueError: the text is no RFC 5545 rule, or it recurs within a day.
    """
    upper = rule.upper()
    if any(f"FREQ={often}" in upper for often in ("SECONDLY", "MINUTELY", "HOURLY")):
        raise ValueError(_("a rule that recurs within a day is not supported"))
    try:
        parsed = rrulestr(upper.replace("Z", "") if "UNTIL=" in upper else upper, dtstart=start)
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise ValueError(
            _("{rule!r} is no recurrence rule such as FREQ=WEEKLY;BYDAY=MO").format(rule=rule)
        ) from error
    if not isinstance(parsed, rrule):
        raise ValueError(_("{rule!r} must be a single recurrence rule").format(rule=rule))  # noqa: TRY004 - it is the text that is wrong
    return parsed


def occurrences(
    activity: Activity, exceptions: Mapping[date, ActivityException], first: date, last: date
) -> Iterable[Occurrence]:
    """Yield the occurrences of `activity` that touch the days `first` to `last`, in the order of their rule.

    `exceptions` are this activity's own, by day. A series gives at most `MOST_OCCURRENCES` a call.
    """
    length = activity.end - activity.start
    if activity.rule:
        margin = timedelta(days=length.days + 1)
        begin = datetime.combine(first, datetime.min.time()) - margin
        finish = datetime.combine(last, datetime.max.time())
        ruled = parse_rule(activity.rule, activity.start).xafter(begin, inc=True)
        starts = set(takewhile(lambda at: at <= finish, islice(ruled, MOST_OCCURRENCES)))
        starts |= {
            datetime.combine(day, activity.start.time())
            for day, held in exceptions.items()
            if held.start is not None
        }
    else:
        starts = {activity.start}
    for start in sorted(starts):
        exception = exceptions.get(start.date())
        if exception is not None and exception.cancelled:
            continue
        at = exception.start if exception is not None and exception.start is not None else start
        until = exception.end if exception is not None and exception.end is not None else at + length
        ends_at_midnight = until.time() == datetime.min.time() and until > at
        last_day = (until - timedelta(days=1)).date() if ends_at_midnight else until.date()
        if at.date() > last or last_day < first:
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
