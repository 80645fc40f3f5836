"""The grid of the roster: what is done to cells without leaving it."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from dutydesk.tui.widgets import ActionSpec, DutyGrid, Form, FormField, bindings
from dutydesk.wording import _, ngettext
from dutydesk_roster import editing
from dutydesk_roster.screens.clipboard import Clipboard
from dutydesk_roster.screens.grid_actions import GRID_ACTIONS
from dutydesk_roster.screens.hand_edits import Build, Outcome, taken
from dutydesk_roster.screens.rotation_panel import RotationPanel
from dutydesk_roster.screens.typing_grid import TypingGrid
from dutydesk_roster.screens.weeks import cells_to_repeat, days_to_lay, repeat_build
from dutydesk_roster.screens.workbench import Workbench

NOTE_LIMIT = 200


class RosterGrid(TypingGrid):
    """The grid in which a month is arranged: ``RosterGrid(workbench, id=None)``."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (*DutyGrid.ACTIONS, *GRID_ACTIONS)
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)

    def __init__(self, workbench: Workbench, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(workbench, id=id)
        self._clipboard = Clipboard()

    def _ask_or_do(self, build: Build, question: Callable[[int], str], then: Callable[[], object]) -> None:
        """Do an edit, after asking where duties of the cells that it reaches have to give way."""
        roster = self.edits.roster
        if self.edits.view is None or roster is None:
            return
        in_the_way = len(build(roster).in_the_way)
        if in_the_way:
            self.workbench.ask(question(in_the_way), then)
        else:
            then()

    @on(DutyGrid.CellCleared)
    def _cells_cleared(self, event: DutyGrid.CellCleared) -> None:
        event.stop()
        cells = self.marked()
        count = sum(len(cell.held) for cell in cells)
        if count and self.edits.view is not None:
            text = ngettext("Clear {n} duty", "Clear {n} duties", count).format(n=count)
            self._do(lambda roster: editing.cleared(roster, taken(cells, roster)), cells, text)

    def action_pin(self) -> None:
        """Pin the marked duties, or unpin them where all are pinned."""
        cells = self.marked()
        held = [each for cell in cells for each in cell.held]
        if not held:
            self.workbench.show_message(_("There is no duty here to pin."), "warning")
            return
        pinned = not all(each.pinned for each in held)
        text = _("Pinned: the generator leaves it alone.") if pinned else _("Unpinned.")
        self._do(lambda roster: editing.pinned_edit(roster, taken(cells, roster), pinned=pinned), cells, text)

    def action_note(self) -> None:
        """Write a note on the marked duties, in one line beneath the grid."""
        cells = tuple(cell for cell in self.marked() if cell.held)
        if not cells:
            self.workbench.show_message(_("There is no duty here to write a note on."), "warning")
            return
        if self.edits.view is None:
            return
        first = cells[0].held[0]
        names = {} if self.edits.roster is None else self.edits.roster.names

        def save(values: dict[str, str]) -> bool:
            note = values["note"]
            outcome = self._do(
                lambda roster: editing.noted(roster, taken(cells, roster), note), (), _("Note kept.")
            )
            return outcome in {Outcome.KEPT, Outcome.NOTHING}

        title = _("Note on {cell}").format(
            cell=editing.cell_text(names.get(first.person, first.person), first.day)
        )
        field = FormField("note", _("Note"), value=first.note, limit=NOTE_LIMIT)
        self.workbench.show_form(Form(title, [field], save, about=f"note {first.id}", id="roster-note"))

    # Taking up and putting

    def action_copy(self) -> None:
        """Take up the marked duties, to put them again elsewhere."""
        self._take_up(is_cut=False)

    def action_cut(self) -> None:
        """Take up the marked duties, to move them."""
        if self.edits.view is not None:
            self._take_up(is_cut=True)

    def _take_up(self, *, is_cut: bool) -> None:
        rows = dict.fromkeys(row for row, _column in self.selection)
        found = {(row, column): self.edits.cell_at(row, column) for row, column in self.selection}
        text = self._clipboard.take_up(tuple(rows), found, self.edits.roster, is_cut=is_cut)
        self.workbench.show_message(text, "notice" if len(self._clipboard) else "warning")

    def action_paste(self) -> None:
        """Put what was taken up, with its first cell at the cursor; one copied cell fills a marked block."""
        roster, cell = self.edits.roster, self._cell()
        if roster is None or cell is None or not len(self._clipboard):
            self.workbench.show_message(_("Take up a duty first, with x or y."), "warning")
            return
        row, column = self.selection[0]
        block = len({each for each, _day in self.selection}), len({day for _row, day in self.selection})
        put = self._clipboard.put_at(column, self._rows_from(row), self.edits.reach(), block)
        if isinstance(put, str):
            self.workbench.show_message(put, "warning")
            return
        moves = self._clipboard.is_cut

        def then() -> None:
            if (
                self._do(put, (), _("Moved.") if self._clipboard.changes_places else None) is Outcome.KEPT
                and moves
            ):
                self._clipboard.drop()

        if self._clipboard.changes_places:
            then()
        else:
            self._ask_or_do(put, _way_question, then)

    def _rows_from(self, row: str) -> tuple[str, ...]:
        keys = tuple(each.key for each in self.model.rows)
        return keys[keys.index(row) :] if row in keys else ()

    def drop_cut(self) -> None:
        """Forget what was taken up."""
        self._clipboard.drop()

    @on(DutyGrid.CellDragged)
    def _cell_dragged(self, event: DutyGrid.CellDragged) -> None:
        event.stop()
        if self.edits.view is None:
            return
        cell = self.edits.cell_at(event.row, event.column)
        dragged = Clipboard()
        dragged.take_up((event.row,), {(event.row, event.column): cell}, self.edits.roster, is_cut=True)
        reach = self.edits.reach()
        put = dragged.put_at(event.to_column, self._rows_from(event.to_row), reach)
        target = self.edits.cell_at(event.to_row, event.to_column)
        if isinstance(put, str) or not len(dragged) or target is None:
            self.workbench.show_message(
                put if isinstance(put, str) and len(dragged) else _("There is no duty here to move."),
                "warning",
            )
            return
        who = target.person if target.place is None else (cell.person if cell is not None else None)
        if who is not None and not who.serves_on(target.day):
            text = _("{name} is not in the squadron on {day:%m-%d}; the duty stays where it is.")
            self.workbench.show_message(text.format(name=who.name, day=target.day), "warning")
            return

        def then() -> None:
            if self._do(put, (), _("Moved.")) is Outcome.KEPT:
                self.move_to(event.to_row, event.to_column)

        if dragged.changes_places:
            then()
        else:
            self._ask_or_do(put, _way_question, then)

    # Weeks and rotations

    def action_repeat(self) -> None:
        """Put in the marked days what stood there a week before; without a block, in the cursor's week."""
        view = self.edits.view
        cells = () if view is None else cells_to_repeat(view, self.marked())
        if view is None or not cells:
            return
        build = repeat_build(self.workbench.desk, cells, self.edits.reach())

        def then() -> None:
            self._do(build, cells)

        self._ask_or_do(build, _way_question, then)

    def action_rotation(self) -> None:
        """Choose a rotation to lay over the marked people, and see first what it would change."""
        view, cells = self.edits.view, self.marked()
        if view is None or not cells:
            return
        people = tuple(dict.fromkeys(cell.person.id for cell in cells if cell.person is not None))
        if not people or any(cell.place is not None for cell in cells):
            self.workbench.show_message(
                _("A rotation is laid over people: press b to see the roster by person."), "warning"
            )
            return
        first, last = days_to_lay(view, cells)
        self.workbench.open_panel(RotationPanel(self.workbench, self.edits, people, (first, last)))


def _way_question(count: int) -> str:
    return ngettext(
        "{n} duty is in the way. Take it out and put these there?",
        "{n} duties are in the way. Take them out and put these there?",
        count,
    ).format(n=count)
