"""The names of figures, so that a template of the annual summary may use them."""

from collections.abc import Sequence
from datetime import date

from dutydesk.api import Desk, Figure, FigureName, hookimpl

_HELD = FigureName("school-events", "School events")


@hookimpl
def figure_names(desk: Desk) -> Sequence[FigureName]:
    return [_HELD]


@hookimpl
def figures(desk: Desk, year: int) -> Sequence[Figure]:
    held = desk.occurrences(date(year, 1, 1), date(year, 12, 31), kinds=["school"])
    records = tuple(f"activity:{each.key}" for each in held)
    return [Figure(_HELD.key, _HELD.title, len(held), records)] if held else []
