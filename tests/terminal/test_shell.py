"""The shell: areas, help, palette, undo, faulty plugins, keeping up with the desk."""

import time

from textual import events

from dutydesk.api import DataProblem, UndoRefused
from dutydesk.domain import Person
from dutydesk.tui.app import DutyDeskApp
from dutydesk.tui.areas import FaultyArea
from dutydesk.tui.help import HelpScreen
from dutydesk.tui.opening import OpeningScreen
from dutydesk.tui.profile import ANSI, DARK, Profile
from dutydesk.tui.widgets import DutyGrid
from tests.terminal.pilot_help import area, lines, opened, settle, text, until


async def test_areas_are_sorted_and_opened_by_digit(desk):
    async with opened(desk) as (app, pilot):
        assert [a.name for a in app.areas][:5] == ["today", "roster", "calendar", "people", "tasks"]
        assert "1 Today" in lines(app)[0]
        await pilot.press("4")
        await settle(pilot)
        assert app.current_mode == "people"
        assert "李伟" in text(app)
        await pilot.press("1")
        await settle(pilot)
        assert app.current_mode == "today"


async def test_a_tab_is_opened_by_a_click(desk):
    async with opened(desk) as (app, pilot):
        await pilot.click("#tab-bar", offset=(lines(app)[0].index("3 Cal"), 0))
        await settle(pilot)
        assert app.current_mode == "calendar"
        assert "Fire drill" in text(app)


async def test_the_shell_is_painted_before_the_desk_is_opened(desk):
    def slowly():
        time.sleep(0.3)
        return desk, (), ()

    app = DutyDeskApp(slowly, {})
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Opening the desk" in text(app)
        assert "Today" in lines(app)[0]
        await settle(pilot)
        assert "On duty now" in text(app)


async def test_a_desk_that_cannot_be_opened_says_why_and_leaves_with_2():
    def fail():
        raise DataProblem("desk.toml: line 3: unknown time zone [/]")

    app = DutyDeskApp(fail, {})
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, OpeningScreen)
        assert "line 3: unknown time zone [/]" in text(app)
        assert "Press any key" in text(app)
        await pilot.press("x")
        await pilot.pause()
    assert app.return_code == 2


async def test_help_lists_the_bindings_of_the_place(desk):
    async with opened(desk) as (app, pilot):
        await pilot.press("4")
        await settle(pilot)
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        shown = " ".join(" ".join(row.cells) for row in app.screen.keys.rows)
        for sentence in (
            "Add a person",
            "Enter an absence",
            "Take back your last change",
            "Go to the line below",
        ):
            assert sentence in shown
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is area(app)


async def test_the_palette_offers_actions_areas_and_commands_of_plugins(desk):
    async with opened(desk) as (app, pilot):
        await pilot.press("ctrl+p")
        await pilot.pause()
        await pilot.press(*"generate")
        await until(pilot, lambda: "Generate the roster [/]" in text(app) and "Undo" not in lines(app)[8])
        await pilot.press("enter")
        await until(pilot, lambda: app.current_mode == "roster")
        await settle(pilot)
        assert app.current_mode == "roster"
        assert area(app).message_bar.message == "Generated."


async def test_undo_and_redo_say_what_they_did(desk):
    async with opened(desk) as (app, pilot):
        with desk.change("Added Zhou") as change:
            change.add(Person(id="zhou", name="周"))
        await pilot.press("u")
        await settle(pilot)
        assert area(app).message_bar.message == "Undone: Added Zhou"
        assert desk.table(Person).get("zhou") is None
        await pilot.press("ctrl+r")
        await settle(pilot)
        assert area(app).message_bar.message == "Done again: Added Zhou"
        assert desk.table(Person).get("zhou") is not None


async def test_an_undo_that_is_refused_is_a_line(desk, monkeypatch):
    def refuse():
        raise UndoRefused("Wang changed this person since [/]")

    async with opened(desk) as (app, pilot):
        monkeypatch.setattr(desk, "undo", refuse)
        await pilot.press("u")
        await settle(pilot)
        assert area(app).message_bar.kind == "error"
        assert "! Error: Wang changed this person since [/]" in text(app)


async def test_an_area_that_cannot_be_made_is_contained(desk):
    async with opened(desk) as (app, pilot):
        for key, said in (("6", "no rule packs [/]"), ("7", "no_such_module")):
            await pilot.press(key)
            await settle(pilot)
            assert isinstance(app.screen, FaultyArea)
            assert said in text(app)
        await pilot.press("1")
        await settle(pilot)
        assert "On duty now" in text(app)


async def test_what_an_area_raises_later_is_contained(desk):
    async with opened(desk) as (app, pilot):
        for key, said in (("8", "no body"), ("9", "no such month")):
            await pilot.press(key)
            await settle(pilot)
            assert said in text(app)
        await pilot.press("2")
        await settle(pilot)
        await pilot.press("b")
        await settle(pilot)
        assert "the engine stopped" in area(app).message_bar.message
        await pilot.press("right")
        assert app.screen.query_one(DutyGrid).cursor == ("p0", "2026-12-02")


async def test_a_change_made_elsewhere_is_shown(desk):
    async with opened(desk) as (app, pilot):
        await pilot.press("4")
        await settle(pilot)
        with desk.change("Added Zhou") as change:
            change.add(Person(id="zhou", name="周明", rank="leader"))
        app._look()
        await pilot.pause(0.1)
        await settle(pilot)
        assert "周明" in text(app)


async def test_a_database_that_is_away_is_a_message(desk, monkeypatch):
    def away():
        raise OSError("the database is away")

    async with opened(desk) as (app, pilot):
        monkeypatch.setattr(desk, "version", away)
        app._look()
        await pilot.pause(0.1)
        await settle(pilot)
        assert "the database is away" in area(app).message_bar.message
        assert "On duty now" in text(app)


async def test_the_clock_follows_the_desk(desk):
    async with opened(desk) as (app, pilot):
        assert "09:30" in lines(app)[0]
        desk.moment = desk.moment.replace(minute=31)
        app._minute()
        await settle(pilot)
        assert "09:31" in lines(app)[0]
        assert "10 h 29 min left" in text(app)


async def test_every_line_fits_the_screen(desk):
    async with opened(desk) as (app, pilot):
        for key in "12345":
            await pilot.press(key)
            await settle(pilot)
            assert all(strip.cell_length == 80 for strip in app.screen._compositor.render_strips())


def test_the_profile_spares_a_thin_line():
    assert Profile.of({}) == Profile(remote=False, theme=DARK)
    assert Profile.of({"SSH_CONNECTION": "1 2 3 4"}) == Profile(remote=True, theme=ANSI, thin=True)
    assert Profile.of({"SSH_CONNECTION": "1 2 3 4", "COLORTERM": "truecolor"}).theme == DARK


async def test_a_thin_line_gets_no_motion_and_no_hover(desk):
    async with opened(desk, SSH_CONNECTION="1 2 3 4") as (app, pilot):
        assert app.animation_level == "none"
        assert app.theme == ANSI
        await app.on_event(events.MouseMove(None, 5, 0, 1, 0, 0, shift=False, meta=False, ctrl=False))
        await pilot.pause()
        assert app.mouse_over is None
