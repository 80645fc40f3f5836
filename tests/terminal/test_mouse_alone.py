"""What can be done with the mouse alone: saving and leaving a form, answering, going back, taking back."""

from rich.cells import cell_len
from textual.app import App, ComposeResult

from dutydesk.tui.widgets import ConfirmBar
from dutydesk.tui.widgets.form import FormTitle
from dutydesk.tui.widgets.key_bar import KeyBar
from tests.terminal.pilot_help import area, lines, opened, settle, text

LONG = (
    "Zhao Jianguo breaks a rule there and three slots of the week 本周三个空岗 would stay open all the same"
)


def place(app, wanted):
    """Return the cell at which `wanted` stands on the screen."""
    for y, line in enumerate(lines(app)):
        if wanted in line:
            return cell_len(line[: line.index(wanted)]) + 1, y
    raise AssertionError(f"{wanted!r} is nowhere:\n{text(app)}")


async def click(pilot, wanted):
    await pilot.click(offset=place(pilot.app, wanted))
    await settle(pilot)


async def open_new_person(pilot):
    await click(pilot, "4 ")
    await click(pilot, "n New")
    return area(pilot.app).form


async def test_a_form_is_saved_by_a_click_while_the_cursor_is_in_a_line_to_type_in(desk):
    async with opened(desk) as (app, pilot):
        form = await open_new_person(pilot)
        form.lines["id"].control.value = "new-one"
        form.lines["name"].control.value = "Nina"
        await click(pilot, "Enter saves")
        assert area(app).form is None
        assert "new-one" in {person.id for person in desk.people()}


async def test_a_form_is_left_by_clicks_and_asks_first(desk):
    async with opened(desk) as (app, pilot):
        form = await open_new_person(pilot)
        form.lines["name"].control.value = "Nina"
        await click(pilot, "Esc closes")
        await click(pilot, "n No")
        assert form.values["name"] == "Nina"
        await click(pilot, "Esc closes")
        await click(pilot, "y Yes")
        assert area(app).form is None


async def test_a_long_title_leaves_room_to_save_and_close(desk):
    async with opened(desk) as (app, pilot):
        form = await open_new_person(pilot)
        line = form.query_one(FormTitle)
        line.show_title(LONG, form)
        await settle(pilot)
        assert line.line_text.rstrip().endswith("> Enter saves  Esc closes")
        await click(pilot, "Esc closes")
        assert area(app).form is None


async def test_a_question_too_long_for_the_line_can_still_be_answered():
    class Asking(App[None]):
        def compose(self) -> ComposeResult:
            yield ConfirmBar()

    answers = []
    app = Asking()
    async with app.run_test(size=(60, 3)) as pilot:
        bar = app.query_one(ConfirmBar)
        bar.ask(LONG, lambda: answers.append("yes"), lambda: answers.append("no"))
        await pilot.pause()
        assert bar.line_text.rstrip().endswith("> y Yes  n No")
        await pilot.click(offset=place(app, "n No"))
        assert answers == ["no"]


async def test_undo_is_in_the_key_bar_however_many_hints_come_before_it(desk):
    async with opened(desk, size=(40, 24)) as (app, pilot):
        await click(pilot, "4 ")
        assert " u Undo " in app.screen.query_one(KeyBar).line_text


async def test_the_way_out_of_what_is_open_is_in_the_key_bar_in_a_narrow_window(desk):
    async with opened(desk, size=(24, 24)) as (app, pilot):
        await pilot.press("4", "n")
        await settle(pilot)
        assert " Esc Cancel " in app.screen.query_one(KeyBar).line_text
        await pilot.press("shift+tab")
        await settle(pilot)
        assert " Esc Cancel " in app.screen.query_one(KeyBar).line_text
