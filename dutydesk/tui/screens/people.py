"""The squadron: who belongs to it, who is away, and what was changed about each."""

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from dutydesk.api import Desk
from dutydesk.domain import Absence, AbsenceState, Person, person_feed
from dutydesk.tui.screens.people_forms import absence_fields, absence_from, person_fields, person_from
from dutydesk.tui.screens.people_rows import (
    DETAIL_COLUMNS,
    PEOPLE_COLUMNS,
    absence_rows,
    history_rows,
    person_row,
)
from dutydesk.tui.widgets.actions import ActionSpec, bindings
from dutydesk.tui.widgets.area import AreaScreen
from dutydesk.tui.widgets.filter_bar import FilterBar
from dutydesk.tui.widgets.form import Form
from dutydesk.tui.widgets.table import SelectTable
from dutydesk.tui.widgets.text import plain
from dutydesk.wording import _


class PeopleScreen(AreaScreen):
    """The list of people, with the absences or the history of the one at the cursor beneath."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("people.add", "n", "add", _("New"), _("Add a person")),
        ActionSpec("people.edit", "e", "edit", _("Edit"), _("Change what is known of this person")),
        ActionSpec("people.absence", "a", "absence", _("Absence"), _("Enter an absence of this person")),
        ActionSpec(
            "people.filter", "slash", "filter", _("Filter"), _("Find people by any part of their line")
        ),
        ActionSpec(
            "people.history",
            "h",
            "history",
            _("History"),
            _("Change between absences and history"),
            show=True,
        ),
        ActionSpec("people.approve", "y", "decide('approved')", _("Approve"), _("Approve this absence")),
        ActionSpec("people.decline", "x", "decide('declined')", _("Decline"), _("Decline this absence")),
        ActionSpec("people.links", "l", "links", _("Links"), _("Show the links to this person's calendar")),
        ActionSpec(
            "people.drop", "delete", "drop_absence", _("Remove"), _("Remove this absence"), show=False
        ),
        ActionSpec(
            "people.other",
            "tab",
            "other",
            _("Other list"),
            _("Go between the people and the list beneath"),
            show=False,
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    DEFAULT_CSS = """
    PeopleScreen #area-body { layout: vertical; }
    PeopleScreen #people { height: 1fr; }
    PeopleScreen #detail { height: 8; border-top: solid $primary; }
    PeopleScreen #detail-title { height: 1; text-style: bold; padding: 0 1; }
    PeopleScreen #detail:ansi { border-top: ascii ansi_default; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.people = SelectTable(
            PEOPLE_COLUMNS, empty=_("Nobody yet. Press n to add someone, or import a list."), id="people"
        )
        self.details = SelectTable(DETAIL_COLUMNS, show_header=False, id="details")
        self._known: dict[str, Person] = {}
        self._shows_history = False

    def compose_body(self) -> ComposeResult:
        """Lay out the filter, the people, and what is known of one."""
        yield FilterBar(self.people)
        yield self.people
        with Vertical(id="detail", classes="gives-way"):
            yield Static("", id="detail-title")
            yield self.details

    def reload(self) -> None:
        """Show the people as they are now."""
        people = self.desk.people()
        self._known = {person.id: person for person in people}
        self.people.show_rows(person_row(person) for person in people)
        self._show_detail()

    @on(SelectTable.RowMoved, "#people")
    def follow_cursor(self, event: SelectTable.RowMoved) -> None:
        """Show the details of the person at the cursor."""
        event.stop()
        self._show_detail()

    @on(SelectTable.RowSelected, "#people")
    def open_person(self, event: SelectTable.RowSelected) -> None:
        """Edit the chosen person."""
        event.stop()
        self.action_edit()

    @property
    def person(self) -> Person | None:
        """The person at the cursor."""
        row = self.people.current
        return self._known.get(row.key) if row is not None else None

    def _show_detail(self) -> None:
        person = self.person
        title = self.query_one("#detail-title", Static)
        if person is None:
            title.update("")
            self.details.empty = ""
            self.details.show_rows(())
        elif self._shows_history:
            title.update(plain(_("History of {name}").format(name=person.name)))
            self.details.empty = _("Nothing was changed yet.")
            self.details.show_rows(history_rows(self.desk.history(f"person:{person.id}"), self.desk.zone))
        else:
            title.update(plain(_("Absences of {name}").format(name=person.name)))
            self.details.empty = _("None. Press a to enter one.")
            self.details.show_rows(absence_rows(self.desk.table(Absence).where(person=person.id)))

    # What can be done

    def action_go_to(self, person: str, absence: str = "") -> None:
        """Go to a person, and to one of their absences where it is named."""
        self.action_unfilter()
        self._shows_history = False
        self.people.move_to(person)
        self._show_detail()
        if absence:
            self.details.move_to(absence)
            self.details.focus()

    def action_filter(self) -> None:
        """Open the filter."""
        self.query_one(FilterBar).open()

    def action_history(self) -> None:
        """Change between absences and history."""
        self._shows_history = not self._shows_history
        self._show_detail()

    def action_other(self) -> None:
        """Go to the other list."""
        (self.details if self.people.has_focus else self.people).focus()

    async def action_links(self) -> None:
        """Show the links to the calendar of the person at the cursor."""
        if self.person is not None:
            await self.app.run_action(f"links({person_feed(self.person.id)!r})")

    def _codes(self) -> tuple[str, ...]:
        return tuple(known.code for known in self.desk.qualifications())

    def action_add(self) -> None:
        """Add a person by form."""
        fields = person_fields(None, self._known.keys(), self._codes(), self.desk.today())
        self.show_form(Form(_("New person"), fields, self._save_new))

    def _save_new(self, values: dict[str, str]) -> bool:
        person = person_from(values, None)
        kept = self.run_change(_("Added {name}").format(name=person.name), lambda change: change.add(person))
        if kept:
            self.people.move_to(person.id)
        return kept

    def action_edit(self) -> None:
        """Change the person at the cursor by form."""
        person = self.person
        if person is None:
            return

        def save(values: dict[str, str]) -> bool:
            return self.run_change(
                _("Changed {name}").format(name=person.name),
                lambda change: change.replace(person_from(values, person)),
            )

        fields = person_fields(person, (), self._codes(), self.desk.today())
        title = _("{key}: {name}").format(key=person.id, name=person.name)
        self.show_form(Form(title, fields, save, about=person.id))

    def action_absence(self) -> None:
        """Enter an absence of the person at the cursor by form."""
        person = self.person
        if person is None:
            return
        form: Form

        def save(values: dict[str, str]) -> bool:
            try:
                absence = absence_from(values, person.id)
            except ValueError as error:
                form.fail("last", str(error))
                return False
            self._shows_history = False
            return self.run_change(
                _("Absence of {name} from {first}").format(name=person.name, first=absence.first),
                lambda change: change.add(absence),
            )

        form = Form(_("Absence of {name}").format(name=person.name), absence_fields(self.desk.today()), save)
        self.show_form(form)

    def _absence(self) -> Absence | None:
        """Return the absence at the cursor beneath, or the one that waits for a decision."""
        person = self.person
        if person is None or self._shows_history:
            return None
        if self.details.has_focus and self.details.current is not None:
            return self.desk.table(Absence).get(self.details.current.key)
        asked = [
            absence
            for absence in self.desk.table(Absence).where(person=person.id)
            if absence.state is AbsenceState.ASKED
        ]
        return asked[0] if len(asked) == 1 else None

    def action_decide(self, state: str) -> None:
        """Approve or decline an absence."""
        person, absence = self.person, self._absence()
        if person is None or absence is None:
            self.show_message(_("Press Tab and choose an absence first."), "warning")
            return
        decided = replace(absence, state=AbsenceState(state))
        text = (
            _("Approved: {name} from {first}") if state == "approved" else _("Declined: {name} from {first}")
        )
        self.run_change(
            text.format(name=person.name, first=absence.first), lambda change: change.replace(decided)
        )

    def action_drop_absence(self) -> None:
        """Remove an absence, after asking."""
        person, absence = self.person, self._absence()
        if person is None or absence is None or not self.details.has_focus:
            self.show_message(_("Press Tab and choose an absence first."), "warning")
            return
        self.ask(
            _("Remove the absence of {name} from {first}?").format(name=person.name, first=absence.first),
            lambda: self.run_change(
                _("Removed the absence of {name} from {first}").format(name=person.name, first=absence.first),
                lambda change: change.remove(absence),
            ),
        )
