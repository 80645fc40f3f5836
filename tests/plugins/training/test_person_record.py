"""A person's training over the years, as values, as text and as a document."""

from datetime import date

import pytest

from dutydesk.domain import Certificate
from dutydesk_training.attendance import Attendance, Presence, attendance_id
from dutydesk_training.person_record import PersonRecord
from tests.plugins.planned_desk import area, press, run, run_json
from tests.plugins.training.roll_desk import study_desk
from tests.terminal.pilot_help import settle, text


def kept(session, day, presence=Presence.PRESENT, **more):
    values = {"kind": "study", "title": "Study", "hours": 1.0, **more}
    return Attendance(
        id=attendance_id(session, "li"), session=session, day=day, person="li", presence=presence, **values
    )


def record_desk(planned):
    """Return a desk with four sessions of Li's over two years, and a qualification earned and run out."""
    desk = study_desk(planned)
    with desk.change("past") as change:
        for each in (
            kept("a", date(2025, 3, 4)),
            kept("b", date(2025, 3, 11), Presence.ABSENT, topic="doors", part=1, kind="training"),
            kept(
                "c",
                date(2026, 1, 6),
                Presence.LATE,
                minutes=15,
                topic="doors",
                kind="training",
                catches_up="b",
            ),
            kept("d", date(2026, 1, 13), Presence.EXCUSED, reason="sick leave", topic="old"),
            kept("e", date(2026, 1, 20), guest=True),
        ):
            change.add(each)
        change.add(
            Certificate(
                id="aid",
                person="li",
                qualification="first-aid",
                earned=date(2025, 5, 1),
                expires=date(2026, 5, 1),
            )
        )
    return desk


def record(desk, *bounds):
    (person,) = [each for each in desk.people() if each.id == "li"]
    return PersonRecord.of(desk, person, *bounds)


def test_a_record_counts_sessions_and_hours_by_year(planned):
    found = record(record_desk(planned))
    assert [each.year for each in found.years] == [2026, 2025]
    latest, before = found.years
    assert (latest.tally.expected, latest.tally.attended, latest.tally.late, latest.tally.excused) == (
        2,
        2,
        1,
        1,
    )
    assert dict(latest.hours) == {"Study": 1.0, "Training": 0.75}
    assert (before.tally.expected, before.tally.absent, dict(before.hours)) == (2, 1, {"Study": 1.0})
    assert found.hours == 2.75


def test_topics_have_their_titles_hours_and_days(planned):
    (topic,) = record(record_desk(planned)).topics
    assert (topic.title, topic.hours, topic.first, topic.last) == (
        "Fire doors 防火门", 0.75, date(2026, 1, 6), date(2026, 1, 6),
    )  # fmt: skip


def test_what_is_still_to_be_made_up_and_what_was_made_up(planned):
    found = record(record_desk(planned))
    assert [each.missed.session for each in found.owed] == ["d"]
    (missed,) = [each for each in found.sessions if each.session == "b"]
    assert found.made_up_on(missed) == date(2026, 1, 6)


def test_what_was_made_up_in_another_year_is_not_owed_in_the_record_of_one(planned):
    assert record(record_desk(planned), date(2025, 1, 1), date(2025, 12, 31)).owed == ()


def test_qualifications_have_their_days(planned):
    (held,) = record(record_desk(planned)).qualifications
    assert (held.code, held.earned, held.expires, held.valid) == (
        "first-aid", date(2025, 5, 1), date(2026, 5, 1), False,
    )  # fmt: skip


def test_the_command_shows_one_year_or_all(planned):
    record_desk(planned)
    status, document = run_json(planned, "training", "record", "李强")
    assert (status, document["expected"], document["attended"], len(document["sessions"])) == (0, 4, 3, 5)
    assert document["owed"][0]["session"] == "d"
    status, document = run_json(planned, "training", "record", "li", "--year", "2025")
    assert (document["expected"], [each["year"] for each in document["years"]]) == (2, [2025])
    status, output = run(planned, "training", "record", "li")
    assert "made up on 2026-01-06" in output
    assert "To be made up: Study, 2026-01-13, no day yet" in output
    assert "No attendance is kept" in run(planned, "training", "record", "wu")[1]


@pytest.mark.parametrize("ending", ["md", "docx", "pdf"])
def test_the_record_is_written_as_a_document(planned, ending):
    record_desk(planned)
    path = planned.folder / f"record.{ending}"
    assert run(planned, "training", "record", "li", "--to", str(path))[0] in {0, 1}
    assert path.stat().st_size > 500
    if ending == "md":
        written = path.read_text(encoding="utf-8")
        assert "Training record: 李强" in written
        assert "Fire doors 防火门" in written


async def test_the_screen_shows_the_record(planned):
    from dutydesk_training.screens.person_record import PersonRecordScreen

    desk = record_desk(planned)
    async with area(desk, "training") as (app, pilot):
        app.area.open_over(PersonRecordScreen(desk, "li"), "Record")
        await settle(pilot)
        shown = text(app)
        for part in (
            "李强 2.8 h; expected 4, attended 3 (late 1), excused 1, absent 1",
            "attended 2 of 2, late 1",
            "First aid" if "First aid" in shown else "first-aid",
            "Fire doors 防火门",
            "late 15 min",
            "no day yet",
        ):
            assert part in shown
        await press(pilot, "escape")
        assert "2.8 h" not in text(app)
