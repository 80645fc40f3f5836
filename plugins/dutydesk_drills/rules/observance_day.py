"""On which day of a year an observance falls."""

import calendar as months
from datetime import date

from dutydesk.api.settings_values import WEEKDAYS
from dutydesk_drills.rules.pack import Observance
from dutydesk_drills.rules.school_time import day_of_year


def day_of_observance(observance: Observance, year: int) -> date | None:
    """Return when an observance is in a year, or None where the month has no such weekday."""
    if observance.day is not None:
        return day_of_year(year, observance.day)
    if observance.month is None or observance.weekday is None or not observance.nth:
        return None
    weekday = WEEKDAYS.index(observance.weekday)
    days = [
        date(year, observance.month, number)
        for number in range(1, months.monthrange(year, observance.month)[1] + 1)
        if date(year, observance.month, number).weekday() == weekday
    ]
    index = observance.nth - 1 if observance.nth > 0 else observance.nth
    return days[index] if -len(days) <= index < len(days) else None
