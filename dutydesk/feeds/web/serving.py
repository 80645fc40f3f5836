"""Running the feed server: workers behind one socket, until it is told to stop."""

import multiprocessing
import os
import signal
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from types import FrameType

import uvicorn
from uvicorn.supervisors import Multiprocess

from dutydesk.api import DataProblem
from dutydesk.feeds.web.asgi import App
from dutydesk.feeds.web.metrics import MULTIPROCESS_FOLDER
from dutydesk.feeds.web.protocol import DeadlineProtocol
from dutydesk.wording import _

_BACKLOG = 512
_START_SECONDS = 120
"""How long a worker may take to render every feed for the first time."""
_PORTS = range(65536)
_SIGNALS = tuple(
    getattr(signal, name)
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGTTIN", "SIGTTOU", "SIGBREAK")
    if hasattr(signal, name)
)


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


def server_config(make_app: Callable[[], App], *, workers: int = 1) -> uvicorn.Config:
    """Return how uvicorn runs the feeds: with limits that suit an open network, and no log of addresses.

    `make_app` is called in each worker. Who asks is the application's business: see `behind_proxies`.
    """
    return uvicorn.Config(
        _Worker(make_app),
        factory=True,
        workers=workers,
        http=DeadlineProtocol,
        ws="none",
        lifespan="on",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=5,
        timeout_worker_healthcheck=_START_SECONDS,
        backlog=_BACKLOG,
    )


@dataclass(frozen=True, slots=True)
class _Worker:
    """Makes the application in a worker, which ends when its supervisor is no more."""

    make_app: Callable[[], App]

    def __call__(self) -> App:
        supervisor = multiprocessing.parent_process()
        if supervisor is not None:
            threading.Thread(target=_end_after, args=(supervisor,), daemon=True).start()
        return self.make_app()


def _end_after(supervisor: BaseProcess) -> None:
    """Stop this process after the one that started it, which cannot tell if it was killed."""
    supervisor.join()
    os.kill(os.getpid(), signal.SIGTERM)


@contextmanager
def _handlers_put_back() -> Iterator[None]:
    """Leave the handling of signals as it was: the supervisor takes it over for good."""
    former = {one: signal.getsignal(one) for one in _SIGNALS}
    try:
        yield
    finally:
        for one, handler in former.items():
            signal.signal(one, handler)


@contextmanager
def _stopped_early() -> Iterator[list[int]]:
    """Note the signals that come before the supervisor takes them over."""
    came: list[int] = []

    def note(number: int, _frame: FrameType | None) -> None:
        came.append(number)

    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, note)
    yield came


def serve(
    make_app: Callable[[], App],
    host: str,
    port: int,
    *,
    workers: int = 1,
    ready: Callable[[str, int], None] | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM, then finish what is under way and return.

    Each of `workers` is a process with its own application, so `make_app` must be something that another
    process can import. One that dies is started again; SIGHUP replaces them one by one, each when its
    successor is ready, so that there is always someone who answers. `ready` is called with the host and the
    actual port once connections are taken.

    Raises:
        DataProblem: it is not possible to listen there.
    """
    with (
        listen(host, port) as listening,
        _handlers_put_back(),
        _stopped_early() as came,
        tempfile.TemporaryDirectory(prefix="dutydesk-figures-") as figures,
    ):
        os.environ[MULTIPROCESS_FOLDER] = figures
        try:
            if ready is not None:
                ready(host, listening.getsockname()[1])
            supervisor = Multiprocess(server_config(make_app, workers=workers), [listening])
            supervisor.signal_queue.extend(came)
            supervisor.run()
        finally:
            del os.environ[MULTIPROCESS_FOLDER]
