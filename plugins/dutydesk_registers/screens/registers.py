"""The area of registers: a list of them, from which each is opened."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from dutydesk.api import DataProblem, Desk
from dutydesk.tui.widgets import (
    ActionSpec,
    AreaScreen,
    FilterBar,
    LineBar,
    LinePart,
    SelectTable,
    bindings,
    plain,
)
from dutydesk.wording import _, ngettext, pgettext, phrases
from dutydesk_registers.register import Register
from dutydesk_registers.registers import known_register
from dutydesk_registers.screens.register_forms import register_choice_form
from dutydesk_registers.screens.registers_rows import COLUMNS, RegistersRead, read_registers, register_rows

_MOST_FAULTS = 3


class RegistersScreen(AreaScreen):
    """Lists the registers: entries of this year, what is open and overdue, rounds that are due."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("registers.open", "o", "open_register", pgettext("verb", "Open"), _("Open this register")),
        ActionSpec("registers.add", "a", "add_here", _("Add"), _("Add an entry to this register")),
        ActionSpec("registers.filter", "slash", "filter", _("Filter"), _("Show only what holds a text")),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    DEFAULT_CSS = """
    RegistersScreen #register-faults { display: none; height: auto; max-height: 6; padding: 0 1; }
    RegistersScreen #register-faults { color: $warning; }
    RegistersScreen #register-faults.-some { display: block; }
    RegistersScreen #register-faults:ansi { color: ansi_default; text-style: bold; }
    RegistersScreen.-form-open SelectTable { min-height: 3; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.faults_text = Static("", id="register-faults")
        self.head_line = LineBar(id="registers-head")
        self.table = SelectTable(COLUMNS, empty=_("Reading..."), id="registers")
        self.detail_line = LineBar(id="registers-detail")
        self._read: RegistersRead | None = None

    def compose_body(self) -> ComposeResult:
        """Lay out what is wrong with files, the counts of all, the registers, and what one is for."""
        self.detail_line.add_class("gives-way")
        yield self.faults_text
        yield self.head_line
        yield FilterBar(self.table)
        yield self.table
        yield self.detail_line

    # Showing

    def reload(self) -> None:
        """Count in a thread."""
        self.in_background(lambda: read_registers(self.desk), self._show)

    def tick(self) -> None:
        """Look anew: a day may have ended."""
        if self._read is not None and self._read.day != self.desk.today():
            self.reload()

    def _show(self, read: RegistersRead) -> None:
        self._read = read
        self._show_faults(read.faults)
        opened, overdue = (
            sum(each.counts.open or 0 for each in read.counts),
            sum(each.counts.overdue for each in read.counts),
        )
        self.head_line.show_parts(
            [
                LinePart(" " + _("{count} open").format(count=opened), "strong"),
                *(
                    [LinePart(phrases(("", _("{count} overdue").format(count=overdue))), "error")]
                    if overdue
                    else []
                ),
            ],
            [LinePart(_(" Enter opens a register "), "muted", "screen.open_register")],
        )
        self.table.empty = _("There is no register: config/registers.toml may leave all of them out.")
        self.table.show_rows(register_rows(read.counts))
        self._show_detail()

    def _show_faults(self, faults: tuple[str, ...]) -> None:
        told = [f"! {each}" for each in faults[:_MOST_FAULTS]]
        if len(faults) > _MOST_FAULTS:
            more = len(faults) - _MOST_FAULTS
            told.append(ngettext("and {count} more", "and {count} more", more).format(count=more))
        self.faults_text.set_class(bool(told), "-some")
        self.faults_text.update(Content("\n").join([plain(each) for each in told]))

    @on(SelectTable.RowMoved, "#registers")
    def _follow_cursor(self, event: SelectTable.RowMoved) -> None:
        event.stop()
        self._show_detail()

    def _show_detail(self) -> None:
        register = self.register
        if register is None:
            self.detail_line.show_parts([])
            return
        table = register.file.register
        told = f"{table.text} ({register.source})" if table.text else register.source
        self.detail_line.show_parts([LinePart(f" {told}", "muted")])

    @property
    def register(self) -> Register | None:
        """The register at the cursor."""
        row = self.table.current
        return self._read.registers.get(row.key) if row is not None and self._read is not None else None

    # What can be done

    @on(SelectTable.RowSelected, "#registers")
    def action_open_register(self) -> None:
        """Open the register at the cursor."""
        register = self.register
        if register is None:
            self.show_message(_("There is no register here to open."), "warning")
        else:
            self._open(register)

    def action_choose(self) -> None:
        """Go to the list, to choose a register."""
        self.action_unfilter()
        self.table.focus()
        self.show_message(_("Go to a register; Enter opens it."))

    def action_add_here(self) -> None:
        """Add an entry to the register at the cursor."""
        register = self.register
        if register is None:
            self.show_message(_("There is no register here to add to."), "warning")
        else:
            self._open(register, adds=True)

    def action_add(self) -> None:
        """Ask to which register an entry is to be added."""
        self.in_background(lambda: read_registers(self.desk), self._ask_register, group="add")

    def _ask_register(self, read: RegistersRead) -> None:
        def choose(code: str) -> bool:
            register = read.registers.get(code)
            if register is not None:
                self._open(register, adds=True)
            return register is not None

        chosen = self.register
        self.show_form(
            register_choice_form(
                _("Add an entry"), read.registers.values(), chosen.code if chosen is not None else "", choose
            )
        )

    def action_go_to(self, code: str, entry: str = "") -> None:
        """Open the register with this code, at the entry with this key."""
        try:
            register = known_register(self.desk, code)
        except DataProblem as problem:
            self.show_message(str(problem), "error")
        else:
            self._open(register, entry)

    def _open(self, register: Register, wanted: str = "", *, adds: bool = False) -> None:
        from dutydesk_registers.screens.register import RegisterScreen  # noqa: PLC0415

        self.open_over(RegisterScreen(self.desk, register.code, wanted, adds=adds), register.name)

    def action_filter(self) -> None:
        """Open the filter."""
        self.query_one(FilterBar).open()
