"""How the rules stand: drills done and planned against those wanted, and by when the next must be held."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dutydesk.api import Desk
from dutydesk_drills.rules.in_force import RulePack
from dutydesk_drills.rules.rule import DrillRule


class RuleState(StrEnum):
    """Where a rule stands in a stretch of time."""

    NOT_DUE = "not due"
    PLANNED = "planned"
    DUE = "due"
    OVERDUE = "overdue"
    MET = "met"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleStanding:
    """How one rule stands in one stretch of time, such as a month or a school year.

    `next_by` is the latest safe date: the last day on which the next drill that is still to be planned can be
    held so that the rule is kept; None where nothing more is to be held. `reason` says in one line where
    that comes from.
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


def present_standings(desk: Desk) -> tuple[RuleStanding, ...]:
    """Return how each rule stands in the month, term or year of today."""
    del desk
    return ()


def year_standings(desk: Desk, year: int) -> tuple[RuleStanding, ...]:
    """Return how each rule stands over the whole school year that begins in `year`."""
    del desk, year
    return ()
