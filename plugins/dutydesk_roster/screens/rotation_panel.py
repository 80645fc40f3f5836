"""Laying a rotation beneath the grid: which, from where in it, and what it would change."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from dutydesk.tui.widgets import ActionSpec, LineBar, LinePart, bindings, fit
from dutydesk.wording import _, ngettext, phrases, sentence
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.editing import Cell, Edit
from dutydesk_roster.editing.laying import Cycle, Laid, cycles_of, laid, short_of
from dutydesk_roster.roster import Roster
from dutydesk_roster.screens.hand_edits import HandEdits, Outcome, passed_over_text, verdict_text
from dutydesk_roster.screens.roster_view import RosterView
from dutydesk_roster.screens.workbench import BenchPanel, Workbench

NAME_CELLS = 12
DAY_CELLS = (2, 3)
"""The cells of a day, where all of them find no more room and where they do."""

MOST_PEOPLE = 12
CHANGED = "*"
_DAY = timedelta(days=1)


class RotationPanel(BenchPanel, can_focus=True):
    """Chooses a rotation for people's days: ``RotationPanel(workbench, edits, people, (first, last))``.

    Nothing is kept before Enter; what each day would come to be stands beneath, with a sign where it changes.
    """

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("rotation.accept", "enter", "accept", _("Lay it"), _("Lay the rotation as shown")),
        ActionSpec(
            "rotation.next",
            "down,j",
            "choose(1)",
            _("Next rotation"),
            _("Show the next rotation"),
            show=False,
        ),
        ActionSpec(
            "rotation.before",
            "up,k",
            "choose(-1)",
            _("Rotation before"),
            _("Show the rotation before"),
            show=False,
        ),
        ActionSpec(
            "rotation.later", "right,l", "shift(1)", _("Later"), _("Begin a day later in the rotation")
        ),
        ActionSpec(
            "rotation.earlier", "left,h", "shift(-1)", _("Earlier"), _("Begin a day earlier in the rotation")
        ),
        ActionSpec(
            "rotation.apart",
            "shift+right,full_stop",
            "spread(1)",
            _("Further apart"),
            _("Let each next person follow a day further behind"),
            show=False,
        ),
        ActionSpec(
            "rotation.together",
            "shift+left,comma",
            "spread(-1)",
            _("Nearer"),
            _("Let each next person follow a day less behind"),
            show=False,
        ),
        *BenchPanel.ACTIONS,
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    DEFAULT_CSS = """
    RotationPanel { height: auto; border-top: solid $primary; }
    RotationPanel:ansi { border-top: ascii ansi_default; }
    """

    def __init__(
        self, workbench: Workbench, edits: HandEdits, people: Sequence[str], days: tuple[date, date]
    ) -> None:
        super().__init__(workbench)
        self._edits = edits
        self._people = tuple(people)
        self._first, self._last = days
        roster = edits.roster
        self._cycles: tuple[Cycle, ...] = () if roster is None else cycles_of(roster.plan)
        self._at = 0
        self._phase = 0
        self._step = self._cycles[0].step if self._cycles and len(self._people) > 1 else 0
        self.choice = LineBar(id="rotation-choice")
        self.outcome = LineBar(id="rotation-outcome")
        self.days = LineBar(id="rotation-days")
        self.lines = [LineBar() for _person in self._people[:MOST_PEOPLE]]

    def compose(self) -> ComposeResult:
        """Lay out what is chosen, what comes of it, and each person's days."""
        yield self.choice
        yield self.outcome
        yield self.days
        yield from self.lines

    def on_mount(self) -> None:
        """Take the keys, and show the first rotation."""
        self.focus()
        self._show()

    def show_view(self, view: RosterView) -> None:
        """Show what would change in the roster as it is now."""
        del view
        self._show()

    # Choosing

    @property
    def chosen(self) -> Laid | None:
        """The rotation as it is chosen now, None where there is none to choose."""
        if not self._cycles:
            return None
        return Laid(self._cycles[self._at], self._people, self._first, self._last, self._phase, self._step)

    def action_choose(self, steps: int) -> None:
        """Show another rotation, from its beginning."""
        if self._cycles:
            self._at = (self._at + steps) % len(self._cycles)
            self._phase = 0
            self._step = self._cycles[self._at].step if len(self._people) > 1 else 0
            self._show()

    def action_shift(self, days: int) -> None:
        """Begin so many days later in the rotation."""
        if self._cycles:
            self._phase = (self._phase + days) % len(self._cycles[self._at].shifts)
            self._show()

    def action_spread(self, days: int) -> None:
        """Let each next person be so many days further behind."""
        if self._cycles:
            self._step = (self._step + days) % len(self._cycles[self._at].shifts)
            self._show()

    def action_accept(self) -> None:
        """Lay the rotation."""
        how, reach = self.chosen, self._edits.reach()
        if how is None:
            return
        outcome = self._edits.do(lambda roster: laid(roster, how, reach), _("The rotation is laid."))
        if outcome in {Outcome.KEPT, Outcome.NOTHING}:
            self.workbench.close_panel()

    # Showing

    def _show(self) -> None:
        roster, how = self._edits.roster, self.chosen
        if roster is None or how is None:
            self.choice.show_parts(
                [LinePart(_(" There is no rotation: rotations.toml names none, and no shift is known."))]
            )
            return
        edit = laid(roster, how, self._edits.reach())
        self.choice.show_parts(self._choice_parts(roster, how))
        self.outcome.show_parts(self._outcome_parts(edit))
        self.days.show_parts(self._day_numbers())
        after, changed = _after(roster, edit)
        for person, line in zip(self._people, self.lines, strict=False):
            line.show_parts(self._person_parts(roster, person, after, changed))

    def _choice_parts(self, roster: Roster, how: Laid) -> list[LinePart]:
        cycle, length = how.cycle, len(how.cycle.shifts)
        begins = short_of(roster.plan, how.shift_of(0, 0))
        parts = [
            LinePart(" < ", "key", "choose(-1)", self),
            LinePart(_("{name}: {cycle}").format(name=cycle.name, cycle=cycle.text(roster.plan)), "strong"),
            LinePart(" > ", "key", "choose(1)", self),
            LinePart(" " + _("begins at day") + " "),
            LinePart("< ", "key", "shift(-1)", self),
            LinePart(f"{how.phase + 1}/{length} {begins}", "strong"),
            LinePart(" >", "key", "shift(1)", self),
        ]
        if len(self._people) > 1:
            parts += [
                LinePart("  " + _("each next behind by") + " "),
                LinePart("< ", "key", "spread(-1)", self),
                LinePart(str(how.step), "strong"),
                LinePart(" >", "key", "spread(1)", self),
            ]
        return parts

    def _outcome_parts(self, edit: Edit) -> list[LinePart]:
        put, taken = len(edit.added) + len(edit.changed), len(edit.removed)
        parts = [
            LinePart(" " + _("Enter") + " ", "key", "accept", self),
            LinePart(
                sentence(
                    phrases(
                        (
                            ngettext("{n} duty put", "{n} duties put", put).format(n=put),
                            ngettext("{n} taken out", "{n} taken out", taken).format(n=taken),
                        )
                    )
                )
                + " "
            ),
        ]
        if edit.passed_over:
            parts.append(LinePart(passed_over_text(edit) + " ", "warning"))
        verdict = self._edits.verdict_of(edit)
        text = verdict_text(verdict)
        if text:
            parts.append(LinePart("! " + text if verdict.broken else text, "error" if verdict.broken else ""))
        return parts

    def _person_parts(
        self, roster: Roster, person: str, after: Mapping[Cell, Assignment], changed: set[Cell]
    ) -> list[LinePart]:
        parts = [LinePart(" " + fit(roster.names.get(person, person), NAME_CELLS) + " ")]
        for day in self._shown_days:
            cell = (person, day)
            duty = after.get(cell)
            text = short_of(roster.plan, duty.shift if duty is not None else "")
            sign = CHANGED if cell in changed else ""
            parts.append(LinePart(_day_text(text, sign, self._day_cells), "strong" if sign else "muted"))
        return parts

    @property
    def _shown_days(self) -> list[date]:
        return [self._first + offset * _DAY for offset in range((self._last - self._first).days + 1)]

    @property
    def _day_cells(self) -> int:
        room = self.app.size.width - NAME_CELLS - 2
        return DAY_CELLS[1] if room >= DAY_CELLS[1] * len(self._shown_days) else DAY_CELLS[0]

    def _day_numbers(self) -> list[LinePart]:
        """Return the numbers of the days, of Mondays and the first alone where they would run together."""
        is_narrow = self._day_cells == DAY_CELLS[0]
        numbers = (
            str(day.day) if not is_narrow or day.weekday() == 0 or day == self._first else ""
            for day in self._shown_days
        )
        return [
            LinePart(" " * (NAME_CELLS + 2)),
            *(LinePart(fit(each, self._day_cells), "muted") for each in numbers),
        ]


def _day_text(code: str, sign: str, cells: int) -> str:
    return fit(fit(code, cells - 1).rstrip() + sign, cells)


def _after(roster: Roster, edit: Edit) -> tuple[dict[Cell, Assignment], set[Cell]]:
    """Return the first duty of each cell once the edit is kept, and which cells it changes."""
    gone = {each.id for each in (*edit.removed, *edit.changed)}
    now = [each for each in roster.assignments if each.id not in gone]
    put = (*edit.changed, *edit.added)
    after: dict[Cell, Assignment] = {}
    for each in (*now, *put):
        after.setdefault((each.person, each.day), each)
    return after, {(each.person, each.day) for each in (*put, *edit.removed)}
