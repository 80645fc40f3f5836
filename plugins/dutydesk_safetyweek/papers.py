"""What of a safety week is hung up and handed out: a poster, a hand-out, and the squadron's own list."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import zip_longest
from pathlib import Path

from dutydesk.api import Desk
from dutydesk.documents import (
    FONTS_FOLDER,
    Block,
    Bullets,
    Document,
    DocumentTable,
    Heading,
    Paragraph,
    WrittenDocument,
    write_document,
)
from dutydesk.domain import TaskKind, written_day
from dutydesk.wording import _
from dutydesk_safetyweek.board import BoardEntry, EntryState, WeekBoard
from dutydesk_safetyweek.words import time_text

POSTER = "poster"
_POSTER_TYPES = (28.0, 25.0, 22.0, 20.0, 18.0, 16.0, 14.0, 12.0)
"""The sizes in which a poster is tried, in points, until it is one page."""

_LIST_WIDTHS = (0.1, 0.14, 0.27, 0.13, 0.28, 0.08)
_HANDOUT_WIDTHS = (0.16, 0.4, 0.24, 0.2)
_TICK_ROW = 8.0


def write_paper(desk: Desk, board: WeekBoard, form: str, path: Path) -> WrittenDocument:
    """Write a week as ``poster``, ``handout`` or ``list`` to `path`, as its ending says.

    A poster is set in the largest type in which it is one page.

    Raises:
        DataProblem: the ending is not known, or the file cannot be written.
        KeyError: there is no such form.
    """
    document, fonts = PAPERS[form](desk, board), desk.folder / FONTS_FOLDER
    written = write_document(document, path, fonts)
    for size in _POSTER_TYPES[1:] if form == POSTER else ():
        if written.pages is None or written.pages == 1:
            break
        written = write_document(replace(document, type_size=size), path, fonts)
    return written


def poster(desk: Desk, board: WeekBoard) -> Document:
    """Return an A3 poster, lying: the theme, and under each day what is done on it."""
    by_day = {day: entries for day in _days(board) if (entries := _standing(board, day))}
    columns = [[_on_poster(entry) for entry in entries] for entries in by_day.values()]
    return Document(
        title=board.week.theme,
        school=desk.name,
        about=_("Safety education week, {first} to {last}").format(
            first=board.week.first, last=board.week.last
        ),
        blocks=(
            DocumentTable(
                headers=tuple(map(written_day, by_day)),
                rows=tuple(zip_longest(*columns, fillvalue="")),
                widths=tuple(1 / len(columns) for _column in columns),
            ),
        )
        if columns
        else (Paragraph(_("nothing is planned yet")),),
        paper="A3",
        lying=True,
        type_size=_POSTER_TYPES[0],
    )


def handout(desk: Desk, board: WeekBoard) -> Document:
    """Return an A4 hand-out for classes and parents: each day with times, for whom, and where."""
    return Document(
        title=board.week.theme,
        school=desk.name,
        about=_("Safety education week, {first} to {last}").format(
            first=board.week.first, last=board.week.last
        ),
        blocks=tuple(_handed_out(board)),
    )


def _handed_out(board: WeekBoard) -> Iterator[Block]:
    if board.week.aims:
        yield Bullets(board.week.aims)
    for day in _days(board):
        entries = _standing(board, day)
        if entries:
            yield Heading(written_day(day), 2)
            yield DocumentTable(
                headers=(_("Time"), _("Activity"), _("For whom"), _("Place")),
                rows=tuple(
                    (time_text(each.activity), each.title, each.detail.audience, each.activity.place)
                    for each in entries
                ),
                widths=_HANDOUT_WIDTHS,
            )


def working_list(desk: Desk, board: WeekBoard) -> Document:
    """Return the squadron's own list: who is in charge, what is needed, and a box to tick."""
    return Document(
        title=_("Safety week: {theme}").format(theme=board.week.theme),
        school=desk.name,
        about=_("{first} to {last}").format(first=board.week.first, last=board.week.last),
        blocks=(
            DocumentTable(
                headers=(_("Day"), _("Time"), _("Activity"), _("In charge"), _("Needed"), _("Done")),
                rows=tuple(
                    (
                        written_day(each.day),
                        time_text(each.activity),
                        "\n".join(filter(None, (each.title, each.activity.place))),
                        each.owner_name,
                        "\n".join(_needed(each)),
                        _("yes") if each.state is EntryState.HELD else "",
                    )
                    for each in board.entries
                    if each.state is not EntryState.CANCELLED
                ),
                widths=_LIST_WIDTHS,
                row_height=_TICK_ROW,
            ),
        ),
    )


def _needed(entry: BoardEntry) -> Iterator[str]:
    if entry.detail.materials:
        yield entry.detail.materials
    for task in entry.tasks:
        if task.is_open and task.kind is TaskKind.PREPARATION:
            yield f"- {task.title}" + (f" ({task.due:%m-%d})" if task.due is not None else "")


def _days(board: WeekBoard) -> Sequence[date]:
    return sorted({*board.days, *(entry.day for entry in board.entries)})


def _standing(board: WeekBoard, day: date) -> Sequence[BoardEntry]:
    return [entry for entry in board.on(day) if entry.state is not EntryState.CANCELLED]


def _on_poster(entry: BoardEntry) -> str:
    if entry.activity.all_day:
        return entry.title
    return "\n".join(filter(None, (time_text(entry.activity), entry.title, entry.activity.place)))


PAPERS: Mapping[str, Callable[[Desk, WeekBoard], Document]] = {
    POSTER: poster,
    "handout": handout,
    "list": working_list,
}
"""The forms in which a week is printed."""
