"""What the subscription page is made from."""

from dataclasses import dataclass
from datetime import datetime

from dutydesk.api import FeedEvent
from dutydesk.domain import Zone
from dutydesk.feeds.choice import Choice
from dutydesk.feeds.links import FeedLinks


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """One person's look at one feed.

    `title` says whose feed it is, or what of; `events` are in the order of time, narrowed to `choice` and in
    `language`, which is one of `LANGUAGES`. `own` is the feed of a person, where `own_title` is shown.
    `kinds` are the codes and names that can be chosen among. `now` and `refreshed`, when the desk was last
    looked at, are instants.
    """

    desk_name: str
    title: str
    zone: Zone
    now: datetime
    events: tuple[FeedEvent, ...]
    own: bool
    kinds: tuple[tuple[str, str], ...]
    choice: Choice
    language: str
    links: FeedLinks
    refreshed: datetime
