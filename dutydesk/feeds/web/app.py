"""The feeds over HTTP, as a Starlette application."""

import asyncio
import logging
import time
from datetime import UTC, datetime
from email.utils import format_datetime

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dutydesk.feeds.book import FeedBook, RenderedFeed
from dutydesk.feeds.tokens import TokenBook, hash_token, is_token
from dutydesk.feeds.web.access import PREFIX, AccessLog
from dutydesk.feeds.web.conditional import accepts_gzip, unchanged_tag
from dutydesk.feeds.web.limits import RateLimit

REFRESH_SECONDS = 1.0
CLIENT_CACHE_SECONDS = 900
_NOTE_USE_SECONDS = 60.0
_MOST_NOTED = 10_000
_HEALTH = "/health"
_PRIVACY = {
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "X-Content-Type-Options": "nosniff",
}
_logger = logging.getLogger(__name__)


def _not_found() -> Response:
    """Return the one answer to every address that opens nothing, whatever the reason."""
    return PlainTextResponse("Not found\n", 404, {**_PRIVACY, "Cache-Control": "no-store"})


async def _refused(_: Request, error: Exception) -> Response:
    """Answer what no route takes."""
    if isinstance(error, HTTPException) and error.status_code != 404:  # noqa: PLR2004 - the HTTP status
        headers = {**_PRIVACY, **(error.headers or {}), "Cache-Control": "no-store"}
        return PlainTextResponse(f"{error.detail}\n", error.status_code, headers)
    return _not_found()


async def _failed(_: Request, __: Exception) -> Response:
    """Answer a fault of the program itself without a word about it."""
    return PlainTextResponse("Internal error\n", 500, {**_PRIVACY, "Cache-Control": "no-store"})


class _Freshness:
    """Keeps the book up to date, off the event loop and at most once in `seconds`.

    While one request refreshes it, the others are answered from what there is.
    """

    def __init__(self, book: FeedBook, seconds: float) -> None:
        self._book = book
        self._seconds = seconds
        self._next = 0.0
        self._lock = asyncio.Lock()
        self.is_well = True

    async def ensure(self) -> None:
        """Refresh the book if that is due; after a failure what was rendered before stays."""
        if time.monotonic() < self._next or (self._lock.locked() and self._book.is_rendered):
            return
        async with self._lock:
            if time.monotonic() < self._next:
                return
            try:
                await run_in_threadpool(self._book.refresh)
                self.is_well = True
            except Exception:
                self.is_well = False
                _logger.exception("the feeds could not be brought up to date")
            self._next = time.monotonic() + self._seconds


class _Uses:
    """Notes the use of tokens, each at most once a minute, so that reading rarely leads to writing."""

    def __init__(self, tokens: TokenBook) -> None:
        self._tokens = tokens
        self._noted: dict[str, float] = {}

    def note(self, token_hash: str) -> None:
        """Note a use; a failure is logged and keeps nobody from the feed."""
        now = time.monotonic()
        if now - self._noted.get(token_hash, -_NOTE_USE_SECONDS) < _NOTE_USE_SECONDS:
            return
        if len(self._noted) >= _MOST_NOTED:
            self._noted.clear()
        self._noted[token_hash] = now
        try:
            self._tokens.used(token_hash, datetime.now(UTC))
        except Exception:
            _logger.exception("the use of a token could not be noted")


class _Feeds:
    """The endpoints."""

    def __init__(
        self,
        book: FeedBook,
        tokens: TokenBook,
        *,
        freshness: _Freshness,
        per_token: RateLimit,
        per_address: RateLimit,
        max_age: int,
    ) -> None:
        self._book = book
        self._tokens = tokens
        self._freshness = freshness
        self._uses = _Uses(tokens)
        self._per_token = per_token
        self._per_address = per_address
        self._max_age = max_age

    async def health(self, request: Request) -> Response:
        """Tell whether the feeds are up to date."""
        await self._freshness.ensure()
        well = self._freshness.is_well and self._book.is_rendered
        content = b"ok\n" if well else b"the feeds cannot be brought up to date\n"
        headers = {**_PRIVACY, "Cache-Control": "no-store", "Content-Length": str(len(content))}
        body = b"" if request.method == "HEAD" else content
        return Response(body, 200 if well else 503, headers, "text/plain; charset=utf-8")

    async def feed(self, request: Request) -> Response:
        """Give the feed that a token opens."""
        if not self._per_address.allows(request.client.host if request.client else "-"):
            return self._too_many()
        token = request.path_params["token"].removesuffix(".ics")
        if not is_token(token):
            return _not_found()
        token_hash = hash_token(token)
        name = await run_in_threadpool(self._tokens.feed_of, token_hash)
        if name is None:
            return _not_found()
        if not self._per_token.allows(token_hash):
            return self._too_many()
        await self._freshness.ensure()
        feed = self._book.feed(name)
        if feed is None:
            return self._unavailable() if not self._book.is_rendered else _not_found()
        await run_in_threadpool(self._uses.note, token_hash)
        return await self._answer(request, feed)

    async def _answer(self, request: Request, feed: RenderedFeed) -> Response:
        packed_etag = f'{feed.etag[:-1]}-gzip"'
        pack = accepts_gzip(request.headers.get("accept-encoding", ""))
        etags = (packed_etag, feed.etag) if pack else (feed.etag, packed_etag)
        headers = {
            **_PRIVACY,
            "ETag": etags[0],
            "Last-Modified": format_datetime(feed.changed, usegmt=True),
            "Cache-Control": f"private, max-age={self._max_age}",
            "Vary": "Accept-Encoding",
        }
        asked = request.headers
        known = unchanged_tag(
            ", ".join(asked.getlist("if-none-match")) if "if-none-match" in asked else None,
            asked.get("if-modified-since"),
            etags=etags,
            changed=feed.changed,
        )
        if known is not None:
            return Response(status_code=304, headers={**headers, "ETag": known})
        body = await run_in_threadpool(lambda: feed.packed) if pack else feed.body
        if pack:
            headers["Content-Encoding"] = "gzip"
        headers["Content-Length"] = str(len(body))
        sent = b"" if request.method == "HEAD" else body
        return Response(sent, headers=headers, media_type="text/calendar; charset=utf-8")

    def _too_many(self) -> Response:
        headers = {**_PRIVACY, "Cache-Control": "no-store", "Retry-After": "60"}
        return PlainTextResponse("Too many requests\n", 429, headers)

    def _unavailable(self) -> Response:
        headers = {**_PRIVACY, "Cache-Control": "no-store", "Retry-After": "60"}
        return PlainTextResponse("The feeds are not ready\n", 503, headers)


def feed_app(
    book: FeedBook,
    tokens: TokenBook,
    *,
    max_age: int = CLIENT_CACHE_SECONDS,
    refresh_seconds: float = REFRESH_SECONDS,
    token_requests_a_minute: int = 60,
    address_requests_a_minute: int = 1200,
) -> Starlette:
    """Return the application that answers ``/f/TOKEN.ics``, the same without ``.ics``, and ``/health``.

    GET and HEAD only. A token that is unknown, revoked or no token at all gets the same 404. What a feed
    shows was decided when it was rendered: nothing in the request widens it. A school's clients may share one
    address, so the limit by address is wide; it bounds guessing and loops. `max_age` is in seconds.
    """
    feeds = _Feeds(
        book,
        tokens,
        freshness=_Freshness(book, refresh_seconds),
        per_token=RateLimit(token_requests_a_minute),
        per_address=RateLimit(address_requests_a_minute),
        max_age=max_age,
    )
    app = Starlette(
        routes=[
            Route(PREFIX + "{token}", feeds.feed, methods=["GET", "HEAD"]),
            Route(_HEALTH, feeds.health, methods=["GET", "HEAD"]),
        ],
        middleware=[Middleware(AccessLog, known=frozenset({_HEALTH}))],
        exception_handlers={HTTPException: _refused, Exception: _failed},
    )
    # A redirect to the address without its last slash would write the token into a header.
    app.router.redirect_slashes = False
    return app
