"""The duty grid: moving, typing, updating, and what stays in view."""

from rich.cells import cell_len
from textual import events

from dutydesk.tui.widgets import DutyGrid, GridCell, GridColumn, GridModel, GridRow
from tests.terminal.fake_desk import HOSTILE
from tests.terminal.grid_app import GridApp
from tests.terminal.grid_program import month_model
from tests.terminal.pilot_help import lines, text


async def test_a_fortnight_is_in_view_at_80_columns():
    app = GridApp(month_model())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        header = lines(app)[1].split()
        assert header[0] == "1-15/31"
        assert "14" in header
        assert "168" in lines(app)[2]


async def test_the_keyboard_reaches_every_corner():
    app = GridApp(month_model())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        steps = {
            "right": ("p0", "2026-12-02"),
            "down": ("p1", "2026-12-02"),
            "end": ("p1", "2026-12-31"),
            "pagedown": ("p21", "2026-12-31"),
            "ctrl+end": ("p59", "2026-12-31"),
            "up": ("p58", "2026-12-31"),
            "home": ("p58", "2026-12-01"),
            "ctrl+home": ("p0", "2026-12-01"),
            "left": ("p0", "2026-12-01"),
        }
        for key, expected in steps.items():
            await pilot.press(key)
            assert app.grid.cursor == expected, key


async def test_names_and_header_stay_while_it_scrolls():
    app = GridApp(month_model())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+end")
        await pilot.pause()
        shown = lines(app)
        assert "31" in shown[1]
        assert shown[1].startswith("17-31/31")
        assert shown[22].startswith("王小59")
        assert shown[23].startswith("Heads D")
        await pilot.press("ctrl+home")
        await pilot.pause()
        assert lines(app)[2].startswith("Li 0")


async def test_a_click_moves_and_a_double_click_opens():
    app = GridApp(month_model())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        x = lines(app)[1].index("5-")
        await pilot.click(DutyGrid, offset=(x, 4))
        assert app.grid.cursor == ("p2", "2026-12-05")
        await pilot.click(DutyGrid, offset=(x, 4), times=2)
        assert ("opened", "p2", "2026-12-05") in app.posted


async def test_the_wheel_scrolls_rows_and_with_shift_days():
    app = GridApp(month_model())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot._post_mouse_events([events.MouseScrollDown], widget=app.grid, offset=(20, 5))
        await pilot.pause()
        assert not lines(app)[2].startswith("Li 0 ")
        app.grid.scroll_to(0, 0, animate=False)
        await pilot.pause()
        await pilot._post_mouse_events([events.MouseScrollDown], widget=app.grid, offset=(20, 5), shift=True)
        await pilot.pause()
        assert lines(app)[1].startswith("2-16/31")


async def test_an_edit_shows_at_once_and_keeps_the_rest():
    app = GridApp(month_model())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        before = lines(app)
        app.grid.update_cell("p3", "2026-12-02", GridCell("ZZ", "error", "!"))
        await pilot.pause()
        after = lines(app)
        assert "ZZ!" in after[5]
        assert [n for n, (a, b) in enumerate(zip(before, after, strict=True)) if a != b] == [5]
        assert app.grid.model.cell("p3", "2026-12-02") == GridCell("ZZ", "error", "!")
        app.grid.update_row(GridRow("p3", "王小3", ("9", "72")))
        app.grid.update_footer(0, "2026-12-01", GridCell("3/5", sign="!"))
        app.grid.update_cell("nobody", "2026-12-02", GridCell("D"))
        await pilot.pause()
        assert lines(app)[5].split()[-2:] == ["9", "72"]
        assert "3/5!" in lines(app)[23]


async def test_a_new_model_keeps_the_cursor_and_the_scroll():
    app = GridApp(month_model())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+end", "up")
        await pilot.pause()
        app.grid.show(month_model())
        await pilot.pause()
        assert app.grid.cursor == ("p58", "2026-12-31")
        app.grid.show(month_model(rows=5))
        await pilot.pause()
        assert app.grid.cursor == ("p4", "2026-12-31")
        assert "王小3" in text(app)
        app.grid.show(GridModel())
        await pilot.press("down", "right", "enter", "D", "delete", "shift+down", "pageup")
        assert app.grid.cursor is None
        assert app.grid.selection == ()


async def test_codes_are_typed_where_the_cursor_is():
    app = GridApp(month_model())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("x", "D", "1")
        assert [p for p in app.posted if p[0] == "typed"] == [
            ("typed", "p0", "2026-12-01", "D"),
            ("typed", "p0", "2026-12-01", "D1"),
        ]
        assert "D1_" in lines(app)[2]
        await pilot.press("backspace")
        assert app.posted[-1] == ("typed", "p0", "2026-12-01", "D")
        await pilot.press("escape")
        await pilot.pause()
        assert "_" not in lines(app)[2]
        await pilot.press("delete")
        assert app.posted[-1] == ("cleared", "p0", "2026-12-01")


async def test_a_block_is_marked_with_shift():
    app = GridApp(month_model())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("shift+right", "shift+down")
        assert app.grid.selection == (
            ("p0", "2026-12-01"),
            ("p0", "2026-12-02"),
            ("p1", "2026-12-01"),
            ("p1", "2026-12-02"),
        )
        await pilot.press("down")
        assert app.grid.selection == (("p2", "2026-12-02"),)


async def test_wide_and_hostile_names_keep_the_columns_in_line():
    names = ("Li", "欧阳明月", "欧阳明月欧阳明月欧阳明月欧阳明月", *HOSTILE)
    rows = tuple(GridRow(f"r{n}", name) for n, name in enumerate(names))
    columns = tuple(GridColumn(str(n), "周", str(n)) for n in range(1, 15))
    cells = {(row.key, "1"): GridCell("夜X", sign="*") for row in rows}
    app = GridApp(GridModel(rows, columns, cells))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        places = {cell_len(line[: line.index("夜")]) for line in lines(app)[2 : 2 + len(rows)]}
        assert len(places) == 1
        assert all(cell_len(line) == 80 for line in lines(app))
        assert "\x1b" not in text(app)


async def test_two_hundred_rows_stay_quick():
    app = GridApp(month_model(rows=200))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+end")
        await pilot.pause()
        assert app.grid.cursor == ("p199", "2026-12-31")
        assert "王小199" in text(app)
