"""What a search proposes, beneath the grid: taken whole, in parts, or not at all."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message

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
)
from dutydesk.wording import _, headed, ngettext
from dutydesk_roster.proposal import Judgement, MergedProposal, Proposal, ProposedChange
from dutydesk_roster.screens.proposal_lines import (
    change_text,
    counters_text,
    load_text,
    spread_text,
    worse_count,
    worse_text,
)
from dutydesk_roster.screens.roster_view import RosterView
from dutydesk_roster.screens.workbench import BenchPanel, Workbench

CHOSEN_SIGN, PARTLY_SIGN, LEFT_SIGN = "[x]", "[-]", "[ ]"


class ProposalTable(SelectTable):
    """The changes in groups; a double click leaves a line out or takes it in, Enter takes what is chosen."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("proposal.accept", "enter", "accept", _("Accept"), _("Make the changes that are chosen")),
        ActionSpec(
            "proposal.toggle",
            "space",
            "select",
            _("In or out"),
            _("Leave out this change, or all of this day or person, or take it in again"),
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)

    def __init__(self) -> None:
        super().__init__(
            (TableColumn("sign", "", 3), TableColumn("what", "", 0)),
            empty=_("Comparing with what stands..."),
            show_header=False,
            id="proposal-changes",
        )

    def action_accept(self) -> None:
        """Have what is chosen made."""
        self.post_message(Accepted())


class Accepted(Message):
    """The chosen changes are to be made."""


@dataclass(frozen=True, slots=True)
class _Group:
    """The changes of a day or of a person."""

    key: str
    title: str
    changes: tuple[ProposedChange, ...]


class ProposalPanel(BenchPanel):
    """Compares a proposal with what stands, day by day or person by person, and keeps what is chosen."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("proposal.all", "a", "choose(True)", _("All"), _("Choose every change")),
        ActionSpec("proposal.none", "n", "choose(False)", _("None"), _("Choose no change")),
        ActionSpec(
            "proposal.group", "tab", "regroup", _("By person"), _("List the changes by day or by person")
        ),
        ActionSpec("proposal.drop", "x,delete", "drop", _("Drop"), _("Drop the proposal; nothing changes")),
        ActionSpec(
            "proposal.close",
            "escape",
            "close_panel",
            _("Close"),
            _("Go back to the grid; the proposal waits, g shows it again"),
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)

    def __init__(self, workbench: Workbench) -> None:
        super().__init__(workbench)
        self.title_line = LineBar(id="proposal-title")
        self.counter_line = LineBar(id="proposal-counters")
        self.spread_line = LineBar(id="proposal-spread")
        self.worse_line = LineBar(id="proposal-worse")
        self.worse_line.display = False
        self.list = ProposalTable()
        self._proposal: Proposal | None = None
        self._merged: MergedProposal | None = None
        self._left_out: set[str] = set()
        self._judgement: Judgement | None = None
        self._judged: frozenset[str] = frozenset()
        self._by_person = False

    def compose(self) -> ComposeResult:
        """Lay out the counters, the list, and what the choice breaks."""
        yield self.title_line
        yield self.counter_line
        yield self.spread_line
        yield self.list
        yield self.worse_line

    def on_mount(self) -> None:
        """Hold the proposal against what stands now."""
        try:
            self._proposal = self.workbench.generation.proposal()
        except DataProblem as error:
            self.workbench.show_message(str(error), "error")
            self.workbench.close_panel()
            return
        self.list.focus()
        self._merge()

    def show_view(self, view: RosterView) -> None:
        """Hold it against what stands, which has changed."""
        del view
        self._merge()

    # Comparing

    @property
    def chosen(self) -> frozenset[str]:
        """The ids of the duties whose changes are chosen."""
        changes = self._merged.changes if self._merged is not None else ()
        return frozenset(each.key for each in changes if each.key not in self._left_out)

    def _merge(self) -> None:
        proposal, desk, left_out = self._proposal, self.workbench.desk, frozenset(self._left_out)
        if proposal is None:
            return
        self.workbench.in_background(
            lambda: _merged(desk, proposal, left_out),
            lambda found: self._show_merged(*found),
            group="proposal",
        )

    def _show_merged(self, merged: MergedProposal, judgement: Judgement, judged: frozenset[str]) -> None:
        if not self.is_attached:
            return
        if not merged.changes and not merged.collisions:
            self.workbench.generation.drop()
            self.workbench.show_title()
            self.workbench.close_panel()
            self.workbench.show_message(_("The search found nothing better: nothing would change."))
            return
        first = self._merged is None
        self._merged = merged
        self._take_judgement(judgement, judged)
        if first and merged.collisions:
            self.workbench.show_message(
                ngettext(
                    "The month was changed meanwhile: {n} change is left out, at the end of the list.",
                    "The month was changed meanwhile: {n} changes are left out, at the end of the list.",
                    len(merged.collisions),
                ).format(n=len(merged.collisions)),
                "warning",
            )

    def _judge(self) -> None:
        merged, chosen = self._merged, self.chosen
        if merged is None:
            return
        self._show()
        self.workbench.in_background(
            lambda: merged.judge(chosen), lambda found: self._take_judgement(found, chosen), group="proposal"
        )

    def _take_judgement(self, judgement: Judgement, judged: frozenset[str]) -> None:
        if not self.is_attached:
            return
        self._judgement, self._judged = judgement, judged
        self._show()
        if judged != self.chosen:
            self._judge()

    # Choosing

    @on(SelectTable.RowSelected)
    def _toggled(self, event: SelectTable.RowSelected) -> None:
        event.stop()
        keys = {each.key for group in self._groups() if group.key == event.row.key for each in group.changes}
        change = event.row.key.rpartition("/")[2]
        keys |= {each.key for each in self._changes() if each.key == change}
        if keys & self.chosen:
            self._left_out |= keys
        else:
            self._left_out -= keys
        self._judge()

    def action_choose(self, chosen: bool) -> None:
        """Choose every change, or none."""
        self._left_out = set() if chosen else {each.key for each in self._changes()}
        self._judge()

    def action_regroup(self) -> None:
        """List the changes by day or by person."""
        self._by_person = not self._by_person
        self._show()

    def action_drop(self) -> None:
        """Drop the proposal, after a question."""
        self.workbench.ask(_("Drop the proposal? Nothing changes."), self._drop)

    def _drop(self) -> None:
        self.workbench.generation.drop()
        self.workbench.show_title()
        self.workbench.close_panel()

    @on(Accepted)
    def _accept_message(self, event: Accepted) -> None:
        event.stop()
        self.action_accept()

    def action_accept(self) -> None:
        """Make the chosen changes; where they leave the month worse in anything, ask first."""
        judgement, chosen = self._judgement, self.chosen
        if self._merged is None or judgement is None or self._judged != chosen:
            self.workbench.show_message(_("Still checking what is chosen; try again in a moment."), "warning")
        elif not chosen:
            self.workbench.show_message(_("Nothing is chosen: a takes all, x drops the proposal."), "warning")
        elif judgement.is_sound:
            self._keep()
        else:
            self.workbench.ask(
                _("{worse}: make the changes all the same?").format(worse=worse_count(judgement)),
                self._keep,
            )

    def _keep(self) -> None:
        merged, chosen, desk = self._merged, self.chosen, self.workbench.desk
        if merged is None or self._judgement is None:
            return
        open_slots = self._judgement.after.open
        filled = (
            _("every slot is filled")
            if not open_slots
            else ngettext("{n} slot stays open", "{n} slots stay open", open_slots).format(n=open_slots)
        )
        done = ngettext(
            "{n} duty of {month} changed: {filled}; u takes it back.",
            "{n} duties of {month} changed: {filled}; u takes it back.",
            len(chosen),
        ).format(n=len(chosen), month=merged.proposal.month, filled=filled)
        if not self.workbench.attempt(lambda: merged.accept(desk, chosen)):
            self._merge()
            return
        self._drop()
        self.workbench.show_message(done)

    # Showing

    def _changes(self) -> tuple[ProposedChange, ...]:
        return self._merged.changes if self._merged is not None else ()

    def _groups(self) -> tuple[_Group, ...]:
        merged = self._merged
        if merged is None:
            return ()
        if not self._by_person:
            days: defaultdict[date, list[ProposedChange]] = defaultdict(list)
            for each in merged.changes:
                days[each.day].append(each)
            return tuple(
                _Group(f"day:{day}", day_name(day), tuple(changes)) for day, changes in sorted(days.items())
            )
        people: defaultdict[str, list[ProposedChange]] = defaultdict(list)
        for each in merged.changes:
            for person in dict.fromkeys(each.people):
                people[person].append(each)
        names = merged.roster.names
        return tuple(
            _Group(
                f"person:{person}",
                f"{names.get(person, person)}  {load_text(self._judgement, person)}",
                tuple(people[person]),
            )
            for person in sorted(people, key=lambda key: list(names).index(key) if key in names else 0)
        )

    def _show(self) -> None:
        merged, chosen = self._merged, self.chosen
        if merged is None:
            return
        self.list.show_rows(self._rows(merged, chosen))
        count = len(merged.changes) + len(merged.collisions)
        self.title_line.show_parts(
            (
                LinePart(f" {merged.proposal.month} ", "strong"),
                LinePart(_("{chosen} of {all} changes chosen ").format(chosen=len(chosen), all=count)),
                LinePart(_(" Enter makes them "), "key", "accept", self),
                LinePart(_(" a all "), "key", "choose(True)", self),
                LinePart(_(" n none "), "key", "choose(False)", self),
                LinePart(_(" x drops "), "key", "drop", self),
            )
        )
        if self._judgement is not None:
            self.counter_line.show_parts((LinePart(f" {counters_text(self._judgement)}"),))
            self.spread_line.show_parts((LinePart(f" {spread_text(self._judgement)}"),))
            worse = worse_text(self._judgement, merged)
            self.worse_line.display = bool(worse)
            self.worse_line.show_parts((LinePart(f" ! {worse}", "error"),) if worse else ())

    def _rows(self, merged: MergedProposal, chosen: frozenset[str]) -> Iterable[TableRow]:
        for group in self._groups():
            keys = {each.key for each in group.changes}
            sign = LEFT_SIGN if not keys & chosen else CHOSEN_SIGN if keys <= chosen else PARTLY_SIGN
            yield TableRow(group.key, (sign, f"{group.title}  ({len(keys)})"), "strong")
            for each in group.changes:
                yield TableRow(
                    _row_key(each, group.key if self._by_person else ""),
                    (
                        CHOSEN_SIGN if each.key in chosen else LEFT_SIGN,
                        f"  {change_text(merged, each, day=self._by_person)}",
                    ),
                    "" if each.key in chosen else "muted",
                )
        if merged.collisions:
            yield TableRow("left", (_("Left out, as the month was changed meanwhile:"),), heading=True)
        for collision in merged.collisions:
            text = headed(change_text(merged, collision.change), collision.why)
            yield TableRow(f"left:{collision.change.key}", ("!", text), "warning")


def _row_key(change: ProposedChange, group: str = "") -> str:
    return f"{group}/{change.key}"


def _merged(
    desk: Desk, proposal: Proposal, left_out: frozenset[str]
) -> tuple[MergedProposal, Judgement, frozenset[str]]:
    merged = proposal.merged(desk)
    chosen = frozenset(each.key for each in merged.changes if each.key not in left_out)
    return merged, merged.judge(chosen), chosen
