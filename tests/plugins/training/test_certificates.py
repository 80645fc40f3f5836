"""Certificates: recording, correcting and removing them by command and in the terminal."""

from dataclasses import replace
from datetime import date

import pytest

from dutydesk.api import DataProblem
from dutydesk.domain import Certificate, Person, Task
from dutydesk_training.certificate_list import CertificateState, ending_within, listed_certificates
from dutydesk_training.certifying import certificate
from dutydesk_training.months import months_after
from tests.plugins.planned_desk import area, fill, press, run, run_json
from tests.plugins.training.topic_desk import keep, planned_topics
from tests.terminal.pilot_help import lines, settle, text, type_text


def held(key, person, earned, expires=None, code="first-aid"):
    return Certificate(
        id=key,
        person=person,
        qualification=code,
        earned=date.fromisoformat(earned),
        expires=date.fromisoformat(expires) if expires else None,
    )


def states(desk, person=""):
    return {each.certificate.id: each.state for each in listed_certificates(desk, person)}


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 11, 24), 24, date(2028, 11, 24)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(9999, 6, 1), 12, date.max),
    ],
)
def test_months_are_counted_by_the_calendar_and_end_with_a_shorter_month(day, months, expected):
    assert months_after(day, months) == expected


def test_each_certificate_has_its_state_and_those_that_end_first_stand_at_the_top(planned):
    desk = planned_topics(planned)
    keep(
        desk,
        held("gone", "li", "2024-11-01", "2026-11-01"),
        held("soon", "wu", "2025-02-01", "2027-02-01"),
        held("far", "zhao", "2026-01-01", "2028-01-01"),
        held("good", "qian", "2026-01-01"),
    )
    assert states(desk) == {
        "gone": CertificateState.EXPIRED,
        "soon": CertificateState.ENDING,
        "far": CertificateState.VALID,
        "good": CertificateState.VALID,
    }
    assert [each.certificate.id for each in listed_certificates(desk)] == ["gone", "soon", "far", "good"]
    ending = ending_within(listed_certificates(desk), desk.today(), 3)
    assert [each.certificate.id for each in ending] == ["gone", "soon"]


def test_what_another_certificate_follows_counts_as_renewed(planned):
    desk = planned_topics(planned)
    keep(
        desk,
        held("old", "li", "2024-11-01", "2026-11-01"),
        held("new", "li", "2026-11-10", "2028-11-10"),
        held("ends", "wu", "2025-01-01", "2027-01-01"),
        held("follows", "wu", "2027-01-02", "2029-01-02"),
        held("ending", "zhao", "2025-01-01", "2027-01-01"),
        held("later", "zhao", "2027-03-01", "2029-03-01"),
    )
    assert states(desk) == {
        "old": CertificateState.RENEWED,
        "new": CertificateState.VALID,
        "ends": CertificateState.RENEWED,
        "follows": CertificateState.COMING,
        "ending": CertificateState.ENDING,
        "later": CertificateState.COMING,
    }


def test_who_has_left_is_listed_only_when_asked_for(planned):
    desk = planned_topics(planned, Person(id="old", name="Old", ends=date(2026, 1, 1)))
    keep(desk, held("1", "old", "2024-01-01", "2025-01-01"))
    assert states(desk) == {}
    assert states(desk, "old") == {"1": CertificateState.EXPIRED}


@pytest.mark.parametrize(
    ("person", "code", "expires", "expected"),
    [
        ("nobody", "first-aid", None, "nobody has the key 'nobody'"),
        ("li", "swimming", None, "'swimming' is no qualification"),
        ("li", "first-aid", date(2026, 10, 31), "cannot expire on 2026-10-31, before it was earned"),
    ],
)
def test_what_is_no_certificate_is_refused_in_a_line(planned, person, code, expires, expected):
    desk = planned_topics(planned)
    with pytest.raises(DataProblem, match=expected):
        certificate(desk, person, code, date(2026, 11, 1), expires)


# The commands


def test_a_certificate_is_recorded_for_as_long_as_its_topic_says(planned):
    desk = planned_topics(planned)
    status, output = run(planned, "training", "certify", "李强", "急救", "--earned", "2026-02-28")
    assert (status, output.split(" (")[0]) == (
        0,
        "李强 has earned First aid on 2026-02-28, until 2028-02-28",
    )
    (kept,) = desk.table(Certificate).all()
    assert (kept.person, kept.qualification, kept.expires) == ("li", "first-aid", date(2028, 2, 28))
    assert len(desk.history("person:li")) == 2
    desk.undo()


@pytest.mark.parametrize(("expires", "expected"), [("never", None), ("2027-01-31", date(2027, 1, 31))])
def test_another_last_day_may_be_given(planned, expires, expected):
    desk = planned_topics(planned)
    arguments = ("--earned", "2026-02-28", "--expires", expires, "--source", "Red\nCross")
    status, found = run_json(planned, "training", "certify", "li", "first-aid", *arguments)
    assert (status, found["source"]) == (0, "Red Cross")
    assert desk.table(Certificate).get(found["key"]).expires == expected


def test_a_certificate_is_taken_back_by_the_beginning_of_its_key(planned):
    desk = planned_topics(planned)
    keep(desk, held("abcde", "li", "2026-01-01"), held("abcdf", "wu", "2026-01-01"))
    with pytest.raises(DataProblem, match="'abcd' begins several keys: abcde, abcdf"):
        run(planned, "training", "certify", "--revoke", "abcd")
    with pytest.raises(DataProblem, match="no certificate has the key 'abc'"):
        run(planned, "training", "certify", "--revoke", "abc")
    status, output = run(planned, "training", "certify", "--revoke", "abcde")
    assert (status, output) == (0, "Removed: First aid of 李强, earned on 2026-01-01\n")
    assert [each.id for each in desk.table(Certificate).all()] == ["abcdf"]


@pytest.mark.parametrize(
    "arguments",
    [("li",), ("li", "first-aid"), ("li", "first-aid", "--revoke", "x"), ("--earned", "2026-01-01")],
)
def test_a_command_that_says_too_little_or_too_much_is_refused(planned, arguments):
    planned_topics(planned)
    status, output = run(planned, "training", "certify", *arguments)
    assert status == 2
    assert "--revoke KEY" in output


def test_the_list_leaves_with_status_1_where_something_has_expired(planned):
    desk = planned_topics(planned)
    assert run(planned, "training", "certificates")[0] == 0
    keep(
        desk,
        held("soon", "wu", "2025-02-01", "2027-02-01"),
        held("far", "zhao", "2026-01-01", "2028-01-01"),
    )
    status, output = run(planned, "training", "certificates", "--expiring", "3")
    assert status == 0
    assert "吴刚" in output
    assert "赵建国" not in output
    keep(desk, held("gone", "li", "2024-11-01", "2026-11-23"))
    status, found = run_json(planned, "training", "certificates")
    assert status == 1
    assert [(each["key"], each["state"]) for each in found["certificates"]] == [
        ("gone", "expired"),
        ("soon", "ending"),
        ("far", "valid"),
    ]
    assert run(planned, "training", "certificates", "zhao")[0] == 0


def test_a_certificate_counts_for_the_roster_from_its_first_to_its_last_day(planned):
    desk = planned_topics(planned)
    keep(desk, held("1", "li", "2026-11-01", "2026-11-30"))
    li = desk.table(Person).get("li")
    on = desk.certificates().qualifications
    assert [on(li, date(2026, *day)) for day in ((10, 31), (11, 1), (11, 30), (12, 1))] == [
        (),
        ("first-aid",),
        ("first-aid",),
        (),
    ]


# The terminal


async def opened(pilot):
    await press(pilot, "c")
    await settle(pilot)


async def test_certificates_are_recorded_corrected_and_removed(planned):
    desk = planned_topics(planned)
    async with area(desk, "training") as (app, pilot):
        await opened(pilot)
        assert "No certificates yet. Press a to record one." in text(app)
        await press(pilot, "a")
        await type_text(pilot, "li")
        await fill(app, pilot, earned="2026-02-28", source="Red Cross")
        await press(pilot, "enter")
        line = next(each for each in lines(app) if "2028-02-28" in each)
        for part in ("valid", "李强", "First aid", "2026-02-28"):
            assert part in line
        assert "Earned: Red Cross" in text(app)
        await press(pilot, "e")
        await fill(app, pilot, expires="2025-01-01")
        await press(pilot, "enter")
        assert "cannot expire on 2025-01-01" in text(app)
        await fill(app, pilot, expires="2027-01-10")
        await press(pilot, "enter")
        assert "ends soon" in text(app)
        await press(pilot, "x")
        assert "Remove this certificate" in text(app)
        await press(pilot, "y")
        assert desk.table(Certificate).all() == ()
        await press(pilot, "u")
        assert "ends soon" in text(app)


async def test_a_renewal_becomes_a_task_of_the_holder_once(planned):
    desk = planned_topics(planned)
    keep(desk, held("soon", "wu", "2025-02-01", "2027-02-01"))
    async with area(desk, "training") as (app, pilot):
        await opened(pilot)
        await press(pilot, "r")
        (task,) = desk.table(Task).all()
        assert (task.title, task.owner, task.due) == ("Renew First aid of 吴刚", "wu", date(2027, 2, 1))
        assert "is planned" in next(each for each in lines(app) if "2027-02-01" in each)
        await press(pilot, "r")
        assert "a task for this renewal is open already" in text(app)
    assert len(desk.table(Task).all()) == 1


async def test_a_certificate_that_holds_for_good_needs_no_renewal(planned):
    desk = planned_topics(planned)
    keep(desk, held("good", "wu", "2025-02-01"))
    async with area(desk, "training") as (app, pilot):
        await opened(pilot)
        await press(pilot, "r")
        assert "needs no renewal" in text(app)


async def test_the_filter_finds_people_and_places(planned):
    desk = planned_topics(planned)
    keep(
        desk,
        replace(held("1", "li", "2026-01-01"), source="Red Cross"),
        replace(held("2", "wu", "2026-01-01"), source="Fire brigade"),
    )
    async with area(desk, "training") as (app, pilot):
        await opened(pilot)
        await press(pilot, "slash")
        await type_text(pilot, "brigade")
        await press(pilot, "enter")
        assert "吴刚" in text(app)
        assert "李强" not in text(app)
        await press(pilot, "escape")
        assert "李强" in text(app)
