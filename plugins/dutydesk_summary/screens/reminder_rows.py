"""The lines of the screen of a reminder."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dutydesk.api import Desk
from dutydesk.api.week import Week
from dutydesk.tui.widgets import TableColumn, TableRow, broken_row
from dutydesk.wording import _
from dutydesk_summary.reminder.issuing import issued_text
from dutydesk_summary.reminder.keeping import Part, reminder_of
from dutydesk_summary.reminder.reminder import Reminder
from dutydesk_summary.reminder.school_weeks import SchoolWeeks
from dutydesk_summary.reminder.spoken import BULLET
from dutydesk_summary.reminder.words import no_points, none_recorded, week_words

COLUMNS = (TableColumn("text", ""), TableColumn("read", "", 12))


@dataclass(frozen=True, slots=True)
class ReminderPage:
    """A reminder as it stands, how in words, and the day on which it is due where it is wanted."""

    week: Week
    reminder: Reminder
    state: str
    due: date | None

    @classmethod
    def of(cls, desk: Desk, week: Week) -> "ReminderPage":
        """Read the reminder of a week, or draft it; that belongs in a thread."""
        reminder = reminder_of(desk, week)
        return cls(week, reminder, issued_text(desk, reminder), SchoolWeeks.of(desk).due_day(week))

    @property
    def is_issued(self) -> bool:
        """Whether it stands as it is."""
        return self.reminder.issued is not None


def part_title(part: Part, week: Week) -> str:
    """Return the heading of a part, with the days that it speaks of."""
    if part is Part.LAST_WEEK:
        return _("Last week, {days}").format(days=week_words(week.before))
    return _("Points of this week, {days}").format(days=week_words(week))


def reminder_rows(page: ReminderPage, width: int) -> Iterator[TableRow]:
    """Yield both parts, their lines broken for `width` cells."""
    empty = {Part.LAST_WEEK: none_recorded(page.week), Part.POINTS: no_points()}
    for part in Part:
        yield TableRow(f"heading-{part}", (part_title(part, page.week), ""), heading=True)
        lines = part.of(page.reminder).splitlines()
        for number, line in enumerate(lines):
            is_spoken = not line.startswith(BULLET)
            row = TableRow(f"{part}-{number}", (line, _("read out") if is_spoken else _("meeting")))
            yield from broken_row(row, (width,))
        if not lines:
            row = TableRow(f"{part}-", (empty[part], ""), style="muted")
            yield from broken_row(row, (width,))


def part_at(key: str) -> Part | None:
    """Return the part in which the line with this key stands."""
    return next((part for part in Part if key.startswith(f"{part}-")), None)
