"""The form that asks for a table to import, and what importing it would do, to look at before it is kept."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from dutydesk.api import Desk
from dutydesk.sheets import read_table
from dutydesk.tui.widgets import (
    ActionSpec,
    AreaScreen,
    Form,
    LinePart,
    OverListScreen,
    SelectTable,
    TableColumn,
    TableRow,
    bindings,
    broken_row,
    one_line,
    table_file_form,
)
from dutydesk.wording import _, clauses, ngettext
from dutydesk_registers.entries import Entry
from dutydesk_registers.exchange.entry_import import (
    ImportedRow,
    ImportPreview,
    keep_import,
    more_faults_line,
    preview_import,
)
from dutydesk_registers.field_values import FieldContext, field_context, shown
from dutydesk_registers.register import Register
from dutydesk_registers.registers import known_register

_MOST_SHOWN = 500


def import_form(desk: Desk, register: Register, show: Callable[[Path], object]) -> Form:
    """Return a form for the file of a table; `show` shows what importing it would do."""
    return table_file_form(
        desk,
        _("Import into {register}").format(register=register.name),
        _("CSV or Excel, headed as in a table that p saves"),
        show,
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a file would do to a register."""

    register: Register
    context: FieldContext
    preview: ImportPreview


class EntryImportScreen(OverListScreen[None]):
    """Shows what a table would add and change, and its faults first: ``EntryImportScreen(desk, code, path)``.

    Where there is no fault, all of it is kept as one change; otherwise nothing can be.
    """

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec(
            "entry-import.keep", "y", "keep", _("Keep all"), _("Add and change entries as the table says")
        ),
        ActionSpec(
            "entry-import.again", "i", "again", _("Read again"), _("Read the file again once it is mended")
        ),
        ActionSpec(
            "entry-import.pass-over",
            "o",
            "pass_over",
            _("Pass over"),
            _("Pass over columns that are no field, or do not"),
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    COLUMNS: ClassVar[tuple[TableColumn, ...]] = (
        TableColumn("row", _("Row"), 5),
        TableColumn("what", "", 8),
        TableColumn("told", _("Entry, or what is wrong")),
    )
    EMPTY: ClassVar[str] = _("Nothing in this table is new or changed.")

    def __init__(self, desk: Desk, code: str, path: Path) -> None:
        super().__init__(desk)
        self.code, self.path = code, path
        self._reading: _Reading | None = None
        self._passes_over = False

    def reload(self) -> None:
        """Read the file in a thread."""
        self.in_background(self._read, self._show)

    def _read(self) -> _Reading:
        register = known_register(self.desk, self.code)
        preview = preview_import(self.desk, register, read_table(self.path), passes_over=self._passes_over)
        return _Reading(register, field_context(self.desk), preview)

    def _show(self, reading: _Reading) -> None:
        self._reading = reading
        preview = reading.preview
        wrong = len(preview.faults) + preview.more_faults
        if wrong:
            text = ngettext(
                "{count} fault, so nothing can be kept. Mend the file, then press i.",
                "{count} faults, so nothing can be kept. Mend the file, then press i.",
                wrong,
            )
            title = [LinePart(" " + text.format(count=wrong), "error")]
        else:
            text = _("{added} new, {changed} changed, {same} as they are").format(
                added=len(preview.added), changed=len(preview.changed), same=preview.same
            )
            title = [LinePart(f" {text} "), LinePart(_(" y keeps all "), "key", "screen.keep")]
        room = self.table.column_widths()[-1]
        rows = [each for row in _rows(reading) for each in broken_row(row, (0, 0, room))]
        self.show_list(title, rows, {})

    @on(SelectTable.WidthChanged)
    def _break_lines(self, event: SelectTable.WidthChanged) -> None:
        event.stop()
        if self._reading is not None:
            self._show(self._reading)

    def action_again(self) -> None:
        """Read the file again."""
        self.reload()

    def action_pass_over(self) -> None:
        """Pass over columns that are no field, or take them for faults again."""
        self._passes_over = not self._passes_over
        self.reload()

    @on(SelectTable.RowSelected)
    def action_keep(self) -> None:
        """Keep what the table says, unless something is wrong with it."""
        reading = self._reading
        if reading is None:
            return
        preview = reading.preview
        if preview.faults or not (preview.added or preview.changed):
            self.show_message(_("There is nothing that can be kept."), "warning")
            return
        kept: list[Entry] = []
        if self.attempt(lambda: kept.extend(keep_import(self.desk, reading.register, preview))):
            text = ngettext("{count} entry imported.", "{count} entries imported.", len(kept))
            self.dismiss(None)
            self.app.call_later(self._tell, text.format(count=len(kept)))

    def _tell(self, text: str) -> None:
        """Say on the screen beneath what was imported."""
        below = self.app.screen
        if isinstance(below, AreaScreen):
            below.show_message(text)


def _rows(reading: _Reading) -> Iterator[TableRow]:
    preview = reading.preview
    for number, fault in enumerate(preview.faults):
        yield TableRow(f"fault-{number}", ("", _("wrong"), fault), "error")
    if preview.more_faults:
        yield TableRow("more-faults", ("", "", more_faults_line(preview.more_faults)), "error")
    for name in preview.passed_over:
        yield TableRow(f"passed-{name}", ("", "", _("passed over: {name}").format(name=name)), "muted")
    for word, rows in ((_("new"), preview.added), (_("changed"), preview.changed)):
        for row in rows[:_MOST_SHOWN]:
            yield TableRow(f"row-{row.number}", (str(row.number), word, _told(reading, row)))
        if len(rows) > _MOST_SHOWN:
            more = _("and {count} more").format(count=len(rows) - _MOST_SHOWN)
            yield TableRow(f"more-{word}", ("", word, more), "muted")


def _told(reading: _Reading, row: ImportedRow) -> str:
    """Return what a new entry says, or what is another in one that is changed."""
    fields, context = reading.register.fields, reading.context
    codes = row.changes if row.before is not None else tuple(row.values)
    told = [
        _("{field}: {value}").format(
            field=fields[code].name,
            value=one_line(shown(fields[code], row.values.get(code, ""), context)) or _("nothing"),
        )
        for code in codes
        if code in fields
    ]
    return clauses((row.before.title, *told) if row.before is not None else told)
