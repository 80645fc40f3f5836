"""A qualification that ends, begins or is renewed counts on its days, for whatever the engine does."""

from datetime import date, timedelta

import msgspec
import pytest

from dutydesk.domain.school_calendar import DayKind
from dutydesk_roster.engine import (
    Beside,
    DutiesADay,
    HeadsOf,
    LimitedQualification,
    Measure,
    Placed,
    Problem,
    Within,
    check,
    contradictions,
    fairness_table,
    judge_swap,
    rank_replacements,
    swaps_that_free,
    targets,
    unfilled,
)
from dutydesk_roster.engine.cells import month_of
from dutydesk_roster.engine.explain import explain
from dutydesk_roster.engine.explanation import RemedyKind
from dutydesk_roster.engine.generate import generate
from dutydesk_roster.engine.judge import Judge
from dutydesk_roster.engine.kept_posts import with_kept_posts
from dutydesk_roster.engine.repair import repair
from dutydesk_roster.engine.score import score
from dutydesk_roster.engine.why_not import why_not
from tests.plugins.roster_engine.months import DAY, NIGHT, guard, problem, slot

FIRST = date(2026, 12, 1)
NAMES = {"first-aid": "first aid", "armed": "armed"}


def day(number):
    return FIRST + timedelta(days=number - 1)


def has(code, first=None, last=None):
    return LimitedQualification(
        code, None if first is None else day(first), None if last is None else day(last)
    )


def nurse(key, *limited, **more):
    return guard(key, limited=limited, **more)


def month(people, days=20, *, heads=1, shift=DAY, needs=("first-aid",), **more):
    slots = [slot("gate", shift, day(number), heads, needs) for number in range(1, days + 1)]
    return problem(people, slots, first=FIRST, last=day(days), need_names=NAMES, **more)


def stood(asked, person, numbers):
    shift = asked.slots[0].shift
    return [Placed(person, "gate", shift, day(number)) for number in numbers]


def barred(asked, person="li"):
    """Return the days on which the model leaves the person out and the checker finds them unqualified."""
    month_by_number = month_of(asked, (), lambda _slot: True)
    number = [one.key for one in asked.people].index(person)
    by_model = {cell.slots[0].day for cell in month_by_number.cells if month_by_number.bars(number, cell)}
    every = stood(asked, person, range(1, len(asked.slots) + 1))
    by_checker = {breach.day for breach in check(asked, every) if breach.rule == "unqualified"}
    assert by_model == by_checker
    return sorted((found - FIRST).days + 1 for found in by_model)


@pytest.mark.parametrize(
    ("limited", "days_without"),
    [
        ((has("first-aid", last=10),), range(11, 21)),
        ((has("first-aid", first=10),), range(1, 10)),
        ((has("first-aid", 5, 15),), [*range(1, 5), *range(16, 21)]),
        ((has("first-aid", last=10), has("first-aid", first=11)), ()),
        ((has("first-aid", last=10), has("first-aid", 13, 18)), [11, 12, 19, 20]),
        ((has("first-aid", last=12), has("first-aid", first=8)), ()),
        ((has("armed", last=10),), range(1, 21)),
        ((), range(1, 21)),
    ],
    ids=[
        "ends",
        "is earned",
        "earned and ended",
        "renewed in time",
        "renewed late",
        "renewed early",
        "of another kind",
        "none",
    ],
)
def test_duties_are_barred_on_just_the_days_without_it(limited, days_without):
    assert barred(month([nurse("li", *limited)], rules=())) == list(days_without)


def test_the_day_on_which_a_night_begins_decides():
    asked = month([nurse("li", has("first-aid", last=10))], shift=NIGHT, rules=())
    assert barred(asked) == list(range(11, 21))


def test_what_lasts_or_a_rank_is_not_limited_by_what_ends():
    assert (
        barred(month([nurse("li", has("first-aid", last=3), qualifications=("first-aid",))], rules=())) == []
    )
    by_rank = month([nurse("li", has("first-aid", last=3), rank="deputy")], needs=("deputy",), rules=())
    assert barred(by_rank) == []


@pytest.mark.parametrize(
    ("limited", "words"),
    [
        ((has("first-aid", last=10),), "first aid (ended on 10 Dec)"),
        ((has("first-aid", first=20),), "first aid (only from 20 Dec)"),
        (
            (has("first-aid", last=10), has("first-aid", 14, 15)),
            "first aid (ended on 10 Dec, again from 14 Dec)",
        ),
        ((has("first-aid", last=-40),), "first aid (ended on 21 Oct)"),
        ((has("first-aid", last=-340),), "first aid (ended on 25 Dec 2025)"),
        ((), "first aid"),
    ],
)
def test_the_breach_says_when_it_ended_or_begins(limited, words):
    asked = month([nurse("li", *limited)])
    (breach,) = check(asked, stood(asked, "li", [12]))
    assert breach.text == f"Li does not have what Day at Gate post (12 Dec) needs: {words}."


def test_a_post_for_several_lacks_it_from_the_day_after():
    asked = month([nurse("li", has("first-aid", last=10)), guard("wu")], heads=2)
    roster = [*stood(asked, "li", range(1, 21)), *stood(asked, "wu", range(1, 21))]
    assert [one.day for one in unfilled(asked, roster)] == [day(number) for number in range(11, 21)]
    assert all(one.lacking == ("first-aid",) and not one.missing for one in unfilled(asked, roster))
    assert score(asked, roster).unmet == 10 * asked.weights.unmet


def test_nobody_is_beside_a_learner_whose_guard_is_qualified_no_more():
    rule = Beside(who="learner", by="first-aid", within=Within.SHIFT)
    people = [nurse("li", has("first-aid", last=10)), nurse("wu", has("learner", last=15))]
    asked = month(people, heads=2, needs=(), rules=(rule,))
    roster = [*stood(asked, "li", range(1, 21)), *stood(asked, "wu", range(1, 21))]
    assert [one.day for one in check(asked, roster)] == [day(number) for number in range(11, 16)]


def test_heads_of_a_kind_are_counted_by_the_day():
    asked = month(
        [nurse("li", has("first-aid", last=10))], needs=(), rules=(HeadsOf(who="first-aid", least=1),)
    )
    found = check(asked, stood(asked, "li", range(1, 21)))
    assert [one.day for one in found] == [day(number) for number in range(11, 21)]


def test_generating_leaves_no_unqualified_duty_and_fills_what_can_be_filled():
    people = [
        nurse("li", has("first-aid", last=10)),
        nurse("wu", has("first-aid", first=11)),
        nurse("sun", has("first-aid", 5, 15)),
        guard("zhu"),
    ]
    asked = month(people, rules=(DutiesADay(),))
    found = generate(asked, seconds=2, workers=1)
    assert check(asked, found.assignments) == ()
    assert found.unfilled == ()
    lost = msgspec.structs.replace(asked, people=(people[0], people[3]))
    found = generate(lost, seconds=2, workers=1)
    assert found.broken == ()
    assert [one.day for one in found.unfilled] == [day(number) for number in range(11, 21)]


@pytest.mark.parametrize(
    ("heads", "rule"),
    [(1, HeadsOf(who="first-aid", least=1)), (2, Beside(who="learner", by="first-aid", within=Within.POST))],
    ids=["one of a kind in each shift", "beside another"],
)
def test_what_is_generated_keeps_rules_about_the_qualified_on_their_days(heads, rule):
    people = [
        nurse("li", has("first-aid", last=10)),
        nurse("sun", has("first-aid", first=11)),
        guard("wu", qualifications=("learner",)),
    ]
    asked = month(people, heads=heads, needs=(), rules=(DutiesADay(), rule))
    found = generate(asked, seconds=2, workers=1)
    assert found.broken == ()
    able = [{"li"} if one.day <= day(10) else {"sun"} for one in asked.slots]
    standing = [{one.person for one in found.assignments if one.place == slot.place} for slot in asked.slots]
    assert all(there & those for there, those in zip(standing, able, strict=True))


def test_a_repair_replaces_whoever_is_qualified_no_more():
    asked = month([nurse("li", has("first-aid", last=10)), nurse("wu", has("first-aid", first=8))], days=12)
    found = repair(asked, stood(asked, "li", range(1, 13)), day(1), day(1), workers=1, seconds=2)
    assert found.broken == ()
    assert {one.day: one.person for one in found.assignments if one.day > day(10)} == {
        day(11): "wu",
        day(12): "wu",
    }


def test_a_replacement_is_refused_after_it_ended_and_told_why():
    asked = month([nurse("li", has("first-aid", last=10)), guard("wu", qualifications=("first-aid",))])
    roster = stood(asked, "wu", range(1, 21))
    before, after = (rank_replacements(asked, roster, roster[number - 1])[0] for number in (10, 11))
    assert before.fits
    assert [one.rule for one in after.breaches] == ["unqualified"]
    assert "first aid (ended on 10 Dec)" in after.reason


def test_a_replacement_that_leaves_several_without_it_is_told_when_it_ended():
    asked = month(
        [nurse("li", has("first-aid", last=10)), guard("wu", qualifications=("first-aid",)), guard("zhu")],
        heads=2,
    )
    roster = [*stood(asked, "wu", [12]), *stood(asked, "zhu", [12])]
    (candidate,) = [one for one in rank_replacements(asked, roster, roster[0]) if one.person == "li"]
    assert candidate.reason == "With Li there, nobody would have: first aid (ended on 10 Dec)."


def test_typing_someone_in_after_it_ended_is_judged_so():
    judge = Judge(month([nurse("li", has("first-aid", last=10))]), ())
    verdicts = [judge.of((), [Placed("li", "gate", "day", day(number))]) for number in (10, 11)]
    assert [[one.rule for one in verdict.broken] for verdict in verdicts] == [[], ["unqualified"]]


def test_a_swap_into_the_days_without_it_is_not_allowed():
    asked = month(
        [nurse("li", has("first-aid", last=10)), guard("wu", qualifications=("first-aid",))], days=12
    )
    roster = [*stood(asked, "li", [9]), *stood(asked, "wu", [10, 12])]
    assert judge_swap(asked, roster, roster[1], roster[0], "li").allowed
    verdict = judge_swap(asked, roster, roster[2], roster[0], "li")
    assert not verdict.allowed
    assert "ended on 10 Dec" in verdict.text
    assert not any(one.allowed for one in swaps_that_free(asked, roster, roster[2]))


def test_people_are_not_put_back_at_a_post_for_which_they_are_qualified_no_more():
    people = [nurse("li", has("first-aid", last=10)), guard("wu", qualifications=("first-aid",))]
    slots = [
        one
        for number in (10, 11)
        for one in (slot("gate", DAY, day(number), 1, ("first-aid",)), slot("hall", DAY, day(number)))
    ]
    asked = problem(people, slots, first=FIRST, last=day(11))
    now, kept = (
        [Placed(*pair, "day", day(number)) for number in (10, 11) for pair in pairs]
        for pairs in ((("wu", "gate"), ("li", "hall")), (("li", "gate"), ("wu", "hall")))
    )
    assert set(with_kept_posts(asked, now, kept)) == {*kept[:2], *now[2:]}


def test_a_share_is_of_the_days_on_which_one_could_stand():
    people = [nurse("li", has("first-aid", last=10)), guard("wu", qualifications=("first-aid",))]
    asked = month(people, shift=NIGHT, day_kinds={day(5): DayKind.WEEKEND})
    assert [row.present for row in fairness_table(asked, ()).rows] == [10, 20]
    shares = targets(asked)[Measure.NIGHTS]
    assert shares["wu"] == pytest.approx(2 * shares["li"])
    assert sum(shares.values()) == pytest.approx(20)


def test_a_day_that_nobody_can_fill_any_more_is_told_with_who_could_and_what_lifts_it():
    asked = month([nurse("li", has("first-aid", last=10)), guard("wu")], days=11, rules=(DutiesADay(),))
    found = explain(asked, seconds=5)
    assert found.possible is False
    (clash,) = found.clashes
    assert (clash.first, clash.last) == (day(11), day(11))
    assert clash.reasons[0].text.endswith("nobody has that then (Li: first aid ended on 10 Dec).")
    renewals = [one for one in clash.remedies if one.kind is RemedyKind.RENEW]
    assert [(one.text, one.people, one.enough) for one in renewals] == [
        ("If Li had first aid on 11 Dec.", ("li",), True)
    ]


def test_why_not_someone_qualified_no_more_says_when_it_ended():
    asked = month([nurse("li", has("first-aid", last=10)), guard("wu", qualifications=("first-aid",))])
    answer = why_not(asked, stood(asked, "wu", [12]), stood(asked, "wu", [12])[0], "li", workers=1, seconds=2)
    assert [one.rule for one in answer.breaches] == ["unqualified"]
    assert "first aid ended on 10 Dec" in answer.text
    assert answer.possible is not True


def test_a_problem_that_asks_for_what_has_ended_contradicts_itself():
    asked = month([nurse("li", has("first-aid", last=10)), guard("wu")], days=12)
    (contradiction,) = contradictions(asked)
    assert contradiction.day == day(11)
    assert contradiction.text.endswith("nobody has who serves on that day (Li: first aid ended on 10 Dec).")
    rule = HeadsOf(who="first-aid", least=1, name="Medic")
    heads = msgspec.structs.replace(month(asked.people, days=12, needs=()), rules=(rule,))
    assert [(one.day, one.text) for one in contradictions(heads)] == [
        (
            day(11),
            "Medic: at least 1 with first aid must be in each shift, but on 11 Dec there are 0.",
        )
    ]


def test_days_travel_with_the_problem():
    asked = month([nurse("li", has("first-aid", 3, 10))])
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(asked), type=Problem) == asked
