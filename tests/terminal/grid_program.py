"""A small program with one duty grid, for tests that read what it sends to a real terminal."""

from datetime import date, timedelta
from typing import ClassVar

from textual.app import App, ComposeResult

from dutydesk.tui.widgets.grid import DutyGrid
from dutydesk.tui.widgets.grid_model import (
    WEEKEND_SIGN,
    GridCell,
    GridColumn,
    GridFooter,
    GridModel,
    GridRow,
)

CODES = ("D", "N", "", "M", "E", "", "D1")


def month_model(rows: int = 60, days: int = 31) -> GridModel:
    first = date(2026, 12, 1)
    columns = []
    for number in range(days):
        day = first + timedelta(days=number)
        columns.append(
            GridColumn(
                day.isoformat(), f"{day:%a}"[:2], str(day.day), sign=WEEKEND_SIGN if day.weekday() > 4 else ""
            )
        )
    people = tuple(
        GridRow(f"p{n}", f"王小{n}" if n % 2 else f"Li {n}", (str(n % 31), "168")) for n in range(rows)
    )
    cells = {
        (person.key, column.key): GridCell(
            CODES[(n * 3 + d) % len(CODES)],
            "warning" if (n + d) % 11 == 0 else "",
            "*" if (n + d) % 11 == 0 else "",
        )
        for n, person in enumerate(people)
        for d, column in enumerate(columns)
    }
    footer = GridFooter(
        "Heads D", tuple(GridCell("4/5", sign="!" if d % 5 == 0 else "") for d in range(days))
    )
    return GridModel(people, tuple(columns), cells, ("n", "h"), (footer,), "December")


class GridProgram(App[None]):
    """Shows the grid; F2 edits one cell as the roster would."""

    BINDINGS: ClassVar = [("f2", "edit", "Edit"), ("f3", "quit", "Quit")]

    def __init__(self, rows: int = 60) -> None:
        super().__init__()
        self.rows = rows

    def compose(self) -> ComposeResult:
        yield DutyGrid(month_model(self.rows), starts="DNME")

    def action_edit(self) -> None:
        self.query_one(DutyGrid).update_cell("p5", "2026-12-08", GridCell("Z", "accent", "~"))


if __name__ == "__main__":
    GridProgram().run()
