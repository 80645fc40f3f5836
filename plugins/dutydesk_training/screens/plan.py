"""The plan of the term: how topics stand, sessions with their reasons, and the search for better ones."""

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
from dutydesk.wording import _, listed
from dutydesk_training.planning.problem_of import plan_problem
from dutydesk_training.planning.proposal import PlanProposal
from dutydesk_training.planning.search import begun_search
from dutydesk_training.planning.solve import SearchLimits
from dutydesk_training.planning.stretch import planned_stretch
from dutydesk_training.screens.plan_rows import (
    FIRST_PROPOSED,
    SESSION_COLUMNS,
    TOPIC_COLUMNS,
    PlanView,
    kept_view,
    proposal_summary,
    proposed_rows,
)

_MOST_TOPICS = 6


class StateLine(LineBar):
    """How the plan stands, and what can be done about it, with a click too."""

    FIRST_GIVES_WAY = True


class PlanScreen(SearchScreen[PlanProposal]):
    """Topics above, sessions beneath, and what is told of the line at the cursor.

    A search runs beside the terminal; what it finds is shown in place of the sessions until it is accepted or
    dropped, and nothing is kept before.
    """

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("plan.search", "g", "search", _("Search"), _("Look for times at which people can come")),
        ActionSpec("plan.accept", "a", "accept", _("Accept"), _("Keep the proposal as one change")),
        ActionSpec("plan.drop", "x,delete", "drop", _("Drop"), _("Forget the proposal")),
        ActionSpec(
            "plan.earned",
            "w",
            "earned",
            _("Earned"),
            _("Record what people have earned by completing a topic"),
        ),
        ActionSpec(
            "plan.other", "tab", "other", _("Other list"), _("Go between topics and sessions"), show=False
        ),
        ActionSpec(
            "plan.whole",
            "space",
            "whole",
            _("Whole text"),
            _("Show the whole reason and all the people, or less again"),
            show=False,
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    DEFAULT_CSS = """
    PlanScreen #plan-sessions { height: 1fr; border-top: solid $primary; }
    PlanScreen #plan-detail { height: 4; border-top: solid $primary; padding: 0 1; }
    PlanScreen.-whole #plan-detail { height: 9; }
    PlanScreen #plan-sessions:ansi { border-top: ascii ansi_default; }
    PlanScreen #plan-detail:ansi { border-top: ascii ansi_default; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.state_line = StateLine(id="plan-state")
        self.topics = SelectTable(
            TOPIC_COLUMNS,
            empty=_("No topics yet: write a [[topic]] and a [[slot]] in config/training.toml."),
            id="plan-topics",
        )
        self.sessions = SelectTable(
            SESSION_COLUMNS, empty=_("No sessions yet. Press g to look for times."), id="plan-sessions"
        )
        self.detail = Static("", id="plan-detail")
        self._view = PlanView((), (), {}, "")
        self._details: dict[str, str] = {}

    def compose_body(self) -> ComposeResult:
        """Lay out the state, the topics, the sessions, and what is told of one."""
        self.detail.add_class("gives-way")
        yield self.state_line
        yield self.topics
        yield self.sessions
        yield self.detail

    def focus_body(self) -> None:
        """Begin in the sessions."""
        self.sessions.focus()

    # Showing

    def reload(self) -> None:
        """Read the topics and sessions in a thread."""
        self.in_background(lambda: kept_view(self.desk), self._show)

    def tick(self) -> None:
        """Show what is over by now."""
        self.reload()

    def _show(self, view: PlanView) -> None:
        is_first = not self._view.topics and not self._view.sessions
        self._view = view
        self.topics.styles.height = max(2, min(_MOST_TOPICS, len(view.topics)) + 1)
        self.topics.show_rows(view.topics)
        self._show_sessions()
        if is_first and view.nearest:
            self.sessions.move_to(view.nearest)
        self._show_detail()

    def _show_sessions(self) -> None:
        self._details = dict(self._view.details)
        if self.proposal is None:
            self.sessions.show_rows(self._view.sessions)
        else:
            rows, details = proposed_rows(self.proposal)
            self._details.update(details)
            self.sessions.show_rows(rows)
        self.show_state()

    def show_state(self) -> None:
        """Show how the search, the proposal or the plan stands."""
        if self.is_searching:
            parts = self.searching_parts()
        elif self.proposal is not None:
            parts = [
                LinePart(f" {proposal_summary(self.proposal)} ", "strong"),
                LinePart(_(" a accepts "), "key", "screen.accept"),
                LinePart(_(" x drops "), "key", "screen.drop"),
            ]
        else:
            parts = [
                LinePart(f" {self._view.summary} ", "strong"),
                LinePart(_(" g searches "), "key", "screen.search"),
            ]
        self.state_line.show_parts(parts)

    @on(SelectTable.RowMoved)
    def follow_cursor(self, event: SelectTable.RowMoved) -> None:
        """Tell of the line at the cursor."""
        event.stop()
        self._show_detail()

    @on(SelectTable.RowSelected)
    def show_whole(self, event: SelectTable.RowSelected) -> None:
        """Show all that is told of the chosen line, or less again."""
        event.stop()
        self.action_whole()

    def _show_detail(self) -> None:
        table = self.topics if self.topics.has_focus else self.sessions
        row = table.current
        self.detail.update(plain(self._details.get(row.key, "")) if row is not None else "")

    def action_whole(self) -> None:
        """Give the text of the line more room, or less again."""
        self.toggle_class("-whole")

    def action_other(self) -> None:
        """Go between topics and sessions."""
        (self.sessions if self.topics.has_focus else self.topics).focus()
        self._show_detail()

    # Searching

    def propose(self) -> PlanProposal:
        """Return the times that a search finds, at which the people of each group can come."""
        problem = plan_problem(self.desk, *planned_stretch(self.desk))
        return PlanProposal.of(problem, self.wait_for(begun_search(self.desk, problem, SearchLimits())))

    def show_found(self) -> None:
        """Show the sessions."""
        self._show_sessions()
        self._show_detail()

    def after_search(self) -> None:
        """Go to the first session that was placed."""
        self.sessions.move_to(FIRST_PROPOSED)
        self._show_detail()

    # The proposal

    def action_accept(self) -> None:
        """Keep the proposal as one change."""
        proposal = self.proposal
        if proposal is None:
            self.show_message(_("There is no proposal: g begins a search."), "warning")
            return
        kept: list[str] = []
        if self.attempt(lambda: kept.append(proposal.accept(self.desk))):
            self.proposal = None
            self.show_message(kept[0])
            self.reload()

    def action_drop(self) -> None:
        """Forget the proposal."""
        if self.proposal is None:
            self.show_message(_("There is no proposal: g begins a search."), "warning")
            return
        self.proposal = None
        self.show_message(_("The proposal is forgotten; nothing was changed."))
        self._show_sessions()
        self._show_detail()

    def action_earned(self) -> None:
        """Offer to record the certificates that people have earned."""
        from dutydesk_training.earning import Earned, earned, keep_earned  # noqa: PLC0415

        def offer(found: tuple[Earned, ...]) -> None:
            if not found:
                self.show_message(_("Nobody has earned anything new."))
                return
            names = listed(dict.fromkeys(each.person.name for each in found))
            self.ask(
                _("Record {count} earned by completing a topic ({names})?").format(
                    count=len(found), names=names
                ),
                lambda: self.attempt(lambda: keep_earned(self.desk, found), _("Recorded.")),
            )

        self.in_background(lambda: earned(self.desk), offer, group="earned")
