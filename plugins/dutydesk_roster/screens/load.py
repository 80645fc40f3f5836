"""How the month is shared: a table and bars of what everyone stands against their fair share."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from dutydesk.api import Desk
from dutydesk.tui.widgets import (
    ActionSpec,
    Bar,
    BarChart,
    LineBar,
    LinePart,
    SelectTable,
    TableColumn,
    TableRow,
    bindings,
    plain,
)
from dutydesk.wording import _, headed
from dutydesk_roster.checking import asked_of
from dutydesk_roster.engine import FairnessTable, Measure, fairness_table
from dutydesk_roster.month import Month
from dutydesk_roster.problem_of import problem_of
from dutydesk_roster.roster import Roster
from dutydesk_roster.screens.roster_view import RosterView
from dutydesk_roster.screens.workbench import BenchPanel, Workbench

_WIDE = 120
MEASURES = (Measure.HOURS, Measure.NIGHTS, Measure.WEEKENDS, Measure.HOLIDAYS)


class LoadPanel(BenchPanel):
    """Shows one measure at a time for everyone, those furthest above their share first; Tab changes it."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec(
            "load.measure",
            "tab",
            "measure(1)",
            _("Next measure"),
            _("Show hours, nights, weekends or holidays"),
        ),
        ActionSpec(
            "load.measure-before",
            "shift+tab",
            "measure(-1)",
            _("Measure before"),
            _("Show the measure before"),
            show=False,
        ),
        ActionSpec("load.order", "o", "order", _("Order"), _("Order by name or by distance from the share")),
        ActionSpec("load.close", "escape", "close_panel", _("Close"), _("Close this and go on in the grid")),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    DEFAULT_CSS = """
    LoadPanel > Horizontal { height: 1fr; }
    LoadPanel SelectTable { width: 40; margin: 1 0 0 0; }
    LoadPanel BarChart { width: 1fr; }
    LoadPanel > #load-counted { height: auto; max-height: 3; padding: 0 1; color: $foreground 70%; }
    LoadPanel > #load-counted:ansi { color: ansi_default; }
    """

    def __init__(self, workbench: Workbench) -> None:
        super().__init__(workbench)
        self.title_line = LineBar(id="load-title")
        self.list = SelectTable(
            (
                TableColumn("name", _("Who"), 10),
                TableColumn("stood", _("Stood"), 6),
                TableColumn("fair", _("Share"), 6),
                TableColumn("difference", _("Over"), 6),
            ),
            empty=_("Counting..."),
            id="load-table",
        )
        self.chart = BarChart(id="load-chart")
        self.chart.can_focus = False
        self.counted = Static(plain(how_counted(briefly=True)), id="load-counted")
        self.measure = MEASURES[0]
        self._by_distance = True
        self._table: FairnessTable | None = None
        self._month = workbench.month

    def compose(self) -> ComposeResult:
        """Lay out the fairness, the table and the bars."""
        yield self.title_line
        with Horizontal():
            yield self.list
            yield self.chart
        yield self.counted

    def on_mount(self) -> None:
        """Count in a thread."""
        self.list.focus()
        self._count()

    def on_resize(self) -> None:
        """Say more of how it is counted where there is room."""
        self.counted.update(plain(how_counted(briefly=self.size.width < _WIDE)))

    def show_view(self, view: RosterView) -> None:
        """Count anew, as the roster has changed, or another month is shown."""
        self._month = view.stretch.month
        self._count()

    def _count(self) -> None:
        desk, month = self.workbench.desk, self._month
        self.workbench.in_background(lambda: _counted(desk, month), self._take, group="rank")

    def _take(self, table: FairnessTable) -> None:
        if self.is_attached:
            self._table = table
            self._show()

    def action_measure(self, steps: int) -> None:
        """Show another measure."""
        self.measure = MEASURES[(MEASURES.index(self.measure) + steps) % len(MEASURES)]
        self._show()

    def action_order(self) -> None:
        """Order by the distance from the share, or as the grid does."""
        self._by_distance = not self._by_distance
        self._show()

    @on(SelectTable.RowSelected)
    def _chosen(self, event: SelectTable.RowSelected) -> None:
        event.stop()
        cell = self.workbench.current
        day = cell.day if cell is not None else self.workbench.desk.today()
        self.workbench.close_panel()
        self.workbench.go_to(event.row.key, day)

    @on(SelectTable.RowMoved)
    def _moved(self, event: SelectTable.RowMoved) -> None:
        event.stop()
        self.call_after_refresh(self._align)

    def _align(self) -> None:
        self.chart.scroll_to(y=self.list.scroll_y, animate=False)

    # Showing

    def _show(self) -> None:
        table = self._table
        if table is None:
            return
        rows = list(table.rows)
        if self._by_distance:
            rows.sort(key=lambda row: -row.portion(self.measure).difference)
        title = measure_title(self.measure)
        self.list.show_rows(
            [
                TableRow(
                    row.key,
                    (
                        row.name,
                        _number(row.portion(self.measure).stood),
                        f"{row.portion(self.measure).fair:.1f}",
                        f"{row.portion(self.measure).difference:+.1f}",
                    ),
                )
                for row in rows
            ]
        )
        self.chart.show_bars(
            [Bar(row.name, row.portion(self.measure).stood, row.portion(self.measure).fair) for row in rows],
            title,
        )
        self.title_line.show_parts(
            (
                LinePart(f" {headed(str(self._month), '')}", "strong"),
                LinePart(_("fairness {n} of 100 ").format(n=table.number), "strong"),
                *self._tabs(),
                LinePart(_(" Enter goes to a person"), "muted"),
            )
        )

    def _tabs(self) -> Iterable[LinePart]:
        for measure in MEASURES:
            steps = MEASURES.index(measure) - MEASURES.index(self.measure)
            style = "active" if measure is self.measure else "key"
            yield LinePart(f" {measure_title(measure)} ", style, f"measure({steps})", self)


def how_counted(*, briefly: bool) -> str:
    """Return how the number of fairness comes about."""
    if briefly:
        return _("Fairness: how few duties would have to change hands; 100 is none.")
    return _(
        "Fairness says how few duties would have to change hands: what people stand above their share, in"
        " whole duties, as a part of all that is stood, each measure by its weight. 100 is as fair as can be."
    )


def measure_title(measure: Measure) -> str:
    """Return what a measure is called."""
    return {
        Measure.NIGHTS: _("Nights"),
        Measure.WEEKENDS: _("Weekends"),
        Measure.HOLIDAYS: _("Holidays"),
        Measure.HOURS: _("Hours"),
    }[measure]


def _number(count: float) -> str:
    return f"{round(count, 1):g}"


def _counted(desk: Desk, month: Month) -> FairnessTable:
    roster = Roster.of(desk, month.first, month.last)
    problem = problem_of(desk, roster)
    return fairness_table(problem, asked_of(roster, problem))
