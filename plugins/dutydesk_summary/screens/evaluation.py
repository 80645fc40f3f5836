"""The evaluation of a year: each indicator, whether it was met, and why."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from dutydesk.api import Desk
from dutydesk.tui.widgets import (
    ActionSpec,
    LineBar,
    LinePart,
    OverListScreen,
    SelectTable,
    TableColumn,
    TableRow,
    bindings,
)
from dutydesk.wording import _, pgettext
from dutydesk_summary.screens.records import RecordsScreen
from dutydesk_summary.screens.summary_rows import marked_in
from dutydesk_summary.year.work_summary import IndicatorShown, IndicatorState, WorkSummary
from dutydesk_summary.year.writing import work_summary

_STYLES = {IndicatorState.MET: "good", IndicatorState.NOT_MET: "error", IndicatorState.NOT_JUDGED: "warning"}


class EvaluationScreen(OverListScreen[IndicatorShown]):
    """Lists the indicators of a year: ``EvaluationScreen(desk, year)``."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec(
            "evaluation.records",
            "enter,right",
            "show_records",
            _("Records"),
            _("Show the records that prove this indicator"),
        ),
        ActionSpec("evaluation.back", "left", "close", _("Back"), _("Go back to the summary"), show=False),
        ActionSpec("evaluation.filter", "slash", "filter", _("Filter"), _("Show only what holds a text")),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    COLUMNS: ClassVar[tuple[TableColumn, ...]] = (
        TableColumn("title", _("Indicator")),
        TableColumn("standard", _("What is wanted")),
        TableColumn("points", pgettext("of an evaluation", "Points"), 6),
        TableColumn("state", _("How it stands"), 13),
    )
    EMPTY: ClassVar[str] = _("No indicator of an evaluation is entered for this year.")
    NOTHING_CHOSEN: ClassVar[str] = _("There is no indicator here.")

    def __init__(self, desk: Desk, year: int) -> None:
        super().__init__(desk)
        self._year = year
        self._summary: WorkSummary | None = None
        self.detail_line = LineBar(id="evaluation-detail")

    def compose_body(self) -> ComposeResult:
        """Lay out the list, and why the indicator at the cursor stands as it does."""
        yield from super().compose_body()
        yield self.detail_line

    def reload(self) -> None:
        """Judge the indicators in a thread."""
        year = self._year
        self.in_background(lambda: work_summary(self.desk, year), self._show)

    def _show(self, summary: WorkSummary) -> None:
        self._summary = summary
        shown = summary.indicators
        met = sum(each.state is IndicatorState.MET for each in shown)
        told = _("{met} of {count} met").format(met=met, count=len(shown)) if shown else ""
        self.show_list(
            [
                LinePart(_(" Evaluation of {year} ").format(year=self._year), "strong"),
                LinePart(f" {told}"),
            ],
            _rows(shown),
            {_key(number): each for number, each in enumerate(shown)},
            right=[LinePart(_(" Esc goes back "), "key", "close", self)],
        )
        self._show_detail()

    @on(SelectTable.RowMoved)
    def _show_detail(self) -> None:
        row = self.table.current
        shown = self.listed.get(row.key) if row is not None else None
        parts = [LinePart(f" {shown.why}", "muted")] if shown is not None else []
        self.detail_line.show_parts(parts)

    @on(SelectTable.RowSelected)
    def action_show_records(self) -> None:
        """Show what proves the indicator at the cursor."""
        shown = self.chosen()
        if shown is None or self._summary is None:
            return
        evidence = marked_in(self._summary, shown.marked)
        if evidence:
            self.open_over(RecordsScreen(self.desk, shown.indicator.title, evidence), _("Records"))
        else:
            self.show_message(shown.why or _("Nothing proves this indicator yet."), "warning")


def _key(number: int) -> str:
    return f"indicator-{number}"


def _rows(shown: Sequence[IndicatorShown]) -> Iterator[TableRow]:
    for number, each in enumerate(shown):
        points = each.indicator.points
        yield TableRow(
            _key(number),
            (
                each.indicator.title,
                each.indicator.standard,
                "" if points is None else f"{points:g}",
                _state(each.state),
            ),
            _STYLES[each.state],
            search=each.why,
        )


def _state(state: IndicatorState) -> str:
    return {
        IndicatorState.MET: _("met"),
        IndicatorState.NOT_MET: _("! not met"),
        IndicatorState.NOT_JUDGED: _("? not judged"),
    }[state]
