"""Reading someone's plan of a safety week from a table."""

from datetime import date, time

import pytest

from dutydesk.api import DataProblem
from dutydesk.domain import RoughCount
from dutydesk.sheets import Sheet, read_table, write_table
from dutydesk.sheets.cells import WrongCell
from dutydesk_safetyweek.board import EntryState, WeekBoard, weeks
from dutydesk_safetyweek.copying import copy_week
from dutydesk_safetyweek.plan_file import keep_plan, read_plan
from dutydesk_safetyweek.plan_file_words import count_of, kind_in, weekday_or_day
from tests.plugins.planned_desk import run, run_json, with_people

CHINESE = ("日期", "时间", "活动内容", "形式", "负责人", "参加对象", "地点", "参加人数")


def sheet(*rows, headers=CHINESE):
    width = len(headers)
    return Sheet(
        headers=headers,
        rows=tuple((*row, *[None] * (width - len(row))) for row in rows),
        source="plan.xlsx",
    )


def keep(desk, year, table, **choices):
    return WeekBoard.of(desk, keep_plan(desk, year, read_plan(desk, table), theme="旧", **choices).week.id)


ROWS = (
    ("2026-03-30", "07:50-08:10", "启动广播", None, "赵建国", "全校", "广播室", "1000余人"),
    (None, "全天", "悬挂横幅", None, "李强", None, "校门", None),
    ("2026年4月1日", "14:00—14:45", "主题班会", "班会", "王老师", "各班", None, 1126),
    (date(2026, 4, 3), None, "知识竞赛", "比赛", "钱卫东、吴刚", None, None, "约80"),
)


def test_a_chinese_plan_of_last_year_becomes_its_week_with_what_was_counted(planned):
    desk = with_people(planned.open())
    before = desk.revision()
    board = keep(desk, 2026, sheet(*ROWS))
    assert desk.revision() == before + 1
    found = {entry.title: entry for entry in board.entries}
    assert (board.week.first, board.week.last) == (date(2026, 3, 30), date(2026, 4, 3))
    opening = found["启动广播"]
    assert (opening.activity.start.time(), opening.activity.end.time(), opening.activity.owner) == (
        time(7, 50),
        time(8, 10),
        "zhao",
    )
    assert (opening.detail.kind, opening.detail.audience, opening.activity.place) == (
        "broadcast",
        "全校",
        "广播室",
    )
    assert (opening.state, opening.detail.people_reached) == (EntryState.HELD, RoughCount(1000, "over"))
    banner = found["悬挂横幅"]
    assert (banner.day, banner.activity.all_day, banner.detail.kind, banner.state) == (
        date(2026, 3, 30),
        True,
        "banner",
        EntryState.UNMARKED,
    )
    contest = found["知识竞赛"]
    assert (contest.activity.owner, contest.activity.participants) == ("qian", ("wu",))
    assert contest.detail.people_reached == RoughCount(80, "about")
    assert found["主题班会"].activity.owner == ""


def test_it_serves_as_a_template_for_another_year_on_the_same_weekdays(planned):
    desk = with_people(planned.open())
    board = keep(desk, 2027, sheet(*ROWS))
    assert {entry.title: entry.day for entry in board.entries} == {
        "启动广播": date(2027, 3, 29),
        "悬挂横幅": date(2027, 3, 29),
        "主题班会": date(2027, 3, 31),
        "知识竞赛": date(2027, 4, 2),
    }
    assert {entry.state for entry in board.entries} == {EntryState.PLANNED}
    assert all(entry.detail.reached is None for entry in board.entries)
    keep(desk, 2025, sheet(*ROWS))
    copy_week(desk, 2025, 2028)
    assert WeekBoard.of(desk, "2028").week.first == date(2028, 3, 27)


def test_an_english_plan_by_weekday_with_start_and_end(planned):
    desk = with_people(planned.open())
    headers = (
        "Day",
        "Start",
        "End",
        "Activity",
        "Kind",
        "Owner",
        "Audience",
        "Materials",
        "People reached",
        "Leaflets",
        "Shoe",
    )
    table = sheet(
        ("Tue", "9:00", "10:30", "Talk about fire", "Lecture", "li", "all", "slides", 40, "over 300", "43"),
        ("friday", None, None, "Letter home"),
        headers=headers,
    )
    preview = read_plan(desk, table)
    assert (preview.errors, preview.ignored_columns, preview.first) == ((), ("Shoe",), None)
    talk, letter = preview.entries
    assert (talk.day, talk.start, talk.end, talk.kind, talk.owner) == (
        2,
        time(9),
        time(10, 30),
        "lecture",
        "li",
    )
    assert (talk.outcome.reached, talk.outcome.leaflets, talk.materials) == (
        RoughCount(40),
        RoughCount(300, "over"),
        "slides",
    )
    assert (letter.day, letter.start, letter.kind) == (5, None, "letter")


def test_every_wrong_row_is_named_and_nothing_is_kept(planned):
    desk = with_people(planned.open())
    table = sheet(
        ("2026-03-30", "07:50-08:10", "Good"),
        ("someday", "07:50-08:10", "Bad day"),
        ("2026-03-31", "25:00-26:00", "Bad time"),
        ("2026-03-31", None, None, "班会"),
        ("2026-03-31", None, "Bad kind", "teatime"),
        ("2026-04-20", None, "Too far"),
        ("2026-04-01", None, "Bad count", None, None, None, None, "many"),
    )
    preview = read_plan(desk, table)
    assert [error.partition(":")[0] for error in preview.errors] == [
        "row 3",
        "row 4",
        "row 5",
        "row 6",
        "row 7",
        "row 8",
    ]
    before = desk.revision()
    with pytest.raises(DataProblem, match=r"plan.xlsx: row 3: 'someday' is no day.*and 2 more rows"):
        keep_plan(desk, 2026, preview, theme="x")
    assert (desk.revision(), weeks(desk)) == (before, ())


def test_the_first_row_without_a_day_and_a_name_that_may_be_two_people_are_errors(planned):
    desk = with_people(planned.open())
    with desk.change("two") as change:
        zhao = next(person for person in desk.people() if person.id == "zhao")
        change.add(type(zhao)(id="zhao-2", name="赵建军", rank="guard"))
    preview = read_plan(desk, sheet((None, None, "Early"), ("周一", None, "Talk", None, "赵")))
    assert preview.errors[0] == "row 2: it names no day; expected a weekday or a date"
    assert "row 3: '赵' may be 赵建国 (zhao), 赵建军 (zhao-2)" in preview.errors[1]


@pytest.mark.parametrize("headers", [("Time", "Activity", "Kind"), ("Day", "Time", "Kind")])
def test_a_table_without_days_or_activities_is_none(planned, headers):
    with pytest.raises(DataProblem, match=r"plan\.xlsx: no column is headed"):
        read_plan(planned.open(), sheet(("x", "y", "z"), headers=headers))


def test_an_empty_table_plans_nothing(planned):
    desk = planned.open()
    with pytest.raises(DataProblem, match="there is no activity in it"):
        keep_plan(desk, 2027, read_plan(desk, sheet()), theme="x")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1000", RoughCount(1000)),
        (1126, RoughCount(1126)),
        (300.0, RoughCount(300)),
        ("1000余人", RoughCount(1000, "over")),
        (None, None),
        ("  ", None),
    ],
)
def test_a_cell_holds_a_count_as_people_write_it_or_nothing(cell, expected):
    assert count_of(cell) == expected


@pytest.mark.parametrize("cell", ["many", -3, 12.5, date(2026, 3, 30)])
def test_what_is_no_count_is_refused(cell):
    with pytest.raises(WrongCell):
        count_of(cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Mon", 0),
        ("周三", 2),
        ("星期天", 6),
        (5, 4),
        ("2026-03-30", date(2026, 3, 30)),
        (date(2026, 3, 30), date(2026, 3, 30)),
        (None, None),
    ],
)
def test_days_are_weekdays_or_dates(cell, expected):
    assert weekday_or_day(cell) == expected


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("消防讲座", "lecture"),
        ("致家长的一封信", "letter"),
        ("应急疏散演练", "drill"),
        ("Quiz night", "contest"),
        ("Something", ""),
    ],
)
def test_the_kind_is_told_from_the_title(title, kind):
    assert kind_in(title) == kind


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_command_reads_workbooks_and_csv_files(planned, tmp_path, ending):
    with_people(planned.open())
    path = tmp_path / f"plan.{ending}"
    write_table(path, CHINESE, ROWS)
    assert read_table(path).headers[:3] == CHINESE[:3]
    status, document = run_json(planned, "safetyweek", "import", str(path), "--year", "2026", "--dry-run")
    assert (status, document["activities"], document["no_longer_there"]) == (0, 4, ["王老师"])
    assert weeks(planned.open()) == ()
    status, document = run_json(
        planned, "safetyweek", "import", str(path), "--year", "2026", "--theme", "平安"
    )
    assert (document["theme"], document["days"][0]["day"]) == ("平安", "2026-03-30")
    assert len(document["days"][0]["activities"]) == 2
    with pytest.raises(DataProblem, match="2026 has a safety week already"):
        run(planned, "safetyweek", "import", str(path), "--year", "2026")
