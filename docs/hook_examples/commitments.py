"""Time that is taken elsewhere: whoever is on the fire brigade's list trains there on Saturday mornings."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from dutydesk.api import Desk, hookimpl
from dutydesk.domain import Commitment, CommitmentKind, Window

SATURDAY = 5


@hookimpl
def commitments(desk: Desk, window: Window) -> Sequence[Commitment]:
    found = []
    day = desk.zone.day_of(window.start)
    while day <= desk.zone.day_of(window.end):
        if day.weekday() == SATURDAY:
            morning = desk.zone.span(datetime.combine(day, time(8)), datetime.combine(day, time(12)))
            found += [
                Commitment(
                    person=person.id,
                    window=morning,
                    kind=CommitmentKind.ACTIVITY,
                    title="Fire brigade",
                    source=f"fire-brigade:{day}",
                )
                for person in desk.people(on=day)
                if "fire-brigade" in person.qualifications
            ]
        day += timedelta(days=1)
    return found
