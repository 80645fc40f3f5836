"""How rules stand that ask for drills on different weekdays or at different hours."""

from datetime import date

from dutydesk_drills.rules.rule_standing import RuleState
from tests.plugins.drills.rule_school import drill, held, in_year, now, rule, school

WEEKDAYS = rule('wants = "variety"; different = "weekday"; least = 3; kinds = ["evacuation"]')
HOURS = rule('wants = "variety"; different = "hour"; least = 2')
FIVE = rule('wants = "count"; every = "school_year"; least = 5; kinds = ["evacuation"]', code="five")
# 9, 16 and 23 September 2026 are Wednesdays, 10 September is a Thursday, 11 September a Friday.


def said(standing):
    return (standing.needed, standing.done, standing.planned, standing.state.value)


def test_drills_on_enough_weekdays_meet_it():
    standing = now(held("2026-09-09", "2026-09-10", "2026-09-18", "2026-09-23"), school(), WEEKDAYS)
    assert said(standing) == (3, 3, 0, "met")
    assert standing.reason == "on Wed, Thu, Fri; different weekdays wanted: 3"


def test_with_fewer_drills_than_that_all_must_differ():
    assert said(now(held("2026-09-09", "2026-09-10"), school(), WEEKDAYS)) == (2, 2, 0, "met")
    assert said(now(held("2026-09-09", "2026-09-16"), school(), WEEKDAYS)) == (2, 1, 0, "not due")
    assert said(now([], school(), WEEKDAYS)) == (0, 0, 0, "not due")


def test_drills_that_a_rule_still_wants_count_too():
    standing = now(held("2026-09-09", "2026-09-16"), school(), WEEKDAYS, FIVE)
    assert said(standing) == (3, 1, 0, "not due")
    # Two more weekdays that are not Wednesday: the last are Friday 9 and Thursday 8 July 2027.
    assert standing.next_by == date(2027, 7, 8)
    assert standing.reason == "on Wed; different weekdays wanted: 3; one on another day by Thu 2027-07-08"


def test_near_the_end_of_the_year_it_is_due_and_after_it_overdue():
    facts = held("2026-09-09", "2026-09-16")
    time = school(today=date(2027, 6, 11))
    assert now(facts, time, WEEKDAYS).next_by == date(2027, 7, 9)
    assert now(facts, time, WEEKDAYS).state is RuleState.DUE, "four weeks before Friday 9 July"
    assert now(facts, school(today=date(2027, 7, 10)), WEEKDAYS).state is RuleState.OVERDUE


def test_a_planned_drill_that_repeats_a_weekday_is_to_be_moved():
    facts = [*held("2026-09-09"), drill("2026-12-02")]
    standing = now(facts, school(), WEEKDAYS)
    assert said(standing) == (2, 1, 0, "due")
    assert standing.next_by == date(2026, 12, 2)
    assert standing.reason.endswith("the drill of Wed 2026-12-02 repeats one of them: move it")
    # With five wanted, those yet to be planned can fall on other days.
    assert now(facts, school(), WEEKDAYS, FIVE).state is RuleState.NOT_DUE


def test_planned_drills_on_other_weekdays_plan_it():
    facts = [*held("2026-09-09"), drill("2026-12-03"), drill("2026-12-04")]
    assert said(now(facts, school(), WEEKDAYS)) == (3, 1, 2, "planned")


def test_hours_of_the_day_must_differ():
    same = [drill("2026-09-09", at="10:00"), drill("2026-09-10", at="10:50")]
    assert said(in_year(same, school(), HOURS)) == (2, 1, 0, "not due")
    other = [*same, drill("2026-09-11", at="14:30")]
    standing = in_year(other, school(), HOURS)
    assert said(standing) == (2, 2, 0, "met")
    assert standing.reason == "at 10:00, 14:00; different hours wanted: 2"
