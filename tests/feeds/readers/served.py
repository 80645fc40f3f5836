"""Feeds over HTTP, for programs that fetch them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from dutydesk.feeds.book import FeedBook
from dutydesk.feeds.tokens import TokenBook
from tests.feeds.web_client import feed_app, running


@dataclass
class Server:
    """A server that runs: its port, and the status of each answer so far."""

    port: int
    answers: list[int]

    def address(self, token: str) -> str:
        """Return where a token opens its feed."""
        return f"http://127.0.0.1:{self.port}/f/{token}.ics"


@contextmanager
def served(book: FeedBook, tokens: TokenBook, port: int = 0) -> Iterator[Server]:
    """Serve a book by a server that looks at its desk before each answer; port 0 is any free one."""
    app = feed_app(book, tokens)
    answers: list[int] = []

    async def noting(scope, receive, send):
        async def noted(message):
            if message["type"] == "http.response.start":
                answers.append(message["status"])
            await send(message)

        if scope["type"] == "http":
            await app.watch.look()
        await app(scope, receive, noted)

    with running(noting, port) as actual:
        yield Server(actual, answers)
