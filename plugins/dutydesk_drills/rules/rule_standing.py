"""How one rule stands: drills done and planned against those wanted, and by when the next must be held."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dutydesk_drills.rules.in_force import RulePack
from dutydesk_drills.rules.rule import DrillRule


class RuleState(StrEnum):
    """Where a rule stands in a stretch of time."""

    NOT_DUE = "not due"
    PLANNED = "planned"
    DUE = "due"
    OVERDUE = "overdue"
    MET = "met"


GRAVITY = (RuleState.MET, RuleState.NOT_DUE, RuleState.PLANNED, RuleState.DUE, RuleState.OVERDUE)
"""The states from the best to the worst."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleStanding:
    """How one rule stands in one stretch of time, such as a month or a school year.

    `next_by` is the latest safe date: the last day on which the next drill can be held so that the rule is kept
    - of those still to be planned, or, where enough are planned, of those still to be held; None where nothing
    more is to be held, or no day is left. `reason` says in one line where that comes from. `first` and `last`
    are the days of the stretch.
    """

    pack: RulePack
    rule: DrillRule
    period: str
    needed: int
    done: int
    planned: int
    next_by: date | None
    state: RuleState
    reason: str
    first: date | None = None
    last: date | None = None

    @property
    def wants_planning(self) -> bool:
        """Whether more drills are to be planned, whatever becomes of those that are."""
        return self.done + self.planned < self.needed
