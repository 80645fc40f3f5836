"""A figure for the annual summary: school events held."""

from collections.abc import Sequence
from datetime import date

from dutydesk.api import Desk, Figure, hookimpl


@hookimpl
def figures(desk: Desk, year: int) -> Sequence[Figure]:
    held = desk.occurrences(date(year, 1, 1), date(year, 12, 31), kinds=["school"])
    return [
        Figure("school-events", "School events", len(held), tuple(f"activity:{each.key}" for each in held))
    ]
