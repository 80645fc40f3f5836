"""How the month is shared, as a table and as bars."""

import pytest

from dutydesk_roster.engine import Measure
from dutydesk_roster.screens.load import LoadPanel
from tests.plugins.roster.panels import keys, opened, roster_on
from tests.plugins.roster.roster_desk import TODAY, day, put
from tests.terminal.pilot_help import lines, text, until


async def counted(screen, pilot):
    panel = await opened(screen, pilot, "f", LoadPanel)
    await until(pilot, lambda: panel.list.current is not None)
    return panel


def cells(panel, key):
    return next(each.cells for each in panel.list._rows if each.key == key)


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_each_is_shown_against_their_share(desk, size):
    put(desk, ("li", "gate", "night", day(3)), ("li", "gate", "day", day(10)), ("wu", "gate", "day", day(10)))
    async with roster_on(desk, size) as (screen, pilot):
        panel = await counted(screen, pilot)
        assert panel.list.current.key == "li"
        assert cells(panel, "li")[1] == "16"
        assert cells(panel, "wu")[1] == "8"
        shares = [row.portion(Measure.HOURS).fair for row in panel._table.rows]
        assert sum(shares) == pytest.approx(sum(each.fair for each in panel._table.totals[3:]))
        shown = text(pilot.app)
        assert f"fairness {panel._table.number} of 100" in shown
        assert "how few duties would have to change hands" in shown
        assert [bar.value for bar in panel.chart.bars][:2] == [16, 8]
        assert all(len(line) <= size[0] for line in lines(pilot.app))


async def test_tab_goes_through_the_measures_and_o_orders(desk):
    put(desk, ("li", "gate", "night", day(3)), ("wu", "gate", "day", day(7)))
    async with roster_on(desk) as (screen, pilot):
        panel = await counted(screen, pilot)
        seen = [(panel.measure, cells(panel, "li")[1], cells(panel, "wu")[1])]
        for _measure in range(3):
            await keys(pilot, "tab")
            seen.append((panel.measure, cells(panel, "li")[1], cells(panel, "wu")[1]))
        assert seen == [
            (Measure.HOURS, "8", "8"),
            (Measure.NIGHTS, "1", "0"),
            (Measure.WEEKENDS, "0", "1"),
            (Measure.HOLIDAYS, "0", "0"),
        ]
        await keys(pilot, "tab", "o")
        assert [each.key for each in panel.list._rows] == [row.key for row in panel._table.rows]


async def test_enter_goes_to_the_person(desk):
    put(desk, ("zhu", "gate", "night", day(3)))
    async with roster_on(desk) as (screen, pilot):
        await counted(screen, pilot)
        await keys(pilot, "enter")
        assert screen.bench.panel is None
        assert screen.grid.cursor == ("zhu", TODAY.isoformat())
        assert screen.grid.has_focus


async def test_it_follows_the_roster(desk):
    async with roster_on(desk) as (screen, pilot):
        panel = await counted(screen, pilot)
        put(desk, ("zhu", "gate", "night", day(3)))
        await until(pilot, lambda: cells(panel, "zhu")[1] == "8")
