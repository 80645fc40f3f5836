"""Taking attendance in the terminal: one key a person, kept at once."""

from contextlib import asynccontextmanager
from datetime import date

from rich.cells import cell_len

from dutydesk_training.attendance import Attendance, Presence
from dutydesk_training.attendance_marking import mark
from dutydesk_training.screens.attendance import AttendanceScreen
from tests.plugins.planned_desk import area, fill, press
from tests.plugins.training.roll_desk import (
    STUDY,
    TODAY,
    session,
    states,
    study_desk,
    with_duty,
    with_leave,
    with_person,
)
from tests.terminal.pilot_help import lines, settle, text, type_text, until

DOORS = "training-doors-1"


@asynccontextmanager
async def taking(desk, key=STUDY):
    async with area(desk, "training") as (app, pilot):
        app.area.open_over(AttendanceScreen(desk, key), "Attendance")
        await settle(pilot)
        yield app, pilot


def row(app, name):
    return next(each for each in lines(app) if name in each)


async def test_the_screen_shows_who_is_expected_and_what_is_known(planned):
    desk = study_desk(planned)
    with_duty(desk, "li", TODAY)
    with_person(desk, "ou", "欧阳楠楠楠", squad="3")
    async with taking(desk) as (app, _pilot):
        shown = text(app)
        assert "Study 学习 Today, Tue 2026-11-24 09:30-10:30, Meeting room" in shown
        assert "present 0  late 0  excused 0  absent 0  open 5" in shown
        assert "excused?" in row(app, "李强")
        assert "on duty: Main gate, Day" in row(app, "李强")
        squads = {cell_len(row(app, name).rpartition("3")[0]) for name in ("欧阳楠楠楠",)}
        assert squads == {cell_len(row(app, "赵建国").rpartition("1")[0])}
        for word in ("p Present", "l Late", "e Excused", "a Absent", "P All left", "g Guest", "i Import"):
            assert word in shown


async def test_one_key_marks_a_person_and_goes_to_the_next_who_is_open(planned):
    desk = study_desk(planned)
    mark(desk, session(desk), "qian", Presence.PRESENT)
    before = desk.revision()
    async with taking(desk) as (app, pilot):
        await press(pilot, "space")
        assert states(desk) == {"zhao": "present", "qian": "present", "li": None, "wu": None}
        assert desk.revision() == before + 1
        await press(pilot, "a")
        assert states(desk)["li"] == "absent"
        await press(pilot, "p")
        assert "present 3  late 0  excused 0  absent 1  open 0" in text(app)
        assert "+ present" in row(app, "吴刚")
        assert "- absent" in row(app, "李强")
        assert "Everyone is marked." in text(app)


async def test_undo_takes_back_one_mark(planned):
    desk = study_desk(planned)
    async with taking(desk) as (app, pilot):
        await press(pilot, "p", "p", "u")
        await until(pilot, lambda: "present 1 " in text(app))
        assert states(desk) == {"zhao": "present", "qian": None, "li": None, "wu": None}


async def test_backspace_takes_back_the_mark_at_the_cursor_or_the_one_made_last(planned):
    desk = study_desk(planned)
    async with taking(desk) as (app, pilot):
        await press(pilot, "p", "a", "backspace")
        assert states(desk)["qian"] is None
        assert app.area.query_one("#attendance-table").current.key == "qian"
        await press(pilot, "up", "backspace")
        assert set(states(desk).values()) == {None}
        await press(pilot, "backspace")
        assert "has no mark" in text(app)


async def test_digits_after_a_late_mark_are_its_minutes(planned):
    desk = study_desk(planned)
    async with taking(desk) as (app, pilot):
        await press(pilot, "l")
        assert desk.table(Attendance).get(f"{STUDY}:zhao").minutes == 5
        await press(pilot, "1", "2")
        assert "~ late 12 min" in row(app, "赵建国")
        await press(pilot, "p")
        assert desk.table(Attendance).get(f"{STUDY}:zhao").minutes == 12
        assert states(desk)["qian"] == "present"
        await press(pilot, "l", "9", "9", "9")
        assert "At most 600 minutes." in text(app)
        await until(pilot, lambda: desk.table(Attendance).get(f"{STUDY}:li").minutes == 99)


async def test_minutes_being_typed_are_kept_when_the_screen_closes_and_dropped_by_undo(planned):
    desk = study_desk(planned)
    async with taking(desk) as (_app, pilot):
        await press(pilot, "l", "2", "0", "escape")
        assert desk.table(Attendance).get(f"{STUDY}:zhao").minutes == 20
    async with taking(desk) as (_app, pilot):
        await press(pilot, "l", "3", "u")
        await pilot.pause(1.7)
        assert states(desk)["qian"] is None


async def test_minutes_being_typed_are_kept_when_the_program_ends(planned):
    desk = study_desk(planned)
    async with taking(desk) as (_app, pilot):
        await press(pilot, "l", "2", "5", "q")
    assert planned.open().table(Attendance).get(f"{STUDY}:zhao").minutes == 25


async def test_an_excuse_has_the_proposed_reason_or_asks_for_one(planned):
    desk = study_desk(planned)
    with_leave(desk, "zhao", TODAY, TODAY)
    async with taking(desk) as (app, pilot):
        await press(pilot, "e")
        assert desk.table(Attendance).get(f"{STUDY}:zhao").reason == "sick leave"
        await press(pilot, "e")
        assert "钱卫东, excused: why?" in text(app)
        await fill(app, pilot, typed="at the bureau")
        await press(pilot, "enter")
        assert desk.table(Attendance).get(f"{STUDY}:qian").reason == "at the bureau"
        await press(pilot, "e", "enter")
        assert desk.table(Attendance).get(f"{STUDY}:li").reason == "sick leave"
        assert "= excused" in row(app, "李强")


async def test_a_reason_is_told_of_someone_who_is_late(planned):
    desk = study_desk(planned)
    async with taking(desk) as (app, pilot):
        await press(pilot, "r")
        assert "Mark them late, excused or absent first." in text(app)
        await press(pilot, "l", "8", "up", "r")
        assert "赵建国, late 8 min: why?" in text(app)
        await fill(app, pilot, typed="the bus")
        await press(pilot, "enter")
    kept = desk.table(Attendance).get(f"{STUDY}:zhao")
    assert (kept.minutes, kept.reason) == (8, "the bus")


async def test_everyone_left_is_marked_with_one_key_as_one_change(planned):
    desk = study_desk(planned)
    with_leave(desk, "wu", TODAY, TODAY)
    async with taking(desk) as (app, pilot):
        await press(pilot, "a")
        before = desk.revision()
        await press(pilot, "P")
        assert states(desk) == {"zhao": "absent", "qian": "present", "li": "present", "wu": "excused"}
        assert desk.revision() == before + 1
        assert "2 more are present, 1 excused." in text(app)
        await press(pilot, "u")
        await until(pilot, lambda: "open 3" in text(app))


async def test_a_guest_is_added_by_name(planned):
    desk = study_desk(planned)
    async with taking(desk, DOORS) as (app, pilot):
        await press(pilot, "g")
        await type_text(pilot, "nobody")
        await press(pilot, "enter")
        assert "'nobody' is nobody here" in text(app)
        await fill(app, pilot, person="李强")
        await press(pilot, "enter")
        assert "is on the list already" in text(app)
        await fill(app, pilot, person="吴")
        await press(pilot, "enter")
        assert states(desk, DOORS)["wu"] == "present"
        assert "Guests" in text(app)


async def test_a_mark_of_someone_else_is_shown(planned):
    desk = study_desk(planned)
    async with taking(desk) as (app, pilot):
        mark(planned.open("other"), session(desk), "wu", Presence.ABSENT)
        app.area.show_now()
        await settle(pilot)
        assert "- absent" in row(app, "吴刚")


async def test_a_session_that_is_far_off_is_refused_in_the_message_line(planned):
    desk = study_desk(planned)
    async with taking(desk, "training-doors-2") as (app, pilot):
        await press(pilot, "p")
        assert "too early: attendance can be taken from 2026-11-26 13:30" in text(app)
    assert desk.table(Attendance).all() == ()


async def test_marks_can_be_clicked(planned):
    desk = study_desk(planned)
    async with taking(desk) as (app, pilot):
        table = app.area.query_one("#attendance-table")
        bar = app.area.query_one("#attendance-marks")
        await pilot.click(table, offset=(20, 3))
        await pilot.click(bar, offset=(bar.line_text.index("Absent") + 1, 0))
        await settle(pilot)
        assert states(desk) == {"zhao": None, "qian": None, "li": "absent", "wu": None}


async def test_a_list_is_looked_at_before_it_is_kept(planned):
    desk = study_desk(planned)
    path = planned.folder / "list.csv"
    path.write_text("姓名,考勤\n李强,√\n吴钢,√\n", encoding="utf-8")
    async with taking(desk) as (app, pilot):
        await press(pilot, "i")
        await fill(app, pilot, file=str(planned.folder / "none.csv"))
        await press(pilot, "enter")
        assert "There is no such file." in text(app)
        await fill(app, pilot, file=str(path))
        await press(pilot, "enter")
        assert "1 row cannot be used, so nothing can be kept." in text(app)
        assert "nobody is called '吴钢'; the nearest is 吴刚 (wu)" in text(app)
        await press(pilot, "y")
        assert set(states(desk).values()) == {None}
        path.write_text("姓名,考勤\n李强,√\n吴刚,迟到9分钟\n", encoding="utf-8")
        await press(pilot, "i")
        assert "2 people would be marked." in text(app)
        await press(pilot, "y")
        assert "present 1  late 1  excused 0  absent 0  open 2" in text(app)
    assert states(desk) == {"zhao": None, "qian": None, "li": "present", "wu": "late"}


async def test_the_sheet_and_the_list_are_written(planned):
    desk = study_desk(planned)
    async with taking(desk) as (app, pilot):
        for ending in (".md", ".csv"):
            path = planned.folder / f"out{ending}"
            await press(pilot, "o")
            await fill(app, pilot, format=ending, file=str(planned.folder / "out"))
            await press(pilot, "enter")
            await until(pilot, path.exists)
            assert "李强" in path.read_text(encoding="utf-8-sig")
            await until(pilot, lambda: "Printed: out" in text(app))


async def test_a_catch_up_is_planned_from_the_list(planned):
    desk = study_desk(planned)
    mark(desk, session(desk, DOORS), "li", Presence.ABSENT)
    with_duty(desk, "li", date(2026, 11, 26))
    async with taking(desk, DOORS) as (app, pilot):
        await press(pilot, "c")
        assert "has not missed this session" in text(app)
        await press(pilot, "end", "c")
        assert "李强 missed Fire doors, group 1" in text(app)
        assert "cannot: on duty" in text(app)
        await press(pilot, "enter")
        assert "makes up for it on 2026-11-27" in row(app, "李强")
    assert desk.table(Attendance).get(f"{DOORS}:li").catch_up_at == "training-doors-3"


async def test_enter_shows_the_record_of_the_person(planned):
    desk = study_desk(planned)
    async with taking(desk) as (app, pilot):
        await press(pilot, "p", "up", "enter")
        assert "赵建国 1 h; expected 1, attended 1" in text(app)
        await press(pilot, "escape")
        assert "present 1 " in text(app)


async def test_nobody_expected_says_how_to_begin(planned):
    desk = study_desk(planned)
    async with taking(desk, "training-doors-3") as (app, pilot):
        assert "Nobody is expected" in text(app)
        await press(pilot, "p")
        assert "g adds someone who came" in text(app)
