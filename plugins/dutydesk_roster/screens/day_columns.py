"""The columns of the roster's grid: days, with a sign for what kind of day each is."""

from dutydesk.domain import DayKind, narrow_weekday
from dutydesk.domain.school_calendar import SATURDAY
from dutydesk.tui.widgets import HOLIDAY_SIGN, WEEKEND_SIGN, WORKDAY_SIGN, GridColumn
from dutydesk_roster.screens.roster_view import RosterView


def day_columns(view: RosterView) -> tuple[GridColumn, ...]:
    """Return a column for each day: weekends, holidays and make-up workdays by a sign, today marked."""
    columns = []
    for day in view.stretch.days:
        kind = view.roster.plan.day_kind(day)
        sign = {DayKind.HOLIDAY: HOLIDAY_SIGN, DayKind.WEEKEND: WEEKEND_SIGN}.get(kind, "")
        if kind is DayKind.WEEKDAY and day.weekday() >= SATURDAY:
            sign = WORKDAY_SIGN
        columns.append(
            GridColumn(
                key=day.isoformat(),
                top=narrow_weekday(day),
                bottom=str(day.day),
                sign=sign,
                style="muted" if kind is not DayKind.WEEKDAY else "",
                today=day == view.today,
            )
        )
    return tuple(columns)
