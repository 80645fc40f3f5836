"""The sheet on which people sign in."""

from datetime import date

from dutydesk.documents import DocumentTable, Facts
from dutydesk_training.attendance import Presence
from dutydesk_training.attendance_marking import mark
from dutydesk_training.catch_up import missed_session, plan_catch_up
from dutydesk_training.sign_in import ROW_HEIGHT, sign_in_document
from tests.plugins.planned_desk import run, run_json
from tests.plugins.training.roll_desk import STUDY, TODAY, session, study_desk, with_duty, with_leave


def table(document):
    (found,) = [each for each in document.blocks if isinstance(each, DocumentTable)]
    return found


def test_everyone_expected_has_a_row_with_room_to_sign_and_guests_have_empty_ones(planned):
    desk = study_desk(planned)
    found = table(sign_in_document(desk, session(desk)))
    assert [row[1] for row in found.rows] == ["赵建国", "钱卫东", "李强", "吴刚", "", "", "", ""]
    assert [row[0] for row in found.rows] == [str(number) for number in range(1, 9)]
    assert found.row_height == ROW_HEIGHT >= 9


def test_who_is_excused_or_kept_is_marked(planned):
    desk = study_desk(planned)
    with_duty(desk, "li", TODAY)
    with_leave(desk, "wu", TODAY, TODAY)
    with_duty(desk, "qian", date(2026, 11, 23), "night")
    mark(desk, session(desk), "zhao", Presence.EXCUSED, reason="course")
    remarks = {row[1]: row[-1] for row in table(sign_in_document(desk, session(desk))).rows}
    assert remarks["李强"] == "excused: on duty: Main gate, Day"
    assert remarks["吴刚"] == "excused: sick leave"
    assert remarks["钱卫东"] == "rests after Main gate, Night"
    assert remarks["赵建国"] == "excused: course"


def test_the_sheet_says_when_where_and_what_is_taught(planned):
    desk = study_desk(planned)
    document = sign_in_document(desk, session(desk))
    assert (document.title, document.about) == ("Sign-in sheet: Study 学习", "2026-11-24, 09:30 to 10:30")
    (facts,) = [each for each in document.blocks if isinstance(each, Facts)]
    assert dict(facts.rows) == {"Kind": "Study", "Place": "Meeting room"}
    doors = sign_in_document(desk, session(desk, "training-doors-2"))
    (facts,) = [each for each in doors.blocks if isinstance(each, Facts)]
    assert dict(facts.rows)["Topic"] == "Fire doors 防火门"


def test_who_makes_up_for_a_session_stands_on_the_sheet(planned):
    desk = study_desk(planned)
    mark(desk, session(desk, "training-doors-1"), "li", Presence.ABSENT)
    (li,) = [each for each in desk.people() if each.id == "li"]
    plan_catch_up(
        desk, missed_session(desk, li, session(desk, "training-doors-1")), session(desk, "training-doors-2")
    )
    rows = table(sign_in_document(desk, session(desk, "training-doors-2"))).rows
    assert ("李强", "makes up for 2026-11-23") in {(row[1], row[-1]) for row in rows}


def test_the_command_writes_a_pdf_and_refuses_other_endings(planned):
    study_desk(planned)
    path = planned.folder / "sheet.pdf"
    status, document = run_json(planned, "training", "sign-in", STUDY, "--to", str(path))
    assert (document["pages"], path.read_bytes()[:4]) == (1, b"%PDF")
    assert status == (1 if document["missing_glyphs"] else 0)
    assert run(planned, "training", "sign-in", STUDY)[0] == 2
