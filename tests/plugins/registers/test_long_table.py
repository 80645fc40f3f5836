"""A list of many lines: all are searched, a thousand are shown, and only those are made."""

from dataclasses import dataclass, field

import pytest
from textual.app import App

from dutydesk.tui.widgets import FilterBar, TableColumn, TableRow
from dutydesk_registers.screens.long_table import MOST_SHOWN, LongTable
from tests.terminal.pilot_help import text, type_text

COUNT = 5000


@dataclass
class Numbers:
    """Lines that are their numbers, and which of them were made."""

    keys: tuple = tuple(str(number) for number in range(COUNT))
    texts: tuple = tuple(f"no {number}" for number in range(COUNT))
    made: list = field(default_factory=list)

    def row(self, at):
        self.made.append(at)
        return TableRow(str(at), (f"No {at}",))


class Lists(App):
    def __init__(self):
        super().__init__()
        self.table = LongTable((TableColumn("number", "Number"),))
        self.bar = FilterBar(self.table)

    def compose(self):
        yield self.bar
        yield self.table


@pytest.fixture
async def shown():
    app = Lists()
    async with app.run_test(size=(40, 12)) as pilot:
        numbers = Numbers()
        app.table.show_lines(numbers, "Nothing")
        yield app, pilot, numbers


async def test_a_thousand_lines_are_made_and_all_are_searched(shown):
    app, pilot, numbers = shown
    assert len(app.table.rows) == len(numbers.made) == MOST_SHOWN
    assert (len(app.table.matching), app.table.total) == (COUNT, COUNT)
    app.bar.open()
    await type_text(pilot, "499")
    assert [row.key for row in app.table.rows] == [
        "499",
        *map(str, range(1499, COUNT, 1000)),
        *map(str, range(4990, 5000)),
    ]
    await pilot.press("x")
    await pilot.pause()
    assert "Nothing matches the filter." in text(app)
    await pilot.press("backspace", "backspace")
    assert len(app.table.matching) == sum("49" in str(number) for number in range(COUNT))
    await pilot.press("escape")
    assert len(app.table.rows) == MOST_SHOWN


async def test_going_to_a_line_far_below_shows_those_around_it(shown):
    app, pilot, numbers = shown
    app.table.move_to("4321")
    assert app.table.current.key == "4321"
    assert len(app.table.rows) == MOST_SHOWN
    await pilot.press("down")
    assert app.table.current.key == "4322"
    app.table.show_lines(numbers, "Nothing")
    assert app.table.current.key == "4322"
    app.table.move_to("nothing")
    assert app.table.current.key == "4322"
    assert not app.table.holds_key("nothing")
    app.table.filter_text = "no 1"
    assert not app.table.holds_key("4322")


async def test_without_lines_it_says_how_to_begin(shown):
    app, pilot, _numbers = shown
    app.table.show_lines(Numbers((), ()), "Press a to begin.")
    await pilot.pause()
    assert "Press a to begin." in text(app)
    assert app.table.current is None
