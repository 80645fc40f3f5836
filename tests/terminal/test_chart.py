"""Charts: bars beside names of any script, told by characters and numbers, in a panel of ten lines."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult

from dutydesk.tui.widgets import Bar, BarChart
from dutydesk.tui.widgets.bar_field import bar_field
from tests.terminal.pilot_help import lines, until

NAMES = ("张建国", "Li Wei", "欧阳明月", "かなた", "김철수", "[/] \x1b]0;x\x07", "Ng, Wing-Cheong Alexander")
VALUES = (120, 168, 96, 150, 176.25, 0, 150)


class ChartApp(App[None]):
    """A chart in a panel of ten lines."""

    CSS = "BarChart { height: 10; }"

    def __init__(self, bars: list[Bar], title: str = "Hours, December 2026") -> None:
        super().__init__()
        self.given = bars, title

    def compose(self) -> ComposeResult:
        yield BarChart(id="chart")

    def on_mount(self) -> None:
        self.query_one(BarChart).show_bars(*self.given)


def people(count: int) -> list[Bar]:
    return [Bar(f"Guard {n} 卫士", float(100 + n), 130.0) for n in range(count)]


def shown(app: App[None]) -> Iterator[str]:
    return (line.rstrip() for line in lines(app)[:10])


async def drawn(pilot) -> list[str]:
    """Wait until plotext has been imported and the bars stand there."""
    await until(pilot, lambda: any("=" in line for line in shown(pilot.app)))
    return list(shown(pilot.app))


@pytest.mark.parametrize("width", [80, 52])
async def test_names_of_any_script_stand_in_line_with_bars_and_numbers(width):
    app = ChartApp([Bar(name, value, 150.0) for name, value in zip(NAMES, VALUES, strict=True)])
    async with app.run_test(size=(width, 24)) as pilot:
        screen = await drawn(pilot)
        assert screen[0] == "Hours, December 2026"
        bars = screen[2:9]
        assert len({cell_len(line[: line.index("|")]) for line in bars}) == 1
        assert len({cell_len(line) for line in bars}) == 1
        assert [line.split()[-3] for line in bars] == ["120", "168", "96", "150", "176.2", "0", "150"]
        assert "\x1b" not in "".join(screen)


async def test_more_and_less_than_the_share_is_told_without_colour():
    app = ChartApp([Bar("over", 200.0, 100.0), Bar("short", 50.0, 100.0), Bar("even", 100.0, 100.0, "all")])
    async with app.run_test(size=(80, 24)) as pilot:
        over, short, even = (await drawn(pilot))[2:5]
        assert "|+++" in over
        assert "." not in over
        assert "=..." in short
        assert "+" not in short
        assert "=|" in even
        assert even.endswith(" all")


async def test_sixty_people_are_scrolled_through_and_the_heading_says_where():
    async with ChartApp(people(60)).run_test(size=(80, 24)) as pilot:
        screen = await drawn(pilot)
        assert screen[0] == "Hours, December 2026, 1 to 8 of 60"
        assert "Guard 7 卫士" in screen[9]
        pilot.app.query_one(BarChart).focus()
        await pilot.press("pagedown", "down")
        await pilot.pause()
        screen = list(shown(pilot.app))
        assert screen[0].endswith("10 to 17 of 60")
        assert "Guard 9 卫士" in screen[2]
        await pilot.press("end")
        await pilot.pause()
        screen = list(shown(pilot.app))
        assert screen[0].endswith("53 to 60 of 60")
        assert "Guard 59 卫士" in screen[9]


async def test_nothing_to_compare_is_said_and_bars_may_come_later():
    async with ChartApp([]).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "There is nothing to compare yet." in "\n".join(shown(pilot.app))
        pilot.app.query_one(BarChart).show_bars([Bar("A", 3.0)], "Nights")
        screen = await drawn(pilot)
        assert screen[0] == "Nights"
        assert screen[2].startswith("A ==")
        assert screen[2].endswith("= 3")


@given(
    st.lists(
        st.tuples(
            st.floats(allow_nan=True, allow_infinity=True) | st.floats(0, 500),
            st.none() | st.floats(0, 500) | st.just(float("inf")),
        ),
        max_size=12,
    ),
    st.integers(1, 90),
)
def test_a_field_has_a_line_of_one_width_a_bar_and_longer_values_are_no_shorter(bars, width):
    field = bar_field(bars, width)
    assert [len(line) for line in field] == [width] * len(bars)
    assert set("".join(field)) <= set(" =+.|")
    plain = bar_field([(value, None) for value, _mark in bars], width)
    lengths = sorted(
        (value, line.count("="))
        for (value, _mark), line in zip(bars, plain, strict=True)
        if 0 <= value < float("inf")
    )
    assert [length for _value, length in lengths] == sorted(length for _value, length in lengths)


async def test_bars_held_against_something_else_say_against_what():
    app = ChartApp([Bar("Hall", 90.0, 120.0)])
    async with app.run_test(size=(80, 24)) as pilot:
        chart = app.query_one(BarChart)
        chart.show_bars([Bar("Hall", 90.0, 120.0)], "Seconds", "| target, + over it, . under it")
        assert (await drawn(pilot))[:2] == ["Seconds", "| target, + over it, . under it"]
