"""The journal of the whole desk: who changed what, when and why; and taking back what is one's own."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from dutydesk.api import Desk, JournalEntry, UndoRefused
from dutydesk.api.people_named import names_by_key
from dutydesk.tui.screens.history_rows import (
    DETAIL_COLUMNS,
    ENTRY_COLUMNS,
    change_rows,
    entry_rows,
    own_since,
)
from dutydesk.tui.widgets.actions import ActionSpec, bindings
from dutydesk.tui.widgets.area import AreaScreen
from dutydesk.tui.widgets.filter_bar import FilterBar
from dutydesk.tui.widgets.table import SelectTable
from dutydesk.tui.widgets.text import plain
from dutydesk.wording import _, ngettext

PAGE = 200


class HistoryScreen(AreaScreen):
    """The entries of the journal, the newest first, with what the one at the cursor did beneath."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("history.close", "escape", "close", _("Back"), _("Close the history")),
        ActionSpec(
            "history.back-to",
            "b",
            "back_to",
            _("Undo back to here"),
            _("Take back this change and all of yours since"),
        ),
        ActionSpec("history.filter", "slash", "filter", _("Filter"), _("Find changes by any part of a line")),
        ActionSpec("history.older", "o", "older", _("Older"), _("Read older changes too")),
        ActionSpec(
            "history.other", "tab", "other", _("Details"), _("Go between the changes and what one did")
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    DEFAULT_CSS = """
    HistoryScreen #history-title { height: 1; padding: 0 1; text-style: bold; }
    HistoryScreen #entries { height: 2fr; }
    HistoryScreen #entry { height: 1fr; min-height: 6; border-top: solid $primary; }
    HistoryScreen #entry-title { height: 1; padding: 0 1; text-style: bold; }
    HistoryScreen #entry:ansi { border-top: ascii ansi_default; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.entries = SelectTable(ENTRY_COLUMNS, empty=_("Nothing has been changed yet."), id="entries")
        self.details = SelectTable(DETAIL_COLUMNS, show_header=False, id="details")
        self._read: tuple[JournalEntry, ...] = ()
        self._most = PAGE

    def compose_body(self) -> ComposeResult:
        """Lay out the filter, the entries, and what one of them did."""
        yield Static(plain(_("History of the desk, the newest change first")), id="history-title")
        yield FilterBar(self.entries)
        yield self.entries
        with Vertical(id="entry"):
            yield Static("", id="entry-title")
            yield self.details

    def reload(self) -> None:
        """Read the newest entries, as many as were read before."""
        most = self._most
        self.in_background(lambda: self.desk.journal(most), self._show)

    def _show(self, entries: tuple[JournalEntry, ...]) -> None:
        self._read = entries
        self.entries.show_rows(entry_rows(entries, self.desk.zone))
        self._show_details()

    @property
    def entry(self) -> JournalEntry | None:
        """The entry at the cursor."""
        row = self.entries.current
        return next((each for each in self._read if row is not None and str(each.number) == row.key), None)

    @on(SelectTable.RowMoved, "#entries")
    def follow_cursor(self, event: SelectTable.RowMoved) -> None:
        """Show what the entry at the cursor did."""
        event.stop()
        self._show_details()

    @on(SelectTable.RowSelected, "#entries")
    def open_entry(self, event: SelectTable.RowSelected) -> None:
        """Go to the details of the chosen entry."""
        event.stop()
        self.details.focus()

    def _show_details(self) -> None:
        entry = self.entry
        title = self.query_one("#entry-title", Static)
        if entry is None:
            title.update("")
            self.details.show_rows(())
            return
        number = entry.number
        title.update(plain(_("Change {number}: {why}").format(number=number, why=entry.why)))

        def read() -> tuple[int, JournalEntry | None, dict[str, str]]:
            names = names_by_key(self.desk)
            return number, self.desk.journal_entry(number), names

        self.in_background(read, self._show_rows, group="details")

    def _show_rows(self, found: tuple[int, JournalEntry | None, dict[str, str]]) -> None:
        number, entry, names = found
        if entry is not None and self.entry is not None and self.entry.number == number:
            self.details.show_rows(change_rows(entry.rows, names))

    # What can be done

    def action_close(self) -> None:
        """Drop the filter, or go back."""
        if not self.query_one(FilterBar).drop_if_open():
            self.dismiss(None)

    def action_filter(self) -> None:
        """Open the filter."""
        self.query_one(FilterBar).open()

    def action_other(self) -> None:
        """Go to the other list."""
        (self.details if self.entries.has_focus else self.entries).focus()

    def action_older(self) -> None:
        """Read older entries too."""
        if len(self._read) < self._most:
            self.show_message(_("This is everything since the desk was made."))
        else:
            self._most += PAGE
            self.reload()

    def action_back_to(self) -> None:
        """Take back one's own changes from the newest to this one, after asking."""
        entry = self.entry
        if entry is None:
            return
        own = own_since(self._read, entry.number, self.desk.actor)
        if not own:
            self.show_message(_("Nothing of yours stands from there on."), "warning")
            return
        question = ngettext(
            "Take back {count} change of yours?", "Take back {count} changes of yours?", len(own)
        )
        self.ask(question.format(count=len(own)), lambda: self.take_back(own))

    def take_back(self, own: tuple[JournalEntry, ...]) -> None:
        """Undo these entries, the newest first, until one is refused."""
        done: list[str] = []
        refused: list[str] = []

        def undo_all() -> None:
            now = own_since(self.desk.journal(self._most), own[-1].number, self.desk.actor)
            if [entry.number for entry in now] != [entry.number for entry in own]:
                raise UndoRefused(_("The history has moved on meanwhile; look again."))
            for _entry in own:
                try:
                    done.append(self.desk.undo().why)
                except UndoRefused as error:
                    refused.append(str(error))
                    return

        if not self.attempt(undo_all):
            return
        text = ngettext("Took back {count} change.", "Took back {count} changes.", len(done))
        text = text.format(count=len(done))
        if refused:
            text = _("Took back {done} of {all}, then stopped: {reason}").format(
                done=len(done), all=len(own), reason=refused[0]
            )
        self.show_message(text, "error" if refused else "notice")
