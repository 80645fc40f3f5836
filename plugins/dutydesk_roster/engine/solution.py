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
    """A slot that stays short: `missing` heads, and the needs that nobody placed there meets."""

    post: str
    shift: str
    day: date
    missing: int
    lacking: tuple[str, ...] = ()


class Breach(msgspec.Struct, frozen=True, order=True):
    """A rule that a roster breaks, in a leader's words; `amount` says by how much, in the rule's own unit."""

    day: date
    person: str
    rule: str
    text: str
    amount: float = 1.0


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
    no roster costs less. `changes` are the differences from what stood before, where that was given.
    """

    assignments: tuple[Placed, ...]
    unfilled: tuple[Unfilled, ...]
    status: Status
    objective: float
    bound: float
    seconds: float
    fairness: dict[str, Burden]
    contradictions: tuple[Contradiction, ...] = ()
    changes: tuple[Moved, ...] = ()
