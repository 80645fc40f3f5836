"""Taking attendance: everyone expected at a session, one key a person."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.timer import Timer

from dutydesk.api import Desk
from dutydesk.api.holding import HELD, occurrence_state_name, wall_now
from dutydesk.domain import Person
from dutydesk.tui.widgets import (
    FilterBar,
    LineBar,
    LinePart,
    OverScreen,
    SelectTable,
    bindings,
)
from dutydesk.wording import _, headed, ngettext
from dutydesk_training.attendance import Presence, presence_text
from dutydesk_training.attendance_marking import (
    MOST_MINUTES,
    USUAL_LATE,
    Mark,
    keep_roll,
    rest_marks,
    take_back,
)
from dutydesk_training.roll import Roll, RollLine
from dutydesk_training.screens.attendance_actions import MARKING_ACTIONS, OTHER_ACTIONS
from dutydesk_training.screens.attendance_forms import guest_form, import_form, print_form, reason_form
from dutydesk_training.screens.attendance_rows import COLUMNS, count_parts, head_parts, roll_rows
from dutydesk_training.session_key import find_session

_SETTLE_SECONDS = 1.5


@dataclass(frozen=True, slots=True)
class _Lateness:
    """Someone who was just marked late, and the digits of the minutes typed since."""

    line: RollLine
    digits: str = ""

    @property
    def mark(self) -> Mark:
        """The mark with the minutes that were typed."""
        return Mark(self.line.person.id, Presence.LATE, int(self.digits))


class AttendanceScreen(OverScreen):
    """Takes the attendance of one session: ``AttendanceScreen(desk, key)``, laid over an area.

    Each mark is kept at once as a change of its own, so that a lost line loses nothing, and the cursor goes
    on to the next who is not marked. The minutes typed after a late mark are kept when typing has paused.
    """

    ACTIONS: ClassVar = (*MARKING_ACTIONS, *OTHER_ACTIONS)
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    DEFAULT_CSS = """
    AttendanceScreen.-form-open SelectTable { min-height: 3; }
    """

    def __init__(self, desk: Desk, key: str) -> None:
        super().__init__(desk)
        self.key = key
        self._roll: Roll | None = None
        self._late: _Lateness | None = None
        self._settling: Timer | None = None
        self._is_own_change = False
        self._marked_last = ""

    # Showing

    def compose_body(self) -> ComposeResult:
        """Lay out what the session is, the counts, the filter, the people, and words to click."""
        self._head = LineBar(id="attendance-head")
        self._counts = LineBar(id="attendance-counts")
        self._table = SelectTable(
            COLUMNS,
            empty=_("Nobody is expected: name participants in config/training.toml, or press g."),
            id="attendance-table",
        )
        self._filter_bar = FilterBar(self._table)
        self._marks = LineBar(id="attendance-marks")
        self._marks.add_class("gives-way")
        yield self._head
        yield self._counts
        yield self._filter_bar
        yield self._table
        yield self._marks

    def on_mount(self) -> None:
        """Offer the marks to the mouse."""
        parts: list[LinePart] = []
        for spec in MARKING_ACTIONS:
            key = spec.keys.rpartition(",")[2].replace("backspace", _("Backspace"))
            parts += [
                LinePart(f" {key} ", "key", f"screen.{spec.action}"),
                LinePart(f"{spec.label} ", "", f"screen.{spec.action}"),
            ]
        self._marks.show_parts(parts)

    def reload(self) -> None:
        """Read the marks after a mark of this screen; after any other change everything, in a thread."""
        if self._is_own_change and self._roll is not None:
            self._show(self._roll.renewed(self.desk))
        else:
            self.in_background(self._read, self._show)

    def tick(self) -> None:
        """Show what others have changed meanwhile, and whether the session has begun."""
        self.reload()

    def _read(self) -> Roll:
        return Roll.of(self.desk, find_session(self.desk, self.key, cancelled=True))

    def _show(self, roll: Roll) -> None:
        begun = roll.is_taken and roll.held.start <= wall_now(self.desk)
        if self._is_own_change and begun:
            roll = replace(roll, held=replace(roll.held, state=HELD))
        self._drop_lateness_taken_back(roll)
        first = self._roll is None
        self._roll = roll
        state = occurrence_state_name(roll.held, wall_now(self.desk))
        self._head.show_parts(head_parts(roll.held, self.desk.today()), (LinePart(f" {state} ", "strong"),))
        self._counts.show_parts(count_parts(roll))
        self._table.show_rows(roll_rows(roll, None))
        if first:
            self._go_on("")

    # Marking

    def action_present(self) -> None:
        """Mark the person at the cursor present."""
        self._mark_current(lambda line: Mark(line.person.id, Presence.PRESENT))

    def action_absent(self) -> None:
        """Mark the person at the cursor absent."""
        self._mark_current(lambda line: Mark(line.person.id, Presence.ABSENT))

    def action_late(self) -> None:
        """Mark the person at the cursor late; digits typed next are the minutes."""
        line = self._mark_current(lambda line: Mark(line.person.id, Presence.LATE, USUAL_LATE))
        if line is not None:
            self._late = _Lateness(line)
            self.show_message(
                _("{name}: late {minutes} min. Other minutes? Type them now.").format(
                    name=line.person.name, minutes=USUAL_LATE
                )
            )

    def action_excused(self) -> None:
        """Excuse the person at the cursor for the proposed reason, or ask for one."""
        self._settle_lateness()
        line = self._chosen()
        if line is None:
            return
        if line.is_open and line.proposed:
            self._mark_current(lambda line: Mark(line.person.id, Presence.EXCUSED, reason=line.proposed))
            return
        self._ask_reason(line, Mark(line.person.id, Presence.EXCUSED))

    def action_reason(self) -> None:
        """Ask why the person at the cursor was late, excused or absent."""
        self._settle_lateness()
        line = self._chosen()
        if line is None:
            return
        if line.kept is None or line.kept.presence is Presence.PRESENT:
            self.show_message(_("Mark them late, excused or absent first."), "warning")
            return
        self._ask_reason(line, Mark(line.person.id, line.kept.presence, line.kept.minutes))

    def _ask_reason(self, line: RollLine, mark: Mark) -> None:
        title = _("{name}, {presence}: why?").format(
            name=line.person.name, presence=presence_text(mark.presence, mark.minutes)
        )
        self.show_form(
            reason_form(title, line, lambda reason: self._keep(replace(mark, reason=reason), line.person))
        )

    def action_clear(self) -> None:
        """Take back the mark of the person at the cursor, or, where they have none, the mark made last."""
        self._settle_lateness()
        line, roll = self._chosen(), self._roll
        if line is None or roll is None:
            return
        if line.is_open:
            line = roll.line_of(self._marked_last) or line
        if line.is_open:
            self.show_message(_("{name} has no mark.").format(name=line.person.name))
            return
        key, name = line.person.id, line.person.name
        taken_back = self._as_own_change(
            lambda: self.attempt(
                lambda: take_back(self.desk, roll.held, key), _("{name} is open again.").format(name=name)
            )
        )
        if taken_back:
            self._table.move_to(key)

    def action_rest(self) -> None:
        """Mark everyone left: present, or excused where that is proposed."""
        self._settle_lateness()
        roll = self._roll
        if roll is None:
            return
        marks = rest_marks(roll, Presence.PRESENT)
        if not marks:
            self.show_message(_("Everyone is marked."))
            return
        excused = sum(each.presence is Presence.EXCUSED for each in marks)
        text = ngettext(
            "{present} more is present, {excused} excused.",
            "{present} more are present, {excused} excused.",
            len(marks) - excused,
        ).format(present=len(marks) - excused, excused=excused)
        self._as_own_change(
            lambda: self.attempt(lambda: keep_roll(self.desk, roll.held, marks, only_open=True), text)
        )

    def on_key(self, event: events.Key) -> None:
        """Take digits typed right after a late mark as its minutes."""
        late = self._late
        if late is None or not self._table.has_focus or event.character is None:
            return
        if not (event.character.isascii() and event.character.isdigit()):
            return
        event.stop()
        event.prevent_default()
        digits = f"{late.digits}{event.character}"
        if int(digits) > MOST_MINUTES:
            self.show_message(_("At most {most} minutes.").format(most=MOST_MINUTES), "warning")
            return
        self._late = _Lateness(late.line, digits)
        if self._roll is not None:
            self._table.show_rows(roll_rows(self._roll, (late.line.person.id, int(digits))))
        if self._settling is not None:
            self._settling.stop()
        self._settling = self.set_timer(_SETTLE_SECONDS, self._settle_lateness)

    def _settle_lateness(self) -> None:
        """Keep the minutes that were typed after a late mark."""
        late, self._late = self._late, None
        if self._settling is not None:
            self._settling.stop()
            self._settling = None
        if late is not None and late.digits:
            self._keep(late.mark, late.line.person, goes_on=False)

    def _drop_lateness_taken_back(self, roll: Roll) -> None:
        """Forget the minutes being typed where the late mark is gone, as after an undo."""
        if self._late is None:
            return
        line = roll.line_of(self._late.line.person.id)
        if line is None or line.kept is None or line.kept.presence is not Presence.LATE:
            self._late = None

    def _chosen(self) -> RollLine | None:
        row = self._table.current
        line = self._roll.line_of(row.key) if row is not None and self._roll is not None else None
        if line is None:
            self.show_message(_("There is nobody to mark here; g adds someone who came."), "warning")
        return line

    def _mark_current(self, mark_of: Callable[[RollLine], Mark]) -> RollLine | None:
        """Keep a mark of the person at the cursor and go on; return their line if it was kept."""
        self._settle_lateness()
        line = self._chosen()
        return line if line is not None and self._keep(mark_of(line), line.person) else None

    def _keep(self, mark: Mark, person: Person, *, goes_on: bool = True) -> bool:
        """Keep a mark as one change, and go on to the next who is open."""
        roll = self._roll
        if roll is None:
            return False
        done = headed(person.name, presence_text(mark.presence, mark.minutes))
        kept = self._as_own_change(
            lambda: self.attempt(lambda: keep_roll(self.desk, roll.held, (mark,)), done)
        )
        if kept and goes_on:
            self._marked_last = person.id
            self._go_on(person.id)
        return kept

    def _as_own_change(self, work: Callable[[], bool]) -> bool:
        """Run a change of this screen, after which looking at the marks is enough."""
        self._is_own_change = True
        try:
            return work()
        finally:
            self._is_own_change = False

    def _go_on(self, after: str) -> None:
        """Go to the next person in sight who is open, from the one called `after` on and round."""
        roll = self._roll
        if roll is None:
            return
        shown = [row.key for row in self._table.rows if not row.is_passed_over]
        at = shown.index(after) + 1 if after in shown else 0
        opened = {line.person.id for line in roll.open_lines}
        following = next((key for key in (*shown[at:], *shown[:at]) if key in opened), None)
        if following is not None:
            self._table.move_to(following)
        elif after and not opened:
            self.show_message(_("Everyone is marked."))

    # What else there is to do

    def action_guest(self) -> None:
        """Ask who else came."""
        self._settle_lateness()
        roll = self._roll
        if roll is not None:
            self.show_form(
                guest_form(
                    self.desk,
                    roll,
                    lambda person: self._keep(Mark(person.id, Presence.PRESENT), person, goes_on=False),
                )
            )

    def action_import_list(self) -> None:
        """Ask for a file, and show what it would mark."""
        from dutydesk_training.screens.attendance_import import AttendanceImportScreen  # noqa: PLC0415

        self._settle_lateness()
        self.show_form(
            import_form(
                self.desk,
                lambda path: self.open_over(
                    AttendanceImportScreen(self.desk, self.key, path), _("Import an attendance list")
                ),
            )
        )

    def action_print(self) -> None:
        """Ask for a file to print the sign-in sheet or save the list to."""
        self._settle_lateness()
        if self._roll is not None:
            self.show_form(print_form(self, self._roll.held))

    def action_catch_up(self) -> None:
        """Show when the person at the cursor can make up for this session."""
        from dutydesk_training.screens.attendance_catch_up import CatchUpScreen  # noqa: PLC0415

        self._settle_lateness()
        line, roll = self._chosen(), self._roll
        if line is None or roll is None:
            return
        if line.kept is None or line.kept.came:
            self.show_message(
                _("{name} has not missed this session.").format(name=line.person.name), "warning"
            )
            return
        self.open_over(
            CatchUpScreen(self.desk, line.person, line.kept),
            _("{name} makes up for a session").format(name=line.person.name),
        )

    @on(SelectTable.RowSelected)
    def action_record(self) -> None:
        """Show the record of the person at the cursor."""
        from dutydesk_training.screens.person_record import PersonRecordScreen  # noqa: PLC0415

        self._settle_lateness()
        line = self._chosen()
        if line is not None:
            self.open_over(
                PersonRecordScreen(self.desk, line.person.id),
                _("Training record of {name}").format(name=line.person.name),
            )

    def action_filter(self) -> None:
        """Open the filter."""
        self._filter_bar.open()

    def action_close(self) -> None:
        """Keep minutes that were just typed, and go back."""
        self._settle_lateness()
        super().action_close()

    def on_screen_suspend(self) -> None:
        """Keep minutes that were just typed before something else is shown."""
        self._settle_lateness()

    def on_unmount(self) -> None:
        """Keep minutes that were just typed when the program ends."""
        late = self._late
        if late is not None and late.digits and self._roll is not None:
            keep_roll(self.desk, self._roll.held, (late.mark,))
