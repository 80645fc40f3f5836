"""What drills tell a bureau: rules that want a drill, each once, and what keeps anyone from knowing."""

from datetime import date

from dutydesk.api import StandingState
from dutydesk.desk.host_standing import all_standings
from tests.plugins.drills.rule_desk import LOCKDOWN, MONTHLY, NOTICE, of_day


def told(desk):
    standings = {each.key: each for each in all_standings(desk)}
    return standings["drills.overdue"], standings["drills.due"]


def test_a_rule_that_wants_a_drill_is_due_soon_and_then_overdue(planned):
    planned.write(drills=MONTHLY)
    overdue, due = told(planned.open())
    assert (overdue.count, overdue.state) == (0, StandingState.FINE)
    assert (due.count, due.state, due.detail) == (1, StandingState.SOON, "Monthly")
    planned.write(drills=MONTHLY.replace('"month"', '"month"\nleast = 6'))
    overdue, due = told(planned.open())
    assert (overdue.count, overdue.state, overdue.detail) == (1, StandingState.URGENT, "Monthly")
    assert due.count == 0


def test_a_rule_for_which_enough_is_planned_is_neither(planned):
    planned.write(drills=MONTHLY + of_day("2026-11-26"))
    assert [each.count for each in told(planned.open())] == [0, 0]


def test_parents_not_told_are_urgent_and_no_drill(planned):
    planned.write(drills=NOTICE + LOCKDOWN)
    desk = planned.open()
    planned.at(date(2026, 11, 26))
    overdue, _due = told(desk)
    assert (overdue.count, overdue.state, overdue.detail) == (0, StandingState.URGENT, "Told")


def test_a_pack_that_is_not_there_is_urgent_for_nobody_knows_what_it_wants(planned):
    planned.write(drills='packs = ["chine"]\n[school]\nsorts = ["primary"]\n')
    overdue, _due = told(planned.open())
    assert overdue.state is StandingState.URGENT
    assert "there is no rule pack 'chine'" in overdue.detail
