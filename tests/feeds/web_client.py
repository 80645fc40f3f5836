"""The feed server for a book and tokens in memory, asked through ASGI itself or over a real connection."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import uvicorn

from dutydesk.feeds.book import FeedBook
from dutydesk.feeds.web import serving
from dutydesk.feeds.web.answer import said
from dutydesk.feeds.web.app import FeedApp, PageRequest
from dutydesk.feeds.web.doors import Doors
from dutydesk.feeds.web.uses import Uses
from dutydesk.feeds.web.watch import Watch


def plain_page(request: PageRequest):
    return said(200, f"{request.feed} {request.choice.query} {request.address}\n")


def feed_app(book: FeedBook, tokens, *, page=plain_page, seconds: float = 0.05, **more) -> FeedApp:
    """Return the application for a book and tokens; it looks again every few hundredths of a second."""
    doors, uses = Doors(tokens), Uses(tokens, book._desk.now)
    watch = Watch(
        book, doors, uses, seconds=seconds, settings_changed=more.pop("settings_changed", lambda: False)
    )
    return FeedApp(book, watch, doors=doors, uses=uses, page=page, **more)


@contextmanager
def running(app, port: int = 0) -> Iterator[int]:
    """Run a server in a thread, and give its port; 0 is any free one."""
    with serving.listen("127.0.0.1", port) as listening:
        server = uvicorn.Server(serving.server_config(lambda: app))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join(15)


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Client:
    """Asks an application as a server would, after it has looked at the desk."""

    app: object
    address: str = "192.0.2.7"
    scheme: str = "http"
    sent: list = field(default_factory=list)

    async def ask(self, path: str, method: str = "GET", *, look: bool = True, **headers: str) -> Answer:
        if look and isinstance(self.app, FeedApp):
            await self.app.watch.look()
        messages = self.sent = []

        async def receive():
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message):
            messages.append(message)

        path, _, query = path.partition("?")
        await self.app(
            {
                "type": "http",
                "asgi": {"version": "3.0"},
                "http_version": "1.1",
                "method": method,
                "scheme": self.scheme,
                "path": path,
                "raw_path": path.encode(),
                "root_path": "",
                "query_string": query.encode(),
                "headers": [
                    (name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()
                ],
                "client": (self.address, 5000),
                "server": ("127.0.0.1", 80),
            },
            receive,
            send,
        )
        start, *parts = messages
        names = [name.decode() for name, _ in start["headers"]]
        assert len(names) == len(set(names))
        return Answer(
            start["status"],
            {name.decode(): value.decode() for name, value in start["headers"]},
            b"".join(part.get("body", b"") for part in parts),
        )
