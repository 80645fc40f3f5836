"""A feed of its own, filled by the example of `feed_events`."""

from collections.abc import Sequence

from dutydesk.api import Desk, Feed, hookimpl


@hookimpl
def feeds(desk: Desk) -> Sequence[Feed]:
    return [Feed("deliveries", "Deliveries", colour="peru", description=f"Lorries expected at {desk.name}")]
