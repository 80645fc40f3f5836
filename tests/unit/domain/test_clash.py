from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutydesk.domain import Commitment, CommitmentKind, Window, Zone, find_clashes

ASSIGNMENT, ACTIVITY, ABSENCE = CommitmentKind.ASSIGNMENT, CommitmentKind.ACTIVITY, CommitmentKind.ABSENCE
SHANGHAI, NEW_YORK = Zone("Asia/Shanghai"), Zone("America/New_York")
REST = timedelta(hours=11)


def taken(kind, start, end, *, source="", person="li", zone=SHANGHAI, title="", **more):
    return Commitment(
        person=person,
        window=zone.span(datetime.fromisoformat(start), datetime.fromisoformat(end)),
        kind=kind,
        title=title or kind.value,
        source=source or f"{kind}:{start}",
        **more,
    )


def rules(*commitments, zone=SHANGHAI):
    return [clash.rule for clash in find_clashes(commitments, zone=zone, names={"li": "Li Na"})]


DUTY = taken(ASSIGNMENT, "2026-11-02T07:00", "2026-11-02T15:00", title="Main gate · Day")


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (taken(ASSIGNMENT, "2026-11-02T14:59", "2026-11-02T20:00"), ["two-places"]),
        (taken(ASSIGNMENT, "2026-11-02T15:00", "2026-11-02T23:00"), []),
        (taken(ASSIGNMENT, "2026-11-02T08:00", "2026-11-02T09:00"), ["two-places"]),
        (taken(ASSIGNMENT, "2026-11-02T08:00", "2026-11-02T09:00", person="wang"), []),
        (taken(ABSENCE, "2026-11-02T00:00", "2026-11-03T00:00"), ["on-leave"]),
        (taken(ABSENCE, "2026-11-03T00:00", "2026-11-04T00:00"), []),
        (taken(ACTIVITY, "2026-11-02T14:00", "2026-11-02T16:00"), ["during-activity"]),
        (taken(ACTIVITY, "2026-11-02T15:00", "2026-11-02T16:00"), []),
        (taken(ACTIVITY, "2026-11-02T14:00", "2026-11-02T16:00", yields=True), []),
    ],
)
def test_a_duty_clashes_with_what_cannot_hold_beside_it(other, expected):
    assert rules(DUTY, other) == rules(other, DUTY) == expected


def test_two_activities_clash_even_where_one_excuses_those_on_duty():
    meeting = taken(ACTIVITY, "2026-11-02T09:00", "2026-11-02T10:00", source="a", yields=True)
    drill = taken(ACTIVITY, "2026-11-02T09:30", "2026-11-02T10:30", source="b")
    later = taken(ACTIVITY, "2026-11-02T10:00", "2026-11-02T10:30", source="c")
    assert rules(meeting, drill) == ["two-activities"]
    assert rules(meeting, later) == []


def test_an_absence_from_an_activity_or_another_absence_is_no_clash():
    away = taken(ABSENCE, "2026-11-02T00:00", "2026-11-05T00:00")
    meeting = taken(ACTIVITY, "2026-11-03T09:00", "2026-11-03T10:00")
    course = taken(ABSENCE, "2026-11-04T00:00", "2026-11-06T00:00")
    assert rules(away, meeting, course) == []


def test_rest_is_asked_by_the_more_demanding_of_two_duties():
    night = taken(ASSIGNMENT, "2026-11-02T23:00", "2026-11-03T07:00")
    resting = taken(ASSIGNMENT, "2026-11-02T04:00", "2026-11-02T12:00", rest=REST)
    assert rules(resting, night) == []
    short = taken(ASSIGNMENT, "2026-11-02T04:01", "2026-11-02T12:01", rest=REST)
    assert rules(short, night) == ["rest"]
    assert rules(taken(ASSIGNMENT, "2026-11-02T04:01", "2026-11-02T12:01"), night) == []


def test_no_rest_is_asked_around_an_activity():
    duty = taken(ASSIGNMENT, "2026-11-02T07:00", "2026-11-02T15:00", rest=REST)
    assert rules(duty, taken(ACTIVITY, "2026-11-02T15:00", "2026-11-02T16:00")) == []


@pytest.mark.parametrize(
    ("evening", "expected"),
    [("2026-03-07", ["rest"]), ("2026-03-06", []), ("2026-10-31", [])],
)
def test_rest_is_counted_in_real_hours_over_a_clock_change(evening, expected):
    morning = date.fromisoformat(evening) + timedelta(days=1)
    first = taken(ASSIGNMENT, f"{evening}T15:00", f"{evening}T20:00", rest=REST, zone=NEW_YORK)
    second = taken(ASSIGNMENT, f"{morning}T07:00", f"{morning}T15:00", rest=REST, zone=NEW_YORK)
    assert rules(first, second, zone=NEW_YORK) == expected


def test_a_clash_says_who_what_and_when_in_the_zone_of_the_desk():
    away = taken(ABSENCE, "2026-11-02T00:00", "2026-11-03T00:00", title="sick leave", source="absence:1")
    (clash,) = find_clashes([DUTY, away], zone=SHANGHAI, names={"li": "Li Na"})
    assert clash.text == (
        "Li Na is away (sick leave, 11-02 00:00–11-03 00:00) during Main gate · Day (11-02 07:00–15:00)."
    )
    assert set(clash.sources) == {DUTY.source, "absence:1"}
    assert (clash.person, clash.day) == ("li", date(2026, 11, 2))


def test_short_rest_is_told_in_hours_that_people_read():
    first = taken(ASSIGNMENT, "2026-11-02T07:00", "2026-11-02T15:10", rest=REST)
    second = taken(ASSIGNMENT, "2026-11-03T02:00", "2026-11-03T08:00")
    (clash,) = find_clashes([first, second], zone=SHANGHAI, names={})
    assert "rests 10.83 h" in clash.text
    assert "instead of 11 h" in clash.text


def test_clashes_come_in_the_order_of_day_and_person():
    many = [
        taken(
            ASSIGNMENT,
            f"2026-11-{day:02}T0{hour}:00",
            f"2026-11-{day:02}T09:00",
            person=person,
            source=f"{hour}",
        )
        for day in (5, 3)
        for person in ("wang", "li")
        for hour in (7, 8)
    ]
    found = find_clashes(many, zone=SHANGHAI, names={})
    assert [(each.day.day, each.person) for each in found] == [(3, "li"), (3, "wang"), (5, "li"), (5, "wang")]


START = datetime(2026, 11, 2, tzinfo=UTC)
commitments = st.builds(
    lambda number, person, kind, begin, length, yields, rest: Commitment(
        person=person,
        window=Window(START + timedelta(hours=begin), START + timedelta(hours=begin + length)),
        kind=kind,
        title="t",
        source=f"s{number}",
        yields=yields and kind is ACTIVITY,
        rest=timedelta(hours=rest if kind is ASSIGNMENT else 0),
    ),
    st.integers(0, 10**6),
    st.sampled_from(["li", "wang"]),
    st.sampled_from(list(CommitmentKind)),
    st.integers(0, 60),
    st.integers(1, 40),
    st.booleans(),
    st.sampled_from([0, 8, 11]),
)


def brute_force(one, other):
    if one.person != other.person:
        return None
    kinds = {one.kind, other.kind}
    hours = [
        {START + timedelta(hours=h) for h in range(110) if each.window.holds(START + timedelta(hours=h))}
        for each in (one, other)
    ]
    if hours[0] & hours[1]:
        excused = one.yields or other.yields
        return {
            (ASSIGNMENT,): "two-places",
            (ACTIVITY,): "two-activities",
            (ABSENCE, ASSIGNMENT): "on-leave",
            (ACTIVITY, ASSIGNMENT): None if excused else "during-activity",
        }.get(tuple(sorted(kinds)))
    gap = max(one.window.start, other.window.start) - min(one.window.end, other.window.end)
    return "rest" if kinds == {ASSIGNMENT} and gap < max(one.rest, other.rest) else None


@given(st.lists(commitments, max_size=12, unique_by=lambda each: each.source))
def test_every_pair_that_clashes_is_found_and_no_other(held):
    found = find_clashes(held, zone=SHANGHAI, names={})
    expected = sorted(
        (rule, tuple(sorted((one.source, other.source))))
        for one, other in combinations(held, 2)
        if (rule := brute_force(one, other))
    )
    assert sorted((each.rule, tuple(sorted(each.sources))) for each in found) == expected
