"""The roster screen: a month's grid in which all the work is done."""

from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.timer import Timer

from dutydesk.api import DataProblem, Desk, StaleChange
from dutydesk.tui.widgets import (
    ActionSpec,
    AreaScreen,
    DutyGrid,
    LineBar,
    LinePart,
    bindings,
    day_name,
)
from dutydesk.tui.widgets.message_bar import MessageKind
from dutydesk.wording import _, ngettext
from dutydesk_roster import editing
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.calendar import duty_title
from dutydesk_roster.codes import first_letters, match_code
from dutydesk_roster.month import Month
from dutydesk_roster.publishing import differences, publish
from dutydesk_roster.roster import OpenSlot, Roster
from dutydesk_roster.screens.actions import ROSTER_ACTIONS
from dutydesk_roster.screens.candidates import CandidatePanel
from dutydesk_roster.screens.generation import Generation
from dutydesk_roster.screens.lines import ShownCell, cell_parts, duty_text, title_parts
from dutydesk_roster.screens.month_model import MonthView, month_model, read_month

TYPING_PAUSE = 1.2


class RosterScreen(AreaScreen):
    """A month's roster, by person."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = ROSTER_ACTIONS
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.month = Month.of(desk.today())
        self.view: MonthView | None = None
        self.grid = DutyGrid(id="roster-grid")
        self.title_line = LineBar(id="roster-title")
        self.cell_line = LineBar(id="roster-cell")
        self.candidates = CandidatePanel(id="roster-candidates")
        self.generation = Generation(desk)
        self._typing: Timer | None = None
        self._typed_at: tuple[str, str, str] | None = None
        self._cut: Assignment | None = None
        self._open_at: OpenSlot | None = None

    def compose_body(self) -> ComposeResult:
        """Lay out the month's line, the grid, and the line about the cell at the cursor."""
        yield self.title_line
        yield self.grid
        yield self.candidates
        yield self.cell_line

    # Showing

    def reload(self) -> None:
        """Read the month in a thread and show it."""
        month = self.month
        self.in_background(lambda: read_month(self.desk, month), self.show_view)

    def show_view(self, view: MonthView) -> None:
        """Show a month that was read, unless another has been asked for since."""
        if view.roster.first != self.month.first:
            return
        first_look = self.view is None or self.view.roster.first != view.roster.first
        self.view = view
        self.grid.starts = first_letters(view.roster.plan)
        self.grid.show(month_model(view))
        if first_look and Month.of(self.desk.today()) == self.month:
            self._go_to_today()
        self._show_title()
        self._show_cell()

    def _show_title(self) -> None:
        view = self.view
        if view is None:
            return
        self.title_line.show_parts(
            title_parts(view, self),
            [LinePart(self.generation.line, "strong", "stop", self)] if self.generation.runs else (),
        )

    def _show_cell(self) -> None:
        view, cell = self.view, self._cell()
        if view is not None and cell is not None:
            self.cell_line.show_parts(cell_parts(view, cell))
        else:
            empty = view is not None and not view.roster.people
            text = _(" Nobody here yet: add people in the People area, or import them.") if empty else ""
            self.cell_line.show_parts([LinePart(text)])

    def _cell(self) -> ShownCell | None:
        if self.view is None or self.grid.cursor is None:
            return None
        return self._cell_at(*self.grid.cursor)

    def _cell_at(self, row: str, column: str) -> ShownCell | None:
        if self.view is None:
            return None
        day = date.fromisoformat(column)
        person = next((each for each in self.view.roster.people if each.id == row), None)
        return (
            None if person is None else ShownCell(person, day, self.view.roster.by_cell.get((row, day), ()))
        )

    @on(DutyGrid.CellMoved)
    def _moved(self, event: DutyGrid.CellMoved) -> None:
        event.stop()
        self._show_cell()

    # Typing

    @on(DutyGrid.CellTyped)
    def _typed(self, event: DutyGrid.CellTyped) -> None:
        event.stop()
        self._stop_typing()
        if self.view is None or not event.text:
            return
        match = match_code(self.view.roster.plan, event.text)
        if match.code is None and not match.may_go_on:
            self.grid.clear_typed()
            self.show_message(_("{text} is no shift and no post").format(text=event.text), "warning")
            return
        self._typed_at = (event.row, event.column, event.text)
        if not match.may_go_on:
            self._enter_typed()
        elif match.code is not None:
            self._typing = self.set_timer(TYPING_PAUSE, self._enter_typed)

    def _stop_typing(self) -> None:
        if self._typing is not None:
            self._typing.stop()
        self._typing = self._typed_at = None

    def _enter_typed(self) -> None:
        """Take what was typed as it stands."""
        typed = self._typed_at
        self._stop_typing()
        self.grid.clear_typed()
        if typed is None or self.view is None:
            return
        row, column, text = typed
        roster, cell = self.view.roster, self._cell_at(row, column)
        code = match_code(roster.plan, text).code
        if code is None:
            self.show_message(_("{text} is no shift and no post").format(text=text), "warning")
        elif cell is not None:
            self.attempt(lambda: editing.set_duty(self.desk, roster, cell.person, cell.day, code))

    @on(DutyGrid.CellActivated)
    def _activated(self, event: DutyGrid.CellActivated) -> None:
        event.stop()
        if self._typed_at is not None and self._typed_at[:2] == (event.row, event.column):
            self._enter_typed()
        else:
            self.action_who()

    @on(DutyGrid.CellCleared)
    def _cleared(self, event: DutyGrid.CellCleared) -> None:
        event.stop()
        held = self._marked()
        if held:
            why = ngettext("Clear {n} duty", "Clear {n} duties", len(held)).format(n=len(held))
            self.attempt(lambda: editing.clear(self.desk, held, why), why)

    def _marked(self) -> tuple[Assignment, ...]:
        cells = (self._cell_at(row, column) for row, column in self.grid.selection)
        return tuple(each for cell in cells if cell is not None for each in cell.held)

    # Actions

    def action_month(self, months: int) -> None:
        """Show an earlier or later month."""
        self.month = self.month.moved(months)
        self.reload()

    def action_today(self) -> None:
        """Put the cursor on today, in the month of today."""
        month = Month.of(self.desk.today())
        if month == self.month:
            self._go_to_today()
        else:
            self.month = month
            self.reload()

    def _go_to_today(self) -> None:
        row = self.grid.cursor[0] if self.grid.cursor else ""
        self.grid.move_to(row, self.desk.today().isoformat())

    def action_pin(self) -> None:
        """Pin the marked duties, or unpin them where all are pinned."""
        held = self._marked()
        if not held:
            self.show_message(_("There is no duty here to pin."), "warning")
            return
        pinned = not all(each.pinned for each in held)
        text = _("Pinned: the generator leaves it alone.") if pinned else _("Unpinned.")
        self.attempt(lambda: editing.pin(self.desk, held, pinned=pinned), text)

    def action_cut(self) -> None:
        """Take up the duty at the cursor."""
        cell, view = self._cell(), self.view
        if cell is None or view is None or not cell.held:
            self.show_message(_("There is no duty here to take up."), "warning")
            return
        self._cut = cell.held[0]
        self.show_message(
            _("Taken up: {duty}; v puts it at another cell.").format(
                duty=duty_text(view.roster, cell.held[0])
            )
        )

    def action_paste(self) -> None:
        """Put the duty that was taken up at the cursor."""
        cell, cut, view = self._cell(), self._cut, self.view
        if cell is None or cut is None or view is None:
            self.show_message(_("Take up a duty first, with x."), "warning")
            return
        if self.attempt(
            lambda: editing.move(self.desk, view.roster, cut, cell.person, cell.day), _("Moved.")
        ):
            self._cut = None

    def action_next_open(self) -> None:
        """Go to the next day with an open slot, after the one at the cursor."""
        if self.view is None or self.grid.cursor is None:
            return
        slots = self.view.roster.open_slots
        if not slots:
            self.show_message(_("Every slot of this month is filled."))
            return
        place = slots.index(self._open_at) + 1 if self._open_at in slots else self._first_after_cursor(slots)
        slot = slots[place % len(slots)]
        self._open_at = slot
        row = self.grid.cursor[0]
        self.grid.move_to(row, slot.day.isoformat())
        plan = self.view.roster.plan
        self.show_message(
            _("{day}: {duty}, {missing} missing. w ranks who can stand there.").format(
                day=day_name(slot.day), duty=duty_title(plan, slot.post, slot.shift), missing=slot.missing
            ),
            "warning",
        )

    def _first_after_cursor(self, slots: tuple[OpenSlot, ...]) -> int:
        day = date.fromisoformat(self.grid.cursor[1]) if self.grid.cursor else self.month.first
        return next((place for place, slot in enumerate(slots) if slot.day >= day), 0)

    def action_next_clash(self) -> None:
        """Go to the next cell with a broken rule."""
        if self.view is None or self.grid.cursor is None:
            return
        row, column = self.grid.cursor
        at = (date.fromisoformat(column), row)
        clashes = self.view.clashes
        if not clashes:
            self.show_message(_("No rule is broken in this month."))
            return
        following = next((each for each in clashes if (each.day, each.person) > at), clashes[0])
        self.grid.move_to(following.person or row, following.day.isoformat())
        self.show_message(following.text, "error")

    # Who could stand here

    def action_who(self) -> None:
        """Rank who could stand in the duty at the cursor, or in the open slot of its day."""
        cell, view = self._cell(), self.view
        if cell is None or view is None:
            return
        slot = self._slot_for(cell, view.roster)
        if slot is None:
            self.show_message(_("Nobody is missing on {day}.").format(day=day_name(cell.day)))
            return
        self.show_message(_("Looking who could stand there..."))
        self.in_background(
            lambda: self.candidates.rank(self.desk, view.roster, slot), self._show_candidates, group="rank"
        )

    def _slot_for(self, cell: ShownCell, roster: Roster) -> tuple[str, str, date, str] | None:
        """Return post, shift, day, and who stands there now."""
        if cell.held:
            return cell.held[0].post, cell.held[0].shift, cell.day, cell.person.id
        if self._open_at is not None and self._open_at.day == cell.day and self._open_at in roster.open_slots:
            return self._open_at.post, self._open_at.shift, cell.day, ""
        slot = next((each for each in roster.open_slots if each.day == cell.day), None)
        return None if slot is None else (slot.post, slot.shift, slot.day, "")

    def _show_candidates(self, _ranked: object) -> None:
        self.message_bar.clear_message()
        self.candidates.open()

    @on(CandidatePanel.Chosen)
    def _chosen(self, event: CandidatePanel.Chosen) -> None:
        event.stop()
        if self.attempt(event.work, event.text):
            self.candidates.close()
            self.grid.focus()

    # Generating and publishing

    def action_generate(self) -> None:
        """Search for the month's roster in another process."""
        if self.generation.runs:
            self.show_message(_("The search is running; Esc stops it and keeps the best so far."), "warning")
            return
        if self.view is None or not self.view.roster.people:
            self.show_message(_("There is nobody to stand duty yet: add people first."), "warning")
            return
        self.generation.start(self.month)
        self.show_message(_("Searching; until it is done leave this month as it is. Esc stops."))
        self._follow()

    def _follow(self) -> None:
        if not self.generation.runs:
            return
        self._show_title()
        if self.generation.is_done():
            self.in_background(self._finished, self._generated, group="generate")
        else:
            self.set_timer(0.5, self._follow)

    def _finished(self) -> tuple[str, MessageKind]:
        try:
            return self.generation.finish(), "notice"
        except (DataProblem, StaleChange) as error:
            return str(error), "error"

    def _generated(self, said: tuple[str, MessageKind]) -> None:
        self.show_now()
        self._show_title()
        self.show_message(*said)

    def action_stop(self) -> None:
        """Stop the search, close the list, or drop what was taken up."""
        if self.candidates.is_open:
            self.candidates.close()
            self.grid.focus()
        elif self.generation.runs:
            self.generation.cancel()
            self.show_message(_("Stopping; the best roster so far is kept."))
        else:
            self._cut = None
            self.message_bar.clear_message()

    def action_publish(self) -> None:
        """Ask, then publish the month as it stands."""
        view = self.view
        if view is None:
            return
        changes = differences(view.roster)
        if not changes:
            self.show_message(_("Nothing has changed since this month was published."))
            return
        people = len({person for each in changes for person in each.people})
        question = _("Publish {changes} for {people}?").format(
            changes=ngettext("{n} change", "{n} changes", len(changes)).format(n=len(changes)),
            people=ngettext("{n} person", "{n} people", people).format(n=people),
        )
        missing = sum(slot.missing for slot in view.roster.open_slots)
        open_text = (
            " " + ngettext("{n} slot is still open.", "{n} slots are still open.", missing).format(n=missing)
            if missing
            else ""
        )
        month = self.month
        self.ask(
            question + open_text,
            lambda: self.attempt(
                lambda: publish(
                    self.desk, month.first, month.last, _("the roster of {month}").format(month=month)
                ),
                _("Published; the staff's calendars follow."),
            ),
        )

    def on_mount(self) -> None:
        """Make a search ready where there is a leader to ask for it."""
        if not self.app.is_headless:
            self.generation.make_ready()

    def on_unmount(self) -> None:
        """End a search that still runs."""
        self.generation.shut_down()
