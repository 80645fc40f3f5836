"""A sick call beneath the grid: five keys from the call to the changed calendars."""

from collections.abc import Callable
from concurrent.futures import Executor
from enum import Enum, auto
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from dutydesk.api import DataProblem
from dutydesk.api.people_named import names_by_key
from dutydesk.domain import Person
from dutydesk.tui.widgets import (
    ActionSpec,
    LineBar,
    LinePart,
    SelectTable,
    TableColumn,
    TableRow,
    bindings,
)
from dutydesk.wording import _, listed, ngettext
from dutydesk_roster.arranging import Rearrangement
from dutydesk_roster.engine import RepairJob, Solution
from dutydesk_roster.publishing import publish_duties
from dutydesk_roster.repairing import RepairProposal, ask_repair
from dutydesk_roster.screens.absence_line import AbsenceLine, AskedAbsence
from dutydesk_roster.screens.call_in_hand import CallInHand, Choice, read_call
from dutydesk_roster.screens.roster_view import RosterView
from dutydesk_roster.screens.sick_call_lines import asked_text, covering_text, duty_rows, searching_text
from dutydesk_roster.screens.stand_in_list import StandInList
from dutydesk_roster.screens.workbench import BenchPanel, Workbench
from dutydesk_roster.search import Search
from dutydesk_roster.sick_call import SickCall, stand_in, stand_in_text

_MOST_DUTIES = 4


class _Step(Enum):
    """Where the call stands."""

    ASKING = auto()
    COVERING = auto()
    SEARCHING = auto()
    PROPOSED = auto()


class SickCallPanel(BenchPanel):
    """Asks who is away from when to when, keeps it, and passes their duties on, one Enter each."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("sick.all", "a", "accept_all", _("Best for all"), _("Give every duty to the best for it")),
        ActionSpec(
            "sick.repair",
            "r",
            "repair",
            _("Repair"),
            _("Search for the fewest changes that cover the rest, others' duties included"),
        ),
        ActionSpec(
            "sick.publish",
            "p",
            "publish",
            _("Publish these"),
            _("Let staff see just what was changed here"),
        ),
        ActionSpec(
            "sick.next", "right,n", "other_duty(1)", _("Next duty"), _("Go to the next duty"), show=False
        ),
        ActionSpec(
            "sick.previous",
            "left",
            "other_duty(-1)",
            _("Duty before"),
            _("Go to the duty before"),
            show=False,
        ),
        ActionSpec("sick.close", "escape", "close_panel", _("Close"), _("Stop the search, or close this")),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    DEFAULT_CSS = """
    SickCallPanel > #sick-duties { height: 1; }
    """

    def __init__(self, workbench: Workbench) -> None:
        super().__init__(workbench)
        today, cell = workbench.desk.today(), workbench.current
        self._person: Person | None = cell.person if cell is not None else None
        first = max(today, cell.day) if cell is not None else today
        self._step = _Step.ASKING
        self._hand = CallInHand()
        self._ranked = ""
        self._looks = False
        self._search: Search[Solution, RepairProposal] | None = None
        self._repair: RepairProposal | None = None
        self.title_line = LineBar(id="sick-title")
        self.asked = AbsenceLine(first, today, id="sick-asked")
        self.duties = SelectTable(
            (TableColumn("duty", "", 0), TableColumn("best", "", 22)), show_header=False, id="sick-duties"
        )
        self.duties.can_focus = False
        self.list = StandInList(_("Looking who could stand in..."), id="sick-candidates")
        self.proposal = SelectTable((TableColumn("line", ""),), show_header=False, id="sick-proposal")
        self.proposal.display = False

    def compose(self) -> ComposeResult:
        """Lay out the question, the duties, and who could stand in."""
        yield self.title_line
        yield self.asked
        yield self.duties
        yield self.list
        yield self.proposal

    def on_mount(self) -> None:
        """Look at the duties while the days are asked."""
        if self._person is None:
            self.workbench.show_message(
                _("Go to a person first: the call is about whose row it is."), "warning"
            )
            self.workbench.close_panel()
            return
        self.asked.first.focus()
        self._show()
        self._look()

    def on_unmount(self) -> None:
        """End a search that still runs."""
        if self._search is not None:
            self._search.close()

    def show_view(self, view: RosterView) -> None:
        """Look again, as the roster has changed."""
        del view
        if self._step in {_Step.ASKING, _Step.COVERING}:
            self._look()

    # Asking

    @on(AbsenceLine.Changed)
    def _asked_else(self, event: AbsenceLine.Changed) -> None:
        event.stop()
        self._look()

    @on(AbsenceLine.Submitted)
    def _submitted(self, event: AbsenceLine.Submitted) -> None:
        event.stop()
        self.action_keep()

    def _look(self) -> None:
        asked, person, desk = self.asked.asked, self._person, self.workbench.desk
        if self._step is _Step.COVERING and self._hand.call is not None:
            asked = AskedAbsence(self._hand.call.first, self._hand.call.last, self._hand.call.kind)
        if asked is None or person is None:
            return
        self._looks = True
        self.workbench.in_background(lambda: read_call(desk, person, asked), self._take, group="rank")

    def _take(self, call: SickCall | str) -> None:
        if not self.is_attached or self._step not in {_Step.ASKING, _Step.COVERING}:
            return
        self._looks = False
        if isinstance(call, str):
            self.workbench.show_message(call, "warning")
            return
        self._hand.take(call)
        if self._step is _Step.COVERING and call.absence is None:
            self._step = _Step.ASKING
            self.asked.first.focus()
        self._show()

    def action_keep(self) -> None:
        """Keep the absence, and go on to the duties."""
        asked, person, desk = self.asked.asked, self._person, self.workbench.desk
        if asked is None or person is None:
            self.workbench.show_message(
                _("Type days such as {day}, 11-26, +3 or today.").format(day=desk.today()), "warning"
            )
            return
        call = self._hand.call
        if call is None or AskedAbsence(call.first, call.last, call.kind) != asked:
            call = SickCall(person, asked.first, asked.last, asked.kind, (), 0, None)
        if asked.last < asked.first:
            self.workbench.show_message(
                _("{last} is before {first}").format(last=asked.last, first=asked.first), "warning"
            )
            return
        self._step, self._hand.call = _Step.COVERING, call
        if not self.workbench.attempt(lambda: call.keep_absence(desk), call.why + "."):
            self._step = _Step.ASKING
            return
        self.list.table.focus()
        self._show()
        self._look()

    # Covering

    def action_other_duty(self, steps: int) -> None:
        """Look at another duty."""
        if self._step is _Step.COVERING:
            self._hand.go_on(steps)
            self._show()

    @on(SelectTable.RowMoved, "#sick-duties")
    def _duty_clicked(self, event: SelectTable.RowMoved) -> None:
        event.stop()
        if event.row is not None and event.row.key != self._hand.at and self._step is _Step.COVERING:
            self._hand.at = event.row.key
            self._show()

    @on(SelectTable.RowSelected)
    def _chosen(self, event: SelectTable.RowSelected) -> None:
        event.stop()
        if self._step is _Step.PROPOSED:
            self._accept_repair()
            return
        duty, chosen = self._hand.duty, self.list.chosen
        clicked_duty = event.table is self.duties
        if self._step is not _Step.COVERING or clicked_duty or duty is None or chosen is None:
            return
        if chosen.fits:
            self._give([(duty, chosen)])
        else:
            self.workbench.ask(
                _("{name} breaks a rule there. Put them there all the same?").format(name=chosen.name),
                lambda: self._give([(duty, chosen)]),
            )

    def action_accept_all(self) -> None:
        """Give each duty that is left to the best for it."""
        if self._step is not _Step.COVERING:
            return
        choices = self._hand.best_for_all()
        if choices:
            self._give(choices)
        else:
            self.workbench.show_message(_("There is no duty for which anyone fits."), "warning")

    def _give(self, choices: list[Choice]) -> None:
        desk = self.workbench.desk
        if self.workbench.attempt(lambda: stand_in(desk, choices), stand_in_text(choices) + "."):
            self._hand.give(choices)
            self._show()
        else:
            self._look()

    # Repairing

    def action_repair(self) -> None:
        """Search for the fewest changes that cover what is left."""
        call, desk = self._hand.call, self.workbench.desk
        if self._step is not _Step.COVERING or call is None:
            return
        if not self._hand.left:
            self.workbench.show_message(_("Every duty in these days is covered."))
            return

        def begin(executor: Executor | None) -> tuple[RepairJob, Callable[[Solution], RepairProposal]]:
            question = ask_repair(desk, call.person.id, call.first, call.last, call.kind)
            return question.job(executor), question.proposal

        self._search = Search(self.workbench.generation.worker, begin)
        self._step = _Step.SEARCHING
        search = self._search
        self.follow(search, self._show_title, lambda: self._searched(search))

    def _searched(self, search: Search[Solution, RepairProposal]) -> None:
        self._search = None
        try:
            self._repair = search.result()
        except DataProblem as error:
            self._step = _Step.COVERING
            self.workbench.show_message(str(error), "error")
        else:
            self._step = _Step.PROPOSED
        self._show()
        (self.proposal if self._step is _Step.PROPOSED else self.list.table).focus()

    def _accept_repair(self) -> None:
        repair, desk = self._repair, self.workbench.desk
        if repair is None:
            return
        made: list[Rearrangement] = []
        done = ngettext("{n} change is made.", "{n} changes are made.", len(repair.changes)).format(
            n=len(repair.changes)
        )
        kept = self.workbench.attempt(lambda: made.append(repair.accept(desk)), done)
        self._step, self._repair = _Step.COVERING, None
        for each in made if kept else ():
            self._hand.changed |= {one.id for one in (*each.added, *each.changed, *each.removed)}
            self._hand.people |= {one.person for one in repair.changes}
        self.list.table.focus()
        self._show()
        self._look()

    # Publishing

    def action_publish(self) -> None:
        """Let staff see just what was changed here, after a question."""
        changed, desk, call = frozenset(self._hand.changed), self.workbench.desk, self._hand.call
        if not changed or call is None:
            self.workbench.show_message(
                _("Nothing was changed here yet: Enter gives a duty to whoever is marked."), "warning"
            )
            return
        names = names_by_key(desk)
        people = listed(names.get(each, each) for each in sorted(self._hand.people))
        duties = ngettext("{n} duty", "{n} duties", len(changed)).format(n=len(changed))

        def publish() -> None:
            title = _("{duties} of {name}, who is away").format(duties=duties, name=call.person.name)
            if self.workbench.attempt(
                lambda: publish_duties(desk, changed, title),
                _("Published {duties}: the calendars of {people} follow.").format(
                    duties=duties, people=people
                ),
            ):
                self._hand.forget_changes()
                if self._hand.left:
                    self._show()
                else:
                    self.workbench.close_panel()

        self.workbench.ask(_("Publish {duties}, for {people}?").format(duties=duties, people=people), publish)

    def action_close_panel(self) -> None:
        """Stop the search, drop its proposal, or close."""
        if self._search is not None:
            self._search.cancel()
            self._show_title()
        elif self._step is _Step.PROPOSED:
            self._step, self._repair = _Step.COVERING, None
            self.list.table.focus()
            self._show()
        else:
            super().action_close_panel()

    # Showing

    def _show(self) -> None:
        duty, asking = self._hand.duty, self._step is _Step.ASKING
        self.asked.display = asking
        proposed = self._step is _Step.PROPOSED
        self._hide_list(hides=proposed or (duty is None and not self._looks))
        self.proposal.display = proposed
        rows = tuple(duty_rows(self._hand.left, self._hand.done.values(), self.workbench.desk.zone))
        self.duties.styles.height = min(_MOST_DUTIES, len(rows))
        self.duties.show_rows(rows)
        if duty is not None:
            self._hand.at = duty.assignment.id
            self.duties.move_to(self._hand.at)
            if duty.assignment.id != self._ranked:
                self._ranked = duty.assignment.id
                best = duty.best or next(iter(duty.ranking.stand_ins), None)
                self.list.show_ranking(duty.ranking, first=best.person if best is not None else "")
            else:
                self.list.show_ranking(duty.ranking)
        else:
            self._ranked = ""
            self.list.show_ranking(None)
        if self._repair is not None:
            self.proposal.show_rows(
                TableRow(str(at), (line,)) for at, line in enumerate(self._repair.lines())
            )
        self._show_title()

    def _hide_list(self, *, hides: bool) -> None:
        """Hide the list, and keep the focus within the panel, where its keys hold."""
        had_focus = self.list.table.has_focus or self.duties.has_focus
        self.list.display, self.duties.can_focus = not hides, hides
        if had_focus:
            (self.duties if hides else self.list.table).focus()

    def _show_title(self) -> None:
        name = self._person.name if self._person is not None else ""
        done = {_Step.ASKING: "keep", _Step.SEARCHING: "close_panel"}.get(self._step, "")
        parts = [LinePart(f" {name} ", "strong"), LinePart(self._said(self._hand.call), "", done, self)]
        if self._hand.changed and self._step is _Step.COVERING:
            text = _("  p publishes {n} ").format(n=len(self._hand.changed))
            parts.append(LinePart(text, "key", "publish", self))
        self.title_line.show_parts(parts)

    def _said(self, call: SickCall | None) -> str:
        match self._step:
            case _Step.ASKING:
                return asked_text(call, looks=self._looks)
            case _Step.SEARCHING:
                return searching_text(self._search)
            case _Step.PROPOSED:
                return _("Enter makes these changes, Esc drops them")
            case _Step.COVERING:
                return covering_text(call, self._hand.duty, looks=self._looks)
