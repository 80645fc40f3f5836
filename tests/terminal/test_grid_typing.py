"""What is typed into a duty grid is kept: while others change it, and where it could not be kept."""

from dataclasses import replace

from dutydesk.tui.widgets import GridCell, GridModel
from tests.terminal.grid_app import GridApp
from tests.terminal.grid_program import month_model
from tests.terminal.pilot_help import lines


def without(model: GridModel, row: str) -> GridModel:
    return replace(model, rows=tuple(each for each in model.rows if each.key != row))


async def test_a_change_by_someone_else_leaves_what_is_typed_and_what_is_marked():
    app = GridApp(month_model())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "D", "1")
        model = month_model()
        app.grid.show(replace(model, cells={**model.cells, ("p1", "2026-12-01"): GridCell("ZZ")}))
        await pilot.pause()
        assert app.grid.typed == "D1"
        assert "D1_" in lines(app)[3]
        app.grid.show(without(model, "p0"))
        await pilot.pause()
        assert (app.grid.cursor, app.grid.typed) == (("p1", "2026-12-01"), "D1")
        assert "D1_" in lines(app)[2]
        await pilot.press("escape", "shift+down")
        app.grid.show(model)
        await pilot.pause()
        assert [row for row, _column in app.grid.selection] == ["p1", "p2"]


async def test_what_is_typed_at_a_cell_that_is_gone_is_told_as_dropped():
    app = GridApp(month_model())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "D")
        app.grid.show(without(month_model(), "p1"))
        await pilot.pause()
        assert app.grid.typed == ""
        assert app.posted[-1] == ("typed", "p2", "2026-12-01", "")


async def test_what_could_not_be_kept_stands_there_as_typed_and_can_be_mended():
    app = GridApp(month_model())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("D", "right", "right")
        assert app.grid.typed == ""
        app.grid.keep_typed("p0", "2026-12-01", "D")
        await pilot.pause()
        assert app.grid.cursor == ("p0", "2026-12-01")
        assert "D_" in lines(app)[2]
        await pilot.press("2")
        assert app.posted[-1] == ("typed", "p0", "2026-12-01", "D2")
        await pilot.press("backspace", "backspace")
        assert app.posted[-1] == ("typed", "p0", "2026-12-01", "")
        app.grid.keep_typed("gone", "2026-12-01", "D")
        assert app.grid.typed == ""


async def test_what_is_typed_can_look_like_what_it_breaks_until_more_is_typed():
    app = GridApp(month_model())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("D")
        app.grid.mark_typed("error", "!")
        await pilot.pause()
        assert "D!" in lines(app)[2]
        await pilot.press("1")
        await pilot.pause()
        assert "D1_" in lines(app)[2]


async def test_what_is_typed_outlives_a_moment_without_focus():
    app = GridApp(month_model())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("D")
        app.set_focus(None)
        await pilot.pause()
        assert "D_" in lines(app)[2]
        app.grid.focus()
        await pilot.press("1")
        assert app.grid.typed == "D1"
