"""The Tasks area: what is to be done, adding, finishing, removing, and a screen that lies over an area."""

from datetime import date

import pytest

from dutydesk.api.tasks import finished, new_task
from dutydesk.domain import Task
from dutydesk.tui.widgets import Form, FormField, OverScreen
from tests.plugins import planned_desk
from tests.plugins.planned_desk import area, fill, press, with_people
from tests.terminal.pilot_help import settle, text


@pytest.fixture
def planned(tmp_path):
    yield from planned_desk.make(tmp_path / "desk")


def kept(desk, title, **more):
    with desk.change(f"Task: {title}") as change:
        return change.add(new_task(title, **more))


def tasks(desk):
    return {each.title: each for each in desk.table(Task).all()}


async def test_an_empty_list_says_how_to_begin_and_a_task_is_added_by_form(planned):
    desk = with_people(planned.open())
    async with area(desk, "tasks") as (app, pilot):
        assert "Press a to add a task" in text(app)
        await press(pilot, "a")
        await fill(app, pilot, title="修大门灯", owner="李强", due="11-28")
        await press(pilot, "enter")
        assert tasks(desk)["修大门灯"].owner == "li"
        assert tasks(desk)["修大门灯"].due == date(2026, 11, 28)
        assert "Sat 11-28" in text(app)
        assert "In the next seven days" in text(app)


async def test_nobody_is_guessed_in_a_form(planned):
    desk = with_people(planned.open())
    async with area(desk, "tasks") as (app, pilot):
        await press(pilot, "a")
        await fill(app, pilot, title="X", owner="zzz")
        await press(pilot, "enter")
        assert "nobody here" in text(app)
        assert tasks(desk) == {}


async def test_a_task_is_done_with_an_outcome_and_shown_with_those_done(planned):
    desk = with_people(planned.open())
    kept(desk, "Mend the lamp", due=date(2026, 11, 20))
    kept(desk, "Write the notice")
    async with area(desk, "tasks") as (app, pilot):
        assert "2 open, 1 overdue" in text(app)
        await press(pilot, "d")
        await fill(app, pilot, outcome="new bulb")
        await press(pilot, "enter")
        assert tasks(desk)["Mend the lamp"].outcome == "new bulb"
        assert "Mend the lamp" not in app.area.list.rows[-1].cells
        await press(pilot, "g")
        assert "Done" in text(app)
        app.area.list.move_to(tasks(desk)["Mend the lamp"].id)
        await press(pilot, "d")
        assert tasks(desk)["Mend the lamp"].is_open


async def test_a_task_is_removed_after_asking_and_comes_back_by_undo(planned):
    desk = with_people(planned.open())
    kept(desk, "Mend the lamp")
    async with area(desk, "tasks") as (_app, pilot):
        await press(pilot, "x", "n")
        assert "Mend the lamp" in tasks(desk)
        await press(pilot, "x", "y")
        assert tasks(desk) == {}
        await press(pilot, "u")
        assert "Mend the lamp" in tasks(desk)


async def test_today_leads_to_a_task_even_to_one_that_is_done(planned):
    desk = with_people(planned.open())
    task = kept(desk, "Mend the lamp", due=date(2026, 11, 20))
    kept(desk, "Another")
    async with area(desk, "tasks") as (app, pilot):
        app.area.action_go_to(task.id)
        await settle(pilot)
        assert app.area.chosen == task
        with desk.change("done") as change:
            done = change.replace(finished(task, date(2026, 11, 24)))
        app.area.action_go_to(task.id)
        await settle(pilot)
        await settle(pilot)
        assert app.area.chosen == done


class _Over(OverScreen):
    def reload(self):
        self.reloaded = True


async def test_a_screen_over_an_area_goes_away_by_escape_and_asks_for_what_is_typed(planned):
    desk = with_people(planned.open())
    async with area(desk, "tasks") as (app, pilot):
        below = app.area
        over = _Over(desk)
        below.open_over(over, "One thing")
        await settle(pilot)
        assert app.area is over
        assert over.reloaded
        over.show_form(Form("Words", [FormField("word", "Word")], lambda _values: True))
        await settle(pilot)
        await fill(app, pilot, word="typed")
        over.set_focus(None)
        over.action_close()
        await settle(pilot)
        assert "Drop what you typed (Words)?" in text(app)
        await press(pilot, "n")
        assert app.area is over
        over.form.close()
        await settle(pilot)
        await press(pilot, "escape")
        assert app.area is below
