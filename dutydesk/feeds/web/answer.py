"""Answers over HTTP, ready to be sent."""

from dataclasses import dataclass
from email.utils import format_datetime
from functools import cached_property
from http import HTTPStatus

from dutydesk.feeds.book import RenderedFeed
from dutydesk.feeds.web.asgi import Headers, Message, Send
from dutydesk.feeds.web.conditional import accepts_gzip, unchanged_tag

PRIVACY: Headers = (
    (b"referrer-policy", b"no-referrer"),
    (b"x-robots-tag", b"noindex, nofollow"),
    (b"x-content-type-options", b"nosniff"),
)
NO_STORE = (b"cache-control", b"no-store")
_TEXT = b"text/plain; charset=utf-8"
_CALENDAR = b"text/calendar; charset=utf-8"


_NO_BODY: Message = {"type": "http.response.body", "body": b""}


class Answer:
    """A status, headers and a body, with the messages by which a server is told them."""

    __slots__ = ("_body_message", "_start_message", "body", "headers", "status")

    def __init__(self, status: int, headers: Headers, body: bytes = b"") -> None:
        self.status = status
        self.headers = headers
        self.body = body
        self._start_message: Message = {"type": "http.response.start", "status": status, "headers": headers}
        self._body_message: Message = {"type": "http.response.body", "body": body}

    async def send(self, send: Send, *, head: bool = False) -> None:
        """Send it, without its body to a `head` request."""
        await send(self._start_message)
        await send(_NO_BODY if head else self._body_message)


def said(status: HTTPStatus, text: str, *more: tuple[bytes, bytes], content_type: bytes = _TEXT) -> Answer:
    """Return a short answer that is never stored."""
    body = text.encode()
    headers = ((b"content-type", content_type), (b"content-length", b"%d" % len(body)), NO_STORE, *PRIVACY)
    return Answer(status, (*headers, *more), body)


NOT_FOUND = said(HTTPStatus.NOT_FOUND, "Not found\n")
"""The one answer to every address that opens nothing, whatever the reason."""

NOT_ALLOWED = said(HTTPStatus.METHOD_NOT_ALLOWED, "Method not allowed\n", (b"allow", b"GET, HEAD"))
TOO_MANY = said(HTTPStatus.TOO_MANY_REQUESTS, "Too many requests\n", (b"retry-after", b"60"))
NOT_READY = said(HTTPStatus.SERVICE_UNAVAILABLE, "The feeds are not ready\n", (b"retry-after", b"60"))
BROKEN = said(HTTPStatus.INTERNAL_SERVER_ERROR, "Internal error\n")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a client says of the copy that it has, and which encodings it takes."""

    if_none_match: str | None = None
    if_modified_since: str | None = None
    accept_encoding: str = ""


def asked_by(headers: list[tuple[bytes, bytes]]) -> Asked:
    """Return what the headers of a request say."""
    if_none_match: str | None = None
    if_modified_since: str | None = None
    accept_encoding = ""
    for name, value in headers:
        if name == b"if-none-match":
            text = value.decode("latin-1")
            if_none_match = text if if_none_match is None else f"{if_none_match}, {text}"
        elif name == b"accept-encoding":
            text = value.decode("latin-1")
            accept_encoding = f"{accept_encoding}, {text}" if accept_encoding else text
        elif name == b"if-modified-since":
            if_modified_since = value.decode("latin-1")
    return Asked(if_none_match, if_modified_since, accept_encoding)


class FeedAnswers:
    """The answers that one rendered feed can get: whole or unchanged, plain or in gzip.

    `max_age` is how many seconds a client may go without asking again.
    """

    def __init__(self, feed: RenderedFeed, max_age: int) -> None:
        self.feed = feed
        self._plain_tag = feed.etag
        self._packed_tag = f'{feed.etag[:-1]}-gzip"'
        self._caching: Headers = (
            (b"cache-control", b"private, max-age=%d" % max_age),
            (b"vary", b"Accept-Encoding"),
        )
        # RFC 9110 section 15.4.5: no more than what the client's copy needs.
        self._unchanged = {
            tag.encode(): Answer(HTTPStatus.NOT_MODIFIED, ((b"etag", tag.encode()), *self._caching))
            for tag in (self._plain_tag, self._packed_tag)
        }

    def unchanged(self, headers: list[tuple[bytes, bytes]]) -> Answer | None:
        """Return the answer to a client that names just the copy that it has, as nearly all do; else None."""
        for name, value in headers:
            if name == b"if-none-match":
                return self._unchanged.get(value)
        return None

    def to(self, asked: Asked) -> Answer | None:
        """Return the answer, or None where it is `packed` and that is yet to be made."""
        pack = accepts_gzip(asked.accept_encoding)
        tags = (self._packed_tag, self._plain_tag) if pack else (self._plain_tag, self._packed_tag)
        known = unchanged_tag(
            asked.if_none_match, asked.if_modified_since, etags=tags, changed=self.feed.changed
        )
        if known is not None:
            return self._unchanged[known.encode()]
        if not pack:
            return self.plain
        return self.packed if self.feed.is_packed else None

    @cached_property
    def plain(self) -> Answer:
        """The whole feed as it is."""
        return self._whole(self._plain_tag, self.feed.body)

    @cached_property
    def packed(self) -> Answer:
        """The whole feed in gzip; making it takes a while for a large feed."""
        return self._whole(self._packed_tag, self.feed.packed, (b"content-encoding", b"gzip"))

    def _whole(self, tag: str, body: bytes, *more: tuple[bytes, bytes]) -> Answer:
        headers = (
            *more,
            (b"content-type", _CALENDAR),
            (b"content-length", b"%d" % len(body)),
            (b"etag", tag.encode()),
            (b"last-modified", format_datetime(self.feed.changed, usegmt=True).encode()),
            *self._caching,
            *PRIVACY,
        )
        return Answer(HTTPStatus.OK, headers, body)
