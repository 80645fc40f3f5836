"""The server's own access log, which never holds a token."""

import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dutydesk.domain import clean_line
from dutydesk.feeds.tokens import hash_token

PREFIX = "/f/"
_SHOWN_HASH = 8
_LONGEST_ADDRESS = 64
_logger = logging.getLogger(__name__)


def redacted(path: str, known: frozenset[str]) -> str:
    """Return `path` as it may be logged.

    Of a feed's address the beginning of the token's hash is left, by which a leader can tell the rows of the
    token table apart. A path that is not `known` could be a feed's address mistyped, so nothing is left.
    """
    if path in known:
        return path
    if path.startswith(PREFIX):
        token = path.removeprefix(PREFIX).removesuffix(".ics")
        return f"{PREFIX}[{hash_token(token)[:_SHOWN_HASH]}]"
    return "[other]"


class AccessLog:
    """ASGI middleware that writes one line a request: client, method, redacted path, status, milliseconds."""

    def __init__(self, app: ASGIApp, known: frozenset[str] = frozenset()) -> None:
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
                status = message["status"]
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
                redacted(scope["path"], self._known),
                status,
                (time.monotonic() - began) * 1000,
            )
