"""The order in which people are listed."""

from collections.abc import Iterable

from dutydesk.domain import Person
from dutydesk.domain.person import RANKS


def leaders_first(people: Iterable[Person]) -> tuple[Person, ...]:
    """Return people by rank, then by squad, then by name as Latin letters have it."""
    ranks = {rank: place for place, rank in enumerate(RANKS)}
    return tuple(
        sorted(
            people,
            key=lambda each: (
                ranks.get(each.rank, len(ranks)),
                each.squad,
                each.latin or each.name,
                each.id,
            ),
        )
    )
