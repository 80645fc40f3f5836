"""The book of the feeds of an open desk."""

from dutydesk.config.desk_settings import DeskSettings
from dutydesk.desk import OpenDesk
from dutydesk.feeds.book import FeedBook
from dutydesk.feeds.desk_ledger import DeskLedger


def feed_book(desk: OpenDesk) -> FeedBook:
    """Return the book of a desk's feeds, over the days that its settings name."""
    days = desk.settings(DeskSettings).feeds
    return FeedBook(desk, DeskLedger(desk), before=days.days_back, after=days.days_ahead)
