"""The roster of the past beneath the grid: when it was published, and what of it is no longer so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from dutydesk.api import Desk
from dutydesk.tui.widgets import (
    ActionSpec,
    Form,
    FormField,
    LineBar,
    LinePart,
    SelectTable,
    TableColumn,
    TableRow,
    bindings,
    month_name,
    wrapped,
)
from dutydesk.wording import _, ngettext, pgettext, phrases
from dutydesk_roster.duty_news import news_lines, news_of
from dutydesk_roster.month import Month
from dutydesk_roster.published_past import (
    Publication,
    PublishedRoster,
    differences_since,
    publications,
)
from dutydesk_roster.roster import Roster
from dutydesk_roster.screens.workbench import BenchPanel, Workbench


@dataclass(frozen=True)
class _Past:
    """A month as it was published at an instant, and as it is published now."""

    at: datetime
    then: PublishedRoster
    now: Roster


class AsPublishedPanel(BenchPanel):
    """Lists the publications of a month; Enter shows the grid as staff knew it then."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec(
            "past.any", "d", "any_time", _("Any time"), _("Show the roster of a date and a time of your own")
        ),
        ActionSpec("past.now", "n", "now", _("Now"), _("Show the roster as it stands now")),
        ActionSpec("past.close", "escape", "close_panel", _("Close"), _("Close this, and go back to now")),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    DEFAULT_CSS = """
    AsPublishedPanel > Horizontal { height: 1fr; }
    AsPublishedPanel #past-times { width: 50%; min-width: 46; }
    AsPublishedPanel #past-differences { width: 1fr; }
    """

    def __init__(self, workbench: Workbench) -> None:
        super().__init__(workbench)
        cell = workbench.current
        self._person = cell.person if cell is not None else None
        self._month = workbench.month
        self._found: tuple[Publication, ...] = ()
        self._past: _Past | None = None
        self.title_line = LineBar(id="past-title")
        self.times = SelectTable(
            (
                TableColumn("at", _("Published"), 16),
                TableColumn("changes", _("Duties"), 6),
                TableColumn("who", pgettext("person", "By")),
            ),
            empty=_("Reading..."),
            id="past-times",
        )
        self.differences = SelectTable(
            (TableColumn("line", _("Since then")),), empty=" ", id="past-differences"
        )
        self.differences.can_focus = False

    def compose(self) -> ComposeResult:
        """Lay out the times, and what has changed since for the person at the cursor."""
        yield self.title_line
        with Horizontal():
            yield self.times
            yield self.differences

    def on_mount(self) -> None:
        """Read the publications in a thread."""
        self.times.focus()
        name = phrases(("", self._person.name)) if self._person is not None else ""
        self.title_line.show_parts(
            [
                LinePart(
                    _(" {month} as it was published").format(month=month_name(self._month.first)), "strong"
                ),
                LinePart(f"{name} "),
                LinePart(" Enter ", "key", "look", self),
                LinePart(_("shows it"), "", "look", self),
                LinePart("  d ", "key", "any_time", self),
                LinePart(_("any date and time"), "", "any_time", self),
            ]
        )
        desk, month = self.workbench.desk, self._month
        self.workbench.in_background(lambda: publications(desk, month), self._show, group="past")

    def _show(self, found: tuple[Publication, ...]) -> None:
        if not self.is_attached:
            return
        self._found = found
        zone = self.workbench.desk.zone
        self.times.empty = _("Never published; p publishes it.")
        self.times.show_rows(
            TableRow(
                str(each.number),
                (f"{zone.wall(each.at):%Y-%m-%d %H:%M}", str(each.changes), _by_text(each)),
            )
            for each in found
        )

    @property
    def _current(self) -> Publication | None:
        row = self.times.current
        return next((each for each in self._found if row is not None and str(each.number) == row.key), None)

    @on(SelectTable.RowMoved)
    def _moved(self, event: SelectTable.RowMoved) -> None:
        event.stop()
        at = self._current
        if event.table is self.times and at is not None:
            desk, month, instant = self.workbench.desk, self._month, at.at
            self.workbench.in_background(
                lambda: _read_past(desk, month, instant), self._show_differences, group="past"
            )

    @on(SelectTable.WidthChanged)
    def _resized(self, event: SelectTable.WidthChanged) -> None:
        event.stop()
        if event.table is self.differences and self._past is not None:
            self._show_differences(self._past)

    def _show_differences(self, past: _Past) -> None:
        if not self.is_attached:
            return
        self._past = past
        (width,) = self.differences.column_widths()
        lines = [part for line in self._difference_lines(past) for part in wrapped(line, max(10, width))]
        self.differences.show_rows(TableRow(str(number), (line,)) for number, line in enumerate(lines))

    def _difference_lines(self, past: _Past) -> Iterable[str]:
        news = news_of(past.then, differences_since(past.then.published, past.now.published))
        if not news:
            yield _("Nothing: this is what staff see now.")
            return
        if self._person is not None:
            own = next((each for each in news if each.person == self._person.id), None)
            if own is None:
                yield _("{name}: nothing has changed.").format(name=self._person.name)
            else:
                yield f"{self._person.name}:"
                yield from news_lines(past.then.plan, own)
        others = sum(self._person is None or each.person != self._person.id for each in news)
        if others:
            yield ngettext("It changed for {n} other.", "It changed for {n} others.", others).format(n=others)

    @on(SelectTable.RowSelected)
    def _chosen(self, event: SelectTable.RowSelected) -> None:
        event.stop()
        self.action_look()

    def action_look(self) -> None:
        """Show the grid as it was published at the time at the cursor."""
        at = self._current
        if at is not None:
            self._go_back_to(at.at)

    def _go_back_to(self, instant: datetime) -> None:
        self.workbench.close_panel()
        self.workbench.show_as_of(instant)

    def action_now(self) -> None:
        """Show the roster as it stands."""
        self.workbench.close_panel()
        self.workbench.show_as_of(None)

    def action_any_time(self) -> None:
        """Ask for a date and a time."""
        desk, at = self.workbench.desk, self._current
        today = desk.today()
        start = desk.zone.wall(at.at if at is not None else desk.now())

        def show(values: dict[str, str]) -> bool:
            clock = time.fromisoformat(values["time"] or "23:59")
            day = datetime.fromisoformat(values["day"]).date()
            instant = desk.zone.instant(datetime.combine(day, clock.replace(second=59)))
            self._go_back_to(instant)
            return True

        self.workbench.show_form(
            Form(
                _("The roster of {month} as it was published").format(month=self._month),
                [
                    FormField("day", _("On"), "date", f"{start:%Y-%m-%d}", required=True, today=today),
                    FormField(
                        "time",
                        _("At"),
                        "time",
                        f"{start:%H:%M}",
                        hint=_("the end of the day"),
                        check=lambda text: _("Type 23:59 for the end of the day.") if text == "24:00" else "",
                    ),
                ],
                show,
                keeps_draft=False,
            )
        )


def _read_past(desk: Desk, month: Month, instant: datetime) -> _Past:
    return _Past(
        instant,
        PublishedRoster.at(desk, month.first, month.last, instant),
        Roster.of(desk, month.first, month.last),
    )


def _by_text(publication: Publication) -> str:
    text = {"undo": _("{who} took back: {why}"), "redo": _("{who} again: {why}")}.get(
        publication.kind, _("{who}: {why}")
    )
    return text.format(who=publication.who, why=publication.why)
