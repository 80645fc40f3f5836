"""What was typed into a form: checked without nagging, and never lost unasked, wherever one goes."""

import pytest

from dutydesk.domain import Person
from tests.terminal.pilot_help import area, opened, settle, text, type_text


async def open_absence(pilot):
    await pilot.press("4", "a")
    await settle(pilot)
    return area(pilot.app).form


async def test_a_day_that_is_being_typed_is_not_called_wrong_until_one_goes_on(desk):
    async with opened(desk) as (_app, pilot):
        form = await open_absence(pilot)
        last = form.lines["last"]
        last.control.focus()
        await type_text(pilot, "2026-1")
        await settle(pilot)
        assert last.wrong == ""
        await pilot.press("tab")
        await settle(pilot)
        assert last.wrong.startswith("Type a day such as")
        last.control.focus()
        await type_text(pilot, "1-30")
        await settle(pilot)
        assert last.wrong == ""


async def test_what_can_be_no_day_is_called_wrong_at_once(desk):
    async with opened(desk) as (_app, pilot):
        form = await open_absence(pilot)
        form.lines["last"].control.focus()
        await type_text(pilot, "soon")
        await settle(pilot)
        assert form.lines["last"].wrong.startswith("Type a day such as")


async def test_a_field_that_is_needed_is_not_called_wrong_before_anything_was_typed(desk):
    async with opened(desk) as (_app, pilot):
        await pilot.press("4", "n")
        await settle(pilot)
        form = area(pilot.app).form
        await pilot.press("tab", "tab", "tab")
        await settle(pilot)
        assert [line.wrong for line in form.lines.values() if line.wrong] == []
        form.lines["name"].control.focus()
        await pilot.press("x", "backspace", "tab")
        await settle(pilot)
        assert form.lines["name"].wrong == "This is needed."


async def test_quitting_asks_first_and_names_what_would_be_lost(desk):
    async with opened(desk) as (app, pilot):
        form = await open_absence(pilot)
        form.lines["note"].control.focus()
        await type_text(pilot, "flu")
        await pilot.press("ctrl+q")
        await settle(pilot)
        assert "Drop what you typed and did not save (Absence of 李伟)?" in text(app)
        await pilot.press("n")
        await settle(pilot)
        assert form.values["note"] == "flu"
        assert form.lines["note"].control.has_focus
        await pilot.press("ctrl+q", "y")
        await pilot.pause()
        assert app._exit


async def test_quitting_from_another_area_or_the_help_asks_too(desk):
    async with opened(desk) as (app, pilot):
        await open_absence(pilot)
        area(app).form.lines["note"].control.value = "flu"
        await app.action_open_area("calendar")
        await settle(pilot)
        assert area(app).message_bar.message == "Not saved yet, and still open in People: Absence of 李伟"
        await pilot.press("question_mark")
        await settle(pilot)
        await pilot.press("ctrl+q")
        await settle(pilot)
        assert app.screen is area(app)
        assert "did not save (Absence of 李伟)?" in text(app)
        await pilot.press("n", "4")
        await settle(pilot)
        assert area(app).form.values["note"] == "flu"


async def test_an_untouched_form_asks_nothing(desk):
    async with opened(desk) as (app, pilot):
        await open_absence(pilot)
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert app._exit


async def test_a_change_by_others_leaves_an_open_form_as_it_is(desk):
    async with opened(desk) as (app, pilot):
        form = await open_absence(pilot)
        form.lines["note"].control.value = "flu"
        with desk.change("Added Zhou") as change:
            change.add(Person(id="zhou", name="周明", rank="leader"))
        app._look()
        await settle(pilot)
        assert "周明" in text(app)
        assert area(app).form is form
        assert form.values["note"] == "flu"


async def test_a_save_that_raises_leaves_the_form_open_and_says_so(desk, monkeypatch):
    async with opened(desk) as (app, pilot):
        form = await open_absence(pilot)
        form.lines["note"].control.value = "flu"
        monkeypatch.setattr(form, "_save", lambda _values: 1 / 0)
        await pilot.press("enter")
        await settle(pilot)
        assert "ZeroDivisionError" in area(app).message_bar.message
        assert area(app).form is form
        assert form.values["note"] == "flu"


@pytest.mark.parametrize(("key", "days"), [("l", 1), ("h", -1), ("j", 7), ("k", -7)])
async def test_vi_keys_move_in_the_month(desk, key, days):
    async with opened(desk) as (app, pilot):
        await pilot.press("3", "m")
        await settle(pilot)
        before = area(app).month.day
        await pilot.press(key)
        await settle(pilot)
        assert (area(app).month.day - before).days == days


async def test_vi_keys_move_in_lists_and_in_the_help(desk):
    async with opened(desk) as (app, pilot):
        await pilot.press("4", "j", "j", "k")
        await settle(pilot)
        people = area(app).people
        assert people.current is people.rows[1]
        await pilot.press("question_mark", "j")
        await settle(pilot)
        assert app.screen.keys.current.cells[0] == "Down j"


async def test_help_is_narrowed_by_typing_and_does_what_a_line_says(desk):
    async with opened(desk) as (app, pilot):
        await pilot.press("4", "question_mark")
        await settle(pilot)
        assert "The squadron, its absences and its history" in text(app)
        await pilot.press("slash")
        await type_text(pilot, "add a person")
        await settle(pilot)
        assert [row.cells[-1] for row in app.screen.keys.rows if not row.heading] == ["Add a person"]
        await pilot.press("enter", "enter")
        await settle(pilot)
        assert area(app).form.form_title == "New person"


async def test_help_scrolls_by_the_wheel(desk):
    async with opened(desk) as (app, pilot):
        await pilot.press("4", "question_mark")
        await settle(pilot)
        keys = app.screen.keys
        keys.scroll_down(animate=False, immediate=True)
        await settle(pilot)
        assert keys.scroll_y > 0
