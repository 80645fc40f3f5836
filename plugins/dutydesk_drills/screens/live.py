"""The live drill: a stopwatch whose every press is kept, whichever terminal it comes from."""

import time
from collections.abc import Callable
from typing import ClassVar

from textual import events, on
from textual.binding import BindingType

from dutydesk.api import DataProblem, Desk
from dutydesk.tui.widgets import ActionSpec, ConfirmBar, bindings
from dutydesk.wording import _, clauses, phrases
from dutydesk_drills.drill_moment import DrillMoment, MomentSort
from dutydesk_drills.live.correcting import Correction, correct_moment, remove_moment
from dutydesk_drills.live.moment_draft import MomentDraft
from dutydesk_drills.live.moment_words import clock_text, moment_text, over_text, warnings
from dutydesk_drills.live.noting import note, take_back
from dutydesk_drills.live.reading import second_now
from dutydesk_drills.live.trace import last_noted_by
from dutydesk_drills.screens.live_actions import LIVE_ACTIONS
from dutydesk_drills.screens.live_forms import add_form, correct_form, remove_form
from dutydesk_drills.screens.live_parts import LiveTable
from dutydesk_drills.screens.live_view import LiveView
from dutydesk_drills.screens.typed_values import wrong_heads

_OWN = frozenset(each.id for each in LIVE_ACTIONS)


class LiveDrillScreen(LiveView):
    """Runs a drill: ``LiveDrillScreen(desk, key)``, with the key of its occurrence."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = LIVE_ACTIONS
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    HELD_KEY_SECONDS: ClassVar[float] = 0.25
    """A key that is held down, or bounces, repeats faster than this, and is taken for one press."""

    def __init__(self, desk: Desk, key: str) -> None:
        super().__init__(desk, key)
        self._mine: list[str] = []
        self._pressed = 0.0

    # Keys, in the order in which they were pressed

    async def take_key(self, event: events.Key) -> bool:
        """Do at once what a key says in the drill, or type it; return whether it says something here.

        The program looks for what a key does later than it hands the next key to the list; over a slow line
        the digits behind ``h`` would note buildings.
        """
        question = self.query_one(ConfirmBar)
        if self.entry.is_open:
            self.entry.take_key(event)
        elif question.is_asking:
            question.on_key(event)
        else:
            found = self.active_bindings.get(event.key)
            if found is None or found.node is not self or found.binding.id not in _OWN:
                return False
            self.read_now()
            if self.form is None:
                await self.run_action(found.binding.action)
        return True

    def take_paste(self, text: str) -> None:
        """Type what was pasted, where somebody types."""
        if self.entry.is_open:
            self.entry.take_text(text)

    # What is next

    def action_next(self) -> None:
        """Note what is next, or ask whether the drill has ended."""
        pressed, self._pressed = self._pressed, time.monotonic()
        if self._pressed - pressed < self.HELD_KEY_SECONDS:
            return
        step = self.step()
        if step is None:
            self.show_message(_("The drill has ended; e puts a moment right, a adds one."))
        elif step.stage is None:
            self.action_end()
        else:
            building = step.building.code if step.building is not None else ""
            self._note(MomentDraft(sort=MomentSort.STAGE, stage=step.stage.code, building=building))

    def action_note_building(self, number: int) -> None:
        """Note that the building with this number is out."""
        leaving = self.run.setup.leaving if self.run is not None else None
        if self.run is None or leaving is None or number > len(self.run.buildings):
            self.show_message(_("No building in the list has this key."), "warning")
            return
        building = self.run.buildings[number - 1].building
        self._note(MomentDraft(sort=MomentSort.STAGE, stage=leaving.code, building=building.code))

    @on(LiveTable.KeyClicked, "#live-buildings")
    def _key_clicked(self, event: LiveTable.KeyClicked) -> None:
        event.stop()
        codes = [row.key for row in self.buildings.rows]
        self.action_note_building(codes.index(event.key) + 1)

    def action_closing_stage(self, at: int) -> None:
        """Note the first or the last of the stages after all buildings."""
        closing = self.run.setup.closing if self.run is not None else ()
        if not closing:
            self.show_message(_("This kind of drill has no such stage."), "warning")
            return
        self._note(MomentDraft(sort=MomentSort.STAGE, stage=closing[at].code))

    def action_end(self) -> None:
        """Ask whether the drill has ended."""
        if not self.is_live or self.run is None:
            self.show_message(_("No clock runs that could be ended."), "warning")
            return
        unfit = clauses(warnings(self.run))
        question = _("End the drill?") + (f" ({unfit})" if unfit else "")
        self.ask(question, lambda: self._note(MomentDraft(sort=MomentSort.END)))

    def _note(self, draft: MomentDraft) -> bool:
        """Note something at once, and say what was kept."""
        drill, kept = self.drill, list[DrillMoment]()
        if drill is None:
            return False
        if not self.attempt(lambda: kept.append(note(self.desk, drill, draft))):
            return False
        moment = kept[0]
        self._mine.append(moment.id)
        self.moments.move_to(moment.id)
        if moment.building or moment.sort is MomentSort.STAGE:
            self.buildings.move_to(moment.building or "*")
        self._say_noted(moment)
        return True

    def _say_noted(self, moment: DrillMoment) -> None:
        if self.run is None:
            return
        text = f"{clock_text(moment.at)} {moment_text(self.run.setup, moment)}"
        building = self.run.building(moment.building)
        if moment.sort is MomentSort.STAGE and building is not None and building.over is not None:
            text = phrases((text, over_text(building.over)))
        unfit = clauses(warnings(self.run)) if moment.stage in self._closing_codes else ""
        if unfit:
            self.show_message(f"{text} - {unfit}", "warning")
        else:
            self.show_message(_("{what}. Backspace takes it back.").format(what=text))

    @property
    def _closing_codes(self) -> frozenset[str]:
        return (
            frozenset(each.code for each in self.run.setup.closing) if self.run is not None else frozenset()
        )

    # What is typed

    def action_heads(self) -> None:
        """Ask for the heads of the building at the cursor."""
        building = self.building
        if building is None:
            return
        expected = building.building.heads
        label = _("Heads in {building}").format(building=building.building.name)
        if expected is not None:
            label += " " + _("(of {expected})").format(expected=expected)

        def count(text: str) -> MomentDraft:
            if wrong := wrong_heads(text):
                raise DataProblem(wrong)
            return MomentDraft(sort=MomentSort.COUNT, building=building.building.code, heads=int(text))

        self._ask(f"{label}:", "", count)

    def action_missing(self) -> None:
        """Ask for the name of somebody missing from the building at the cursor."""
        building = self.building
        if building is not None:
            code = building.building.code
            self._ask(
                _("Missing from {building}:").format(building=building.building.name),
                "",
                lambda text: MomentDraft(sort=MomentSort.MISSING, building=code, text=text),
            )

    def action_found(self) -> None:
        """Ask who has been found; the one missing longest stands there already."""
        missing = self.run.missing if self.run is not None else ()
        if not missing:
            self.show_message(_("Nobody is missing."))
            return
        building = self.building
        here = [each for each in missing if building and each.building == building.building.code]
        self._ask(
            _("Found:"),
            (here or missing)[0].name,
            lambda text: MomentDraft(sort=MomentSort.FOUND, text=text),
        )

    def action_note(self) -> None:
        """Ask for a note."""
        self._ask(_("Note:"), "", lambda text: MomentDraft(sort=MomentSort.NOTE, text=text))

    def _ask(self, label: str, value: str, draft: Callable[[str], MomentDraft]) -> None:
        if self.form is not None:
            self.show_message(_("Save or close the open form first."), "warning")
            return

        def keep(text: str) -> bool:
            try:
                return self._note(draft(text))
            except DataProblem as problem:
                self.show_message(str(problem), "error")
                return False

        self.entry.ask(label, value, keep)

    # Taking back and putting right

    def action_take_back(self) -> None:
        """Take back what was noted last here; after a lost line, what the same user noted last."""
        drill, run = self.drill, self.run
        if drill is None or run is None:
            return
        while self._mine and run.moment(self._mine[-1]) is None:
            self._mine.pop()
        key = self._mine[-1] if self._mine else ""
        if not key and self.is_live:
            key = last_noted_by(self.desk, drill.key, self.desk.actor)
        if not key:
            self.show_message(_("Nothing was noted here that could be taken back."), "warning")
            return
        taken: list[DrillMoment] = []
        if self.attempt(lambda: taken.append(take_back(self.desk, drill, key))):
            text = _("Taken back: {what} at {time}")
            what = moment_text(run.setup, taken[0])
            self.show_message(text.format(what=what, time=clock_text(taken[0].at)))

    def action_add(self) -> None:
        """Ask for a moment that was forgotten."""
        drill, run = self.drill, self.run
        if drill is None or run is None:
            return

        def save(draft: MomentDraft) -> bool:
            return self.attempt(lambda: note(self.desk, drill, draft), _("Added."))

        building = self.building
        code = building.building.code if building is not None else ""
        self.show_form(add_form(run, drill.day, second_now(self.desk), save, code))

    def action_correct(self) -> None:
        """Ask what the moment at the lower cursor is to say."""
        drill, run, moment = self.drill, self.run, self._moment()
        if drill is None or run is None or moment is None:
            return

        def save(correction: Correction) -> bool:
            return self.attempt(
                lambda: correct_moment(self.desk, drill, moment.id, correction), _("Put right.")
            )

        self.show_form(correct_form(run, drill.day, moment, save))

    def action_remove_moment(self) -> None:
        """Ask why the moment at the lower cursor is removed."""
        drill, run, moment = self.drill, self.run, self._moment()
        if drill is None or run is None or moment is None:
            return

        def save(why: str) -> bool:
            return self.attempt(lambda: remove_moment(self.desk, drill, moment.id, why), _("Removed."))

        self.show_form(remove_form(run, moment, save))

    def _moment(self) -> DrillMoment | None:
        row = self.moments.current
        moment = self.run.moment(row.key) if self.run is not None and row is not None else None
        if moment is None:
            self.show_message(_("Nothing was noted yet."), "warning")
        return moment

    async def action_leave(self) -> None:
        """Leave the desk; while the clock runs, say how instead."""
        if self.is_live:
            self.show_message(_("A drill is running. Esc goes back to the list; Ctrl-Q leaves the desk."))
        else:
            await self.app.run_action("quit")
