"""The Settings area: what the user prefers is remembered; the desk's files are edited, checked and used."""

import tomllib

import pytest

from dutydesk.config.calendar_settings import CalendarSettings
from dutydesk.config.personal import PersonalFolders, Preferences
from dutydesk.tui.profile import ANSI, CONTRAST, DARK, LIGHT
from dutydesk.tui.widgets.text_pane import TextPane
from tests.plugins import planned_desk
from tests.terminal.pilot_help import area, settle, text, type_text
from tests.terminal.real_desk import personal_folders, running


@pytest.fixture
def planned(tmp_path):
    yield from planned_desk.make(tmp_path / "desk")


@pytest.fixture
def personal(tmp_path):
    return personal_folders(tmp_path / "me")


async def open_settings(app, pilot):
    await app.action_open_area("settings")
    await settle(pilot)
    return area(app)


async def open_file(app, pilot, name):
    screen = await open_settings(app, pilot)
    screen.list.move_to(name)
    await pilot.press("enter")
    await settle(pilot)
    return screen, app.screen.query_one(TextPane)


def state(screen, name):
    return next(row for row in screen.list.rows if row.key == name).cells


async def test_every_file_of_the_desk_is_listed_with_its_state(planned, personal):
    async with running(planned.open(), personal, (120, 40)) as (app, pilot):
        planned.write(posts="[[post]]\ncode = 3\n")
        screen = await open_settings(app, pilot)
        assert state(screen, "desk.toml")[1] == "read well"
        assert state(screen, "config/keys.toml")[1] == "none yet"
        assert state(screen, "config/posts.toml")[1] == "! wrong"
        assert "config/posts.toml, line 2" in text(app)


async def test_a_saved_file_holds_at_once_and_keeps_its_comments(planned, personal):
    desk = planned.open()
    async with running(desk, personal) as (app, pilot):
        _screen, pane = await open_file(app, pilot, "config/calendar.toml")
        before = pane.area.text
        pane.area.text = "# ours, by hand\nworkdays = [2026-10-11]   # Sunday\n" + before.replace(
            "workdays = [2026-10-10]\n", ""
        )
        await settle(pilot)
        assert "config/calendar.toml (not saved)" in text(app)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert area(app).message_bar.message == "config/calendar.toml is saved and holds from now on."
        path = planned.folder / "config" / "calendar.toml"
        assert path.read_text(encoding="utf-8") == pane.area.text
        assert [str(day) for day in desk.settings(CalendarSettings).workdays] == ["2026-10-11"]
        await pilot.press("escape")
        await settle(pilot)
        assert not app.screen.query(TextPane)


async def test_a_fault_names_file_line_key_and_what_was_expected_and_keeps_what_was_typed(planned, personal):
    async with running(planned.open(), personal) as (app, pilot):
        _screen, pane = await open_file(app, pilot, "config/calendar.toml")
        path = planned.folder / "config" / "calendar.toml"
        before = path.read_text(encoding="utf-8")
        pane.area.text = "workdays = [3]\n"
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert pane.wrong.startswith("config/calendar.toml, line 1, workdays, item 1: expected a date such")
        assert "! config/calendar.toml, line 1, workdays" in text(app)
        assert pane.area.text == "workdays = [3]\n"
        assert path.read_text(encoding="utf-8") == before


async def test_a_file_that_changed_on_the_disk_meanwhile_is_not_overwritten(planned, personal):
    async with running(planned.open(), personal) as (app, pilot):
        _screen, pane = await open_file(app, pilot, "config/calendar.toml")
        path = planned.folder / "config" / "calendar.toml"
        path.write_text("# by another hand\n", encoding="utf-8")
        pane.area.text = "workdays = []\n"
        await pilot.press("f2")
        await settle(pilot)
        assert "was changed by someone else meanwhile" in pane.wrong
        assert path.read_text(encoding="utf-8") == "# by another hand\n"
        assert pane.area.text == "workdays = []\n"


async def test_a_text_that_breaks_another_file_is_refused(planned, personal):
    planned.write(
        shifts='[[shift]]\ncode = "day"\nshort = "D"\nname = "Day"\nstart = "08:00"\nend = "20:00"\n',
        posts='[[post]]\ncode = "gate"\nshort = "G"\nname = "Gate"\n',
        demand='[[demand]]\npost = "gate"\nshift = "day"\n',
    )
    async with running(planned.open(), personal) as (app, pilot):
        _screen, pane = await open_file(app, pilot, "config/posts.toml")
        pane.area.text = pane.area.text.replace('"gate"', '"door"')
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert pane.wrong.startswith("config/demand.toml, line 2")


async def test_what_was_typed_is_not_lost_unasked(planned, personal):
    async with running(planned.open(), personal) as (app, pilot):
        screen, pane = await open_file(app, pilot, "config/calendar.toml")
        await type_text(pilot, "# x")
        await pilot.press("escape")
        await settle(pilot)
        assert "Drop what you typed?" in text(app)
        await pilot.press("n", "ctrl+q")
        await settle(pilot)
        assert "did not save (config/calendar.toml)?" in text(app)
        await pilot.press("n")
        await app.action_open_area("people")
        await settle(pilot)
        assert "still open in Settings: config/calendar.toml" in area(app).message_bar.message
        await app.action_open_area("settings")
        await settle(pilot)
        assert screen.pane is pane
        assert pane.area.text.startswith("# x")


async def test_characters_that_a_terminal_would_obey_are_drawn_as_question_marks(planned, personal):
    async with running(planned.open(), personal) as (app, pilot):
        path = planned.folder / "config" / "calendar.toml"
        path.write_text("# \x1b]0;x\x07 \u202eevil\n", encoding="utf-8")
        await open_file(app, pilot, "config/calendar.toml")
        assert "# ?]0;x? ?evil" in text(app)


async def test_a_keys_file_is_checked_made_and_used(planned, personal):
    async with running(planned.open(), personal) as (app, pilot):
        screen, pane = await open_file(app, pilot, "config/keys.toml")
        assert "dutydesk keys" in pane.area.text
        pane.area.text = '"people.add" = "e"\n'
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "the key e stands for people.edit there" in pane.wrong
        pane.area.text = '"people.add" = "f4"\n'
        await pilot.press("ctrl+s", "escape")
        await settle(pilot)
        assert (planned.folder / "config" / "keys.toml").read_text() == '"people.add" = "f4"\n'
        assert state(screen, "config/keys.toml")[1] == "read well"
        await app.action_open_area("people")
        await settle(pilot)
        await pilot.press("f4")
        await settle(pilot)
        assert area(app).form is not None


async def test_the_colours_are_remembered_for_the_next_opening(planned, personal):
    desk = planned.open()
    async with running(desk, personal) as (app, pilot):
        assert app.theme == DARK
        await pilot.press("f9", "f9")
        await settle(pilot)
        assert app.theme == CONTRAST
        assert area(app).message_bar.message == "Colours: high contrast"
    assert tomllib.loads(personal.preferences_file.read_text()) == {"theme": "contrast"}
    async with running(desk, personal) as (app, _pilot):
        assert app.theme == CONTRAST
    async with running(desk, personal, SSH_CONNECTION="1 2 3 4") as (app, pilot):
        assert app.theme == ANSI
        await pilot.press("f9", "f9")
        assert app.theme == LIGHT
    kept = tomllib.loads(personal.preferences_file.read_text())
    assert kept == {"theme": "contrast", "theme_thin_line": "light"}


async def test_the_mouse_is_switched_in_the_list(planned, personal):
    async with running(planned.open(), personal) as (app, pilot):
        screen = await open_settings(app, pilot)
        screen.list.move_to("mouse")
        await pilot.press("enter")
        await settle(pilot)
        assert state(screen, "mouse")[1] == "off"
        assert personal.preferences() == Preferences(mouse=False)


async def test_preferences_that_cannot_be_read_are_left_alone(planned, tmp_path):
    personal = PersonalFolders(tmp_path / "me", tmp_path / "state")
    personal.remember_tour()
    personal.config.mkdir()
    personal.preferences_file.write_text('theme = "pink"  # mine\n')
    async with running(planned.open(), personal) as (app, pilot):
        assert "expected one of 'contrast', 'dark', 'light', 'terminal'" in area(app).message_bar.message
        await pilot.press("f9")
        assert app.theme == LIGHT
        assert area(app).message_bar.kind == "warning"
    assert personal.preferences_file.read_text() == 'theme = "pink"  # mine\n'
