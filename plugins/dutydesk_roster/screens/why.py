"""Why someone stands in a cell, or nobody does, and what if it were another: beneath the grid."""

from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from dutydesk.api import DataProblem, Desk
from dutydesk.tui.widgets import (
    ActionSpec,
    LineBar,
    LinePart,
    SelectTable,
    TableColumn,
    TableRow,
    bindings,
    day_name,
    wrapped,
)
from dutydesk.wording import _, headed, pgettext
from dutydesk_roster.engine.explanation import Explanation, WhyNot
from dutydesk_roster.reasons import Standing, WhatIf, explanation_lines, standing_at
from dutydesk_roster.screens.roster_view import RosterView
from dutydesk_roster.screens.shown_cell import ShownCell
from dutydesk_roster.screens.stand_in_list import StandInList
from dutydesk_roster.screens.workbench import BenchPanel, Workbench
from dutydesk_roster.search import Search

_MOST_LINES = 4
Place = tuple[str, str, date]


Question = Search[WhyNot, WhatIf] | Search[Explanation, Explanation]
"""What the engine is asked: what if another, or why it is open."""


class WhyPanel(BenchPanel):
    """Says why a cell is as it is; Enter on another asks the engine what it would take to have them there."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("why.accept", "y", "accept", _("Make it so"), _("Make the changes that are shown")),
        ActionSpec(
            "why.next",
            "right,n",
            "other(1)",
            _("Next duty"),
            _("Go to the next duty of the cell"),
            show=False,
        ),
        ActionSpec(
            "why.previous", "left", "other(-1)", _("Duty before"), _("Go to the duty before"), show=False
        ),
        ActionSpec("why.close", "escape", "close_panel", _("Back"), _("Stop the search, go back, or close")),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    DEFAULT_CSS = """
    WhyPanel > #why-reasons { height: 1; }
    """

    def __init__(self, workbench: Workbench) -> None:
        super().__init__(workbench)
        self.title_line = LineBar(id="why-title")
        self.reasons = SelectTable((TableColumn("line", ""),), show_header=False, id="why-reasons")
        self.reasons.can_focus = False
        self.list = StandInList(_("Looking for reasons..."), id="why-others")
        self.answer = SelectTable((TableColumn("line", ""),), show_header=False, id="why-answer")
        self.answer.display = False
        self._places = places_of(workbench.view, workbench.current)
        self._at = 0
        self._standing: Standing | None = None
        self._search: Question | None = None
        self._asked = ""
        self._found: WhatIf | Explanation | None = None

    def compose(self) -> ComposeResult:
        """Lay out the title, the reasons, the others, and the answer that takes their place."""
        yield self.title_line
        yield self.reasons
        yield self.list
        yield self.answer

    def on_mount(self) -> None:
        """Look for the reasons in a thread."""
        if not self._places:
            self.workbench.show_message(_("There is no duty here, and nobody is missing on that day."))
            self.workbench.close_panel()
            return
        if not self.app.is_headless:
            self.workbench.generation.worker.make_ready()
        self.list.table.focus()
        self._look()

    def on_unmount(self) -> None:
        """End a search that still runs."""
        if self._search is not None:
            self._search.close()

    def show_view(self, view: RosterView) -> None:
        """Look again, as the roster has changed."""
        if self._search is None and self._found is None:
            places = places_of(view, self.workbench.current)
            if places and places[0][0][2] == self._places[self._at][0][2]:
                self._places, self._at = places, min(self._at, len(places) - 1)
            self._look()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to make it so only where there is something to make so."""
        del parameters
        return action != "accept" or isinstance(self._found, WhatIf)

    def _look(self) -> None:
        desk, (place, person) = self.workbench.desk, self._places[self._at]
        self.workbench.in_background(lambda: _looked(desk, place, person), self._take, group="rank")

    def _take(self, standing: Standing | str) -> None:
        if not self.is_attached:
            return
        if isinstance(standing, str):
            self.workbench.show_message(standing, "warning")
            self.workbench.close_panel()
            return
        self._standing = standing
        self._show()
        best = next(iter(standing.others.stand_ins), None)
        self.list.show_ranking(
            standing.others, first=best.person if best is not None and self.list.chosen is None else ""
        )
        if standing.assignment is None and standing.ranking.best is None and self._search is None:
            self._ask_why_open(standing)

    def action_other(self, steps: int) -> None:
        """Go to another duty of the cell, or another slot that is open on the day."""
        if self._search is None and len(self._places) > 1:
            self._at = (self._at + steps) % len(self._places)
            self._found = None
            self._look()

    # Asking

    @on(SelectTable.RowSelected)
    def _chosen(self, event: SelectTable.RowSelected) -> None:
        event.stop()
        standing, chosen = self._standing, self.list.chosen
        if event.table is self.answer or standing is None or self._search is not None:
            return
        if standing.assignment is None:
            self._ask_why_open(standing)
        elif chosen is not None:
            self._asked = chosen.name
            person = chosen.person
            self._ask(
                Search(
                    self.workbench.generation.worker, lambda executor: standing.ask_why_not(person, executor)
                )
            )

    def _ask_why_open(self, standing: Standing) -> None:
        self._asked = ""
        self._ask(Search(self.workbench.generation.worker, standing.ask_why_open))

    def _ask(self, search: Question) -> None:
        self._search = search
        self.follow(search, self._show_title, lambda: self._answered(search))

    def _answered(self, search: Question) -> None:
        self._search = None
        try:
            self._found = search.result()
        except DataProblem as error:
            if not search.is_cancelled:
                self.workbench.show_message(str(error), "error")
        self._show()
        (self.list.table if self._found is None else self.answer).focus()

    def action_accept(self) -> None:
        """Make the changes that the answer shows."""
        found, desk = self._found, self.workbench.desk
        if not isinstance(found, WhatIf):
            return
        if not found.can_be:
            self.workbench.show_message(_("This cannot be had, so there is nothing to make so."), "warning")
        elif self.workbench.attempt(lambda: found.accept(desk), _("Made so; u takes it back.")):
            self.workbench.close_panel()

    def action_close_panel(self) -> None:
        """Stop the search, go back from its answer, or close."""
        if self._search is not None:
            search, self._search = self._search, None
            search.close()
            self._show()
        elif self._found is not None:
            self._found = None
            self._show()
            self.list.table.focus()
        else:
            super().action_close_panel()

    # Showing

    def _show(self) -> None:
        standing, found = self._standing, self._found
        if standing is None:
            return
        self.list.display, self.answer.display = found is None, found is not None
        width = max(20, self.size.width - 3)
        lines = [line for text in standing.lines() for line in wrapped(text, width)]
        self.reasons.display = found is None and bool(lines)
        self.reasons.styles.height = min(_MOST_LINES, len(lines))
        self.reasons.show_rows(_text_rows(lines[:_MOST_LINES]))
        if isinstance(found, WhatIf):
            texts = (found.found.text, *found.lines())
        else:
            texts = tuple(explanation_lines(found)) if found is not None else ()
        self.answer.show_rows(_text_rows([line for text in texts for line in wrapped(text, width)]))
        self.refresh_bindings()
        self._show_title()

    def _show_title(self) -> None:
        standing = self._standing
        if standing is None:
            return
        held, names = standing.assignment, standing.roster.names
        who = names.get(held.person, held.person) if held is not None else pgettext("slot", "open")
        more = (
            _(" ({at} of {n})").format(at=self._at + 1, n=len(self._places)) if len(self._places) > 1 else ""
        )
        parts = [
            LinePart(
                " " + headed(f"{day_name(standing.place[2])} {standing.duty}", f"{who}{more} "), "strong"
            )
        ]
        found = self._found
        if self._search is not None:
            text = _("asking what it takes for {name}...") if self._asked else _("asking why it is open...")
            parts.append(LinePart(_("{text} Esc stops").format(text=text.format(name=self._asked)), "key"))
        elif isinstance(found, WhatIf) and found.can_be:
            parts.append(LinePart(_(" y makes it so, Esc back "), "key", "accept", self))
        elif found is not None:
            parts.append(LinePart(_("Esc back"), "muted"))
        elif held is not None:
            parts.append(LinePart(_("Enter: what if another?"), "muted"))
        else:
            parts.append(LinePart(_("Enter: why not filled?"), "muted"))
        self.title_line.show_parts(parts)


def places_of(view: RosterView | None, cell: ShownCell | None) -> list[tuple[Place, str]]:
    """Return the duties of a cell and what is open in it, each a place and who stands there.

    A person's cell with duties has nothing open in it.
    """
    if view is None or cell is None:
        return []
    held = [((each.post, each.shift, each.day), each.person) for each in cell.held]
    if held and cell.place is None:
        return held
    missing = [
        ((slot.post, slot.shift, slot.day), "")
        for slot in view.roster.open_slots
        if slot.day == cell.day and cell.place in {None, (slot.post, slot.shift)}
    ]
    return [*held, *missing]


def _text_rows(lines: list[str] | tuple[str, ...]) -> list[TableRow]:
    return [TableRow(str(at), (line,)) for at, line in enumerate(lines)]


def _looked(desk: Desk, place: Place, person: str) -> Standing | str:
    try:
        return standing_at(desk, place, person)
    except DataProblem as error:
        return str(error)
