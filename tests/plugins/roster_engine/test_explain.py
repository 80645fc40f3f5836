"""Why no full roster exists: proved clashes, none of whose reasons can be left out, and what would help."""

from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from ortools.sat.python import cp_model

from dutydesk_roster.engine import (
    Apart,
    Beside,
    Breach,
    DutiesADay,
    FewestDaysOff,
    HoursAWeek,
    NightsInARow,
    Pin,
    PluginRule,
    Rest,
    Weights,
    Wish,
)
from dutydesk_roster.engine.explain import explain
from dutydesk_roster.engine.explain.stretch import stretch_of
from dutydesk_roster.engine.explanation import RemedyKind
from dutydesk_roster.engine.fact import FactKind
from dutydesk_roster.engine.generate import generate
from dutydesk_roster.engine.model.amount import Amount
from dutydesk_roster.engine.model.layout import lay_out_strictly
from tests.plugins.roster_engine.months import (
    DAY,
    LATE,
    NIGHT,
    away,
    guard,
    held,
    problem,
    slot,
    squadron_month,
)
from tests.plugins.roster_engine.random_problems import problems
from tests.soak import SOAK

MONDAY = date(2026, 11, 2)
WEEK = tuple(MONDAY + timedelta(days=index) for index in range(7))
LI, WANG = guard("li"), guard("wang")
ARMED = guard("zhao", qualifications=("armed",))
_SMALL = settings(max_examples=25 * SOAK, deadline=None, suppress_health_check=list(HealthCheck))


def armed(count):
    return [guard(f"a{index}", qualifications=("armed",)) for index in range(count)]


def clashing():
    """Months of every kind that cannot be filled."""
    return {
        "more heads than people": problem([LI, WANG], [slot("gate", DAY, MONDAY, 3)]),
        "nobody at all": problem([], [slot("gate", DAY, MONDAY, 2)]),
        "nobody qualified": problem([LI, WANG], [slot("gate", DAY, MONDAY, 1, ("armed",))]),
        "nobody qualified of two": problem([LI, WANG], [slot("gate", DAY, MONDAY, 2, ("armed",))]),
        "pin on leave": problem(
            [LI, WANG],
            [slot("gate", DAY, MONDAY)],
            pins=(Pin("li", "gate", "day", MONDAY),),
            busy=(away("li", MONDAY, MONDAY),),
        ),
        "pin without what is needed": problem(
            [LI, ARMED], [slot("gate", DAY, MONDAY, 1, ("armed",))], pins=(Pin("li", "gate", "day", MONDAY),)
        ),
        "rest too long": problem(
            [LI], [slot("gate", LATE, WEEK[0]), slot("gate", DAY, WEEK[1])], rules=(Rest(),)
        ),
        "rest after a duty held": problem(
            [LI],
            [slot("gate", DAY, MONDAY)],
            held=(held("li", LATE, MONDAY - timedelta(days=1)),),
            rules=(Rest(),),
        ),
        "nights in a row": problem(
            [LI, WANG],
            [slot("gate", NIGHT, day) for day in WEEK],
            busy=(away("wang", WEEK[1], WEEK[6]),),
            rules=(NightsInARow(most=3),),
        ),
        "hours a week": problem(
            [LI], [slot("gate", DAY, day) for day in WEEK[:6]], rules=(HoursAWeek(most=40),)
        ),
        "not yet there": problem([guard("li", starts=WEEK[1])], [slot("gate", DAY, MONDAY)]),
        "two wishes": problem(
            [LI, WANG],
            [slot("gate", DAY, MONDAY)],
            wishes=tuple(Wish(person=who, day=MONDAY, on=True, weight=None) for who in ("li", "wang")),
        ),
        "apart": problem(
            [LI, WANG], [slot("gate", DAY, MONDAY, 2)], rules=(Apart(people=("li", "wang")), DutiesADay())
        ),
        "one armed guard left": problem(
            [*armed(7), LI, WANG],
            [slot("gate", shift, MONDAY, 1, ("armed",)) for shift in (DAY, LATE, NIGHT)]
            + [slot("hall", DAY, MONDAY)],
            busy=tuple(away(f"a{index}", MONDAY, WEEK[2], "course") for index in range(1, 7)),
            rules=(Rest(), NightsInARow(), DutiesADay()),
        ),
        "too many away": problem(
            armed(6),
            [slot("gate", shift, MONDAY, 2) for shift in (DAY, LATE, NIGHT)],
            busy=tuple(away(f"a{index}", MONDAY, MONDAY) for index in range(3)),
            rules=(DutiesADay(),),
        ),
    }


NAMES = tuple(clashing())


def can_hold(asked, clash, facts):
    """Solve the days of a clash afresh, with nothing but `facts` and the arithmetic."""
    sheet = lay_out_strictly(stretch_of(asked, clash.first, clash.last))
    model = cp_model.CpModel()
    variables = [model.new_bool_var("") for _number in range(sheet.variables)]
    for row in sheet.rows:
        if row.fact is not None and row.fact not in facts:
            continue
        count = row.amount.constant + sum(each * variables[number] for number, each in row.amount.terms)
        if row.low is not None:
            model.add(count >= row.low)
        if row.high is not None:
            model.add(count <= row.high)
    status = cp_model.CpSolver().solve(model)
    assert status in {cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.INFEASIBLE}
    return status != cp_model.INFEASIBLE


def assert_proved_and_smallest(asked, clash):
    facts = set(clash.facts)
    assert len(facts) == len(clash.facts)
    assert not can_hold(asked, clash, facts)
    for reason in clash.reasons:
        assert can_hold(asked, clash, facts - set(reason.facts)), reason.text


def relaxed(asked, remedy):
    """Return the problem with a rule's limit or a slot's heads as a remedy says."""
    fact, replace = remedy.fact, msgspec.structs.replace
    if remedy.kind is RemedyKind.RELAX:
        rules = list(asked.rules)
        name = "hours" if isinstance(rules[fact.index], Rest) else "most"
        rules[fact.index] = replace(rules[fact.index], **{name: remedy.after})
        return {"rules": tuple(rules)}
    heads = int(remedy.after)
    fewer = replace(
        next(one for one in asked.slots if one.place == fact.place),
        heads=heads,
        **({} if heads else {"needs": ()}),
    )
    return {"slots": tuple(fewer if one.place == fact.place else one for one in asked.slots)}


def more_people(asked, remedy):
    """Return the problem with those free, or those newcomers, of whom a remedy speaks."""
    if remedy.kind is RemedyKind.BACK:
        return {"busy": tuple(part for busy in asked.busy for part in freed(asked, busy, remedy))}
    more = int(remedy.after - remedy.before)
    newcomers = tuple(guard(f"new{index}", qualifications=("armed",)) for index in range(more))
    return {"people": (*asked.people, *newcomers)}


def without_fact(asked, remedy):
    """Return the problem without the fact that a remedy names."""
    fact, replace = remedy.fact, msgspec.structs.replace
    return {
        FactKind.RULE: lambda: {"rules": asked.rules[: fact.index] + asked.rules[fact.index + 1 :]},
        FactKind.NEED: lambda: {
            "slots": tuple(replace(one, needs=()) if one.place == fact.place else one for one in asked.slots)
        },
        FactKind.PIN: lambda: {"pins": tuple(pin for pin in asked.pins if pin.person != fact.person)},
        FactKind.WISH: lambda: {"wishes": asked.wishes[: fact.index] + asked.wishes[fact.index + 1 :]},
        FactKind.SERVING: lambda: {
            "people": tuple(replace(one, starts=None, ends=None) for one in asked.people)
        },
        FactKind.BUSY: lambda: {"busy": tuple(one for one in asked.busy if one.person not in remedy.people)},
    }[fact.kind]()


def cured(asked, remedy):
    """Do what a remedy says, read from its fields alone."""
    change = {
        RemedyKind.RELAX: relaxed,
        RemedyKind.FEWER_HEADS: relaxed,
        RemedyKind.BACK: more_people,
        RemedyKind.ONE_MORE: more_people,
        RemedyKind.WITHOUT: without_fact,
    }[remedy.kind]
    return msgspec.structs.replace(asked, **change(asked, remedy))


def freed(asked, busy, remedy):
    """Return a busy stretch, or what is left of it without the duties of the remedy's day."""
    if busy.person not in remedy.people:
        return [busy]
    duties = [one for one in asked.slots if one.day == remedy.day]
    first, last = min(one.start for one in duties), max(one.end for one in duties)
    parts = [msgspec.structs.replace(busy, end=first), msgspec.structs.replace(busy, start=last)]
    return [one for one in parts if one.start < one.end]


@pytest.mark.parametrize("name", NAMES)
def test_a_clash_cannot_hold_and_does_without_any_one_reason(name):
    asked = clashing()[name]
    found = explain(asked)
    assert found.possible is False
    assert found.clashes
    for clash in found.clashes:
        assert clash.smallest
        assert_proved_and_smallest(asked, clash)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_enough_really_fills_the_days(name):
    asked = clashing()[name]
    clash = explain(asked).clashes[0]
    enough = [remedy for remedy in clash.remedies if remedy.enough]
    assert enough
    for remedy in enough:
        days = stretch_of(cured(asked, remedy), clash.first, clash.last)
        solution = generate(days, workers=1, seconds=5)
        assert (solution.unfilled, solution.broken) == ((), ()), remedy.text


@pytest.mark.parametrize("name", NAMES)
def test_it_is_told_in_short_lines(name):
    found = explain(clashing()[name])
    lines = [
        found.text,
        *(one.text for one in found.shortfalls),
        *(one.text for clash in found.clashes for one in (*clash.reasons, *clash.remedies)),
    ]
    assert found.shortfalls
    for line in lines:
        assert 0 < len(line) <= 200
        assert line.endswith(".")
        assert "None" not in line
        assert "{" not in line
    assert len(set(lines)) == len(lines)


def test_the_last_one_who_is_there_is_named():
    found = explain(clashing()["one armed guard left"])
    demand, absent, rule = found.clashes[0].reasons
    assert demand.text == (
        "Day and Late at Gate post on 2 Nov each need someone with armed; the only one who is there is A0."
    )
    assert absent.text.startswith("6 guards are away or not free (course): A1, A2")
    assert (absent.amount, len(absent.people)) == (6, 6)
    assert (rule.code, rule.amount) == ("duties-a-day", 1)
    assert demand.text in found.text
    assert sum(one.missing for one in found.shortfalls) == 2


def test_too_few_heads_are_one_line_with_those_there():
    found = explain(clashing()["too many away"])
    demand, *_others = found.clashes[0].reasons
    assert demand.text == "2 Nov needs at least 4 guards (Day 2, Late 2); 3 of 6 guards are there."
    assert demand.amount == 4


def test_needs_have_their_names_and_those_who_have_them_are_counted():
    asked = problem(
        [*armed(6), LI],
        [slot(post, DAY, MONDAY, 1, ("armed",)) for post in ("gate", "hall", "yard")],
        busy=tuple(away(f"a{index}", MONDAY, MONDAY) for index in range(4)),
        rules=(DutiesADay(),),
        need_names={"armed": "firearms licence"},
    )
    text = explain(asked).clashes[0].reasons[0].text
    assert text == (
        "Day at Gate post, Hall post and Yard post on 2 Nov needs 3 guards with firearms licence; "
        "only A4, A5 are there."
    )


def test_the_least_that_is_enough_is_told():
    found = explain(clashing()["rest too long"])
    relaxed = [one for one in found.clashes[0].remedies if one.kind is RemedyKind.RELAX]
    assert [(one.before, one.after, one.whole) for one in relaxed] == [(11, 8, True)]
    fewer = explain(clashing()["nobody at all"]).clashes[0].remedies
    assert {(one.kind, one.before, one.after) for one in fewer} == {
        (RemedyKind.FEWER_HEADS, 2, 0),
        (RemedyKind.ONE_MORE, 0, 2),
    }


def test_several_who_are_away_together_are_a_remedy_where_one_is_not_enough():
    clash = explain(clashing()["one armed guard left"]).clashes[0]
    back = [one for one in clash.remedies if one.kind is RemedyKind.BACK]
    assert [(len(one.people), one.enough) for one in back if one.enough] == [(2, True)]


def test_much_demand_over_a_week_is_told_in_few_lines():
    asked = problem(
        armed(10),
        [
            slot(post, shift, day, 1, ("armed",) if post == "gate" else ())
            for day in WEEK[:5]
            for shift in (DAY, LATE, NIGHT)
            for post in ("gate", "hall", "yard")
        ],
        rules=(DutiesADay(), HoursAWeek(most=32)),
    )
    found = explain(asked, seconds=30)
    clash = found.clashes[0]
    assert (clash.first, clash.last) == (WEEK[0], WEEK[4])
    assert clash.smallest
    assert_proved_and_smallest(asked, clash)
    demand, rule = clash.reasons
    assert demand.text == (
        "2–6 Nov needs 9 guards each day (Day 3, Late 3, Night 3); there are 10 guards in all."
    )
    assert (demand.amount, rule.code) == (45, "hours-a-week")


def test_days_that_clash_apart_are_explained_apart():
    asked = problem(
        [LI, WANG],
        [slot("gate", DAY, WEEK[0], 3), slot("gate", DAY, WEEK[2]), slot("gate", DAY, WEEK[4], 4)],
        rules=(DutiesADay(),),
    )
    found = explain(asked, seconds=20, settle_seconds=20)
    assert {(clash.first, clash.last) for clash in found.clashes} == {(WEEK[0], WEEK[0]), (WEEK[4], WEEK[4])}
    assert [(one.fact.place[2], one.missing) for one in found.shortfalls] == [(WEEK[0], 1), (WEEK[4], 2)]


def test_only_the_days_asked_about_are_looked_at():
    asked = problem([LI], [slot("gate", DAY, WEEK[0], 2), slot("gate", DAY, WEEK[3])])
    assert explain(asked, first=WEEK[1]).possible is True
    found = explain(asked, last=WEEK[1])
    assert (found.possible, found.first, found.last) == (False, WEEK[0], WEEK[1])


def test_what_only_the_whole_month_shows_is_trimmed_to_its_days():
    asked = problem(
        [LI, WANG],
        [slot("gate", DAY, day) for day in WEEK[1:4]] + [slot("gate", DAY, WEEK[5])],
        first=WEEK[0],
        last=WEEK[6],
        busy=(away("wang", WEEK[2], WEEK[6]),),
        rules=(FewestDaysOff(fewest=2),),
    )
    found = explain(asked)
    assert found.possible is False
    (clash,) = found.clashes
    assert clash.last - clash.first < timedelta(days=6)
    assert_proved_and_smallest(asked, clash)


def test_a_weighted_rule_is_never_a_reason():
    asked = problem([LI], [slot("gate", LATE, WEEK[0]), slot("gate", DAY, WEEK[1])], rules=(Rest(weight=3),))
    assert explain(asked).possible is True


def test_a_month_that_can_be_filled():
    found = explain(squadron_month(20, 3, 3, 21))
    assert (found.possible, found.shortfalls, found.clashes) == (True, (), ())
    assert found.text == "A full roster exists for 1–21 Dec."


def test_a_company_rule_that_asks_for_someone():
    asked = problem(
        [guard("li", rank="novice"), guard("wang", rank="novice")],
        [slot("gate", DAY, MONDAY)],
        rules=(Beside(who="novice", by="guard"),),
    )
    found = explain(asked)
    (clash,) = found.clashes
    assert {reason.code for reason in clash.reasons} == {"heads", "beside"}


def test_one_who_gives_up_at_once_is_told_that_nothing_is_known():
    asked = clashing()["rest too long"]
    found = explain(asked, cancelled=lambda: True)
    assert (found.possible, found.clashes) == (None, ())
    assert "not found out" in found.text


def test_a_rule_of_a_plugin_is_looked_at_in_the_whole_only():
    rule = PluginRule(target="tests.plugins.roster_engine.test_explain:Never")
    asked = problem([LI], [slot("gate", DAY, WEEK[0]), slot("gate", DAY, WEEK[1])], rules=(rule,))
    found = explain(asked)
    assert found.possible is False
    assert "plugin" in {reason.code for clash in found.clashes for reason in clash.reasons}


class Never(msgspec.Struct):
    """A rule as a plugin brings it: nobody stands twice."""

    def check(self, asked, roster):
        return [
            Breach(day=roster[0].day, person=who.key, rule="", text="Twice.")
            for who in asked.people
            if sum(one.person == who.key for one in roster) > 1
        ]

    def constrain(self, sheet, rule):
        for person, _who in sheet.people():
            sheet.limit(Amount.of(sheet.stands_in[person].values()), high=1, price=rule.weight)


def is_open(asked, one):
    """Tell whether a slot lacks what it cannot do without; a post for one that may be empty has no need."""
    alone = {each.place for each in asked.slots if each.room <= 1}
    return one.below or (one.lacking and (one.post, one.shift, one.day) not in alone)


@pytest.mark.soak
@_SMALL
@given(problems())
def test_it_says_possible_where_the_search_fills_everything(drawn):
    asked = msgspec.structs.replace(
        drawn,
        weights=Weights(unmet=100_000, unwanted=0, nights=0, weekends=0, holidays=0, hours=0, base=0),
        rules=tuple(rule for rule in drawn.rules if rule.hard),
        wishes=tuple(wish for wish in drawn.wishes if wish.weight is None),
        base=(),
        kept=(),
    )
    found = explain(asked, settle_seconds=0.1)
    solution = generate(asked, workers=1, seconds=30)
    filled = not solution.broken and not any(is_open(asked, one) for one in solution.unfilled)
    assert found.possible is filled
    assert bool(found.shortfalls) is not filled
    for clash in found.clashes:
        assert_proved_and_smallest(asked, clash)
