"""Hearing what others commit in a PostgreSQL, on one standing connection for all desks in it."""

import os
import select
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import psycopg

CHANNEL = "dutydesk"
"""Every commit of a journal entry tells here in which schema it was."""
_DOZE_SECONDS = 0.2


class Listening:
    """One connection that hears of changes, made at the first question and made anew when it is lost.

    To ask costs a look at a socket. While there was no connection anything may have been changed, so then
    every schema's number moves. All methods may be called from any thread, and in a forked process. `connect`
    returns a connection that listens on `CHANNEL`.
    """

    def __init__(self, connect: "Callable[[], psycopg.Connection[tuple[object, ...]]]") -> None:
        self._connect = connect
        self._lock = threading.Lock()
        self._connection: psycopg.Connection[tuple[object, ...]] | None = None
        self._process = 0
        self._everywhere = 0
        self._moves: Counter[str] = Counter()

    def version(self, schema: str) -> int:
        """Return a number that has moved if a change was committed in `schema` since it was asked for.

        Raises:
            sqlalchemy.exc.DBAPIError: the server cannot be reached.
        """
        with self._lock:
            self._hear()
            return self._everywhere + self._moves[schema]

    def moved(self, schema: str) -> None:
        """Count a commit of this process itself, at once and not only when the server tells of it."""
        with self._lock:
            self._moves[schema] += 1

    def doze(self, seconds: float) -> None:
        """Wait so long, or less where the server has something to tell, which another thread may take."""
        with self._lock:
            self._hear()
            connection = self._connection
            descriptor = -1 if connection is None else connection.fileno()
        waiting = select.poll()
        waiting.register(descriptor, select.POLLIN)
        waiting.poll(min(seconds, _DOZE_SECONDS) * 1000)

    def close(self) -> None:
        """Listen no longer."""
        with self._lock:
            self._drop()

    def _hear(self) -> None:
        connection = self._connection
        if connection is None or self._process != os.getpid():
            connection = self._begin()
        try:
            connection.pgconn.consume_input()
        except _lost():
            connection = self._begin()
        while (heard := connection.pgconn.notifies()) is not None:
            self._moves[heard.extra.decode()] += 1

    def _begin(self) -> "psycopg.Connection[tuple[object, ...]]":
        self._drop()
        connection = self._connect()
        self._connection = connection
        self._process = os.getpid()
        self._everywhere += 1
        return connection

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None and self._process == os.getpid():
            with suppress(_lost()):
                connection.close()


def _lost() -> type[Exception]:
    import psycopg  # noqa: PLC0415 - an extra that need not be there

    return psycopg.Error
