"""Something that is due: the monthly key count, on the last day of the month, until it is noted."""

import calendar
from collections.abc import Sequence
from datetime import date

from dutydesk.api import Desk, DueItem, DueState, hookimpl


@hookimpl
def due(desk: Desk, first: date, last: date) -> Sequence[DueItem]:
    today = desk.today()
    day = today.replace(day=calendar.monthrange(today.year, today.month)[1])
    if desk.records("key-count").get(f"{today:%Y-%m}") or not first <= day <= last:
        return []
    return [DueItem(title="Count the keys", day=day, state=DueState.DUE)]
