"""VTIMEZONE components that every reader understands, made from the zone's own transitions.

icalendar's `Calendar.add_missing_timezones` is not used: it states the spring onset in the time after the
change, where RFC 5545 section 3.6.5 wants the time before it, and lists every onset as an RDATE.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.prop import vRecur

_YEARS_BEFORE = 2
_YEARS_AFTER = 10
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY_NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_STEP = timedelta(days=7)
_NONE = timedelta()


@dataclass(frozen=True, slots=True)
class _State:
    """What clocks in a zone show for a while."""

    offset: timedelta
    dst: timedelta
    name: str


@dataclass(frozen=True, slots=True)
class _Kind:
    """What an observance says besides its onsets."""

    before: timedelta
    after: timedelta
    name: str
    daylight: bool


@dataclass(frozen=True, slots=True)
class _Onset:
    """The beginning of an observance; `wall` is what clocks show by the offset before it."""

    wall: datetime
    kind: _Kind


def _state(zone: ZoneInfo, instant: datetime) -> _State:
    local = instant.astimezone(zone)
    return _State(local.utcoffset() or _NONE, local.dst() or _NONE, local.tzname() or zone.key)


def _transition(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """Return the first second at which the zone shows no longer what it showed at `before`."""
    old = _state(zone, before)
    low, high = 0, int((after - before) / timedelta(seconds=1))
    while high - low > 1:
        middle = (low + high) // 2
        if _state(zone, before + timedelta(seconds=middle)) == old:
            low = middle
        else:
            high = middle
    return before + timedelta(seconds=high)


def _onset(instant: datetime, old: _State, new: _State) -> _Onset:
    # Where winter is the exception by law (Dublin), summer is the daylight observance all the same: it is
    # what clients without a rule for negative saving, and people, expect.
    daylight = new.dst > _NONE or (new.dst == _NONE and old.dst < _NONE)
    kind = _Kind(before=old.offset, after=new.offset, name=new.name, daylight=daylight)
    return _Onset(wall=(instant + old.offset).replace(tzinfo=None), kind=kind)


def _onsets(zone: ZoneInfo, first_year: int, last_year: int) -> Iterator[_Onset]:
    """Yield the onsets between the start of `first_year` and the end of `last_year`, in order of time.

    Two changes that cancel each other out within a week would go unseen; no zone has such a pair.
    """
    start, end = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC)
    steps = [start + _STEP * number for number in range((end - start) // _STEP)]
    for earlier, later in pairwise([*steps, end]):
        old, final, seen = _state(zone, earlier), _state(zone, later), earlier
        while old != final:
            seen = _transition(zone, seen, later)
            new = _state(zone, seen)
            yield _onset(seen, old, new)
            old = new


def _weekday_of_month(day: datetime, *, from_end: bool) -> str:
    """Return which weekday of its month a day is, as BYDAY has it: ``2SU``, or ``-1SU`` for the last."""
    name = _DAY_NAMES[day.weekday()]
    if from_end:
        return f"-1{name}" if (day + timedelta(days=7)).month != day.month else ""
    return f"{(day.day - 1) // 7 + 1}{name}"


def _yearly_rule(walls: list[datetime], years: range) -> vRecur | None:
    """Return the rule that gives exactly these onsets, one in each of `years`, or None."""
    same_clock = len({(wall.month, wall.time()) for wall in walls}) == 1
    if not same_clock or [wall.year for wall in walls] != list(years):
        return None
    for from_end in (True, False):
        weekdays = {_weekday_of_month(wall, from_end=from_end) for wall in walls}
        if len(weekdays) == 1 and (weekday := weekdays.pop()):
            return vRecur({"FREQ": "YEARLY", "BYMONTH": walls[0].month, "BYDAY": weekday})
    return None


def _observance(onset: _Onset, rule: vRecur | None = None) -> TimezoneStandard | TimezoneDaylight:
    observance = TimezoneDaylight() if onset.kind.daylight else TimezoneStandard()
    observance.DTSTART = onset.wall
    observance.TZOFFSETFROM = onset.kind.before
    observance.TZOFFSETTO = onset.kind.after
    observance.add("TZNAME", onset.kind.name)
    if rule is not None:
        observance.add("RRULE", rule)
    return observance


def _ruled(onsets: list[_Onset], years: range) -> list[TimezoneStandard | TimezoneDaylight] | None:
    """Return one recurring observance a kind, or None where some kind follows no rule."""
    by_kind: defaultdict[_Kind, list[datetime]] = defaultdict(list)
    for onset in onsets:
        by_kind[onset.kind].append(onset.wall)
    observances = []
    for kind, walls in by_kind.items():
        rule = _yearly_rule(walls, years)
        if rule is None:
            return None
        observances.append(_observance(_Onset(walls[0], kind), rule))
    return observances


def _listed(
    zone: ZoneInfo, onsets: list[_Onset], start: datetime
) -> list[TimezoneStandard | TimezoneDaylight]:
    """Return one observance a transition, after one for what holds at `start`."""
    state = _state(zone, start)
    initial = _Onset(start.replace(tzinfo=None), _onset(start, state, state).kind)
    return [_observance(onset) for onset in (initial, *onsets)]


def vtimezone(zone: ZoneInfo, first_year: int, last_year: int) -> Timezone:
    """Return the VTIMEZONE of a zone for events in the years `first_year` to `last_year`.

    What begins in the year before, or ends in the year after, is right too. Readers disagree on what holds
    before the first onset, so there is one before that year. Where the zone's changes follow one yearly rule
    (a weekday of a month at a local time) from two years before to ten years after, there is a recurring
    observance each. Where they do not (Cairo, Casablanca, Jerusalem), each change of those years, two before
    and one after stands on its own, without RDATE, which Outlook mishandles. A zone without changes is a
    single STANDARD. RFC 5545 section 3.6.5.
    """
    component = Timezone()
    component.add("TZID", zone.key)
    years = range(first_year - _YEARS_BEFORE, last_year + _YEARS_AFTER + 1)
    onsets = list(_onsets(zone, years[0], years[-1]))
    start = datetime(years[0], 1, 1, tzinfo=UTC)
    observances = _ruled(onsets, years)
    if not onsets:
        unchanged = _state(zone, _EPOCH) == _state(zone, start)
        observances = _listed(zone, [], _EPOCH if unchanged else start)
    elif observances is None:
        near = [onset for onset in onsets if onset.wall.year <= last_year + 1]
        observances = _listed(zone, near, start)
    for observance in observances:
        component.add_component(observance)
    return component


@lru_cache(maxsize=64)
def vtimezone_lines(zone: str, first_year: int, last_year: int) -> bytes:
    """Return the content lines of a zone's VTIMEZONE, kept by zone and years.

    Raises:
        zoneinfo.ZoneInfoNotFoundError: no such zone is known.
    """
    return bytes(vtimezone(ZoneInfo(zone), first_year, last_year).to_ical())
