"""Time travel: what was published at any instant is read back from the journal."""

import contextlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dutydesk.api import UndoRefused
from dutydesk.domain import new_id
from dutydesk_roster.assignment import Assignment, PublishedAssignment
from dutydesk_roster.month import Month
from dutydesk_roster.published_past import PublishedRoster, differences_since, publications, published_at
from dutydesk_roster.publishing import publish
from tests.plugins.roster.roster_desk import NOVEMBER, NOW, SHIFTS, copied, day, month_of, put
from tests.soak import SOAK

DECEMBER = Month(2026, 12)


def published(desk, month=NOVEMBER):
    return publish(desk, month.first, month.last, str(month))


def told(desk, instant, month=NOVEMBER):
    return {(each.person, each.shift, each.day) for each in published_at(desk, month, instant)}


def test_each_publication_can_be_looked_at_again(at):
    desk = at.open()
    (duty,) = put(desk, ("li", "gate", "day", day(25)))
    published(desk)
    at.now += timedelta(hours=1)
    with desk.change("to wu") as change:
        change.replace(replace(duty, person="wu"))
    put(desk, ("sun", "gate", "night", day(26)))
    at.now += timedelta(hours=1)
    published(desk)
    at.now += timedelta(hours=1)
    assert told(desk, NOW - timedelta(seconds=1)) == set()
    for late in (timedelta(0), timedelta(minutes=90)):
        assert told(desk, NOW + late) == {("li", "day", day(25))}
    now = {("wu", "day", day(25)), ("sun", "night", day(26))}
    assert told(desk, NOW + timedelta(hours=2)) == told(desk, at.now) == now


def test_publications_are_listed_with_who_when_and_how_much(at):
    desk = at.open("wang")
    put(desk, ("li", "gate", "day", day(25)), ("wu", "gate", "day", day(1, 12)))
    published(desk)
    at.now += timedelta(hours=1)
    put(desk, ("sun", "gate", "night", day(26)))
    published(desk)
    at.now += timedelta(hours=1)
    desk.undo()
    found = publications(desk, NOVEMBER)
    assert [(each.at, each.who, each.kind, each.changes) for each in found] == [
        (NOW + timedelta(hours=2), "wang", "undo", 1),
        (NOW + timedelta(hours=1), "wang", "change", 1),
        (NOW, "wang", "change", 1),
    ]
    assert publications(desk, DECEMBER) == ()


def test_a_duty_that_left_the_month_was_in_it_before(at):
    desk = at.open()
    (duty,) = put(desk, ("li", "gate", "day", day(30)))
    published(desk)
    at.now += timedelta(hours=1)
    with desk.change("move") as change:
        change.replace(replace(duty, day=day(1, 12)))
    published(desk, DECEMBER)
    assert told(desk, NOW) == {("li", "day", day(30))}
    assert told(desk, NOW, DECEMBER) == set()
    assert told(desk, at.now) == set()
    assert told(desk, at.now, DECEMBER) == {("li", "day", day(1, 12))}
    for month in (NOVEMBER, DECEMBER):
        assert publications(desk, month)[0].changes == 1


def test_a_clock_set_back_does_not_mix_up_what_came_first(at):
    desk = at.open()
    (duty,) = put(desk, ("li", "gate", "day", day(25)))
    published(desk)
    at.now -= timedelta(hours=2)
    with desk.change("to wu") as change:
        change.replace(replace(duty, person="wu"))
    published(desk)
    assert told(desk, NOW) == {("wu", "day", day(25))}


def test_the_roster_of_the_past_keeps_the_times_that_were_told(at):
    desk = at.open()
    put(desk, ("li", "gate", "day", day(25)))
    published(desk)
    desk = at.reopened(shifts=SHIFTS.replace('start = "07:00"', 'start = "06:00"'))
    roster = PublishedRoster.at(desk, NOVEMBER.first, NOVEMBER.last, NOW)
    (duty,) = roster.assignments
    assert [f"{each:%H:%M}" for each in roster.times(duty)] == ["07:00", "15:00"]
    assert roster.state(duty) == "published"
    assert month_of(desk).state(duty) == "changed"


def test_what_has_changed_since_is_told_duty_by_duty(at):
    desk = at.open()
    first, second = put(desk, ("li", "gate", "day", day(25)), ("wu", "gate", "day", day(26)))
    published(desk)
    at.now += timedelta(hours=1)
    with desk.change("edits") as change:
        change.remove(first)
        change.replace(replace(second, pinned=True))
    put(desk, ("sun", "gate", "night", day(26)))
    published(desk)
    found = differences_since(published_at(desk, NOVEMBER, NOW), published_at(desk, NOVEMBER, at.now))
    assert {(each.before and each.before.person, each.after and each.after.person) for each in found} == {
        ("li", None),
        (None, "sun"),
    }


STEPS = st.lists(
    st.tuples(
        st.sampled_from(("add", "move", "remove", "publish", "publish", "undo", "redo")),
        st.integers(0, 1000),
        st.sampled_from((day(24), day(30), day(1, 12), day(8, 12))),
        st.sampled_from(("li", "wu", "sun")),
    ),
    min_size=4,
    max_size=14,
)


@pytest.fixture
def fresh(template, tmp_path_factory):
    """Makes a desk of its own for each example."""

    def make():
        return copied(template, tmp_path_factory.mktemp("past") / "desk")

    return make


@pytest.mark.soak
@settings(max_examples=10 * SOAK, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_was_done_every_publication_is_found_again_as_it_was(fresh, steps):
    with fresh() as made:
        made.now = datetime(2026, 11, 1, tzinfo=UTC)
        desk = made.open()
        recorded = {}
        for what, which, on, person in steps:
            made.now += timedelta(minutes=7)
            take_step(desk, what, which, on, person)
            recorded[made.now] = desk.table(PublishedAssignment).all()
        for instant, then in recorded.items():
            for month in (NOVEMBER, DECEMBER):
                expected = {each for each in then if Month.of(each.day) == month}
                for late in (timedelta(0), timedelta(minutes=6)):
                    assert set(published_at(desk, month, instant + late)) == expected


def take_step(desk, what, which, on, person):
    standing = desk.table(Assignment).all()
    duty = standing[which % len(standing)] if standing else None
    if what == "publish":
        month = (NOVEMBER, DECEMBER)[which % 2]
        published(desk, month)
    elif what in {"undo", "redo"}:
        with contextlib.suppress(UndoRefused):
            (desk.undo if what == "undo" else desk.redo)()
    elif what == "add" or duty is None:
        with desk.change("add") as change:
            change.add(Assignment(id=new_id(), person=person, post="gate", shift="day", day=on))
    elif what == "move":
        with desk.change("move") as change:
            change.replace(replace(duty, person=person, day=on))
    else:
        with desk.change("remove") as change:
            change.remove(duty)
