"""How one rule stands: drills done and planned against those wanted, and by when the next must be held."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from dutydesk.wording import _, headed
from dutydesk_drills.rules.in_force import RulePack
from dutydesk_drills.rules.rule import DrillRule
from dutydesk_drills.rules.school_time import SchoolTime
from dutydesk_drills.rules.stretch import Stretch


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

    `next_by` is the latest safe date: the last day on which the next drill can be held so that the rule is
    kept, of those still to be planned, or, where enough are planned, of those still to be held. It is None
    where nothing more is to be held, or no day is left. `reason` says in one line where that comes from.
    `first` and `last` are the days of the stretch, or of the drill that parents are told of.
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

    @classmethod
    def of_nothing(cls, pack: RulePack, rule: DrillRule, reason: str) -> Self:
        """Return how a rule stands that finds nothing to hold for, with the reason."""
        return cls(
            pack=pack,
            rule=rule,
            period="",
            needed=0,
            done=0,
            planned=0,
            next_by=None,
            state=RuleState.NOT_DUE,
            reason=reason,
        )

    @property
    def is_pressing(self) -> bool:
        """Whether something must be done for it."""
        return self.state in {RuleState.DUE, RuleState.OVERDUE}

    @property
    def wants_planning(self) -> bool:
        """Whether more drills are wanted than are held and planned."""
        return self.done + self.planned < self.needed


def state_name(state: RuleState) -> str:
    """Return what people call a state."""
    return {
        RuleState.NOT_DUE: _("not due"),
        RuleState.PLANNED: _("planned"),
        RuleState.DUE: _("due"),
        RuleState.OVERDUE: _("overdue"),
        RuleState.MET: _("met"),
    }[state]


def state_by(next_by: date | None, stretch: Stretch, time: SchoolTime) -> RuleState:
    """Return the state of a rule that wants more than is planned, by the next drill's latest safe day."""
    if stretch.last < time.today or (next_by is not None and next_by < time.today):
        return RuleState.OVERDUE
    soon = time.today + time.planned_ahead
    if next_by is None:
        return RuleState.OVERDUE if stretch.first <= soon else RuleState.NOT_DUE
    return RuleState.DUE if next_by <= soon else RuleState.NOT_DUE


def summed(standings: Sequence[RuleStanding], period: str) -> RuleStanding:
    """Return one rule's standings in the stretches of a year as one.

    It is overdue or due where one of them is. A stretch counts what it wants and no more: two drills in May
    do not make up for none in April.
    """
    needed = sum(each.needed for each in standings)
    done = sum(min(each.done, each.needed) for each in standings)
    planned = sum(min(each.planned, max(0, each.needed - each.done)) for each in standings)
    worst = max(standings, key=lambda each: GRAVITY.index(each.state))
    if worst.is_pressing:
        state = worst.state
    elif not needed:
        state = RuleState.NOT_DUE
    elif done >= needed:
        state, worst = RuleState.MET, next(each for each in reversed(standings) if each.needed)
    else:
        state = RuleState.PLANNED if done + planned >= needed else RuleState.NOT_DUE
        lacking = [each for each in standings if each.done < each.needed]
        worst = next((each for each in lacking if each.wants_planning), lacking[0])
    named = len(standings) > 1 and worst.period != period and worst.period not in worst.reason
    return RuleStanding(
        pack=worst.pack,
        rule=worst.rule,
        period=period,
        needed=needed,
        done=done,
        planned=planned,
        next_by=worst.next_by,
        state=state,
        reason=headed(worst.period, worst.reason) if named else worst.reason,
        first=standings[0].first,
        last=standings[-1].last,
    )
