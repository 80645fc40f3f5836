"""The months as tables."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from dutydesk.feeds.page.document import subscription_page

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def cells(document):
    """Return what each day of the months holds in short, by its date."""

    def by_day(view) -> dict[str, list[str]]:
        tables = document(subscription_page(view)).all("table")
        days = [cell for table in tables for cell in table.all("td") if cell.all("time")]
        return {day.one("time").attrs["datetime"]: [line.text for line in day.all("li")] for day in days}

    return by_day


def at(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 12, tzinfo=SHANGHAI)


@pytest.mark.parametrize(("month", "length"), [(2, 28), (11, 30), (12, 31)])
def test_a_month_has_each_of_its_days_once_under_its_weekday(document, view, month, length):
    (table,) = document(subscription_page(view(now=at(month, 2)))).all("table")
    rows = table.one("tbody").all("tr")
    assert [len(row.all("td")) for row in rows] == [7] * len(rows)
    found = [
        (number, cell.one("time").attrs["datetime"])
        for row in rows
        for number, cell in enumerate(row.all("td"))
        if cell.all("time")
    ]
    assert [day for _, day in found] == [f"2026-{month:02}-{n:02}" for n in range(1, length + 1)]
    assert all(date.fromisoformat(day).weekday() == column for column, day in found)


def test_a_table_has_a_caption_and_named_columns(document, view):
    (table,) = document(subscription_page(view())).all("table")
    assert table.one("caption").text == "November 2026"
    heads = table.all("th")
    assert [head.text for head in heads] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert {head.attrs["scope"] for head in heads} == {"col"}


def test_today_is_marked_in_words(document, view):
    page = document(subscription_page(view()))
    marked = page.one("td", **{"aria-current": "date"})
    assert marked.text == "3 Today"


@pytest.mark.parametrize(
    ("now", "titles"),
    [
        (at(11, 20), ["November 2026"]),
        (at(11, 21), ["November 2026", "December 2026"]),
        (at(12, 31), ["December 2026", "January 2027"]),
    ],
)
def test_near_the_end_of_a_month_the_next_one_is_shown_too(document, view, now, titles):
    page = document(subscription_page(view(now=now)))
    assert [caption.text for caption in page.all("caption")] == titles


def test_a_night_stands_on_the_day_it_begins(cells, view, event):
    days = cells(view(event(5, 22, 8, "Night")))
    assert days["2026-11-05"] == ["22:00 Night"]
    assert not days["2026-11-06"]


def test_past_days_of_the_month_keep_what_was_held(cells, view, event):
    assert cells(view(event(1, title="Day")))["2026-11-01"] == ["08:00 Day"]


def test_what_lasts_days_stands_on_each_of_them(cells, view, event, days):
    month = cells(
        view(days(date(2026, 10, 30), date(2026, 11, 2), "Week"), event(10, 9, 56, "Camp", uid="camp"))
    )
    assert month["2026-11-01"] == ["all day Week"]
    assert month["2026-11-02"] == []
    assert [month[f"2026-11-{n}"] for n in (10, 11, 12, 13)] == [
        ["09:00 Camp"],
        ["all day Camp"],
        ["until 17:00 Camp"],
        [],
    ]


def test_an_event_of_the_desks_midnight_stands_on_the_desks_day(cells, view, event):
    days = cells(view(event(7, 0, 1, "Midnight")))
    assert days["2026-11-07"] == ["00:00 Midnight"]


def test_a_full_day_shows_the_first_and_counts_the_others(cells, view, event):
    three = cells(view(*(event(5, hour, uid=str(hour), title="Day") for hour in (7, 8, 9))))
    assert three["2026-11-05"] == ["07:00 Day", "08:00 Day", "09:00 Day"]
    many = cells(view(*(event(5, hour, uid=str(hour), title="Day") for hour in range(7, 17))))
    assert many["2026-11-05"] == ["07:00 Day", "08:00 Day", "+8 more"]


def test_what_lasts_all_day_stands_before_the_hours(cells, view, event, days):
    month = cells(view(event(5, 0, title="Night"), days(date(2026, 11, 4), date(2026, 11, 6), "Week")))
    assert month["2026-11-05"] == ["all day Week", "00:00 Night"]


def test_tentative_and_cancelled_are_told_in_words_and_the_signs_explained(document, cells, view, event):
    unsure = view(event(5, title="Drill", tentative=True), event(6, title="Drill", cancelled=True))
    days = cells(unsure)
    assert days["2026-11-05"] == ["08:00? Tentative Drill"]
    assert days["2026-11-06"] == ["08:00 Cancelled Drill"]
    assert document(subscription_page(unsure)).all(class_="legend")
    assert not document(subscription_page(view(event(5)))).all(class_="legend")


def test_a_long_title_is_cut_in_the_table_and_shows_that(cells, view, event):
    (line,) = cells(view(event(5, title="Long " * 80)))["2026-11-05"]
    assert line.endswith("…")
    assert len(line) < 60
