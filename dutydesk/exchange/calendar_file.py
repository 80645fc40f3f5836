"""Importing a calendar that another program wrote: holidays, a school's year, a shared calendar."""

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import msgspec

from dutydesk.api import DataProblem
from dutydesk.confined import MOST_SECONDS, Report, broken_off, read_capped, run_confined
from dutydesk.domain import Activity, Zone, clean_line
from dutydesk.domain.record import spelled_id
from dutydesk.wording import _

SINGLE_FIRST, SINGLE_LAST = date(1970, 1, 1), date(2100, 12, 31)
EVERY_SINGLE, THESE_DAYS = "every-single", "these-days"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedEvent:
    """One time at which an event of the file is held.

    `start` and `end` are naive wall times of the desk's zone; for an all-day event they are midnights and
    the end is the midnight after its last day. `recurrence_day` is the day on which the rule of a repeated
    event would have held it, whatever it was moved to; an event that is held once has none.
    """

    uid: str
    title: str
    start: datetime
    end: datetime
    all_day: bool = False
    place: str = ""
    note: str = ""
    recurrence_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarPreview:
    """What a calendar file would bring: its name, its events by time, and why others were passed over.

    `skipped` has a line each for the first that were passed over, and `more_skipped` counts the others.
    `outside` counts the events, and the series of them, that are not held on any of the days asked for.
    """

    name: str
    events: tuple[ImportedEvent, ...] = ()
    skipped: tuple[str, ...] = ()
    more_skipped: int = 0
    outside: int = 0


def read_calendar(
    path: Path,
    zone: Zone,
    first: date,
    last: date,
    *,
    every_single: bool = False,
    seconds: float = MOST_SECONDS,
    report: Report | None = None,
) -> CalendarPreview:
    """Return what the calendar file `path` holds on the days `first` to `last`, in wall time of `zone`.

    With `every_single`, events that do not recur are kept from `SINGLE_FIRST` to `SINGLE_LAST`.
    The file is read in a process of its own that is stopped after `seconds`; `report` is told meanwhile for
    how long. A time without a zone is taken as the desk's own.

    Raises:
        DataProblem: the file is no calendar, is too large, or recurs without end, in one line.
    """
    raw = read_capped(path)
    arguments = (
        zone.name,
        first.isoformat(),
        last.isoformat(),
        EVERY_SINGLE if every_single else THESE_DAYS,
    )
    try:
        found = run_confined(
            "dutydesk.exchange.calendar_worker", raw, arguments, seconds=seconds, report=report
        )
        preview = _preview_in(found)
    except DataProblem as problem:
        raise DataProblem(
            _("{file}: no calendar could be read: {reason}").format(file=path.name, reason=problem)
        ) from problem
    return preview if preview.name else replace(preview, name=clean_line(path.stem, 100))


def _preview_in(found: object) -> CalendarPreview:
    try:
        return msgspec.convert(found, CalendarPreview)
    except msgspec.ValidationError as error:
        raise broken_off() from error


def to_activities(preview: CalendarPreview, kind: str, source: str) -> tuple[Activity, ...]:
    """Return the events as activities of `kind`, with ids that a second import of the file gives again.

    An id follows from the event's own UID and the day of its recurrence, never from its time or title, so
    that an event which was moved or renamed is updated and not doubled. `source` says where it came from.
    """
    seen: Counter[tuple[str, date | None]] = Counter()
    activities: list[Activity] = []
    for event in preview.events:
        identity = (event.uid, event.recurrence_day)
        activities.append(
            Activity(
                id=_stable_id(*identity, seen[identity]),
                kind=kind,
                title=event.title,
                start=event.start,
                end=event.end,
                all_day=event.all_day,
                place=event.place,
                note=event.note,
                source=source,
            )
        )
        seen[identity] += 1
    return tuple(activities)


def _stable_id(uid: str, day: date | None, nth: int) -> str:
    """Return 16 letters and digits; `nth` tells apart several recurrences of one event on one day."""
    text = f"{uid}\n{day.isoformat() if day else ''}\n{nth}"
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
    return spelled_id(int.from_bytes(digest[:10], "big"))
