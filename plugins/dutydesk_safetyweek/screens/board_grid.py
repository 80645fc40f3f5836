"""The grid of the safety week's board: activities down, days across, a mark where an activity is held."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from textual.binding import BindingType

from dutydesk.domain.school_calendar import SATURDAY
from dutydesk.tui.widgets import (
    HOLIDAY_SIGN,
    WEEKEND_SIGN,
    WORKDAY_SIGN,
    ActionSpec,
    DutyGrid,
    GridCell,
    GridColumn,
    GridFooter,
    GridModel,
    GridRow,
    bindings,
    weekday_name,
)
from dutydesk.wording import _, pgettext
from dutydesk_safetyweek.board import BoardEntry, EntryState, WeekBoard, state_name, time_text
from dutydesk_safetyweek.clashes import OVERLOAD

PROBLEM_SIGN = "!"
STATE_SIGNS = {
    EntryState.PLANNED: "",
    EntryState.READY: "+",
    EntryState.HELD: "*",
    EntryState.UNMARKED: "?",
    EntryState.CANCELLED: "x",
}
_STYLES = {EntryState.HELD: "good", EntryState.CANCELLED: "muted", EntryState.UNMARKED: "warning"}
_LEAST_CELLS, _MOST_CELLS = 7, 14
_MOST_TITLE = 40
_DAYS_WITH_STATES = 5
_NOT_HERE = ("grid.mark", "grid.clear")


class BoardGrid(DutyGrid, inherit_bindings=False):
    """A `DutyGrid` whose rows are activities: a mark is dragged along its row, and no block is marked."""

    MOVES_ALONG_ROWS: ClassVar[bool] = True
    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = tuple(
        each for each in DutyGrid.ACTIONS if not each.id.startswith(_NOT_HERE)
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)


def board_model(board: WeekBoard, today: date) -> GridModel:
    """Return what the grid shows of a board: how many and who has too much on each day stand beneath.

    The state in words stands at the right where the week is so short that it has room.
    """
    days = shown_days(board)
    states = len(days) <= _DAYS_WITH_STATES
    return GridModel(
        rows=tuple(_row(entry, states=states) for entry in board.entries),
        columns=tuple(_column(board, day, today) for day in days),
        cells={(entry.id, entry.day.isoformat()): _cell(entry) for entry in board.entries},
        counters=(pgettext("owner", "Who"), _("State")) if states else (pgettext("owner", "Who"),),
        footers=(_counts(board, days), _overloads(board, days)),
        corner=_("Activity"),
        cell_widths=(_LEAST_CELLS, _MOST_CELLS),
        most_name=_MOST_TITLE,
    )


def shown_days(board: WeekBoard) -> tuple[date, ...]:
    """Return the days of the week, and those outside it to which an activity was moved."""
    return tuple(sorted({*board.days, *(entry.day for entry in board.entries)}))


def _row(entry: BoardEntry, *, states: bool) -> GridRow:
    counters = (entry.owner_name, state_name(entry.state)) if states else (entry.owner_name,)
    return GridRow(
        key=entry.id,
        label=entry.title,
        counters=counters,
        style="muted" if entry.state is EntryState.CANCELLED else "",
    )


def _column(board: WeekBoard, day: date, today: date) -> GridColumn:
    is_free, at_weekend = day in board.holidays, day.weekday() >= SATURDAY
    sign = WORKDAY_SIGN if at_weekend and not is_free else ""
    if is_free:
        sign = WEEKEND_SIGN if at_weekend else HOLIDAY_SIGN
    return GridColumn(
        key=day.isoformat(),
        top=weekday_name(day),
        bottom=f"{day:%m-%d}",
        sign=sign,
        style="muted" if is_free else "",
        today=day == today,
    )


def _cell(entry: BoardEntry) -> GridCell:
    sign = (PROBLEM_SIGN if entry.problems else "") + STATE_SIGNS[entry.state]
    style = "error" if entry.problems else _STYLES.get(entry.state, "strong")
    if entry.activity.all_day:
        return GridCell(_("day"), style, sign, (time_text(entry.activity),))
    return GridCell(f"{entry.activity.start:%H:%M}", style, sign, (time_text(entry.activity),))


def _counts(board: WeekBoard, days: tuple[date, ...]) -> GridFooter:
    def cells() -> Iterator[GridCell]:
        for day in days:
            count = sum(entry.state is not EntryState.CANCELLED for entry in board.on(day))
            lacks = not count and day in board.days and day not in board.holidays
            if lacks:
                yield GridCell("0", "warning", PROBLEM_SIGN)
            else:
                yield GridCell(str(count) if count else "")

    return GridFooter(_("Activities"), tuple(cells()))


def _overloads(board: WeekBoard, days: tuple[date, ...]) -> GridFooter:
    """Return the line of those who are in charge of too much, day by day."""
    names = {load.person: load.name for load in board.loads}

    def cells() -> Iterator[GridCell]:
        for day in days:
            people = dict.fromkeys(
                each.person for each in board.clashes if each.rule == OVERLOAD and each.day == day
            )
            first = names.get(next(iter(people), ""), "")
            more = f"+{len(people) - 1}" if len(people) > 1 else ""
            yield GridCell(first, "error", more or PROBLEM_SIGN) if people else GridCell()

    return GridFooter(_("Too much for"), tuple(cells()))
