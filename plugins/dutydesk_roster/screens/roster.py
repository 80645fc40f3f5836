"""The roster screen: a grid in which all the work is done, and a place beneath it for one task at a time."""

from collections.abc import Callable
from datetime import date, datetime
from importlib import import_module
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from dutydesk.api import Desk
from dutydesk.domain import Clash
from dutydesk.tui.widgets import (
    ActionSpec,
    AreaScreen,
    DutyGrid,
    LineBar,
    LinePart,
    bindings,
    day_name,
)
from dutydesk.wording import _
from dutydesk_roster.calendar import duty_title
from dutydesk_roster.month import Month
from dutydesk_roster.roster import OpenSlot
from dutydesk_roster.screens.actions import PANELS, ROSTER_ACTIONS
from dutydesk_roster.screens.candidates import CandidatePanel
from dutydesk_roster.screens.finding import FindBar, hits_of
from dutydesk_roster.screens.generation import Generation
from dutydesk_roster.screens.going import Spot, next_clash, next_slot, row_of, spot_of
from dutydesk_roster.screens.lines import cell_parts, title_parts
from dutydesk_roster.screens.reading import Drawn, Reading, Wanted
from dutydesk_roster.screens.roster_grid import RosterGrid
from dutydesk_roster.screens.roster_view import RosterView
from dutydesk_roster.screens.shown_cell import ShownCell
from dutydesk_roster.screens.stretch import Stretch
from dutydesk_roster.screens.workbench import Bench, BenchPanel


class RosterScreen(AreaScreen):
    """A month of the roster, or a fortnight or week of it, by person or by post."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = ROSTER_ACTIONS
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.stretch = Stretch.around(desk.today())
        self.view: RosterView | None = None
        self.as_of: datetime | None = None
        self.by_post = False
        self.generation = Generation(desk)
        self.grid = RosterGrid(self, id="roster-grid")
        self.title_line = LineBar(id="roster-title")
        self.cell_line = LineBar(id="roster-cell")
        self.find_bar = FindBar()
        self.bench = Bench(id="roster-bench")
        self._reading = Reading(desk, self.in_background, self._show)
        self._open_at: OpenSlot | None = None
        self._clash_at: Clash | None = None
        self._go_after: Spot | None = Spot(desk.today())
        self._rank_after: tuple[str, str, date] | None = None

    def compose_body(self) -> ComposeResult:
        """Lay out the line of the month, the grid, the bench, and the line about the cell at the cursor."""
        yield self.title_line
        yield self.grid
        yield self.bench
        yield self.cell_line
        yield self.find_bar

    # Reading

    @property
    def month(self) -> Month:
        """The month that is generated, published and counted."""
        return self.stretch.month

    def reload(self) -> None:
        """Read the roster in a thread and show it, then what it breaks, then everyone's fair share."""
        self._reading.begin(Wanted(self.stretch, self.by_post, self.as_of, self.view))

    def tick(self) -> None:
        """Mark another day as today when it has come."""
        if self.view is not None and self.view.today != self.desk.today():
            self.reload()

    def _show(self, drawn: Drawn) -> None:
        self.view = view = drawn.view
        self.grid.show(drawn.model)
        if self._go_after is not None:
            spot, self._go_after = self._go_after, None
            self._put_cursor(spot)
        self.show_title()
        self._show_cell()
        self._rank_open()
        if drawn.checked and self.bench.panel is not None:
            self.bench.panel.show_view(view)

    def show_title(self) -> None:
        """Show anew the line above the grid."""
        if self.view is not None:
            self.title_line.show_parts(
                title_parts(self.view, self, by_post=self.by_post),
                [LinePart(self.generation.line, "strong", "generate", self)] if self.generation.runs else (),
            )

    def _show_cell(self) -> None:
        view, cell = self.view, self.current
        if view is not None and cell is not None:
            self.cell_line.show_parts(cell_parts(view, cell))
        else:
            empty = view is not None and not view.roster.people
            text = _(" Nobody here yet: add people in the People area, or import them.") if empty else ""
            self.cell_line.show_parts([LinePart(text)])

    @property
    def current(self) -> ShownCell | None:
        """The cell at the cursor."""
        return None if self.grid.cursor is None else self.cell_at(*self.grid.cursor)

    def cell_at(self, row: str, column: str) -> ShownCell | None:
        """Return the cell with these keys of the grid."""
        return None if self.view is None else self.view.cell_at(row, column)

    @on(DutyGrid.CellMoved)
    def _moved(self, event: DutyGrid.CellMoved) -> None:
        event.stop()
        self._show_cell()

    @on(DutyGrid.CellActivated)
    def _activated(self, event: DutyGrid.CellActivated) -> None:
        event.stop()
        self.action_who()

    # Going about

    def action_step(self, steps: int) -> None:
        """Show an earlier or later month, fortnight or week."""
        self._show_stretch(self.stretch.moved(steps))

    def action_zoom(self) -> None:
        """Show a month, a fortnight or a week around the cursor."""
        day = self._cursor_day()
        self._go_after = Spot(day)
        self._show_stretch(self.stretch.zoomed(day))

    def action_turn(self) -> None:
        """Show the roster by post instead of by person, or the other way round."""
        if self.view is not None and self.grid.cursor is not None:
            self._go_after = spot_of(self.view, self.grid.cursor[0], self._cursor_day())
        self.by_post = not self.by_post
        self.reload()

    def action_today(self) -> None:
        """Put the cursor on today."""
        self.go_to("", self.desk.today())

    def action_go_to(self, person: str, day: str) -> None:
        """Put the cursor on a person's day, such as ``go_to('li', '2026-11-24')``."""
        self.go_to(person, date.fromisoformat(day))

    def action_go_to_slot(self, post: str, shift: str, day: str) -> None:
        """Put the cursor on the day of a slot, and rank who could stand there."""
        self._rank_after = (post, shift, date.fromisoformat(day))
        self._go(Spot(date.fromisoformat(day), place=(post, shift)))
        self._rank_open()

    def _rank_open(self) -> None:
        """Open the ranking that was asked for, once the days of its slot are shown."""
        wanted, view = self._rank_after, self.view
        if wanted is None or view is None or not self.stretch.holds(wanted[2]) or self._go_after is not None:
            return
        self._rank_after = None
        slots = view.roster.open_slots
        self._open_at = next((s for s in slots if (s.post, s.shift, s.day) == wanted), None)
        if self._open_at is None:
            self.show_message(_("Nobody is missing there any more."))
        else:
            self.open_panel(CandidatePanel(self, (*wanted, "")))

    def go_to(self, person: str, day: date) -> None:
        """Put the cursor on a person's day, whatever is shown now; without a person, stay in the row."""
        self._go(Spot(day, person))

    def _go(self, spot: Spot) -> None:
        if self.view is not None and self.stretch.holds(spot.day) and self.as_of is None:
            self._put_cursor(spot)
            return
        self.as_of = None
        self._go_after = spot
        self._show_stretch(Stretch.around(spot.day, self.stretch.scope))

    def _show_stretch(self, stretch: Stretch) -> None:
        self.stretch = stretch
        self.reload()

    def _put_cursor(self, spot: Spot) -> None:
        row = self.grid.cursor[0] if self.grid.cursor else ""
        if self.view is not None:
            self.grid.move_to(row, spot.day.isoformat())
            self.grid.move_to(row_of(self.view, spot, row, by_post=self.by_post), spot.day.isoformat())

    def _cursor_day(self) -> date:
        cursor = self.grid.cursor
        return self.desk.today() if cursor is None else date.fromisoformat(cursor[1])

    def attempt(self, work: Callable[[], object], done: str = "") -> bool:
        """Change the desk, but not while the past is shown: what is in view then is to look at only."""
        return not self._refuse_in_past() and super().attempt(work, done)

    def _refuse_in_past(self) -> bool:
        """Tell whether the past is shown, and say that it is to look at only."""
        if self.as_of is None:
            return False
        text = _("This is what was published; Esc goes back to the roster that you work on.")
        self.show_message(text, "warning")
        return True

    def show_as_of(self, instant: datetime | None) -> None:
        """Show the roster as it was published at `instant`, or None for the roster that is worked on."""
        self.as_of = instant
        self.message_bar.clear_message()
        self.reload()

    def action_next_open(self) -> None:
        """Go to the next open slot after the one at the cursor, in all the months that the days touch."""
        if self.view is None or self.grid.cursor is None or self._refuse_in_past():
            return
        slots = self.view.roster.open_slots
        if not slots:
            self.show_message(_("Every slot of these days is filled."))
            return
        slot = self._open_at = next_slot(slots, self._open_at, self.grid.cursor[0], self._cursor_day())
        self._go(Spot(slot.day, place=(slot.post, slot.shift)))
        text = _("{day}: {duty}, {missing} missing. w ranks who can stand there.")
        duty = duty_title(self.view.roster.plan, slot.post, slot.shift)
        self.show_message(text.format(day=day_name(slot.day), duty=duty, missing=slot.missing), "warning")

    def action_next_clash(self) -> None:
        """Go to the next cell with a broken rule, in all the months that the days touch."""
        if self.view is None or self.grid.cursor is None or self._refuse_in_past():
            return
        clashes = self.view.clashes
        if not clashes:
            self.show_message(_("No rule is broken in these days."))
            return
        clash = self._clash_at = next_clash(clashes, self._clash_at, self.grid.cursor[0], self._cursor_day())
        self._go(Spot(clash.day, clash.person))
        self.show_message(clash.text, "error")

    def action_find(self) -> None:
        """Find a person or a post by a few letters."""
        view, by_post = self.view, self.by_post
        if view is not None:
            self.message_bar.clear_message()
            self.find_bar.open(lambda text: hits_of(view, text, by_post=by_post))

    @on(FindBar.Found)
    def _found(self, event: FindBar.Found) -> None:
        event.stop()
        row, column = event.hit
        self.grid.move_to(row, column or (self.grid.cursor[1] if self.grid.cursor else ""))

    @on(FindBar.Closed)
    def _found_enough(self, event: FindBar.Closed) -> None:
        event.stop()
        self.grid.focus()

    # Panels

    def open_panel(self, panel: BenchPanel) -> None:
        """Open `panel` in place of the one that is open."""
        self.message_bar.clear_message()
        self.bench.open(panel)

    def close_panel(self) -> None:
        """Close the panel that is open, and go back to the grid."""
        self.bench.close()
        self.grid.focus()

    def action_panel(self, name: str) -> None:
        """Open a panel by its name; over the past, only other times to look at."""
        if self.view is None or (name != "as_published" and self._refuse_in_past()):
            return
        module, _colon, kind = PANELS[name].partition(":")
        self.open_panel(getattr(import_module(module), kind)(self))

    def action_who(self) -> None:
        """Rank who could stand in the duty at the cursor, or in the open slot of its day."""
        cell, view = self.current, self.view
        if cell is None or view is None or self._refuse_in_past():
            return
        slot = self._slot_for(cell, view)
        if slot is None:
            self.show_message(_("Nobody is missing on {day}.").format(day=day_name(cell.day)))
            return
        self.open_panel(CandidatePanel(self, slot))

    def _slot_for(self, cell: ShownCell, view: RosterView) -> tuple[str, str, date, str] | None:
        """Return post, shift, day, and who stands there now."""
        open_slots = [each for each in view.roster.open_slots if each.day == cell.day]
        if cell.place is not None:
            open_slots = [each for each in open_slots if (each.post, each.shift) == cell.place]
        if cell.held and (cell.place is None or not open_slots):
            return cell.held[0].post, cell.held[0].shift, cell.day, cell.held[0].person
        slot = self._open_at if self._open_at in open_slots else next(iter(open_slots), None)
        return None if slot is None else (slot.post, slot.shift, slot.day, "")

    def action_publish(self) -> None:
        """Show what publishing would change, and for whom."""
        if self.view is None or self._refuse_in_past():
            return
        if not self.view.unpublished:
            self.show_message(_("Nothing has changed since this month was published."))
            return
        self.action_panel("publish")

    def action_publish_now(self) -> None:
        """Publish what the comparison shows; a y that follows its p at once comes before it has the focus."""
        from dutydesk_roster.screens.publishing import PublishingPanel  # noqa: PLC0415 - as panels are opened

        if isinstance(self.bench.panel, PublishingPanel):
            self.bench.panel.action_publish()

    def action_print(self) -> None:
        """Ask how and where to print the month."""
        from dutydesk_roster.screens.print_form import print_form  # noqa: PLC0415 - only who prints waits for it

        self.show_form(print_form(self))

    def action_stop(self) -> None:
        """Close what is open, stop the search, or drop what was taken up."""
        if self.bench.panel is not None:
            self.close_panel()
        elif self.generation.runs and not self.generation.is_ready:
            self.generation.cancel()
            self.show_message(_("Stopping; the best roster so far is kept."))
        elif self.as_of is not None:
            self.show_as_of(None)
        else:
            self.grid.drop_cut()
            self.message_bar.clear_message()

    # Generating

    def action_generate(self) -> None:
        """Search for the month's roster in another process, or show the proposal that waits."""
        if self.generation.is_ready:
            self._show_proposal()
        elif self.generation.runs:
            self.show_message(_("The search is running; Esc stops it and keeps the best so far."), "warning")
        elif self.view is None or not self.view.roster.people:
            self.show_message(_("There is nobody to stand duty yet: add people first."), "warning")
        else:
            self.generation.start(self.month)
            self.show_message(_("Searching; go on working. Esc stops and keeps the best so far."))
            self._follow()

    def _follow(self) -> None:
        if not self.generation.runs:
            return
        self.show_title()
        if not self.generation.is_ready:
            self.set_timer(0.5, self._follow)
        elif self._is_at_rest:
            self._show_proposal()
        else:
            self.show_message(_("The proposal is ready: g shows it."))

    def _show_proposal(self) -> None:
        fault = self.generation.fault()
        self.show_title()
        if fault:
            self.show_message(fault, "error")
        else:
            self.action_panel("proposal")

    @property
    def _is_at_rest(self) -> bool:
        """Whether the leader is in the grid, and nothing is open or half typed."""
        at_grid = self.app.screen is self and self.focused is self.grid and self.form is None
        return at_grid and self.as_of is None and self.bench.panel is None and not self.grid.typed

    def on_unmount(self) -> None:
        """End a search that still runs."""
        self.generation.shut_down()
