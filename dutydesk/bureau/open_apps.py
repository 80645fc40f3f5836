"""The desks whose feeds are open in a server, no more than so many at a time."""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Sequence

from dutydesk.api import DataProblem
from dutydesk.bureau.bureau import Bureau
from dutydesk.bureau.desk_places import DeskPlace
from dutydesk.bureau.hosted_app import HostedApp
from dutydesk.desk import OpenDesk
from dutydesk.feeds.desk_app import desk_app
from dutydesk.feeds.desk_tokens import DeskTokens
from dutydesk.feeds.links import FEED_PREFIX, PAGE_PREFIX
from dutydesk.feeds.web.app import behind_proxies
from dutydesk.feeds.web.doors import Doors
from dutydesk.feeds.web.metrics import Metrics
from dutydesk.feeds.web.request_log import RequestLog

LOOK_SECONDS = 0.4
_PLACES_SECONDS = 5.0
_OPENING_AT_ONCE = 2
_logger = logging.getLogger(__name__)


class OpenApps:
    """Opens a desk's feeds when someone comes with a link to one of them, and keeps the `most` used last.

    A path that is no open link of the desk opens nothing for longer than it takes to find that out. They are
    used from one event loop.
    """

    def __init__(
        self, bureau: Bureau, metrics: Metrics, *, most: int, proxies: Sequence[str], log_requests: bool
    ) -> None:
        self._bureau = bureau
        self._metrics = metrics
        self._most = most
        self._proxies = proxies
        self._log_requests = log_requests
        self._open: OrderedDict[str, HostedApp] = OrderedDict()
        self._places: dict[str, DeskPlace] = {}
        self._placed = float("-inf")
        self._opening: dict[str, asyncio.Lock] = {}
        self._turns = asyncio.Semaphore(_OPENING_AT_ONCE)

    @property
    def opened(self) -> tuple[HostedApp, ...]:
        """Those that are open now."""
        return tuple(self._open.values())

    def at_hand(self, name: str) -> HostedApp | None:
        """Return the feeds of a desk if they are open."""
        app = self._open.get(name)
        if app is not None:
            self._open.move_to_end(name)
        return app

    async def opened_for(self, name: str, path: str) -> HostedApp | None:
        """Return the feeds of a desk, opened for `path`, or None where that is no link to one of them."""
        place = await self._place(name)
        if place is None:
            return None
        lock = self._opening.setdefault(name, asyncio.Lock())
        async with lock:
            app = self.at_hand(name)
            if app is not None:
                return app
            async with self._turns:
                app = await self._opened(place, path)
        if app is not None:
            await self._make_room()
        return app

    async def end(self) -> None:
        """Close all."""
        closing = list(self._open.values())
        self._open.clear()
        for app in closing:
            await app.end()

    async def _place(self, name: str) -> DeskPlace | None:
        if name not in self._places and time.monotonic() - self._placed > _PLACES_SECONDS:
            self._placed = time.monotonic()
            try:
                found = await asyncio.to_thread(self._bureau.places)
            except DataProblem as problem:
                _logger.warning("the desks cannot be looked for: %s", problem)
            else:
                self._places = {each.name: each for each in found}
        return self._places.get(name)

    async def _opened(self, place: DeskPlace, path: str) -> HostedApp | None:
        desk = await asyncio.to_thread(self._knocked, place, path)
        if desk is None:
            return None
        feeds = desk_app(desk, proxies=self._proxies, metrics=self._metrics, seconds=LOOK_SECONDS)
        dressed = behind_proxies(RequestLog(feeds), self._proxies) if self._log_requests else feeds
        app = HostedApp(desk, feeds, dressed)
        await app.begin()
        self._open[place.name] = app
        return app

    def _knocked(self, place: DeskPlace, path: str) -> OpenDesk | None:
        """Return the open desk at a place if `path` is an open link there."""
        try:
            refusal = self._bureau.refusal(self._bureau.card(place))
            if refusal:
                _logger.warning("%s: %s", place.name, refusal)
                return None
            desk = self._bureau.open(place)
        except DataProblem as problem:
            _logger.warning("%s cannot be opened: %s", place.name, problem)
            return None
        try:
            if self._is_link(desk, path):
                return desk
        except BaseException:
            desk.close()
            raise
        desk.close()
        return None

    def _is_link(self, desk: OpenDesk, path: str) -> bool:
        prefix = next((each for each in (FEED_PREFIX, PAGE_PREFIX) if path.startswith(each)), None)
        if prefix is None:
            return False
        doors = Doors(DeskTokens(desk))
        doors.renew()
        token = path.removeprefix(prefix)
        return doors.behind(token.removesuffix(".ics") if prefix == FEED_PREFIX else token) is not None

    async def _make_room(self) -> None:
        """Close those used longest ago, as far as nobody waits for their answers."""
        for name, app in list(self._open.items()):
            if len(self._open) <= self._most:
                return
            if app.is_idle:
                del self._open[name]
                await app.end()
