"""Figures for Prometheus: how the server does, and nothing about anyone."""

import os
from collections import defaultdict
from collections.abc import Mapping
from typing import Literal

from prometheus_client import CollectorRegistry, Counter, Gauge, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

MULTIPROCESS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""Where several workers keep their figures, so that whichever is asked answers for all."""

Place = Literal["feed", "page", "health", "metrics", "other"]


class Metrics:
    """The server's figures; with `MULTIPROCESS_FOLDER` set, those of every worker together."""

    content_type = b"text/plain; version=0.0.4; charset=utf-8"

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "dutydesk_requests", "Requests answered", ("place", "status"), registry=self._registry
        )
        self._body_bytes = Counter(
            "dutydesk_body_bytes", "Bytes of bodies sent", ("place",), registry=self._registry
        )
        self._gauges: Mapping[str, Gauge] = {
            name: Gauge(f"dutydesk_{name}", text, registry=self._registry, multiprocess_mode="mostrecent")
            for name, text in (
                ("feeds", "Feeds that there are"),
                ("links_open", "Links that open a feed"),
                ("up_to_date", "1 while the feeds could be brought up to date at the last try"),
                ("looked_timestamp_seconds", "When the desk was last looked at with success"),
            )
        }
        self._answered: defaultdict[tuple[Place, int], int] = defaultdict(int)
        self._sent: defaultdict[Place, int] = defaultdict(int)

    def count(self, place: Place, status: int, sent: int) -> None:
        """Count one answer of `sent` bytes."""
        self._answered[place, status] += 1
        if sent:
            self._sent[place] += sent

    def gather(self) -> None:
        """Add what was counted to the figures; a figure costs more to move than an answer to count."""
        answered, self._answered = self._answered, defaultdict(int)
        sent, self._sent = self._sent, defaultdict(int)
        for (place, status), number in answered.items():
            self._requests.labels(place, str(int(status))).inc(number)
        for place, size in sent.items():
            self._body_bytes.labels(place).inc(size)

    def state(self, *, feeds: int, links: int, well: bool, looked: float) -> None:
        """Note how things stand; `looked` is in Unix seconds."""
        for name, value in (
            ("feeds", feeds),
            ("links_open", links),
            ("up_to_date", float(well)),
            ("looked_timestamp_seconds", looked),
        ):
            self._gauges[name].set(value)

    def text(self) -> bytes:
        """Return the figures in Prometheus' text format."""
        self.gather()
        if MULTIPROCESS_FOLDER not in os.environ:
            return generate_latest(self._registry)
        together = CollectorRegistry()
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]
        return generate_latest(together)
