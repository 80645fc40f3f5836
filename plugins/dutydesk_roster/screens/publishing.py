"""Publishing beneath the grid: what changes for whom, a message for each of them, then one key."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from dutydesk.api.path_typed import path_typed
from dutydesk.tui.widgets import (
    ActionSpec,
    LineBar,
    LinePart,
    SelectTable,
    TableColumn,
    TableRow,
    bindings,
    wrapped,
)
from dutydesk.wording import _, headed, ngettext
from dutydesk_roster.duty_news import DutyNews, message_of, months_text, news_of, write_messages
from dutydesk_roster.month import Month
from dutydesk_roster.publishing import PublishedDifference, differences, publish
from dutydesk_roster.roster import Roster
from dutydesk_roster.screens.roster_view import RosterView
from dutydesk_roster.screens.workbench import BenchPanel, Workbench


@dataclass(frozen=True)
class _Draft:
    """What is to be published, whom it concerns, and what may still be wrong with it."""

    roster: Roster
    changes: tuple[PublishedDifference, ...]
    news: tuple[DutyNews, ...]
    open_heads: int
    clashes: int


class PublishingPanel(BenchPanel):
    """Shows the draft against what is published, person by person; y publishes it."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("publish.go", "y", "publish", _("Publish"), _("Let staff see this in their calendars")),
        ActionSpec("publish.copy", "c", "copy", _("Copy message"), _("Copy the message for this person")),
        ActionSpec(
            "publish.write", "f", "write", _("All to a file"), _("Write the messages for all into a file")
        ),
        ActionSpec("publish.close", "escape", "close_panel", _("Close"), _("Close without publishing")),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    DEFAULT_CSS = """
    PublishingPanel > Horizontal { height: 1fr; }
    PublishingPanel #publish-people { width: 38%; min-width: 26; }
    PublishingPanel #publish-message { width: 1fr; }
    """

    def __init__(self, workbench: Workbench) -> None:
        super().__init__(workbench)
        self.title_line = LineBar(id="publish-title")
        self.people = SelectTable(
            (TableColumn("name", _("Who")), TableColumn("counts", _("Changes"), 11)),
            empty=_("Nothing has changed since it was published."),
            id="publish-people",
        )
        self.message = SelectTable((TableColumn("line", _("Message")),), empty=" ", id="publish-message")
        self.message.can_focus = False
        cell = workbench.current
        self._first = cell.person.id if cell is not None and cell.person is not None else ""
        self._draft: _Draft | None = None

    def compose(self) -> ComposeResult:
        """Lay out what is said of the whole, the people, and the message for the one at the cursor."""
        yield self.title_line
        with Horizontal():
            yield self.people
            yield self.message

    def on_mount(self) -> None:
        """Compare draft and published at once: what is needed for it is in view."""
        self.people.focus()
        if self.workbench.view is not None:
            self.show_view(self.workbench.view)

    def show_view(self, view: RosterView) -> None:
        """Compare anew, as someone has changed the roster."""
        draft = self._draft = _drafted(view, self.workbench.month)
        names = draft.roster.names
        self.people.show_rows(
            TableRow(each.person, (names.get(each.person, each.person), each.counts)) for each in draft.news
        )
        if self._first:
            self.people.move_to(self._first)
            self._first = ""
        self.title_line.show_parts(self._title_parts(draft))
        self._show_message()

    def _title_parts(self, draft: _Draft) -> Sequence[LinePart]:
        parts = [
            LinePart(" " + headed(months_text(draft.roster.first, draft.roster.last), ""), "strong"),
            LinePart(
                _("{duties} for {people} ").format(
                    duties=ngettext("{n} change", "{n} changes", len(draft.changes)).format(
                        n=len(draft.changes)
                    ),
                    people=ngettext("{n} person", "{n} people", len(draft.news)).format(n=len(draft.news)),
                )
            ),
        ]
        if draft.open_heads:
            text = ngettext("! {n} open", "! {n} open", draft.open_heads).format(n=draft.open_heads)
            parts.append(LinePart(f" {text} ", "warning"))
        if draft.clashes:
            text = ngettext("! {n} clash", "! {n} clashes", draft.clashes).format(n=draft.clashes)
            parts.append(LinePart(f" {text} ", "warning"))
        if draft.changes:
            parts += [LinePart(" y ", "key", "publish", self), LinePart(_("publishes"), "", "publish", self)]
        return parts

    @on(SelectTable.RowMoved)
    def _moved(self, event: SelectTable.RowMoved) -> None:
        event.stop()
        if event.table is self.people:
            self._show_message()

    @on(SelectTable.WidthChanged)
    def _resized(self, event: SelectTable.WidthChanged) -> None:
        event.stop()
        if event.table is self.message:
            self._show_message()

    @property
    def _current(self) -> DutyNews | None:
        row, draft = self.people.current, self._draft
        if row is None or draft is None:
            return None
        return next((each for each in draft.news if each.person == row.key), None)

    def _show_message(self) -> None:
        news, draft = self._current, self._draft
        text = message_of(draft.roster, news) if news is not None and draft is not None else ""
        (width,) = self.message.column_widths()
        lines = [part for line in text.splitlines() for part in wrapped(line, max(10, width))]
        self.message.show_rows(TableRow(str(number), (line,)) for number, line in enumerate(lines))

    @on(SelectTable.RowSelected)
    def _go_there(self, event: SelectTable.RowSelected) -> None:
        event.stop()
        news = self._current
        if news is not None:
            self.workbench.go_to(news.person, news.first_day)

    def action_publish(self) -> None:
        """Publish what is shown, unless the roster has become another since."""
        view, desk = self.workbench.view, self.workbench.desk
        if view is not None and self._draft is None:
            self._draft = _drafted(view, self.workbench.month)
        draft = self._draft
        if draft is None or not draft.changes:
            self.workbench.show_message(_("Nothing has changed since it was published."))
            return
        first, last = draft.roster.first, draft.roster.last
        title = _("the roster of {months}").format(months=months_text(first, last))
        if self.workbench.attempt(
            lambda: publish(desk, first, last, title, expected=draft.changes),
            _("Published; the staff's calendars follow. u takes it back."),
        ):
            self.workbench.close_panel()

    def action_copy(self) -> None:
        """Copy the message for the person at the cursor, through the terminal."""
        news, draft = self._current, self._draft
        if news is None or draft is None:
            return
        self.app.copy_to_clipboard(message_of(draft.roster, news))
        name = draft.roster.names.get(news.person, news.person)
        self.workbench.show_message(_("Copied: the message for {name}.").format(name=name))

    def action_write(self) -> None:
        """Write the messages for all into a file of the current folder, after asking if there is one."""
        draft = self._draft
        if draft is None or not draft.news:
            return
        name = _("messages-{month}.txt").format(month=Month.of(draft.roster.last))
        path = path_typed(self.workbench.desk, name)
        told = {each.person: message_of(draft.roster, each) for each in draft.news}

        def write() -> None:
            self.workbench.attempt(
                lambda: write_messages(told, path),
                _("The messages are in {file} in {folder}").format(file=path.name, folder=path.parent),
            )

        if path.exists():
            self.workbench.ask(_("{file} is there already; replace it?").format(file=path.name), write)
        else:
            write()


def _to_publish(roster: Roster, month: Month, months: Sequence[Month]) -> tuple[Month, Month]:
    """Return the first and the last month to publish.

    That is the month that is worked on, and another one that is in view if it was published before: one
    that is still being arranged must not be published along with a few days at its edge.
    """
    told = {Month.of(each.day) for each in roster.published}
    chosen = [each for each in months if each == month or each in told]
    return min(chosen, default=month), max(chosen, default=month)


def _drafted(view: RosterView, month: Month) -> _Draft:
    first, last = _to_publish(view.roster, month, view.stretch.months)
    roster = view.roster
    if (first.first, last.last) != (roster.first, roster.last):
        roster = replace(
            roster,
            first=first.first,
            last=last.last,
            assignments=tuple(each for each in roster.assignments if first <= Month.of(each.day) <= last),
            published=tuple(each for each in roster.published if first <= Month.of(each.day) <= last),
        )
    changes = differences(roster)
    return _Draft(
        roster,
        changes,
        news_of(roster, changes),
        sum(each.missing for each in roster.open_slots),
        sum(first <= Month.of(each.day) <= last for each in view.clashes),
    )
