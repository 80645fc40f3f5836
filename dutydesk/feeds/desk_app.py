"""The feed server's application for the desk in a folder, as each worker makes it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from dutydesk.api import FeedEvent
from dutydesk.config.desk_settings import DeskSettings
from dutydesk.desk import OpenDesk
from dutydesk.feeds.book import FeedBook
from dutydesk.feeds.change_wait import ChangeWait
from dutydesk.feeds.choice import Choice
from dutydesk.feeds.desk_book import feed_book
from dutydesk.feeds.desk_tokens import DeskTokens
from dutydesk.feeds.links import feed_links
from dutydesk.feeds.page.document import subscription_page
from dutydesk.feeds.page.policy import page_headers
from dutydesk.feeds.page.view import PageView
from dutydesk.feeds.settings_watch import SettingsWatch
from dutydesk.feeds.web.answer import Answer
from dutydesk.feeds.web.app import HEALTH, METRICS, THIS_MACHINE, FeedApp, PageRequest, behind_proxies
from dutydesk.feeds.web.asgi import App
from dutydesk.feeds.web.doors import Doors
from dutydesk.feeds.web.limits import RateLimits
from dutydesk.feeds.web.metrics import Metrics
from dutydesk.feeds.web.request_log import RequestLog
from dutydesk.feeds.web.uses import Uses
from dutydesk.feeds.web.watch import LOOK_SECONDS, Watch
from dutydesk.host.opening import open_desk


@dataclass(frozen=True, slots=True)
class DeskApp:
    """Makes the application for the desk in `folder`; another process can be given it.

    With `log_requests`, there is a line for each request. Who asks is what one of `proxies` says of whom it
    passes on.
    """

    folder: Path
    actor: str | None = None
    log_requests: bool = False
    proxies: tuple[str, ...] = THIS_MACHINE

    def __call__(self) -> App:
        """Open the desk and return its application.

        Raises:
            DataProblem: the desk cannot be opened.
        """
        logging.basicConfig(format="%(asctime)s %(name)s %(message)s", level=logging.INFO)
        desk = open_desk(self.folder, actor=self.actor)
        app: App = desk_app(desk, proxies=self.proxies, pause=ChangeWait(desk.database))
        if not self.log_requests:
            return app
        return behind_proxies(RequestLog(app, frozenset({HEALTH, METRICS})), self.proxies)


def desk_app(
    desk: OpenDesk,
    *,
    limits: RateLimits | None = None,
    proxies: Sequence[str] = THIS_MACHINE,
    metrics: Metrics | None = None,
    seconds: float = LOOK_SECONDS,
    pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> FeedApp:
    """Return the application that serves an open desk's feeds, within `limits` or the usual ones.

    It counts in `metrics`, or in figures of its own, and looks at the desk again every so many `seconds`, or
    when `pause` returns before.
    """
    book, tokens = feed_book(desk), DeskTokens(desk)
    doors, uses = Doors(tokens), Uses(tokens, desk.now)
    renew = SettingsWatch(desk, book).renew
    watch = Watch(book, doors, uses, settings_changed=renew, seconds=seconds, pause=pause)
    return FeedApp(
        book,
        watch,
        doors=doors,
        uses=uses,
        page=lambda request: _page(desk, book, watch, request),
        limits=limits,
        metrics=metrics,
        proxies=proxies,
    )


def _page(desk: OpenDesk, book: FeedBook, watch: Watch, request: PageRequest) -> Answer | None:
    """Return the subscription page that is asked for, or None where its feed is no more."""
    language = request.choice.language or book.language
    listing = book.listing(request.feed, language)
    if listing is None:
        return None
    events = tuple(entry.event for entry in listing.entries)
    base = desk.settings(DeskSettings).feeds.url or request.address
    view = PageView(
        desk_name=desk.name,
        title=listing.feed.title,
        zone=desk.zone,
        now=desk.now(),
        events=tuple(event for event in events if request.choice.takes(event.kind)),
        own=listing.is_own,
        kinds=_kinds(events, request.choice),
        choice=request.choice,
        language=language,
        links=feed_links(base, request.token, request.choice, name=listing.feed.title),
        refreshed=watch.looked,
    )
    return page_answer(view)


def page_answer(view: PageView) -> Answer:
    """Return the subscription page with the headers that it needs."""
    body = subscription_page(view)
    headers = tuple((name.lower().encode(), value.encode()) for name, value in page_headers().items())
    return Answer(HTTPStatus.OK, (*headers, (b"content-length", b"%d" % len(body))), body)


def _kinds(events: Iterable[FeedEvent], choice: Choice) -> tuple[tuple[str, str], ...]:
    """Return the kinds of events that there are, and those that are chosen, with their names."""
    names = {kind: kind for kind in choice.kinds}
    names |= {event.kind: event.category or event.kind for event in events if event.kind}
    return tuple(sorted(names.items(), key=lambda item: item[1]))
