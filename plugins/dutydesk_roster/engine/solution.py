"""What the engine answers: who stands where, what stays open, and how the burden is shared."""

from datetime import date
from enum import StrEnum

import msgspec

from dutydesk_roster.engine.problem import Burden, Placed


class Status(StrEnum):
    """How far the search came.

    Optimal is proved; feasible is the best found in the time; cancelled is the best found when someone
    stopped it; impossible would mean that not even an empty roster exists.
    """

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    CANCELLED = "cancelled"
    IMPOSSIBLE = "impossible"


class Unfilled(msgspec.Struct, frozen=True, order=True):
    """A slot that stays short: `missing` heads of those wanted, and the needs that nobody there meets.

    `below` of the missing heads lie below what the post can do with, so that it is not guarded.
    """

    post: str
    shift: str
    day: date
    missing: int
    lacking: tuple[str, ...] = ()
    below: int = 0


class Breach(msgspec.Struct, frozen=True, order=True):
    """A rule that a roster breaks, in a leader's words; `amount` says by how much, in the rule's own unit.

    `weight` is what each unit of it costs, or 0 where the rule is hard.
    """

    day: date
    person: str
    rule: str
    text: str
    amount: float = 1.0
    weight: int = 0

    @property
    def hard(self) -> bool:
        """Tell whether no roster may break the rule."""
        return self.weight == 0


class Contradiction(msgspec.Struct, frozen=True, order=True):
    """A pin that cannot be had without breaking a rule, or that names what does not exist."""

    day: date
    person: str
    rule: str
    text: str


class Moved(msgspec.Struct, frozen=True, order=True):
    """One difference from what stood before: a duty "added" to a person or "removed" from them."""

    day: date
    shift: str
    post: str
    person: str
    change: str


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How a running search stands; `objective` and `bound` are costs, less being better."""

    objective: float
    bound: float
    unfilled: int
    seconds: float


class Solution(msgspec.Struct, frozen=True, kw_only=True):
    """A roster and what is to be said about it.

    `fairness` counts what each person stands in these days, without what they carried in. `bound` is proved:
    no roster costs less. `broken` are hard rules that the roster breaks all the same, because a pin does or
    because nobody could be found. `changes` are the differences from what stood before, where that was given.
    """

    assignments: tuple[Placed, ...]
    unfilled: tuple[Unfilled, ...]
    status: Status
    objective: float
    bound: float
    seconds: float
    fairness: dict[str, Burden]
    contradictions: tuple[Contradiction, ...] = ()
    broken: tuple[Breach, ...] = ()
    changes: tuple[Moved, ...] = ()
