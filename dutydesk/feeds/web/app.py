"""The feeds, the subscription page, health and figures over HTTP, as an ASGI application.

It speaks ASGI itself: with a framework in between, each answer took up to half as long again.
"""

import asyncio
import logging
import re
import traceback
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from ipaddress import ip_address

from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from dutydesk.feeds.book import FeedBook
from dutydesk.feeds.choice import Choice, choice_of
from dutydesk.feeds.links import FEED_PREFIX, PAGE_PREFIX
from dutydesk.feeds.web.answer import (
    BROKEN,
    NOT_ALLOWED,
    NOT_FOUND,
    NOT_READY,
    TOO_MANY,
    Answer,
    FeedAnswers,
    asked_by,
    said,
)
from dutydesk.feeds.web.asgi import App, Receive, Scope, Send
from dutydesk.feeds.web.doors import Door, Doors
from dutydesk.feeds.web.limits import RateLimits
from dutydesk.feeds.web.metrics import Metrics, Place
from dutydesk.feeds.web.request_log import without_link
from dutydesk.feeds.web.uses import Uses
from dutydesk.feeds.web.watch import Watch

HEALTH = "/health"
METRICS = "/metrics"
THIS_MACHINE = ("127.0.0.1", "::1")
CLIENT_CACHE_SECONDS = 900
GATHER_SECONDS = 1.0
_MOST_ANSWERS = 4096
_HOST = re.compile(r"[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:[0-9]{1,5})?")
_READING = frozenset({"GET", "HEAD"})
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Someone who asks for the subscription page of `feed` with `token`.

    `address` is that of the server as the client has it, such as ``http://127.0.0.1:8765``, or empty.
    """

    feed: str
    token: str
    choice: Choice
    address: str


Page = Callable[[PageRequest], Answer | None]
"""Makes the subscription page; None where there is no such feed."""


@dataclass(frozen=True, slots=True)
class FeedState:
    """How a server stands: its feeds and links, whether they are up to date, and when it looked last."""

    feeds: int
    links: int
    well: bool
    looked: float


class FeedApp:
    """Answers ``/f/TOKEN.ics``, the same without ``.ics``, ``/s/TOKEN``, ``/health`` and ``/metrics``.

    GET and HEAD only. A token that is unknown, revoked or no token at all gets the same 404. What a feed
    shows was decided when it was rendered: a choice in the address narrows it, nothing widens it. Figures are
    for this machine alone: a request that came through a proxy is not from here. Who asks is what one of
    `proxies` says of whom it passes on.
    """

    def __init__(
        self,
        book: FeedBook,
        watch: Watch,
        *,
        doors: Doors,
        uses: Uses,
        page: Page,
        limits: RateLimits | None = None,
        metrics: Metrics | None = None,
        proxies: Sequence[str] = THIS_MACHINE,
        max_age: int = CLIENT_CACHE_SECONDS,
    ) -> None:
        self.watch = watch
        self._book = book
        self._doors = doors
        self._uses = uses
        self._page = page
        self._limits = limits or RateLimits()
        self._metrics = metrics or Metrics()
        self._max_age = max_age
        self._generation = 0
        self._answers: dict[tuple[str, bytes], FeedAnswers] = {}
        # It looks at every header, so feeds, for which nobody's address matters, go without.
        self._behind_proxies = behind_proxies(self._other, proxies)

    @property
    def state(self) -> FeedState:
        """How things stand now."""
        return FeedState(
            feeds=self._book.count,
            links=len(self._doors),
            well=self.watch.is_well and self._book.is_rendered,
            looked=self.watch.looked.timestamp(),
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or begin and end with the server."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            door = self._feed_door(scope)
            if door is not None:
                await self._send(scope, send, "feed", self._feed(scope, door))
            else:
                await self._behind_proxies(scope, receive, send)

    async def _other(self, scope: Scope, _receive: Receive, send: Send) -> None:
        """Answer what is no feed: then it matters who asks."""
        await self._send(scope, send, *self._other_answer(scope))

    async def _send(self, scope: Scope, send: Send, place: Place, answering: Awaitable[Answer]) -> None:
        try:
            answer = await answering
        except Exception:  # noqa: BLE001 - whatever it is, the client gets an answer
            told = without_link(traceback.format_exc(), scope["path"])
            _logger.error("a request could not be answered\n%s", told)  # noqa: TRY400 - it may hold the link
            answer = BROKEN
        head = scope["method"] == "HEAD"
        self._metrics.count(place, answer.status, 0 if head else len(answer.body))
        await answer.send(send, head=head)

    async def _live(self, receive: Receive, send: Send) -> None:
        """Watch the desk for as long as the server runs, and write down what is left at its end."""
        await receive()
        # Until the feeds are there, connections wait, and workers that are to be replaced go on.
        await self.watch.look()
        tasks = [asyncio.create_task(self.watch.run()), asyncio.create_task(self._gather())]
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        self._metrics.gather()
        await asyncio.to_thread(self._uses.write)
        await send({"type": "lifespan.shutdown.complete"})

    async def _gather(self) -> None:
        while True:
            await asyncio.sleep(GATHER_SECONDS)
            self._metrics.gather()

    def _feed_door(self, scope: Scope) -> Door | None:
        path: str = scope["path"]
        if scope["method"] not in _READING or not path.startswith(FEED_PREFIX):
            return None
        return self._doors.behind(path.removeprefix(FEED_PREFIX).removesuffix(".ics"))

    def _other_answer(self, scope: Scope) -> tuple[Place, Awaitable[Answer]]:
        path: str = scope["path"]
        if scope["method"] not in _READING:
            return "other", _at_once(NOT_ALLOWED)
        if path.startswith(PAGE_PREFIX):
            return "page", self._subscription(scope, path.removeprefix(PAGE_PREFIX))
        if path == HEALTH:
            return "health", self._health()
        if path == METRICS and is_local(scope):
            return "metrics", self._figures()
        return "other", _at_once(self._missed(scope))

    async def _feed(self, scope: Scope, door: Door) -> Answer:
        if not self._limits.allows_token(door.token_hash):
            return TOO_MANY
        self._uses.note(door.token_hash)
        generation = self._book.generation
        if generation != self._generation:
            self._generation = generation
            self._answers.clear()
        key = (door.feed, scope["query_string"])
        answers = self._answers.get(key)
        if answers is None:
            answers = await asyncio.to_thread(self._prepared, *key)
            if answers is None:
                return NOT_FOUND if self._book.is_rendered else NOT_READY
            self._keep(key, answers, generation)
        headers = scope["headers"]
        answer = answers.unchanged(headers) or answers.to(asked_by(headers))
        if answer is not None:
            return answer
        ready = answers
        return await asyncio.to_thread(lambda: ready.packed)

    def _keep(self, key: tuple[str, bytes], answers: FeedAnswers, generation: int) -> None:
        """Keep answers for others, unless the feeds have changed while they were made."""
        if generation == self._generation == self._book.generation:
            if len(self._answers) >= _MOST_ANSWERS:
                self._answers.clear()
            self._answers[key] = answers

    def _prepared(self, name: str, query: bytes) -> FeedAnswers | None:
        feed = self._book.feed(name, choice_of(query.decode("latin-1")))
        return None if feed is None else FeedAnswers(feed, self._max_age)

    async def _subscription(self, scope: Scope, token: str) -> Answer:
        door = self._doors.behind(token)
        if door is None:
            return self._missed(scope)
        if not self._limits.allows_token(door.token_hash):
            return TOO_MANY
        self._uses.note(door.token_hash)
        choice = choice_of(scope["query_string"].decode("latin-1"))
        request = PageRequest(door.feed, token, choice, _address(scope))
        page = await asyncio.to_thread(self._page, request)
        return page or (NOT_FOUND if self._book.is_rendered else NOT_READY)

    async def _health(self) -> Answer:
        if self.state.well:
            return said(HTTPStatus.OK, "ok\n")
        return said(HTTPStatus.SERVICE_UNAVAILABLE, "the feeds cannot be brought up to date\n")

    async def _figures(self) -> Answer:
        now = self.state
        self._metrics.state(feeds=now.feeds, links=now.links, well=now.well, looked=now.looked)
        text = self._metrics.text().decode()
        return said(HTTPStatus.OK, text, content_type=Metrics.content_type)

    def _missed(self, scope: Scope) -> Answer:
        client = scope.get("client")
        return NOT_FOUND if self._limits.allows_miss(client[0] if client else "-") else TOO_MANY


async def _at_once(answer: Answer) -> Answer:
    return answer


def behind_proxies(app: App, proxies: Sequence[str]) -> App:
    """Return `app` as it is asked by clients whose addresses are what `proxies` say, in X-Forwarded-For."""
    wrapped: App = ProxyHeadersMiddleware(app, list(proxies))  # type: ignore[arg-type,assignment]  # uvicorn's own types
    return wrapped


def is_local(scope: Scope) -> bool:
    """Tell whether a request comes from this machine, and through no proxy."""
    client = scope.get("client")
    try:
        return client is not None and ip_address(client[0]).is_loopback
    except ValueError:
        return False


def _address(scope: Scope) -> str:
    """Return the address by which the client came, for a server whose settings name none."""
    headers: Mapping[bytes, bytes] = dict(scope["headers"])
    host = headers.get(b"host", b"").decode("latin-1")
    return f"{scope['scheme']}://{host}{scope.get('root_path', '')}" if _HOST.fullmatch(host) else ""
