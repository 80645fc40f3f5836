"""The paper of a reminder: both parts for the meeting before the week, and what is read out on Monday."""

from collections.abc import Iterator
from pathlib import Path

from dutydesk.api import Desk
from dutydesk.api.week import Week
from dutydesk.documents import (
    FONTS_FOLDER,
    Block,
    Bullets,
    Document,
    Heading,
    Paragraph,
    WrittenDocument,
    write_document,
)
from dutydesk.wording import _, speaking
from dutydesk_summary.document_language import document_language
from dutydesk_summary.reminder.issuing import issued_text
from dutydesk_summary.reminder.line_length import cells_of
from dutydesk_summary.reminder.reminder import Reminder
from dutydesk_summary.reminder.spoken import plain_lines, spoken_lines
from dutydesk_summary.reminder.words import no_points, none_recorded, week_words

_SECTION = 2
_SIZES = ((1_600, 10.5), (2_400, 9.5), (3_400, 8.5), (4_600, 7.5))
"""The size of the type up to so many cells of text, so that what is drafted fits on its page."""
_SMALLEST = 7.0
_CELLS_OF_LINE = 50
"""What a line takes of the page at the least, as its rest stays empty."""


def write_reminder(desk: Desk, reminder: Reminder, path: Path) -> WrittenDocument:
    """Write a reminder to `path`, as PDF, Word or Markdown by its ending. It belongs in a thread.

    Raises:
        DataProblem: the ending is another, or the file cannot be written.
    """
    return write_document(reminder_document(desk, reminder), path, desk.folder / FONTS_FOLDER)


def reminder_document(desk: Desk, reminder: Reminder) -> Document:
    """Return the paper of a reminder, in the language of the desk's papers."""
    with speaking(document_language(desk)):
        week = Week(reminder.monday)
        return Document(
            title=_("Safety reminder {week}").format(week=week.name),
            school=desk.name,
            about=_("{days}; {state}").format(days=week_words(week), state=issued_text(desk, reminder)),
            blocks=(*_for_meeting(reminder, week), *_to_read_out(reminder, week)),
            type_size=_type_size(reminder),
        )


def file_stem(reminder: Reminder) -> str:
    """Return what the file of a reminder is usually called, without its ending."""
    return f"reminder-{reminder.id}"


def _for_meeting(reminder: Reminder, week: Week) -> Iterator[Block]:
    yield Heading(_("For the meeting before the week"), _SECTION)
    yield Paragraph(_("Last week, {days}").format(days=week_words(week.before)), "strong")
    if reminder.last_week:
        yield Bullets(plain_lines(reminder.last_week))
    else:
        yield Paragraph(none_recorded(week), "muted")
    yield Paragraph(_("Points of this week"), "strong")
    if reminder.points:
        yield Bullets(plain_lines(reminder.points), numbered=True)
    else:
        yield Paragraph(no_points(), "muted")


def _to_read_out(reminder: Reminder, week: Week) -> Iterator[Block]:
    yield Heading(_("To read out at the flag-raising"), _SECTION)
    yield Paragraph(_("This is the safety reminder for the week from {days}.").format(days=week_words(week)))
    told, points = spoken_lines(reminder.last_week), spoken_lines(reminder.points)
    if told:
        yield Paragraph(_("Of last week:"))
        yield Bullets(told)
    if points:
        yield Paragraph(_("In this week:"))
        yield Bullets(points)
    if not told and not points:
        yield Paragraph(_("No line is meant to be read out."), "muted")


def _type_size(reminder: Reminder) -> float:
    lines = (
        *reminder.last_week.splitlines(),
        *reminder.points.splitlines(),
        *spoken_lines(reminder.last_week),
        *spoken_lines(reminder.points),
    )
    cells = sum(max(_CELLS_OF_LINE, cells_of(line)) for line in lines)
    return next((size for most, size in _SIZES if cells <= most), _SMALLEST)
