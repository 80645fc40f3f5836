"""The feed server as `dutydesk serve` runs it, without limits on how often a link is used."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.feeds.school import clock
from dutydesk.feeds.desk_app import desk_app
from dutydesk.feeds.web.asgi import App
from dutydesk.feeds.web.limits import RateLimits
from dutydesk.feeds.web.serving import serve
from dutydesk.host.opening import open_desk

_MOST = 10**9


@dataclass(frozen=True, slots=True)
class SchoolApp:
    """Makes the application for the desk in `folder`."""

    folder: Path

    def __call__(self) -> App:
        """Open the desk at the benchmark's instant; uses are counted against a limit that nobody reaches."""
        limits = RateLimits(by_token=_MOST, misses_by_address=_MOST)
        return desk_app(open_desk(self.folder, actor="server", clock=clock), limits=limits)


if __name__ == "__main__":
    serve(
        SchoolApp(Path(sys.argv[1])),
        "127.0.0.1",
        0,
        ready=lambda _host, port: print(port, os.getpid(), flush=True),
    )
