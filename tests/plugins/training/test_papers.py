"""The printed papers of a meeting: what stands on each, as values and in real files."""

from datetime import date

import pytest

from dutydesk.api import DataProblem
from dutydesk.api.attachments import attach, file_of
from dutydesk.documents import Bullets, DocumentTable, Facts, Heading, Paragraph, Signatures
from dutydesk_training.agenda import agenda_of
from dutydesk_training.attendance import Attendance, Presence, attendance_id
from dutydesk_training.decisions import about, decide
from dutydesk_training.minutes import add_point, keep_minutes, write_last_week
from dutydesk_training.papers import agenda_paper, handout_paper, minutes_paper, text_blocks
from dutydesk_training.session_key import find_session
from tests.plugins.planned_desk import run, run_json, with_people
from tests.plugins.training.test_agenda import BEFORE, KEY, MEETING

TOPIC = """
[[session]]
code = "hoses"
kind = "training"
title = "Hoses"
weekdays = ["thu"]
start = "09:30"
end = "10:30"
topic = "fire"
participants = ["@all"]
[[topic]]
code = "fire"
title = "Fire equipment"
syllabus = ["Hoses", "Extinguishers"]
"""


@pytest.fixture
def desk(planned):
    planned.write(training=MEETING + TOPIC)
    return with_people(planned.open())


@pytest.fixture
def held(desk):
    return find_session(desk, KEY)


def sections(document):
    return [each.text for each in document.blocks if isinstance(each, Heading)]


def under(document, title):
    """Return the blocks between a heading and the next."""
    start = next(
        index
        for index, each in enumerate(document.blocks)
        if isinstance(each, Heading) and each.text.startswith(title)
    )
    found = []
    for block in document.blocks[start + 1 :]:
        if isinstance(block, Heading):
            break
        found.append(block)
    return found


def facts(document):
    return dict(row for each in document.blocks if isinstance(each, Facts) for row in each.rows)


def test_the_agenda_has_its_sections_in_order(desk, held):
    decide(desk, find_session(desk, BEFORE), "Repair the gate", owner="li", due=date(2026, 11, 25))
    attach(desk, about(held), "https://example.org/a", "Winter rules")
    paper = agenda_paper(desk, agenda_of(desk, held))
    assert (paper.title, paper.school) == ("Weekly meeting: Agenda", "Test")
    assert facts(paper) == {
        "When": "2026-11-30 15:10 - 16:00",
        "Place": "Meeting room",
        "Expected": "赵建国, 钱卫东",
    }
    found = [each for each in sections(paper) if not each.startswith("Due")]
    assert found == ["Points", "Last week, 2026-11-23 to 2026-11-29", "Open decisions", "Materials"]
    assert under(paper, "Points") == [Bullets(("Notices", "Duty handover"), numbered=True)]
    (table,) = under(paper, "Open decisions")
    assert isinstance(table, DocumentTable)
    assert table.rows == (("Repair the gate", "李强", "2026-11-25", "open"),)
    assert under(paper, "Materials") == [Bullets(("Winter rules: https://example.org/a",))]


def test_the_minutes_tell_who_was_there_what_was_said_and_who_signs(desk, held):
    keep_minutes(
        desk, held, text="Opened.\n- radio is weak\n- lock is old\nClosed.", chair="zhao", writer="wu"
    )
    decide(desk, held, "New radio", owner="wu", due=date(2026, 12, 4))
    with desk.change("attendance") as change:
        for person, presence, minutes, reason in (
            ("zhao", Presence.PRESENT, 0, ""),
            ("qian", Presence.LATE, 10, "bus"),
            ("li", Presence.EXCUSED, 0, "on duty"),
        ):
            change.add(
                Attendance(
                    id=attendance_id(held.key, person),
                    session=held.key,
                    day=held.day,
                    kind="meeting",
                    person=person,
                    presence=presence,
                    minutes=minutes,
                    reason=reason,
                )
            )
    paper = minutes_paper(desk, agenda_of(desk, held))
    said = facts(paper)
    assert (said["Chair"], said["Minutes taken by"]) == ("赵建国", "吴刚")
    assert "Expected" not in said, "who was there is known"
    assert (said["Present (1)"], said["Late (1)"], said["Excused (1)"]) == (
        "赵建国",
        "钱卫东 (late 10 min, bus)",
        "李强 (on duty)",
    )
    assert under(paper, "What was said") == [
        Paragraph("Opened.", "strong"),
        Bullets(("radio is weak", "lock is old")),
        Paragraph("Closed."),
    ]
    (table,) = under(paper, "Decided")[:1]
    assert table.rows == (("New radio", "吴刚", "2026-12-04", "open"),)
    assert paper.blocks[-1] == Signatures(("Chair", "Minutes taken by"))


def test_minutes_without_a_text_say_so(desk, held):
    said = under(minutes_paper(desk, agenda_of(desk, held)), "What was said")
    assert said[0] == Paragraph("Nothing is written yet.", "muted")


def test_the_last_week_is_printed_as_it_was_edited(desk, held):
    write_last_week(desk, held, "All was quiet.", "")
    paper = agenda_paper(desk, agenda_of(desk, held))
    assert under(paper, "Last week") == [Paragraph("All was quiet.")]


def test_a_handout_has_the_syllabus_of_its_topic_points_and_materials(desk, tmp_path):
    held = find_session(desk, "hoses 2026-11-26")
    add_point(desk, held, "Bring gloves")
    plan = tmp_path / "plan.txt"
    plan.write_text("plan")
    kept = attach(desk, about(held), str(plan), "Plan of hydrants")
    paper = handout_paper(desk, agenda_of(desk, held))
    assert paper.title == "Hoses: Handout"
    assert facts(paper) == {"When": "2026-11-26 09:30 - 10:30"}
    assert sections(paper) == ["Fire equipment", "Points", "Materials"]
    assert under(paper, "Fire equipment") == [Bullets(("Hoses", "Extinguishers"), numbered=True)]
    file_of(desk, kept).unlink()
    gone = handout_paper(desk, agenda_of(desk, held))
    assert under(gone, "Materials") == [Bullets(("Plan of hydrants (the file is missing)",))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("one", [Paragraph("one")]),
        ("one\n\ntwo", [Paragraph("one"), Paragraph("two")]),
        ("- a\n- b", [Bullets(("a", "b"))]),
        ("head\n- a\n\n- b", [Paragraph("head", "strong"), Bullets(("a",)), Bullets(("b",))]),
        ("-", [Paragraph("-")]),
        ("-12 degrees", [Paragraph("-12 degrees")]),
    ],
)
def test_a_text_becomes_paragraphs_and_lists(text, expected):
    assert text_blocks(text) == expected


@pytest.mark.parametrize(
    "name",
    [f"{paper}.{ending}" for paper in ("agenda", "minutes", "handout") for ending in ("pdf", "docx", "md")],
)
def test_papers_are_printed_to_files(planned, desk, tmp_path, name):
    add_point(desk, find_session(desk, KEY), "Winter clothing 冬装")
    path = tmp_path / name
    paper, _dot, ending = name.partition(".")
    status, document = run_json(planned, "training", paper, KEY, "--to", str(path))
    assert (document["paper"], document["path"]) == (paper, str(path))
    assert status == (1 if document["missing_glyphs"] else 0)
    assert path.stat().st_size > 100
    if ending == "md":
        assert "Winter clothing 冬装" in path.read_text(encoding="utf-8")


@pytest.mark.usefixtures("desk")
def test_another_ending_is_refused_and_nothing_is_written(planned, tmp_path):
    with pytest.raises(DataProblem, match=r"agenda\.odt"):
        run(planned, "training", "agenda", KEY, "--to", str(tmp_path / "agenda.odt"))
    assert not list(tmp_path.glob("agenda*"))
