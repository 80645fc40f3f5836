"""What every generated roster promises."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dutydesk.domain.school_calendar import DayKind
from dutydesk.domain.zone import Zone
from dutydesk_roster.engine import (
    Burden,
    Kept,
    Pin,
    Placed,
    Rules,
    Status,
    check,
    contradictions,
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
    held,
    problem,
    slot,
    squadron_month,
)

MONDAY = date(2026, 11, 2)
SHIFTS = (DAY, LATE, NIGHT)


def days(count):
    return [MONDAY + timedelta(days=index) for index in range(count)]


@st.composite
def small_problems(draw, people=4, length=5):
    keys = [f"p{index}" for index in range(draw(st.integers(1, people)))]
    dates = days(draw(st.integers(1, length)))
    some_day = st.sampled_from(dates)
    guards = [
        guard(
            key,
            qualifications=tuple(draw(st.sets(st.sampled_from(("armed", "aid"))))),
            share=draw(st.sampled_from((0.5, 1.0))),
            starts=draw(st.none() | some_day),
            carried=Burden(nights=draw(st.integers(0, 9))),
        )
        for key in keys
    ]
    slots = [
        slot(
            post,
            shift,
            day,
            heads=draw(st.integers(0, 2)),
            needs=draw(st.sampled_from(((), ("armed",), ("armed", "aid")))),
        )
        for day in dates
        for shift in draw(st.sets(st.sampled_from(SHIFTS)))
        for post in ("gate", "hall")
    ]
    pins = (
        [
            Pin(draw(st.sampled_from([*keys, "nobody"])), one.post, one.shift, one.day)
            for one in draw(st.lists(st.sampled_from(slots), max_size=3))
        ]
        if slots
        else []
    )
    return problem(
        guards,
        slots,
        first=dates[0],
        last=dates[-1],
        pins=tuple(pins),
        busy=tuple(
            away(key, first, first)
            for key, first in draw(st.lists(st.tuples(st.sampled_from(keys), some_day), max_size=2))
        ),
        held=tuple(
            held(draw(st.sampled_from(keys)), shift, MONDAY - timedelta(days=back))
            for back, shift in draw(
                st.lists(st.tuples(st.integers(1, 3), st.sampled_from(SHIFTS)), max_size=3)
            )
        ),
        rules=Rules(
            rest_hours=draw(st.sampled_from((0.0, 8.0, 11.0))),
            most_days_in_a_row=draw(st.none() | st.integers(1, 4)),
            most_nights_in_a_row=draw(st.none() | st.integers(1, 3)),
            most_hours_a_week=draw(st.sampled_from((None, 20.0, 40.0))),
            most_shifts_a_day=draw(st.integers(1, 2)),
        ),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(small_problems())
def test_a_roster_breaks_no_rule_but_where_pins_do(asked):
    found = generate(asked, seconds=1, workers=1)
    of_pins = {pin for pin in asked.pins if pin.person != "nobody"}
    kept = [Placed(pin.person, pin.post, pin.shift, pin.day) for pin in of_pins]
    assert set(kept) <= set(found.assignments)
    assert set(check(asked, found.assignments)) == set(check(asked, kept))
    assert found.unfilled == unfilled(asked, found.assignments)
    assert found.contradictions == contradictions(asked)
    assert found.bound <= found.objective


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
        rules=Rules(most_days_in_a_row=most, most_hours_a_week=24.0),
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


def test_what_was_made_week_by_week_is_kept_when_the_month_is_not_searched():
    asked = squadron_month(20, 4, 3, 28)
    weeks = []
    found = generate(
        asked,
        seconds=60,
        workers=4,
        report=weeks.append,
        cancelled=lambda: len(weeks) == 4,
    )
    assert [one.unfilled for one in weeks[:4]] == sorted([one.unfilled for one in weeks[:4]], reverse=True)
    assert found.status is Status.CANCELLED
    assert sum(one.missing for one in found.unfilled) <= weeks[3].unfilled
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
    rules = Rules(rest_hours=15.5)
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
