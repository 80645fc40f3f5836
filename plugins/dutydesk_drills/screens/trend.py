"""The times of drills over the years: a bar for each against its target, and a table below."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from dutydesk.api import Desk
from dutydesk.domain import stopwatch_text
from dutydesk.tui.widgets import (
    ActionSpec,
    Bar,
    BarChart,
    LineBar,
    LinePart,
    OverScreen,
    SelectTable,
    TableColumn,
    TableRow,
    bindings,
)
from dutydesk.wording import _, pgettext
from dutydesk_drills.after.result import DrillResult, results_between
from dutydesk_drills.after.trend import Trend
from dutydesk_drills.drills import EVER
from dutydesk_drills.live.moment_words import over_text
from dutydesk_drills.settings import DrillsFile

_COLUMNS = (
    TableColumn("day", _("Day"), 10),
    TableColumn("drill", _("Drill")),
    TableColumn("time", pgettext("duration", "Time"), 7),
    TableColumn("target", _("Target"), 7),
    TableColumn("against", _("Against it"), 12),
)


@dataclass(frozen=True, slots=True)
class _Choice:
    """What can be chosen: every drill that was held, and the kinds and buildings whose times are known."""

    results: tuple[DrillResult, ...]
    kinds: Sequence[tuple[str, str]]
    buildings: Sequence[tuple[str, str]]
    year_begins: str

    @classmethod
    def of(cls, desk: Desk) -> "_Choice":
        results = results_between(desk, *EVER)
        timed = [each for each in results if each.timed]
        return cls(
            results,
            [("", _("every kind")), *{each.drill.kind.code: each.drill.kind.name for each in timed}.items()],
            [
                ("", _("all buildings")),
                *{
                    one.building.code: one.building.name
                    for each in timed
                    for one in each.timed
                    if one.building.code
                }.items(),
            ],
            desk.settings(DrillsFile).school.year_begins,
        )


class DrillTrendScreen(OverScreen):
    """Times of drills by kind and building: ``DrillTrendScreen(desk)``."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("drill-trend.kind", "n", "next_kind", _("Kind"), _("Show drills of the next kind")),
        ActionSpec(
            "drill-trend.building", "b", "next_building", _("Building"), _("Show the next building's times")
        ),
        ActionSpec(
            "drill-trend.all", "0", "show_all", _("All"), _("Show every kind and all buildings again")
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    DEFAULT_CSS = """
    DrillTrendScreen BarChart { height: 1fr; }
    DrillTrendScreen SelectTable { height: 1fr; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.head_line = LineBar(id="drill-trend-head")
        self.sum_line = LineBar(id="drill-trend-sum")
        self.chart = BarChart(id="drill-trend-chart")
        self.list = SelectTable(_COLUMNS, empty=_("Reading..."), id="drill-trend")
        self._choice = _Choice((), (), (), "09-01")
        self._kind, self._building = "", ""

    def compose_body(self) -> ComposeResult:
        """Lay out what is chosen, the figures, the bars and the table."""
        yield self.head_line
        yield self.sum_line
        yield self.chart
        yield self.list

    def focus_body(self) -> None:
        """Put the cursor into the table."""
        self.list.focus()

    def reload(self) -> None:
        """Read every drill in a thread."""
        self.in_background(lambda: _Choice.of(self.desk), self._take)

    def _take(self, choice: _Choice) -> None:
        self._choice = choice
        self._show()

    def _show(self) -> None:
        choice = self._choice
        kind, building = (
            dict(choice.kinds).get(self._kind, ""),
            dict(choice.buildings).get(self._building, ""),
        )
        trend = Trend.of(
            choice.results, kind=self._kind, building=self._building, year_begins=choice.year_begins
        )
        self.head_line.show_parts(
            [
                LinePart(_(" n: {kind} ").format(kind=kind or self._kind), "key", "screen.next_kind"),
                LinePart(" "),
                LinePart(
                    _(" b: {building} ").format(building=building or self._building),
                    "key",
                    "screen.next_building",
                ),
                LinePart(" "),
                LinePart(_(" 0: all "), "key", "screen.show_all"),
            ]
        )
        self.sum_line.show_parts([LinePart(f" {_summary(trend)}", "muted")])
        self.chart.display = bool(trend.points)
        self.chart.show_bars(
            [
                Bar(
                    str(each.day),
                    float(each.seconds),
                    float(each.target),
                    f"{stopwatch_text(each.seconds)} / {stopwatch_text(each.target)}",
                )
                for each in trend.points
            ],
            _("Seconds from the alarm, drill by drill"),
            _("| target, + over it, . under it"),
        )
        self.list.empty = _(
            "No such drill was held yet. The live drill (g in the list) notes the times that stand here."
        )
        self.list.show_rows(_rows(trend))

    def action_next_kind(self) -> None:
        """Go on to the next kind of drill."""
        self._kind = _following(self._choice.kinds, self._kind)
        self._show()

    def action_next_building(self) -> None:
        """Go on to the next building."""
        self._building = _following(self._choice.buildings, self._building)
        self._show()

    def action_show_all(self) -> None:
        """Show every kind and all buildings."""
        self._kind, self._building = "", ""
        self._show()


def _following(choices: Sequence[tuple[str, str]], present: str) -> str:
    codes = [code for code, _name in choices]
    if not codes:
        return ""
    return codes[(codes.index(present) + 1) % len(codes)] if present in codes else codes[0]


def _summary(trend: Trend) -> str:
    if trend.median is None or trend.mean is None or trend.best is None:
        return _("No times are noted for this choice.")
    return _(
        "median {median}, mean {mean}, best {best} on {day}, {within} of {all} within the target"
    ).format(
        median=stopwatch_text(trend.median),
        mean=stopwatch_text(trend.mean),
        best=stopwatch_text(trend.best.seconds),
        day=trend.best.day,
        within=trend.within,
        all=len(trend.points),
    )


def _rows(trend: Trend) -> Iterator[TableRow]:
    if trend.years:
        yield TableRow("years", (_("Median of each school year"),), heading=True)
    for year in reversed(trend.years):
        within = _("{within} of {all}").format(within=year.within, all=year.count)
        yield TableRow(
            f"year-{year.year}",
            (
                str(year.year),
                _("{within} within the target").format(within=within),
                stopwatch_text(year.median),
            ),
        )
    timed = [
        (
            each.day,
            TableRow(
                f"drill-{each.key}",
                (
                    str(each.day),
                    each.title,
                    stopwatch_text(each.seconds),
                    stopwatch_text(each.target),
                    over_text(each.seconds - each.target),
                ),
                "" if each.is_within else "warning",
            ),
        )
        for each in trend.points
    ]
    untimed = [(each.drill.day, _untimed(each)) for each in trend.untimed]
    rows: list[tuple[date, TableRow]] = sorted([*timed, *untimed], key=lambda each: each[0], reverse=True)
    if rows:
        yield TableRow("drills", (_("Drill by drill"),), heading=True)
        yield from (row for _day, row in rows)


def _untimed(result: DrillResult) -> TableRow:
    minutes = _("{minutes} min").format(minutes=result.drill.minutes)
    title = _("{title}: no times noted").format(title=result.drill.title)
    return TableRow(f"drill-{result.drill.key}", (str(result.drill.day), title, minutes), "muted")
