"""Every text of the high-contrast colours stands out from its ground by 7 to 1 (WCAG AAA)."""

import pytest
from textual.color import Color

from dutydesk.tui.profile import ANSI, CONTRAST, DARK, LIGHT
from dutydesk.tui.themes import THEME_ORDER
from dutydesk.tui.widgets.text_pane import TextPane
from tests.plugins import planned_desk
from tests.terminal.pilot_help import area, opened, settle, text, until
from tests.terminal.real_desk import personal_folders, running

AAA = 7.0
AREAS = ("today", "roster", "calendar", "people", "settings")


def luminance(color):
    def part(value):
        share = value / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    return 0.2126 * part(color.red) + 0.7152 * part(color.green) + 0.0722 * part(color.blue)


def ratio(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def faint(app, least, within="*"):
    """Return the texts on the screen whose colour stands out too little, with their ratio."""
    found = {}
    region = app.screen.region if within == "*" else app.screen.query_one(within).region
    for strip in app.screen._compositor.render_strips()[region.y : region.bottom]:
        for segment in strip.crop(region.x, region.right):
            style, text = segment.style, segment.text.strip()
            if style is None or not any(character.isalnum() for character in text):
                continue
            front, ground = style.color.get_truecolor(), style.bgcolor.get_truecolor()
            if style.reverse:
                front, ground = ground, front
            assert not style.dim, f"{text!r} is dim, whatever the terminal makes of that"
            if (standing_out := ratio(front, ground)) < least:
                found[text] = round(standing_out, 1)
    return found


def test_the_measure_is_that_of_the_standard():
    black, white, grey = (
        Color.parse(each).rich_color.get_truecolor() for each in ("#000", "#fff", "#767676")
    )
    assert ratio(black, white) == pytest.approx(21)
    assert ratio(grey, white) == pytest.approx(4.54, abs=0.01)


@pytest.fixture
def planned(tmp_path):
    yield from planned_desk.make(tmp_path / "desk")


@pytest.mark.parametrize("name", AREAS)
async def test_every_text_of_an_area_stands_out(desk, name):
    async with opened(desk, size=(120, 40)) as (app, pilot):
        app.choose_theme(CONTRAST)
        await app.action_open_area(name)
        await settle(pilot)
        assert faint(app, AAA) == {}


async def test_so_does_every_text_of_messages_forms_help_history_palette_and_tour(desk):
    async with opened(desk, size=(120, 40)) as (app, pilot):
        app.choose_theme(CONTRAST)
        await pilot.press("3", "m")
        await settle(pilot)
        assert faint(app, AAA) == {}
        await pilot.press("4", "n")
        await settle(pilot)
        area(app).form.fail("id", "This is taken.")
        area(app).show_message("The desk is full.", "error")
        await settle(pilot)
        assert faint(app, AAA) == {}
        area(app).ask("Really?", lambda: None)
        await settle(pilot)
        assert faint(app, AAA) == {}
        await pilot.press("n", "escape")
        for key in ("question_mark", "ctrl+z"):
            await pilot.press(key)
            await settle(pilot)
            assert faint(app, AAA) == {}
            await pilot.press("escape")
        await app.action_tour()
        await settle(pilot)
        assert faint(app, AAA) == {}
        await pilot.press("escape", "ctrl+p")
        await until(pilot, lambda: "Absence (a)" in text(app))
        assert faint(app, AAA, "CommandPalette > Vertical") == {}


@pytest.mark.parametrize("theme", [CONTRAST, DARK, LIGHT])
async def test_so_does_the_text_of_a_file(planned, tmp_path, theme):
    async with running(planned.open(), personal_folders(tmp_path), (120, 40)) as (app, pilot):
        app.choose_theme(theme)
        await app.action_open_area("settings")
        await settle(pilot)
        area(app).list.move_to("config/calendar.toml")
        await pilot.press("enter")
        await settle(pilot)
        assert app.screen.query(TextPane)
        assert faint(app, AAA if theme == CONTRAST else 4.5) == {}


async def test_f9_goes_through_all_four(desk):
    async with opened(desk) as (app, pilot):
        seen = [app.theme]
        for _press in range(4):
            await pilot.press("f9")
            seen.append(app.theme)
        assert seen == [*THEME_ORDER, THEME_ORDER[0]]
        assert set(seen) == {DARK, LIGHT, CONTRAST, ANSI}
