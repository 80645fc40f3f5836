"""The plan of a drill in the terminal, by keyboard and by mouse, at 80x24."""

from contextlib import asynccontextmanager
from datetime import date

import pytest

from dutydesk_drills.after.findings import add_finding
from dutydesk_drills.drills import find_drill
from dutydesk_drills.preparing.planning import write_plan
from dutydesk_drills.recording import record_drill
from dutydesk_drills.screens.plan import DrillPlanScreen
from tests.plugins.drills.prepared_school import added, plan, school, who_has
from tests.plugins.planned_desk import area, fill, press
from tests.terminal.pilot_help import lines, settle, text, until


@pytest.fixture
def desk(planned):
    return school(planned)


@asynccontextmanager
async def shown(desk, key):
    async with area(desk, "today") as (app, pilot):
        app.area.open_over(DrillPlanScreen(desk, key), "Plan")
        await settle(pilot)
        await until(pilot, lambda: isinstance(app.area, DrillPlanScreen) and app.area.page is not None)
        await settle(pilot)
        yield app, pilot


async def go_to(app, pilot, key):
    app.area.list.move_to(key)
    await settle(pilot)


async def click(app, pilot, words, times=1):
    shown_lines = lines(app)
    y = next(index for index, line in enumerate(shown_lines) if words in line)
    await pilot.click(offset=(shown_lines[y].index(words) + 1, y), times=times)
    await settle(pilot)


def cells(app):
    return [" | ".join(each.cells) for each in app.area.list.rows]


async def test_a_drill_of_which_nothing_is_said_shows_what_its_kind_wants(desk):
    async with shown(desk, added(desk)) as (app, _pilot):
        assert "Evacuation drill  Wed 2026-12-02 10:00-10:30, planned" in lines(app)[1]
        for part in (
            "What is played",
            "Parents were not told yet | n: told today",
            "Buildings - as none is named",
            "Teaching block | 620 people",
            "Dormitory | people not counted yet",
            "Parts, 0 of 8 given",
            "Floor warden, Teaching block, floor 2 | open",
            "Checklist, 0 of 13 looked at",
            "[ ] Emergency lights and exit signs work | before",
        ):
            assert part in cells(app)
        assert all(len(each) <= 80 for each in lines(app))


async def test_texts_and_buildings_are_changed_and_each_is_one_undo(desk):
    key = added(desk)
    async with shown(desk, key) as (app, pilot):
        await press(pilot, "e")
        await fill(app, pilot, scenario="Smoke in the kitchen", way="yes", assembly="Gym")
        await press(pilot, "enter")
        found = plan(desk, key)
        assert (found.scenario, found.uses_second_way) == ("Smoke in the kitchen", True)
        await go_to(app, pilot, "building:teaching")
        assert "out by Outer stairs; Gym" in text(app)
        await press(pilot, "enter")
        await fill(app, pilot, heads="many")
        await press(pilot, "enter")
        assert "Type a number such as 618" in text(app)
        await fill(app, pilot, heads="600")
        await press(pilot, "enter")
        assert [(each.code, each.heads) for each in plan(desk, key).buildings] == [
            ("teaching", 600),
            ("dorm", None),
        ]
        await go_to(app, pilot, "building:dorm")
        await press(pilot, "x", "y")
        assert [each.code for each in plan(desk, key).buildings] == ["teaching"]
        await press(pilot, "b")
        await fill(app, pilot, building="dorm", heads="350")
        await press(pilot, "enter")
        assert plan(desk, key).expected_heads == 950
        await press(pilot, "u", "u", "u")
        assert not plan(desk, key).names_buildings
        await press(pilot, "u")
        assert not plan(desk, key).uses_second_way


async def test_a_part_is_given_by_hand_and_the_rest_is_filled_after_asking(desk):
    key = added(desk, buildings=["dorm"])
    async with shown(desk, key) as (app, pilot):
        await go_to(app, pilot, "part:gate")
        await press(pilot, "enter", "enter")
        assert "Say who, or close this" in text(app)
        await fill(app, pilot, person="nobody")
        await press(pilot, "enter")
        assert "'nobody' is nobody here" in text(app)
        await fill(app, pilot, person="吴刚")
        await press(pilot, "enter")
        assert who_has(desk, key) == {"gate": "吴刚"}
        await press(pilot, "f")
        await until(pilot, lambda: "give them so?" in text(app))
        assert "3 filled, 1 by hand, 1 open" in lines(app)[1]
        assert "nobody who is there is qualified" in " ".join(text(app).split())
        assert who_has(desk, key) == {"gate": "吴刚"}
        await press(pilot, "escape", "f")
        await until(pilot, lambda: "give them so?" in text(app))
        await press(pilot, "y")
        assert isinstance(app.area, DrillPlanScreen)
        assert len(who_has(desk, key)) == 4
        await go_to(app, pilot, "part:commander")
        assert "赵建国 (leader; takes part and is free) - Gives the alarm" in text(app)
        await press(pilot, "x", "y")
        assert "commander" not in who_has(desk, key)
        await press(pilot, "u", "u")
        assert who_has(desk, key) == {"gate": "吴刚"}


async def test_those_with_a_part_in_a_secret_drill_are_told_only_by_t(desk):
    key = added(desk, is_secret=True, buildings=["dorm"])
    async with shown(desk, key) as (app, pilot):
        assert "planned, ! not announced" in lines(app)[1]
        await go_to(app, pilot, "part:gate")
        await press(pilot, "enter")
        await fill(app, pilot, person="wu")
        await press(pilot, "enter")
        assert desk.participants([find_drill(desk, key).held])[key] == ("zhao",)
        assert "吴刚 (not told)" in text(app)
        await press(pilot, "enter")
        await fill(app, pilot, person="li", tell="yes")
        await press(pilot, "enter")
        assert desk.participants([find_drill(desk, key).held])[key] == ("zhao", "li")
        await press(pilot, "s", "y")
        assert len(desk.participants([find_drill(desk, key).held])[key]) == 4


async def test_lines_of_the_checklist_are_marked(desk):
    key = added(desk)
    async with shown(desk, key) as (app, pilot):
        await press(pilot, "space")
        assert "Go to a line of the checklist first." in text(app)
        await go_to(app, pilot, "check:2")
        await press(pilot, "space")
        assert plan(desk, key).checklist[1].mark.is_right
        await press(pilot, "enter")
        await fill(app, pilot, right="no", note="one lamp is dark")
        await press(pilot, "enter")
        assert "[!] Emergency lights and exit signs work | wrong" in cells(app)
        assert "one lamp is dark" in text(app)
        await press(pilot, "space")
        assert plan(desk, key).checklist[1].mark is None
        await press(pilot, "n")
        assert plan(desk, key).drill.plan.notice_on == desk.today()
        await press(pilot, "n", "y")
        assert plan(desk, key).drill.plan.notice_on is None


async def test_what_was_not_mended_stands_there_and_the_last_plan_is_taken_over(desk):
    last = added(desk, day=date(2026, 11, 3), buildings=["teaching"])
    write_plan(desk, find_drill(desk, last), routes="East")
    record_drill(desk, find_drill(desk, last).held, day=date(2026, 11, 3), minutes=20)
    add_finding(desk, find_drill(desk, last), "Door sticks", owner="li", due=date(2026, 12, 1))
    key = added(desk)
    async with shown(desk, key) as (app, pilot):
        assert "! Door sticks, 2026-11-03 | 李强 due 12-01" in cells(app)
        await press(pilot, "c")
        assert "Plan it as Evacuation drill, 2026-11-03?" in text(app)
        await press(pilot, "y")
        found = plan(desk, key)
        assert (found.drill.plan.routes, [each.code for each in found.buildings]) == ("East", ["teaching"])


async def test_the_plan_is_printed(desk, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    async with shown(desk, added(desk)) as (app, pilot):
        await press(pilot, "w")
        await fill(app, pilot, format=".md")
        await press(pilot, "enter")
        await until(pilot, lambda: "Printed: drill-evacuation-2026-12-02.md" in text(app))
    printed = (tmp_path / "drill-evacuation-2026-12-02.md").read_text(encoding="utf-8")
    assert "Evacuation drill: plan" in printed


async def test_it_can_be_done_by_mouse_and_is_opened_from_the_area(desk):
    key = added(desk)
    async with area(desk, "drills") as (app, pilot):
        await press(pilot, "o")
        await until(pilot, lambda: isinstance(app.area, DrillPlanScreen) and app.area.page is not None)
        await settle(pilot)
        for words, title in (("e Texts", "The plan of"), ("b Building", "A building that takes part")):
            await click(app, pilot, words)
            assert title in text(app)
            await click(app, pilot, "Esc closes")
        await click(app, pilot, "Dormitory")
        await click(app, pilot, "x Remove")
        await click(app, pilot, "Yes")
        assert [each.code for each in plan(desk, key).buildings] == ["teaching"]
        await click(app, pilot, "Commander", times=2)
        assert "Or somebody else" in text(app)
        await click(app, pilot, "Esc closes")
        await press(pilot, "escape")
        assert not isinstance(app.area, DrillPlanScreen)
