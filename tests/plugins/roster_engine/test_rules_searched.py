"""Each rule bites in the search: hard it leaves a slot open, weighted it is paid for."""

from datetime import date, timedelta

import msgspec
import pytest

from dutydesk_roster.engine import (
    Apart,
    Based,
    Beside,
    Breach,
    DaysInARow,
    DutiesADay,
    FewestDaysInARow,
    FewestDaysOff,
    HeadsOf,
    HoursAMonth,
    HoursAWeek,
    NightsInARow,
    OnePost,
    Overtime,
    PluginRule,
    Rest,
    Status,
    Succession,
    Together,
    WeekendsOff,
    Wish,
    Within,
    check,
    shortcomings,
)
from dutydesk_roster.engine.generate import generate
from dutydesk_roster.engine.model.amount import Amount
from dutydesk_roster.engine.score import score
from tests.plugins.roster_engine.months import DAY, LATE, NIGHT, guard, problem, slot

MONDAY = date(2026, 11, 2)
FEBRUARY = date(2027, 2, 1)
A, B = guard("a", qualifications=("new",), share=0.5), guard("b", qualifications=("new",))


def duty(shift, day, post="gate", first=MONDAY):
    return slot(post, shift, first + timedelta(days=day))


class NotAtTheHall(msgspec.Struct):
    """A rule as a plugin brings it: `person` does not stand at the hall."""

    person: str

    def check(self, _asked, roster):
        return [
            Breach(day=one.day, person=one.person, rule="", text="Not at the hall.")
            for one in roster
            if (one.person, one.post) == (self.person, "hall")
        ]

    def constrain(self, sheet, rule):
        number = sheet.number_of(self.person)
        for cell, variable in sheet.stands_in[number].items():
            if sheet.month.cells[cell].posts == ("hall",):
                sheet.limit(Amount.of((variable,)), high=0, price=rule.weight)


CASES = [
    pytest.param(Rest(hours=16.5), "a", [duty(DAY, 0), duty(DAY, 1)], 1, id="rest"),
    pytest.param(DutiesADay(most=1), "a", [duty(DAY, 0), duty(NIGHT, 0)], 1, id="duties-a-day"),
    pytest.param(DaysInARow(most=2), "a", [duty(DAY, day) for day in range(4)], 2, id="days-in-a-row"),
    pytest.param(NightsInARow(most=1), "a", [duty(NIGHT, 0), duty(NIGHT, 1)], 1, id="nights-in-a-row"),
    pytest.param(FewestDaysInARow(fewest=3), "a", [duty(DAY, 1), duty(DAY, 2)], 1, id="fewest-days"),
    pytest.param(FewestDaysOff(fewest=2), "a", [duty(DAY, 0), duty(DAY, 2)], 1, id="fewest-days-off"),
    pytest.param(HoursAWeek(most=12.0), "a", [duty(DAY, 0), duty(DAY, 1)], 4, id="hours-a-week"),
    pytest.param(
        HoursAMonth(most=12.0),
        "a",
        [duty(DAY, 0, first=FEBRUARY), duty(DAY, 1, first=FEBRUARY)],
        4,
        id="hours-a-month",
    ),
    pytest.param(
        Overtime(contract=8.0, most=4.0),
        "a",
        [duty(DAY, 0, first=FEBRUARY), duty(DAY, 1, first=FEBRUARY)],
        8,
        id="overtime",
    ),
    pytest.param(WeekendsOff(fewest=4), "a", [duty(DAY, 5, first=FEBRUARY)], 1, id="weekends-off"),
    pytest.param(
        Succession(before="night", after=("day",)), "a", [duty(NIGHT, 0), duty(DAY, 1)], 1, id="succession"
    ),
    pytest.param(Apart(people=("a", "b")), "ab", [duty(DAY, 0), duty(DAY, 0, "hall")], 1, id="apart"),
    pytest.param(
        Apart(people=("a", "b"), within=Within.POST),
        "ab",
        [slot("gate", DAY, MONDAY, heads=2)],
        1,
        id="apart-at-a-post",
    ),
    pytest.param(Together(people=("a", "b")), "ab", [duty(DAY, 0)], 1, id="together"),
    pytest.param(Beside(who="new", by="old"), "a", [duty(DAY, 0)], 1, id="beside"),
    pytest.param(
        Beside(who="new", by="new", within=Within.POST),
        "ab",
        [duty(DAY, 0), duty(DAY, 0, "hall")],
        2,
        id="beside-at-a-post",
    ),
    pytest.param(
        HeadsOf(who="new", least=0, most=1), "ab", [duty(DAY, 0), duty(DAY, 0, "hall")], 1, id="most-heads-of"
    ),
    pytest.param(OnePost(), "a", [duty(DAY, 0), duty(DAY, 1, "hall")], 1, id="one-post"),
    pytest.param(
        PluginRule(target=f"{__name__}:NotAtTheHall", settings='{"person": "a"}'),
        "a",
        [duty(DAY, 0), duty(DAY, 1, "hall")],
        1,
        id="plugin",
    ),
]


def asked_for(rule, keys, slots):
    first = FEBRUARY if slots[0].day >= FEBRUARY else MONDAY
    last = first + timedelta(days=27 if first == FEBRUARY else 3)
    people = [person for person in (A, B) if person.key in keys]
    return problem(people, slots, first=first, last=last, rules=(rule,))


@pytest.mark.parametrize(("rule", "keys", "slots", "_amount"), CASES)
def test_a_hard_rule_leaves_open_what_breaks_it(rule, keys, slots, _amount):
    asked = asked_for(rule, keys, slots)
    free = generate(msgspec.structs.replace(asked, rules=()), seconds=1, workers=1)
    assert free.unfilled == ()
    assert {one.rule for one in check(asked, free.assignments)} == {rule.code}
    found = generate(asked, seconds=1, workers=1)
    assert found.broken == check(asked, found.assignments) == ()
    assert found.unfilled
    assert found.status is Status.OPTIMAL
    assert found.objective == found.bound == score(asked, found.assignments).total


@pytest.mark.parametrize(("rule", "keys", "slots", "amount"), CASES)
def test_a_weighted_rule_is_paid_for(rule, keys, slots, amount):
    asked = asked_for(msgspec.structs.replace(rule, weight=7), keys, slots)
    found = generate(asked, seconds=1, workers=1)
    assert found.unfilled == ()
    assert sum(one.amount for one in shortcomings(asked, found.assignments)) == amount
    assert found.status is Status.OPTIMAL
    assert found.objective == found.bound == score(asked, found.assignments).total


@pytest.mark.parametrize("weight", [None, 30])
def test_someone_of_a_kind_is_there_even_if_another_would_rather(weight):
    asked = problem(
        [guard("a", qualifications=("armed",)), guard("b")],
        [duty(DAY, 0)],
        rules=(HeadsOf(who="armed", weight=weight),),
        wishes=(Wish(person="a", day=MONDAY, on=False, weight=20),),
    )
    assert [one.person for one in generate(asked, seconds=1, workers=1).assignments] == ["a"]
    without = msgspec.structs.replace(asked, rules=())
    assert [one.person for one in generate(without, seconds=1, workers=1).assignments] == ["b"]


def test_a_hard_rule_that_asks_for_someone_comes_before_covering_posts():
    asked = problem(
        [guard("a", qualifications=("armed",)), guard("b", ends=MONDAY)],
        [duty(DAY, 0), duty(LATE, 0), duty(DAY, 1), duty(LATE, 1)],
        rules=(HeadsOf(who="armed", shifts=("late",)), DaysInARow(most=1, people=("a",)), DutiesADay()),
    )
    found = generate(asked, seconds=1, workers=1)
    late = [one.day for one in found.assignments if (one.person, one.shift) == ("a", "late")]
    assert len(late) == 1
    assert [(one.rule, one.amount) for one in found.broken] == [("heads-of", 1)]


def test_wishes_are_granted_where_it_costs_less_and_hard_ones_whatever_it_costs():
    people = [guard("a"), guard("b")]
    slots = [duty(DAY, 0), duty(LATE, 0, "hall")]
    for wish, expected in [
        (Wish(person="a", day=MONDAY, on=True, shift="late"), {("a", "late"), ("b", "day")}),
        (Wish(person="b", day=MONDAY, on=True, post="hall"), {("b", "late"), ("a", "day")}),
        (Wish(person="a", day=MONDAY, on=False, shift="day"), {("a", "late"), ("b", "day")}),
        (Wish(person="a", day=MONDAY, on=False, weight=None), {("b", "day")}),
    ]:
        found = generate(problem(people, slots, wishes=(wish,)), seconds=1, workers=1)
        stands = {(one.person, one.shift) for one in found.assignments}
        assert stands == expected or (len(expected) == 1 and {key for key, _shift in stands} == {"b"})
        assert found.broken == ()


def test_a_base_is_kept_where_nothing_speaks_against_it():
    base = (Based("a", MONDAY, "late"), Based("b", MONDAY, "day"), Based("c", MONDAY, ""))
    asked = problem([guard(key) for key in "abc"], [duty(DAY, 0), duty(LATE, 0)], base=base, first=MONDAY)
    found = generate(asked, seconds=1, workers=1)
    assert {(one.person, one.shift) for one in found.assignments} == {("a", "late"), ("b", "day")}


def test_posts_are_guarded_before_any_has_all_it_wants():
    wants = msgspec.structs.replace(duty(DAY, 0), heads=3, least=1, most=4)
    asked = problem([guard(key) for key in "abc"], [wants, msgspec.structs.replace(wants, post="hall")])
    found = generate(asked, seconds=1, workers=1)
    assert sorted(one.post for one in found.assignments) in (
        ["gate", "gate", "hall"],
        ["gate", "hall", "hall"],
    )
    assert found.objective == score(asked, found.assignments).total
    assert max(one.below for one in found.unfilled) == 0


def test_people_stay_at_the_post_where_they_stand_most():
    slots = [duty(DAY, day, post) for day in range(4) for post in ("gate", "hall")]
    found = generate(problem([guard("a"), guard("b")], slots), seconds=1, workers=1)
    assert len({(one.person, one.post) for one in found.assignments}) == 2
