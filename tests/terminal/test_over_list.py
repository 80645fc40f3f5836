"""A screen of one list over an area: what is at the cursor, where the cursor goes, and the filter."""

from typing import ClassVar

import pytest

from dutydesk.tui.widgets import ActionSpec, LinePart, OverListScreen, TableColumn, TableRow, bindings
from tests.plugins import planned_desk
from tests.plugins.planned_desk import area, press
from tests.terminal.pilot_help import settle, text

KINDS = {"a": "apple", "b": "bread", "c": "cherry"}


@pytest.fixture
def planned(tmp_path):
    yield from planned_desk.make(tmp_path / "desk")


class Shelf(OverListScreen[str]):
    """What lies on a shelf."""

    ACTIONS: ClassVar = (
        ActionSpec("shelf.filter", "slash", "filter", "Filter", "Show only what holds a text"),
    )
    BINDINGS: ClassVar = bindings(*ACTIONS)
    COLUMNS: ClassVar = (TableColumn("what", "What"),)
    EMPTY: ClassVar = "The shelf is empty: a puts something there."
    NOTHING_CHOSEN: ClassVar = "Nothing lies here."

    def __init__(self, desk, things):
        super().__init__(desk)
        self.things = things

    def reload(self):
        head = TableRow("head", ("Food",), heading=True)
        rows = [TableRow(key, (name,)) for key, name in self.things.items()]
        self.show_list([LinePart(f"{len(rows)} things")], [head, *rows] if rows else [], self.things)


async def laid(app, pilot, screen):
    app.area.open_over(screen, "Shelf")
    await settle(pilot)


async def test_what_is_at_the_cursor_is_chosen(planned):
    desk = planned.open()
    async with area(desk, "tasks") as (app, pilot):
        shelf = Shelf(desk, KINDS)
        await laid(app, pilot, shelf)
        assert "3 things" in text(app)
        assert shelf.chosen() == "apple"
        await press(pilot, "down")
        assert shelf.chosen() == "bread"


async def test_an_empty_list_says_how_to_begin_and_what_is_not_there_is_told(planned):
    desk = planned.open()
    async with area(desk, "tasks") as (app, pilot):
        shelf = Shelf(desk, {})
        await laid(app, pilot, shelf)
        assert "The shelf is empty" in text(app)
        assert "Nothing lies here." not in text(app)
        assert shelf.chosen() is None
        await settle(pilot)
        assert "Nothing lies here." in text(app)


async def test_the_cursor_goes_once_to_the_row_that_was_asked_for(planned):
    desk = planned.open()
    async with area(desk, "tasks") as (app, pilot):
        shelf = Shelf(desk, KINDS)
        shelf.move_to("c")
        await laid(app, pilot, shelf)
        assert shelf.chosen() == "cherry"
        await press(pilot, "up")
        shelf.reload()
        assert shelf.chosen() == "bread"


async def test_a_filter_narrows_the_list_and_escape_drops_it_first(planned):
    desk = planned.open()
    async with area(desk, "tasks") as (app, pilot):
        below, shelf = app.area, Shelf(desk, KINDS)
        await laid(app, pilot, shelf)
        await press(pilot, "slash", "c", "h", "enter")
        assert [row.key for row in shelf.table.rows] == ["head", "c"]
        await press(pilot, "escape")
        assert len(shelf.table.rows) == 4
        await press(pilot, "escape")
        assert app.area is below
