"""How registers stand, for a bureau's board."""

from datetime import date

from dutydesk.api import Standing, StandingState
from tests.plugins.registers.hook_desk import LEAKS, TODAY, keep, keeping


def stands(desk):
    return next(each for each in desk.ask("standing", Standing) if each.key == "registers.overdue")


def test_overdue_entries_are_counted_and_the_first_are_named(tmp_path):
    with keeping(tmp_path / "desk", leaks=LEAKS) as planned:
        planned.at(TODAY)
        desk = planned.open()
        assert (stands(desk).count, stands(desk).state) == (0, StandingState.FINE)
        keep(desk, "leaks", what="Roof", until="2026-11-20")
        keep(desk, "leaks", what="Wall", until="2026-12-20")
        keep(desk, "leaks", what="Tap", until="2026-11-10", mended="2026-11-12")
        assert (stands(desk).count, stands(desk).state) == (1, StandingState.URGENT)
        assert stands(desk).detail == "Roof (2026-11-20)"
        planned.at(date(2027, 1, 5))
        assert stands(desk).count == 2
