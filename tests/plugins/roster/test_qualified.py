"""Certificates that are earned and expire count in the roster on their days."""

from datetime import date

import pytest

from dutydesk.domain import Certificate, QualifiedSpan, new_id
from dutydesk_roster.checking import duty_clashes
from dutydesk_roster.codes import TypedCode, resolve
from dutydesk_roster.engine import LimitedQualification
from dutydesk_roster.engine.generate import generate
from dutydesk_roster.month import Month
from dutydesk_roster.problem_of import problem_of
from dutydesk_roster.publishing import publish
from dutydesk_roster.qualified import lasting_and_limited
from tests.plugins.planned_desk import run, run_json
from tests.plugins.roster.roster_desk import DEMAND, day, month_of, put

DECEMBER = Month(2026, 12)
ROOM = ("room", "day")


def certify(desk, person, earned, expires=None, qualification="panel"):
    with desk.change("a certificate") as change:
        change.add(
            Certificate(
                id=new_id(), person=person, qualification=qualification, earned=earned, expires=expires
            )
        )


def december(number):
    return day(number, 12)


@pytest.fixture
def lapsing(at):
    """A desk on which 陈静 may stand at the panel until 10 December."""
    desk = at.open()
    certify(desk, "chen", day(1, 1), december(10))
    return desk


def engine_person(desk, key, month=DECEMBER):
    problem = problem_of(desk, month_of(desk, month))
    return next(each for each in problem.people if each.key == key)


def test_the_check_names_the_duty_after_the_last_day_and_not_before(lapsing, at):
    put(lapsing, ("chen", *ROOM, december(10)), ("chen", *ROOM, december(11)))
    status, output = run(at, "roster", "check", "2026-12")
    assert status == 1
    assert "陈静 does not have Fire panel (ended on 10 Dec)" in output
    _status, document = run_json(at, "roster", "check", "2026-12")
    unqualified = [each for each in document["clashes"] if each["rule"] == "unqualified"]
    assert [(each["person"], each["day"]) for each in unqualified] == [("chen", "2026-12-11")]


def test_a_renewal_mends_the_roster(lapsing):
    put(lapsing, ("chen", *ROOM, december(11)))
    assert [each.rule for each in duty_clashes(lapsing, december(1), december(31))] == ["unqualified"]
    certify(lapsing, "chen", december(11))
    assert duty_clashes(lapsing, december(1), december(31)) == ()


def test_what_is_earned_within_the_month_counts_from_that_day(at):
    desk = at.open()
    certify(desk, "li", december(8))
    put(desk, ("li", *ROOM, december(7)), ("li", *ROOM, december(8)))
    (clash,) = duty_clashes(desk, december(1), december(31))
    assert (clash.day, clash.rule) == (december(7), "unqualified")
    assert "only from 8 Dec" in clash.text


def test_a_post_for_several_says_who_of_those_there_is_qualified_no_more(at):
    desk = at.reopened(demand=DEMAND.replace("weekday = 2", 'weekday = 2\nneeds = ["panel"]'))
    certify(desk, "chen", day(1, 1), december(10))
    put(desk, ("chen", "gate", "day", december(11)), ("li", "gate", "day", december(11)))
    (clash,) = duty_clashes(desk, december(11), december(11))
    assert (clash.person, clash.rule) == ("", "needs")
    assert clash.text.endswith("nobody there has Fire panel (陈静: Fire panel ended on 10 Dec).")


def test_generating_puts_nobody_where_they_are_qualified_no_more(lapsing):
    problem = problem_of(lapsing, month_of(lapsing, DECEMBER))
    found = generate(problem, seconds=3, workers=1)
    assert found.broken == ()
    at_the_panel = {one.person for one in found.assignments if one.post == "room" and one.day > december(10)}
    assert at_the_panel <= {"zhao", "han"}


def test_a_published_duty_is_free_to_change_once_its_person_is_qualified_no_more(lapsing):
    put(lapsing, ("chen", *ROOM, december(10)), ("chen", *ROOM, december(11)))
    publish(lapsing, DECEMBER.first, DECEMBER.last, "December")
    problem = problem_of(lapsing, month_of(lapsing, DECEMBER), keep_published=True)
    assert [each.day for each in problem.pins] == [december(10)]


def test_a_shift_typed_alone_goes_by_what_the_person_can_on_that_day(lapsing):
    roster = month_of(lapsing, DECEMBER)
    chen = next(each for each in roster.people if each.id == "chen")
    shift = TypedCode("day", None)
    assert [resolve(roster, shift, chen, december(number)) for number in (10, 11)] == [ROOM, ("gate", "day")]


def test_the_engine_is_told_of_days_only_where_they_matter(lapsing):
    assert engine_person(lapsing, "chen").limited == (LimitedQualification("panel", None, december(10)),)
    november = engine_person(lapsing, "chen", Month(2026, 11))
    assert (november.qualifications, november.limited) == (("panel",), ())
    assert engine_person(lapsing, "zhao").limited == ()


def test_a_rule_about_several_kinds_of_people_counts_the_qualified_on_their_days(at):
    desk = at.reopened(
        rules='[[rule]]\nkind = "beside"\nwho = ["li"]\nby = ["zhu", "@qualified:panel"]\nwithin = "shift"\n'
    )
    certify(desk, "chen", day(1, 1), december(10))
    for number in (10, 11):
        put(desk, ("li", "gate", "day", december(number)), ("chen", "gate", "day", december(number)))
    put(desk, ("li", "gate", "day", december(14)), ("zhu", "gate", "day", december(14)))
    assert [(each.day.day, each.rule) for each in duty_clashes(desk, december(1), december(31))] == [
        (11, "beside")
    ]


def test_a_rule_for_the_qualified_binds_whoever_is_on_any_day_of_the_month(at):
    desk = at.reopened(rules='[[rule]]\nkind = "nights-in-a-row"\npeople = ["@qualified:panel"]\nmost = 1\n')
    certify(desk, "li", december(28))
    rule = next(
        each
        for each in problem_of(desk, month_of(desk, DECEMBER)).rules
        if each.code == "nights-in-a-row" and each.most == 1
    )
    assert set(rule.people) == {"zhao", "chen", "han", "li"}


FIRST, LAST = date(2026, 12, 1), date(2026, 12, 31)


def limited(first=None, last=None):
    return LimitedQualification("panel", first and december(first), last and december(last))


def span(first=None, last=None):
    return QualifiedSpan("panel", first and december(first), last and december(last))


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], ((), ())),
        ([span()], (("panel",), ())),
        ([span(1, 31)], (("panel",), ())),
        ([span(last=30)], ((), (limited(last=30),))),
        ([span(first=2)], ((), (limited(first=2),))),
        ([span(last=9), span(first=10)], (("panel",), ())),
        ([span(first=10), span(last=9)], (("panel",), ())),
        ([span(last=9), span(first=11)], ((), (limited(last=9), limited(first=11)))),
        ([span(1, 20), span(5, 9)], ((), (limited(1, 20),))),
        ([span(1, 5), span(4, 8), span(9, 12)], ((), (limited(1, 12),))),
    ],
)
def test_runs_that_touch_are_one_and_what_covers_the_days_lasts(spans, expected):
    assert lasting_and_limited(spans, FIRST, LAST) == expected
