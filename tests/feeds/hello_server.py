# ruff: noqa: T201 - what it prints is how the tests hear of it
"""A server of two workers for the tests of serving; run as ``python hello_server.py [early]``."""

import logging
import os
import signal
import sys

from dutydesk.feeds.web.metrics import Metrics
from dutydesk.feeds.web.serving import serve


class Hello:
    """An application that says which process answers, or gives the figures of all."""

    def __init__(self):
        self.metrics = Metrics()

    async def __call__(self, scope, receive, send):
        if scope["type"] == "lifespan":
            await receive()
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
            return
        if scope["path"] == "/metrics":
            body = self.metrics.text()
        else:
            self.metrics.count("feed", 200, 5)
            self.metrics.gather()
            body = str(os.getpid()).encode()
        await send(
            {
                "type": "http.response.start",
                "status": 200,
                "headers": [(b"content-length", b"%d" % len(body)), (b"connection", b"close")],
            }
        )
        await send({"type": "http.response.body", "body": body})


def ready(_host, port):
    print(port, flush=True)
    if "early" in sys.argv:
        signal.raise_signal(signal.SIGTERM)


if __name__ == "__main__":
    logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
    serve(Hello, "127.0.0.1", 0, workers=2, ready=ready)
    print("stopped", flush=True)
