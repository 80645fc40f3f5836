"""What a plugin's own widgets raise is a message; the program, and the rest of the screen, work on."""

import pytest

from dutydesk.api import Screen
from dutydesk.tui.widgets import SelectTable
from tests.terminal import faulty_widgets as faulty
from tests.terminal.pilot_help import area, opened, settle, text, until

SCREENS = (Screen("faulty", "Faulty", "tests.terminal.faulty_widgets:FaultyWidgets", 20),)


async def test_a_widget_goes_on_with_the_next_key(desk, monkeypatch):
    monkeypatch.setattr(faulty.FaultyWidgets, "wanted", faulty.RaisesOnKey)
    async with opened(desk, screens=SCREENS) as (app, pilot):
        await pilot.press("2")
        await settle(pilot)
        app.screen.query_one(faulty.RaisesOnKey).focus()
        await pilot.press("x")
        await settle(pilot)
        assert area(app).message_bar.kind == "error"
        assert "ZeroDivisionError: on a key [/]" in text(app)
        await pilot.press("y")
        await settle(pilot)
        assert "answered y" in text(app)


@pytest.mark.parametrize(
    ("widget", "said"),
    [
        (faulty.RaisesInRender, "in render"),
        (faulty.RaisesInLine, "in line"),
        (faulty.RaisesInHeight, "in height"),
        (faulty.RaisesInCompose, "in compose"),
        (faulty.RaisesInMount, "in mount"),
        (faulty.RaisesInTimer, "in a timer"),
        (faulty.RaisesLater, "in a"),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
async def test_the_rest_of_the_screen_and_the_program_work_on(desk, monkeypatch, widget, said):
    monkeypatch.setattr(faulty.FaultyWidgets, "wanted", widget)
    async with opened(desk, screens=SCREENS) as (app, pilot):
        await pilot.press("2")
        await until(pilot, lambda: said in area(app).message_bar.message)
        await settle(pilot)
        assert area(app).message_bar.kind == "error"
        assert "sound line 2" in text(app)
        app.screen.query_one(SelectTable).focus()
        await pilot.press("down")
        assert app.screen.query_one(SelectTable).current.key == "1"
        await pilot.press("1")
        await settle(pilot)
        assert "On duty now" in text(app)
    assert app.return_code in {0, None}


async def test_what_cannot_be_drawn_says_so_in_its_place(desk, monkeypatch):
    monkeypatch.setattr(faulty.FaultyWidgets, "wanted", faulty.RaisesInLine)
    async with opened(desk, screens=SCREENS) as (app, pilot):
        await pilot.press("2")
        await settle(pilot)
        assert "! Fault: Something went wrong: LookupError: in line" in text(app)


async def storm(desk):
    async with opened(desk, screens=()) as (app, pilot):
        for _each in range(200):
            app._handle_exception(LookupError("again and again"))
        await pilot.pause()


async def test_a_storm_of_faults_ends_the_program_instead_of_hanging_it(desk):
    with pytest.raises(LookupError, match="again and again"):
        await storm(desk)
