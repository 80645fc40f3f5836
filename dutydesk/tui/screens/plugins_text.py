"""Something to read about one plugin, line by line: its faults with tracebacks, or what a check found."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from dutydesk.api import Desk, PluginFault, PluginState
from dutydesk.tui.widgets.line_bar import LineBar, LinePart
from dutydesk.tui.widgets.over import OverScreen
from dutydesk.tui.widgets.table import SelectTable, TableColumn, TableRow
from dutydesk.tui.widgets.text import wrapped
from dutydesk.wording import _


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line to read, which is broken where it is too long; a `heading` stands out."""

    text: str
    heading: bool = False


class PluginTextScreen(OverScreen):
    """Lines about a plugin: ``PluginTextScreen(desk, title, lines)``."""

    COLUMN: ClassVar[TableColumn] = TableColumn("text", "")

    def __init__(self, desk: Desk, title: str, lines: Sequence[ReadLine]) -> None:
        super().__init__(desk)
        self._title_line = LineBar()
        self._title_text = title
        self._lines = tuple(lines)
        self.table = SelectTable((self.COLUMN,), show_header=False, empty="", id="plugin-text")

    def compose_body(self) -> ComposeResult:
        """Lay out the title and the lines."""
        yield self._title_line
        yield self.table

    def on_mount(self) -> None:
        """Show the title."""
        self._title_line.show_parts([LinePart(f" {self._title_text}", "strong")])

    @on(SelectTable.WidthChanged, "#plugin-text")
    def break_lines(self, event: SelectTable.WidthChanged) -> None:
        """Break the lines for another width."""
        event.stop()
        self._show()

    def reload(self) -> None:
        """Show the lines."""
        self._show()

    def _show(self) -> None:
        self.table.show_rows(_rows(self._lines, self.table.column_widths()[-1]))


def _rows(lines: Iterable[ReadLine], cells: int) -> Iterator[TableRow]:
    for number, line in enumerate(lines):
        for part, text in enumerate(wrapped(line.text, max(cells, 10))):
            yield TableRow(f"{number}.{part}", (text,), "strong" if line.heading else "")


def fault_lines(state: PluginState, faults: Iterable[PluginFault]) -> Iterator[ReadLine]:
    """Yield how a plugin does, and each of its faults with its traceback."""
    found = [each for each in faults if each.plugin == state.name]
    if state.fault and state.fault not in {each.summary for each in found}:
        yield ReadLine(state.fault, heading=True)
    for fault in found:
        yield ReadLine(f"{fault.where}: {fault.summary}", heading=True)
        if "\n" not in fault.traceback:
            continue
        for line in fault.traceback.splitlines():
            code = line.startswith("    ") and not line.lstrip().startswith("File ")
            yield ReadLine(f"| {line.strip()}" if code else line.strip())
    if not state.fault and not found:
        yield ReadLine(_("Nothing is wrong with it."))
