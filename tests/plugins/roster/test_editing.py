"""Edits by hand as values: what a block becomes, what it passes over, and that nothing of others is lost."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dutydesk.api import StaleChange
from dutydesk.domain import new_id
from dutydesk_roster import editing
from dutydesk_roster.arranging import accept
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.codes import TypedCode
from dutydesk_roster.editing import Draft, Pattern, Piece, Reach, Rows
from dutydesk_roster.editing.laying import Laid, cycles_of, laid
from tests.plugins.roster import by_hand
from tests.plugins.roster.roster_desk import TODAY, day, duties, month_of, put

GATE_DAY, GATE_NIGHT, ROOM_DAY = ("gate", "day"), ("gate", "night"), ("room", "day")


def reach_of(roster):
    return Reach({person.id: person for person in roster.people})


def kept(desk, edit, roster=None):
    return editing.keep(desk, roster or month_of(desk), edit)


def pattern_of(*pieces, is_cut=True):
    return Pattern(tuple(Piece(row, days, duty) for row, days, duty in pieces), is_cut=is_cut)


def test_a_draft_counts_heads_as_it_goes(desk):
    put(desk, ("li", "gate", "day", day(10)))
    draft = Draft(month_of(desk))
    assert draft.room(GATE_DAY, day(10)) == 1
    draft.put("wu", day(10), GATE_DAY)
    assert draft.room(GATE_DAY, day(10)) == 0
    draft.put("li", day(10), GATE_NIGHT)
    assert draft.room(GATE_DAY, day(10)) == 1
    assert [each.person for each in draft.standing(GATE_DAY, day(10))] == ["wu"]
    edit = draft.edit("why")
    assert [each.person for each in edit.added] == ["wu"]
    assert [(each.person, each.shift) for each in edit.changed] == [("li", "night")]


def test_an_edit_that_changes_nothing_writes_no_journal(desk):
    put(desk, ("li", "gate", "day", day(10)), pinned=True)
    before = desk.revision()
    draft = Draft(month_of(desk))
    draft.put("li", day(10), GATE_DAY)
    edit = draft.edit("why")
    assert len(edit) == 0
    kept(desk, edit)
    assert desk.revision() == before


def test_a_fill_passes_over_days_that_are_full(desk):
    put(desk, ("wu", "gate", "night", day(10)))
    roster = month_of(desk)
    cells = [("li", day(10)), ("li", day(13))]
    edit = editing.filled(roster, cells, TypedCode("night", "gate"), reach_of(roster))
    assert [(each.person, each.day, each.why) for each in edit.passed_over] == [
        ("li", day(10), "no head is open")
    ]
    assert edit.why == "Main gate, Night in 1 cell"


def test_who_has_left_is_passed_over(desk):
    roster = month_of(desk)
    edit = editing.filled(roster, [("li", day(10))], TypedCode("day", None), Reach({}))
    assert [each.why for each in edit.passed_over] == ["not in the squadron that day"]


def test_what_was_cut_and_has_gone_meanwhile_is_passed_over(desk):
    first, second = put(desk, ("li", "gate", "day", day(10)), ("li", "gate", "day", day(13)))
    pattern = pattern_of((0, 0, first), (0, 3, second))
    by_hand.clear(desk, [first], "out")
    roster = month_of(desk)
    edit = editing.pasted(roster, pattern, Rows(people=("wu",)), day(10), reach_of(roster))
    assert [each.why for each in edit.passed_over] == ["not there any more"]
    kept(desk, edit, roster)
    assert duties(desk) == {("wu", "gate", "day", day(13))}


def test_what_lies_beyond_the_grid_stays_where_it_was(desk):
    first, second = put(desk, ("li", "gate", "day", day(10)), ("wu", "gate", "day", day(10)))
    roster = month_of(desk)
    edit = editing.pasted(
        roster,
        pattern_of((0, 0, first), (1, 0, second)),
        Rows(people=("zhu",)),
        day(13),
        reach_of(roster),
    )
    assert [each.why for each in edit.passed_over] == ["beyond the grid"]
    kept(desk, edit, roster)
    assert duties(desk) == {("zhu", "gate", "day", day(13)), ("wu", "gate", "day", day(10))}


PLACES = st.sampled_from([GATE_DAY, GATE_NIGHT, ROOM_DAY])
CELLS = st.dictionaries(
    st.tuples(st.sampled_from(["li", "wu", "zhu", "sun"]), st.dates(day(16), day(20))), PLACES, max_size=6
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CELLS, st.integers(0, 2), st.integers(-2, 2), st.booleans())
def test_a_moved_block_keeps_every_record_that_has_no_other_in_its_way(desk, cells, row, shift, is_cut):
    rows = ("li", "wu", "zhu", "sun")
    standing = tuple(
        Assignment(id=new_id(), person=person, post=post, shift=code, day=on)
        for (person, on), (post, code) in cells.items()
    )
    block = [each for each in standing if each.person in rows[:2]]
    pieces = [(rows.index(each.person), (each.day - day(16)).days, each) for each in block]
    roster = replace(month_of(desk), assignments=standing)
    edit = editing.pasted(
        roster,
        pattern_of(*pieces, is_cut=is_cut),
        Rows(people=rows[row:]),
        day(16) + timedelta(days=shift),
        reach_of(roster),
    )
    after = {each.id: each for each in standing}
    for each in edit.removed:
        del after[each.id]
    after |= {each.id: each for each in (*edit.changed, *edit.added)}
    assert len({(each.person, each.day) for each in after.values()}) == len(after)
    before, way = {each.id for each in standing}, {each.id for each in edit.in_the_way}
    if is_cut:
        assert after.keys() == before - way
        moved = [each for each in block if each.id in after and each.id not in way]
        passed = {(each.person, each.day) for each in edit.passed_over}
        for each in moved:
            then = after[each.id]
            gone = (rows.index(then.person) - rows.index(each.person), (then.day - each.day).days)
            assert gone in {(row, shift), (0, 0)}
            assert gone == (row, shift) or passed
    else:
        assert before <= after.keys()
        for each in block:
            assert after[each.id].person == each.person


# Rotations


def test_the_settings_shifts_fill_the_presets_that_suit_them(desk):
    plan = month_of(desk).plan
    assert [(each.name, each.text(plan)) for each in cycles_of(plan)] == [
        ("Four crews", "D D E E N N - -"),
        ("2-2-3", "D D - - D D D - - D D - - - N N - - N N N - - N N - - -"),
        ("Day, night, off, off", "D N - -"),
    ]


def test_each_next_person_is_behind_and_a_post_is_kept_while_it_is_open(desk):
    roster = month_of(desk)
    day_night = next(each for each in cycles_of(roster.plan) if each.text(roster.plan) == "D N - -")
    how = Laid(day_night, ("wu", "chen"), day(16), day(19), phase=0, step=1)
    kept(desk, laid(roster, how, reach_of(roster)), roster)
    assert duties(desk) == {
        ("wu", "gate", "day", day(16)),
        ("wu", "gate", "night", day(17)),
        ("chen", "room", "day", day(17)),
        ("chen", "gate", "night", day(18)),
    }


# Refusals


def test_whoever_changed_a_cell_is_named_with_the_time_and_what_stands_there_now(at):
    desk, other = at.open(), at.open("赵建国")
    (duty,) = put(desk, ("li", "gate", "day", day(10)))
    roster = month_of(desk)
    by_hand.clear(other, [duty], "out")
    with pytest.raises(StaleChange, match=r"赵建国 changed 李强, 11-10 at 10:00: nothing there now"):
        kept(desk, editing.pinned_edit(roster, roster.assignments, pinned=True), roster)


def test_a_day_that_is_not_today_is_told_with_its_date(at):
    desk, other = at.open(), at.open("other")
    roster = month_of(desk)
    put(other, ("li", "gate", "night", day(10)))
    at.now += timedelta(days=1)
    with pytest.raises(StaleChange, match=r"at 11-24 10:00"):
        by_hand.set_duty(desk, roster, roster.people[4], day(10), TypedCode("day", "gate"))


def test_whoever_changed_a_month_is_named_too(at):
    desk, other = at.open(), at.open("other")
    roster = month_of(desk)
    put(other, ("li", "gate", "night", TODAY))
    with pytest.raises(StaleChange, match=r"changed in the meantime by other at 10:00 \(duties\)"):
        accept(desk, roster, ())


def test_whoever_filled_a_place_is_named_in_the_roster_by_post(at):
    desk, other = at.open(), at.open("other")
    roster = month_of(desk)
    put(other, ("li", "gate", "night", day(10)))
    wu = next(person for person in roster.people if person.id == "wu")
    with pytest.raises(StaleChange, match=r"^Main gate, Night, 11-10 has been changed .* by other at 10:00"):
        kept(desk, editing.person_put(roster, GATE_NIGHT, day(10), wu), roster)
