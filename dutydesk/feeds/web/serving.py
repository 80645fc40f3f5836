"""Running the feed server until it is told to stop."""

import asyncio
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from dutydesk.api import DataProblem
from dutydesk.wording import _

HEADER_SECONDS = 10.0
"""How long a client may take for a header: from connecting, or from its first byte after a pause."""

_BACKLOG = 128
_PORTS = range(65536)


class DeadlineProtocol(H11Protocol):
    """HTTP that hangs up on clients which are slow to say what they want.

    uvicorn bounds a header's size and the pause between requests, but not how long a header may take: a few
    hundred clients that send a byte now and then would use up every connection.
    """

    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._await_header()

    def data_received(self, data: bytes) -> None:
        """Take what the client sends; the clock stops when its header is complete."""
        super().data_received(data)
        if self.conn.their_state is h11.IDLE:
            self._await_header()
        else:
            self._stop_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the client."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _await_header(self) -> None:
        if self._deadline is None:
            self._deadline = self.loop.call_later(HEADER_SECONDS, self.transport.abort)

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


def _cannot_listen(host: str, port: int, reason: object) -> DataProblem:
    message = _("{host} port {port}: cannot listen there: {reason}")
    return DataProblem(message.format(host=host, port=port, reason=reason))


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens at `host` and `port`; port 0 means any free one.

    Raises:
        DataProblem: the port is taken or not allowed, or the host is none of this machine's.
    """
    if port not in _PORTS:
        raise _cannot_listen(host, port, _("a port is a number from 0 to {last}").format(last=_PORTS[-1]))
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0][0]
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        raise _cannot_listen(host, port, error.strerror or error) from error


def feed_server(app: ASGIApp) -> uvicorn.Server:
    """Return a uvicorn server with limits that suit an open network; it logs no addresses of its own."""
    config = uvicorn.Config(
        app,
        http=DeadlineProtocol,
        ws="none",
        lifespan="off",
        access_log=False,
        log_config=None,
        server_header=False,
        limit_concurrency=500,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=5,
        h11_max_incomplete_event_size=16 * 1024,
        backlog=_BACKLOG,
    )
    return uvicorn.Server(config)


@contextmanager
def _stopped_by_signals(server: uvicorn.Server) -> Iterator[None]:
    """Let SIGINT and SIGTERM stop `server`, and nothing more.

    uvicorn takes the signals over while it runs and raises them again when it has stopped, which would end
    the program as if it had been killed.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        server.should_exit = True

    former = {one: signal.signal(one, stop) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for one, handler in former.items():
            signal.signal(one, handler)


def serve(app: ASGIApp, host: str, port: int, *, ready: Callable[[str, int], None] | None = None) -> None:
    """Serve `app` until SIGINT or SIGTERM, then finish what is under way and return.

    `ready` is called with the host and the actual port once connections are taken. The client's address comes
    from X-Forwarded-For where a proxy on this machine passes the request on.

    Raises:
        DataProblem: it is not possible to listen there.
    """
    server = feed_server(app)
    with listen(host, port) as listening, _stopped_by_signals(server):
        if ready is not None:
            ready(host, listening.getsockname()[1])
        server.run(sockets=[listening])
