"""Needs are met where they can be: in the first roster, before a search settles, and by whoever is rare."""

from datetime import date, timedelta
from itertools import product

import msgspec
import pytest

from dutydesk_roster.engine import Placed, check, unfilled
from dutydesk_roster.engine.fill_holes import fill_holes
from dutydesk_roster.engine.generate import generate
from dutydesk_roster.engine.limits import Limits
from dutydesk_roster.engine.model.layout import lay_out
from dutydesk_roster.engine.solve import solve
from dutydesk_roster.engine.start import first_roster
from tests.plugins.roster_engine.months import DAY, LATE, NIGHT, away, guard, problem, slot

MONDAY = date(2026, 11, 2)
POSTS = ("gate", "hall", "yard")


def month(days=7, *, armed=12, medics=14, others=34):
    """Nine duties of three a day, each of which needs someone armed and a medic; a week has 63 of them."""
    people = [
        *(guard(f"a{number:02}", qualifications=("armed",)) for number in range(armed)),
        *(guard(f"m{number:02}", qualifications=("medic",)) for number in range(medics)),
        *(guard(f"o{number:02}") for number in range(others)),
    ]
    dates = [MONDAY + timedelta(days=number) for number in range(days)]
    slots = [
        slot(post, shift, day, heads=3, needs=("armed", "medic"))
        for day, shift, post in product(dates, (DAY, LATE, NIGHT), POSTS)
    ]
    return problem(people, slots)


def lacking(asked, roster):
    return sum(len(one.lacking) for one in unfilled(asked, roster))


# Eleven people of six duties a week each are three more than a week asks for; ten are three too few.
@pytest.mark.parametrize(("armed", "unmet"), [(12, 0), (11, 0), (10, 3)])
def test_the_first_roster_gives_the_rare_ones_to_where_they_are_needed(armed, unmet):
    asked = month(armed=armed)
    roster = first_roster(lay_out(asked, ()), (), Limits(seconds=1, workers=1)).roster
    assert check(asked, roster) == ()
    assert sum(one.missing for one in unfilled(asked, roster)) == 0
    assert lacking(asked, roster) == unmet


@pytest.mark.parametrize("seed", range(2))
def test_a_week_has_all_that_it_needs_after_a_moment(seed):
    asked = month(armed=11)
    found = generate(asked, seconds=0.2, workers=1, seed=seed)
    assert found.unfilled == ()
    assert check(asked, found.assignments) == ()


def test_a_search_that_may_settle_at_once_first_meets_what_is_needed():
    asked = month(2, armed=20, medics=20, others=20)
    heads = msgspec.structs.replace(
        asked, slots=tuple(msgspec.structs.replace(one, needs=()) for one in asked.slots)
    )
    start = first_roster(lay_out(heads, ()), (), Limits(seconds=1, workers=1)).roster
    assert lacking(asked, start)
    limits = Limits(seconds=60, settle_seconds=0, workers=2)
    assert lacking(asked, solve(lay_out(asked, ()), limits, suggested=start).roster) == 0


def test_what_nobody_can_meet_keeps_no_search_from_settling():
    asked = month(armed=0)
    start = generate(asked, seconds=0.2, workers=1).assignments
    limits = Limits(seconds=3600, settle_seconds=0, workers=2)
    found = solve(lay_out(asked, ()), limits, suggested=start)
    assert lacking(asked, found.roster) == len(asked.slots)


def test_a_need_is_met_by_moving_as_few_as_may_be():
    days = [MONDAY + timedelta(days=number) for number in range(5)]
    people = [
        guard("armed", qualifications=("armed",)),
        guard("other", qualifications=("armed",)),
        *(guard(f"o{number}") for number in range(4)),
    ]
    slots = [slot("gate", DAY, day, heads=2, needs=("armed",)) for day in days]
    asked = problem(people, [*slots, slot("hall", DAY, days[2])], busy=(away("other", days[2], days[2]),))
    # On Wednesday the only one who is armed and there stands in the hall.
    roster = [Placed(key, *one.place) for one in slots for key in ("other", "o0") if one.day != days[2]]
    roster += [Placed(key, "gate", "day", days[2]) for key in ("o1", "o2")]
    roster.append(Placed("armed", "hall", "day", days[2]))
    assert lacking(asked, roster) == 1
    mended = fill_holes(asked, (), roster, Limits(seconds=20, workers=1))
    assert unfilled(asked, mended) == ()
    assert check(asked, mended) == ()
    changed = set(mended) ^ set(roster)
    assert {one.day for one in changed} == {days[2]}
    assert Placed("armed", "gate", "day", days[2]) in changed
