"""The stretches of time in which rules count, worked out by hand."""

from datetime import date

import pytest

from dutydesk_drills.rules.stretch import following_stretch, present_stretch, stretches_of_year
from tests.plugins.drills.rule_school import CALENDAR, rule, school

SUMMER = """
[[summer_school]]
first = 2027-07-19
last = 2027-08-13
"""


def days(text, year=2026, /, **more):
    return [
        (each.first.isoformat(), each.last.isoformat())
        for each in stretches_of_year(rule(f'wants = "count"; {text}'), year, school(**more))
    ]


def test_months_are_counted_from_the_one_in_which_the_year_begins():
    found = stretches_of_year(rule('wants = "count"; every = "month"'), 2026, school())
    assert [each.name for each in found] == [
        *(f"2026-{month:02}" for month in range(9, 13)),
        *(f"2027-{month:02}" for month in range(1, 9)),
    ]
    assert [len(each.days) for each in found] == [22, 18, 21, 23, 15, 5, 23, 22, 21, 22, 7, 0]


def test_a_make_up_workday_is_a_day_of_school_and_a_holiday_is_none():
    october = stretches_of_year(rule('wants = "count"; every = "month"'), 2026, school())[1]
    assert date(2026, 10, 10) in october.days, "the Saturday worked for National Day"
    assert date(2026, 10, 1) not in october.days
    assert date(2026, 10, 17) not in october.days


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        (
            "two_months",
            [
                ("2026-09-01", "2026-10-31"),
                ("2026-11-01", "2026-12-31"),
                ("2027-01-01", "2027-02-28"),
                ("2027-03-01", "2027-04-30"),
                ("2027-05-01", "2027-06-30"),
                ("2027-07-01", "2027-08-31"),
            ],
        ),
        (
            "quarter",
            [
                ("2026-09-01", "2026-11-30"),
                ("2026-12-01", "2027-02-28"),
                ("2027-03-01", "2027-05-31"),
                ("2027-06-01", "2027-08-31"),
            ],
        ),
        ("term", [("2026-09-01", "2027-01-22"), ("2027-02-22", "2027-07-09")]),
        ("school_year", [("2026-09-01", "2027-08-31")]),
        ("calendar_year", [("2026-01-01", "2026-12-31")]),
        ("summer_school", []),
    ],
)
def test_every_stretch_of_a_school_year(every, expected):
    assert days(f'every = "{every}"') == expected


def test_a_quarter_of_a_leap_year_ends_on_29_february():
    assert days('every = "quarter"', 2027)[1] == ("2027-12-01", "2028-02-29")


@pytest.mark.parametrize(
    ("begins", "year", "expected"),
    [
        ("01-01", 2026, ("2026-01-01", "2026-12-31")),
        ("07-01", 2026, ("2026-07-01", "2027-06-30")),
        ("08-15", 2026, ("2026-08-15", "2027-08-14")),
        ("02-29", 2027, ("2027-02-28", "2028-02-28")),
        ("02-29", 2028, ("2028-02-29", "2029-02-27")),
    ],
)
def test_a_school_year_begins_where_the_school_says(begins, year, expected):
    assert days('every = "school_year"', year, text=f'[school]\nyear_begins = "{begins}"') == [expected]


def test_every_day_lies_in_exactly_one_school_year_even_with_one_that_begins_on_29_february():
    time = school('[school]\nyear_begins = "02-29"')
    for day in (date(2028, 2, 28), date(2028, 2, 29), date(2029, 2, 27), date(2029, 2, 28)):
        first, last = time.year(time.year_of(day))
        assert first <= day <= last


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ('first = "12-01"; last = "03-31"', ("2026-12-01", "2027-03-31")),
        ('first = "03-01"; last = "03-31"', ("2027-03-01", "2027-03-31")),
        ('last = "12-01"', ("2026-09-01", "2026-12-01")),
        ('first = "01-02"', ("2027-01-02", "2027-08-31")),
        ('first = "08-01"; last = "10-31"', ("2026-09-01", "2026-10-31")),
        ('first = "02-29"; last = "02-29"', ("2027-02-28", "2027-02-28")),
    ],
)
def test_a_part_of_a_school_year(part, expected):
    assert days(f'every = "school_year"; {part}') == [expected]


def test_a_part_of_a_calendar_year_runs_over_new_year():
    assert days('every = "calendar_year"; first = "12-01"; last = "03-31"') == [("2026-12-01", "2027-03-31")]


def test_first_weeks_count_from_the_first_day_of_school():
    # 2026-08-29 is a Saturday: the first day of school is Monday 31 August, and six weeks end on 11 October.
    calendar = CALENDAR.replace("first = 2026-09-01", "first = 2026-08-29")
    time = school('[school]\nyear_begins = "08-01"', calendar=calendar)
    found = stretches_of_year(rule('wants = "count"; every = "term"; first_weeks = 6'), 2026, time)
    assert [(each.first, each.last) for each in found] == [
        (date(2026, 8, 31), date(2026, 10, 11)),
        (date(2027, 2, 22), date(2027, 4, 4)),
    ]
    assert found[0].name == "Autumn, first 6 weeks"


def test_a_summer_school_has_days_of_school_of_its_own_and_gives_none_to_the_year():
    # 19 July to 13 August 2027: four weeks of Monday to Friday.
    time = school(SUMMER)
    (summer,) = stretches_of_year(rule('wants = "count"; every = "summer_school"'), 2026, time)
    assert len(summer.days) == 20
    (week,) = stretches_of_year(rule('wants = "count"; every = "summer_school"; first_weeks = 1'), 2026, time)
    assert (week.first, week.last, len(week.days)) == (date(2027, 7, 19), date(2027, 7, 25), 5)
    august = stretches_of_year(rule('wants = "count"; every = "month"'), 2026, time)[-1]
    assert august.days == ()


def test_without_terms_every_weekday_has_school():
    (summer,) = stretches_of_year(rule('wants = "count"; every = "summer_school"'), 2026, school(SUMMER))
    bare = school(SUMMER, calendar="")
    (same,) = stretches_of_year(rule('wants = "count"; every = "summer_school"'), 2026, bare)
    assert same.days == summer.days
    november = stretches_of_year(rule('wants = "count"; every = "month"'), 2026, bare)[2]
    assert len(november.days) == 21


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 24), "Autumn"),
        (date(2027, 1, 22), "Autumn"),
        (date(2027, 1, 23), "Spring"),
        (date(2027, 2, 22), "Spring"),
        (date(2027, 7, 10), None),
    ],
)
def test_between_two_terms_the_coming_one_counts(today, expected):
    found = present_stretch(rule('wants = "count"; every = "term"'), school(today=today))
    assert (found.name if found else None) == expected


def test_the_stretch_that_follows_is_the_next_one():
    months = rule('wants = "count"; every = "month"')
    time = school(today=date(2026, 12, 31))
    found = following_stretch(months, present_stretch(months, time), time)
    assert found.name == "2027-01"
