"""How rules stand that ask for parents to be told before a drill."""

from datetime import date

import pytest

from dutydesk_drills.rules.judging import present
from dutydesk_drills.rules.rule_standing import RuleState
from tests.plugins.drills.rule_school import drill, held, in_year, now, pack, rule, school

WEEK = rule('wants = "notice"; days_before = 7; kinds = ["lockdown"]')
# A lockdown drill on Friday 4 December 2026: parents must be told by Friday 27 November.


def lockdown(notice=None, **more):
    return drill("2026-12-04", "lockdown", notice_on=notice, **more)


@pytest.mark.parametrize(
    ("today", "state", "reason"),
    [
        (date(2026, 10, 29), "not due", "tell the parents by Fri 2026-11-27"),
        (date(2026, 10, 30), "due", "tell the parents by Fri 2026-11-27"),
        (date(2026, 11, 27), "due", "tell the parents by Fri 2026-11-27"),
        (date(2026, 11, 28), "overdue", "tell the parents at once, or move the drill"),
    ],
)
def test_parents_must_be_told_a_week_before(today, state, reason):
    standing = now([lockdown()], school(today=today), WEEK)
    assert (standing.needed, standing.done, standing.state.value) == (1, 0, state)
    assert standing.next_by == date(2026, 11, 27)
    assert standing.reason == f"the drill of Fri 2026-12-04: {reason}"


def test_told_in_time_it_is_met():
    standing = now([lockdown(date(2026, 11, 27))], school(), WEEK)
    assert (standing.state, standing.done, standing.next_by) == (RuleState.MET, 1, None)
    assert standing.reason.endswith("parents were told on Fri 2026-11-27, 7 days before")


def test_told_too_late_the_drill_is_to_be_moved():
    standing = now([lockdown(date(2026, 11, 30))], school(today=date(2026, 11, 30)), WEEK)
    assert standing.state is RuleState.OVERDUE
    assert standing.reason.endswith("4 days before; move it to Mon 2026-12-07 or later")


def test_each_drill_to_come_stands_by_itself_and_other_kinds_do_not():
    facts = [
        lockdown(),
        drill("2027-01-15", "lockdown"),
        drill("2026-12-10", "fire"),
        *held("2026-10-15", kind="lockdown"),
    ]
    found = present([pack(WEEK)], tuple(facts), school())
    assert [(each.period, each.state.value) for each in found] == [
        ("2026-12-04", "due"),
        ("2027-01-15", "not due"),
    ]


def test_without_such_a_drill_nothing_is_wanted():
    standing = now([drill("2026-12-10", "fire")], school(), WEEK)
    assert (standing.state, standing.reason) == (RuleState.NOT_DUE, "No such drill is planned")


def test_the_year_tells_of_drills_of_which_nobody_noted_the_notice():
    told = held("2026-10-15", kind="lockdown", notice_on=date(2026, 10, 1))
    untold = held("2026-11-12", kind="lockdown")
    assert in_year(told, school(), WEEK).state is RuleState.MET
    standing = in_year([*told, *untold], school(), WEEK)
    assert (standing.needed, standing.done, standing.state) == (2, 1, RuleState.OVERDUE)
    assert standing.reason == "the drill of Thu 2026-11-12: nobody has noted when parents were told"
