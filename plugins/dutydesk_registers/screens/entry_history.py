"""Who changed what of an entry, and when."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import msgspec
from textual import on
from textual.binding import BindingType

from dutydesk.api import Desk, JournalEntry, RowChange
from dutydesk.domain import Zone
from dutydesk.tui.widgets import (
    ActionSpec,
    LinePart,
    OverListScreen,
    SelectTable,
    TableColumn,
    TableRow,
    bindings,
    broken_row,
    one_line,
)
from dutydesk.wording import _, pgettext
from dutydesk_registers.field_values import FieldContext, field_context, shown
from dutydesk_registers.register import Register
from dutydesk_registers.registers import known_register

_MOST = 200
_ENTRY, _MARK, _FILE = "register_entry", "entry_mark", "attachment"
_body = msgspec.json.Decoder(dict[str, str])


@dataclass(frozen=True, slots=True)
class _HistoryRead:
    """The journal of an entry, and what makes sense of the values in it."""

    journal: tuple[JournalEntry, ...]
    register: Register
    context: FieldContext


class EntryHistoryScreen(OverListScreen[None]):
    """The changes of one entry, the newest first: ``EntryHistoryScreen(desk, code, subject)``."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("entry-history.filter", "slash", "filter", _("Filter"), _("Show only what holds a text")),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    COLUMNS: ClassVar[tuple[TableColumn, ...]] = (
        TableColumn("when", _("When"), 16),
        TableColumn("who", pgettext("history", "Who"), 10),
        TableColumn("what", _("What")),
    )
    EMPTY: ClassVar[str] = _("The journal knows no change of this entry.")

    def __init__(self, desk: Desk, code: str, subject: str) -> None:
        super().__init__(desk)
        self.code, self.subject = code, subject
        self._history: _HistoryRead | None = None

    def reload(self) -> None:
        """Read the journal in a thread."""
        desk = self.desk
        self.in_background(
            lambda: _HistoryRead(
                desk.history(self.subject, _MOST), known_register(desk, self.code), field_context(desk)
            ),
            self._show,
        )

    def _show(self, read: _HistoryRead) -> None:
        self._history = read
        width = self.table.column_widths()[-1]
        rows = history_rows(read.journal, read.register, read.context, self.desk.zone, self.subject)
        self.show_list(
            [LinePart(_(" The newest change first "), "muted")],
            [each for row in rows for each in broken_row(row, (0, 0, width))],
            {},
        )

    @on(SelectTable.WidthChanged)
    def _break_lines(self, event: SelectTable.WidthChanged) -> None:
        event.stop()
        if self._history is not None:
            self._show(self._history)


def history_rows(
    journal: Iterable[JournalEntry], register: Register, context: FieldContext, zone: Zone, subject: str
) -> Iterator[TableRow]:
    """Yield a line for each journal entry, and below it one for what it did."""
    for entry in journal:
        when = f"{zone.wall(entry.at):%Y-%m-%d %H:%M}"
        yield TableRow(str(entry.number), (when, entry.who, entry.why), "strong")
        told = (text for row in entry.rows for text in _told(row, register, context, subject))
        for number, text in enumerate(told):
            yield TableRow(f"{entry.number}-{number}", ("", "", text), search=f"{entry.who} {entry.why}")


def _told(row: RowChange, register: Register, context: FieldContext, subject: str) -> Iterator[str]:
    """Yield what a change did to the entry itself, to its marks and to its files."""
    record = row.after or row.before or {}
    identity = subject.partition(":")[2]
    if row.table == _ENTRY and row.id == identity:
        yield from _values_told(row, register, context)
    elif row.table == _MARK and record.get("entry") == identity:
        found = _("in order") if record.get("is_right") else _("not in order")
        said = _("{item}: {found}") if row.after else _("{item}: no longer {found}")
        yield said.format(item=record.get("item", ""), found=found)
    elif row.table == _FILE and record.get("about") == subject:
        said = _("file kept: {title}") if row.after else _("file taken away: {title}")
        yield said.format(title=record.get("title", ""))


def _values_told(row: RowChange, register: Register, context: FieldContext) -> Iterator[str]:
    if row.after is None:
        yield _("removed")
        return
    before, after = _values(row.before), _values(row.after)
    for field in register.file.field:
        was, now = before.get(field.code, ""), after.get(field.code, "")
        if was == now:
            continue
        texts = {
            "field": field.name,
            "before": one_line(shown(field, was, context)),
            "after": one_line(shown(field, now, context)),
        }
        if not was:
            yield _("{field}: {after}").format(**texts)
        elif not now:
            yield _("{field}: no longer {before}").format(**texts)
        else:
            yield _("{field}: {before} -> {after}").format(**texts)


def _values(record: Mapping[str, Any] | None) -> dict[str, str]:
    try:
        return _body.decode(str((record or {}).get("body", "{}")))
    except msgspec.MsgspecError:
        return {}
