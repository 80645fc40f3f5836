"""What a leader types into a cell, and what becomes of it."""

from dataclasses import replace

import pytest

from dutydesk.api import DataProblem, StaleChange
from dutydesk_roster.codes import CodeMatch, TypedCode, code_of, first_letters, match_code, resolve
from dutydesk_roster.roster import DutyPlan
from tests.plugins.roster import by_hand
from tests.plugins.roster.roster_desk import POSTS, SHIFTS, day, duties, month_of, put


@pytest.fixture
def plan(desk):
    return DutyPlan.of(desk)


@pytest.mark.parametrize(
    ("typed", "code", "may_go_on"),
    [
        ("D", TypedCode("day", None), True),
        ("d", TypedCode("day", None), True),
        ("m", None, True),
        ("mg", TypedCode(None, "gate"), False),
        ("dmg", TypedCode("day", "gate"), False),
        ("NMr", TypedCode("night", "room"), False),
        ("dm", None, True),
        ("y", TypedCode(None, "yard"), False),
        ("x", None, False),
        ("dmgx", None, False),
    ],
)
def test_a_code_is_a_shift_a_post_or_both_in_either_case(plan, typed, code, may_go_on):
    assert match_code(plan, typed) == CodeMatch(code, may_go_on)


def test_codes_begin_with_the_letters_of_shifts_and_posts(plan):
    assert first_letters(plan) == frozenset("DdEeNnMmYy")


def test_codes_may_be_chinese_and_never_spill_over_their_cell(at):
    desk = at.reopened(shifts=SHIFTS.replace('"D"', '"早"'), posts=POSTS.replace('"MG"', '"门"'))
    plan = DutyPlan.of(desk)
    assert match_code(plan, "早门").code == TypedCode("day", "gate")
    (duty,) = put(desk, ("li", "gate", "day", day(10)))
    assert code_of(plan, duty, 4) == "早门"
    assert code_of(plan, duty, 3) == "早"


def test_a_duty_is_shown_by_its_code(desk, plan):
    whole, long, gone = put(
        desk,
        ("li", "gate", "day", day(10)),
        ("wu", "yard", "evening", day(10)),
        ("zhu", "moat", "day", day(10)),
    )
    assert [code_of(plan, each, 3) for each in (whole, long, gone)] == ["DMG", "EY", "??"]
    assert code_of(plan, whole, 2) == "D"


def person(desk, key):
    return next(each for each in desk.people() if each.id == key)


def meant(desk, key, on, shift=None, post=None):
    return resolve(month_of(desk), TypedCode(shift, post), person(desk, key), on)


def test_a_shift_alone_takes_the_slot_that_needs_what_the_person_can(desk):
    assert meant(desk, "chen", day(10), shift="day") == ("room", "day")
    assert meant(desk, "li", day(10), shift="day") == ("gate", "day")


def test_a_shift_alone_prefers_a_slot_that_is_open(desk):
    put(desk, ("zhao", "room", "day", day(10)))
    assert meant(desk, "chen", day(10), shift="day") == ("gate", "day")
    put(desk, ("li", "gate", "day", day(10)), ("wu", "gate", "day", day(10)))
    assert meant(desk, "chen", day(10), shift="day") == ("room", "day")


def test_a_shift_alone_keeps_the_post_and_a_post_alone_the_shift(desk):
    put(desk, ("chen", "gate", "night", day(10)))
    assert meant(desk, "chen", day(10), shift="day") == ("gate", "day")
    put(desk, ("han", "room", "night", day(10)))
    assert meant(desk, "han", day(10), post="gate") == ("gate", "night")


def test_both_together_are_taken_at_their_word(desk):
    assert meant(desk, "li", day(10), shift="evening", post="yard") == ("yard", "evening")


def test_what_the_day_does_not_ask_for_means_nothing(desk):
    assert meant(desk, "li", day(10), shift="evening") is None
    assert meant(desk, "li", day(10), post="yard") is None


def set_duty(desk, key, on, shift, post=None, *, roster=None):
    return by_hand.set_duty(desk, roster or month_of(desk), person(desk, key), on, TypedCode(shift, post))


def test_what_is_typed_is_pinned_and_undone_in_one_step(desk):
    duty = set_duty(desk, "li", day(10), "day", "gate")
    assert duty.pinned
    assert duties(desk) == {("li", "gate", "day", day(10))}
    desk.undo()
    assert duties(desk) == set()
    desk.redo()
    assert duties(desk) == {("li", "gate", "day", day(10))}


def test_typing_over_a_cell_keeps_its_record_and_leaves_one_duty(desk):
    first, _second = put(desk, ("li", "gate", "day", day(10)), ("li", "gate", "night", day(10)))
    duty = set_duty(desk, "li", day(10), "day", "room")
    assert duty.id == first.id
    assert duties(desk) == {("li", "room", "day", day(10))}
    desk.undo()
    assert len(duties(desk)) == 2


def test_a_shift_that_is_not_asked_for_is_refused_in_words(desk):
    with pytest.raises(DataProblem, match="Evening is not asked for on 11-10"):
        set_duty(desk, "li", day(10), "evening")


def test_typing_into_a_cell_that_someone_else_has_filled_is_refused(at):
    desk, other = at.open(), at.open("other")
    roster = month_of(desk)
    put(other, ("li", "gate", "night", day(10)))
    with pytest.raises(StaleChange, match=r"^other changed 李强, 11-10 at 10:00: Main gate, Night"):
        set_duty(desk, "li", day(10), "day", "gate", roster=roster)
    assert duties(desk) == {("li", "gate", "night", day(10))}


def test_clearing_pinning_and_their_undo(desk):
    held = put(desk, ("li", "gate", "day", day(10)), ("wu", "gate", "day", day(10)))
    by_hand.pin(desk, held)
    assert all(each.pinned for each in month_of(desk).assignments)
    desk.undo()
    assert not any(each.pinned for each in month_of(desk).assignments)
    by_hand.clear(desk, month_of(desk).assignments, "Clear 2 duties")
    assert duties(desk) == set()
    assert desk.undo().why == "Clear 2 duties"
    assert len(duties(desk)) == 2


def test_moving_a_duty_makes_two_change_places(desk):
    mine, theirs = put(desk, ("li", "gate", "day", day(10)), ("wu", "gate", "night", day(12)))
    by_hand.move(desk, month_of(desk), mine, person(desk, "wu"), day(12))
    assert duties(desk) == {("wu", "gate", "day", day(12)), ("li", "gate", "night", day(10))}
    assert {each.id for each in month_of(desk).assignments} == {mine.id, theirs.id}
    assert all(each.pinned for each in month_of(desk).assignments)
    desk.undo()
    assert duties(desk) == {("li", "gate", "day", day(10)), ("wu", "gate", "night", day(12))}


def test_moving_onto_what_someone_else_changed_is_refused(at):
    desk, other = at.open(), at.open("other")
    mine, theirs = put(desk, ("li", "gate", "day", day(10)), ("wu", "gate", "night", day(12)))
    roster = month_of(desk)
    with other.change("other") as change:
        change.replace(replace(theirs, pinned=True))
    before = duties(desk)
    with pytest.raises(StaleChange):
        by_hand.move(desk, roster, mine, person(desk, "wu"), day(12))
    assert duties(desk) == before
