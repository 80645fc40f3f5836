"""A feed of its own: the canteen's lorry, on the weekdays that a settings file names."""

from datetime import UTC, datetime, time, timedelta

from dutydesk.api import Feed, FeedEvent, Settings, SettingsFile, hookimpl
from dutydesk.api.settings_values import WEEKDAYS, Weekday


class LorryFile(Settings, frozen=True, kw_only=True):
    """``config/lorry.toml``, such as ``weekdays = ["tue", "fri"]``."""

    weekdays: tuple[Weekday, ...] = ("tue",)


@hookimpl
def settings():
    return [SettingsFile("lorry.toml", LorryFile)]


@hookimpl
def feeds(desk):
    return [Feed("lorry", "Canteen lorry", colour="peru")]


@hookimpl
def feed_events(desk, window):
    day, last = desk.zone.day_of(window.start), desk.zone.day_of(window.end)
    while day <= last:
        if WEEKDAYS[day.weekday()] in desk.settings(LorryFile).weekdays:
            span = desk.zone.span(datetime.combine(day, time(6)), datetime.combine(day, time(6, 30)))
            yield FeedEvent(
                uid=f"lorry-{day}",
                start=desk.zone.wall(span.start),
                end=desk.zone.wall(span.end),
                title="Canteen lorry: open the back gate",
                kind="lorry",
                category="Delivery",
                feeds=("lorry",),
                changed=datetime(2026, 9, 1, tzinfo=UTC),
            )
        day += timedelta(days=1)
