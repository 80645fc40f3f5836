"""How rules stand that count drills: done, planned, and the last safe day of the next."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutydesk_drills.rules.counting import count_standing
from dutydesk_drills.rules.judging import present
from dutydesk_drills.rules.rule_standing import RuleState
from dutydesk_drills.rules.stretch import present_stretch
from tests.plugins.drills.rule_school import (
    CALENDAR,
    by_stretch,
    drill,
    ground,
    held,
    in_year,
    now,
    pack,
    rule,
    school,
)

MONTHLY = rule('wants = "count"; every = "month"; kinds = ["evacuation"]; school_days = 10')
TWO = rule('wants = "count"; every = "month"; least = 2')
EXAMS = (
    CALENDAR
    + """
[[blocked]]
name = "Examinations"
first = 2026-11-30
last = 2026-12-04
"""
)
# The last days of school of November 2026: Tuesday 24 (today), 25, 26, Friday 27, Monday 30.


def said(standing):
    return (standing.done, standing.planned, str(standing.next_by or ""), standing.state.value)


def test_a_month_without_a_drill_is_due_by_its_last_day_of_school():
    standing = now([], school(), MONTHLY)
    assert said(standing) == (0, 0, "2026-11-30", "due")
    assert standing.reason == "0 of 1 held; the next by Mon 2026-11-30"


def test_a_drill_that_was_held_meets_it_and_says_when():
    standing = now([drill("2026-11-11")], school(), MONTHLY)
    assert said(standing) == (1, 0, "", "met")
    assert standing.reason == "1 held, the last on Wed 2026-11-11"


def test_a_planned_one_may_still_be_moved_to_the_last_day():
    standing = now([drill("2026-11-25")], school(), MONTHLY)
    assert said(standing) == (0, 1, "2026-11-30", "planned")
    assert standing.reason == "0 of 1 held; the next is planned for Wed 2026-11-25"


def test_a_drill_of_another_kind_or_another_month_is_none():
    others = [drill("2026-11-11", "lockdown"), drill("2026-10-30"), drill("2026-12-01")]
    assert said(now(others, school(), MONTHLY)) == (0, 0, "2026-11-30", "due")
    assert now([drill("2026-11-11", "fire")], school(), MONTHLY).state is RuleState.MET, "it counts as one"


def test_past_and_unmarked_it_asks_for_the_mark():
    standing = now([drill("2026-11-11", held=False)], school(), MONTHLY)
    assert said(standing)[1:] == (1, "2026-11-30", "due")
    assert standing.reason == "0 of 1 held; say whether the drill of Wed 2026-11-11 was held"
    assert not standing.wants_planning


def test_examinations_move_the_last_safe_day_before_them():
    # Examinations from Monday 30 November: of November, Friday 27 is the last free day of school.
    time = school(calendar=EXAMS)
    standing = now([drill("2026-11-11")], time, TWO)
    assert said(standing) == (1, 0, "2026-11-27", "due")
    assert standing.reason == (
        "1 of 2 held; the next by Fri 2026-11-27: after it Mon 2026-11-30 is Examinations"
    )


def test_blocked_hours_of_a_day_still_leave_room_on_it():
    time = school(calendar=EXAMS + 'start = "08:00"\nend = "12:00"\n')
    assert now([], time, MONTHLY).next_by == date(2026, 11, 30)


def test_with_several_wanted_the_next_must_leave_a_day_of_school_to_each_other():
    # Three wanted, none held: 30, 27 and 26 November at the latest, so the next by Thursday 26.
    standing = now([], school(), rule('wants = "count"; every = "month"; least = 3'))
    assert said(standing) == (0, 0, "2026-11-26", "due")
    assert standing.reason == "0 of 3 held; the next by Thu 2026-11-26: 2 more must follow it, one a day"


def test_a_day_that_has_a_drill_takes_no_other():
    facts = [drill("2026-11-30", "lockdown"), drill("2026-11-27", "lockdown")]
    assert now(facts, school(), MONTHLY).next_by == date(2026, 11, 26)
    wanted = rule('wants = "count"; every = "month"; least = 2; kinds = ["evacuation"]')
    assert now([drill("2026-11-30")], school(), wanted).next_by == date(2026, 11, 27), "beside a planned one"


def test_drills_must_keep_the_distance_that_a_spacing_rule_asks():
    # At least 3 days between evacuations. One is planned on Thursday 26 November, so 24 to 28 are too near.
    apart = rule('wants = "spacing"; least_days = 3; kinds = ["evacuation"]', code="apart")
    two = rule('wants = "count"; every = "month"; least = 2; kinds = ["evacuation"]')
    assert now([drill("2026-11-26")], school(), two, apart).next_by == date(2026, 11, 30)
    # None is planned: the last on Monday 30, the next at least three days before it, by Friday 27.
    assert now([], school(), two, apart).next_by == date(2026, 11, 27)
    # Four days: Thursday 26.
    wider = rule('wants = "spacing"; least_days = 4', code="apart")
    assert now([], school(), two, wider).next_by == date(2026, 11, 26)
    other = rule('wants = "spacing"; least_days = 4; kinds = ["lockdown"]', code="apart")
    assert now([], school(), two, other).next_by == date(2026, 11, 27), "it speaks of another kind"


def test_once_the_last_safe_day_has_gone_by_it_is_overdue():
    # Four are wanted and 30, 27, 26 and 25 November are left from tomorrow on.
    four = rule('wants = "count"; every = "month"; least = 4')
    assert now([], school(today=date(2026, 11, 25)), four).state is RuleState.DUE
    late = now([], school(today=date(2026, 11, 26)), four)
    assert said(late) == (0, 0, "2026-11-25", "overdue")
    assert late.reason == "0 of 4 held; the next was to be held by Wed 2026-11-25"


def test_more_drills_than_days_of_school_have_no_room():
    calendar = '[[term]]\nname = "T"\nfirst = 2026-11-24\nlast = 2026-11-25\n'
    standing = now([], school(calendar=calendar), rule('wants = "count"; every = "month"; least = 3'))
    assert said(standing) == (0, 0, "", "overdue")
    assert standing.reason == "0 of 3 held; there is room on 2 days only"


def test_nothing_is_wanted_before_a_drill_must_be_planned():
    # The term ends on Friday 22 January 2027: four weeks before that is 25 December.
    term = rule('wants = "count"; every = "term"')
    assert now([], school(today=date(2026, 12, 24)), term).state is RuleState.NOT_DUE
    assert now([], school(today=date(2026, 12, 25)), term).state is RuleState.DUE
    sooner = school("[school]\nplan_ahead_weeks = 1", today=date(2027, 1, 14))
    assert now([], sooner, term).state is RuleState.NOT_DUE


def test_too_few_days_of_school_ask_for_nothing():
    july = now([], school(today=date(2027, 7, 1)), MONTHLY)
    assert (july.needed, july.state) == (0, RuleState.NOT_DUE)
    assert july.reason == "With only 7 days of school nothing is asked for"
    august = now([], school(today=date(2027, 8, 5)), MONTHLY)
    assert august.reason == "There is no school, so nothing is asked for"


def test_the_next_month_is_told_of_once_its_drill_must_be_planned():
    # November is met. December's last day of school is Thursday 31: four weeks before it is 3 December,
    # and January's is Friday 22, four weeks before which is 25 December.
    def states(today, *facts):
        found = present_of(facts, today)
        return [(each.period, each.state.value) for each in found]

    def present_of(facts, today):
        return present([pack(MONTHLY)], tuple(facts), school(today=today))

    december = drill("2026-12-02", held=True, over=True)
    assert states(date(2026, 12, 24), december) == [("2026-12", "met")]
    assert states(date(2026, 12, 25), december) == [("2026-12", "met"), ("2027-01", "due")]


def test_what_is_held_in_a_summer_school_counts_there_alone():
    summer = "[[summer_school]]\nfirst = 2027-07-19\nlast = 2027-08-13\n"
    facts = held("2027-07-20", "2027-07-28")
    time = school(summer, today=date(2027, 8, 1))
    assert in_year(facts, time, rule('wants = "count"; every = "school_year"')).done == 0
    assert in_year(facts, time, rule('wants = "count"; every = "summer_school"; least = 2')).done == 2
    week = rule('wants = "count"; every = "summer_school"; first_weeks = 1')
    assert in_year(facts, time, week).done == 1


def test_conditions_must_all_be_true_and_those_left_out_must_not():
    night = drill("2026-11-12", at="21:40", conditions=("night", "dormitory"))
    wanted = rule('wants = "count"; every = "month"; conditions = ["night", "dormitory"]')
    assert now([night], school(), wanted).state is RuleState.MET
    assert now([drill("2026-11-12", conditions=("night",))], school(), wanted).done == 0
    by_day = rule('wants = "count"; every = "month"; without = ["night"]')
    assert now([night], school(), by_day).done == 0


def test_a_rule_for_other_sorts_of_school_does_not_hold():
    boarding = rule('wants = "count"; every = "month"; schools = ["boarding"]')
    assert present([pack(boarding)], (), school('[school]\nsorts = ["primary"]')) == ()
    assert len(present([pack(boarding)], (), school('[school]\nsorts = ["primary", "boarding"]'))) == 1


def test_two_in_one_month_do_not_make_up_for_none_in_another():
    # Nine months of the year have ten days of school: not February, July and August.
    facts = held("2026-09-10", "2026-09-11", "2026-11-11")
    year = in_year(facts, school(), MONTHLY)
    assert (year.needed, year.done, year.state) == (9, 2, RuleState.OVERDUE)
    assert year.reason == "2026-10: 0 of 1 held; the time is over"
    kept = in_year(held("2026-09-10", "2026-10-14", "2026-11-11"), school(), MONTHLY)
    assert (kept.done, kept.state, str(kept.next_by)) == (3, RuleState.NOT_DUE, "2026-12-31")
    assert [each.state.value for each in by_stretch(facts, school(), MONTHLY)][:4] == [
        "met",
        "overdue",
        "met",
        "not due",
    ]


def test_a_year_without_any_such_time_says_so():
    standing = in_year([], school(calendar=""), rule('wants = "count"; every = "term"'))
    assert (standing.needed, standing.state) == (0, RuleState.NOT_DUE)
    assert "calendar.toml" in standing.reason


@pytest.mark.parametrize("today", [date(2026, 12, 31), date(2027, 1, 1), date(2027, 3, 31)])
def test_a_part_of_the_year_runs_over_new_year(today):
    # From 1 December to 31 March; Wednesday 31 March 2027 is a day of school.
    winter = rule('wants = "count"; every = "school_year"; first = "12-01"; last = "03-31"')
    standing = now(held("2026-11-30"), school(today=today), winter)
    assert (standing.done, standing.period, str(standing.next_by)) == (
        0,
        "2026-12-01 to 2027-03-31",
        "2027-03-31",
    )


def test_29_february_is_a_day_like_others():
    calendar = '[[term]]\nname = "Spring"\nfirst = 2028-02-14\nlast = 2028-07-07\n'
    time = school(calendar=calendar, today=date(2028, 2, 29))
    standing = now([], time, MONTHLY)
    assert said(standing) == (0, 0, "2028-02-29", "due"), "a Tuesday, the last of the month"
    assert now(held("2028-02-29"), time, MONTHLY).state is RuleState.MET


FREE = [date(2026, 11, day) for day in range(2, 31) if date(2026, 11, day).weekday() < 5]
GRAVITY = {RuleState.OVERDUE: 2, RuleState.DUE: 1}
DAYS = st.sampled_from(FREE)


@st.composite
def november(draw):
    """Draw a rule for a month with a distance, drills in it, and the present day."""
    least = draw(st.integers(1, 5))
    gap = draw(st.integers(1, 6))
    today = draw(DAYS)
    facts = []
    for day in draw(st.sets(DAYS, max_size=6)):
        if all(abs((day - other.day).days) >= gap for other in facts):
            past = day < today
            facts.append(drill(str(day), held=past and draw(st.booleans()), over=past, kind="evacuation"))
    wanted = rule(f'wants = "count"; every = "month"; least = {least}; kinds = ["evacuation"]')
    apart = rule(f'wants = "spacing"; least_days = {gap}', code="apart")
    return wanted, apart, gap, facts, today


def standing_of(facts, today, wanted, apart):
    time = school(today=today)
    stretch = present_stretch(wanted, time)
    return count_standing(pack(wanted), wanted, stretch, ground(facts, time, wanted, apart))


def room_after(day, facts, gap):
    """Return how many drills fit after a day, one after another as soon as may be."""
    taken = [each.day for each in facts]
    count, last = 0, None
    for free in FREE:
        if free <= day or any(abs((free - other).days) < gap for other in taken):
            continue
        if (free - day).days < gap or (last is not None and (free - last).days < gap):
            continue
        count, last = count + 1, free
    return count


@given(november(), DAYS)
@settings(deadline=None)
def test_a_drill_that_was_held_never_makes_a_rule_worse(drawn, day):
    wanted, apart, gap, facts, today = drawn
    if day > today or any(abs((day - each.day).days) < gap for each in facts):
        return
    before = standing_of(facts, today, wanted, apart)
    after = standing_of([*facts, *held(str(day))], today, wanted, apart)
    assert GRAVITY.get(after.state, 0) <= GRAVITY.get(before.state, 0)
    assert after.done == before.done + 1


@given(november())
@settings(deadline=None)
def test_the_latest_safe_day_is_safe_and_no_later_one_is(drawn):
    wanted, apart, gap, facts, today = drawn
    standing = standing_of(facts, today, wanted, apart)
    lacking = standing.needed - standing.done - standing.planned
    if lacking <= 0 or standing.next_by is None:
        return
    # Held on the last safe day each, drills keep the rule.
    kept, due = list(facts), standing
    while due.wants_planning:
        assert due.next_by is not None
        assert due.next_by in FREE
        assert all(abs((due.next_by - each.day).days) >= gap for each in kept)
        kept += held(str(due.next_by))
        due = standing_of(kept, today, wanted, apart)
    assert due.done + due.planned >= due.needed
    # After any later day on which one can be held, the others have no room.
    for day in FREE:
        if day > standing.next_by and all(abs((day - each.day).days) >= gap for each in facts):
            assert 1 + room_after(day, facts, gap) < lacking


@given(november(), st.integers(1, 3))
@settings(deadline=None)
def test_a_rule_stands_alike_with_other_packs_beside_it(drawn, more):
    wanted, apart, _gap, facts, today = drawn
    alone = present([pack(wanted, apart)], tuple(facts), school(today=today))
    others = [pack(rule('wants = "count"; every = "term"; least = 9', code=f"o{n}")) for n in range(more)]
    together = present([*others, pack(wanted, apart)], tuple(facts), school(today=today))
    assert [each for each in together if each.rule.code in {"r", "apart"}] == list(alone)
