"""What an attendance list from a file would mark, to look at before it is kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from dutydesk.api import Desk
from dutydesk.sheets import read_table
from dutydesk.tui.widgets import (
    ActionSpec,
    LinePart,
    OverListScreen,
    SelectTable,
    TableColumn,
    TableRow,
    bindings,
    wrapped,
)
from dutydesk.wording import _, clauses, ngettext
from dutydesk_training.attendance import presence_text
from dutydesk_training.attendance_import import AttendancePreview, read_attendance
from dutydesk_training.attendance_marking import check_can_be_taken, keep_roll
from dutydesk_training.roll import Roll
from dutydesk_training.session_key import find_session

_TEXT_CELLS = 58


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a file gave, and the roll that it was read for."""

    roll: Roll
    preview: AttendancePreview


class AttendanceImportScreen(OverListScreen[None]):
    """Shows the rows of a list, those with errors first; ``AttendanceImportScreen(desk, key, path)``.

    Where there is no error, all of it is kept as one change; otherwise nothing can be.
    """

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("attendance-import.keep", "y", "keep", _("Keep all"), _("Mark everyone as the list says")),
        ActionSpec(
            "attendance-import.again",
            "i",
            "again",
            _("Read again"),
            _("Read the file again once it is mended"),
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    COLUMNS: ClassVar[tuple[TableColumn, ...]] = (
        TableColumn("row", _("Row"), 5),
        TableColumn("name", _("Name"), 12),
        TableColumn("state", _("State, or what is wrong")),
    )
    EMPTY: ClassVar[str] = _("No row of this list marks anybody.")

    def __init__(self, desk: Desk, key: str, path: Path) -> None:
        super().__init__(desk)
        self.key = key
        self.path = path
        self._reading: _Reading | None = None

    def reload(self) -> None:
        """Read the file in a thread."""
        self.in_background(self._read, self._show)

    def _read(self) -> _Reading:
        held = find_session(self.desk, self.key, cancelled=True)
        check_can_be_taken(self.desk, held)
        roll = Roll.of(self.desk, held)
        return _Reading(
            roll, read_attendance(read_table(self.path), roll, self.desk.people(held.start.date()))
        )

    def _show(self, reading: _Reading) -> None:
        self._reading = reading
        preview = reading.preview
        count = len(preview.errors)
        if count:
            text = ngettext(
                "{count} row cannot be used, so nothing can be kept. Mend the file, then press i.",
                "{count} rows cannot be used, so nothing can be kept. Mend the file, then press i.",
                count,
            ).format(count=count)
            title = [LinePart(f" {text}", "error")]
        else:
            text = ngettext(
                "{count} person would be marked.", "{count} people would be marked.", len(preview.marks)
            ).format(count=len(preview.marks))
            title = [LinePart(f" {text} "), LinePart(_(" y keeps all "), "key", "screen.keep")]
        self.show_list(title, _rows(preview), {})

    def action_keep(self) -> None:
        """Keep the list, unless something is wrong with it."""
        reading = self._reading
        if reading is None:
            return
        if reading.preview.errors or not reading.preview.marks:
            self.show_message(_("There is nothing that can be kept."), "warning")
            return
        marks = [each.mark for each in reading.preview.marks]
        text = ngettext("{count} person marked.", "{count} people marked.", len(marks)).format(
            count=len(marks)
        )
        if self.attempt(lambda: keep_roll(self.desk, reading.roll.held, marks), text):
            self.dismiss(None)

    def action_again(self) -> None:
        """Read the file again."""
        self.reload()

    @on(SelectTable.RowSelected)
    def _keep_on_enter(self) -> None:
        self.action_keep()


def _rows(preview: AttendancePreview) -> Iterable[TableRow]:
    for error in preview.errors:
        for place, text in enumerate(wrapped(error.reason, _TEXT_CELLS)):
            number = str(error.row) if not place else ""
            yield TableRow(
                f"error-{error.row}-{place}", (number, "", text), style="error", follows=bool(place)
            )
    for each in preview.marks:
        state = presence_text(each.mark.presence, each.mark.minutes)
        parts = (state, each.mark.reason, _("guest") if each.guest else "")
        yield TableRow(
            f"mark-{each.row}",
            (str(each.row), each.person.name, clauses(part for part in parts if part)),
        )
    for person in preview.unmarked:
        yield TableRow(
            f"unmarked-{person.id}", ("", person.name, _("no state in the list: not changed")), style="muted"
        )
    for person in preview.missing:
        yield TableRow(
            f"missing-{person.id}", ("", person.name, _("not in the list: left open")), style="muted"
        )
    for header in preview.ignored_columns:
        yield TableRow(
            f"column-{header}", ("", "", _("column passed over: {name}").format(name=header)), style="muted"
        )
