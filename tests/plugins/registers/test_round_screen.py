"""Going through a round of inspection, at 80x24 and on a phone, by keys and by mouse."""

from dutydesk.api.attachments import attached
from dutydesk_registers.entries import entries, find_entry
from dutydesk_registers.inspecting.rounds import begin_round, mark_item, round_items
from dutydesk_registers.registers import known_register
from dutydesk_registers.screens.register import RegisterScreen
from dutydesk_registers.screens.round import RoundScreen
from tests.plugins.planned_desk import area, fill, press
from tests.plugins.registers.screen_desk import opened
from tests.terminal.pilot_help import lines, settle, text, type_text, until
from tests.terminal.test_mouse_alone import click, place

PHONE = (40, 20)


def lamps(desk):
    return [each.title for each in entries(desk, known_register(desk, "lamps"))]


def marks(desk, tour):
    register = known_register(desk, "tours")
    return [None if each.mark is None else each.mark.is_right for each in round_items(desk, register, tour)]


async def open_tours(app, pilot, tour=""):
    """Go to the tours, or open one of them."""
    app.area.action_go_to("tours", tour)
    await until(pilot, lambda: isinstance(app.screen, RegisterScreen) and app.screen.read is not None)
    await settle(pilot)
    if tour:
        await press(pilot, "r")
        await until(pilot, lambda: isinstance(app.screen, RoundScreen) and bool(app.screen.table.rows))


async def test_a_season_is_begun_gone_through_with_one_key_each_and_done(planned):
    desk = opened(planned)
    async with area(desk, "registers") as (app, pilot):
        await open_tours(app, pilot)
        await click(pilot, "1 round due")
        assert "wanted by 2026-11-30: Autumn tour" in text(app)
        assert app.screen.form.values == {"list": "short", "place": "Hall"}
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, RoundScreen) and "3 of 3 left" in text(app))
        assert "Hall, Short tour" in text(app)
        await press(pilot, "space", "n")
        assert app.screen.form is not None
        await press(pilot, "enter")
        assert "This is needed." in text(app)
        await fill(app, pilot, note="the west one is locked")
        await press(pilot, "enter")
        assert "1 of 3 left, 1 not in order" in text(app)
        assert "! the west one is locked" in text(app)
        assert "Kept: Every exit" in text(app)
        await press(pilot, "y")
        assert "The round is done: 1 item was not in order." in text(app)
        await press(pilot, "escape")
        await until(pilot, lambda: isinstance(app.screen, RegisterScreen) and "no round due" in text(app))
        (tour,) = entries(desk, known_register(desk, "tours"))
        assert (tour.values["wrong"], tour.values["done"]) == ("1", "2026-11-24")
        assert len(lamps(desk)) == 1


async def test_what_was_said_is_taken_back_and_said_anew(planned, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "exit.jpg").write_bytes(b"photo")
    desk = opened(planned)
    register = known_register(desk, "tours")
    tour = begin_round(desk, register, "short", "Hall")
    mark_item(desk, register, tour, 1, is_right=False, note="locked")
    async with area(desk, "registers") as (app, pilot):
        await open_tours(app, pilot, tour.id)
        app.screen.table.move_to("1")
        await press(pilot, "f")
        await fill(app, pilot, source="exit.jpg")
        await press(pilot, "enter")
        lamp = find_entry(desk, entries(desk, known_register(desk, "lamps"))[0].id)
        assert [each.title for each in attached(desk, lamp.record.subject)] == ["exit.jpg"]
        await press(pilot, "n")
        assert app.screen.form.values == {"note": "locked"}
        await fill(app, pilot, note="locked at night")
        await press(pilot, "enter")
        assert "locked at night" in lamps(desk)[0]
        app.screen.table.move_to("1")
        await press(pilot, "backspace")
        assert marks(desk, tour) == [None, None, None]
        await press(pilot, "backspace")
        assert "Nothing was said of this item yet." in text(app)


async def test_it_goes_on_a_phone_with_the_mouse_alone_and_paints_little(planned, monkeypatch):
    desk = opened(planned)
    tour = begin_round(desk, known_register(desk, "tours"), "short", "Hall")
    async with area(desk, "registers", size=PHONE) as (app, pilot):
        await open_tours(app, pilot, tour.id)
        assert all(len(each) <= PHONE[0] for each in lines(app))
        assert "key" in [each.strip() for each in lines(app)]
        _x, y = place(app, "Stairs are lit")
        table, painted = app.screen.table, []
        with monkeypatch.context() as watching:
            watching.setattr(table, "refresh", lambda *regions, **_more: painted.extend(regions) or table)
            await pilot.click(offset=(2, y))
            await settle(pilot)
        assert {(region.y, region.height) for region in painted} == {(0, 1), (1, 1)}
        table.refresh()
        assert marks(desk, tour) == [True, None, None]
        assert table.current.key == "1"
        await click(pilot, "n Not in order")
        await type_text(pilot, "locked")
        await click(pilot, "Enter saves")
        assert marks(desk, tour) == [True, False, None]
        await pilot.click(offset=(2, y))
        await settle(pilot)
        await type_text(pilot, "dark")
        await press(pilot, "enter")
        assert marks(desk, tour) == [False, False, None]
        assert sorted(lamps(desk))[1] == "Stairs are lit: dark"


async def test_a_round_of_a_checklist_that_is_gone_says_so(planned):
    desk = opened(planned)
    tour = begin_round(desk, known_register(desk, "tours"), "short", "Hall")
    mark_item(desk, known_register(desk, "tours"), tour, 0, is_right=True)
    file = planned.folder / "plugins" / "tours.toml"
    file.write_text(file.read_text("utf-8").replace("Stairs are lit", "Stairs are free"), encoding="utf-8")
    desk.renew_settings()
    async with area(desk, "registers") as (app, pilot):
        await open_tours(app, pilot, tour.id)
        assert "Stairs are free" in text(app)
        app.screen.table.move_to("3")
        await press(pilot, "y")
        assert "The checklist no longer asks for this." in text(app)
        assert "Stairs are lit" in text(app)
