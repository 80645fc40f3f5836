"""An hour of ten thousand subscribers in a minute: does memory stay flat?"""

import http.client
import random
import time
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from benchmarks.feeds.load import rss_mb
from benchmarks.feeds.school import PEOPLE
from dutydesk.desk import OpenDesk
from dutydesk_roster.assignment import PublishedAssignment

SUBSCRIBERS = 10_000
CHANGES = 60
_SAMPLES = 12


@dataclass(frozen=True, slots=True)
class Hour:
    """Resident memory in MB after the first tenth of the load, and at the end; answers, and their slowest."""

    early: float
    late: float
    answered: int
    slowest_ms: float


def live_an_hour(desk: OpenDesk, address: str, worker: int, tokens: list[str], seconds: float) -> Hour:
    """Poll as ten thousand subscribers do in an hour, and change a duty a minute, all within `seconds`.

    Nine of ten have the feed already and get a 304; of the others, half take gzip.
    """
    chance = random.Random(1)
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    tags: dict[str, str] = {}
    started, early, slowest = time.monotonic(), 0.0, 0.0
    for number in range(SUBSCRIBERS):
        if number % (SUBSCRIBERS // CHANGES) == 0:
            _change(desk, chance.randrange(10_000))
        if number == SUBSCRIBERS // 10:
            early = rss_mb(worker)
        token = tokens[number % len(tokens)]
        headers = {"Accept-Encoding": "gzip"} if chance.random() < 0.5 else {}
        if token in tags and chance.random() < 0.9:
            headers["If-None-Match"] = tags[token]
        began = time.monotonic()
        connection.request("GET", f"/f/{token}.ics", headers=headers)
        answer = connection.getresponse()
        answer.read()
        slowest = max(slowest, time.monotonic() - began)
        if answer.status not in {200, 304}:
            raise SystemExit(f"{answer.status}")
        tags[token] = answer.headers["ETag"]
        ahead = started + seconds * number / SUBSCRIBERS - time.monotonic()
        if ahead > 0:
            time.sleep(ahead)
    connection.close()
    return Hour(early, rss_mb(worker), SUBSCRIBERS, slowest * 1000)


def _change(desk: OpenDesk, number: int) -> None:
    with desk.change("Another guard") as change:
        duty = change.table(PublishedAssignment).get(f"duty-{number:06}")
        if duty is not None:
            other = (int(duty.person.removeprefix("guard-")) + 11) % PEOPLE
            change.replace(replace(duty, person=f"guard-{other}"))
