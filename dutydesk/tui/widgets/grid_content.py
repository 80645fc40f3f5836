"""Bringing a duty grid up to date: what differs is repainted, what is being typed is kept."""

from dataclasses import replace

from textual.geometry import Region

from dutydesk.tui.widgets.grid_lines import lay_out
from dutydesk.tui.widgets.grid_model import EMPTY_CELL, GridCell, GridModel, GridRow
from dutydesk.tui.widgets.grid_view import TYPED_SIGN, At, GridView


class GridContent(GridView):
    """A `GridView` whose model changes while people work in it."""

    @property
    def model(self) -> GridModel:
        """What the grid shows now, later updates included."""
        return replace(self._model, cells=dict(self._cells))

    @property
    def typed(self) -> str:
        """What is being typed at the cursor."""
        return self._typed

    def show(self, model: GridModel) -> None:
        """Show `model` in place of the present one, and repaint only what differs.

        The cursor, the marked block and what is being typed stay where their keys still exist.
        """
        cursor, typed = self.cursor, self._typed
        anchor = None if self._anchor is None else self._keys(self._anchor)
        before, before_cells, old_at = self._model, self._cells, self._at
        same_keys = [row.key for row in before.rows] == [row.key for row in model.rows] and [
            column.key for column in before.columns
        ] == [column.key for column in model.columns]
        self._model, self._cells = model, dict(model.cells)
        if not same_keys:
            self._at = self._nearest(cursor, old_at)
            self._anchor = None if anchor is None else self._index(*anchor)
            if typed and self.cursor != cursor:
                self._typed = ""
                self._typing_dropped()
        same_shape = (
            same_keys
            and self.is_mounted
            and lay_out(model, self._view.width) == self._layout
            and before.columns == model.columns
            and before.counters == model.counters
            and before.corner == model.corner
            and len(before.footers) == len(model.footers)
        )
        if same_shape:
            self._repaint_differences(before, before_cells)
        else:
            self._arrange()

    def _nearest(self, cursor: tuple[str, str] | None, old: At) -> At:
        """Return where the cursor's keys are now, or else the place that it had as far as there is one."""
        row, column = cursor or ("", "")
        rows, columns = self._model.rows, self._model.columns
        return (
            next((i for i, each in enumerate(rows) if each.key == row), min(old[0], max(0, len(rows) - 1))),
            next(
                (i for i, each in enumerate(columns) if each.key == column),
                min(old[1], max(0, len(columns) - 1)),
            ),
        )

    def _typing_dropped(self) -> None:
        """Tell that what was being typed has lost its cell."""

    def _repaint_differences(self, before: GridModel, before_cells: dict[tuple[str, str], GridCell]) -> None:
        keys = [column.key for column in self._model.columns]
        was, now = before_cells.get, self._cells.get
        for index, (old, new) in enumerate(zip(before.rows, self._model.rows, strict=True)):
            row = new.key
            changed = [
                at
                for at, key in enumerate(keys)
                if was((row, key), EMPTY_CELL) != now((row, key), EMPTY_CELL)
            ]
            if old != new:
                self._repaint_row(index)
            elif changed:
                self._drop(index)
                self._repaint_cells(index, changed[0], changed[-1])
        for index, (old_footer, new_footer) in enumerate(
            zip(before.footers, self._model.footers, strict=True)
        ):
            if old_footer.label != new_footer.label or len(old_footer.cells) != len(new_footer.cells):
                self.refresh(Region(0, self._footer_line(index), self._view.width, 1))
            elif old_footer != new_footer:
                pairs = zip(old_footer.cells, new_footer.cells, strict=True)
                self._repaint_footer(index, [at for at, (old, new) in enumerate(pairs) if old != new])

    def _repaint_footer(self, index: int, columns: list[int]) -> None:
        xs = [x for column in columns if (x := self._x_of(column)) is not None]
        if xs:
            width = xs[-1] - xs[0] + self._layout.cell
            self.refresh(Region(xs[0], self._footer_line(index), width, 1))

    def update_cell(self, row: str, column: str, cell: GridCell) -> None:
        """Show `cell` at one place and repaint no more than that; keys that are not there are passed over."""
        at = self._index(row, column)
        if at is None or self._cells.get((row, column), EMPTY_CELL) == cell:
            return
        self._cells[row, column] = cell
        self._drop(at[0])
        self._repaint_cells(at[0], at[1], at[1])

    def update_row(self, row: GridRow) -> None:
        """Show another name or other counters for the row with this key; its counters alone repaint then."""
        for index, old in enumerate(self._model.rows):
            if old.key == row.key and old != row:
                rows = (*self._model.rows[:index], row, *self._model.rows[index + 1 :])
                self._model = replace(self._model, rows=rows)
                if replace(old, counters=row.counters) == row:
                    self._drop(index)
                    start = self._layout.name + self._layout.days_width
                    line = self._line_of(index)
                    if line is not None:
                        self.refresh(Region(start, line, self._view.width - start, 1))
                else:
                    self._repaint_row(index)

    def update_footer(self, index: int, column: str, cell: GridCell) -> None:
        """Show `cell` in one of the lines of column counters."""
        for at, known in enumerate(self._model.columns):
            if known.key == column:
                footer = self._model.footers[index]
                cells = (*footer.cells[:at], cell, *footer.cells[at + 1 :])
                footers = list(self._model.footers)
                footers[index] = replace(footer, cells=cells)
                self._model = replace(self._model, footers=tuple(footers))
                self._repaint_footer(index, [at])

    # What is being typed

    def keep_typed(self, row: str, column: str, text: str) -> None:
        """Put `text` back as it was typed at a cell, the cursor on it, so that it can be mended or dropped.

        For a parent that could not keep what was typed. Nothing is posted; a cell that is not there any more
        is passed over.
        """
        at = self._index(row, column)
        if at is None:
            return
        if at != self._at:
            old, had_block = self._at, self._anchor is not None
            self._at, self._anchor = at, None
            if had_block:
                self._strip_cache.clear()
                self.refresh()
            self._repaint_move(old, at)
            self._reveal()
        self._set_typed(text)

    def mark_typed(self, style: str = "", sign: str = TYPED_SIGN) -> None:
        """Give what is being typed another look, such as ``error`` and ``!``, until more is typed."""
        look = GridCell(style=style, sign=sign)
        if self._typed and look != self._typed_look:
            self._typed_look = look
            self._repaint_cells(self._at[0], self._at[1], self._at[1])

    def clear_typed(self) -> None:
        """Forget what is being typed at the cursor."""
        self._set_typed("")

    def _set_typed(self, text: str) -> None:
        if text != self._typed:
            self._typed = text
            self._typed_look = GridCell(sign=TYPED_SIGN)
            self._repaint_cells(self._at[0], self._at[1], self._at[1])

    def _index(self, row: str, column: str) -> At | None:
        rows = [index for index, known in enumerate(self._model.rows) if known.key == row]
        columns = [index for index, known in enumerate(self._model.columns) if known.key == column]
        return (rows[0], columns[0]) if rows and columns else None
