"""How the live drill is shown: what is next, the clock, the buildings and what was noted."""

from textual import events, on
from textual.app import ComposeResult
from textual.timer import Timer

from dutydesk.api import DataProblem, Desk
from dutydesk.api.holding import wall_now
from dutydesk.domain import stopwatch_text
from dutydesk.tui.widgets import OverScreen, SelectTable
from dutydesk.wording import _
from dutydesk_drills.drills import Drill, find_drill
from dutydesk_drills.live.drill_run import BuildingRun, DrillRun, NextStep
from dutydesk_drills.live.reading import run_of, second_now
from dutydesk_drills.screens.live_actions import AFTERWARDS, WHILE_RUNNING
from dutydesk_drills.screens.live_clock import BigClock
from dutydesk_drills.screens.live_parts import ButtonLines, EntryLine, LiveTable, NextLine
from dutydesk_drills.screens.live_rows import (
    NARROW,
    building_columns,
    building_rows,
    clock_facts,
    moment_columns,
    moment_rows,
    next_parts,
)
from dutydesk_drills.signing import review_of, signer

_LOW = 20
_TICK_LATE = 0.03


class LiveView(OverScreen):
    """Shows how the drill with the key `key` stands: the ground of the live screen.

    Whatever is shown is computed from the moments in the desk, so that it shows what others note too, and
    another terminal can go on at any time.
    """

    DEFAULT_CSS = """
    LiveView #live-buildings { height: 4; }
    LiveView #live-moments { height: 1fr; }
    LiveView.-low BigClock { height: 3; }
    LiveView.-form-open.-low BigClock { display: none; }
    """

    def __init__(self, desk: Desk, key: str) -> None:
        super().__init__(desk)
        self.key = key
        self.drill: Drill | None = None
        self.run: DrillRun | None = None
        self.signed = ""
        self.next_line = NextLine()
        self.clock = BigClock()
        self.buildings = LiveTable(building_columns(NARROW), empty=_("Reading..."), id="live-buildings")
        self.buttons = ButtonLines()
        self.buttons.add_class("gives-way")
        self.entry = EntryLine()
        self.moments = LiveTable(moment_columns(), empty=_("Nothing noted yet."), id="live-moments")
        self.moments.add_class("gives-way")
        self._timer: Timer | None = None

    def compose_body(self) -> ComposeResult:
        """Lay out what is next, the clock, the buildings, the buttons and what was noted."""
        yield self.next_line
        yield self.clock
        yield self.buildings
        yield self.buttons
        yield self.entry
        yield self.moments

    # Showing

    def reload(self) -> None:
        """Show what was noted, here and elsewhere; the drill itself is read again in a thread."""
        if self.drill is not None:
            self._show(self.drill, run_of(self.desk, self.drill), self.signed)
        self.in_background(self._read, lambda read: self._show(*read))

    def read_now(self) -> None:
        """Read the drill at once, where the thread is not done yet: a press must not wait for it."""
        if self.drill is None:
            try:
                self._show(*self._read())
            except DataProblem as problem:
                self.show_message(str(problem), "error")

    def _read(self) -> tuple[Drill, DrillRun, str]:
        drill = find_drill(self.desk, self.key)
        return drill, run_of(self.desk, drill), signer(self.desk, review_of(self.desk, self.key))

    def _show(self, drill: Drill, run: DrillRun, signed: str) -> None:
        self.drill, self.run, self.signed = drill, run, signed
        elapsed = self._elapsed(run)
        self.clock.show_time(stopwatch_text(elapsed))
        self.clock.show_facts(clock_facts(drill, run, brief=self.has_class("-low")))
        self.buildings.show_rows(building_rows(run, elapsed))
        self._share_lines()
        self.moments.show_rows(moment_rows(run))
        self.buttons.show_actions(self._buttons_of(run))
        self._show_next()
        self._keep_ticking()

    def _buttons_of(self, run: DrillRun) -> tuple[str, ...]:
        """Return the buttons that can be pressed; of one closing stage alone, all clear is the button."""
        if not self.is_live:
            return AFTERWARDS
        accounted = len(run.setup.closing) > 1
        return tuple(each for each in WHILE_RUNNING if accounted or each != "live.accounted")

    @on(SelectTable.RowMoved)
    def _show_next(self) -> None:
        if self.drill is not None and self.run is not None:
            self.next_line.show_parts(next_parts(self.drill, self.run, self.step(), self.signed))

    @on(SelectTable.WidthChanged)
    def _lay_out(self, event: SelectTable.WidthChanged) -> None:
        event.stop()
        low = self.size.height < _LOW or self.size.width < NARROW
        if low != self.has_class("-low"):
            self.set_class(low, "-low")
        self._share_lines()
        self.buildings.show_columns(building_columns(self.size.width))
        if self.drill is not None and self.run is not None:
            self.clock.show_facts(clock_facts(self.drill, self.run, brief=low))

    def _share_lines(self) -> None:
        """Give the buildings the lines they need, and no more than half of what there is."""
        lines = self.query_one("#area-body").size.height
        self.buildings.styles.height = min(len(self.buildings.rows) + 1, max(4, lines // 2))

    @property
    def is_live(self) -> bool:
        """Whether the clock runs."""
        if self.drill is None or self.run is None:
            return False
        return self.run.is_running and not self.drill.is_held

    def _elapsed(self, run: DrillRun) -> int:
        return run.elapsed(second_now(self.desk))

    # The clock

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Let the clock go on: it stands still while another screen is in front."""
        del event
        self._keep_ticking()

    def _keep_ticking(self) -> None:
        if self._timer is None and self.is_live and self.is_current:
            left = 1 - wall_now(self.desk).microsecond / 1_000_000
            self._timer = self.set_timer(left + _TICK_LATE, self._tick)

    def _tick(self) -> None:
        self._timer = None
        if self.run is None or not self.is_live or not self.is_current:
            return
        elapsed = self._elapsed(self.run)
        self.clock.show_time(stopwatch_text(elapsed))
        self.buildings.show_rows(building_rows(self.run, elapsed))
        self._keep_ticking()

    # What is meant

    def step(self) -> NextStep | None:
        """Return what is next; of several buildings the one at the cursor."""
        step = self.run.next_step if self.run is not None else None
        if self.run is None or step is None or step.stage is None or step.building is None:
            return step
        chosen = self.building
        if chosen is None or self.run.is_passed(step.stage, chosen.building.code):
            return step
        return NextStep(step.stage, chosen.building)

    @property
    def building(self) -> BuildingRun | None:
        """The building at the cursor."""
        row = self.buildings.current
        if self.run is None or row is None:
            return None
        return self.run.building("" if row.key == "*" else row.key)
