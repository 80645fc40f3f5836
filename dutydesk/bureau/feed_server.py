"""The feeds of every desk of a bureau on one address, each under its desk's name."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

from dutydesk.bureau.bureau import Bureau
from dutydesk.bureau.hosted_app import HostedApp
from dutydesk.bureau.open_apps import OpenApps
from dutydesk.feeds.links import FEED_PREFIX, PAGE_PREFIX
from dutydesk.feeds.web.answer import NOT_ALLOWED, NOT_FOUND, TOO_MANY, Answer, said
from dutydesk.feeds.web.app import HEALTH, METRICS, THIS_MACHINE, behind_proxies, is_local
from dutydesk.feeds.web.asgi import App, Receive, Scope, Send
from dutydesk.feeds.web.limits import RateLimits
from dutydesk.feeds.web.metrics import Metrics
from dutydesk.feeds.web.request_log import RequestLog

MOST_OPEN = 500
_READING = frozenset({"GET", "HEAD"})


@dataclass(frozen=True, slots=True)
class BureauFeeds:
    """Makes the application for the bureau in `folder`; another process can be given it.

    No more than `most_open` desks are open at a time. With `log_requests`, there is a line for each request.
    Who asks is what one of `proxies` says of whom it passes on.
    """

    folder: Path
    actor: str | None = None
    most_open: int = MOST_OPEN
    log_requests: bool = False
    proxies: tuple[str, ...] = THIS_MACHINE

    def __call__(self) -> App:
        """Open the bureau and return its application.

        Raises:
            DataProblem: it cannot be opened.
        """
        logging.basicConfig(format="%(asctime)s %(name)s %(message)s", level=logging.INFO)
        return BureauApp(
            Bureau(self.folder, self.actor),
            most_open=self.most_open,
            log_requests=self.log_requests,
            proxies=self.proxies,
        )


class BureauApp:
    """Answers ``/DESK/f/TOKEN.ics`` and ``/DESK/s/TOKEN`` as that desk's own server would.

    ``/health`` and ``/metrics`` are of all desks that are open.
    Whatever opens nothing gets the same 404, a desk that there is not and a token that there is not alike.
    """

    def __init__(
        self,
        bureau: Bureau,
        *,
        most_open: int = MOST_OPEN,
        log_requests: bool = False,
        proxies: Sequence[str] = THIS_MACHINE,
        limits: RateLimits | None = None,
    ) -> None:
        self._bureau = bureau
        self._metrics = Metrics()
        self._limits = limits or RateLimits()
        self._apps = OpenApps(
            bureau, self._metrics, most=most_open, proxies=proxies, log_requests=log_requests
        )
        rest: App = self._rest
        self._logged_rest = RequestLog(rest, frozenset({HEALTH, METRICS})) if log_requests else rest
        self._others = behind_proxies(self._first_asked, proxies)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or begin and end with the server."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            name, path = _split(scope["path"])
            app = self._apps.at_hand(name) if scope["method"] in _READING and _may_be_link(path) else None
            if app is not None:
                await app.answer(_inside(scope, name, path), receive, send)
            else:
                await self._others(scope, receive, send)

    async def _first_asked(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what is of no desk that is open: it may be of one that is to be opened."""
        name, path = _split(scope["path"])
        app: HostedApp | None = None
        if scope["method"] in _READING and _may_be_link(path) and self._allows_miss(scope):
            app = await self._apps.opened_for(name, path)
        if app is not None:
            await app.answer(_inside(scope, name, path), receive, send)
        else:
            await self._logged_rest(scope, receive, send)

    async def _rest(self, scope: Scope, _receive: Receive, send: Send) -> None:
        """Answer what is of no desk."""
        if scope["method"] not in _READING:
            answer = NOT_ALLOWED
        elif scope["path"] == HEALTH:
            answer = self._health()
        elif scope["path"] == METRICS and is_local(scope):
            answer = await self._figures()
        else:
            answer = NOT_FOUND if self._allows_miss(scope) else TOO_MANY
        head = scope["method"] == "HEAD"
        self._metrics.count("other", answer.status, 0 if head else len(answer.body))
        await answer.send(send, head=head)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self._apps.end()
        self._metrics.gather()
        await asyncio.to_thread(self._bureau.close)
        await send({"type": "lifespan.shutdown.complete"})

    def _health(self) -> Answer:
        ill = sum(not each.feeds.state.well for each in self._apps.opened)
        if not ill:
            return said(HTTPStatus.OK, "ok\n")
        return said(
            HTTPStatus.SERVICE_UNAVAILABLE, f"the feeds of {ill} desks cannot be brought up to date\n"
        )

    async def _figures(self) -> Answer:
        states = [each.feeds.state for each in self._apps.opened]
        self._metrics.state(
            feeds=sum(each.feeds for each in states),
            links=sum(each.links for each in states),
            well=all(each.well for each in states),
            looked=min((each.looked for each in states), default=0.0),
        )
        text = await asyncio.to_thread(self._metrics.text)
        return said(HTTPStatus.OK, text.decode(), content_type=Metrics.content_type)

    def _allows_miss(self, scope: Scope) -> bool:
        client = scope.get("client")
        return self._limits.allows_miss(client[0] if client else "-")


def _split(path: str) -> tuple[str, str]:
    """Return the desk that a path names, and the path inside it; nothing where there is none."""
    name, slash, rest = path.removeprefix("/").partition("/")
    return name, slash + rest


def _may_be_link(path: str) -> bool:
    return path.startswith((FEED_PREFIX, PAGE_PREFIX))


def _inside(scope: Scope, name: str, path: str) -> Scope:
    """Return the scope of a request as the desk's own application is to see it."""
    return {**scope, "path": path, "root_path": f"{scope.get('root_path', '')}/{quote(name)}"}
