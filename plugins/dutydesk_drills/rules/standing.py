"""How the rules stand at a desk: drills done and planned against those wanted, and the last safe days."""

from collections.abc import Sequence
from datetime import timedelta

from dutydesk.api import Desk
from dutydesk_drills.rules.drill_fact import DrillFact, drill_facts
from dutydesk_drills.rules.in_force import RulePack, packs_in_force
from dutydesk_drills.rules.judging import of_year, over_year, present
from dutydesk_drills.rules.rule_standing import GRAVITY, RuleStanding, RuleState
from dutydesk_drills.rules.school_time import SchoolTime
from dutydesk_drills.settings import DrillsFile

_A_YEAR = timedelta(days=366)

__all__ = [
    "GRAVITY",
    "RuleStanding",
    "RuleState",
    "facts_around",
    "present_standings",
    "school_time",
    "stretch_standings",
    "year_standings",
]


def school_time(desk: Desk) -> SchoolTime:
    """Return the desk's school time."""
    return SchoolTime(desk.school_calendar(), desk.settings(DrillsFile), desk.today())


def present_standings(desk: Desk, packs: Sequence[RulePack] | None = None) -> tuple[RuleStanding, ...]:
    """Return how each rule stands in the month, term or year of today; without `packs`, of those in force.

    Raises:
        DataProblem: `packs` are not given, and something is wrong with one that is to hold.
    """
    looked_at = packs_in_force(desk) if packs is None else packs
    if not any(pack.rules for pack in looked_at):
        return ()
    time = school_time(desk)
    return present(looked_at, facts_around(desk, time, time.year_of(time.today)), time)


def year_standings(
    desk: Desk, year: int, packs: Sequence[RulePack] | None = None
) -> tuple[RuleStanding, ...]:
    """Return how each rule stands over the whole school year that begins in `year`.

    Raises:
        DataProblem: `packs` are not given, and something is wrong with one that is to hold.
    """
    looked_at = packs_in_force(desk) if packs is None else packs
    if not any(pack.rules for pack in looked_at):
        return ()
    time = school_time(desk)
    return over_year(looked_at, facts_around(desk, time, year), time, year)


def stretch_standings(desk: Desk, year: int, packs: Sequence[RulePack]) -> tuple[RuleStanding, ...]:
    """Return how each rule of `packs` stands in each stretch of the school year that begins in `year`."""
    if not any(pack.rules for pack in packs):
        return ()
    time = school_time(desk)
    return of_year(packs, facts_around(desk, time, year), time, year)


def facts_around(desk: Desk, time: SchoolTime, year: int) -> tuple[DrillFact, ...]:
    """Return the drills of a school year and of a year before and after it."""
    first, last = time.year(year)
    return drill_facts(desk, first - _A_YEAR, last + _A_YEAR)
