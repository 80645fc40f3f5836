"""The records behind the figures of one line, each to be looked at where it is kept."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol, cast

from textual import on
from textual.binding import BindingType

from dutydesk.api import Command, Desk, NamedRecord, Screen
from dutydesk.tui.widgets import (
    ActionSpec,
    LinePart,
    OverListScreen,
    SelectTable,
    TableColumn,
    TableRow,
    bindings,
)
from dutydesk.wording import _, ngettext, pgettext
from dutydesk_summary.year.record_list import records_of
from dutydesk_summary.year.work_summary import Evidence


class AreasApp(Protocol):
    """What the screen asks of the app: to go where a record is kept."""

    @property
    def areas(self) -> tuple[Screen, ...]:
        """The areas, in the order of their tabs."""
        ...

    async def action_open_area(self, name: str) -> None:
        """Open an area."""
        ...

    async def run_command(self, command: Command) -> None:
        """Open a command's area and run its action there."""
        ...


@dataclass(frozen=True, slots=True)
class _Read:
    """The rows of the list, and the records by the keys of their rows."""

    rows: tuple[TableRow, ...]
    records: dict[str, NamedRecord]


class RecordsScreen(OverListScreen[NamedRecord]):
    """Lists the records that prove the line `about`: ``RecordsScreen(desk, about, evidence)``."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec(
            "records.open",
            "enter,right",
            "open_record",
            pgettext("verb", "Open"),
            _("Go to this record where it is kept"),
        ),
        ActionSpec("records.back", "left", "close", _("Back"), _("Go back to the summary"), show=False),
        ActionSpec("records.filter", "slash", "filter", _("Filter"), _("Show only what holds a text")),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    COLUMNS: ClassVar[tuple[TableColumn, ...]] = (
        TableColumn("title", pgettext("proof", "Record")),
        TableColumn("day", _("Day"), 10),
        TableColumn("area", _("Kept in"), 12),
    )
    EMPTY: ClassVar[str] = _("These figures are counted without single records.")
    NOTHING_CHOSEN: ClassVar[str] = _("There is no record to open here.")

    def __init__(self, desk: Desk, about: str, evidence: Sequence[Evidence]) -> None:
        super().__init__(desk)
        self._about = about
        self._evidence = tuple(evidence)

    def reload(self) -> None:
        """Ask in a thread what the records are called."""
        areas = {area.name: area.title for area in cast("AreasApp", self.app).areas}
        self.in_background(lambda: _read(self.desk, self._evidence, areas), self._show)

    def _show(self, read: _Read) -> None:
        count = len({each.key for each in read.records.values()})
        told = ngettext("{count} record", "{count} records", count).format(count=count)
        self.show_list(
            [LinePart(f" {self._about}", "strong")],
            read.rows,
            read.records,
            right=[LinePart(f" {told} ", "muted"), LinePart(_(" Esc goes back "), "key", "close", self)],
        )

    @on(SelectTable.RowSelected)
    def action_open_record(self) -> None:
        """Go to the record at the cursor."""
        record = self.chosen()
        if record is None:
            return
        app = cast("AreasApp", self.app)
        if record.screen not in {area.name for area in app.areas}:
            self.show_message(
                _("{record} has no place of its own on the screen.").format(record=record.title), "warning"
            )
        elif record.action:
            # The app goes there once this screen, which it takes away, is done with the key.
            self.app.call_later(app.run_command, Command(record.title, record.screen, record.action))
        else:
            self.app.call_later(app.action_open_area, record.screen)


def _read(desk: Desk, evidence: Sequence[Evidence], areas: dict[str, str]) -> _Read:
    found = records_of(desk, (key for each in evidence for key in each.records))
    by_key = {each.key: each for each in found}
    rows: list[TableRow] = []
    records: dict[str, NamedRecord] = {}
    for number, each in enumerate(evidence):
        rows.append(TableRow(f"heading-{number}", (_heading(each),), heading=True))
        for key, record in _of_figure(number, each.records, by_key):
            records[key] = record
            area = areas.get(record.screen, "")
            rows.append(TableRow(key, (record.title, str(record.day or ""), area), search=record.key))
        if not each.records:
            rows.append(TableRow(f"none-{number}", (_("Counted without single records."),), "muted"))
    return _Read(tuple(rows), records)


def _of_figure(
    number: int, keys: Iterable[str], by_key: dict[str, NamedRecord]
) -> Iterator[tuple[str, NamedRecord]]:
    """Yield the records of a figure, the newest first, each with the key of its row."""
    named = (by_key[key] for key in dict.fromkeys(keys) if key in by_key)
    for each in sorted(named, key=lambda each: str(each.day or ""), reverse=True):
        yield f"{number}-{each.key}", each


def _heading(each: Evidence) -> str:
    return _("{mark} {title}, {year}: {value}").format(
        mark=each.mark, title=each.title, year=each.year, value=each.text
    )
