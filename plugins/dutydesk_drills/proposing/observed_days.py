"""On which day of a year an observance falls."""

import calendar as months
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from dutydesk.api.settings_values import WEEKDAYS
from dutydesk.wording import language
from dutydesk_drills.kind import DrillKind
from dutydesk_drills.kinds import counts_as
from dutydesk_drills.proposing.problem import ObservedDay
from dutydesk_drills.rules.pack import Observance
from dutydesk_drills.rules.school_time import day_of_year


def observed_days(
    observances: Iterable[Observance], kinds: Sequence[DrillKind], first: date, last: date
) -> Iterator[ObservedDay]:
    """Yield the days from `first` to `last` that call for a drill of some kind, a day of two packs once."""
    seen: set[tuple[date, frozenset[str]]] = set()
    for each in observances:
        wanted = frozenset(kind.code for kind in kinds if each.kinds and counts_as(kind, each.kinds))
        for year in range(first.year, last.year + 1):
            day = day_of_observance(each, year)
            if wanted and day is not None and first <= day <= last and (day, wanted) not in seen:
                seen.add((day, wanted))
                words = each.translations.get(language())
                yield ObservedDay(words.name if words is not None else each.name, day, wanted)


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
