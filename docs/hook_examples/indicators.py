"""A line of the evaluation, met where a figure of the year says so."""

from collections.abc import Sequence

from dutydesk.api import Desk, Indicator, hookimpl


@hookimpl
def indicators(desk: Desk, year: int) -> Sequence[Indicator]:
    return [
        Indicator(
            key="drills-held",
            title="Drills",
            standard="At least nine in a year",
            figure="drills.held",
            least=9,
        )
    ]
