"""Weeks by their ISO number, and which of them want a reminder on which day."""

from datetime import date

import pytest

from dutydesk.api import DataProblem
from dutydesk.api.week import Week
from dutydesk.domain import SchoolCalendar, Span
from dutydesk_summary.reminder.school_weeks import SchoolWeeks

TERM = Span("Autumn", date(2026, 9, 1), date(2027, 1, 22))
HOLIDAY = Span("National Day", date(2026, 10, 1), date(2026, 10, 7))
MON, FRI = 0, 4


def weeks(weekday=MON, *, terms=(TERM,), holidays=(HOLIDAY,)):
    return SchoolWeeks(SchoolCalendar(terms=terms, holidays=holidays), weekday)


@pytest.mark.parametrize(
    ("day", "name", "monday"),
    [
        (date(2026, 11, 29), "2026-W48", date(2026, 11, 23)),
        (date(2026, 12, 31), "2026-W53", date(2026, 12, 28)),
        (date(2027, 1, 1), "2026-W53", date(2026, 12, 28)),
        (date(2027, 1, 4), "2027-W01", date(2027, 1, 4)),
        (date(2024, 12, 30), "2025-W01", date(2024, 12, 30)),
        (date(2021, 1, 3), "2020-W53", date(2020, 12, 28)),
    ],
)
def test_a_day_lies_in_the_week_that_iso_8601_says(day, name, monday):
    week = Week.of(day)
    assert (week.name, week.monday, Week.parse(name)) == (name, monday, week)
    assert week.year == int(name[:4])


@pytest.mark.parametrize(
    "text", ["2027-W53", "2026-W00", "2026-W54", "2026-11-23", "48", "", "0001-W01", "9999-W52", "٢٠٢٦-W48"]
)
def test_what_is_no_week_is_refused_with_what_was_expected(text):
    with pytest.raises(DataProblem, match="expected one such as 2026-W48"):
        Week.parse(text)


def test_a_week_may_be_typed_without_its_dash_and_in_small_letters():
    assert Week.parse(" 2026w53 ") == Week.parse("2026-W53")


def test_a_year_has_the_weeks_that_bear_its_number():
    assert len(list(Week.all_of(2026))) == 53
    assert len(list(Week.all_of(2027))) == 52
    assert next(iter(Week.all_of(2025))).monday == date(2024, 12, 30)


def test_a_reminder_is_due_on_the_usual_day_of_a_week_of_a_term():
    assert weeks().due_day(Week.parse("2026-W48")) == date(2026, 11, 23)
    assert weeks(FRI).due_day(Week.parse("2026-W48")) == date(2026, 11, 27)


def test_where_that_day_is_free_it_is_due_on_the_next_day_of_school_or_else_the_last():
    assert weeks().due_day(Week.parse("2026-W41")) == date(2026, 10, 8)
    assert weeks(FRI).due_day(Week.parse("2026-W40")) == date(2026, 9, 30)


def test_a_week_outside_of_terms_or_all_free_wants_none():
    all_free = Span("Break", date(2026, 10, 1), date(2026, 10, 11))
    assert weeks().due_day(Week.parse("2026-W30")) is None
    assert weeks(holidays=(all_free,)).due_day(Week.parse("2026-W41")) is None
    assert weeks(terms=()).due_day(Week.parse("2026-W48")) is None


def test_the_week_of_new_year_counts_in_the_year_of_its_number():
    in_2026 = [week.name for week, _day in weeks().of_year(2026)]
    assert (in_2026[0], in_2026[-1]) == ("2026-W36", "2026-W53")
    assert next(iter(weeks().of_year(2027)))[0].name == "2027-W01"
