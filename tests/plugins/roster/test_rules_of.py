"""The rules of rules.toml reach the engine, each for the people whom it names."""

import pytest

from dutydesk.domain import Person
from dutydesk.exchange.sample_school import fill_sample_school, found_sample_school
from dutydesk.host.opening import open_desk
from dutydesk_roster.checking import rule_clashes
from dutydesk_roster.engine import rules as engine
from dutydesk_roster.engine.problem import Wish
from dutydesk_roster.problem_of import problem_of, settings_complaints
from tests.plugins.roster.roster_desk import NOVEMBER, NOW, PEOPLE, TODAY, day, month_of, put

ALL = tuple(person.id for person in PEOPLE)


def rules(at, text):
    desk = at.reopened(rules=text)
    return problem_of(desk, month_of(desk)).rules


def other_rules(at, text):
    """Return the rules beyond those that hold where the file says nothing."""
    return tuple(each for each in rules(at, text) if each not in engine.STANDARD_RULES)


def test_where_nothing_is_said_the_usual_rules_hold(at):
    assert rules(at, "") == engine.STANDARD_RULES


KEYS = {
    "rest_hours = 9.5": engine.Rest(hours=9.5),
    "most_duties_a_day = 2": engine.DutiesADay(most=2),
    "most_days_in_a_row = 5": engine.DaysInARow(most=5),
    "most_nights_in_a_row = 2": engine.NightsInARow(most=2),
    "most_hours_a_week = 40": engine.HoursAWeek(most=40),
    "fewest_days_in_a_row = 2": engine.FewestDaysInARow(fewest=2),
    "fewest_days_off = 2": engine.FewestDaysOff(fewest=2),
    "most_hours_a_month = 180.5": engine.HoursAMonth(most=180.5),
    "contract_hours = 160\nmost_overtime_hours = 0": engine.Overtime(contract=160, most=0),
    "whole_weekends_off = 1": engine.WeekendsOff(fewest=1),
    "one_post = 5": engine.OnePost(weight=5),
}


@pytest.mark.parametrize("text", KEYS)
def test_a_key_is_a_rule_for_everyone(at, text):
    assert other_rules(at, text) == (KEYS[text],)


TABLES = {
    'kind = "rest"\nhours = 24\npeople = ["li", "wu"]\nweight = 3': engine.Rest(
        hours=24, people=("li", "wu"), weight=3
    ),
    'kind = "duties-a-day"\nmost = 2\nweight = 1': engine.DutiesADay(most=2, weight=1),
    'kind = "days-in-a-row"\nmost = 4\nweight = 7\nname = "Short runs"': engine.DaysInARow(
        most=4, weight=7, name="Short runs"
    ),
    'kind = "nights-in-a-row"\nmost = 2\nweight = 1': engine.NightsInARow(most=2, weight=1),
    'kind = "fewest-days-in-a-row"\nfewest = 2': engine.FewestDaysInARow(fewest=2),
    'kind = "fewest-days-off"\nfewest = 2\nweight = 9': engine.FewestDaysOff(fewest=2, weight=9),
    'kind = "hours-a-week"\nmost = 40\nweight = 1': engine.HoursAWeek(most=40, weight=1),
    'kind = "hours-a-month"\nmost = 150\npeople = ["@rank:leader"]': engine.HoursAMonth(
        most=150, people=("zhao",)
    ),
    'kind = "overtime"\ncontract = 166\nmost = 36': engine.Overtime(contract=166, most=36),
    'kind = "weekends-off"\nfewest = 2\nweight = 30': engine.WeekendsOff(fewest=2, weight=30),
    'kind = "succession"\nbefore = "evening"\nafter = ["day"]': engine.Succession(
        before="evening", after=("day",)
    ),
    'kind = "apart"\npeople = ["wu", "li"]\nwithin = "post"': engine.Apart(
        people=("wu", "li"), within=engine.Within.POST
    ),
    'kind = "together"\npeople = ["wu", "@rank:leader", "li"]\nweight = 30': engine.Together(
        people=("wu", "zhao", "li"), weight=30
    ),
    'kind = "beside"\nwho = ["@rank:guard"]\nby = ["@qualified:panel"]': engine.Beside(
        who="guard", by="panel"
    ),
    'kind = "heads-of"\nwho = ["@qualified:panel"]\nmost = 2\nshifts = ["day"]': engine.HeadsOf(
        who="panel", least=1, most=2, shifts=("day",)
    ),
    'kind = "one-post"\npeople = ["li"]': engine.OnePost(people=("li",)),
}


@pytest.mark.parametrize("text", TABLES)
def test_a_table_is_a_rule_of_its_kind(at, text):
    assert other_rules(at, f"[[rule]]\n{text}\n") == (TABLES[text],)


def test_who_has_a_rule_of_their_own_is_no_longer_bound_by_the_key(at):
    found = rules(at, '[[rule]]\nkind = "hours-a-week"\nmost = 60\npeople = ["li", "wu"]\n')
    kept, own = (each for each in found if isinstance(each, engine.HoursAWeek))
    assert (kept.most, set(kept.people)) == (48, set(ALL) - {"li", "wu"})
    assert own == engine.HoursAWeek(most=60, people=("li", "wu"))


def test_a_rule_for_everyone_takes_the_place_of_the_key(at):
    found = rules(at, 'most_nights_in_a_row = 2\n[[rule]]\nkind = "nights-in-a-row"\nmost = 4\n')
    assert [each for each in found if isinstance(each, engine.NightsInARow)] == [engine.NightsInARow(most=4)]


def test_a_weighted_rule_stands_beside_the_key(at):
    found = rules(at, '[[rule]]\nkind = "nights-in-a-row"\nmost = 1\nweight = 3\n')
    assert [(each.most, each.weight) for each in found if isinstance(each, engine.NightsInARow)] == [
        (3, None),
        (1, 3),
    ]


def able(problem, need):
    """Return the keys of those who meet `need` on the first day."""
    return [person.key for person in problem.people if person.meets(need, problem.first)]


def test_several_ways_to_be_meant_become_one_ability(at):
    desk = at.reopened(rules='[[rule]]\nkind = "heads-of"\nwho = ["@rank:leader", "li"]\n')
    problem = problem_of(desk, month_of(desk))
    (rule,) = problem.rules_of(engine.HeadsOf)
    assert able(problem, rule.who) == ["zhao", "li"]
    assert problem.need_names[rule.who] == "leader or 李强"
    assert problem.need_names["panel"] == "Fire panel"


def test_prices_are_those_of_the_file(at):
    desk = at.reopened(rules="[weights]\nnights = 0\nbase = 99\n")
    assert problem_of(desk, month_of(desk)).weights == engine.Weights(nights=0, base=99)


def test_a_wish_is_one_for_each_of_its_days_in_the_month(at):
    desk = at.reopened(
        rules="""
[[wish]]
person = "li"
want = "off"
dates = [2026-11-05, 2026-12-24]
[[wish]]
person = "wu"
want = "on"
shift = "night"
post = "gate"
first = 2026-10-30
last = 2026-11-02
weight = 7
[[wish]]
person = "zhu"
want = "off"
days = ["sun"]
first = 2026-11-15
must = true
"""
    )
    assert set(problem_of(desk, month_of(desk)).wishes) == {
        Wish(person="li", day=day(5), on=False),
        *(
            Wish(person="wu", day=day(number), on=True, shift="night", post="gate", weight=7)
            for number in (1, 2)
        ),
        *(Wish(person="zhu", day=day(number), on=False, weight=None) for number in (15, 22, 29)),
    }


NOBODY = """
[[rule]]
kind = "hours-a-week"
name = "Half a week"
most = 24
people = ["lii"]
[[rule]]
kind = "apart"
people = ["li", "wuu"]
[[wish]]
person = "lii"
want = "off"
days = ["mon"]
"""


def test_who_is_not_there_is_named_and_binds_nobody(at):
    desk = at.reopened(rules=NOBODY)
    problem = problem_of(desk, month_of(desk))
    assert problem.rules == engine.STANDARD_RULES
    assert problem.wishes == ()
    complaints = (
        "rules.toml: the rule Half a week names lii, who is not in the squadron.",
        "rules.toml: the rule apart names wuu, who is not in the squadron.",
        "rules.toml: there is a wish of lii, who is not in the squadron.",
    )
    assert settings_complaints(desk, month_of(desk)) == complaints
    put(desk, ("chen", "room", "day", day(10)))
    told = [(each.rule, each.text) for each in rule_clashes(desk, day(1), day(30))]
    assert [text for rule, text in told if rule == "settings"] == sorted(complaints, key=complaints.index)


def test_who_has_left_is_passed_over_and_named(at):
    desk = at.open()
    with desk.change("people") as change:
        change.add(Person(id="old", name="Old", ends=day(31, 10)))
        change.add(Person(id="new", name="New", starts=day(1, 12)))
    desk = at.reopened(rules='[[rule]]\nkind = "apart"\npeople = ["li", "old", "new"]\n')
    assert problem_of(desk, month_of(desk)).rules == engine.STANDARD_RULES
    assert settings_complaints(desk, month_of(desk)) == (
        "rules.toml: the rule apart names Old, who has left the squadron.",
    )
    october = month_of(desk, NOVEMBER.moved(-1))
    assert problem_of(desk, october).rules[-1] == engine.Apart(people=("li", "old"))
    assert settings_complaints(desk, october) == ()


def test_rest_of_ones_own_is_what_the_desk_looks_for(at):
    desk = at.reopened(rules='[[rule]]\nkind = "rest"\nhours = 24\npeople = ["li"]\n')
    put(desk, *((person, "gate", "day", day(number)) for person in ("li", "wu") for number in (9, 10)))
    assert [(each.person, each.rule) for each in desk.clashes(day(9), day(10))] == [("li", "rest")]


def test_the_rules_of_the_sample_school_mean_its_people(tmp_path):
    folder = tmp_path / "school"
    found_sample_school(folder, TODAY)
    desk = open_desk(folder, actor="test", clock=lambda: NOW)
    try:
        fill_sample_school(desk, TODAY)
        problem = problem_of(desk, month_of(desk))
        assert settings_complaints(desk, month_of(desk)) == ()
        (beside,) = problem.rules_of(engine.Beside)
        assert able(problem, beside.who) == ["kong-fei"]
        assert "kong-fei" not in able(problem, beside.by)
        (leaders,) = problem.rules_of(engine.HeadsOf)
        assert len(able(problem, leaders.who)) == 3
        assert {(wish.person, wish.day.weekday()) for wish in problem.wishes} == {("wang-fang", 6)}
    finally:
        desk.close()
