"""The figures of reminders for the annual summary, and what the records behind them are called."""

from collections.abc import Iterable, Iterator
from datetime import date

from dutydesk.api import Desk, Figure, FigureName, NamedRecord
from dutydesk.api.week import Week
from dutydesk.wording import _
from dutydesk_summary.reminder.drafting import SCREEN, open_week
from dutydesk_summary.reminder.reminder import Reminder
from dutydesk_summary.reminder.school_weeks import SchoolWeeks

ISSUED, DUE = "reminder.issued", "reminder.due"
_RECORD = "reminder:"


def reminder_figure_names() -> Iterator[FigureName]:
    """Yield what the figures are called."""
    yield FigureName(ISSUED, _("Safety reminders issued"))
    yield FigureName(DUE, _("School weeks that wanted a safety reminder"))


def reminder_figures(desk: Desk, year: int) -> Iterator[Figure]:
    """Yield the reminders issued for the weeks of a year, and how many weeks have wanted one so far.

    A week counts in the year of its name. It has wanted a reminder once that of a week of a term is due, and
    wherever one was issued. Without a reminder there is nothing that shows whether they are issued some other
    way; without terms nobody knows which weeks want one.
    """
    names = {each.key: each.title for each in reminder_figure_names()}
    issued = [each for each in reminders_of_year(desk, year) if each.issued is not None]
    if issued:
        yield Figure(ISSUED, names[ISSUED], len(issued), tuple(each.subject for each in issued))
    days = {week.name: day for week, day in SchoolWeeks.of(desk).of_year(year)}
    if days:
        due = {name for name, day in days.items() if day <= desk.today()} | {each.id for each in issued}
        if due:
            yield Figure(DUE, names[DUE], len(due))


def reminders_of_year(desk: Desk, year: int) -> tuple[Reminder, ...]:
    """Return the reminders of the weeks of a year that are kept, by week."""
    first = date.fromisocalendar(year, 1, 1)
    found = desk.table(Reminder).between("monday", first, date(year, 12, 31))
    return tuple(each for each in found if Week(each.monday).year == year)


def named_reminders(desk: Desk, keys: Iterable[str]) -> Iterator[NamedRecord]:
    """Yield what the reminders among `keys` are called, and where they can be looked at."""
    wanted = tuple(key.removeprefix(_RECORD) for key in keys if key.startswith(_RECORD))
    if not wanted:
        return
    for each in desk.table(Reminder).where(id=wanted):
        yield NamedRecord(
            key=each.subject,
            title=_("Safety reminder of {week}").format(week=each.id),
            day=each.issued or each.monday,
            screen=SCREEN,
            action=open_week(Week(each.monday)),
        )
