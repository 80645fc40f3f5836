"""Every rule that a roster breaks is told once, on its day, with its numbers."""

import pytest

from dutydesk.domain import Person
from dutydesk_roster.checking import duty_clashes, rule_clashes, shortcomings
from tests.plugins.roster.roster_desk import away, day, meeting, put


def found(desk, first=1, last=30):
    return [(each.person, each.day.day, each.rule) for each in duty_clashes(desk, day(first), day(last))]


def run(desk, person, duty, first, last, *, month=11):
    put(desk, *((person, *duty, day(number, month)) for number in range(first, last + 1)))


def test_a_sound_month_has_no_clash(generated):
    assert found(generated) == []


def test_too_little_rest(desk):
    put(desk, ("li", "gate", "night", day(9)), ("li", "gate", "day", day(10)))
    (clash,) = duty_clashes(desk, day(9), day(10))
    assert (clash.person, clash.day, clash.rule) == ("li", day(10), "rest")
    assert "rests 0 h" in clash.text
    assert "instead of 11 h" in clash.text


def test_two_places_at_once(desk):
    put(desk, ("chen", "gate", "day", day(10)), ("chen", "room", "day", day(10)))
    assert ("chen", 10, "two-places") in found(desk)


def test_duty_on_leave_and_during_a_meeting_unless_excused(desk):
    put(desk, ("li", "gate", "day", day(10)), ("wu", "gate", "day", day(10)), ("zhu", "gate", "day", day(17)))
    away(desk, "li", day(10))
    meeting(desk, "wu", day(10))
    meeting(desk, "zhu", day(17), excused=True)
    assert found(desk) == [("li", 10, "on-leave"), ("wu", 10, "during-activity")]


def test_too_many_days_in_a_row(desk):
    run(desk, "chen", ("room", "day"), 4, 9)
    assert found(desk) == []
    run(desk, "chen", ("room", "day"), 10, 10)
    (clash,) = duty_clashes(desk, day(1), day(30))
    assert (clash.person, clash.day, clash.rule) == ("chen", day(10), "days-in-a-row")
    assert "7 days in a row" in clash.text
    assert "at most 6" in clash.text


def test_too_many_nights_in_a_row(desk):
    run(desk, "li", ("gate", "night"), 3, 6)
    assert found(desk) == [("li", 6, "nights-in-a-row")]


def test_a_run_that_began_in_the_month_before_is_told_in_this_one(desk):
    run(desk, "chen", ("room", "day"), 27, 31, month=10)
    run(desk, "chen", ("room", "day"), 1, 2)
    assert ("chen", 2, "days-in-a-row") in found(desk)


def test_too_many_hours_in_a_week_that_began_in_the_month_before(desk):
    desk_week = [(26, 10), (27, 10), (28, 10), (29, 10), (30, 10), (31, 10), (1, 11)]
    put(desk, *(("chen", "room", "day", day(number, month)) for number, month in desk_week))
    clashes = {each.rule: each for each in duty_clashes(desk, day(1), day(30))}
    assert clashes["hours-a-week"].day == day(1)
    assert "56 h" in clashes["hours-a-week"].text
    assert "at most 48 h" in clashes["hours-a-week"].text


def test_more_people_than_are_asked_for(desk):
    put(desk, ("li", "gate", "night", day(10)), ("wu", "gate", "night", day(10)))
    assert any(day_number == 10 for _person, day_number, _rule in found(desk))


def test_a_post_filled_by_people_who_cannot(desk):
    put(desk, ("li", "room", "day", day(10)))
    (clash,) = duty_clashes(desk, day(10), day(10))
    assert (clash.person, clash.rule) == ("li", "unqualified")
    assert clash.text == "Monitoring room, Day: 李强 does not have Fire panel."


def test_several_people_of_whom_nobody_has_what_is_needed(at):
    desk = at.reopened(
        demand="""
[[demand]]
post = "gate"
shift = "day"
weekday = 2
needs = ["panel"]
[[demand]]
post = "room"
shift = "day"
weekday = 1
[[demand]]
post = "yard"
shift = "day"
weekday = 1
"""
    )
    put(desk, ("li", "gate", "day", day(10)))
    assert found(desk, 10, 10) == []
    put(desk, ("wu", "gate", "day", day(10)))
    (clash,) = duty_clashes(desk, day(10), day(10))
    assert (clash.person, clash.rule) == ("", "needs")
    assert clash.text == "Main gate, Day: nobody there has Fire panel."


def test_duty_of_someone_who_has_left(desk):
    with desk.change("people") as change:
        change.add(Person(id="old", name="Old", ends=day(9)))
    put(desk, ("old", "gate", "day", day(10)))
    assert [each[:2] for each in found(desk)] == [("old", 10)]


def test_a_rule_broken_only_in_other_months_is_not_told_here(desk):
    run(desk, "chen", ("room", "day"), 1, 10, month=12)
    assert found(desk) == []


def test_two_meetings_at_once_are_no_matter_of_the_roster(desk):
    meeting(desk, "li", day(10), hours=2)
    meeting(desk, "li", day(10))
    assert [each.rule for each in desk.clashes(day(10), day(10))] == ["two-activities"]
    assert found(desk) == []


def test_a_rule_about_the_month_is_judged_whatever_days_are_looked_at(at):
    desk = at.reopened(rules="most_hours_a_month = 16\n")
    put(desk, *(("li", "gate", "day", day(number)) for number in (3, 10, 17)))
    (clash,) = rule_clashes(desk, day(1), day(30))
    assert (clash.person, clash.rule) == ("li", "hours-a-month")
    assert rule_clashes(desk, clash.day, clash.day) == (clash,)
    assert [each for number in (3, 10, 17) for each in rule_clashes(desk, day(number), day(number))] == [
        clash
    ]


def test_a_weighted_rule_is_no_clash_but_falls_short(at):
    desk = at.reopened(
        rules='[[rule]]\nkind = "nights-in-a-row"\nmost = 1\nweight = 7\n'
        '[[wish]]\nperson = "li"\nwant = "off"\ndates = [2026-11-04]\n'
    )
    put(desk, ("li", "gate", "night", day(3)), ("li", "gate", "night", day(4)))
    assert found(desk) == []
    assert [(each.person, each.rule, each.weight) for each in shortcomings(desk, day(1), day(30))] == [
        ("li", "nights-in-a-row", 7),
        ("li", "wish", 20),
    ]
    assert shortcomings(desk, day(5), day(30)) == ()


def test_a_wish_that_must_be_granted_is_a_clash_where_it_is_not(at):
    desk = at.reopened(rules='[[wish]]\nperson = "li"\nwant = "off"\ndays = ["tue"]\nmust = true\n')
    put(desk, ("li", "gate", "day", day(10)), ("li", "gate", "day", day(11)))
    assert [each.day for each in rule_clashes(desk, day(1), day(30)) if each.rule == "wish"] == [day(10)]


def test_people_who_are_to_be_apart_beside_and_counted(at):
    desk = at.reopened(
        rules="""
[[rule]]
kind = "apart"
people = ["wu", "zhu"]
[[rule]]
kind = "beside"
who = ["li"]
by = ["@qualified:panel"]
[[rule]]
kind = "heads-of"
who = ["@rank:leader"]
shifts = ["day"]
most = 0
least = 0
"""
    )
    put(
        desk,
        *((person, "gate", "day", day(10)) for person in ("wu", "zhu")),
        ("li", "gate", "day", day(17)),
        ("zhao", "room", "day", day(24)),
    )
    assert [(day_number, rule) for _person, day_number, rule in found(desk)] == [
        (10, "apart"),
        (17, "beside"),
        (24, "heads-of"),
    ]


def test_an_empty_roster_breaks_no_rule(desk):
    assert rule_clashes(desk, day(1), day(30)) == ()


@pytest.mark.parametrize(("first", "last"), [(1, 30), (10, 10), (9, 11)])
def test_a_rule_between_two_duties_is_told_once(desk, first, last):
    put(desk, ("li", "gate", "night", day(9)), ("li", "gate", "day", day(10)))
    assert found(desk, first, last) == [("li", 10, "rest")]
