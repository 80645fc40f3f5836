"""Waiting between two looks at a desk, but no longer than until someone changes it."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from dutydesk.api import DataProblem
from dutydesk.store.database import Database

_AT_LEAST_SECONDS = 0.1
"""Between two looks, however often the desk is changed: each may render feeds anew."""


class ChangeWait:
    """Waits in a thread of its own: a PostgreSQL tells of a change, a file is asked every few hundredths."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._thread = ThreadPoolExecutor(1, "wait for a change")
        self._heard = 0

    async def __call__(self, seconds: float) -> None:
        """Return after so long, or soon after the desk was changed since the last time."""
        await asyncio.sleep(min(seconds, _AT_LEAST_SECONDS))
        left = max(0.0, seconds - _AT_LEAST_SECONDS)
        try:
            self._heard = await asyncio.get_running_loop().run_in_executor(
                self._thread, self._database.wait, left, self._heard
            )
        except DataProblem:
            await asyncio.sleep(left)  # whoever looks next says what is wrong
