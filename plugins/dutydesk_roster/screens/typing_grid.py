"""A duty grid in whose cells codes and names are typed, judged as one types, and kept."""

from textual import on
from textual.timer import Timer

from dutydesk.tui.widgets import DutyGrid, GridModel
from dutydesk.wording import _, listed
from dutydesk_roster.codes import first_letters, match_code
from dutydesk_roster.people_typed import name_starts
from dutydesk_roster.screens.cell_looks import duty_look
from dutydesk_roster.screens.hand_edits import Build, HandEdits, Outcome, verdict_text
from dutydesk_roster.screens.shown_cell import ShownCell
from dutydesk_roster.screens.typed import (
    Typed,
    candidates_text,
    code_edit,
    people_wanted,
    person_edit,
    split_code,
)
from dutydesk_roster.screens.workbench import Workbench

TYPING_PAUSE = 1.2
JUDGE_PAUSE = 0.3
"""The judge is made ready once nothing new has been shown for so long: the keys come first."""


class TypingGrid(DutyGrid):
    """A duty grid whose cells are assignments: ``TypingGrid(workbench, id=None)``.

    By person a code is typed, by post the beginning of a name. What can be nothing else is taken at once,
    what could go on after a pause, at Enter, or when the cursor moves on.
    """

    def __init__(self, workbench: Workbench, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.workbench = workbench
        self.edits = HandEdits(workbench)
        self._pause: Timer | None = None
        self._judging: Timer | None = None
        self._pending: Typed | None = None
        self._noted = False

    def show(self, model: GridModel) -> None:
        """Show `model`, take the letters that begin a code or a name, and make the judge ready."""
        super().show(model)
        view = self.workbench.view
        if view is None:
            return
        cell = self._cell()
        if cell is not None and cell.place is not None:
            self.starts = name_starts(view.roster.people)
        else:
            self.starts = first_letters(view.roster.plan)
        if self.is_mounted and view.as_of is None:
            if self._judging is not None:
                self._judging.stop()
            self._judging = self.set_timer(JUDGE_PAUSE, lambda: self.edits.judge_soon(self._judge_pending))

    # The cells meant

    def _cell(self) -> ShownCell | None:
        return None if self.cursor is None else self.edits.cell_at(*self.cursor)

    def marked(self) -> tuple[ShownCell, ...]:
        """Return the cells of the marked block as they stand now, or the one at the cursor."""
        cells = (self.edits.cell_at(row, column) for row, column in self.selection)
        return tuple(cell for cell in cells if cell is not None)

    # Typing

    @on(DutyGrid.CellTyped)
    def _cell_typed(self, event: DutyGrid.CellTyped) -> None:
        event.stop()
        if event.text and event.text != self.typed:
            return
        self._stop_typing()
        if not event.text:
            self._clear_note()
        elif self.edits.view is None:
            self.clear_typed()
        else:
            self._take(Typed(event.row, event.column, event.text, self.marked()))

    def _take(self, typed: Typed) -> None:
        """Follow what is typed so far."""
        view = self.workbench.view
        if view is None or not typed.cells:
            self.clear_typed()
            return
        self._pending = typed
        if typed.by_post:
            self._take_person(typed)
            return
        plan, text = view.roster.plan, typed.text
        match = match_code(plan, text)
        if match.code is None and not match.may_go_on:
            parts = split_code(plan, text)
            if parts is None:
                self._refuse_typed(_("{text} is no shift and no post").format(text=text))
            elif self._enter(Typed(typed.row, typed.column, parts[0], typed.cells)):
                self.keep_typed(typed.row, typed.column, parts[1])
                self._take(Typed(typed.row, typed.column, parts[1], self.marked()))
        elif not match.may_go_on:
            self._enter(typed)
        elif match.code is not None:
            self._judge_pending()
            self._pause = self.set_timer(TYPING_PAUSE, self._enter_pending)

    def _take_person(self, typed: Typed) -> None:
        roster = self.edits.roster
        if roster is None or not typed.text.strip():
            self._note(_("Type the beginning of a name."))
            return
        people = people_wanted(roster, typed.text, typed.cells)
        if not people:
            self._refuse_typed(_("Nobody is called {text}").format(text=typed.text.strip()))
            return
        self._note(candidates_text(people))
        if len(people) == 1:
            self._judge_pending()
            self._pause = self.set_timer(TYPING_PAUSE, self._enter_pending)

    def _refuse_typed(self, text: str) -> None:
        self._stop_typing()
        self.clear_typed()
        self.workbench.show_message(text, "warning")

    def _stop_typing(self) -> None:
        if self._pause is not None:
            self._pause.stop()
        self._pause = self._pending = None

    def _enter_pending(self) -> None:
        if self._pending is not None:
            self._enter(self._pending)

    def _enter(self, typed: Typed) -> bool:
        """Take what was typed as it stands; where someone else was there first, keep it in the cell."""
        self._stop_typing()
        build = self._build(typed)
        if build is None:
            self._refuse_typed(self._not_understood(typed))
            return False
        outcome = self._do(build, typed.cells, "" if len(typed.cells) == 1 else None)
        if outcome is Outcome.STALE:
            self.keep_typed(typed.row, typed.column, typed.text)
            self._pending = typed
            return False
        if self.cursor == (typed.row, typed.column):
            self.clear_typed()
        return outcome in {Outcome.KEPT, Outcome.NOTHING}

    def _build(self, typed: Typed) -> Build | None:
        """Return the edit that is typed, None where it is not understood."""
        roster = self.edits.roster
        if roster is None:
            return None
        cells, reach = typed.cells, self.edits.reach()
        if typed.by_post:
            people = people_wanted(roster, typed.text, cells)
            person = people[0] if len(people) == 1 else None
            return None if person is None else lambda known: person_edit(known, cells, person, reach)
        code = match_code(roster.plan, typed.text).code
        return None if code is None else lambda known: code_edit(known, cells, code, reach)

    def _not_understood(self, typed: Typed) -> str:
        roster = self.edits.roster
        people = people_wanted(roster, typed.text, typed.cells) if roster and typed.by_post else ()
        if len(people) > 1:
            return _("{text} may be several: {names}").format(
                text=typed.text.strip(), names=listed(person.name for person in people[:4])
            )
        if typed.by_post:
            return _("Nobody is called {text}").format(text=typed.text.strip())
        return _("{text} is no shift and no post").format(text=typed.text)

    def _moved(self, row: str, column: str) -> None:
        typed = self._pending
        super()._moved(row, column)
        if typed is not None and (typed.row, typed.column) != (row, column):
            self._enter(typed)

    def action_activate(self) -> None:
        """Take what is typed at the cursor, or else open the cell."""
        if self._pending is not None and (self._pending.row, self._pending.column) == self.cursor:
            self._enter(self._pending)
        else:
            super().action_activate()

    # Saying what would be broken

    def _judge_pending(self) -> None:
        """Say of what is typed and not kept yet which rule it would break."""
        typed, roster = self._pending, self.edits.roster
        build = None if typed is None else self._build(typed)
        if typed is None or roster is None or build is None:
            return
        verdict = self.edits.verdict(build)
        text = verdict_text(verdict)
        if typed.by_post:
            who = candidates_text(people_wanted(roster, typed.text, typed.cells))
            text = f"{who} - {text}" if text else who
        if not text:
            self._clear_note()
            return
        self._noted = True
        if not verdict.broken and not verdict.costs:
            self.workbench.show_message(text)
            return
        self.workbench.show_message(text, "error" if verdict.broken else "warning")
        self.mark_typed("error" if verdict.broken else "warning", "!" if verdict.broken else "?")

    def _note(self, text: str) -> None:
        self._noted = True
        self.workbench.show_message(text)

    def _clear_note(self) -> None:
        """Take away what was said about what is typed."""
        if self._noted:
            self._noted = False
            self.workbench.show_message("")

    # Doing

    def _do(self, build: Build, cells: tuple[ShownCell, ...], done: str | None = None) -> Outcome:
        """Keep an edit, and show at once what stands in its cells."""
        self._noted = False
        outcome = self.edits.do(build, done)
        roster = self.edits.roster
        if outcome is Outcome.KEPT and roster is not None:
            for cell in cells:
                if cell.person is not None and cell.place is None:
                    look = duty_look(roster, roster.by_cell.get((cell.person.id, cell.day), ()))
                    if look is not None:
                        self.update_cell(cell.person.id, cell.day.isoformat(), look)
        return outcome
