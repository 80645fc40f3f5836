"""The addresses under which a person subscribes to a feed."""

import re
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from dutydesk.feeds.choice import EVERYTHING, Choice

FEED_PREFIX = "/f/"
PAGE_PREFIX = "/s/"


@dataclass(frozen=True, slots=True)
class FeedLinks:
    """The addresses of one token and choice.

    `https` is the feed's own address; `webcal` opens the calendar program of a phone or a Mac by itself;
    `google`, `outlook` (of a school or firm) and `outlook_home` (a private account) open those calendars with
    the feed filled in; `page` is the subscription page.
    """

    https: str
    webcal: str
    google: str
    outlook: str
    outlook_home: str
    page: str


def feed_links(base: str, token: str, choice: Choice = EVERYTHING, *, name: str = "") -> FeedLinks:
    """Return the links of a token under the server's public address, such as ``https://duty.example``.

    `name` is what Outlook is to call the calendar.
    """
    base = base.rstrip("/")
    query = f"?{choice.query}" if choice.query else ""
    https = f"{base}{FEED_PREFIX}{token}.ics{query}"
    webcal = re.sub(r"^https?:", "webcal:", https)
    outlook = urlencode({"url": https, "name": name}, quote_via=quote)
    return FeedLinks(
        https=https,
        webcal=webcal,
        google=f"https://calendar.google.com/calendar/r?{urlencode({'cid': webcal}, quote_via=quote)}",
        outlook=f"https://outlook.office.com/calendar/0/addfromweb?{outlook}",
        outlook_home=f"https://outlook.live.com/calendar/0/addfromweb?{outlook}",
        page=f"{base}{PAGE_PREFIX}{token}{query}",
    )
