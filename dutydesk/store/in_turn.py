"""Waiting for one's turn to write in an SQLite file, so that nobody waits for ever beside a busy writer."""

import random
import sqlite3
import time

import sqlalchemy as sa

BEGIN_WRITING = "BEGIN IMMEDIATE"
_LONGEST_LOOK_SECONDS = 0.002


def begin_in_turn(connection: sa.Connection, seconds: float) -> None:
    """Begin a transaction as the only writer, having waited for others for at most `seconds`.

    SQLite's own waiting sleeps longer and longer, up to a tenth of a second, and then misses every gap of one
    who writes change after change; so here it is tried about every thousandth of a second.

    Raises:
        sqlalchemy.exc.OperationalError: others still write, or the file cannot be written.
    """
    driver = connection.connection.driver_connection
    if isinstance(driver, sqlite3.Connection):
        deadline = time.monotonic() + seconds
        driver.execute("PRAGMA busy_timeout=0")
        try:
            while time.monotonic() < deadline and _is_busy(driver):
                time.sleep(random.uniform(0, _LONGEST_LOOK_SECONDS))  # noqa: S311 - when to look, no secret
        finally:
            driver.execute(f"PRAGMA busy_timeout={round(seconds * 1000)}")
        if driver.in_transaction:
            return
    connection.exec_driver_sql(BEGIN_WRITING)


def _is_busy(driver: sqlite3.Connection) -> bool:
    """Try to begin, and tell whether others write; any other fault will come out at the last try."""
    try:
        driver.execute(BEGIN_WRITING)
    except sqlite3.OperationalError as error:
        return error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
    return False
