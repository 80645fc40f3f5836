"""A register as a matrix, such as who has signed a letter of responsibility in which year."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from dutydesk.tui.widgets import ActionSpec, DutyGrid, LineBar, LinePart, OverScreen, bindings
from dutydesk.wording import _, clauses
from dutydesk_registers.entries import entries
from dutydesk_registers.field_values import FieldContext, field_context, shown
from dutydesk_registers.register import Register
from dutydesk_registers.registers import known_register
from dutydesk_registers.screens.matrix_model import IS_MARKED, IS_NOT, MOST_ROWS, Matrix, matrix_of

if TYPE_CHECKING:
    from dutydesk_registers.screens.register import RegisterScreen


@dataclass(frozen=True, slots=True)
class _MatrixRead:
    """A matrix, and what makes sense of its rows and columns."""

    register: Register
    context: FieldContext
    matrix: Matrix


class MatrixScreen(OverScreen):
    """Shows at once where one is missing: ``MatrixScreen(listing)``, laid over the list of the register.

    Enter goes to the entry at the cursor in that list, or adds one where there is none.
    """

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec(
            "matrix.open",
            "e",
            "open_entry",
            _("To the entry"),
            _("Go to this entry, or add it where it is missing"),
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)

    def __init__(self, listing: "RegisterScreen") -> None:
        super().__init__(listing.desk)
        self._listing = listing
        self.head_line = LineBar(id="matrix-head")
        self.grid = DutyGrid(id="matrix")
        self.detail_line = LineBar(id="matrix-detail")
        self._read: _MatrixRead | None = None

    def compose_body(self) -> ComposeResult:
        """Lay out what the marks mean, the matrix, and what the cell at the cursor says."""
        yield self.head_line
        yield self.grid
        yield self.detail_line

    def reload(self) -> None:
        """Read the entries in a thread."""
        self.in_background(self._reading, self._show)

    def _reading(self) -> _MatrixRead | None:
        desk, listing = self.desk, self._listing
        register = known_register(desk, listing.code)
        table = register.file.matrix
        if table is None:
            return None
        day = register.day_field
        goes_by_year = day is not None and table.across == day.code
        view = listing.shown.view
        found = entries(desk, register, None if goes_by_year else view.year)
        context = field_context(desk)
        return _MatrixRead(register, context, matrix_of(register, table, found, context))

    def _show(self, read: _MatrixRead | None) -> None:
        self._read = read
        table = read.register.file.matrix if read is not None else None
        if read is None or table is None:
            self.head_line.show_parts([LinePart(_(" This register has no matrix any more. "), "warning")])
            return
        legend = _("{sign} {mark}, {other} not yet, blank: no entry").format(
            sign=IS_MARKED, mark=read.register.fields[table.mark].name, other=IS_NOT
        )
        cut = len(read.matrix.model.rows) == MOST_ROWS
        self.head_line.show_parts(
            [LinePart(f" {read.register.name} ", "strong"), LinePart(f" {legend} ", "muted")],
            [LinePart(_(" the first {count} lines ").format(count=MOST_ROWS), "warning")] if cut else [],
        )
        self.grid.show(read.matrix.model)
        self._show_detail()

    @on(DutyGrid.CellMoved)
    def _moved(self, event: DutyGrid.CellMoved) -> None:
        event.stop()
        self._show_detail()

    def _show_detail(self) -> None:
        read, cursor = self._read, self.grid.cursor
        table = read.register.file.matrix if read is not None else None
        if read is None or table is None or cursor is None:
            self.detail_line.show_parts(
                [LinePart(_(" Nothing is entered that a matrix could show. "), "muted")]
            )
            return
        fields, context = read.register.fields, read.context
        found = read.matrix.entries.get(cursor, ())
        marks = [
            shown(fields[table.mark], each.values.get(table.mark, ""), context) or _("not yet")
            for each in found
        ]
        text = _("{down}, {across}: {marks}").format(
            down=shown(fields[table.down], cursor[0], context),
            across=shown(fields[table.across], cursor[1], context),
            marks=clauses(marks) or _("no entry; Enter adds one"),
        )
        self.detail_line.show_parts([LinePart(f" {text}")])

    @on(DutyGrid.CellActivated)
    def action_open_entry(self) -> None:
        """Go to the entry at the cursor in the list, or add one that has its row and column."""
        read, cursor = self._read, self.grid.cursor
        table = read.register.file.matrix if read is not None else None
        if read is None or table is None or cursor is None:
            return
        listing, found = self._listing, read.matrix.entries.get(cursor, ())
        if found:
            listing.look_at(found[0].id)
            listing.show_anew()
            self.dismiss(None)
        else:
            known = {table.down: cursor[0], table.across: cursor[1]}
            self.dismiss(None)
            listing.call_after_refresh(lambda: listing.add_with(known))
