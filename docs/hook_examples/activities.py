"""Activities that follow from a rule: the flag is raised each Monday."""

from collections.abc import Sequence
from datetime import datetime

from dutydesk.api import Desk, hookimpl
from dutydesk.domain import Activity


@hookimpl
def activities(desk: Desk) -> Sequence[Activity]:
    return [
        Activity(
            id="flag-raising",
            kind="school",
            title="Flag raising",
            start=datetime(2026, 9, 7, 7, 40),
            end=datetime(2026, 9, 7, 8, 0),
            rule="FREQ=WEEKLY;BYDAY=MO",
            place="Sports ground",
            source="flag.py",
        )
    ]
