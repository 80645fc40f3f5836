"""Give the sample school a visit of the fire brigade."""

from datetime import date, datetime, time

from dutydesk.api import Desk, hookimpl
from dutydesk.domain import Activity, new_id


@hookimpl
def fill_sample(desk: Desk, today: date) -> None:
    with desk.change("The fire brigade visits the sample school") as change:
        change.add(
            Activity(
                id=new_id(),
                kind="school",
                title="Visit of the fire brigade",
                start=datetime.combine(today, time(14)),
                end=datetime.combine(today, time(15)),
            )
        )
