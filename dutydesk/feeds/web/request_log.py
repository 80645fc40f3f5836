"""One line a request, which never holds a token."""

import logging
import time

from dutydesk.domain import clean_line
from dutydesk.feeds.links import FEED_PREFIX, PAGE_PREFIX
from dutydesk.feeds.tokens import hash_token
from dutydesk.feeds.web.asgi import App, Message, Receive, Scope, Send

_SHOWN_HASH = 8
_LEAST_OF_LINK = 16
"""What is shorter is no link, and would be found in the midst of words."""
_LONGEST_ADDRESS = 64
_logger = logging.getLogger(__name__)


def redacted(path: str, known: frozenset[str]) -> str:
    """Return `path` as it may be logged.

    Of a link the beginning of the token's hash is left, by which a leader can tell the rows of the token
    table apart. A path that is not `known` could be a link mistyped, so nothing is left.
    """
    if path in known:
        return path
    for prefix in (FEED_PREFIX, PAGE_PREFIX):
        if path.startswith(prefix):
            token = path.removeprefix(prefix).removesuffix(".ics")
            return f"{prefix}[{hash_token(token)[:_SHOWN_HASH]}]"
    return "[other]"


def without_link(text: str, path: str) -> str:
    """Return `text`, such as that of an error, with what `redacted` leaves of the link in `path`."""
    for prefix in (FEED_PREFIX, PAGE_PREFIX):
        token = path.removeprefix(prefix).removesuffix(".ics")
        if path.startswith(prefix) and len(token) >= _LEAST_OF_LINK:
            return text.replace(token, redacted(path, frozenset()).removeprefix(prefix))
    return text


class RequestLog:
    """ASGI middleware that logs each request: client, method, redacted path, status, milliseconds."""

    def __init__(self, app: App, known: frozenset[str] = frozenset()) -> None:
        self._app = app
        self._known = known

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and log how it was answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 500
        began = time.monotonic()

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = int(message["status"])
            await send(message)

        try:
            await self._app(scope, receive, noted)
        finally:
            client = scope.get("client")
            _logger.info(
                "%s %s %s %d %.0f ms",
                # A proxy's header may have set the address to anything.
                clean_line(client[0], _LONGEST_ADDRESS) if client else "-",
                scope["method"],
                scope.get("root_path", "") + redacted(scope["path"], self._known),
                status,
                (time.monotonic() - began) * 1000,
            )
