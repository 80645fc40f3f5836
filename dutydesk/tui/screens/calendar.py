"""Meetings, training, drills, events and duties: as a list from a day on, or a month at a glance."""

from dataclasses import replace
from datetime import date, timedelta
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import ContentSwitcher, Static

from dutydesk.api import Desk
from dutydesk.domain import Activity, ActivityException, Occurrence, month_name, new_id
from dutydesk.tui.screens.calendar_forms import activity_fields, activity_from
from dutydesk.tui.screens.calendar_rows import (
    AGENDA_COLUMNS,
    WIDE_COLUMNS,
    Agenda,
    agenda_rows,
    month_model,
    read_agenda,
)
from dutydesk.tui.widgets.actions import ActionSpec, bindings
from dutydesk.tui.widgets.area import AreaScreen
from dutydesk.tui.widgets.days import day_name
from dutydesk.tui.widgets.filter_bar import FilterBar
from dutydesk.tui.widgets.form import Form
from dutydesk.tui.widgets.month import MonthView
from dutydesk.tui.widgets.table import SelectTable
from dutydesk.tui.widgets.text import plain
from dutydesk.wording import _

AGENDA_DAYS = 28
WIDE = 120


class CalendarScreen(AreaScreen):
    """A list and a month of the same things."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec("calendar.add", "n", "add", _("New"), _("Add an activity")),
        ActionSpec(
            "calendar.edit", "e", "edit", _("Edit"), _("Change this activity, the whole series if it repeats")
        ),
        ActionSpec(
            "calendar.delete", "d", "delete", _("Delete"), _("Delete this activity and all its repeats")
        ),
        ActionSpec(
            "calendar.cancel", "x", "cancel_one", _("Cancel once"), _("Cancel a series on this day only")
        ),
        ActionSpec("calendar.view", "m", "view", _("Month/list"), _("Change between the list and the month")),
        ActionSpec("calendar.today", "t", "today", _("Today"), _("Go to today")),
        ActionSpec("calendar.filter", "slash", "filter", _("Filter"), _("Find by any part of a line")),
        ActionSpec(
            "calendar.before", "left,h", "shift(-7)", _("Week before"), _("Begin a week earlier"), show=False
        ),
        ActionSpec(
            "calendar.after", "right,l", "shift(7)", _("Next week"), _("Begin a week later"), show=False
        ),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    DEFAULT_CSS = """
    CalendarScreen #calendar-title { height: 1; padding: 0 1; text-style: bold; }
    CalendarScreen ContentSwitcher { height: 1fr; }
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.first = desk.today()
        self.list = SelectTable(
            AGENDA_COLUMNS, empty=_("Nothing in these four weeks. Press n to add an activity."), id="list"
        )
        self.month = MonthView(self.first, id="month")
        self._occurrences: dict[str, Occurrence] = {}

    def on_resize(self) -> None:
        """Give the columns more room where there is more."""
        self.list.show_columns(WIDE_COLUMNS if self.size.width >= WIDE else AGENDA_COLUMNS)

    def compose_body(self) -> ComposeResult:
        """Lay out the title, and the list or the month."""
        yield Static("", id="calendar-title")
        yield FilterBar(self.list)
        with ContentSwitcher(initial="list"):
            yield self.list
            yield self.month

    @property
    def shows_month(self) -> bool:
        """Whether the month is in view."""
        return self.query_one(ContentSwitcher).current == "month"

    def reload(self) -> None:
        """Read the days in view in a thread and show them."""
        if self.shows_month:
            first, last = self.month.days[0], self.month.days[-1]
        else:
            first, last = self.first, self.first + timedelta(days=AGENDA_DAYS - 1)
        self.in_background(lambda: read_agenda(self.desk, first, last), self.show_agenda)

    def tick(self) -> None:
        """Begin the list with the new day after midnight."""
        if self.first == self.desk.today() - timedelta(days=1):
            self.action_today()

    def show_agenda(self, agenda: Agenda) -> None:
        """Show what was read."""
        self._occurrences = {agenda.row_key(found): found for found in agenda.occurrences}
        if self.shows_month:
            self.month.show(month_model(agenda))
            title = _("{month} (PgUp, PgDn: other months)").format(month=month_name(self.month.day))
        else:
            self.list.show_rows(agenda_rows(agenda))
            title = _("Four weeks from {day}").format(day=day_name(agenda.first, agenda.today))
        self.query_one("#calendar-title", Static).update(plain(title))

    @on(MonthView.DayMoved)
    def follow_day(self, event: MonthView.DayMoved) -> None:
        """Read another month when the cursor comes to one."""
        event.stop()
        self.reload()

    @on(MonthView.DaySelected)
    def open_day(self, event: MonthView.DaySelected) -> None:
        """Show the list from the chosen day on."""
        event.stop()
        self.first = event.day
        self.action_view()

    @on(SelectTable.RowSelected)
    def open_row(self, event: SelectTable.RowSelected) -> None:
        """Edit the chosen activity; a duty is arranged elsewhere."""
        event.stop()
        self.action_edit()

    # Going about

    def action_view(self) -> None:
        """Change between the list and the month."""
        switcher = self.query_one(ContentSwitcher)
        if self.shows_month:
            switcher.current = "list"
            self.list.focus()
        else:
            self.month.go(self.first)
            switcher.current = "month"
            self.month.focus()
        self.reload()

    def action_today(self) -> None:
        """Go to today."""
        self.first = self.desk.today()
        self.month.go(self.first)
        self.reload()

    def action_go_to(self, day: str) -> None:
        """Show the list from the day on that is given as ``YYYY-MM-DD``."""
        self.first = date.fromisoformat(day)
        if self.shows_month:
            self.action_view()
        else:
            self.reload()

    def action_shift(self, days: int) -> None:
        """Begin the list some days earlier or later."""
        self.first += timedelta(days=days)
        self.reload()

    def action_filter(self) -> None:
        """Open the filter of the list."""
        if not self.shows_month:
            self.query_one(FilterBar).open()

    # Changing

    @property
    def occurrence(self) -> Occurrence | None:
        """The occurrence at the cursor of the list."""
        row = None if self.shows_month else self.list.current
        return None if row is None else self._occurrences.get(":".join(row.key.split(":")[:3]))

    def _chosen(self) -> Occurrence | None:
        """Return the occurrence at the cursor if the desk keeps it, or say why it cannot be changed here."""
        found = self.occurrence
        if self.shows_month:
            self.show_message(_("Press Enter to open the day, then choose an activity."), "warning")
        elif found is None:
            self.show_message(_("Choose an activity; duties are arranged in the roster."), "warning")
        elif self.desk.table(Activity).get(found.activity.id) is None:
            source = found.activity.source or _("a settings file")
            self.show_message(
                _("This comes from {source}; change it there.").format(source=source), "warning"
            )
        else:
            return found
        return None

    def _day_at_cursor(self) -> date:
        if self.shows_month:
            return self.month.day
        found = self.occurrence
        return found.day if found is not None else self.first

    def action_add(self) -> None:
        """Add an activity by form."""
        self._edit(None, _("New activity"), self._day_at_cursor())

    def action_edit(self) -> None:
        """Change the activity at the cursor by form."""
        found = self._chosen()
        if found is not None:
            series = _("{title}, all of the series") if found.activity.rule else "{title}"
            self._edit(found.activity, series.format(title=found.activity.title), found.day)

    def _edit(self, activity: Activity | None, title: str, day: date) -> None:
        form: Form

        def save(values: dict[str, str]) -> bool:
            try:
                made = activity_from(values, activity)
            except ValueError as error:
                form.fail("end", str(error))
                return False
            if activity is None:
                why = _("Added {title} on {day}").format(title=made.title, day=made.start.date())
                return self.run_change(why, lambda change: change.add(made))
            why = _("Changed {title}").format(title=made.title)
            return self.run_change(why, lambda change: change.replace(made))

        keys = {person.id for person in self.desk.people()}
        kinds = self.desk.activity_kinds()
        fields = activity_fields(activity, kinds, keys, day, self.desk.today())
        form = Form(title, fields, save, about=activity.id if activity is not None else "")
        self.show_form(form)

    def action_delete(self) -> None:
        """Delete the activity at the cursor, after asking."""
        found = self._chosen()
        if found is None:
            return
        activity = found.activity
        question = _("Delete the whole series {title}?") if activity.rule else _("Delete {title}?")
        self.ask(
            question.format(title=activity.title),
            lambda: self.run_change(
                _("Deleted {title}").format(title=activity.title), lambda change: change.remove(activity)
            ),
        )

    def action_cancel_one(self) -> None:
        """Cancel a series on the day at the cursor."""
        found = self._chosen()
        if found is None:
            return
        if not found.activity.rule:
            self.show_message(_("This is held once; press d to delete it."), "warning")
            return
        moved = found.exception
        why = _("Cancelled {title} on {day}").format(title=found.activity.title, day=found.day)
        if moved is not None:
            self.run_change(why, lambda change: change.replace(replace(moved, cancelled=True)))
        else:
            day = ActivityException(id=new_id(), activity=found.activity.id, day=found.day, cancelled=True)
            self.run_change(why, lambda change: change.add(day))
