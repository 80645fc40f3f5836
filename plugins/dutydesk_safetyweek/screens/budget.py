"""What a safety week costs, line by line: planned and spent."""

from collections.abc import Callable, Iterator
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from dutydesk.api import Desk
from dutydesk.tui.widgets import (
    ActionSpec,
    Form,
    FormField,
    LinePart,
    OverListScreen,
    SelectTable,
    TableColumn,
    TableRow,
    bindings,
)
from dutydesk.wording import _
from dutydesk_safetyweek.board import WeekBoard
from dutydesk_safetyweek.changing import add_cost, change_cost, remove_cost
from dutydesk_safetyweek.closing_report import money
from dutydesk_safetyweek.safety_week import WeekCost
from dutydesk_safetyweek.screens.typed_values import amount_of, check_amount


class BudgetScreen(OverListScreen[WeekCost]):
    """Lists the budget of a week: ``BudgetScreen(desk, week_id, activity_id)``.

    A new line begins as one of that activity.
    """

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("week-budget.add", "a", "add", _("Add"), _("Add a line to the budget")),
        ActionSpec("week-budget.edit", "e", "edit", _("Edit"), _("Change this line, or say what was spent")),
        ActionSpec(
            "week-budget.remove", "delete", "remove_line", _("Remove"), _("Remove this line, after asking")
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    COLUMNS: ClassVar[tuple[TableColumn, ...]] = (
        TableColumn("title", _("For what")),
        TableColumn("activity", _("Activity")),
        TableColumn("planned", _("Planned"), 10),
        TableColumn("spent", _("Spent"), 10),
        TableColumn("state", "", 10),
    )
    EMPTY: ClassVar[str] = _("No budget yet: a adds a line, such as printing or prizes.")
    NOTHING_CHOSEN: ClassVar[str] = _("There is no line here yet; a adds one.")

    def __init__(self, desk: Desk, week_id: str, activity_id: str) -> None:
        super().__init__(desk)
        self._week_id, self._activity_id = week_id, activity_id
        self._board: WeekBoard | None = None

    def reload(self) -> None:
        """Read the week in a thread, then show it."""
        desk, week_id = self.desk, self._week_id
        self.in_background(lambda: WeekBoard.of(desk, week_id), self._show)

    def _show(self, board: WeekBoard) -> None:
        self._board = board
        over = board.spent - board.planned_cost
        text = _(" Planned {planned}, spent {spent}").format(
            planned=money(board.planned_cost), spent=money(board.spent)
        )
        self.show_list(
            [
                LinePart(text, "strong"),
                LinePart(
                    "  ! " + _("{amount} too much").format(amount=money(over)) if over > 0 else "",
                    "error",
                ),
                LinePart("   "),
                LinePart(_(" Esc goes back to the board "), "key", "close", self),
            ],
            _rows(board),
            {each.id: each for each in board.costs},
        )

    def action_add(self) -> None:
        """Ask for a new line."""
        board = self._board
        if board is not None:
            self.show_form(
                _cost_form(
                    _("New line of the budget"),
                    board,
                    lambda cost: self.attempt(
                        lambda: add_cost(
                            self.desk,
                            board.week,
                            cost.title,
                            cost.planned,
                            spent=cost.spent,
                            activity=cost.activity,
                        ),
                        _("Kept: {title}").format(title=cost.title),
                    ),
                    WeekCost(id="", week=board.week.id, title="", activity=self._activity_id),
                )
            )

    @on(SelectTable.RowSelected)
    def action_edit(self) -> None:
        """Ask what the line at the cursor is to be."""
        before, board = self.chosen(), self._board
        if before is not None and board is not None:
            self.show_form(
                _cost_form(
                    _("Change {what}").format(what=before.title),
                    board,
                    lambda cost: self.attempt(
                        lambda: change_cost(
                            self.desk,
                            before,
                            cost.title,
                            cost.planned,
                            spent=cost.spent,
                            activity=cost.activity,
                        ),
                        _("Kept: {title}").format(title=cost.title),
                    ),
                    before,
                )
            )

    def action_remove_line(self) -> None:
        """Remove the line at the cursor, after asking."""
        cost = self.chosen()
        if cost is not None:
            self.ask(
                _("Remove {what}?").format(what=cost.title),
                lambda: self.attempt(
                    lambda: remove_cost(self.desk, cost), _("Removed: {title}").format(title=cost.title)
                ),
            )


def _rows(board: WeekBoard) -> Iterator[TableRow]:
    titles = {entry.id: entry.title for entry in board.entries}
    for cost in board.costs:
        is_over = cost.spent is not None and cost.spent > cost.planned
        yield TableRow(
            cost.id,
            (
                cost.title,
                titles.get(cost.activity, _("the whole week")),
                money(cost.planned),
                "" if cost.spent is None else money(cost.spent),
                _("! over") if is_over else (_("not yet") if cost.spent is None else _("paid")),
            ),
            "warning" if is_over else "",
        )


def _cost_form(heading: str, board: WeekBoard, save: Callable[[WeekCost], bool], before: WeekCost) -> Form:
    """Return the form of a line of the budget; `before` is what stands in it at first."""
    entries = tuple((entry.id, entry.title) for entry in board.entries)

    def keep(values: dict[str, str]) -> bool:
        return save(
            WeekCost(
                id=before.id,
                week=before.week,
                title=values["title"],
                activity=values["activity"],
                planned=amount_of(values["planned"]) or 0.0,
                spent=amount_of(values["spent"]),
            )
        )

    return Form(
        heading,
        [
            FormField("title", _("For what"), value=before.title, required=True),
            FormField(
                "activity",
                _("Activity"),
                "choice",
                before.activity,
                (("", _("the whole week")), *entries),
            ),
            FormField(
                "planned",
                _("Planned"),
                value=money(before.planned) if before.title else "",
                check=check_amount,
                required=True,
                hint=_("such as 120 or 99.50"),
            ),
            FormField(
                "spent",
                _("Spent"),
                value="" if before.spent is None else money(before.spent),
                check=check_amount,
                hint=_("empty until it is paid"),
            ),
        ],
        keep,
        about=f"{before.week} {before.id}",
    )
