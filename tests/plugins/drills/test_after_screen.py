"""The screen of what comes after a drill, at 80x24."""

from datetime import date

from dutydesk.api.attachments import attached
from dutydesk.domain import Task
from dutydesk_drills.drill_moment import DrillMoment
from dutydesk_drills.drills import find_drill
from dutydesk_drills.signing import review_of
from tests.plugins.drills.after_desk import held, noted, opened
from tests.plugins.planned_desk import area, fill, press
from tests.terminal.pilot_help import lines, text


async def test_a_drill_is_reviewed_mended_reported_and_signed(planned, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "door.txt").write_text("photo", encoding="utf-8")
    desk, drill = held(planned, teaching=110, dormitory=190)
    noted(desk, drill, (200, "missing", {"text": "Lin Bo", "building": "dormitory"}))
    async with area(desk, "drills") as (app, pilot):
        await press(pilot, "r")
        assert "1 of 2 buildings within the target" in text(app)
        assert "+0:10 over" in next(each for each in lines(app) if "Dormitory" in each)
        assert "Missing: Lin Bo" in text(app)
        await press(pilot, "e")
        await fill(app, pilot, went_well="Both stairs were used", took_part="1000")
        await press(pilot, "enter")
        assert "Went well: Both stairs were used" in text(app)
        assert review_of(desk, drill.key).took_part == 1000

        await press(pilot, "a")
        await fill(app, pilot, text="The bell is faint", owner="li", due="2026-12-01", building="dormitory")
        await press(pilot, "enter")
        (task,) = desk.table(Task).all()
        app.area.list.move_to(f"finding-{task.id}")
        await press(pilot, "enter")
        await fill(app, pilot, owner="wu")
        await press(pilot, "enter")
        assert desk.table(Task).get(task.id).owner == "wu"
        await press(pilot, "d")
        await fill(app, pilot, outcome="a second bell", source="door.txt")
        await press(pilot, "enter")
        assert "mended on 2026-11-24: a" in text(app)
        assert [each.title for each in attached(desk, f"task:{task.id}")] == ["door.txt"]
        await press(pilot, "d", "y")
        assert desk.table(Task).get(task.id).is_open

        await press(pilot, "w")
        await fill(app, pilot, file="report", format=".md")
        await press(pilot, "enter")
        assert "The bell is faint" in (tmp_path / "report.md").read_text("utf-8")

        await press(pilot, "s")
        await fill(app, pilot, by="zhao")
        await press(pilot, "enter")
        assert "Signed off by 赵建国 on 2026-11-24" in text(app)
        await press(pilot, "e")
        assert "s takes the signature back first" in text(app)
        assert app.area.form is None
        await press(pilot, "s")
        await fill(app, pilot, why="a wrong time")
        await press(pilot, "enter")
        assert "Not signed off yet" in text(app)


async def test_a_moment_is_put_right_with_a_reason(planned):
    desk, drill = held(planned, teaching=110)
    moment = next(each for each in desk.table(DrillMoment).all() if each.building)
    async with area(desk, "drills") as (app, pilot):
        await press(pilot, "r")
        app.area.list.move_to(f"moment-{moment.id}")
        await press(pilot, "enter")
        await fill(app, pilot, at="10:02:05", why="misread")
        await press(pilot, "enter")
        assert "2:05 / 2:00" in text(app)
        await press(pilot, "end")
        assert "misread" in text(app)
        assert find_drill(desk, "fire").key == drill.key


async def test_where_nothing_was_noted_it_says_so(planned):
    desk, _drill = held(planned)
    async with area(desk, "drills") as (app, pilot):
        await press(pilot, "r")
        assert "Nothing was noted in this drill: e reviews it" in text(app)
        assert "Weather: -" in text(app)


async def test_before_a_drill_was_held_there_is_nothing_to_do(planned):
    desk = opened(planned, day=date(2026, 11, 10))
    async with area(desk, "drills") as (app, pilot):
        await press(pilot, "r")
        assert "is not marked as held yet" in text(app)
        await press(pilot, "a")
        assert app.area.form is None
