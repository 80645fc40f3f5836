"""What the page says comes next."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from dutydesk.domain import Zone
from dutydesk.feeds.page.document import subscription_page

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def shown(document):
    """Return what stands in each line of the list of what comes next."""

    def lines(view) -> list[str]:
        found = document(subscription_page(view)).all("ol", class_="next")
        return [line.text for each in found for line in each.inside if not isinstance(line, str)]

    return lines


def test_what_is_over_is_left_out_and_the_next_five_stand_in_the_order_of_time(shown, view, event):
    events = [event(day, title=f"Post {day}") for day in (2, 4, 5, 6, 7, 8, 9)]
    lines = shown(view(*events))
    assert [line.split("Post ")[1][0] for line in lines] == ["4", "5", "6", "7", "8"]


def test_what_comes_later_in_the_months_shown_is_counted_and_listed(document, view, event):
    events = [event(day, title=f"Post {day}") for day in range(4, 35)]
    later = document(subscription_page(view(*events))).one("details", class_="later")
    assert later.one("summary").text == "22 more until Mon 30 Nov"
    assert len(later.all("li")) == 22
    assert "Post 9 " in later.text
    assert "Post 31" not in later.text


def test_a_line_says_day_hours_post_place_and_who_stands_beside(shown, view, event):
    (line,) = shown(
        view(event(12, 14, title="Main gate", place="Gatehouse", description="With: Sun Li\nLock the shed."))
    )
    assert line == "Thu 12 Nov Main gate 14:00–22:00 Gatehouse With: Sun Li Lock the shed."


def test_near_days_are_named_as_the_desk_counts_days(shown, view, event):
    # It is still the 2nd in London when Shanghai has the 3rd.
    now = datetime(2026, 11, 2, 17, tzinfo=UTC)
    lines = shown(view(event(3), event(4), event(5), now=now))
    assert [line.partition(" Nov")[0] for line in lines] == ["Today Tue 3", "Tomorrow Wed 4", "Thu 5"]


def test_a_night_that_began_yesterday_is_on_now(shown, view, event):
    now = datetime(2026, 11, 3, 1, tzinfo=SHANGHAI)
    (line,) = shown(view(event(2, 22, title="North gate"), now=now))
    assert line == "Yesterday Mon 2 Nov North gate On now 22:00–06:00 the next day"


def test_what_ends_this_very_moment_is_over(shown, view, event):
    assert shown(view(event(3, 1.2, 8))) == []
    assert len(shown(view(event(3, 1.25, 8)))) == 1


def test_an_event_without_length_is_shown_until_it_begins(shown, view, event):
    (line,) = shown(view(event(3, 10, 0, "Roll call"), event(3, 9, 0, "Earlier")))
    assert line == "Today Tue 3 Nov Roll call 10:00"


def test_tentative_and_cancelled_are_told_in_words(shown, view, event):
    lines = shown(view(event(4, tentative=True), event(5, cancelled=True, tentative=True), event(6)))
    assert [("Tentative" in line, "Cancelled" in line) for line in lines] == [
        (True, False),
        (False, True),
        (False, False),
    ]


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        (8, "16:00–00:00"),
        (14, "16:00–06:00 the next day"),
        (24, "16:00 until Thu 5 Nov, 16:00"),
        (50, "16:00 until Fri 6 Nov, 18:00"),
    ],
)
def test_hours_tell_on_which_day_they_end(shown, view, event, hours, told):
    (line,) = shown(view(event(4, 16, hours, "Post")))
    assert line.endswith(told)


def test_all_day_events_end_on_the_day_before_their_end(shown, view, days):
    one = days(date(2026, 11, 3), date(2026, 11, 4), "Inspection")
    week = days(date(2026, 11, 9), date(2026, 11, 14), "Safety week")
    over = days(date(2026, 11, 1), date(2026, 11, 3), "Over")
    assert shown(view(over, one, week)) == [
        "Today Tue 3 Nov Inspection All day",
        "Mon 9 Nov Safety week All day, until Fri 13 Nov",
    ]


def test_days_until_further_notice_are_shown(shown, view, days):
    (line,) = shown(view(days(date(2026, 11, 1), date.max, "Gate closed")))
    assert "Gate closed" in line


def test_a_night_over_a_clock_change_shows_what_clocks_on_the_wall_show(shown, view, event):
    start = datetime(2026, 11, 1, 2, tzinfo=UTC)
    night = event(1, title="Night", start=start, end=start + timedelta(hours=9))
    (line,) = shown(view(night, zone=Zone("America/New_York"), now=datetime(2026, 11, 1, tzinfo=UTC)))
    assert line.endswith("22:00–06:00 the next day")


def test_only_a_persons_own_feed_has_their_own_titles(shown, view, event):
    duty = event(4, title="Main gate, Li Wei", own_title="Main gate")
    assert "Li Wei" not in shown(view(duty))[0]
    assert "Li Wei" in shown(view(duty, own=False))[0]
    assert "Evening" in shown(view(event(4, title="Evening")))[0]


def test_an_event_without_a_title_can_still_be_seen(shown, view, event):
    assert "Without a name" in shown(view(event(4, title=" \n")))[0]


def test_events_are_put_in_order_whatever_order_they_come_in(shown, view, event, days):
    lines = shown(view(event(6), days(date(2026, 11, 5), date(2026, 11, 6), "Inspection"), event(4)))
    assert ["4 Nov" in lines[0], "5 Nov" in lines[1], "6 Nov" in lines[2]] == [True, True, True]


def test_an_empty_feed_says_so_kindly(document, view):
    page = document(subscription_page(view()))
    assert "Nothing is planned." in page.one(class_="empty").text
    assert not page.all("ol", class_="next")
    assert not page.all(class_="later")


def test_where_a_choice_leaves_nothing_the_way_back_is_offered(document, view):
    from dutydesk.feeds.choice import Choice

    empty = document(subscription_page(view(choice=Choice(kinds=("drill",))))).one(class_="empty")
    assert "Nothing of what you chose" in empty.text
    assert empty.one("a").attrs["href"] == "#choose"


def test_the_page_says_as_of_when_it_speaks_and_warns_when_that_is_long_ago(document, view):
    now = datetime(2026, 11, 3, 9, 12, tzinfo=SHANGHAI)
    page = document(subscription_page(view(now=now, refreshed=now.astimezone(UTC))))
    assert page.one(class_="as-of").text == "As of today, 09:12. Times are those of Asia/Shanghai."
    assert not page.all(class_="note")
    old = document(subscription_page(view(now=now, refreshed=now - timedelta(days=1))))
    assert "last read Mon 2 Nov, 09:12" in old.one(class_="note").text
