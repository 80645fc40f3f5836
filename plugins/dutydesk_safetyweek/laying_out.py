"""Laying the activities of a template on the days of a week, around days without school."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from dutydesk.api import DataProblem
from dutydesk.domain import SchoolCalendar
from dutydesk.wording import _, listed
from dutydesk_safetyweek.school_days import free_days
from dutydesk_safetyweek.template import TemplateEntry
from dutydesk_safetyweek.words import day_name


def laid_out(
    entries: Sequence[TemplateEntry], days: Sequence[date], calendar: SchoolCalendar, *, skip_holidays: bool
) -> tuple[tuple[TemplateEntry, date], ...]:
    """Return each entry with its day, in the order given.

    What would be on a day without school, where these are skipped, or after the last day, goes to the day
    with the least to do on which its hours are free. Where it is busy then on all of them, it begins at
    another time at which something of the week begins.

    Raises:
        DataProblem: something would be on a day without school, and these are not skipped; or no day is left.
    """
    free = free_days(calendar, days)
    taken: dict[date, list[TemplateEntry]] = {day: [] for day in days if day not in free}
    if not taken:
        raise DataProblem(
            _("there is no school from {first} to {last} ({why}); begin on another day with --from").format(
                first=days[0], last=days[-1], why=listed(dict.fromkeys(free.values()))
            )
        )
    placed: dict[int, tuple[TemplateEntry, date]] = {}
    homeless: list[int] = []
    for index, entry in enumerate(entries):
        day = days[entry.day - 1] if entry.day <= len(days) else None
        if day is not None and day in free and not skip_holidays:
            raise DataProblem(
                _(
                    "{day} has no school: {why}; begin on another day with --from, or lay what is planned "
                    "for it on the other days with --skip-holidays"
                ).format(day=f"{day_name(day)} ({day})", why=free[day])
            )
        if day is None or day in free:
            homeless.append(index)
        else:
            placed[index] = (entry, day)
            taken[day].append(entry)
    starts = sorted({entry.start for entry in entries if entry.start is not None})
    latest = max((entry.end for entry in entries if entry.end is not None), default=time.max)
    for index in homeless:
        placed[index] = entry, day = _found_room(entries[index], taken, starts, latest)
        taken[day].append(entry)
    return tuple(placed[index] for index in range(len(entries)))


def _found_room(
    entry: TemplateEntry,
    taken: dict[date, list[TemplateEntry]],
    starts: Iterable[time],
    latest: time,
) -> tuple[TemplateEntry, date]:
    by_load = sorted(taken, key=lambda day: (sum(each.minutes for each in taken[day]), len(taken[day]), day))
    others = [moved for start in starts if (moved := _begun_at(entry, start, latest)) is not None]
    for attempt in (entry, *others):
        for day in by_load:
            if not attempt.meets(taken[day]):
                return attempt, day
    return entry, by_load[0]


def _begun_at(entry: TemplateEntry, start: time, latest: time) -> TemplateEntry | None:
    """Return an entry that begins at another time, or None where it would then last too long into the day."""
    if entry.start is None:
        return None
    end = datetime.combine(date.min, start) + timedelta(minutes=entry.minutes)
    if end.date() != date.min or end.time() > latest:
        return None
    return replace(entry, start=start, end=end.time())
