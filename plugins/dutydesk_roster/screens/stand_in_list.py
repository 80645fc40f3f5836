"""The list of who could stand a duty, with what it would mean for each."""

from collections.abc import Iterable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from dutydesk.tui.widgets import FilterBar, LineBar, LinePart, SelectTable, TableColumn, TableRow, TextInput
from dutydesk.wording import _, clauses, headed
from dutydesk_roster.engine import Measure
from dutydesk_roster.standing_in import Ranking, StandIn

COLUMNS = (
    TableColumn("name", _("Who"), 10),
    TableColumn("fits", "", 9),
    TableColumn("hours", _("Hours/share"), 11),
    TableColumn("nights", _("Nights"), 6),
    TableColumn("weekends", _("Wkends"), 6),
    TableColumn("reason", _("Why, or why not")),
)
CANNOT_SIGN = "!"


class StandInList(Vertical):
    """Ranked people, those who fit first, a filter above, and beneath all that is to be said of one.

    ``StandInList(empty, filters=False, id=None)``; `table` is the list and posts its messages. With
    `filters`, typing narrows the list.
    """

    DEFAULT_CSS: ClassVar[str] = """
    StandInList { height: 1fr; }
    """

    def __init__(
        self,
        empty: str,
        *,
        filters: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        super().__init__(id=id)
        self.table = SelectTable(COLUMNS, empty=empty)
        self._filter = FilterBar(self.table) if filters else None
        self._line = LineBar()
        self._ranking: Ranking | None = None

    def compose(self) -> ComposeResult:
        """Lay out the filter, the list and the line beneath."""
        if self._filter is not None:
            yield self._filter
        yield self.table
        yield self._line

    def show_ranking(self, ranking: Ranking | None, *, first: str = "", marked: str = "") -> None:
        """Show everyone; the cursor stays on its person, or goes to `first`; `marked` stands there now."""
        self._ranking = ranking
        self.table.show_rows(_rows(ranking, marked) if ranking is not None else ())
        if first:
            self.table.move_to(first)
        self._tell()

    @property
    def chosen(self) -> StandIn | None:
        """Who is at the cursor."""
        row = self.table.current
        return None if row is None or self._ranking is None else self._ranking.of(row.key)

    @on(SelectTable.RowMoved)
    def _moved(self, event: SelectTable.RowMoved) -> None:
        event.stop()
        self._tell()

    def _tell(self) -> None:
        chosen, ranking = self.chosen, self._ranking
        if chosen is None or ranking is None:
            self._line.show_parts(())
            return
        said = _said(chosen, ranking)
        name = "" if said.startswith(chosen.name) else headed(chosen.name, "")
        self._line.show_parts(
            (LinePart(f" {name}", "strong"), LinePart(said, "" if chosen.fits else "error"))
        )

    def on_key(self, event: events.Key) -> None:
        """Begin to narrow the list with the first letter that is typed."""
        bar = self._filter
        if bar is None or not self.table.has_focus or not event.is_printable or event.key == "space":
            return
        if event.character is None or event.character == "?":
            return
        event.stop()
        event.prevent_default()
        bar.open()
        line = bar.query_one(TextInput)
        if event.character != "/":
            line.insert_text_at_cursor(event.character)

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        event.stop()


def _rows(ranking: Ranking, marked: str) -> Iterable[TableRow]:
    for each in ranking.stand_ins:
        yield TableRow(
            key=each.person,
            cells=(
                f"* {each.name}" if each.person == marked else each.name,
                _standing(each),
                _against(each, Measure.HOURS),
                f"{each.stood[Measure.NIGHTS]:g}",
                f"{each.stood[Measure.WEEKENDS] + each.stood[Measure.HOLIDAYS]:g}",
                _said(each, ranking),
            ),
            style="" if each.fits else "muted",
            search=each.person,
        )


def _standing(each: StandIn) -> str:
    if not each.fits:
        return _("{sign} cannot").format(sign=CANNOT_SIGN)
    if each.volunteers:
        return _("volunteer")
    return _("at a cost") if each.candidate.costs else _("fits")


def _against(each: StandIn, measure: Measure) -> str:
    return f"{each.stood[measure]:.0f}/{each.share[measure]:.0f}"


def _said(each: StandIn, ranking: Ranking) -> str:
    if not each.fits:
        return " ".join(breach.text for breach in each.candidate.breaches)
    said = []
    if each.offer:
        said.append(_("offered: {word}").format(word=each.offer))
    if each.fairness is not None and each.fairness != ranking.fairness:
        said.append(_("fairness {before} -> {after}").format(before=ranking.fairness, after=each.fairness))
    said.extend(each.candidate.costs)
    if said:
        return clauses(text.rstrip(".") for text in said)
    return _("no rule is broken, and nobody's share is less fair")
