"""The head of a feed, and its ETag."""

from datetime import timedelta

import icalendar
from hypothesis import given, settings
from hypothesis import strategies as st

from dutydesk.api import Feed
from dutydesk.domain import Zone
from dutydesk.feeds.rendering.calendar import calendar_body, calendar_head, entity_tag
from dutydesk.feeds.rendering.colours import CSS_COLOURS

SHANGHAI = Zone("Asia/Shanghai")


def body(feed: Feed, **more) -> bytes:
    return calendar_body(calendar_head(feed, zone=SHANGHAI, years=(2026, 2027), **more), [])


def test_the_head_says_what_clients_look_for():
    lines = body(Feed("squadron", "Squadron", "Crimson"), description="Fushan School").decode().split("\r\n")
    assert {
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        "NAME:Squadron",
        "X-WR-CALNAME:Squadron",
        "DESCRIPTION:Fushan School",
        "COLOR:crimson",
        "X-APPLE-CALENDAR-COLOR:#DC143C",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
    } <= set(lines)
    assert not any(line.startswith("METHOD") for line in lines)


def test_a_feed_without_events_is_a_calendar_all_the_same():
    calendar = icalendar.Calendar.from_ical(body(Feed("squadron", "Squadron")))
    assert calendar.refresh_interval == timedelta(hours=1)
    assert [one.name for one in calendar.subcomponents] == ["VTIMEZONE"]


def test_a_feed_without_title_goes_by_its_name():
    assert b"\r\nNAME:kind/training\r\n" in body(Feed("kind/training", ""))


def test_a_colour_that_css_does_not_know_is_left_out():
    assert b"COLOR" not in body(Feed("squadron", "Squadron", "octarine"))


def test_all_the_colours_of_css_are_known():
    assert len(CSS_COLOURS) == 148
    assert CSS_COLOURS["rebeccapurple"] == "#663399"


@settings(max_examples=80, deadline=None)
@given(st.text(st.characters(), max_size=120), st.text(st.characters(), max_size=120))
def test_any_title_makes_a_calendar_and_equal_feeds_equal_bytes(title, description):
    feed = Feed("squadron", title, "red", description)
    made = body(feed)
    assert made == body(feed)
    assert entity_tag(made) == entity_tag(body(feed))
    assert len(icalendar.Calendar.from_ical(made).subcomponents) == 1
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))


def test_the_etag_is_strong_and_follows_the_bytes():
    one, other = body(Feed("a", "A")), body(Feed("a", "B"))
    assert entity_tag(one).startswith('"')
    assert entity_tag(one).endswith('"')
    assert entity_tag(one) != entity_tag(other)
