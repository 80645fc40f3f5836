"""HTTP that hangs up on clients which take too long, send too much, or are too many."""

import asyncio
from ipaddress import ip_address

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

REQUEST_SECONDS = 10.0
"""How long a client may take for a request: from connecting, or from its first byte after a pause."""

SENDING_SECONDS = 120.0
"""How long a client may leave off reading an answer."""

LEAVING_SECONDS = 1.0
"""How long a server that stops waits for the request of a client that has just connected."""

MOST_REQUEST_BYTES = 16 * 1024
MOST_CONNECTIONS = 800
MOST_FROM_ADDRESS = 100


class DeadlineProtocol(HttpToolsProtocol):
    """HTTP with a deadline for each request and answer, and caps on connections.

    uvicorn bounds the pause between requests, but neither how long a request may take nor how large its
    header is: a few hundred clients that send a byte now and then would use up every connection. A proxy on
    this machine speaks for many, so the cap by address leaves it out.
    """

    _waiting_since: float | None = None
    _sending_since: float | None = None
    _received = 0
    _had_request = False
    _is_leaving = False
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a client, unless there are too many, and begin to wait for its first request."""
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS or self._is_crowded():
            transport.abort()
            return
        self._await_request()
        self._check()

    def data_received(self, data: bytes) -> None:
        """Take what the client sends."""
        if self._waiting_since is None and self.cycle.response_complete:
            self._await_request()
        if self._waiting_since is not None:
            self._received += len(data)
            if self._received > MOST_REQUEST_BYTES:
                self.transport.abort()
                return
        super().data_received(data)

    def on_message_complete(self) -> None:
        """Stop waiting: the request is there. A server that stops gives no other answer after this one."""
        self._waiting_since = None
        self._had_request = True
        if self._is_leaving:
            self.cycle.keep_alive = False
        super().on_message_complete()

    def shutdown(self) -> None:
        """Finish what is under way; a client that has only just connected may still ask its one question."""
        if self._waiting_since is None or self._had_request:
            super().shutdown()
            return
        self._is_leaving = True
        self.loop.call_later(LEAVING_SECONDS, self._leave)

    def _leave(self) -> None:
        if self._waiting_since is not None:
            self.transport.close()

    def pause_writing(self) -> None:
        """Begin to wait for a client that does not read its answer."""
        self._sending_since = self.loop.time()
        super().pause_writing()

    def resume_writing(self) -> None:
        """Go on: the client reads."""
        self._sending_since = None
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the client."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        super().connection_lost(exc)

    def _is_crowded(self) -> bool:
        if self.client is None:
            return False
        address = self.client[0]
        try:
            if ip_address(address).is_loopback:
                return False
        except ValueError:
            return False
        clients = (getattr(each, "client", None) for each in self.connections)
        same = [client for client in clients if client is not None and client[0] == address]
        return len(same) > MOST_FROM_ADDRESS

    def _await_request(self) -> None:
        self._waiting_since = self.loop.time()
        self._received = 0

    def _check(self) -> None:
        """Hang up if a deadline has passed, else look again in a while.

        One timer a connection that looks now and then costs a request nothing; one a request would.
        """
        now = self.loop.time()
        waited = now - self._waiting_since if self._waiting_since is not None else 0.0
        sent = now - self._sending_since if self._sending_since is not None else 0.0
        if waited >= REQUEST_SECONDS or sent >= SENDING_SECONDS:
            self.transport.abort()
            return
        self._timer = self.loop.call_later(
            min(REQUEST_SECONDS - waited, SENDING_SECONDS - sent) + 0.01, self._check
        )
