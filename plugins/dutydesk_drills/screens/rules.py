"""How every rule for drills stands, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
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
from dutydesk.tui.widgets.text import wrapped
from dutydesk.wording import _, headed, ngettext, phrases
from dutydesk_drills.rules.in_force import packs_found
from dutydesk_drills.rules.rule_standing import RuleStanding, RuleState, state_name
from dutydesk_drills.rules.standing import present_standings, school_time, year_standings
from dutydesk_drills.rules.words import rule_name

_DETAIL_LINES = 4
_STYLES = {RuleState.MET: "good", RuleState.DUE: "warning", RuleState.OVERDUE: "error"}
_FAULT = "fault-"


@dataclass(frozen=True, slots=True)
class _Listing:
    """What is shown: how the rules stand now or in a year, and what is wrong with packs."""

    standings: Sequence[RuleStanding]
    faults: Sequence[str]
    present_year: int


class DrillRulesScreen(OverListScreen[RuleStanding]):
    """Lists the rules in force by pack, and below why the one at the cursor stands as it does.

    ``DrillRulesScreen(desk)`` shows the month, term or year of today; brackets turn to whole school years.
    """

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec(
            "drill-rules.back",
            "left_square_bracket",
            "turn(-1)",
            _("Year before"),
            _("Show the whole school year before"),
        ),
        ActionSpec(
            "drill-rules.forth",
            "right_square_bracket",
            "turn(1)",
            _("Year after"),
            _("Show the whole school year after"),
        ),
        ActionSpec("drill-rules.year", "y", "show_year", _("Year"), _("Show the whole school year of today")),
        ActionSpec("drill-rules.now", "n", "show_now", _("Now"), _("Show the month, term or year of today")),
        ActionSpec("drill-rules.filter", "slash", "filter", _("Filter"), _("Show only what holds a text")),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    COLUMNS: ClassVar[tuple[TableColumn, ...]] = (
        TableColumn("rule", _("Rule")),
        TableColumn("held", _("Held"), 7),
        TableColumn("planned", _("Planned"), 7),
        TableColumn("by", _("Next by"), 10),
        TableColumn("state", _("State"), 8),
    )
    EMPTY: ClassVar[str] = _("No rule holds yet: name packs in config/drills.toml.")
    NOTHING_CHOSEN: ClassVar[str] = _("There is no rule here.")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._year: int | None = None
        self._present_year = desk.today().year
        self._detail = [LineBar(id=f"rule-detail-{index}") for index in range(_DETAIL_LINES)]
        self._faults: Sequence[str] = ()

    def compose_body(self) -> ComposeResult:
        """Lay out the list, and below it what is known of the rule at the cursor."""
        yield from super().compose_body()
        yield from self._detail

    def reload(self) -> None:
        """Read in a thread how the rules stand."""
        year = self._year
        self.in_background(lambda: _read(self.desk, year), self._show)

    def _show(self, listing: _Listing) -> None:
        self._present_year = listing.present_year
        self._faults = listing.faults
        pressing = sum(each.is_pressing for each in listing.standings)
        year = _("School year {year}").format(year=self._year) if self._year is not None else _("Now")
        press = ngettext("{count} rule presses", "{count} rules press", pressing).format(count=pressing)
        self.show_list(
            [
                LinePart(f" {year}", "strong"),
                LinePart(f"   {press}" if pressing else "", "warning"),
            ],
            [*_fault_rows(listing.faults), *_rows(listing.standings)],
            {_key(index): each for index, each in enumerate(listing.standings)},
            right=[
                LinePart(_(" [ year before "), "key", "turn(-1)", self),
                LinePart(_(" ] year after "), "key", "turn(1)", self),
                LinePart(_(" n now "), "key", "show_now", self),
            ],
        )
        self._show_detail()

    def action_turn(self, years: int) -> None:
        """Show the whole of another school year."""
        self._year = (self._present_year if self._year is None else self._year) + years
        self.reload()

    def action_show_year(self) -> None:
        """Show the whole school year of today."""
        self._year = self._present_year
        self.reload()

    def action_show_now(self) -> None:
        """Show the month, term or year of today."""
        self._year = None
        self.reload()

    @on(SelectTable.RowMoved)
    @on(SelectTable.WidthChanged)
    def _show_detail(self) -> None:
        row = self.table.current
        lines: list[str] = []
        if row is not None:
            standing = self.listed.get(row.key)
            width = max(20, self.size.width - 2)
            texts = _about(standing) if standing is not None else self._fault(row)
            lines = [line for text in texts for line in wrapped(text, width)]
        for index, bar in enumerate(self._detail):
            bar.show_parts([LinePart(f" {lines[index]}" if index < len(lines) else "", "muted")])

    def _fault(self, row: TableRow) -> Iterator[str]:
        number = row.key.removeprefix(_FAULT)
        if row.key.startswith(_FAULT) and int(number) < len(self._faults):
            yield self._faults[int(number)]


def _read(desk: Desk, year: int | None) -> _Listing:
    found = packs_found(desk)
    time = school_time(desk)
    standings = (
        present_standings(desk, found.packs) if year is None else year_standings(desk, year, found.packs)
    )
    return _Listing(standings, tuple(map(str, found.problems)), time.year_of(time.today))


def _key(index: int) -> str:
    return f"rule-{index}"


def _fault_rows(faults: Sequence[str]) -> Iterator[TableRow]:
    for index, fault in enumerate(faults):
        yield TableRow(f"{_FAULT}{index}", (fault, "", "", "", _("at fault")), style="error")


def _rows(standings: Sequence[RuleStanding]) -> Iterator[TableRow]:
    numbered = list(enumerate(standings))
    for code, group in groupby(numbered, key=lambda each: each[1].pack.code):
        of_pack = list(group)
        yield TableRow(f"pack-{code}", (of_pack[0][1].pack.name,), heading=True)
        for index, each in of_pack:
            yield TableRow(
                _key(index),
                (
                    rule_name(each.rule),
                    _("{done} of {needed}").format(done=each.done, needed=each.needed) if each.needed else "",
                    str(each.planned) if each.planned else "",
                    each.next_by.isoformat() if each.next_by is not None else "",
                    state_name(each.state),
                ),
                style=_STYLES.get(each.state, ""),
                search=f"{each.period} {each.rule.source}",
            )


def _about(standing: RuleStanding) -> Iterator[str]:
    """Yield the period with the reason, where the rule is written, and how it was read."""
    name = rule_name(standing.rule)
    period = phrases((name, standing.period)) if standing.period else name
    yield headed(period, standing.reason)
    source = standing.rule.source or standing.pack.source
    if source:
        yield _("Source: {source}").format(source=source)
    if standing.rule.note:
        yield _("Read so: {note}").format(note=standing.rule.note)
