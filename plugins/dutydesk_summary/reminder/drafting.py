"""Drafting a reminder from what the desk has recorded: nothing in a draft comes from elsewhere."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from dutydesk.api import Desk, DigestLine, DueGroup, DueItem
from dutydesk.api.holding import CANCELLED
from dutydesk.api.week import Week
from dutydesk.domain import Occurrence, clean_line, short_day, weekday_name, whole_day
from dutydesk.wording import _, listed, ngettext, speaking
from dutydesk_summary.document_language import document_language
from dutydesk_summary.reminder.line_length import shortened
from dutydesk_summary.reminder.reminder import Reminder
from dutydesk_summary.reminder.spoken import for_meeting

SCREEN = "summary"
OPEN_WEEK = "open_week"
"""The action of the area that opens the reminder of a week."""

MOST_OF_HEADING = 3
MOST_HELD = 6
MOST_DUE = 5
_ABSENCE = "absence:"


@dataclass(frozen=True, slots=True)
class _Told:
    """Lines of a draft, and the records that they come from."""

    lines: tuple[str, ...]
    records: tuple[str, ...]


def draft(desk: Desk, week: Week) -> Reminder:
    """Return the reminder of a week as the records have it now; it is not kept.

    It asks every plugin, so that it belongs in a thread. A part of which nothing is recorded stays empty.
    """
    with speaking(document_language(desk)):
        told, points = _last_week(desk, week), _points(desk, week)
    return Reminder(
        id=week.name,
        monday=week.monday,
        last_week="\n".join(told.lines),
        points="\n".join(points.lines),
        records=tuple(dict.fromkeys((*told.records, *points.records))),
    )


def open_week(week: Week) -> str:
    """Return the action of the area that opens the reminder of a week."""
    return f"{OPEN_WEEK}({week.name!r})"


# The week before


def _last_week(desk: Desk, week: Week) -> _Told:
    """Return what is told of the week before, a line a thing; of each heading the first is read out.

    Who was away or sick is left out, as this is no paper for that.
    """
    before = week.before
    digest = [each for each in desk.digest(before.monday, before.sunday) if not _tells_of_absence(each)]
    lines: list[str] = []
    for heading, under in groupby(digest, key=lambda each: each.heading):
        shown, more = _first_few([shortened(each.text) for each in under], MOST_OF_HEADING)
        lines.extend((*shown[:1], *map(for_meeting, shown[1:])))
        if more:
            text = ngettext("{heading}: and {count} more", "{heading}: and {count} more", more)
            lines.append(for_meeting(text.format(heading=clean_line(heading), count=more)))
    return _Told(tuple(lines), tuple(record for each in digest for record in each.records))


def _first_few(lines: Iterable[str], most: int) -> tuple[list[str], int]:
    """Return the first `most` lines that hold anything, and how many more there are; never just one more."""
    written = [line for line in lines if line]
    shown = written if len(written) <= most + 1 else written[:most]
    return shown, len(written) - len(shown)


def _tells_of_absence(line: DigestLine) -> bool:
    return any(record.startswith(_ABSENCE) for record in line.records)


# The week itself


def _points(desk: Desk, week: Week) -> _Told:
    """Return what is held in the week, what happens once before what recurs, and then what is due.

    What is due is the business of the meeting.
    """
    held = [
        each
        for each in desk.occurrences(week.monday, week.sunday)
        if each.state != CANCELLED and not each.activity.private
    ]
    return _Told(
        (*_held_lines(held, week), *map(for_meeting, _due_lines(desk, week))),
        tuple(f"activity:{each.key}" for each in held),
    )


def _held_lines(held: Sequence[Occurrence], week: Week) -> Iterator[str]:
    by_title: dict[str, list[Occurrence]] = {}
    for each in sorted(held, key=lambda each: bool(each.activity.rule)):
        by_title.setdefault(each.activity.title, []).append(each)
    lines = (shortened(_held_line(title, found, week)) for title, found in by_title.items())
    shown, more = _first_few(lines, MOST_HELD)
    yield from shown
    if more:
        text = ngettext("{count} more thing is held", "{count} more things are held", more)
        yield for_meeting(text.format(count=more))


def _held_line(title: str, found: Sequence[Occurrence], week: Week) -> str:
    days = sorted({max(each.start.date(), week.monday) for each in found})
    times = {f"{each.start:%H:%M}" for each in found if not each.activity.all_day}
    places = {each.place for each in found if each.place}
    if len(days) > 1:
        return _("{days}: {title}").format(days=listed(map(weekday_name, days)), title=title)
    values = {
        "day": short_day(days[0]),
        "time": min(times, default=""),
        "title": title,
        "place": min(places, default=""),
    }
    if len(times) != 1:
        return _("{day}: {title}").format(**values)
    if len(places) != 1:
        return _("{day} {time}: {title}").format(**values)
    return _("{day} {time}: {title}, {place}").format(**values)


def _due_lines(desk: Desk, week: Week) -> Iterator[str]:
    """Yield what is due up to the end of the week; of one that is over nothing is.

    Requests of people are nobody else's business, and the reminder does not ask for itself.
    """
    today = desk.today()
    if week.sunday < today:
        return
    found = [
        each
        for each in desk.due(max(week.monday, today), week.sunday)
        if each.day <= week.sunday and not _is_own(each)
    ]
    due = [each for each in found if each.group is DueGroup.DUE]
    shown, more = _first_few((shortened(_due_line(each, today)) for each in due), MOST_DUE)
    yield from shown
    if more:
        yield ngettext("{count} more thing is due", "{count} more things are due", more).format(count=more)
    slots = sum(each.group is DueGroup.OPEN for each in found)
    if slots:
        yield ngettext("{count} duty is still open", "{count} duties are still open", slots).format(
            count=slots
        )


def _is_own(item: DueItem) -> bool:
    return item.screen == SCREEN and item.action.startswith(OPEN_WEEK)


def _due_line(item: DueItem, today: date) -> str:
    if item.day < today:
        day = short_day(item.day) if item.day.year == today.year else whole_day(item.day)
        return _("Overdue since {day}: {title}").format(day=day, title=item.title)
    return _("By {day}: {title}").format(day=short_day(item.day), title=item.title)
