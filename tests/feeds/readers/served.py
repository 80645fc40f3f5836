"""Feeds over HTTP, for programs that fetch them."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import uvicorn

from dutydesk.feeds.book import FeedBook
from dutydesk.feeds.tokens import TokenBook
from dutydesk.feeds.web import serving
from tests.feeds.web_client import feed_app


@dataclass
class Server:
    """A server that runs: its port, and the status of each answer so far."""

    port: int
    answers: list[int] = field(default_factory=list)

    def address(self, token: str) -> str:
        """Return where a token opens its feed."""
        return f"http://127.0.0.1:{self.port}/f/{token}.ics"


@contextmanager
def served(book: FeedBook, tokens: TokenBook, port: int = 0) -> Iterator[Server]:
    """Serve a book by a server that looks at its desk before each answer; port 0 is any free one."""
    app = feed_app(book, tokens)

    async def noting(scope, receive, send):
        async def noted(message):
            if message["type"] == "http.response.start":
                running.answers.append(message["status"])
            await send(message)

        if scope["type"] == "http":
            await app.watch.look()
        await app(scope, receive, noted)

    with serving.listen("127.0.0.1", port) as listening:
        running = Server(listening.getsockname()[1])
        server = uvicorn.Server(serving.server_config(lambda: noting))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield running
        finally:
            server.should_exit = True
            thread.join(15)
