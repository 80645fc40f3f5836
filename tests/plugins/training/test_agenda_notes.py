"""The agenda of a meeting stands in its event in calendars, and follows what is added to it."""

from datetime import date, timedelta

import pytest

from dutydesk.api.holding import change_occurrence
from dutydesk.wording import speaking
from dutydesk_training.minutes import add_point, remove_point
from dutydesk_training.session_key import find_session
from tests.plugins.planned_desk import with_people

MEETING = """
[[session]]
code = "weekly"
kind = "meeting"
title = "Weekly"
weekdays = ["mon"]
start = "15:10"
end = "16:00"
in_terms = true
participants = ["@all"]
note = "Bring your book."
agenda = ["Duties of the week"]
"""
MONDAY = date(2026, 11, 30)


@pytest.fixture
def desk(planned):
    planned.write(training=MEETING)
    return with_people(planned.open())


def described(desk, day=MONDAY):
    (event,) = (
        each
        for each in desk.feed_events(desk.zone.days(day, day))
        if each.uid.startswith("activity-training")
    )
    return event.description


def test_the_points_of_the_series_and_those_added_stand_in_the_event(desk):
    assert described(desk) == "Bring your book.\nAgenda:\n1. Duties of the week"
    held = find_session(desk, "weekly 2026-11-30")
    add_point(desk, held, "New lamps 新灯")
    assert described(desk).endswith("1. Duties of the week\n2. New lamps 新灯")
    assert "New lamps" not in described(desk, MONDAY + timedelta(days=7))
    remove_point(desk, held, "New lamps 新灯")
    assert described(desk).endswith("1. Duties of the week")


def test_it_is_told_in_the_readers_language(desk):
    with speaking("zh"):
        assert "议程：" in described(desk)


def test_a_point_makes_feeds_read_the_day_of_the_meeting_again_also_when_it_was_moved(desk):
    held = find_session(desk, "weekly 2026-11-30")
    with desk.change("later") as change:
        change_occurrence(
            change, held, start=held.start + timedelta(days=3), end=held.end + timedelta(days=3)
        )
    before = desk.revision()
    add_point(desk, find_session(desk, held.key), "Lamps")
    thursday = MONDAY + timedelta(days=3)
    assert desk.days_changed_since(before) == ((thursday, thursday),)
    assert "Lamps" in described(desk, thursday)
