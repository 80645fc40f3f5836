"""A program with one duty grid that remembers what the grid posts."""

from textual.app import App, ComposeResult

from dutydesk.tui.widgets import DutyGrid, GridModel


class GridApp(App[None]):
    """Shows one grid and remembers what it posts."""

    def __init__(self, model: GridModel, starts: str = "DN") -> None:
        super().__init__()
        self.grid = DutyGrid(model, starts=starts)
        self.posted: list[tuple[str, ...]] = []

    def compose(self) -> ComposeResult:
        yield self.grid

    def on_duty_grid_cell_moved(self, message: DutyGrid.CellMoved) -> None:
        self.posted.append(("moved", message.row, message.column))

    def on_duty_grid_cell_typed(self, message: DutyGrid.CellTyped) -> None:
        self.posted.append(("typed", message.row, message.column, message.text))

    def on_duty_grid_cell_activated(self, message: DutyGrid.CellActivated) -> None:
        self.posted.append(("opened", message.row, message.column))

    def on_duty_grid_cell_cleared(self, message: DutyGrid.CellCleared) -> None:
        self.posted.append(("cleared", message.row, message.column))

    def on_duty_grid_cell_dragged(self, message: DutyGrid.CellDragged) -> None:
        self.posted.append(("dragged", message.row, message.column, message.to_row, message.to_column))
