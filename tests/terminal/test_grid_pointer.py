"""The duty grid with the mouse alone, and the further keys that move in it."""

from textual import events

from dutydesk.tui.widgets import DutyGrid, GridCell
from tests.terminal.grid_app import GridApp
from tests.terminal.grid_program import month_model
from tests.terminal.pilot_help import lines

NAME, CELL = 9, 4


def at(row, day):
    """Return where the cell of a row and a day lies in a grid that is not scrolled."""
    return NAME + (day - 1) * CELL, 2 + row


async def drag(pilot, grid, *points, shift=False):
    """Press at the first point, move over the others, and let go at the last."""
    await pilot._post_mouse_events([events.MouseDown], widget=grid, offset=points[0], button=1, shift=shift)
    for point in points[1:]:
        await pilot._post_mouse_events([events.MouseMove], widget=grid, offset=point, button=1)
    await pilot._post_mouse_events([events.MouseUp], widget=grid, offset=points[-1], button=1)
    await pilot.pause()


async def test_dragging_from_another_cell_marks_a_block():
    app = GridApp(month_model())
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.grid._layout.name == NAME
        await drag(pilot, app.grid, at(1, 2), at(2, 3), at(2, 4))
        assert app.grid.selection == tuple(
            (f"p{row}", f"2026-12-0{day}") for row in (1, 2) for day in (2, 3, 4)
        )
        await pilot.click(DutyGrid, offset=at(5, 5))
        assert app.grid.selection == (("p5", "2026-12-05"),)
        await pilot.click(DutyGrid, offset=at(6, 6), shift=True)
        assert len(app.grid.selection) == 4


async def test_dragging_the_duty_at_the_cursor_moves_it_and_shows_where_to():
    app = GridApp(month_model())
    async with app.run_test(size=(80, 24)) as pilot:
        app.grid.update_cell("p0", "2026-12-01", GridCell("D"))
        await pilot._post_mouse_events([events.MouseDown], widget=app.grid, offset=at(0, 1), button=1)
        await pilot._post_mouse_events([events.MouseMove], widget=app.grid, offset=at(3, 4), button=1)
        await pilot.pause()
        strip = app.grid.render_line(5)
        under = [segment.text for segment in strip if segment.style and segment.style.underline]
        assert len(under) == 1
        await pilot._post_mouse_events([events.MouseUp], widget=app.grid, offset=at(3, 4), button=1)
        await pilot.pause()
        assert app.posted[-1] == ("dragged", "p0", "2026-12-01", "p3", "2026-12-04")
        assert app.grid.selection == (("p0", "2026-12-01"),)
        assert not any(segment.style and segment.style.underline for segment in app.grid.render_line(5))


async def test_a_drag_let_go_elsewhere_or_dropped_by_escape_moves_nothing():
    app = GridApp(month_model())
    async with app.run_test(size=(80, 24)) as pilot:
        app.grid.update_cell("p0", "2026-12-01", GridCell("D"))
        await drag(pilot, app.grid, at(0, 1), at(3, 4), at(0, 1))
        await drag(pilot, app.grid, at(0, 1), at(3, 4), (79, 23))
        await pilot._post_mouse_events([events.MouseDown], widget=app.grid, offset=at(0, 1), button=1)
        await pilot._post_mouse_events([events.MouseMove], widget=app.grid, offset=at(3, 4), button=1)
        await pilot.press("escape")
        await pilot._post_mouse_events([events.MouseUp], widget=app.grid, offset=at(3, 4), button=1)
        await pilot.pause()
        assert not [each for each in app.posted if each[0] == "dragged"]


async def test_an_empty_cell_is_not_dragged_but_begins_a_block():
    app = GridApp(month_model())
    async with app.run_test(size=(80, 24)) as pilot:
        app.grid.update_cell("p0", "2026-12-01", GridCell(""))
        await drag(pilot, app.grid, at(0, 1), at(0, 3))
        assert len(app.grid.selection) == 3


async def test_names_and_day_headers_can_be_clicked():
    app = GridApp(month_model())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.click(DutyGrid, offset=(2, 2 + 4))
        assert app.grid.cursor == ("p4", "2026-12-01")
        for line in (0, 1):
            await pilot.click(DutyGrid, offset=(at(0, 7 + line)[0], line))
            assert app.grid.cursor == ("p4", f"2026-12-0{7 + line}")
        before = app.grid.cursor
        await pilot.click(DutyGrid, offset=(78, 23))
        assert app.grid.cursor == before


async def test_vi_keys_move_unless_they_begin_a_code():
    app = GridApp(month_model(), starts="DNjJ")
    async with app.run_test(size=(80, 24)) as pilot:
        for key, expected in (
            ("l", ("p0", "2026-12-02")),
            ("G", ("p59", "2026-12-02")),
            ("k", ("p58", "2026-12-02")),
            ("dollar_sign", ("p58", "2026-12-31")),
            ("h", ("p58", "2026-12-30")),
            ("0", ("p58", "2026-12-01")),
        ):
            await pilot.press(key)
            assert app.grid.cursor == expected, key
        await pilot.press("j")
        assert app.grid.typed == "j"
        assert not app.grid.check_consume_key("k", "k")
        assert app.grid.check_consume_key("j", "j")
        await pilot.press("0")
        assert app.grid.typed == "j0"


async def test_a_whole_row_is_marked():
    app = GridApp(month_model())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "right", "ctrl+a")
        assert len(app.grid.selection) == 31
        assert {row for row, _column in app.grid.selection} == {"p1"}
        await pilot.press("escape")
        assert len(app.grid.selection) == 1
        assert "17-31/31" in lines(app)[1]


class RowGrid(DutyGrid):
    MOVES_ALONG_ROWS = True


async def test_a_grid_whose_rows_are_things_drags_at_once_along_the_row_and_marks_no_block():
    app = GridApp(month_model())
    app.grid = RowGrid(app.grid.model)
    async with app.run_test(size=(80, 24)) as pilot:
        app.grid.update_cell("p2", "2026-12-03", GridCell("D"))
        app.grid.update_cell("p3", "2026-12-03", GridCell(""))
        await drag(pilot, app.grid, at(2, 3), at(4, 5), at(5, 6))
        assert app.posted[-1] == ("dragged", "p2", "2026-12-03", "p2", "2026-12-06")
        assert app.grid.cursor == ("p2", "2026-12-03")
        count = len(app.posted)
        await drag(pilot, app.grid, at(2, 3), at(2, 4), at(2, 3))
        assert len(app.posted) == count
        await drag(pilot, app.grid, at(3, 3), at(3, 5))
        await pilot.click(DutyGrid, offset=at(5, 5), shift=True)
        assert app.grid.selection == (("p5", "2026-12-05"),)
