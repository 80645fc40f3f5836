"""The book of the feeds of an open desk."""

from dutydesk.config.desk_settings import DeskSettings
from dutydesk.desk import OpenDesk
from dutydesk.feeds.book import FeedBook
from dutydesk.feeds.desk_ledger import DeskLedger
from dutydesk.wording import language


def feed_book(desk: OpenDesk) -> FeedBook:
    """Return the book of a desk's feeds, over the days and in the language that its settings name."""
    settings = desk.settings(DeskSettings)
    return FeedBook(
        desk,
        DeskLedger(desk),
        before=settings.feeds.days_back,
        after=settings.feeds.days_ahead,
        language=settings.desk.language or language(),
    )
