"""The table of who stood how much of what, and the one number."""

import math
from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutydesk.domain.school_calendar import DayKind
from dutydesk_roster.engine import Burden, Measure, Placed, Weights, fairness_table, targets
from tests.plugins.roster_engine.months import DAY, LATE, NIGHT, away, guard, problem, slot

FIRST = date(2026, 11, 2)
SHIFTS = (DAY, LATE, NIGHT)
FEW = settings(max_examples=40, deadline=None)


def day(number):
    return FIRST + timedelta(days=number)


def month(people, days, shifts=SHIFTS, **more):
    slots = [slot("gate", shift, day(number)) for number in range(days) for shift in shifts]
    return problem(people, slots, first=FIRST, shifts=shifts, **more)


def nights(*stood):
    """Nights, each stood by the person named on its day."""
    return [Placed(key, "gate", "night", day(number)) for number, key in enumerate(stood)]


@st.composite
def shared_months(draw):
    """A month of some people with some of its duties stood by anybody."""
    count, days = draw(st.integers(2, 4)), draw(st.integers(1, 7))
    people = [
        guard(
            f"g{number}",
            share=draw(st.sampled_from((0.5, 1.0))),
            starts=draw(st.sampled_from((None, None, day(1)))),
            carried=Burden(nights=draw(st.integers(0, 4)), hours=float(draw(st.integers(0, 40)))),
        )
        for number in range(count)
    ]
    kinds = {day(number): draw(st.sampled_from(DayKind)) for number in range(days)}
    asked = month(people, days, draw(st.sampled_from((SHIFTS, (NIGHT,)))), day_kinds=kinds)
    keys = st.sampled_from([None, *(person.key for person in people)])
    chosen = [(one, draw(keys)) for one in asked.slots]
    return asked, [Placed(key, *one.place) for one, key in chosen if key is not None]


def test_a_table_can_be_checked_by_hand():
    people = [
        guard("li", name="Li Wei"),
        guard("zhao", name="Zhao Min", share=0.5, carried=Burden(nights=3, hours=24.0)),
        guard("wu", name="Wu Na", starts=day(2)),
    ]
    asked = month(
        people,
        4,
        shifts=(NIGHT,),
        busy=(away("li", day(0), day(0)),),
        day_kinds={day(3): DayKind.WEEKEND},
    )
    table = fairness_table(asked, nights("li", "li", "zhao", "li"))
    assert [(row.key, row.name, row.share, row.present) for row in table.rows] == [
        ("li", "Li Wei", 1.0, 3),
        ("zhao", "Zhao Min", 0.5, 4),
        ("wu", "Wu Na", 1.0, 2),
    ]
    wanted = targets(asked)
    for row in table.rows:
        assert [one.measure for one in row.portions] == list(Measure)
        assert all(one.fair == wanted[one.measure][row.key] for one in row.portions)
    zhao = table.rows[1].portion(Measure.HOURS)
    assert (zhao.carried, zhao.stood, zhao.difference) == (24.0, 8.0, 8.0 - zhao.fair)
    assert table.rows[0].portion(Measure.WEEKENDS).stood == 1
    total = {one.measure: (one.carried, one.stood, one.fair) for one in table.totals}
    assert total[Measure.NIGHTS] == pytest.approx((3, 4, 4))
    assert total[Measure.HOURS] == pytest.approx((24, 32, 32))
    assert total[Measure.HOLIDAYS] == (0, 0, 0)


def test_part_time_and_joining_later_are_in_proportion():
    people = [guard("li"), guard("zhao", share=0.5), guard("wu", starts=day(5))]
    asked = month(people, 10, shifts=(NIGHT,), weights=Weights(hours=0))
    even = nights("li", "zhao", "li", "zhao", "li", "li", "wu", "li", "wu", "zhao")
    # Shares are 1 x 10, 0.5 x 10 and 1 x 5 of 20, so 5, 2.5 and 2.5 nights.
    assert [row.portion(Measure.NIGHTS).fair for row in fairness_table(asked, even).rows] == pytest.approx(
        [5, 2.5, 2.5]
    )
    assert fairness_table(asked, even).number == 100


@pytest.mark.parametrize(
    ("stood", "number"),
    [
        (("li", "zhao", "li", "zhao"), 100),
        (("li", "li", "li", "zhao"), 75),
        (("li", "li", "li", "li"), 50),
        ((), 100),
    ],
)
def test_the_number_is_the_part_that_need_not_change_hands(stood, number):
    asked = month([guard("li"), guard("zhao")], 4, shifts=(NIGHT,), weights=Weights(hours=0))
    assert fairness_table(asked, nights(*stood)).number == number


def test_measures_count_by_their_weight():
    asked = month([guard("li"), guard("zhao")], 4, shifts=(NIGHT,))
    # Of four nights two would change hands; of 32 h all beyond 16 and one duty of 8, so 8.
    for weights, number in (
        (Weights(nights=1, hours=0), 50),
        (Weights(nights=0, hours=1), 75),
        (Weights(nights=1, hours=3), 68),
        (Weights(nights=0, weekends=0, holidays=0, hours=0), 62),
    ):
        weighed = msgspec.structs.replace(asked, weights=weights)
        assert fairness_table(weighed, nights("li", "li", "li", "li")).number == number


def test_a_share_that_nobody_stands_for_someone_shows():
    asked = month([guard("li"), guard("zhao"), guard("wu")], 8, shifts=(NIGHT,))
    asked = msgspec.structs.replace(asked, weights=Weights(hours=0))
    # 8/3 nights each: two of Li's share were stood by the others, none of whom stands more than 4.
    assert fairness_table(asked, nights(*["zhao", "wu"] * 4)).number == 75


def test_nothing_to_share_is_fair():
    assert fairness_table(problem([], [], last=FIRST), ()).number == 100
    assert fairness_table(problem([guard("li")], [], last=FIRST), ()).number == 100


def test_what_the_problem_does_not_know_is_left_out():
    asked = month([guard("li"), guard("zhao")], 2, shifts=(NIGHT,))
    known = nights("li", "zhao")
    strange = [Placed("wu", "gate", "night", day(0)), Placed("li", "roof", "night", day(0)), known[0]]
    assert fairness_table(asked, [*known, *strange]) == fairness_table(asked, known)


@FEW
@given(st.integers(1, 5), st.integers(1, 4))
def test_a_perfectly_even_roster_is_100(people, rounds):
    guards = [guard(f"g{number}") for number in range(people)]
    asked = month(guards, people * rounds)
    roster = [
        Placed(f"g{(number + shift) % people}", "gate", SHIFTS[shift].code, day(number))
        for number in range(people * rounds)
        for shift in range(3)
    ]
    assert fairness_table(asked, roster).number == 100


@FEW
@given(shared_months(), st.randoms(use_true_random=False))
def test_the_order_of_people_and_duties_changes_nothing(shared, random):
    asked, roster = shared
    table = fairness_table(asked, roster)
    people = random.sample(asked.people, len(asked.people))
    other = fairness_table(
        msgspec.structs.replace(asked, people=tuple(people)), random.sample(roster, len(roster))
    )
    assert other.number == table.number
    assert 0 <= table.number <= 100
    rows = {row.key: row for row in other.rows}
    for row in table.rows:
        for one, again in zip(row.portions, rows[row.key].portions, strict=True):
            assert (one.stood, one.carried) == (again.stood, again.carried)
            assert one.fair == pytest.approx(again.fair)


@FEW
@given(shared_months(), st.sampled_from((Weights(), Weights(nights=0, weekends=0, holidays=0))))
def test_a_night_given_to_someone_well_below_their_part_never_lowers_the_number(shared, weights):
    asked, roster = shared
    asked = msgspec.structs.replace(asked, weights=weights)
    table = fairness_table(asked, roster)
    filled = {one.measure: one.stood / one.fair if one.fair else 0.0 for one in table.totals}

    def has_room(portion):
        part = portion.fair * filled[portion.measure]
        duty = 8 if portion.measure is Measure.HOURS else 1
        return portion.stood + duty <= (part - duty if duty > 1 else math.floor(part))

    for one in roster:
        kind = asked.kind_of(one.day)
        counts = [Measure.NIGHTS, Measure.HOURS]
        counts += [Measure.WEEKENDS] * (kind is DayKind.WEEKEND) + [Measure.HOLIDAYS] * (
            kind is DayKind.HOLIDAY
        )
        for row in table.rows:
            below = all(has_room(row.portion(measure)) for measure in counts)
            if one.shift == "night" and row.key != one.person and below:
                after = [other for other in roster if other != one] + [Placed(row.key, *one.place)]
                assert fairness_table(asked, after).number >= table.number
