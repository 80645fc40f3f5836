"""What the engine proposes is put into the desk with as few changes as can be, or not at all."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutydesk.api import StaleChange
from dutydesk.domain import new_id
from dutydesk_roster.arranging import accept, rearrange
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.engine import Placed
from dutydesk_roster.problem_of import placed
from tests.plugins.roster.roster_desk import day, duties, month_of, put

PLACES = st.tuples(
    st.sampled_from(["li", "wu", "zhu"]),
    st.sampled_from(["gate", "room"]),
    st.just("day"),
    st.dates(day(9), day(10)),
)
STANDING = st.lists(st.tuples(PLACES, st.booleans()), max_size=8, unique_by=lambda each: each[0])
WANTED = st.lists(PLACES, max_size=8, unique=True)


def standing_of(given_places):
    return [
        Assignment(id=new_id(), person=person, post=post, shift=shift, day=on, pinned=pinned)
        for (person, post, shift, on), pinned in given_places
    ]


@given(STANDING, WANTED)
def test_the_result_is_what_was_wanted_with_the_fewest_records_touched(places, wanted):
    standing = standing_of(places)
    goal = [Placed(*each) for each in wanted]
    plan = rearrange(standing, goal)

    kept = {each.id: each for each in standing}
    for each in plan.removed:
        del kept[each.id]
    for each in plan.changed:
        assert each.id in kept
        kept[each.id] = each
    result = [placed(each) for each in (*kept.values(), *plan.added)]
    assert sorted(result) == sorted(goal)

    surplus = Counter(placed(each) for each in standing) - Counter(goal)
    missing = Counter(goal) - Counter(placed(each) for each in standing)
    by_place = Counter(each.place for each in surplus.elements())
    passed_on = sum((by_place & Counter(each.place for each in missing.elements())).values())
    assert len(plan) == surplus.total() + missing.total() - passed_on


@given(STANDING, WANTED)
def test_a_slot_that_passes_to_another_person_keeps_its_identity(places, wanted):
    standing = standing_of(places)
    plan = rearrange(standing, [Placed(*each) for each in wanted])
    before = {each.id: placed(each).place for each in standing}
    assert all(before[each.id] == placed(each).place for each in plan.changed)
    freed = {placed(each).place for each in plan.removed}
    assert not any(placed(each).place in freed for each in plan.added)


@given(STANDING)
def test_pinned_duties_that_are_wanted_are_left_alone(places):
    standing = standing_of(places)
    plan = rearrange(standing, [placed(each) for each in standing if each.pinned])
    touched = {each.id for each in (*plan.changed, *plan.removed)}
    assert not plan.added
    assert touched == {each.id for each in standing if not each.pinned}


def test_accepting_keeps_duties_that_no_demand_asks_for(desk):
    put(desk, ("li", "yard", "day", day(10)), ("wu", "gate", "day", day(10)))
    accept(desk, month_of(desk), [Placed("zhu", "gate", "day", day(10))])
    assert duties(desk) == {("li", "yard", "day", day(10)), ("zhu", "gate", "day", day(10))}


def test_one_undo_takes_it_all_back(desk):
    put(desk, ("li", "gate", "day", day(10)), ("wu", "gate", "day", day(10)), ("wu", "gate", "day", day(11)))
    before = duties(desk)
    wanted = [Placed("zhu", "gate", "day", day(10)), Placed("chen", "room", "day", day(12))]
    accept(desk, month_of(desk), wanted, "Generate")
    assert duties(desk) != before
    assert desk.undo().why == "Generate"
    assert duties(desk) == before


@pytest.mark.parametrize("what", ["changed", "added", "removed"])
def test_a_month_that_someone_else_has_touched_is_left_as_it_is(at, what):
    desk, other = at.open(), at.open("other")
    first, _second = put(desk, ("li", "gate", "day", day(10)), ("wu", "gate", "day", day(11)))
    roster = month_of(desk)
    if what == "added":
        put(other, ("sun", "gate", "day", day(10)))
    with other.change("other") as change:
        if what == "changed":
            change.replace(Assignment(**{**vars_of(first), "person": "sun"}))
        elif what == "removed":
            change.remove(first)
    before = duties(desk)
    with pytest.raises(StaleChange) as caught:
        accept(desk, roster, [Placed("zhu", "gate", "day", day(20))])
    assert "2026-11-01 to 2026-11-30 has been changed" in str(caught.value)
    assert duties(desk) == before


def vars_of(assignment):
    return {name: getattr(assignment, name) for name in Assignment.__dataclass_fields__}
