"""Drafting a reminder from what the desk has recorded: nothing in a draft comes from elsewhere."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from dutydesk.api import Desk, DigestLine, DueGroup, DueItem
from dutydesk.api.holding import CANCELLED
from dutydesk.domain import Occurrence, clean_line, short_day, weekday_name
from dutydesk.wording import _, listed, ngettext, speaking
from dutydesk_summary.document_language import document_language
from dutydesk_summary.reminder.reminder import Reminder
from dutydesk_summary.reminder.spoken import for_meeting
from dutydesk_summary.reminder.week import Week

SCREEN = "summary"
OPEN_WEEK = "open_week"
"""The action of the area that opens the reminder of a week."""

MOST_CHARACTERS = 140
MOST_OF_HEADING = 4
MOST_HELD = 6
MOST_DUE = 6
_ABSENCE = "absence:"
_CUT = " ..."


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
        texts = [shortened(each.text) for each in under]
        shown, more = texts[:MOST_OF_HEADING], len(texts) - MOST_OF_HEADING
        if more > 0:
            shown.append(
                ngettext("{heading}: and {count} more", "{heading}: and {count} more", more).format(
                    heading=clean_line(heading), count=more
                )
            )
        lines.extend((shown[0], *map(for_meeting, shown[1:])))
    return _Told(tuple(lines), tuple(record for each in digest for record in each.records))


def _tells_of_absence(line: DigestLine) -> bool:
    return any(record.startswith(_ABSENCE) for record in line.records)


def shortened(text: str) -> str:
    """Return a sentence in one line that can be read at a glance, cut at a word where it is long."""
    line = clean_line(text, limit=2 * MOST_CHARACTERS)
    if len(line) <= MOST_CHARACTERS:
        return line
    head = line[: MOST_CHARACTERS - len(_CUT)]
    space = head.rfind(" ")
    return (head[:space] if space > MOST_CHARACTERS // 2 else head).rstrip(" ,;:-") + _CUT


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
    lines = [shortened(_held_line(title, found, week)) for title, found in by_title.items()]
    yield from lines[:MOST_HELD]
    if len(lines) > MOST_HELD:
        more = len(lines) - MOST_HELD
        yield ngettext("{count} more thing is held", "{count} more things are held", more).format(count=more)


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
    yield from (shortened(_due_line(each, today)) for each in due[:MOST_DUE])
    if len(due) > MOST_DUE:
        more = len(due) - MOST_DUE
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
        return _("Overdue since {day}: {title}").format(day=short_day(item.day), title=item.title)
    return _("By {day}: {title}").format(day=short_day(item.day), title=item.title)
