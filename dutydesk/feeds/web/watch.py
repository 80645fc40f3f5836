"""Keeping what is served up to date with the desk, in the background."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime

from dutydesk.api import DataProblem
from dutydesk.feeds.book import FeedBook
from dutydesk.feeds.web.doors import Doors
from dutydesk.feeds.web.uses import Uses

LOOK_SECONDS = 1.0
USES_SECONDS = 60.0
_logger = logging.getLogger(__name__)


class Watch:
    """Looks at the desk every `seconds`, or when `pause` returns before; requests see what was seen last.

    `settings_changed` takes up the settings of the desk and tells whether they are other than before. Links
    are read before feeds are rendered: one that was revoked must not wait for a long rendering.
    """

    def __init__(
        self,
        book: FeedBook,
        doors: Doors,
        uses: Uses,
        *,
        settings_changed: Callable[[], bool] = lambda: False,
        seconds: float = LOOK_SECONDS,
        pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self.is_well = True
        self.looked = datetime.now(UTC)
        """When the desk was last looked at with success."""
        self._book = book
        self._doors = doors
        self._uses = uses
        self._settings_changed = settings_changed
        self._seconds = seconds
        self._pause = pause
        self._seen: tuple[int, date] | None = None
        self._is_anew = False
        self._told = ""

    async def run(self) -> None:
        """Look again and again, until cancelled."""
        writing_at = time.monotonic() + USES_SECONDS
        while True:
            await self._pause(self._seconds)
            await self.look()
            if time.monotonic() >= writing_at:
                writing_at = time.monotonic() + USES_SECONDS
                await asyncio.to_thread(self._uses.write)

    async def look(self) -> None:
        """Bring links and feeds up to date; after a failure what was there before stays."""
        try:
            changed = await asyncio.to_thread(self._look)
            self.is_well, self.looked = True, datetime.now(UTC)
        except Exception as error:  # noqa: BLE001 - whatever it is, the feeds stay as they were
            self.is_well = False
            self._tell(error)
        else:
            if self._told:
                self._told = ""
                _logger.info("the feeds are up to date again")
            if changed:
                await asyncio.to_thread(self._book.pack)

    def _tell(self, error: Exception) -> None:
        """Log what is wrong, once for as long as it is the same: the desk is looked at every second."""
        said = repr(error)
        if said == self._told:
            return
        self._told = said
        if isinstance(error, DataProblem):
            _logger.warning("the feeds could not be brought up to date: %s", error)
        else:
            _logger.error("the feeds could not be brought up to date", exc_info=error)

    def _look(self) -> bool:
        self._is_anew |= self._settings_changed()
        seen = self._book.present()
        if seen == self._seen and not self._is_anew:
            return False
        self._doors.renew()
        changed = self._book.refresh(anew=self._is_anew)
        self._seen, self._is_anew = seen, False
        return changed
