"""The days of a year that call for a drill."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from dutydesk.wording import language
from dutydesk_drills.kind import DrillKind
from dutydesk_drills.kinds import counts_as
from dutydesk_drills.proposing.problem import ObservedDay
from dutydesk_drills.rules.observance_day import day_of_observance
from dutydesk_drills.rules.pack import Observance


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
