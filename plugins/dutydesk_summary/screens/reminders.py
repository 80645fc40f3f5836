"""The reminders of a year, week by week."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from dutydesk.api import Desk
from dutydesk.api.week import Week
from dutydesk.domain import short_day
from dutydesk.tui.widgets import (
    ActionSpec,
    LinePart,
    OverListScreen,
    SelectTable,
    TableColumn,
    TableRow,
    bindings,
)
from dutydesk.wording import _, pgettext
from dutydesk_summary.reminder.weeks_listed import ListedWeek, ReminderState, weeks_listed
from dutydesk_summary.screens.reminder import ReminderScreen
from dutydesk_summary.screens.years import is_told

_STYLES = {
    ReminderState.ISSUED: "good",
    ReminderState.OVERDUE: "error",
    ReminderState.DUE: "warning",
    ReminderState.DRAFT: "",
    ReminderState.NOT_ISSUED: "muted",
    ReminderState.NOT_BEGUN: "muted",
    ReminderState.NOT_WANTED: "muted",
}


class RemindersScreen(OverListScreen[ListedWeek]):
    """Lists the weeks that want a reminder or have one: ``RemindersScreen(desk, year)``."""

    ACTIONS: ClassVar[tuple[ActionSpec, ...]] = (
        ActionSpec(
            "reminders.open", "enter,right", "open_week", pgettext("verb", "Open"), _("Open this reminder")
        ),
        ActionSpec(
            "reminders.year-back",
            "left_square_bracket",
            "turn(-1)",
            _("Year before"),
            _("Show the weeks of the year before"),
        ),
        ActionSpec(
            "reminders.year-forth",
            "right_square_bracket",
            "turn(1)",
            _("Year after"),
            _("Show the weeks of the year after"),
        ),
        ActionSpec("reminders.now", "t", "this_week", _("This week"), _("Open the reminder of this week")),
        ActionSpec("reminders.back", "left", "close", _("Back"), _("Go back to the summary"), show=False),
        ActionSpec("reminders.filter", "slash", "filter", _("Filter"), _("Show only what holds a text")),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS)
    COLUMNS: ClassVar[tuple[TableColumn, ...]] = (
        TableColumn("week", _("Week"), 9),
        TableColumn("days", _("Days"), 14),
        TableColumn("due", _("Due"), 10),
        TableColumn("state", _("How it stands")),
    )
    EMPTY: ClassVar[str] = _("No week wants a reminder: config/calendar.toml names no term in this year.")
    NOTHING_CHOSEN: ClassVar[str] = _("There is no week here.")

    def __init__(self, desk: Desk, year: int) -> None:
        super().__init__(desk)
        self.year = year
        self.move_to(Week.of(desk.today()).name)

    def reload(self) -> None:
        """Read the weeks in a thread."""
        year = self.year
        self.in_background(lambda: weeks_listed(self.desk, year), self._show)

    def tick(self) -> None:
        """Look anew: a day may have begun on which a reminder is due."""
        self.reload()

    def _show(self, listed: Sequence[ListedWeek]) -> None:
        today = self.desk.today()
        issued = sum(each.state is ReminderState.ISSUED for each in listed)
        wanted = sum(each.due is not None and each.due <= today for each in listed)
        self.show_list(
            [
                LinePart(_(" Reminders of {year} ").format(year=self.year), "strong"),
                LinePart(_(" {count} issued, {wanted} due so far").format(count=issued, wanted=wanted)),
            ],
            _rows(listed),
            {each.week.name: each for each in listed},
            right=[
                LinePart(_(" [ {year} ").format(year=self.year - 1), "key", "turn(-1)", self),
                LinePart(_(" ] {year} ").format(year=self.year + 1), "key", "turn(1)", self),
            ],
        )

    @on(SelectTable.RowSelected)
    def action_open_week(self) -> None:
        """Open the reminder of the week at the cursor."""
        listed = self.chosen()
        if listed is not None:
            self.open_over(ReminderScreen(self.desk, listed.week), _("Reminder"))

    def action_this_week(self) -> None:
        """Open the reminder of this week."""
        self.open_over(ReminderScreen(self.desk, Week.of(self.desk.today())), _("Reminder"))

    def action_turn(self, years: int) -> None:
        """Show the weeks of another year."""
        year = self.year + years
        if not is_told(year, self.desk.today()):
            self.show_message(_("There is nothing to tell of {year}.").format(year=year), "warning")
            return
        self.year = year
        self.move_to(Week.of(self.desk.today()).name)
        self.reload()


def _rows(listed: Sequence[ListedWeek]) -> Iterator[TableRow]:
    for each in listed:
        yield TableRow(
            each.week.name,
            (
                each.week.name,
                f"{each.week.monday:%m-%d} - {each.week.sunday:%m-%d}",
                short_day(each.due) if each.due is not None else "",
                state_text(each),
            ),
            _STYLES[each.state],
        )


def state_text(listed: ListedWeek) -> str:
    """Return how the reminder of a week stands, in words."""
    reminder = listed.reminder
    if reminder is not None and reminder.issued is not None:
        return _("issued {day}, {who}").format(day=reminder.issued, who=listed.issued_by)
    begun = listed.is_kept
    return {
        ReminderState.OVERDUE: _("! overdue, drafted") if begun else _("! overdue, not begun"),
        ReminderState.DUE: _("due today, drafted") if begun else _("due today, not begun"),
        ReminderState.DRAFT: _("drafted"),
        ReminderState.NOT_ISSUED: _("drafted, not issued") if begun else _("none"),
        ReminderState.NOT_BEGUN: _("not begun"),
        ReminderState.NOT_WANTED: _("no week of a term"),
    }.get(listed.state, "")
