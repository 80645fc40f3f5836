"""One desk's feeds inside a server of many: begun when first asked for, ended when long not asked for."""

import asyncio
from collections.abc import Callable

from dutydesk.desk import OpenDesk
from dutydesk.feeds.web.app import FeedApp
from dutydesk.feeds.web.asgi import App, Message, Receive, Scope, Send


class HostedApp:
    """Runs `feeds`, the feeds of an open desk, as a server would, and closes the desk at the end.

    `dressed` is the same application as it answers requests, such as with a log of them.
    """

    def __init__(self, desk: OpenDesk, feeds: FeedApp, dressed: App) -> None:
        self.feeds = feeds
        self._desk = desk
        self._dressed = dressed
        self._answering = 0
        self._ending = asyncio.Event()
        self._life: asyncio.Task[None] | None = None

    @property
    def is_idle(self) -> bool:
        """Whether nobody waits for an answer."""
        return self._answering == 0

    async def begin(self) -> None:
        """Render the feeds, and keep them up to date from then on."""
        begun = asyncio.Event()
        self._life = asyncio.create_task(self._live(begun.set))
        waiting = asyncio.create_task(begun.wait())
        await asyncio.wait({self._life, waiting}, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if self._life.done():
            await self._life

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        self._answering += 1
        try:
            await self._dressed(scope, receive, send)
        finally:
            self._answering -= 1

    async def end(self) -> None:
        """Write down what is left, and close the desk."""
        self._ending.set()
        try:
            if self._life is not None:
                await self._life
        finally:
            await asyncio.to_thread(self._desk.close)

    async def _live(self, begun: Callable[[], None]) -> None:
        asked = False

        async def receive() -> Message:
            nonlocal asked
            if not asked:
                asked = True
                return {"type": "lifespan.startup"}
            await self._ending.wait()
            return {"type": "lifespan.shutdown"}

        async def send(message: Message) -> None:
            if message["type"] == "lifespan.startup.complete":
                begun()

        await self.feeds({"type": "lifespan"}, receive, send)
