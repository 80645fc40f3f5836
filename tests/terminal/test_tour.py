"""The tour of a minute: when it comes, where it goes, and the keys it names."""

from dutydesk.config.personal import PersonalFolders
from dutydesk.tui.app import DutyDeskApp
from dutydesk.tui.tour import TourBar
from tests.terminal.pilot_help import COMMANDS, PLUGIN_SCREENS, area, lines, opened, settle, text, until


def app_of(desk, tmp_path):
    folders = PersonalFolders(tmp_path / "config", tmp_path / "state")
    return DutyDeskApp(lambda: (desk, PLUGIN_SCREENS[:1], COMMANDS), {}, folders)


async def test_it_comes_once_and_ends_after_the_last_step(desk, tmp_path):
    app = app_of(desk, tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Tour 1/6" in text(app)
        seen = []
        for _step in range(6):
            seen.append(app.screen.query_one(TourBar).at)
            await pilot.press("enter" if len(seen) % 2 else "space")
            await settle(pilot)
        assert seen == [0, 1, 2, 3, 4, 5]
        assert not app.screen.query(TourBar)
        assert area(app).query("#area-body *:focus")
    again = app_of(desk, tmp_path)
    async with again.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Tour" not in text(again)


async def test_it_goes_along_into_another_area_and_escape_ends_it(desk, tmp_path):
    app = app_of(desk, tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("enter", "4")
        await settle(pilot)
        assert app.current_mode == "people"
        assert "Tour 2/6" in text(app)
        await pilot.press("escape", "1")
        await settle(pilot)
        assert "Tour" not in text(app)


async def test_it_names_the_keys_as_they_were_chosen(desk, tmp_path):
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "keys.toml").write_text('"app.undo" = "f7"\n"tour.next" = "n"\n')
    app = app_of(desk, tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "n goes on, Esc ends the tour" in text(app)
        for _step in range(4):
            await pilot.press("n")
        await settle(pilot)
        assert "F7 takes back your last change" in text(app)


async def test_a_program_without_a_users_folders_shows_none_until_it_is_asked_for(desk):
    async with opened(desk) as (app, pilot):
        assert "Tour" not in text(app)
        await pilot.press("question_mark")
        await settle(pilot)
        await pilot.press("t")
        await settle(pilot)
        assert "Tour 1/" in text(app)
        await pilot.click(TourBar)
        await settle(pilot)
        assert "Tour 2/" in text(app)
        await pilot.press("escape")
        await pilot.press("ctrl+p")
        await pilot.press(*"tour")
        await until(pilot, lambda: "A minute on how to find your way" in text(app))
        await pilot.press("enter")
        await until(pilot, lambda: "Tour 1/" in text(app))


async def test_every_step_is_at_most_two_lines_at_80_columns(desk, tmp_path):
    app = app_of(desk, tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for _step in range(6):
            assert app.screen.query_one(TourBar).size.height <= 2
            assert all("  > " not in line for line in lines(app)[-5:])
            await pilot.press("enter")
            await settle(pilot)
