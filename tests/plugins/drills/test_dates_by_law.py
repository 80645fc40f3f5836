"""Years planned under the laws of several places, checked by the words of those laws."""

from collections import Counter
from itertools import pairwise

import pytest

from tests.plugins.drills import independent_checker as law
from tests.plugins.drills.date_desk import (
    CHINA,
    CHINA_CALENDAR,
    NEW_YORK,
    NEW_YORK_CALENDAR,
    NEW_YORK_SUMMER,
    SUMMER_BEFORE,
    date_desk,
    proposed,
    told,
)
from tests.plugins.planned_desk import make

PLANS = {
    "china": (("china",), CHINA, (law.china,)),
    "qingdao": (("china", "qingdao"), CHINA, (law.qingdao,)),
    "michigan": (("michigan",), NEW_YORK, (law.michigan,)),
    "alabama": (("alabama",), CHINA, (law.alabama,)),
    "new-york": (("new-york",), NEW_YORK, (law.new_york,)),
    "both": (("china", "new-york"), CHINA, (law.china, law.new_york)),
}


class Planned:
    """A year that was planned, and how it reads."""

    def __init__(self, name, proposal):
        self.name, self.proposal = name, proposal
        _packs, self.year, self.laws = PLANS[name]
        self.document, self.drills = told(proposal)


@pytest.fixture(scope="module", params=PLANS)
def plan(request, tmp_path_factory):
    packs, year, _laws = PLANS[request.param]
    made = make(tmp_path_factory.mktemp("dates") / "desk")
    desk = date_desk(
        next(made),
        packs=packs,
        calendar=CHINA_CALENDAR if year is CHINA else NEW_YORK_CALENDAR,
        more="" if year is CHINA else NEW_YORK_SUMMER,
    )
    yield Planned(request.param, proposed(desk))
    next(made, None)


def test_every_rule_of_the_law_holds(plan):
    assert plan.document["unmet"] == []
    assert [each for check in plan.laws for each in check(plan.drills, plan.year)] == []


def test_no_drill_is_where_none_can_be(plan):
    assert plan.document["clashes"] == []
    assert law.misplaced(plan.drills, plan.year, today=SUMMER_BEFORE) == []


def test_there_are_no_more_drills_than_the_law_needs(plan):
    for number in range(len(plan.drills)):
        fewer = [each for index, each in enumerate(plan.drills) if index != number]
        assert [each for check in plan.laws for each in check(fewer, plan.year)], plan.drills[number]


def test_one_drill_does_not_tell_when_the_next_is(plan):
    pairs = list(pairwise(plan.drills))
    same_weekday = sum(one["day"].weekday() == other["day"].weekday() for one, other in pairs)
    same_hour = sum(one["start"] == other["start"] for one, other in pairs)
    gaps = Counter((other["day"] - one["day"]).days for one, other in pairs)
    assert same_weekday <= len(pairs) / 4
    assert same_hour <= len(pairs) / 3
    assert max(gaps.values()) <= len(pairs) / 2
    assert len({each["start"] for each in plan.drills}) >= 3
    assert len({each["day"].weekday() for each in plan.drills}) >= 4


def test_drills_are_spread_and_keep_off_the_first_days_of_a_term(plan):
    assert min((other["day"] - one["day"]).days for one, other in pairwise(plan.drills)) >= 4
    for first, _last in plan.year.terms:
        days = [day for day in plan.year.days(first) if plan.year.is_school(day)][:3]
        assert not [each for each in plan.drills if each["day"] in days]


def test_each_date_has_a_reason_that_names_a_rule_it_serves(plan):
    names = {ask.name for ask in plan.proposal.problem.counts}
    for each in plan.drills:
        assert each["reason"].startswith("For: ")
        assert any(name in each["reason"] for name in names)


def test_night_drills_name_the_dormitory_and_others_nobody(plan):
    for each in plan.drills:
        assert each["buildings"] == (("dormitory",) if law.is_night(each) else ())
        assert ("night" in each["conditions"]) == law.is_night(each)


def test_unannounced_are_evacuations_alone_and_not_all_of_them(plan):
    secret = [each for each in plan.drills if not each["announced"]]
    evacuations = [each for each in plan.drills if each["kind"] in law.EVACUATIONS]
    assert secret
    assert len(secret) <= len(evacuations) / 3
    for each in secret:
        assert each["kind"] in law.EVACUATIONS
        assert not law.is_night(each)
        assert "unannounced" in each["conditions"]
