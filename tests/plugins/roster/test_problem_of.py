"""What the engine is asked follows from what stands, who is away, what was published and what lies around."""

from dutydesk.domain import Person
from dutydesk_roster.engine import Burden, BusyKind, DaysInARow, Rest
from dutydesk_roster.month import Month
from dutydesk_roster.problem_of import placed, problem_of
from dutydesk_roster.publishing import publish
from tests.plugins.roster.roster_desk import NOVEMBER, away, day, meeting, month_of, put


def asked(desk, **options):
    return problem_of(desk, month_of(desk), **options)


def carried_in(desk):
    return {each.key: each.carried for each in asked(desk).people}


def keys(given):
    return {(each.person, each.post, each.shift, each.day) for each in given}


def test_pinned_duties_are_pins_and_the_others_worth_keeping(desk):
    put(desk, ("li", "gate", "day", day(10)), pinned=True)
    put(desk, ("wu", "gate", "day", day(10)))
    problem = asked(desk)
    assert keys(problem.pins) == {("li", "gate", "day", day(10))}
    assert keys(problem.kept) == {("wu", "gate", "day", day(10))}


def test_duties_that_no_demand_asks_for_count_as_held(desk):
    put(desk, ("li", "yard", "day", day(10)))
    problem = asked(desk)
    assert not problem.pins
    assert not problem.kept
    assert keys(problem.held) == {("li", "yard", "day", day(10))}


def test_what_is_published_is_kept_where_asked_and_only_there(desk):
    put(desk, ("li", "gate", "day", day(10)))
    publish(desk, NOVEMBER.first, NOVEMBER.last, "November")
    put(desk, ("wu", "gate", "day", day(10)))
    assert keys(asked(desk, keep_published=True).pins) == {("li", "gate", "day", day(10))}
    assert keys(asked(desk, keep_published=True).kept) == {("wu", "gate", "day", day(10))}
    assert not asked(desk).pins


def test_a_published_duty_of_someone_on_leave_by_now_is_not_kept(desk):
    put(desk, ("li", "gate", "day", day(10)), ("li", "gate", "day", day(17)))
    publish(desk, NOVEMBER.first, NOVEMBER.last, "November")
    away(desk, "li", day(17))
    problem = asked(desk, keep_published=True)
    assert keys(problem.pins) == {("li", "gate", "day", day(10))}
    assert keys(problem.kept) == {("li", "gate", "day", day(17))}


def test_a_published_duty_that_a_newer_pin_leaves_no_rest_for_is_not_kept(desk):
    put(desk, ("li", "gate", "day", day(10)))
    publish(desk, NOVEMBER.first, NOVEMBER.last, "November")
    put(desk, ("li", "gate", "night", day(9)), pinned=True)
    assert keys(asked(desk, keep_published=True).pins) == {("li", "gate", "night", day(9))}


def test_absences_and_meetings_keep_people_busy_unless_duty_excuses(desk):
    away(desk, "li", day(10), day(12))
    meeting(desk, "wu", day(10))
    meeting(desk, "zhu", day(10), excused=True)
    busy = {(each.person, each.what) for each in asked(desk).busy}
    assert busy == {("li", BusyKind.ABSENCE), ("wu", BusyKind.ACTIVITY)}


def test_leave_on_the_day_after_the_month_bars_its_last_night(desk):
    away(desk, "li", day(1, 12))
    assert [each.person for each in asked(desk).busy] == ["li"]


def test_duties_on_either_side_of_the_month_are_held(desk):
    put(
        desk,
        ("li", "gate", "night", day(31, 10)),
        ("wu", "gate", "day", day(1, 12)),
        ("zhu", "gate", "day", day(20, 12)),
    )
    assert keys(asked(desk).held) == {
        ("li", "gate", "night", day(31, 10)),
        ("wu", "gate", "day", day(1, 12)),
    }


def test_the_burden_of_the_months_remembered_is_carried(desk):
    put(
        desk,
        ("li", "gate", "night", day(3, 10)),
        ("li", "gate", "day", day(5, 8)),
        ("li", "gate", "night", day(6, 7)),
        ("li", "gate", "night", day(2)),
    )
    carried = carried_in(desk)
    assert (carried["li"].nights, carried["li"].weekends, carried["li"].hours) == (1, 1, 16.0)
    assert carried["wu"] == Burden()


def test_a_newcomer_has_nothing_to_make_up_for(desk):
    with desk.change("people") as change:
        change.add(Person(id="new", name="New", starts=day(1)))
    put(desk, *((person, "gate", "night", day(8, 10)) for person in ("li", "wu", "zhu", "sun", "wang")))
    put(desk, *((person, "gate", "night", day(9, 10)) for person in ("zhao", "chen", "han")))
    assert carried_in(desk)["new"] == Burden(nights=1, hours=8.0)


def test_without_memory_nothing_is_carried(at):
    desk = at.reopened(rules="memory_months = 0\n")
    put(desk, ("li", "gate", "night", day(3, 10)))
    assert all(each == Burden() for each in carried_in(desk).values())


def test_people_who_have_left_or_come_later_are_not_asked(desk):
    with desk.change("people") as change:
        change.add(Person(id="old", name="Old", ends=day(31, 10)))
        change.add(Person(id="new", name="New", starts=day(15)))
        change.add(Person(id="later", name="Later", starts=day(1, 12)))
    asked_for = {each.key for each in asked(desk).people}
    assert "new" in asked_for
    assert not {"old", "later"} & asked_for


def test_rules_and_days_are_those_of_the_settings(at):
    desk = at.reopened(rules="rest_hours = 9.5\nmost_days_in_a_row = 4\n")
    problem = asked(desk)
    assert Rest(hours=9.5) in problem.rules
    assert DaysInARow(most=4) in problem.rules
    assert problem.day_kinds[day(14)] == "weekday"
    assert len(problem.day_kinds) == 30


def test_a_generated_month_is_found_sound_by_the_checker(generated):
    roster = month_of(generated)
    problem = problem_of(generated, roster)
    assert {placed(each).place for each in roster.assignments} <= {each.place for each in problem.slots}
    assert roster.open_slots == ()
    assert generated.clashes(NOVEMBER.first, NOVEMBER.last) == ()


def test_the_month_before_the_first_year_is_no_trouble():
    assert str(Month(2000, 1).moved(-1)) == "1999-12"
