"""The list of who could stand in a slot, and of those who cannot, with the reason."""

from dataclasses import dataclass
from datetime import date

from textual import on
from textual.app import ComposeResult

from dutydesk.api import DataProblem, Desk
from dutydesk.tui.widgets import LineBar, LinePart, SelectTable, day_name
from dutydesk.wording import _, phrases
from dutydesk_roster.calendar import duty_title
from dutydesk_roster.engine import Placed
from dutydesk_roster.month import Month
from dutydesk_roster.problem_of import placed, problem_of
from dutydesk_roster.roster import Roster
from dutydesk_roster.screens.roster_view import RosterView
from dutydesk_roster.screens.stand_in_list import StandInList
from dutydesk_roster.screens.workbench import BenchPanel, Workbench
from dutydesk_roster.standing_in import Ranking, StandIn, have_stand, rank_stand_ins, volunteers_on


@dataclass(frozen=True, slots=True)
class _Ranked:
    roster: Roster
    ranking: Ranking | None
    fault: str = ""


class CandidatePanel(BenchPanel):
    """Shows ranked candidates for a slot beneath the grid; Enter puts one there.

    `slot` is post, shift, day, and whose place it is, empty where the slot is open.
    """

    def __init__(self, workbench: Workbench, slot: tuple[str, str, date, str]) -> None:
        super().__init__(workbench)
        self.title_line = LineBar()
        self.list = StandInList(_("Looking who could stand there..."), filters=True, id="candidates")
        self._slot = slot
        self._shown: _Ranked | None = None

    def compose(self) -> ComposeResult:
        """Lay out the list beneath its title."""
        yield self.title_line
        yield self.list

    def on_mount(self) -> None:
        """Rank everyone in a thread."""
        self.list.table.focus()
        self._rank()

    def show_view(self, view: RosterView) -> None:
        """Rank anew, as the roster has changed."""
        del view
        self._rank()

    def _rank(self) -> None:
        desk, slot = self.workbench.desk, self._slot
        self.workbench.in_background(lambda: _ranked(desk, slot), self._show, group="rank")

    def _show(self, ranked: _Ranked) -> None:
        if not self.is_attached:
            return
        self._shown = ranked
        if ranked.ranking is None:
            self.workbench.show_message(ranked.fault, "error")
            self.workbench.close_panel()
            return
        post, shift, day, person = self._slot
        duty = duty_title(ranked.roster.plan, post, shift)
        names = ranked.roster.names
        instead = _(", for {name}").format(name=names.get(person, person)) if person else ""
        self.title_line.show_parts(
            (
                LinePart(f" {phrases((day_name(day), duty))}{instead} ", "strong"),
                LinePart(_(" Enter puts them there, letters filter, Esc closes"), "muted"),
            )
        )
        first = ranked.ranking.stand_ins[0].person if ranked.ranking.stand_ins else ""
        self.list.show_ranking(ranked.ranking, first="" if self.list.chosen else first)

    @on(SelectTable.RowSelected)
    def _choose(self, event: SelectTable.RowSelected) -> None:
        event.stop()
        chosen = self.list.chosen
        if chosen is None:
            return
        if chosen.fits:
            self._put(chosen)
        else:
            self.workbench.ask(
                _("{name} breaks a rule there. Put them there all the same?").format(name=chosen.name),
                lambda: self._put(chosen),
            )

    def _put(self, chosen: StandIn) -> None:
        shown, desk = self._shown, self.workbench.desk
        if shown is None:
            return
        post, shift, day, before = self._slot
        duty = duty_title(shown.roster.plan, post, shift)
        text = _("{name} stands {duty} on {day}.").format(name=chosen.name, duty=duty, day=day_name(day))

        if self.workbench.attempt(
            lambda: have_stand(desk, shown.roster, Placed(before, post, shift, day), chosen.person, text),
            text,
        ):
            self.workbench.close_panel()


def _ranked(desk: Desk, slot: tuple[str, str, date, str]) -> _Ranked:
    post, shift, day, person = slot
    month = Month.of(day)
    roster = Roster.of(desk, month.first, month.last)
    standing = [placed(each) for each in roster.assignments]
    cell = Placed(person, post, shift, day)
    try:
        ranking = rank_stand_ins(roster, problem_of(desk, roster), standing, cell, volunteers_on(desk, day))
    except DataProblem as error:
        return _Ranked(roster, None, str(error))
    return _Ranked(roster, ranking)
