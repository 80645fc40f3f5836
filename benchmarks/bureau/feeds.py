"""How soon a changed desk's feed is out, with the feeds of the whole town open in one server."""

import http.client
import itertools
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.bureau.town import Town, change_one, closing_bureau
from dutydesk.bureau.desk_places import DeskPlace

_CHANGES = 7
_MOST_SECONDS = 30.0


@contextmanager
def _server(folder: Path) -> Iterator[tuple[int, int]]:
    """Run ``dutydesk bureau serve``, and give its port and the number of its worker process."""
    command = [sys.executable, "-m", "dutydesk", "bureau", "--in", str(folder), "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        if process.stdout is None:
            raise RuntimeError("no pipe")
        found = re.search(r":(\d+)/DESK/", process.stdout.readline())
        if found is None:
            raise RuntimeError("the server does not say where it is")
        port = int(found[1])
        _get(port, "/health")
        try:
            children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii")
            yield port, int(children.split()[-1])
        finally:
            process.terminate()


def _get(port: int, path: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status}")
    return body


def feed_figures(made: Town, places: tuple[DeskPlace, ...]) -> dict[str, object]:
    """Return the seconds until every feed is open and until a change is out, and the worker's memory."""
    paths = [f"/{place.name}/f/{made.tokens[0]}.ics" for place in places]
    links = itertools.cycle(made.tokens)
    with _server(made.folder) as (port, worker), closing_bureau(made.folder) as bureau:
        began = time.perf_counter()
        for path in paths:
            _get(port, path)
        opened = time.perf_counter() - began
        busy = _cpu(worker)
        time.sleep(5)
        idle = (_cpu(worker) - busy) / 5
        out = []
        for number in range(_CHANGES):
            place = places[number * len(places) // _CHANGES]
            before = _get(port, f"/{place.name}/f/{next(links)}.ics")
            with bureau.desk(place) as desk:
                change_one(desk, made.person, desk.today())
                began = time.perf_counter()
            while (
                _get(port, f"/{place.name}/f/{next(links)}.ics") == before
                and time.perf_counter() - began < _MOST_SECONDS
            ):
                time.sleep(0.01)
            out.append(time.perf_counter() - began)
        with _server(made.folder) as (other, _worker):
            same = sum(_get(port, path) == _get(other, path) for path in paths[:10])
        return {
            "opened": round(opened, 2),
            "out_median": round(statistics.median(out), 3),
            "out_worst": round(max(out), 3),
            "idle_core_share": round(idle, 3),
            "rss_mb": _rss(worker),
            "same_from_two_servers": f"{same} of {len(paths[:10])}",
        }


def _rss(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return int(found[1]) // 1024 if found is not None else 0


def _cpu(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
