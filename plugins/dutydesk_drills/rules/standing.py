"""How the rules stand at a desk: drills done and planned against those wanted, and by when the next is due."""

from datetime import timedelta
from itertools import groupby

from dutydesk.api import Desk
from dutydesk_drills.rules.drill_fact import drill_facts
from dutydesk_drills.rules.in_force import packs_in_force
from dutydesk_drills.rules.judging import of_year, present, summed
from dutydesk_drills.rules.rule_standing import RuleStanding, RuleState
from dutydesk_drills.rules.school_time import SchoolTime
from dutydesk_drills.settings import DrillsFile

_A_YEAR = timedelta(days=366)

__all__ = ["RuleStanding", "RuleState", "present_standings", "school_time", "year_standings"]


def school_time(desk: Desk) -> SchoolTime:
    """Return the desk's school time."""
    return SchoolTime(desk.school_calendar(), desk.settings(DrillsFile), desk.today())


def present_standings(desk: Desk) -> tuple[RuleStanding, ...]:
    """Return how each rule stands in the month, term or year of today.

    Raises:
        DataProblem: a pack that ``drills.toml`` names is not there, or something is wrong with its file.
    """
    packs = packs_in_force(desk)
    if not any(pack.rules for pack in packs):
        return ()
    time = school_time(desk)
    first, last = time.year(time.year_of(time.today))
    return present(packs, drill_facts(desk, first - _A_YEAR, last + _A_YEAR), time)


def year_standings(desk: Desk, year: int) -> tuple[RuleStanding, ...]:
    """Return how each rule stands over the whole school year that begins in `year`.

    Raises:
        DataProblem: a pack that ``drills.toml`` names is not there, or something is wrong with its file.
    """
    packs = packs_in_force(desk)
    if not any(pack.rules for pack in packs):
        return ()
    time = school_time(desk)
    first, last = time.year(year)
    found = of_year(packs, drill_facts(desk, first - _A_YEAR, last + _A_YEAR), time, year)
    name = f"{year}-{year + 1}" if first.year != last.year else str(year)
    return tuple(
        summed(tuple(of_rule), name)
        for _key, of_rule in groupby(found, key=lambda each: (each.pack.code, each.rule.code))
    )
