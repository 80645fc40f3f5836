"""Events for feeds: the canteen's delivery each Tuesday."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from dutydesk.api import Desk, FeedEvent, hookimpl
from dutydesk.domain import Window

TUESDAY = 1


@hookimpl
def feed_events(desk: Desk, window: Window) -> Sequence[FeedEvent]:
    events = []
    day = desk.zone.day_of(window.start)
    while day <= desk.zone.day_of(window.end):
        if day.weekday() == TUESDAY:
            span = desk.zone.span(datetime.combine(day, time(6)), datetime.combine(day, time(6, 30)))
            events.append(
                FeedEvent(
                    uid=f"delivery-{day}",
                    start=desk.zone.wall(span.start),
                    end=desk.zone.wall(span.end),
                    title="Canteen delivery",
                    place="Main gate",
                    kind="delivery",
                    category="Delivery",
                    feeds=("deliveries",),
                    changed=datetime(2026, 9, 1, tzinfo=UTC),
                )
            )
        day += timedelta(days=1)
    return events
