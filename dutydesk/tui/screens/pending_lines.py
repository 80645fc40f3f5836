"""The lines of the Today board that say what waits: open slots, requests, what is due, and clashes."""

from collections.abc import Iterator
from datetime import date, timedelta

from dutydesk.api import Command, DueGroup, DueItem, DueState
from dutydesk.domain import Clash, short_day
from dutydesk.tui.screens.board import WEEK_DAYS, Pending
from dutydesk.tui.screens.board_lines import BoardLines, cell_of, day_of
from dutydesk.tui.widgets.table import TableColumn
from dutydesk.tui.widgets.text import wrapped
from dutydesk.wording import _, bracketed, pgettext

MOST_OPEN = 8
"""Open slots that are shown one by one; a month that is hardly arranged must not bury everything else."""

PENDING_COLUMNS = (TableColumn("sign", "", 8), TableColumn("day", "", 9), TableColumn("text", ""))
_STYLES = {DueState.OVERDUE: "error", DueState.DUE: "warning", DueState.PLANNED: ""}
_ASSIGNMENT = "assignment:"


def pending_lines(pending: Pending, room: int) -> BoardLines:
    """Return the lines, with texts broken to `room` cells."""
    board, today = BoardLines(), pending.today
    _add_open(board, pending, room)
    count = len(pending.requests)
    text = _("Requests waiting: {count}").format(count=count)
    board.head("requests", text if count else _("Requests waiting: none"))
    for item in pending.requests:
        _add_item(board, item, today, room)
    count = len(pending.due)
    text = _("Due: {count}").format(count=count)
    board.head("due", text if count else _("Due: nothing in the next two weeks"))
    for item in pending.due:
        _add_item(board, item, today, room)
    count = len(pending.clashes)
    text = _("Clashes in the next seven days: {count}").format(count=count)
    board.head("clashes", text if count else _("Clashes in the next seven days: none"))
    for clash in pending.clashes:
        _add_clash(board, clash, today, room)
    if pending.faults:
        board.head("faults", _("Plugins at fault: {count}").format(count=len(pending.faults)))
    for fault in pending.faults:
        text = f"{fault.plugin}, {fault.where}: {fault.summary}"
        board.add(f"fault:{text}", _broken(_("! fault"), "", text, room), "warning", None)
    return board


def _add_open(board: BoardLines, pending: Pending, room: int) -> None:
    until = pending.today + timedelta(days=WEEK_DAYS - 1)
    week = [item for item in pending.open_slots if item.day <= until]
    text = _("Open slots this week: {count}").format(count=len(week))
    board.head("open", text if week else _("Open slots this week: none"))
    shown = week[:MOST_OPEN]
    for item in shown:
        _add_item(board, item, pending.today, room)
    hidden = [item for item in pending.open_slots if item not in shown]
    if hidden:
        text = _("{count} more until {last}, from here on").format(
            count=len(hidden), last=max(item.day for item in hidden)
        )
        lines = _broken("", _day_word(hidden[0].day, pending.today), text, room)
        board.add("open-more", lines, "muted", _place(hidden[0]))


def _sign(item: DueItem) -> str:
    if item.group is DueGroup.OPEN:
        return pgettext("slot", "open")
    if item.group is DueGroup.REQUEST:
        return _("asked")
    return {DueState.OVERDUE: _("overdue"), DueState.DUE: _("due"), DueState.PLANNED: _("planned")}[
        item.state
    ]


def _add_item(board: BoardLines, item: DueItem, today: date, room: int) -> None:
    text = bracketed(item.title, item.detail) if item.detail else item.title
    lines = _broken(_sign(item), _day_word(item.day, today), text, room)
    board.add(f"{item.group}:{item.day}:{item.title}", lines, _STYLES[item.state], _place(item))


def _add_clash(board: BoardLines, clash: Clash, today: date, room: int) -> None:
    on_roster = bool(clash.person) and any(source.startswith(_ASSIGNMENT) for source in clash.sources)
    place = cell_of(clash.person, clash.day) if on_roster else day_of(clash.day)
    lines = _broken(_("! clash"), _day_word(clash.day, today), clash.text, room)
    board.add(f"clash:{clash.day}:{clash.person}:{clash.text}", lines, "error", place)


def _place(item: DueItem) -> Command | None:
    return Command(item.title, item.screen, item.action) if item.screen else None


def _broken(sign: str, day: str, text: str, room: int) -> Iterator[tuple[str, ...]]:
    for index, line in enumerate(wrapped(text, room)):
        yield ("", "", line) if index else (sign, day, line)


def _day_word(day: date, today: date) -> str:
    words = {0: _("today"), 1: _("tomorrow")}
    return words.get((day - today).days) or short_day(day)
