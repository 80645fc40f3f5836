"""What the terminal shows to whom: the areas of their role, and a refusal in one line for the rest."""

from dutydesk.domain import Person, Right
from tests.terminal.pilot_help import area, opened, settle, text

OWN, READ = frozenset({Right.OWN}), frozenset({Right.READ})


def area_names(app):
    return [each.name for each in app.areas]


async def test_who_may_only_see_their_own_is_shown_no_area_of_others(desk):
    desk.rights = OWN
    async with opened(desk) as (app, pilot):
        assert area_names(app) == ["settings"]
        await pilot.press("2")
        await settle(pilot)
        assert app.current_mode == "settings"
        assert "Files of this desk" not in text(app)


async def test_history_and_links_are_refused_in_the_message_line(desk):
    desk.rights = OWN
    async with opened(desk) as (app, pilot):
        for key in ("ctrl+z", "f8", "p"):
            await pilot.press(key)
            await settle(pilot)
            assert "leader may not do this" in area(app).message_bar.message
            assert len(app.screen_stack) == 1
            area(app).message_bar.clear_message()


async def test_who_may_only_look_sees_every_area_and_keeps_nothing(desk):
    desk.rights = READ
    before = dict(desk.kept.get(Person, {}))
    async with opened(desk) as (app, pilot):
        assert area_names(app)[0] == "today"
        await pilot.press("4", "n")
        await settle(pilot)
        form = area(app).form
        form.lines["name"].control.value = "New"
        form.lines["id"].control.value = "new"
        form.action_save()
        await settle(pilot)
        assert "may not do this" in area(app).message_bar.message
        assert desk.kept.get(Person, {}) == before


async def test_without_a_role_the_terminal_says_so_and_leaves(desk):
    desk.rights = frozenset()
    async with opened(desk) as (app, pilot):
        assert "may not do this: open the desk" in text(app)
        await pilot.press("x")
        await pilot.pause()
        assert app.return_code == 2


async def test_a_role_that_is_taken_away_ends_the_terminal(desk):
    async with opened(desk) as (app, pilot):
        desk.rights = OWN
        app.renew_settings()
        await pilot.pause()
        assert app.return_code == 2
