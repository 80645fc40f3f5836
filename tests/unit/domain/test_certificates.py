"""From when to when someone is qualified, by their list and by what they have earned."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutydesk.domain import Certificate, Certificates, Person, qualified_people
from dutydesk.domain.blocked_hours import BlockedHours

DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))


def person(*codes):
    return Person(id="li", name="Li", qualifications=codes)


def earned(first, last=None, code="first-aid", key="c"):
    return Certificate(
        id=f"{key}{first}{last}",
        person="li",
        qualification=code,
        earned=date.fromisoformat(first),
        expires=date.fromisoformat(last) if last else None,
    )


@pytest.mark.parametrize(
    ("listed", "kept", "day", "expected"),
    [
        (True, [], "2026-12-01", True),
        (False, [], "2026-12-01", False),
        (False, [("2026-05-01", None)], "2026-04-30", False),
        (False, [("2026-05-01", None)], "2026-05-01", True),
        (False, [("2026-05-01", "2026-12-10")], "2026-12-10", True),
        (False, [("2026-05-01", "2026-12-10")], "2026-12-11", False),
        (True, [("2026-05-01", "2026-12-10")], "2026-04-30", True),
        (True, [("2026-05-01", "2026-12-10")], "2026-12-11", False),
        (True, [("2026-05-01", "2026-12-10"), ("2026-12-11", "2028-12-10")], "2027-01-01", True),
        (False, [("2026-05-01", "2026-12-10"), ("2027-02-01", None)], "2027-01-01", False),
    ],
)
def test_a_list_holds_until_the_first_certificate_and_then_certificates_decide(listed, kept, day, expected):
    certificates = Certificates(earned(*each) for each in kept)
    who = person("first-aid") if listed else person()
    on = date.fromisoformat(day)
    assert ("first-aid" in certificates.qualifications(who, on)) is expected
    assert ("first-aid" in qualified_people([who], certificates, on)[0].qualifications) is expected


def test_a_certificate_of_one_qualification_leaves_the_others_alone():
    certificates = Certificates([earned("2026-05-01", "2026-06-01")])
    assert certificates.qualifications(person("driver", "first-aid"), date(2026, 7, 1)) == ("driver",)


def test_the_end_of_an_unbroken_run_is_told():
    who = person()
    broken = Certificates([earned("2026-05-01", "2026-12-10"), earned("2026-12-12", None)])
    joined = Certificates([earned("2026-05-01", "2026-12-10"), earned("2026-12-11", "2027-12-10")])
    for_good = Certificates([earned("2026-05-01", "2026-12-10"), earned("2026-12-01", None)])
    day = date(2026, 11, 1)
    assert broken.lapses(who, "first-aid", day) == date(2026, 12, 10)
    assert joined.lapses(who, "first-aid", day) == date(2027, 12, 10)
    assert for_good.lapses(who, "first-aid", day) is None
    assert Certificates().lapses(person("first-aid"), "first-aid", day) is None
    assert Certificates().lapses(who, "first-aid", day) == day - timedelta(days=1)


@given(st.booleans(), st.lists(st.tuples(DAYS, st.none() | DAYS), max_size=4), DAYS)
def test_runs_of_days_and_lapsing_agree_with_each_day(listed, kept, day):
    certificates = Certificates(
        Certificate(id=str(n), person="li", qualification="first-aid", earned=first, expires=last)
        for n, (first, last) in enumerate(kept)
    )
    who = person("first-aid") if listed else person()

    def holds(on):
        return "first-aid" in certificates.qualifications(who, on)

    assert holds(day) is any(span.holds(day) for span in certificates.spans(who))
    last = certificates.lapses(who, "first-aid", day)
    if last is None:
        assert all(holds(day + timedelta(days=n)) for n in (0, 1, 365, 3650))
    else:
        assert not holds(last + timedelta(days=1))
        assert last < day or (holds(day) and holds(last))


def test_blocked_hours_are_of_their_days_and_times_alone():
    monday = BlockedHours("Flag raising", weekdays=(0,), start=day_time(7, 30), end=day_time(8))
    assert monday.overlap(at("2026-11-30 07:50"), at("2026-11-30 08:10"))
    assert not monday.overlap(at("2026-11-30 08:00"), at("2026-11-30 08:10"))
    assert not monday.overlap(at("2026-12-01 07:50"), at("2026-12-01 08:10"))
    examinations = BlockedHours("Examinations", first=date(2027, 1, 11), last=date(2027, 1, 15))
    assert examinations.overlap(at("2027-01-15 23:00"), at("2027-01-15 23:30"))
    assert not examinations.overlap(at("2027-01-16 08:00"), at("2027-01-16 09:00"))


def at(text):
    from datetime import datetime

    return datetime.fromisoformat(text)


def day_time(hour, minute=0):
    from datetime import time

    return time(hour, minute)
