"""From the events of a calendar file to the times at which they are held in some days."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from dutydesk.api import DataProblem
from dutydesk.domain import Zone, clean, clean_line
from dutydesk.exchange.calendar_file import SINGLE_FIRST, SINGLE_LAST, CalendarPreview, ImportedEvent
from dutydesk.exchange.calendar_parsing import MOST_QUOTED, parsed, reason_of
from dutydesk.exchange.calendar_rules import UnusableRule, check_rules, rules_of, zones_with_traps
from dutydesk.wording import _

if TYPE_CHECKING:
    from icalendar import Calendar, Component

MOST_OCCURRENCES = 10_000
MOST_SKIPPED = 200
LONGEST = timedelta(days=3660)
_TIMING = frozenset({"DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"})
_KEPT = _TIMING | {"UID", "SUMMARY", "LOCATION", "DESCRIPTION", "STATUS", "SEQUENCE"}
_MOST_NOTE = 2000
_MOST_CLEANED = 4
_DAY = timedelta(days=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class _Unusable(Exception):
    """Why one event, or one series of them, is passed over."""


@dataclass(frozen=True, slots=True)
class _Days:
    """The days that are wanted, both included, and the zone in which they are days."""

    zone: Zone
    first: date
    last: date

    def touched_by(self, event: ImportedEvent) -> bool:
        begin, finish = _midnight(self.first), _midnight(self.last) + _DAY
        return event.start < finish and (event.end > begin or event.start >= begin)


def preview_of(
    raw: bytes, zone: Zone, first: date, last: date, *, every_single: bool = False
) -> CalendarPreview:
    """Return the events of the calendar text `raw` that touch the days `first` to `last`.

    With `every_single`, events that do not recur are kept from `SINGLE_FIRST` to `SINGLE_LAST`.

    This parses in the present process: for a file from outside use `calendar_file.read_calendar`.

    Raises:
        DataProblem: the text is no calendar, or it holds more than the caps allow.
    """
    calendars, skipped = parsed(raw)
    days = _Days(zone, first, last)
    traps = zones_with_traps(calendars)
    single_days = _Days(zone, SINGLE_FIRST, SINGLE_LAST) if every_single else days
    events: list[ImportedEvent] = []
    outside = 0
    for calendar in calendars:
        for uid, series in _series(calendar).items():
            try:
                for event in series:
                    _check(event, traps)
                held = _held(calendar, uid, series, days if _is_endless(series) else single_days)
                outside += not held
                events += held
            except _Unusable as reason:
                skipped.append(f"{_title(series[0])}: {reason}")
            if len(events) > MOST_OCCURRENCES:
                raise _too_often()
    events.sort(key=lambda event: (event.start, event.end, event.title, event.uid))
    return CalendarPreview(
        name=_name(calendars),
        events=tuple(events),
        skipped=tuple(skipped[:MOST_SKIPPED]),
        more_skipped=max(0, len(skipped) - MOST_SKIPPED),
        outside=outside,
    )


def _too_often() -> DataProblem:
    return DataProblem(
        _("its events recur more than {most} times in these days").format(most=MOST_OCCURRENCES)
    )


def _name(calendars: "list[Calendar]") -> str:
    names = (_text(calendar, key, 100) for calendar in calendars for key in ("NAME", "X-WR-CALNAME"))
    return next(filter(None, names), "")


def _series(calendar: "Calendar") -> "dict[str, list[Component]]":
    """Group the events by UID; one that has none is known by what it says.

    What an import has no use for is dropped, for each recurrence is a copy of the whole event.
    """
    series: dict[str, list[Component]] = {}
    for event in calendar.walk("VEVENT"):
        event.subcomponents = []
        for key in event.keys() - _KEPT:
            del event[key]
        if not isinstance(event.get("SEQUENCE"), int):
            event.pop("SEQUENCE", None)
        uid = _text(event, "UID", 500)
        if not uid:
            said = "\n".join(_raw(event, key) for key in ("SUMMARY", "DTSTART", "DTEND", "RRULE"))
            uid = "content-" + hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:32]
        event["UID"] = uid
        series.setdefault(uid, []).append(event)
    return series


def _held(calendar: "Calendar", uid: str, series: "list[Component]", days: _Days) -> list[ImportedEvent]:
    """Return every time at which the events of one UID are held.

    Raises:
        _Unusable: they cannot be repeated, or are cancelled.
        DataProblem: they recur too often.
    """
    recurs = len(series) > 1 or _is_endless(series) or any("RECURRENCE-ID" in event for event in series)
    found: list[ImportedEvent] = []
    cancelled = False
    for number, event in enumerate(_expanded(calendar, series, days) if recurs else series):
        if number >= MOST_OCCURRENCES:
            raise _too_often()
        if _text(event, "STATUS", 20).upper() == "CANCELLED":
            cancelled = True
            continue
        imported = _imported(event, uid, days.zone, recurs=recurs)
        if days.touched_by(imported):
            found.append(imported)
    if cancelled and not found:
        raise _Unusable(_("it is cancelled"))
    return found


def _is_endless(series: "list[Component]") -> bool:
    """Tell whether a rule or a list of dates repeats the events; some programs write an empty rule."""
    return any(event.get(mark) for event in series for mark in ("RRULE", "RDATE"))


def _check(event: "Component", traps: frozenset[str]) -> None:
    """Refuse an event whose times cannot be told, or whose rule is a trap."""
    if "DTSTART" not in event:
        raise _Unusable(_("it has no start"))
    broken = {str(name).upper() for name, _reason in event.errors} & _TIMING
    if broken:
        raise _Unusable(_("its {key} cannot be read").format(key=min(broken)))
    for key in sorted(_TIMING & event.keys()):
        _check_zone(event, key, traps)
    for key in ("DTSTART", "DTEND", "RECURRENCE-ID"):
        if key in event:
            _moment(event, key)
    start, end = map(_comparable, _span(event))
    if end < start:
        raise _Unusable(_("it ends before it starts"))
    if end - start > LONGEST.total_seconds():
        raise _Unusable(_("it lasts longer than ten years"))
    try:
        check_rules(rules_of(event))
    except UnusableRule as error:
        raise _Unusable(str(error)) from error


def _check_zone(event: "Component", key: str, traps: frozenset[str]) -> None:
    """Refuse a time in a zone that neither the file nor the library knows: it would come out wrong.

    One whose changes would be looked through for ever is as good as not known.
    """
    values = event[key]
    for value in values if isinstance(values, list) else [values]:
        zone = str(getattr(value, "params", {}).get("TZID") or "")
        at = getattr(value, "dt", None)
        floats = isinstance(at, datetime) and at.tzinfo is None
        if zone and (floats or zone.strip("/") in traps):
            name = clean_line(zone[:MOST_QUOTED], 60)
            raise _Unusable(_("its time zone {zone!r} is not known").format(zone=name))


def _moment(event: "Component", key: str) -> date:
    try:
        at = event.get(key).dt
    except Exception as error:  # the library answers with several kinds of error, as for all below
        raise _Unusable(_("its {key} cannot be read").format(key=key)) from error
    if not isinstance(at, date):
        raise _Unusable(_("its {key} cannot be read").format(key=key))
    return at


def _span(event: "Component") -> tuple[date, date]:
    """Return the start and end as the library works them out, from a duration too."""
    try:
        start, end = event.start, event.end  # type: ignore[attr-defined]
    except Exception as error:
        raise _Unusable(reason_of(error)) from error
    return start, end


def _comparable(at: date) -> float:
    """Return a number by which two times of one event can be compared, whatever their kind."""
    wall = at if isinstance(at, datetime) else datetime.combine(at, time())
    instant = wall.replace(tzinfo=UTC) if wall.tzinfo is None else wall
    try:
        return (instant - _EPOCH).total_seconds()
    except (OverflowError, ValueError) as error:
        raise _beyond_the_years() from error


def _beyond_the_years() -> _Unusable:
    return _Unusable(_("it lies beyond the years that can be told"))


def _expanded(calendar: "Calendar", series: "list[Component]", days: _Days) -> "Iterator[Component]":
    """Yield each recurrence of one UID that may touch the days, with a day to spare at either end."""
    import icalendar  # noqa: PLC0415 - heavy, and needed only for an import
    import recurring_ical_events  # noqa: PLC0415 - likewise

    alone = icalendar.Calendar()
    for key in ("X-WR-TIMEZONE", "CALSCALE"):
        if key in calendar:
            alone[key] = calendar[key]
    alone.subcomponents.extend(series)
    begin = datetime.combine(days.first - _DAY, time(), days.zone.info)
    finish = datetime.combine(days.last + 2 * _DAY, time(), days.zone.info)
    try:
        for each in recurring_ical_events.of(alone).series:
            for occurrence in each.between(begin, finish):
                yield occurrence.as_component(keep_recurrence_attributes=False)
    except (RecursionError, MemoryError):
        raise
    except Exception as error:
        raise _Unusable(_("it cannot be repeated: {reason}").format(reason=reason_of(error))) from error


def _imported(event: "Component", uid: str, zone: Zone, *, recurs: bool) -> ImportedEvent:
    start_at, end_at = _span(event)
    all_day = not isinstance(start_at, datetime)
    day_at = _moment(event, "RECURRENCE-ID") if recurs else None
    try:
        start, end = _wall(start_at, zone), _wall(end_at, zone)
        if all_day and end <= start:
            end = start + _DAY
        day = _wall(day_at, zone).date() if day_at is not None else None
    except (OverflowError, ValueError) as error:
        raise _beyond_the_years() from error
    if end - start > LONGEST:
        raise _Unusable(_("it lasts longer than ten years"))
    return ImportedEvent(
        uid=uid,
        title=_title(event),
        start=start,
        end=max(start, end),
        all_day=all_day,
        place=_text(event, "LOCATION", 200),
        note=_note(_raw(event, "DESCRIPTION")),
        recurrence_day=day,
    )


def _wall(at: date, zone: Zone) -> datetime:
    if not isinstance(at, datetime):
        return datetime.combine(at, time())
    wall = at if at.tzinfo is None else zone.wall(at)
    return wall.replace(tzinfo=None, fold=0, microsecond=0)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _title(event: "Component") -> str:
    return _text(event, "SUMMARY", 200) or _("(no title)")


def _text(component: "Component", key: str, limit: int) -> str:
    return _line(_raw(component, key)[: limit * _MOST_CLEANED], limit)


@lru_cache(maxsize=64)
def _line(text: str, limit: int) -> str:
    return clean_line(text, limit)


def _note(text: str) -> str:
    return _lines(text[: _MOST_NOTE * _MOST_CLEANED])


@lru_cache(maxsize=64)
def _lines(text: str) -> str:
    return clean(text, _MOST_NOTE)


def _raw(component: "Component", key: str) -> str:
    """Return a property as text; of one that is there more than once, the first."""
    value = component.get(key, "")
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, str):
        return str(value)
    content = value.to_ical()
    return content.decode("utf-8", "replace") if isinstance(content, bytes) else str(content)
