"""Dates for the drills of a school year: search, look at each with its reason, keep all or some."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from dutydesk.api import Desk
from dutydesk.tui.widgets import (
    ActionSpec,
    LineBar,
    LinePart,
    SelectTable,
    bindings,
    plain,
)
from dutydesk.tui.widgets.search_screen import SearchScreen
from dutydesk.wording import _, ngettext
from dutydesk_drills.proposing.limits import SearchLimits
from dutydesk_drills.proposing.problem_of import PlanWish, drill_problem, year_to_plan
from dutydesk_drills.proposing.proposal import DrillProposal
from dutydesk_drills.proposing.search import begun_search
from dutydesk_drills.screens.proposal_rows import (
    COLUMNS,
    ProposalRows,
    proposal_summary,
    row_number,
)


class ProposalLine(LineBar):
    """How the proposal stands, and what can be done about it, with a click too."""

    FIRST_GIVES_WAY = True


class DrillProposalScreen(SearchScreen[DrillProposal]):
    """The drills of a year as a search would have them: ``DrillProposalScreen(desk)``.

    The search runs beside the terminal. What it finds is marked line by line, and nothing is kept before the
    marked lines are accepted.
    """

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("propose.search", "g", "search", _("Search"), _("Propose dates for this year")),
        ActionSpec("propose.mark", "space", "mark", _("Mark"), _("Mark this drill, or not")),
        ActionSpec("propose.all", "a", "mark_all", _("All"), _("Mark all drills, or none")),
        ActionSpec("propose.accept", "enter", "accept", _("Keep"), _("Keep the marked drills"), show=False),
        ActionSpec("propose.before", "left", "year(-1)", _("Year before"), _("Plan the year before")),
        ActionSpec("propose.after", "right", "year(1)", _("Next year"), _("Plan the year after")),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    DEFAULT_CSS = """
    DrillProposalScreen #proposal-detail { height: 4; border-top: solid $primary; padding: 0 1; }
    DrillProposalScreen #proposal-detail:ansi { border-top: ascii ansi_default; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.year = year_to_plan(desk)
        self.state_line = ProposalLine(id="proposal-state")
        self.table = SelectTable(COLUMNS, id="proposal-drills")
        self.detail = Static("", id="proposal-detail")
        self._marked: set[int] = set()
        self._details: dict[str, str] = {}

    def compose_body(self) -> ComposeResult:
        """Lay out the state, the drills, and what is told of one."""
        self.detail.add_class("gives-way")
        yield self.state_line
        yield self.table
        yield self.detail

    def focus_body(self) -> None:
        """Begin in the drills."""
        self.table.focus()

    def reload(self) -> None:
        """Show the proposal as it was found; accepting it looks whether it still fits the desk."""
        self._show()

    def _show(self) -> None:
        found = (
            ProposalRows.of(self.proposal, self._marked)
            if self.proposal is not None
            else ProposalRows((), {})
        )
        self._details = dict(found.details)
        self.table.empty = _("No dates yet. Press g to have them proposed for {year}.").format(
            year=self._year_text
        )
        self.table.show_rows(found.rows)
        self.show_state()
        self._show_detail()

    @property
    def _year_text(self) -> str:
        return f"{self.year}-{self.year + 1}"

    def show_state(self) -> None:
        """Show how the search or the proposal stands, and the year."""
        year = [
            LinePart(" < ", "key", "screen.year(-1)"),
            LinePart(self._year_text, "strong"),
            LinePart(" > ", "key", "screen.year(1)"),
        ]
        if self.is_searching:
            parts = self.searching_parts()
        elif self.proposal is not None:
            keeps = _(" Enter keeps {count} ").format(count=len(self._marked))
            parts = [
                LinePart(f" {proposal_summary(self.proposal)} ", "strong"),
                LinePart(_(" Space marks "), "key", "screen.mark"),
                LinePart(keeps, "key", "screen.accept"),
            ]
        else:
            parts = [
                LinePart(_(" Dates for drills "), "strong"),
                LinePart(_(" g searches "), "key", "screen.search"),
            ]
        self.state_line.show_parts(parts, year)

    @on(SelectTable.RowMoved)
    def follow_cursor(self, event: SelectTable.RowMoved) -> None:
        """Tell of the line at the cursor."""
        event.stop()
        self._show_detail()

    @on(SelectTable.RowSelected)
    def chosen(self, event: SelectTable.RowSelected) -> None:
        """Ask whether to keep what is marked."""
        event.stop()
        self.action_accept()

    def _show_detail(self) -> None:
        row = self.table.current
        self.detail.update(plain(self._details.get(row.key, "")) if row is not None else "")

    # The year, and searching

    def action_year(self, step: int) -> None:
        """Plan another year; a proposal that waits is asked about first."""
        if self.refuse_while_searching():
            return
        if self.proposal is not None:
            self.ask(_("Drop the proposal?"), lambda: self._go_to(self.year + step))
        else:
            self._go_to(self.year + step)

    def _go_to(self, year: int) -> None:
        self.year = year
        self.proposal = None
        self._marked = set()
        self._show()

    def propose(self) -> DrillProposal:
        """Return the dates that a search finds."""
        wish = PlanWish()
        problem = drill_problem(self.desk, self.year, wish)
        found = self.wait_for(begun_search(self.desk, problem, SearchLimits()))
        return DrillProposal.of(problem, found, wish)

    def show_found(self) -> None:
        """Show the drills, those that change anything marked."""
        drills = self.proposal.drills if self.proposal is not None else ()
        self._marked = {number for number, each in enumerate(drills) if each.changes}
        self._show()

    def after_search(self) -> None:
        """Go to the drills."""
        self.table.focus()

    @property
    def waits(self) -> bool:
        """Whether a proposal with anything to keep waits."""
        return self.proposal is not None and not self.proposal.is_empty

    # Marking and keeping

    def action_mark(self) -> None:
        """Mark the drill at the cursor, or take its mark away."""
        row, proposal = self.table.current, self.proposal
        number = row_number(row.key) if row is not None else None
        if proposal is None or number is None:
            self.show_message(_("There is no drill here to mark."), "warning")
        elif not proposal.drills[number].changes:
            self.show_message(_("This drill stays as it is; there is nothing to keep."))
        else:
            self._marked ^= {number}
            self._show()

    def action_mark_all(self) -> None:
        """Mark all drills that change anything, or none."""
        if self.proposal is None:
            self.show_message(_("There is no proposal: g begins a search."), "warning")
            return
        every = {number for number, each in enumerate(self.proposal.drills) if each.changes}
        self._marked = set() if self._marked == every else every
        self._show()

    def action_accept(self) -> None:
        """Ask, and keep the marked drills as one change."""
        proposal = self.proposal
        if proposal is None:
            self.show_message(_("There is no proposal: g begins a search."), "warning")
            return
        if not self._marked:
            self.show_message(_("No drill is marked: Space marks one, a all."), "warning")
            return
        count = len(self._marked)
        self.ask(
            ngettext("Keep {count} drill?", "Keep {count} drills?", count).format(count=count),
            lambda: self._keep(proposal),
        )

    def _keep(self, proposal: DrillProposal) -> None:
        kept: list[str] = []
        marked = frozenset(self._marked)
        if self.attempt(lambda: kept.append(proposal.accept(self.desk, marked))):
            self.proposal = None
            self._marked = set()
            self._show()
            self.show_message(_("{what}; u takes it back.").format(what=kept[0]))
