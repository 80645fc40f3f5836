"""Importing an attendance list: what it understands, what it refuses, and that it keeps all or nothing."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutydesk.api import DataProblem
from dutydesk.domain import Activity, Occurrence, Person
from dutydesk.sheets import Sheet
from dutydesk_training.attendance import Attendance, Presence
from dutydesk_training.attendance_import import read_attendance
from dutydesk_training.attendance_marking import MOST_MINUTES
from dutydesk_training.roll import Roll, RollLine
from tests.plugins.planned_desk import run, run_json, wall
from tests.plugins.training.roll_desk import STUDY, TODAY, states, study_desk, with_leave, with_person

PEOPLE = (
    Person(id="li", name="李强", latin="Li Qiang"),
    Person(id="wu", name="吴刚", latin="Wu Gang"),
    Person(id="lv", name="吕东", latin="Lü Dong"),
    Person(id="wang-1", name="王伟"),
    Person(id="wang-2", name="王伟"),
    Person(id="ou", name="欧阳楠", latin="Ouyang Nan"),
)
_ACTIVITY = Activity(
    id="study", kind="study", title="Study", start=wall("2026-11-24T09:00"), end=wall("2026-11-24T10:00")
)
ROLL = Roll(
    Occurrence(_ACTIVITY, date(2026, 11, 24), _ACTIVITY.start, _ACTIVITY.end, "", "planned"),
    tuple(RollLine(person, proposed="sick leave" if person.id == "wu" else "") for person in PEOPLE[:5]),
    (PEOPLE[5],),
)


def preview(headers, *rows):
    return read_attendance(Sheet(tuple(headers), tuple(rows), 2, "list.csv"), ROLL, PEOPLE)


def only_mark(headers, *cells):
    found = preview(headers, cells)
    assert found.errors == ()
    (mark,) = found.marks
    return mark


def reason_of(headers, *cells):
    found = preview(headers, cells)
    assert found.marks == ()
    (error,) = found.errors
    assert error.row == 2
    return error.reason


@pytest.mark.parametrize(
    ("text", "presence"),
    [
        *(
            (text, Presence.PRESENT)
            for text in ("present", "Present ", "出勤", "到", "√", "1", 1, 1.0, "Y", "是")
        ),
        *((text, Presence.LATE) for text in ("late", "迟到", "LATE")),
        *((text, Presence.EXCUSED) for text in ("excused", "请假", "病假", "值班")),
        *((text, Presence.ABSENT) for text in ("absent", "缺席", "旷课", "0", 0, "N", "×", "未到")),
    ],
)
def test_states_in_two_languages_and_as_signs(text, presence):
    assert only_mark(("姓名", "考勤"), "李强", text).mark.presence is presence


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("迟到10分钟", 10), ("迟到 8 分", 8), ("late 15", 15), ("late:3", 3), ("迟到(20)", 20), ("late", 5)],
)
def test_minutes_may_stand_in_the_state(text, minutes):
    assert only_mark(("name", "state"), "李强", text).mark.minutes == minutes


def test_minutes_may_have_a_column_and_make_someone_late():
    assert only_mark(("姓名", "状态", "迟到分钟"), "李强", "出勤", 12).mark.presence is Presence.LATE
    assert only_mark(("姓名", "状态", "迟到分钟"), "李强", "迟到", "12").mark.minutes == 12
    assert only_mark(("姓名", "状态", "迟到分钟"), "李强", "出勤", 0).mark.presence is Presence.PRESENT


def test_reasons_come_from_their_column_the_state_or_what_is_proposed():
    assert only_mark(("name", "state", "reason"), "李强", "excused", "course").mark.reason == "course"
    assert only_mark(("姓名", "状态", "备注"), "李强", "病假", "发烧").mark.reason == "病假; 发烧"
    assert only_mark(("姓名", "状态"), "吴刚", "请假").mark.reason == "sick leave"
    assert only_mark(("姓名", "状态"), "李强", "请假").mark.reason == ""


@pytest.mark.parametrize(
    ("header", "text", "person"),
    [
        ("name", "李强", "li"),
        ("name", " 李 强 ", "li"),
        ("name", "LI QIANG", "li"),
        ("Name", "liqiang", "li"),
        ("姓名", "Lu Dong", "lv"),
        ("姓名", "wang-2", "wang-2"),
        ("工号", "WU", "wu"),
        ("key", "ou", "ou"),
    ],
)
def test_people_are_found_by_key_name_and_latin_name(header, text, person):
    assert only_mark((header, "state"), text, "1").person.id == person


def test_a_list_without_states_names_those_who_were_there():
    assert only_mark(("name", "signed at"), "李强", "09:25").mark.presence is Presence.PRESENT


def test_someone_who_is_not_expected_is_a_guest():
    assert only_mark(("name",), "欧阳楠").guest
    assert not only_mark(("name",), "李强").guest


def test_who_has_no_state_and_who_is_not_listed_are_told():
    found = preview(("name", "state", "shoe size"), ("李强", "", 43))
    assert (found.marks, [each.id for each in found.unmarked]) == ((), ["li"])
    assert [each.id for each in found.missing] == ["wu", "lv", "wang-1", "wang-2"]
    assert found.ignored_columns == ("shoe size",)


@pytest.mark.parametrize(
    ("headers", "cells", "expected"),
    [
        (("name",), ("李刚",), "nobody is called '李刚'; the nearest is"),
        (("name",), ("Wu Gan",), "nobody is called 'Wu Gan'; the nearest is 吴刚 (wu)"),
        (("name",), ("Xyz",), "nobody is called 'Xyz'"),
        (("name",), ("王伟",), "2 people are called '王伟' (wang-1, wang-2); please give the key"),
        (("key",), ("lii",), "nobody has the key 'lii'; the nearest is 李强 (li)"),
        (("key", "name"), ("li", "吴刚"), "the key li is that of 李强, not of '吴刚'"),
        (
            ("name", "state"),
            ("李强", "飞了"),
            "'飞了' is no state; expected one of present (出勤), late (迟到)",
        ),
        (("name", "state"), ("", "1"), "there is neither a key nor a name"),
        (("name", "minutes"), ("李强", "soon"), "'soon' is no number of minutes from 0 to 600"),
        (("name", "minutes"), ("李强", -3), "'-3' is no number of minutes"),
        (("name", "state"), ("李强", "late 999"), "999 minutes late: expected 0 to 600"),
        (("name", "state"), ("\x1b[31m", "1"), "nobody is called"),
    ],
)
def test_what_is_wrong_with_a_row_is_said(headers, cells, expected):
    assert expected in reason_of(headers, *cells)


def test_everything_wrong_with_a_row_is_said_at_once():
    reason = reason_of(("name", "state", "minutes"), "李刚", "fine?", "7")
    assert "nobody is called" in reason
    assert "is no state" in reason


def test_someone_listed_twice_is_an_error_that_names_both_rows():
    found = preview(("name", "state"), ("李强", "1"), (None, None), ("li", "0"))
    assert [(each.row, each.reason) for each in found.errors] == [(4, "李强 stands in row 2 already")]


def test_a_table_of_something_else_is_refused():
    with pytest.raises(
        DataProblem, match=r"list\.csv: no column is headed name or 姓名.*the headings are: Post"
    ):
        preview(("Post",), ("gate",))


def write(planned, text, name="list.csv"):
    path = planned.folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_command_keeps_all_as_one_change(planned):
    desk = study_desk(planned)
    with_leave(desk, "wu", TODAY, TODAY)
    path = write(planned, "姓名,考勤,原因\n赵建国,√,\n李强,迟到8分钟,堵车\n吴刚,请假,\n")
    status, output = run(planned, "training", "import-attendance", STUDY, path, "--dry-run")
    assert (status, desk.table(Attendance).all()) == (0, ())
    assert "Not in the list, so still open: 钱卫东" in output
    assert "3 people would be marked" in output
    before = desk.revision()
    status, document = run_json(planned, "training", "import-attendance", STUDY, path)
    assert (status, document["kept"], document["errors"]) == (0, True, [])
    assert desk.revision() == before + 1
    assert states(desk) == {"zhao": "present", "qian": None, "li": "late", "wu": "excused"}
    assert desk.table(Attendance).get(f"{STUDY}:wu").reason == "sick leave"


def test_the_command_keeps_nothing_where_one_row_is_wrong(planned):
    desk = study_desk(planned)
    with_person(desk, "li-2", "李强")
    path = write(planned, "姓名,考勤\n赵建国,√\n李强,√\n钱卫冬,√\n")
    status, document = run_json(planned, "training", "import-attendance", STUDY, path)
    assert (status, document["kept"]) == (1, False)
    assert [each["row"] for each in document["errors"]] == [3, 4]
    assert desk.table(Attendance).all() == ()
    status, output = run(planned, "training", "import-attendance", STUDY, path)
    assert status == 1
    assert "row 4: nobody is called '钱卫冬'; the nearest is 钱卫东 (qian)" in output
    assert "2 rows cannot be used; nothing was kept." in output


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_exported_is_read_back(planned, ending, language):
    desk = study_desk(planned)
    run(planned, "training", "attend", STUDY, "li=late:8", "wu=excused:=1+1", "--rest", "present")
    before = {each.id: (each.presence, each.minutes, each.reason) for each in desk.table(Attendance).all()}
    path = str(planned.folder / f"out.{ending}")
    assert run(planned, "training", "attendance", STUDY, "--to", path, "--language", language)[0] == 0
    run(planned, "training", "attend", STUDY, "li=absent", "wu=absent", "zhao=absent", "qian=absent")
    assert run(planned, "training", "import-attendance", STUDY, path)[0] == 0
    after = {each.id: (each.presence, each.minutes, each.reason) for each in desk.table(Attendance).all()}
    assert after == before


CELLS = st.one_of(
    st.none(),
    st.sampled_from(["李强", "li", "吴刚", "王伟", "出勤", "迟到", "late 10", "请假", "1", "0", "欧阳楠"]),
    st.text(max_size=12),
    st.integers(-5, 10_000),
    st.floats(),
    st.booleans(),
    st.dates(),
)
HEADERS = st.sampled_from(
    ["name", "姓名", "key", "state", "状态", "reason", "minutes", "迟到分钟", "other", ""]
)


@settings(deadline=None)
@given(
    st.lists(HEADERS, min_size=1, max_size=5).flatmap(
        lambda headers: st.tuples(
            st.just(tuple(headers)),
            st.lists(st.tuples(*(CELLS for _each in headers)), max_size=8),
            st.integers(1, 40),
        )
    )
)
def test_any_table_gives_marks_that_can_be_kept_or_errors_that_name_rows(table):
    headers, rows, first = table
    sheet = Sheet(headers, tuple(rows), first, "any.csv")
    if not {"name", "姓名", "key"} & set(headers):
        with pytest.raises(DataProblem, match="no column is headed name or 姓名"):
            read_attendance(sheet, ROLL, PEOPLE)
        return
    found = read_attendance(sheet, ROLL, PEOPLE)
    numbers = range(first, first + len(rows))
    named = [each.row for each in (*found.marks, *found.errors)]
    assert len(set(named)) == len(named)
    assert set(named) <= set(numbers)
    assert all(each.reason and "\n" not in each.reason for each in found.errors)
    people = [each.person.id for each in found.marks]
    assert len(set(people)) == len(people)
    for each in found.marks:
        assert each.person in PEOPLE
        assert 0 <= each.mark.minutes <= MOST_MINUTES
        assert each.mark.person == each.person.id
