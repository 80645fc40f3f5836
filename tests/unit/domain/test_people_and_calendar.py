from datetime import date

import pytest

from dutydesk.domain import Absence, DayKind, Person, SchoolCalendar, Span, resolve_participants

LI = Person(id="li", name="Li", rank="leader", squad="red", qualifications=("radio", "first-aid"))
WANG = Person(id="wang", name="Wang", rank="guard", squad="red")
ZHAO = Person(id="zhao", name="Zhao", rank="guard", squad="blue", qualifications=("radio",))
EVERYONE = (LI, WANG, ZHAO)


@pytest.mark.parametrize(
    ("expressions", "expected"),
    [
        ((), ()),
        (("zhao", "li"), ("li", "zhao")),
        (("@all",), ("li", "wang", "zhao")),
        (("@all", "li"), ("li", "wang", "zhao")),
        (("@squad:red",), ("li", "wang")),
        (("@rank:guard",), ("wang", "zhao")),
        (("@qualified:radio",), ("li", "zhao")),
        (("@qualified:radi",), ()),
        (("@squad:red", "@rank:guard"), ("li", "wang", "zhao")),
        (("someone-who-left", "wang"), ("wang",)),
        (("@squad:",), ()),
    ],
)
def test_participants_are_named_each_once_in_the_order_of_people(expressions, expected):
    assert resolve_participants(expressions, EVERYONE) == expected


def test_a_person_serves_from_their_first_to_their_last_day():
    person = Person(id="a", name="A", starts=date(2026, 9, 1), ends=date(2026, 9, 30))
    days = [date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 30), date(2026, 10, 1)]
    assert [person.serves_on(day) for day in days] == [False, True, True, False]
    assert Person(id="b", name="B").serves_on(date.min)


def test_records_name_what_they_are_about():
    assert LI.subjects() == ("person:li",)
    absence = Absence(id="x", person="li", first=date(2026, 9, 1), last=date(2026, 9, 1))
    assert set(absence.subjects()) == {"absence:x", "person:li"}


CALENDAR = SchoolCalendar(
    terms=(Span("Autumn", date(2026, 9, 1), date(2027, 1, 22)),),
    holidays=(Span("National Day", date(2026, 10, 1), date(2026, 10, 7)),),
    workdays=(date(2026, 10, 10), date(2026, 10, 7)),
)


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 9, 30), DayKind.WEEKDAY),
        (date(2026, 10, 1), DayKind.HOLIDAY),
        (date(2026, 10, 3), DayKind.HOLIDAY),
        (date(2026, 10, 7), DayKind.WEEKDAY),
        (date(2026, 10, 10), DayKind.WEEKDAY),
        (date(2026, 10, 11), DayKind.WEEKEND),
    ],
)
def test_a_day_is_of_a_kind(day, kind):
    assert CALENDAR.kind(day) is kind


def test_terms_and_holidays_have_both_their_ends():
    assert [CALENDAR.term(day) is not None for day in (date(2026, 8, 31), date(2026, 9, 1))] == [False, True]
    assert CALENDAR.term(date(2027, 1, 23)) is None
    assert CALENDAR.holiday_name(date(2026, 10, 7)) == "National Day"
    assert CALENDAR.holiday_name(date(2026, 10, 8)) == ""


def test_imported_holidays_are_added_to_a_calendar_and_leave_it_as_it_was():
    more = CALENDAR.with_holidays([Span("New Year", date(2027, 1, 1), date(2027, 1, 1))])
    assert more.kind(date(2027, 1, 1)) is DayKind.HOLIDAY
    assert CALENDAR.kind(date(2027, 1, 1)) is DayKind.WEEKDAY
    assert more.kind(date(2026, 10, 1)) is DayKind.HOLIDAY
