"""What every generated roster promises."""

from datetime import date, timedelta
from itertools import product

import pytest

from dutydesk.domain.school_calendar import DayKind
from dutydesk.domain.zone import Zone
from dutydesk_roster.engine import (
    STANDARD_RULES,
    Burden,
    DaysInARow,
    DutiesADay,
    HoursAWeek,
    Kept,
    Pin,
    Placed,
    Rest,
    Status,
    check,
    targets,
    unfilled,
)
from dutydesk_roster.engine.generate import generate
from dutydesk_roster.engine.targets import Measure
from tests.plugins.roster_engine.months import (
    DAY,
    LATE,
    NIGHT,
    away,
    guard,
    problem,
    slot,
    squadron_month,
)

MONDAY = date(2026, 11, 2)
SHIFTS = (DAY, LATE, NIGHT)


def days(count):
    return [MONDAY + timedelta(days=index) for index in range(count)]


def fewest_missing(asked):
    """Try every roster; people are few and each stands at most one duty a day."""
    by_day = {}
    for one in asked.slots:
        by_day.setdefault(one.day, []).append(one)
    choices = [
        [(person.key, one) for one in (None, *by_day[day])]
        for day in sorted(by_day)
        for person in asked.people
    ]
    best = sum(one.heads for one in asked.slots)
    for choice in product(*choices):
        roster = [Placed(key, one.post, one.shift, one.day) for key, one in choice if one is not None]
        missing = sum(one.missing for one in unfilled(asked, roster))
        if missing < best and not check(asked, roster):
            best = missing
    return best


@pytest.mark.parametrize("most", [1, 2])
@pytest.mark.parametrize("needs", [(), ("armed",)])
def test_no_roster_covers_more(most, needs):
    asked = problem(
        [guard("a", qualifications=("armed",)), guard("b")],
        [
            slot("gate", shift, day, needs=needs if shift is NIGHT else ())
            for day in days(3)
            for shift in (DAY, NIGHT)
        ],
        rules=(*STANDARD_RULES, DaysInARow(most=most), HoursAWeek(most=24.0)),
        busy=(away("b", MONDAY, MONDAY),),
    )
    found = generate(asked, seconds=2, workers=1)
    assert found.status is Status.OPTIMAL
    assert sum(one.missing for one in found.unfilled) == fewest_missing(asked)


def test_pins_stand_whatever_they_break_and_the_rest_is_filled():
    pins = (Pin("a", "gate", "night", MONDAY), Pin("a", "gate", "day", MONDAY))
    asked = problem(
        [guard(key) for key in "abcd"],
        [slot("gate", shift, day) for day in days(3) for shift in SHIFTS],
        pins=pins,
        busy=(away("a", MONDAY, MONDAY),),
    )
    found = generate(asked, seconds=2, workers=1)
    assert {(one.person, one.place) for one in pins} <= {(one.person, one.place) for one in found.assignments}
    assert {one.rule for one in found.contradictions} == {"on-leave", "duties-a-day", "rest"}
    assert found.unfilled == ()


def test_missing_heads_and_needs_are_named_and_the_rest_stands():
    asked = problem(
        [guard("a"), guard("b")],
        [slot("gate", DAY, MONDAY, heads=2, needs=("armed",)), slot("hall", DAY, MONDAY, needs=("armed",))],
    )
    found = generate(asked, seconds=2, workers=1)
    assert [(one.post, one.missing, one.lacking) for one in found.unfilled] == [
        ("gate", 0, ("armed",)),
        ("hall", 1, ("armed",)),
    ]


def test_posts_are_dealt_out_so_that_each_has_what_it_needs():
    asked = problem(
        [guard("a"), guard("b", qualifications=("armed",)), guard("c"), guard("d", rank="deputy")],
        [
            slot("gate", DAY, MONDAY, heads=2, needs=("armed",)),
            slot("hall", DAY, MONDAY, heads=2, needs=("deputy",)),
        ],
    )
    assert generate(asked, seconds=2, workers=1).unfilled == ()


def test_burdens_are_shared_and_what_was_carried_in_is_made_up_for():
    asked = problem(
        [
            guard(key, carried=Burden(nights=carried))
            for key, carried in zip("abcd", (0, 2, 2, 2), strict=True)
        ],
        [slot("gate", NIGHT, day) for day in days(14)],
        day_kinds={day: DayKind.WEEKEND for day in days(14) if day.weekday() >= 5},
    )
    found = generate(asked, seconds=2, workers=1)
    nights = {key: burden.nights for key, burden in found.fairness.items()}
    assert nights["a"] == 5
    assert all(nights[key] == 3 for key in "bcd")
    assert {burden.weekends for burden in found.fairness.values()} == {1}


def test_leave_and_half_posts_lower_a_share():
    asked = problem(
        [guard("a"), guard("half", share=0.5), guard("away")],
        [slot("gate", DAY, day) for day in days(10)],
        busy=(away("away", MONDAY, MONDAY + timedelta(days=4)),),
    )
    hours = targets(asked)[Measure.HOURS]
    assert hours["a"] == pytest.approx(40)
    assert hours["half"] == pytest.approx(hours["away"])
    assert sum(hours.values()) == pytest.approx(80)


def test_the_same_seed_gives_the_same_roster():
    asked = squadron_month(10, 2, 2, 14)
    first, second = (generate(asked, seconds=1, seed=7, workers=1) for _time in range(2))
    assert first.assignments == second.assignments
    assert first.objective == second.objective


def test_what_stands_is_changed_no_more_than_it_must_be():
    people = [guard(key) for key in "abcdef"]
    slots = [slot(post, shift, day) for day in days(7) for shift in (DAY, NIGHT) for post in ("gate", "hall")]
    before = generate(problem(people, slots), seconds=2, workers=1)
    assert before.unfilled == ()
    kept = tuple(Kept(one.person, one.post, one.shift, one.day) for one in before.assignments)
    same = generate(problem(people, slots, kept=kept), seconds=2, workers=1)
    assert same.changes == ()
    gone = kept[0]
    after = generate(
        problem(people, slots, kept=kept, busy=(away(gone.person, gone.day, gone.day),)), seconds=2, workers=1
    )
    assert after.unfilled == ()
    assert 0 < len(after.changes) <= 8


def test_cancelling_keeps_the_best_so_far():
    asked = squadron_month(20, 4, 3, 28)
    seen = []
    found = generate(
        asked, seconds=60, workers=4, settle_seconds=60, report=seen.append, cancelled=lambda: len(seen) > 5
    )
    assert found.seconds < 20
    assert seen[0].unfilled >= 0
    assert found.status is Status.CANCELLED
    assert found.assignments
    assert check(asked, found.assignments) == ()
    assert found.unfilled == unfilled(asked, found.assignments)


def test_the_first_roster_is_kept_when_the_month_is_not_searched():
    asked = squadron_month(20, 4, 3, 28)
    firsts = []
    found = generate(asked, seconds=60, workers=4, report=firsts.append, cancelled=lambda: len(firsts) > 0)
    assert found.status is Status.CANCELLED
    assert found.seconds < 20
    assert found.objective <= firsts[0].objective
    assert sum(one.missing for one in found.unfilled) <= firsts[0].unfilled
    assert len(found.assignments) > 300


def test_a_fault_of_the_listener_is_raised_and_not_lost():
    def fail(_progress):
        raise RuntimeError("the listener is gone")

    with pytest.raises(RuntimeError, match="listener"):
        generate(squadron_month(10, 2, 2, 10), seconds=20, workers=2, report=fail)


def test_rest_is_measured_in_real_hours_over_a_clock_change():
    berlin = Zone("Europe/Berlin")
    spring = date(2026, 3, 28)
    slots = [slot("gate", LATE, spring + timedelta(days=index), zone=berlin) for index in range(2)]
    rules = (Rest(hours=15.5),)
    assert (
        len(generate(problem([guard("a")], slots, first=spring, rules=rules), seconds=1, workers=1).unfilled)
        == 1
    )
    summer = date(2026, 6, 6)
    slots = [slot("gate", LATE, summer + timedelta(days=index), zone=berlin) for index in range(2)]
    assert (
        generate(problem([guard("a")], slots, first=summer, rules=rules), seconds=1, workers=1).unfilled == ()
    )


def test_an_empty_problem_has_an_empty_roster():
    found = generate(problem([], []), seconds=1, workers=1)
    assert (found.assignments, found.unfilled, found.status) == ((), (), Status.OPTIMAL)


def test_a_month_of_ten_guards_is_covered_and_fair():
    asked = squadron_month(10, 2, 2, 30)
    found = generate(asked, seconds=20)
    assert found.unfilled == ()
    assert check(asked, found.assignments) == ()
    wanted = targets(asked)[Measure.NIGHTS]
    assert all(abs(burden.nights - wanted[key]) < 2 for key, burden in found.fairness.items())


def test_open_heads_are_filled_by_moving_those_around_them():
    from dutydesk_roster.engine.fill_holes import fill_holes
    from dutydesk_roster.engine.limits import Limits

    asked = problem(
        [guard("a"), guard("b", starts=MONDAY + timedelta(days=3))],
        [slot("gate", LATE, MONDAY + timedelta(days=3)), slot("gate", DAY, MONDAY + timedelta(days=4))],
        busy=(away("b", MONDAY + timedelta(days=4), MONDAY + timedelta(days=4)),),
    )
    stuck = [Placed("a", "gate", "late", MONDAY + timedelta(days=3))]
    filled = fill_holes(asked, (), stuck, Limits(seconds=4, workers=1))
    assert [(one.person, one.shift) for one in filled] == [("b", "late"), ("a", "day")]


def test_one_thread_gives_the_same_roster_where_patterns_are_searched_too():
    asked = squadron_month(6, 2, 3, 14, seed=2)
    found = [generate(asked, seconds=2.0, seed=5, workers=1) for _run in range(2)]
    assert found[0].unfilled
    assert found[0].assignments == found[1].assignments
    assert found[0].bound == found[1].bound


def test_what_must_stay_open_is_proved():
    guards = [guard("li"), guard("zhao")]
    slots = [slot("gate", shift, MONDAY + timedelta(days=day)) for day in range(12) for shift in SHIFTS]
    asked = problem(guards, slots, rules=(Rest(), DutiesADay(), DaysInARow(most=3)))
    found = generate(asked, seconds=10.0)
    # Two people stand at most one duty a day each, on nine days of twelve.
    assert sum(one.missing for one in found.unfilled) == 36 - 2 * 9
    assert found.bound >= 18 * asked.weights.uncovered
