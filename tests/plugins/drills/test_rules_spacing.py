"""How rules stand that ask for drills so many days apart."""

from datetime import date

from dutydesk_drills.rules.rule_standing import RuleState
from tests.plugins.drills.rule_school import drill, held, in_year, now, rule, school

LEAST = rule('wants = "spacing"; least_days = 10; kinds = ["fire"]')
MOST = rule('wants = "spacing"; most_days = 30; kinds = ["evacuation"]')


def test_two_held_too_near_each_other_are_named_in_the_year():
    facts = held("2026-10-12", "2026-10-21", "2026-11-04", kind="fire")
    standing = in_year(facts, school(), LEAST)
    assert (standing.needed, standing.done, standing.state) == (2, 1, RuleState.OVERDUE)
    assert standing.reason == "Mon 2026-10-12 and Wed 2026-10-21 are only 9 days apart; 10 are asked for"
    assert now(facts, school(), LEAST).state is RuleState.NOT_DUE, "it cannot be mended any more"


def test_exactly_so_many_days_are_enough():
    facts = held("2026-10-12", "2026-10-22", kind="fire")
    assert in_year(facts, school(), LEAST).state is RuleState.MET


def test_a_planned_one_too_near_is_to_be_moved():
    facts = [*held("2026-11-20", kind="fire"), drill("2026-11-27", "fire")]
    standing = now(facts, school(), LEAST)
    assert (standing.state, standing.next_by) == (RuleState.DUE, date(2026, 11, 27))
    assert "Fri 2026-11-20 and Fri 2026-11-27 are only 7 days apart" in standing.reason
    moved = [*held("2026-11-20", kind="fire"), drill("2026-11-30", "fire")]
    assert now(moved, school(), LEAST).state is RuleState.PLANNED


def test_the_first_of_a_year_is_held_against_the_last_of_the_year_before():
    facts = held("2026-08-28", "2026-09-02", kind="fire")
    assert in_year(facts, school(), LEAST).state is RuleState.OVERDUE


def test_the_next_must_come_within_so_many_days_of_term():
    # 30 days after Wednesday 28 October is Friday 27 November, a day of school.
    facts = held("2026-10-28")
    standing = now(facts, school(), MOST)
    assert (standing.state, standing.next_by) == (RuleState.DUE, date(2026, 11, 27))
    assert standing.reason == "The last is that of Wed 2026-10-28; the next by Fri 2026-11-27"
    late = now(facts, school(today=date(2026, 11, 28)), MOST)
    assert late.state is RuleState.OVERDUE


def test_holidays_between_terms_do_not_count():
    # From Monday 11 January 2027, 11 days of term are left (12-22 January). The spring term begins on Monday
    # 22 February; its nineteenth day is Friday 12 March.
    facts = held("2027-01-11")
    standing = now(facts, school(today=date(2027, 2, 1)), MOST)
    assert standing.next_by == date(2027, 3, 12)
    assert in_year(held("2027-01-11", "2027-03-12"), school(), MOST).state is RuleState.MET
    broken = in_year(held("2027-01-11", "2027-03-15"), school(), MOST)
    assert broken.state is RuleState.OVERDUE
    assert broken.reason == "Mon 2027-01-11 and Mon 2027-03-15 are 33 days of term apart; 30 are allowed"


def test_a_planned_drill_too_far_off_wants_another_between():
    # 30 days after 16 November is Wednesday 16 December; the next planned one is on the 18th.
    facts = [*held("2026-11-16"), drill("2026-12-18")]
    standing = now(facts, school(), MOST)
    assert (standing.state, standing.next_by) == (RuleState.DUE, date(2026, 12, 16))
    near = [*held("2026-11-16"), drill("2026-12-16")]
    # After that one, the thirtieth day is Friday 15 January: more than four weeks off.
    kept = now(near, school(), MOST)
    assert (kept.state, kept.next_by) == (RuleState.PLANNED, date(2027, 1, 15))


def test_without_any_drill_there_is_nothing_to_keep_apart():
    for each in (LEAST, MOST):
        standing = now([], school(), each)
        assert (standing.state, standing.needed) == (RuleState.NOT_DUE, 0)
