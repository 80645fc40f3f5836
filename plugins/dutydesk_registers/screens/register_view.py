"""How the list of a register is read and shown: the ground of the screen that works on its entries."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from dutydesk.api import DataProblem, Desk
from dutydesk.tui.widgets import FilterBar, LineBar, LinePart, OverScreen, SelectTable, fit, plain, wrapped
from dutydesk.wording import _
from dutydesk_registers.complete_years import is_complete
from dutydesk_registers.entries import Entry, entries, open_entries
from dutydesk_registers.entry import RegisterEntry
from dutydesk_registers.entry_state import has_states
from dutydesk_registers.field_values import field_context
from dutydesk_registers.inspecting.seasons import rounds_wanted
from dutydesk_registers.register import Register
from dutydesk_registers.registers import known_register
from dutydesk_registers.screens.entry_detail import Surroundings, detail_lines, surroundings_of
from dutydesk_registers.screens.long_table import LongTable
from dutydesk_registers.screens.register_actions import FURTHER_ACTIONS, OWN_ACTIONS, offered_actions
from dutydesk_registers.screens.register_rows import (
    EntriesRead,
    RegisterView,
    entry_lines,
    head_parts,
    list_columns,
    listed_fields,
    matching_text,
    view_parts,
)
from dutydesk_registers.taking import tasks_to_take

_NOWHERE = Surroundings("")
_USUAL_WIDTH = 80
_LEAST_ROOM, _PADDING = 20, 2


class EntryDetail(Static):
    """What is known of the entry at the cursor; a click shows all of it, or less again."""

    async def on_click(self) -> None:
        """Show more or less."""
        await self.run_action("screen.whole")


class RegisterListing(OverScreen):
    """Shows the entries of the register `code`; it begins with the present year, or the entry `wanted`.

    All is read in a thread, together with the texts that the filter looks through; of the lines only those
    that are shown are made.
    """

    DEFAULT_CSS = """
    RegisterListing.-form-open SelectTable { min-height: 3; }
    RegisterListing #entry-detail { height: 2; padding: 0 1; color: $foreground 80%; }
    RegisterListing.-whole #entry-detail { height: 10; overflow-y: auto; }
    RegisterListing #entry-detail:ansi { color: ansi_default; }
    """

    def __init__(self, desk: Desk, code: str, wanted: str = "") -> None:
        super().__init__(desk)
        self.code = code
        self.head_line = LineBar(id="register-head")
        self.view_line = LineBar(id="register-view")
        self.table = LongTable((), empty=_("Reading..."), id="register-entries")
        self.detail = EntryDetail("", id="entry-detail")
        self.offers_line = LineBar(id="register-offers")
        self.read: EntriesRead | None = None
        self._view = RegisterView(desk.today().year)
        self._wanted = wanted
        self._around = _NOWHERE
        self._seen_day: date | None = None

    def compose_body(self) -> ComposeResult:
        """Lay out what the register is, which entries are looked at, the list, and all of one."""
        self.detail.add_class("gives-way")
        self.offers_line.add_class("gives-way")
        yield self.head_line
        yield self.view_line
        yield FilterBar(self.table)
        yield self.table
        yield self.detail
        yield self.offers_line

    # Reading

    def reload(self) -> None:
        """Read the entries in a thread."""
        view, wanted = self._view, self._wanted
        width = self.table.size.width or _USUAL_WIDTH
        self.in_background(lambda: self._reading(view, wanted, width), self._show)

    def tick(self) -> None:
        """Look anew when another day has begun: more may be overdue."""
        if self._seen_day not in {None, self.desk.today()}:
            self.reload()

    def _reading(self, view: RegisterView, wanted: str, width: int) -> EntriesRead:
        desk = self.desk
        register = known_register(desk, self.code)
        if register.day_field is None:
            view = replace(view, year=None)
        view = self._in_which(view, wanted)
        found, opened = self._found(register, view)
        context = field_context(desk)
        return EntriesRead(
            register=register,
            context=context,
            view=view,
            entries=entry_lines(register, context, found, width),
            open=len(opened),
            overdue=sum(each.due is not None and each.due < context.today for each in opened),
            is_complete=view.year is not None and is_complete(desk, register, view.year),
            waiting=len(tasks_to_take(desk, register)) if register.file.register.takes else 0,
            wanted=rounds_wanted(desk, register, context.today),
        )

    def _found(self, register: Register, view: RegisterView) -> tuple[Sequence[Entry], Sequence[Entry]]:
        """Return the entries that are looked at, and those that are open in all years."""
        if view.only_open:
            opened = open_entries(self.desk, register)
            return opened, opened
        found = entries(self.desk, register, view.year)
        if not has_states(register):
            return found, ()
        if view.year is None:
            return found, [each for each in found if not each.record.closed]
        return found, open_entries(self.desk, register)

    def _in_which(self, view: RegisterView, wanted: str) -> RegisterView:
        """Return a view that has the entry which is wanted in it, the present one if it has."""
        record = self.desk.table(RegisterEntry).get(wanted) if wanted else None
        if record is None:
            return view
        if view.only_open and record.closed:
            view = replace(view, only_open=False)
        if view.year is not None and record.day is not None and not view.only_open:
            view = replace(view, year=record.day.year)
        return view

    # Showing

    def _show(self, read: EntriesRead) -> None:
        self.read = read
        self._view, self._seen_day = read.view, read.context.today
        self._around = _NOWHERE
        self.refresh_bindings()
        self.head_line.show_parts(*head_parts(read))
        self.table.show_columns(list_columns(read.entries))
        self.table.show_lines(read.entries, self._empty_text(read))
        self._show_offers(read)
        self._show_view_line()
        if self._wanted:
            wanted, self._wanted = self._wanted, ""
            self._go_to(wanted)
        self._show_detail()
        self.shown_anew(read)

    def shown_anew(self, read: EntriesRead) -> None:
        """Go on once the register is shown."""

    def _go_to(self, wanted: str) -> None:
        if not self.table.holds_key(wanted):
            self.action_unfilter()
        if self.table.holds_key(wanted):
            self.table.move_to(wanted)
        else:
            self.show_message(_("This entry is no longer there."), "warning")

    def _empty_text(self, read: EntriesRead) -> str:
        if read.view.only_open:
            return _("Nothing is open.")
        if read.view.year is None:
            return _("Nothing is entered yet. Press a to add an entry.")
        return _("Nothing is entered for {year}. Press a to add an entry.").format(year=read.view.year)

    def _show_offers(self, read: EntriesRead) -> None:
        offered = offered_actions(read.register)
        parts: list[LinePart] = []
        for each in FURTHER_ACTIONS:
            if each.action in offered:
                action = f"screen.{each.action}"
                parts += [LinePart(f" {each.keys} ", "key", action), LinePart(f"{each.label} ", "", action)]
        self.offers_line.show_parts(parts)

    @on(LongTable.Narrowed)
    def _show_view_line(self) -> None:
        """Say which entries are looked at, and how many of them are in sight."""
        if self.read is None:
            return
        text = matching_text(
            len(self.table.matching), self.table.total, filtered=bool(self.table.filter_text)
        )
        self.view_line.show_parts(
            view_parts(self.read), [LinePart(f" {text} ", "", "screen.filter")] if text else []
        )

    @on(SelectTable.WidthChanged, "#register-entries")
    def _fit_columns(self, event: SelectTable.WidthChanged) -> None:
        """Show as many columns as have room."""
        event.stop()
        read = self.read
        if read is None:
            return
        fields = listed_fields(read.register, read.entries.state_width, self.table.size.width)
        if fields != read.entries.columns:
            lines = replace(read.entries, columns=fields, _rows={})
            self.read = replace(read, entries=lines)
            self.table.show_columns(list_columns(lines))
            self.table.show_lines(lines, self._empty_text(read))

    @on(SelectTable.RowMoved, "#register-entries")
    def _follow_cursor(self, event: SelectTable.RowMoved) -> None:
        event.stop()
        self._show_detail()

    def _show_detail(self) -> None:
        """Tell all of the entry at the cursor, and read in a thread what is kept elsewhere about it."""
        entry = self.entry
        self._tell_detail()
        if entry is not None and self._around.key != entry.id:
            self.in_background(lambda: surroundings_of(self.desk, entry), self._tell_around, group="around")

    def _tell_around(self, around: Surroundings) -> None:
        self._around = around
        self._tell_detail()

    def _tell_detail(self) -> None:
        entry, read = self.entry, self.read
        if entry is None or read is None:
            self.detail.update("")
            return
        in_list = frozenset(each.code for each in read.entries.columns)
        lines = detail_lines(read.register, entry, read.context, self._around, in_list)
        if self.has_class("-whole"):
            self.detail.update(Content("\n").join([plain(each) for each in lines]))
        else:
            self.detail.update(Content("\n").join([plain(each) for each in self._cut(" - ".join(lines))]))

    def _cut(self, text: str) -> list[str]:
        """Return a text as two lines, the second cut with a mark where there is more."""
        room = max(_LEAST_ROOM, self.detail.size.width - _PADDING)
        first, *others = wrapped(text, room)
        return [first, fit(" ".join(others), room)] if others else [first]

    # What is at hand

    @property
    def shown(self) -> EntriesRead:
        """What is shown; no action is offered before there is anything."""
        if self.read is None:
            raise DataProblem(_("the register is being read"))
        return self.read

    @property
    def entry(self) -> Entry | None:
        """The entry at the cursor."""
        row = self.table.current
        return self.read.entries.entry(row.key) if row is not None and self.read is not None else None

    def chosen(self) -> Entry | None:
        """Return the entry at the cursor; say so where there is none."""
        entry = self.entry
        if entry is None:
            self.show_message(_("Go to an entry first; a adds one."), "warning")
        return entry

    def look_at(self, entry: str) -> None:
        """Go to the entry with this key when the list is shown next."""
        self._wanted = entry

    def has_files(self, entry: Entry) -> bool:
        """Tell whether files are kept with the entry at the cursor, as far as that is known by now."""
        return self._around.key == entry.id and bool(self._around.files)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what this register has."""
        del parameters
        if action not in OWN_ACTIONS:
            return True
        return self.read is not None and action in offered_actions(self.read.register)

    # Which entries are looked at

    def action_year(self, step: int) -> None:
        """Show the year before or after."""
        year = self._view.year
        self._look(RegisterView(self.desk.today().year if year is None else year + step))

    def action_all_years(self) -> None:
        """Show all years, or the present one again."""
        is_one = self._view.year is not None or self._view.only_open
        self._look(RegisterView(None if is_one else self.desk.today().year))

    def action_only_open(self) -> None:
        """Show only what is open, of whichever year, or everything again."""
        self._look(replace(self._view, only_open=not self._view.only_open))

    def _look(self, view: RegisterView) -> None:
        self._view = view
        self.reload()

    def action_filter(self) -> None:
        """Open the filter."""
        self.query_one(FilterBar).open()

    def action_whole(self) -> None:
        """Show all of the entry at the cursor, a line for each value, or less again."""
        self.toggle_class("-whole")
        self._tell_detail()
