"""What the host and its plugins say together: what is due, feeds, digests, and how the plugins do."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from dutydesk.api import (
    DigestLine,
    DueItem,
    DueState,
    FeedEvent,
    PluginFault,
    PluginState,
)
from dutydesk.desk.activity_feeds import activity_events
from dutydesk.desk.digest import host_digest
from dutydesk.desk.host_due import asked_leave, due_tasks
from dutydesk.desk.task_events import task_events
from dutydesk.domain import Window

if TYPE_CHECKING:
    from dutydesk.desk.open_desk import OpenDesk

_PRESSING = {DueState.OVERDUE: 0, DueState.DUE: 1, DueState.PLANNED: 2}


def all_due(desk: "OpenDesk", first: date, last: date) -> tuple[DueItem, ...]:
    """Return what is due in those days, the most pressing first."""
    items = [
        *asked_leave(desk, desk.registry.screens),
        *due_tasks(desk, last),
        *desk.registry.hooks.ask("due", DueItem, desk=desk, first=first, last=last),
    ]
    return tuple(sorted(items, key=lambda item: (_PRESSING[item.state], item.day, item.title)))


def all_feed_events(desk: "OpenDesk", window: Window) -> tuple[FeedEvent, ...]:
    """Return every event of every feed that touches `window`.

    Duties that are left out for a moment would leave people's calendars; so what comes with the program gives
    its events, or the whole of it is refused and calendars stay as they were.

    Raises:
        DataProblem: a plugin that comes with the program is at fault.
    """
    return (
        *activity_events(desk, window),
        *task_events(desk, window),
        *desk.registry.hooks.ask_whole("feed_events", FeedEvent, desk=desk, window=window),
    )


def whole_digest(desk: "OpenDesk", first: date, last: date) -> tuple[DigestLine, ...]:
    """Return what is worth telling of the days `first` to `last`, by the order of its headings."""
    lines = [
        *host_digest(desk, first, last),
        *desk.registry.hooks.ask("digest", DigestLine, desk=desk, first=first, last=last),
    ]
    return tuple(sorted(lines, key=lambda each: (each.order, each.heading)))


def plugin_states(found: Sequence[PluginState], faults: Sequence[PluginFault]) -> tuple[PluginState, ...]:
    """Return the plugins as they were found, each that is on but had a fault since marked faulty."""
    latest = {fault.plugin: fault.summary for fault in faults}
    return tuple(
        replace(each, state="faulty", fault=latest[each.name])
        if each.state == "on" and each.name in latest
        else each
        for each in found
    )
