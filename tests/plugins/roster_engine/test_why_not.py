"""Why one person stands somewhere and not another."""

from datetime import date, timedelta

import msgspec
import pytest

from dutydesk_roster.engine import Based, EngineFailed, Placed, WhyNotJob, Wish, check, unfilled
from dutydesk_roster.engine.explanation import WhyNot
from dutydesk_roster.engine.fact import FactKind
from dutydesk_roster.engine.problem import Kept, Pin
from dutydesk_roster.engine.rules import DutiesADay, HeadsOf, NightsInARow, OnePost, Rest
from dutydesk_roster.engine.score import score
from dutydesk_roster.engine.why_not import why_not
from tests.plugins.roster_engine.months import DAY, LATE, NIGHT, away, guard, problem, slot

MONDAY = date(2026, 11, 2)
TUESDAY = MONDAY + timedelta(days=1)


def asked(**more):
    return problem(
        [guard("li"), guard("wang"), guard("zhao")],
        [slot("gate", DAY, MONDAY), slot("gate", LATE, MONDAY), slot("gate", DAY, TUESDAY)],
        rules=more.pop("rules", (Rest(), DutiesADay())),
        **more,
    )


STANDS = (
    Placed("li", "gate", "day", MONDAY),
    Placed("wang", "gate", "late", MONDAY),
    Placed("li", "gate", "day", TUESDAY),
)


def ask(question, cell, other):
    return why_not(question, STANDS, cell, other, workers=1, seconds=2)


def test_someone_free_could_stand_there_as_well():
    answer = ask(asked(), STANDS[0], "zhao")
    assert answer.possible is True
    assert answer.breaches == ()
    assert set(answer.assignments) == {Placed("zhao", "gate", "day", MONDAY), *STANDS[1:]}
    assert {(one.person, one.change) for one in answer.changes} == {("li", "removed"), ("zhao", "added")}


def test_what_it_breaks_is_told_and_cured_by_changing_more():
    answer = ask(asked(), STANDS[0], "wang")
    assert {one.rule for one in answer.breaches} >= {"duties-a-day"}
    assert answer.possible is True
    assert Placed("wang", "gate", "day", MONDAY) in answer.assignments
    assert check(asked(), answer.assignments) == ()
    assert unfilled(asked(), answer.assignments) == ()
    assert "Wang" in answer.text
    assert answer.breaches[0].text in answer.text


def test_the_cost_and_its_parts_are_the_difference_of_scores():
    question = asked()
    answer = ask(question, STANDS[0], "zhao")
    kept = msgspec.structs.replace(question, kept=tuple(Kept(one.person, *one.place) for one in STANDS))
    difference = score(kept, answer.assignments).total - score(kept, STANDS).total
    assert answer.cost == difference
    assert sum(cost for _part, cost in answer.parts) == difference


def test_leave_clashes_with_standing_there():
    answer = ask(asked(busy=(away("zhao", MONDAY, MONDAY),)), STANDS[0], "zhao")
    assert answer.possible is False
    assert {fact.kind for fact in answer.clashes[0].facts} == {FactKind.PIN, FactKind.BUSY}
    assert "annual leave" in answer.text


def test_what_is_open_already_is_not_held_against_anyone():
    question = asked(rules=(Rest(), DutiesADay(), HeadsOf(who="leader")))
    answer = ask(question, STANDS[0], "zhao")
    assert answer.possible is True
    assert answer.broken == ()


def test_one_who_is_pinned_there_is_asked_about_all_the_same():
    answer = ask(asked(pins=(Pin("li", "gate", "day", MONDAY),)), STANDS[0], "zhao")
    assert answer.possible is True
    assert Placed("li", "gate", "day", MONDAY) not in answer.assignments


def test_a_run_of_nights_that_nobody_else_can_break():
    nights = [MONDAY + timedelta(days=index) for index in range(3)]
    question = problem(
        [guard("li"), guard("wang")],
        [slot("gate", NIGHT, day) for day in nights],
        rules=(DutiesADay(), NightsInARow(most=1)),
        busy=(away("wang", nights[0], nights[0]),),
    )
    stands = tuple(
        Placed(who, "gate", "night", day) for who, day in zip(("li", "wang", "li"), nights, strict=True)
    )
    answer = why_not(question, stands, stands[1], "li", workers=1, seconds=2)
    assert answer.possible is False
    assert any(fact.kind is FactKind.PIN for fact in answer.clashes[0].facts)


@pytest.mark.parametrize(
    ("cell", "other"),
    [
        (Placed("zhao", "gate", "day", MONDAY), "wang"),
        (STANDS[0], "nobody"),
        (STANDS[0], "li"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(cell, other):
    with pytest.raises(ValueError, match="stand"):
        ask(asked(), cell, other)


def test_the_answer_travels():
    answer = ask(asked(), STANDS[0], "wang")
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(answer), type=WhyNot) == answer


def test_what_is_worse_is_told_in_words():
    question = asked(rules=(Rest(), DutiesADay(), OnePost(weight=30)))
    question = msgspec.structs.replace(
        question,
        wishes=(Wish(person="zhao", day=MONDAY, on=False, weight=20),),
        base=(Based("li", MONDAY, "day"),),
    )
    answer = ask(question, STANDS[0], "zhao")
    assert answer.possible is True
    assert dict(answer.parts)["wishes"] == 20
    assert dict(answer.parts)["base"] == question.weights.base
    assert any("asked not to stand" in line for line in answer.worse)
    assert "1 departure from the rotation" in answer.worse
    assert f"it would cost {answer.cost} more: {answer.worse[0]}" in answer.text


def test_whose_share_becomes_less_fair_is_named():
    nights = [MONDAY + timedelta(days=index) for index in range(0, 6, 2)]
    question = problem(
        [guard("li"), guard("wang"), guard("zhao")],
        [slot("gate", NIGHT, day) for day in nights],
        rules=(DutiesADay(),),
        pins=tuple(
            Pin(who, "gate", "night", day) for who, day in zip(("wang", "zhao"), nights[1:], strict=True)
        ),
    )
    stands = tuple(
        Placed(who, "gate", "night", day) for who, day in zip(("li", "wang", "zhao"), nights, strict=True)
    )
    answer = why_not(question, stands, stands[0], "wang", workers=1, seconds=2)
    assert answer.possible is True
    assert {
        "1 night more for Wang, who is then 1 above their share",
        "1 night less for Li, who is then 1 below their share",
    } <= set(answer.worse)
    assert answer.fairness_after < answer.fairness_before


def test_what_was_asked_is_no_reason_against_it():
    answer = ask(asked(busy=(away("zhao", MONDAY, MONDAY),)), STANDS[0], "zhao")
    assert [reason.code for reason in answer.clashes[0].reasons].count("asked") == 1
    assert all(one.fact is None or one.fact.kind is not FactKind.PIN for one in answer.clashes[0].remedies)
    assert answer.text.startswith("Zhao cannot stand Day at Gate post (2 Nov): Zhao is away 2 Nov")
    assert "pinned" not in answer.text


def test_a_job_answers_the_same_and_refuses_the_same():
    question = asked()
    with WhyNotJob(question, STANDS, STANDS[0], "wang", workers=1, seconds=2) as job:
        assert job.result(60) == ask(question, STANDS[0], "wang")
    with (
        WhyNotJob(question, STANDS, STANDS[0], "li", workers=1, seconds=2) as job,
        pytest.raises(EngineFailed, match="already"),
    ):
        job.result(60)
