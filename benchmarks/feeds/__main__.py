"""Measure the feeds.

Run as `python -m benchmarks.feeds --events 10000 --json`. Everything is measured in one run on loopback; what
is not installed (nginx, radicale, wrk) is null.
"""

import argparse
import json
import shutil
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

from benchmarks.feeds.hour import live_an_hour
from benchmarks.feeds.load import nginx, ours, radicale, rate, rates, rss_mb
from benchmarks.feeds.rendering import measure_making
from benchmarks.feeds.school import POSTS, large_school
from dutydesk.desk import OpenDesk
from dutydesk.feeds.desk_tokens import DeskTokens

ASKED = (
    "icalendar_seconds",
    "cold_seconds",
    "warm_seconds",
    "one_change_seconds",
    "nginx_200",
    "ours_200",
    "nginx_304",
    "ours_304",
    "radicale_200",
    "rss_mb",
)


RADICALE_LOGIN = "Authorization: Basic dXNlcjp4"


def serve(desk: OpenDesk, folder: Path, seconds: float, hour_seconds: float) -> dict[str, float | None]:
    """Return the figures of the servers."""
    found: dict[str, float | None] = dict.fromkeys(ASKED[4:])
    tokens = DeskTokens(desk)
    token = tokens.issue("post/post-0")
    people = [tokens.issue(f"person/{person.id}") for person in desk.people()]
    with ExitStack() as stack:
        address, worker = stack.enter_context(ours(desk.folder))
        feed = f"{address}/f/{token}.ics"
        body = _body(feed)
        found["body_kb"] = round(len(body) / 1000)
        if shutil.which("wrk"):
            addresses = {"ours": feed}
            if shutil.which("nginx") or Path("/usr/sbin/nginx").exists():
                addresses["nginx"] = stack.enter_context(nginx(folder / "nginx", body))
            for name, (whole, same) in rates(addresses, seconds).items():
                found |= {f"{name}_200": round(whole), f"{name}_304": round(same)}
            if shutil.which("radicale"):
                with radicale(folder / "radicale", body) as calendar:
                    # It answers a few times a second; with more connections none would be done in time.
                    found["radicale_200"] = round(rate(calendar, 10, RADICALE_LOGIN, connections=2), 1)
        hour = live_an_hour(desk, address, worker, people, hour_seconds)
        found |= {f"hour_{name}": round(value, 1) for name, value in asdict(hour).items()}
        found["rss_mb"] = round(rss_mb(worker), 1)
    return found


def _body(address: str) -> bytes:
    import urllib.request  # noqa: PLC0415

    with urllib.request.urlopen(address) as answer:  # noqa: S310 - loopback
        return bytes(answer.read())


def main() -> int:
    """Measure, and print one JSON document or every figure in a line of its own."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, default=10_000, help="published duties in the window")
    parser.add_argument("--seconds", type=float, default=5.0, help="of each load with wrk")
    parser.add_argument("--hour-seconds", type=float, default=60.0, help="into which an hour is pressed")
    parser.add_argument("--json", action="store_true", help="print the figures that are compared as JSON")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dutydesk-feeds-") as name:
        folder = Path(name)
        desk = large_school(folder / "desk", given.events)
        try:
            making = measure_making(desk)
            figures: dict[str, float | None] = {
                "icalendar_seconds": round(making.icalendar, 3),
                "cold_seconds": round(making.cold, 3),
                "warm_seconds": round(making.warm, 5),
                "one_change_seconds": round(making.one_change, 5),
                "kept_seconds": making.kept,
                "gzip_seconds": round(making.gzip, 4),
                "events": making.events,
                "squadron_kb": round(making.body_bytes / 1000),
                "posts": POSTS,
            }
            figures |= serve(desk, folder, given.seconds, given.hour_seconds)
        finally:
            desk.close()
    if given.json:
        print(json.dumps({name: figures[name] for name in ASKED}))
    else:
        for name, value in figures.items():
            print(f"{name:20} {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
