"""A plan of sessions from a table: read in both languages, moved to another year, all or nothing."""

from datetime import date, datetime

import pytest

from dutydesk.api import DataProblem
from dutydesk.domain import Activity
from dutydesk.sheets import Sheet
from dutydesk_training.plan_file import keep_plan, read_plan
from tests.plugins.planned_desk import run, run_json, wall, with_people

HEADERS = ("日期", "时间", "内容", "类别", "地点", "参加人员", "负责人")
ROW = ("2026-11-30", "15:10-16:00", "例会", "例会", "会议室", "@rank:leader、李强", "赵建国")


def sheet(*rows, headers=HEADERS):
    return Sheet(headers=headers, rows=rows, source="plan.xlsx")


@pytest.fixture
def desk(planned):
    return with_people(planned.open())


def test_a_row_becomes_an_activity(desk):
    preview = read_plan(desk, sheet(ROW))
    assert preview.errors == ()
    activity = preview.planned[0].activity
    assert (activity.kind, activity.title, activity.place) == ("meeting", "例会", "会议室")
    assert (activity.start, activity.end) == (wall("2026-11-30 15:10"), wall("2026-11-30 16:00"))
    assert (activity.participants, activity.owner) == (("@rank:leader", "li"), "zhao")


def test_english_headings_separate_times_and_days_of_excel_are_read(desk):
    preview = read_plan(
        desk,
        sheet(
            (46356, "9:30", datetime(2026, 1, 1, 10, 30), "Squad training", None, "all"),  # noqa: DTZ001
            headers=("Date", "From", "To", "Session", "Kind", "People"),
        ),
    )
    activity = preview.planned[0].activity
    assert (activity.start, activity.end) == (wall("2026-11-30 09:30"), wall("2026-11-30 10:30"))
    assert (activity.kind, activity.participants) == ("training", ("@all",))


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({0: "soon"}, "row 2: 'soon' is no date"),
        ({1: "16:00-15:10"}, "row 2: '16:00-15:10' is no span of time"),
        ({1: None}, "row 2: a time such as 15:10-16:00 is needed"),
        ({2: None}, "row 2: a day and a title are needed"),
        ({3: "party"}, "row 2: 'party' is no kind of session"),
        ({5: "某人"}, "row 2: '某人' is nobody here"),
        ({6: "某人"}, "row 2: '某人' is nobody here"),
        ({0: "2026-10-01"}, "row 2: 2026-10-01 is a holiday: National Day"),
        ({0: "2026-11-28"}, "row 2: 2026-11-28 is no day of school"),
    ],
)
def test_each_bad_row_is_named_and_nothing_is_kept(desk, change, expected):
    bad = tuple(change.get(index, cell) for index, cell in enumerate(ROW))
    preview = read_plan(desk, sheet(bad, ROW))
    (error,) = preview.errors
    assert error.startswith(expected)
    with pytest.raises(DataProblem):
        keep_plan(desk, preview, "plan.xlsx")
    assert desk.table(Activity).all() == ()


def test_a_make_up_workday_is_a_day_of_school(desk):
    assert read_plan(desk, sheet(("2026-10-10", *ROW[1:]))).errors == ()


def test_days_off_are_left_out_where_that_is_asked_and_named_all_the_same(desk):
    preview = read_plan(desk, sheet(("2026-10-01", *ROW[1:]), ROW), skip_days_off=True)
    assert [each.row for each in preview.planned] == [3]
    assert preview.left_out == ("row 2: 2026-10-01 is a holiday: National Day",)
    assert preview.errors == ()


@pytest.mark.parametrize(
    ("first", "year", "expected"),
    [
        ("2025-11-24", 2026, "2026-11-23"),
        ("2026-11-30", 2026, "2026-11-30"),
        ("2025-03-24", 2027, "2027-03-29"),
    ],
)
def test_last_years_plan_keeps_its_week_and_weekdays(desk, first, year, expected):
    later = date.fromordinal(date.fromisoformat(first).toordinal() + 9).isoformat()
    rows = ((first, *ROW[1:]), (later, *ROW[1:]))
    days = [each.activity.start.date() for each in read_plan(desk, sheet(*rows), year=year).planned]
    assert days[0] == date.fromisoformat(expected)
    assert (days[1] - days[0]).days == 9
    assert days[0].weekday() == date.fromisoformat(first).weekday()


def test_a_week_53_moves_to_the_last_week_of_a_shorter_year(desk):
    preview = read_plan(desk, sheet(("2026-12-30", *ROW[1:])), year=2027)
    assert preview.errors == ("row 2: 2027-12-29 is no day of school",)


def test_a_table_of_something_else_is_refused_with_its_headings(desk):
    with pytest.raises(DataProblem, match=r"plan.xlsx: no column is headed day / date / 日期.*Name, Phone"):
        read_plan(desk, sheet(("a", "b"), headers=("Name", "Phone")))


def test_the_command_adds_all_as_one_change_or_nothing(planned, desk, tmp_path):
    file = tmp_path / "plan.csv"
    file.write_text(
        "日期,时间,内容\n2026-11-30,15:10-16:00,例会\n2026-12-01,09:30-10:30,训练\n", encoding="utf-8"
    )
    assert run_json(planned, "training", "import", str(file), "--dry-run") == (
        0,
        {"added": 2, "left_out": [], "errors": []},
    )
    assert desk.table(Activity).all() == ()
    assert run(planned, "training", "import", str(file)) == (0, "2 sessions added\n")
    assert len(desk.table(Activity).all()) == 2
    assert desk.journal(1)[0].why == "Plan of sessions from plan.csv"
    file.write_text("日期,时间,内容\n2026-12-02,15:10-16:00,例会\nx,y,z\n", encoding="utf-8")
    status, output = run(planned, "training", "import", str(file))
    assert status == 1
    assert "row 3" in output
    assert len(desk.table(Activity).all()) == 2
