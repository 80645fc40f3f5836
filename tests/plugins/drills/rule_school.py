"""A school year worked out by hand, drills in it, and rules as a settings file holds them."""

import tomllib
from collections.abc import Iterable
from datetime import date, datetime, time

import msgspec

from dutydesk.config.calendar_settings import CalendarSettings
from dutydesk_drills.rules.drill_fact import DrillFact
from dutydesk_drills.rules.ground import Ground
from dutydesk_drills.rules.in_force import RulePack
from dutydesk_drills.rules.judging import of_year, over_year, present
from dutydesk_drills.rules.rule import DrillRule
from dutydesk_drills.rules.rule_standing import RuleStanding
from dutydesk_drills.rules.school_time import SchoolTime
from dutydesk_drills.settings import DrillsFile
from tests.plugins.planned_desk import CALENDAR

TODAY = date(2026, 11, 24)
"""A Tuesday."""
# Days of school in each month: September 22, October 18 (8, 9, Saturday 10, 12-16, 19-23, 26-30),
# November 21, December 23, January 15 (4-22), February 5 (22-26), March 23, April 22, May 21, June 22,
# July 7 (1, 2, 5-9).


def school(text: str = "", *, today: date = TODAY, calendar: str = CALENDAR) -> SchoolTime:
    """Return school time by a ``drills.toml`` and a ``calendar.toml``."""
    found = msgspec.convert(tomllib.loads(calendar), CalendarSettings, strict=True)
    settings = msgspec.convert(tomllib.loads(text), DrillsFile, strict=True)
    return SchoolTime(found.school_calendar(), settings, today)


def rule(text: str, *, code: str = "r") -> DrillRule:
    """Return a rule by the lines of its table; without a name it is called like its code."""
    lines = text.strip().replace(";", "\n")
    return msgspec.convert(
        tomllib.loads(f'code = "{code}"\nname = "{code}"\n{lines}'), DrillRule, strict=True
    )


def pack(*rules: DrillRule) -> RulePack:
    """Return a pack of these rules."""
    return RulePack(code="pack", name="Pack", rules=rules)


def drill(
    on: str, kind: str = "evacuation", *, at: str = "10:00", held: bool | None = None, **more: object
) -> DrillFact:
    """Return a drill; without `held`, one before `TODAY` was held and a later one is planned.

    A fire drill counts as an evacuation drill.
    """
    day = date.fromisoformat(on)
    kinds = {kind, "evacuation"} if kind == "fire" else {kind}
    given = {
        "conditions": frozenset(more.pop("conditions", ())),
        "over": day < TODAY,
        "title": f"{kind} {on}",
        "key": f"{kind}-{on}-{at}",
        **more,
    }
    return DrillFact(
        day=day,
        start=time.fromisoformat(at),
        kinds=frozenset(kinds),
        held=day < TODAY if held is None else held,
        **given,
    )


def held(*days: str, kind: str = "evacuation", **more: object) -> list[DrillFact]:
    """Return a drill held on each of these days."""
    return [drill(day, kind, held=True, over=True, **more) for day in days]


def ground(facts: Iterable[DrillFact], time_: SchoolTime, *rules: DrillRule) -> Ground:
    """Return what a rule is judged by."""
    return Ground(tuple(sorted(facts, key=lambda each: (each.day, each.start))), time_, rules)


def now(facts: Iterable[DrillFact], time_: SchoolTime, *rules: DrillRule) -> RuleStanding:
    """Return how the first of `rules` stands in the stretch of today, the others holding beside it."""
    return next(
        each for each in present([pack(*rules)], tuple(facts), time_) if each.rule.code == rules[0].code
    )


def in_year(
    facts: Iterable[DrillFact], time_: SchoolTime, *rules: DrillRule, year: int = 2026
) -> RuleStanding:
    """Return how the first of `rules` stands over a school year."""
    return over_year([pack(*rules)], tuple(facts), time_, year)[0]


def by_stretch(
    facts: Iterable[DrillFact], time_: SchoolTime, *rules: DrillRule, year: int = 2026
) -> list[RuleStanding]:
    """Return how the first of `rules` stands in each stretch of a school year."""
    return [
        each for each in of_year([pack(*rules)], tuple(facts), time_, year) if each.rule.code == rules[0].code
    ]


def moment(text: str) -> datetime:
    """Return naive wall time."""
    return datetime.fromisoformat(text)
