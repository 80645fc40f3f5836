"""Swaps: whether they are allowed, what they cost, and which of them free someone."""

from collections import Counter
from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dutydesk_roster.engine import (
    Apart,
    Beside,
    EngineFailed,
    FewestDaysOff,
    HeadsOf,
    NightsInARow,
    Pin,
    Placed,
    PluginRule,
    Wish,
    Within,
    check,
    fairness_table,
    judge_swap,
    score,
    swaps_that_free,
    unfilled,
)
from tests.plugins.roster_engine.months import DAY, LATE, NIGHT, away, guard, problem, slot
from tests.plugins.roster_engine.random_problems import problems, rosters

MONDAY = date(2026, 11, 2)
DATES = [MONDAY + timedelta(days=index) for index in range(28)]


def at(person, shift, day, post="gate"):
    return Placed(person, post, shift.code, day)


def swapped(roster, give, take, other):
    left = [one for one in roster if one not in {give, take}]
    back = [] if take is None else [Placed(give.person, *take.place)]
    return [*left, Placed(other, *give.place), *back]


def told(breaches):
    return Counter((one.day, one.rule, one.text) for one in breaches)


def full_but_unmet(asked, roster):
    """The slots for several that are full and have nobody who meets a need."""
    several = {one.place for one in asked.slots if one.room > 1}
    return {
        (short.place, need)
        for short in (msgspec_place(one) for one in unfilled(asked, roster))
        if short.place in several and not short.missing
        for need in short.lacking
    }


@pytest.fixture(scope="module")
def asked():
    return problem(
        [guard(key, name=key.title()) for key in ("li", "wu", "sun")],
        [slot(post, shift, day) for day in DATES for shift in (DAY, LATE, NIGHT) for post in ("gate", "hall")],
    )


@st.composite
def swaps(draw):
    asked = draw(problems(pinned=True).filter(lambda one: one.slots and len(one.people) > 1))
    roster = draw(rosters(asked, most=8))
    assume(roster)
    give = draw(st.sampled_from(roster))
    others = [one for one in roster if one.person != give.person]
    if others and draw(st.booleans()):
        take = draw(st.sampled_from(others))
        return asked, roster, give, take, take.person
    keys = [one.key for one in asked.people if one.key != give.person]
    return asked, roster, give, None, draw(st.sampled_from(keys))
