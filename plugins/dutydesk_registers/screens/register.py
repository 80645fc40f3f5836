"""The entries of one register, laid over the list of registers, and all that is done with them."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from dutydesk.api import Desk
from dutydesk.tui.widgets import (
    ActionSpec,
    Form,
    SelectTable,
    ask_attachment,
    bindings,
)
from dutydesk.wording import _, listed, ngettext
from dutydesk_registers.carrying import carry_over
from dutydesk_registers.complete_years import say_complete, take_back_complete
from dutydesk_registers.entries import Entry
from dutydesk_registers.entry_checks import EntryFault
from dutydesk_registers.keeping import EntryRefused, keep_entry, new_values, remove_entry
from dutydesk_registers.register_file import StepTable
from dutydesk_registers.screens.register_actions import REGISTER_ACTIONS
from dutydesk_registers.screens.register_forms import step_choice_form, step_values, values_form
from dutydesk_registers.screens.register_rows import EntriesRead
from dutydesk_registers.screens.register_view import RegisterListing
from dutydesk_registers.steps import steps_for, take_step
from dutydesk_registers.taking import take_tasks, tasks_to_take


class RegisterScreen(RegisterListing):
    """Works on the entries of a register: ``RegisterScreen(desk, code, wanted="", adds=False)``.

    With `adds` it begins with the form for a new entry.
    """

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = REGISTER_ACTIONS
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)

    def __init__(self, desk: Desk, code: str, wanted: str = "", *, adds: bool = False) -> None:
        super().__init__(desk, code, wanted)
        self._adds = adds
        self._after_form: Callable[[], object] | None = None

    def shown_anew(self, read: EntriesRead) -> None:
        """Begin with the form for a new entry where that was wanted."""
        del read
        if self._adds:
            self._adds = False
            self.action_add()

    # Entries

    def action_add(self) -> None:
        """Ask for a new entry."""
        self.add_with({})

    def add_with(self, known: Mapping[str, str]) -> None:
        """Ask for a new entry of which some values are known."""
        read = self.shown
        register, context = read.register, read.context

        def save(typed: dict[str, str]) -> bool:
            def keep() -> None:
                self.look_at(keep_entry(self.desk, register, typed).id)

            return self._kept(form, keep, _("Entered."))

        form = values_form(
            _("{register}: new entry").format(register=register.name),
            register.file.field,
            {**new_values(register, context), **known},
            context,
            save,
            about=f"new entry of {register.code}",
        )
        self.show_form(form)

    @on(SelectTable.RowSelected, "#register-entries")
    def _edit_chosen(self, event: SelectTable.RowSelected) -> None:
        event.stop()
        self.action_edit()

    def action_edit(self) -> None:
        """Ask what the entry at the cursor is to say."""
        entry = self.chosen()
        if entry is None:
            return
        read = self.shown

        def save(typed: dict[str, str]) -> bool:
            return self._kept(
                form,
                lambda: keep_entry(self.desk, read.register, {**entry.values, **typed}, entry),
                _("Changed."),
            )

        form = values_form(
            entry.title,
            read.register.file.field,
            entry.values,
            read.context,
            save,
            about=f"entry {entry.id}",
        )
        self.show_form(form)

    def _kept(self, form: Form, work: Callable[[], object], done: str) -> bool:
        """Keep what `form` says; what is refused stands beneath its field."""
        refused: list[EntryFault] = []

        def keep() -> None:
            try:
                work()
            except EntryRefused as error:
                refused.extend(error.faults)
                raise

        if self.attempt(keep, done):
            return True
        for fault in reversed(refused):
            if fault.field in form.lines:
                form.fail(fault.field, fault.problem)
        return False

    def action_remove(self) -> None:
        """Remove the entry at the cursor, after asking."""
        entry = self.chosen()
        if entry is not None:
            register = self.shown.register
            self.ask(
                _("Remove {title}?").format(title=entry.title),
                lambda: self.attempt(
                    lambda: remove_entry(self.desk, register, entry),
                    _("Removed: {title}").format(title=entry.title),
                ),
            )

    # What comes next

    def action_next_step(self) -> None:
        """Do what comes next about the entry at the cursor, or ask which of several things is done."""
        entry = self.chosen()
        if entry is None:
            return
        steps = steps_for(self.shown.register, entry)
        if not steps:
            self.show_message(_("Nothing more is to be done about {title}.").format(title=entry.title))
        elif len(steps) == 1:
            self._step(entry, steps[0])
        else:

            def choose(code: str) -> bool:
                step = next(each for each in steps if each.code == code)
                self._after_form = lambda: self._step(entry, step)
                return True

            self.show_form(step_choice_form(entry.title, steps, choose))

    def _step(self, entry: Entry, step: StepTable) -> None:
        read = self.shown
        register, context = read.register, read.context
        done = _("{title}: {step}").format(title=entry.title, step=step.name)

        def take(asked: Mapping[str, str]) -> None:
            take_step(self.desk, register, entry, step, asked)

        if not step.asks:
            self.attempt(lambda: take({}), done)
            return
        form = values_form(
            done,
            [register.fields[code] for code in step.asks],
            step_values(register, entry, step, context),
            context,
            lambda asked: self._kept(form, lambda: take(asked), done),
            about=f"step {step.code} of {entry.id}",
        )
        self.show_form(form)

    @on(Form.Closed)
    def _go_on_after_form(self) -> None:
        """Go on with what was chosen in a form that asked which of several."""
        then, self._after_form = self._after_form, None
        if then is not None:
            self.call_later(self._once_gone, then)

    async def _once_gone(self, then: Callable[[], object]) -> None:
        await self.query("#area-form > Form").remove()
        then()

    # What belongs to an entry; each screen is imported when it is opened.

    def action_files(self) -> None:
        """Ask for a file to keep with the entry at the cursor, or show those that are kept."""
        entry = self.chosen()
        if entry is None:
            return
        if not self.has_files(entry):
            ask_attachment(self, entry.record.subject, entry.title)
            return
        from dutydesk.tui.widgets import AttachedFilesScreen  # noqa: PLC0415

        self.open_over(
            AttachedFilesScreen(self.desk, entry.record.subject, entry.title),
            _("Files of {title}").format(title=entry.title),
        )

    def action_entry_history(self) -> None:
        """Show who changed what of the entry at the cursor."""
        entry = self.chosen()
        if entry is not None:
            from dutydesk_registers.screens.entry_history import EntryHistoryScreen  # noqa: PLC0415

            self.open_over(
                EntryHistoryScreen(self.desk, self.code, entry.record.subject),
                _("History of {title}").format(title=entry.title),
            )

    def action_round(self) -> None:
        """Go on with the round at the cursor; without any entry, begin one."""
        if self.entry is None:
            self.action_begin()
            return
        entry = self.chosen()
        if entry is not None:
            self._open_round(entry)

    def action_begin(self) -> None:
        """Ask for the checklist and place of a new round, and begin it."""
        from dutydesk_registers.screens.round_begin import begin_form  # noqa: PLC0415

        read = self.shown
        rounds = read.register.file.rounds
        if rounds is None:
            return

        def begun(entry: Entry) -> None:
            self.look_at(entry.id)
            self._after_form = lambda: self._open_round(entry)

        self.show_form(begin_form(self, read.register, rounds, read.context, read.wanted, begun))

    def _open_round(self, entry: Entry) -> None:
        from dutydesk_registers.screens.round import RoundScreen  # noqa: PLC0415

        self.open_over(RoundScreen(self.desk, self.code, entry.id), entry.title)

    # The register as a whole

    def action_matrix(self) -> None:
        """Show the entries as a matrix."""
        from dutydesk_registers.screens.matrix import MatrixScreen  # noqa: PLC0415

        register = self.shown.register
        self.open_over(MatrixScreen(self), register.name)

    def action_import_entries(self) -> None:
        """Ask for a file, and show what it would add and change."""
        from dutydesk_registers.screens.import_form import EntryImportScreen, import_form  # noqa: PLC0415

        register = self.shown.register
        self.show_form(
            import_form(
                self.desk,
                register,
                lambda path: self.open_over(
                    EntryImportScreen(self.desk, register.code, path),
                    _("Import into {register}").format(register=register.name),
                ),
            )
        )

    def action_print(self) -> None:
        """Ask what is to be printed or saved, and where."""
        from dutydesk_registers.screens.print_form import print_form  # noqa: PLC0415

        read = self.shown
        found = [read.entries.entries[at] for at in self.table.matching]
        self.show_form(print_form(self, read, found, self.entry))

    def action_carry(self) -> None:
        """Carry the entries of the year in sight over to the next, after asking."""
        read = self.shown
        year = read.view.year
        if year is None or read.view.only_open:
            self.show_message(_("Choose the year to carry over first, with [ and ]."), "warning")
            return

        def carry() -> None:
            counts: list[int] = []
            if self.attempt(lambda: counts.append(carry_over(self.desk, read.register, year))):
                text = ngettext("{count} entry carried over.", "{count} entries carried over.", counts[0])
                self.show_message(text.format(count=counts[0]))

        self.ask(
            _("Carry the entries of {year} over to {next}? Those that are there already stay.").format(
                year=year, next=year + 1
            ),
            carry,
        )

    def action_complete(self) -> None:
        """Say that the year in sight is complete, after asking."""
        read = self.shown
        year = read.view.year
        if year is None or read.view.only_open:
            self.show_message(_("Choose the year that is complete first, with [ and ]."), "warning")
        elif read.is_complete:
            self.ask(
                _("Is {year} not complete after all?").format(year=year),
                lambda: self.attempt(
                    lambda: take_back_complete(self.desk, read.register, year),
                    _("{year} is no longer said to be complete.").format(year=year),
                ),
            )
        else:
            self.ask(
                _("Is all of {year} entered? What is not here then counts as none.").format(year=year),
                lambda: self.attempt(
                    lambda: say_complete(self.desk, read.register, year),
                    _("{year} is said to be complete.").format(year=year),
                ),
            )

    def action_take(self) -> None:
        """Make entries of the tasks that belong here, after asking."""
        register = self.shown.register
        tasks = tasks_to_take(self.desk, register)
        if not tasks:
            self.show_message(_("No task waits to be taken in."))
            return

        def take() -> None:
            counts: list[int] = []
            if self.attempt(lambda: counts.append(take_tasks(self.desk, register))):
                text = ngettext("{count} task taken in.", "{count} tasks taken in.", counts[0])
                self.show_message(text.format(count=counts[0]))

        question = ngettext("Take in {count} task: {titles}?", "Take in {count} tasks: {titles}?", len(tasks))
        self.ask(question.format(count=len(tasks), titles=listed(each.title for each in tasks)), take)
