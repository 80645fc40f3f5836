"""What tests of every folder may ask for, and what makes all of them quick."""

import asyncio
import gc
import signal
import time

import pytest
import textual.app
import textual.pilot
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from tests.both_databases import database_home, database_kind  # noqa: F401 - fixtures for every folder
from tests.postgres_server import postgres_schema, postgres_url, washed_schemas  # noqa: F401 - likewise
from tests.soak import SOAK

# A test makes thousands of objects and drops them all at once: looking through them often costs a tenth.
gc.set_threshold(100_000, 50, 100)

# A shell that starts a run in the background lets it, and all that it starts, ignore interrupts; so does
# `nohup` with hanging up.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
    signal.signal(signal.SIGHUP, signal.SIG_DFL)

_LOOK_SECONDS = 0.004
_SOON_SECONDS = 0.02
_IDLE_PROCESSOR_SECONDS = 0.001


async def _wait_for_idle(min_sleep: float = 0.02, max_sleep: float = 1.0) -> None:
    """Wait until nothing is left to do, as Textual's own does, which takes five times as long.

    Idle is where the loop has nothing at hand and will have nothing in a moment, such as the next paint, and
    the process, its threads included, hardly computes. So a machine with much else to do is not taken for an
    idle one.
    """
    loop = asyncio.get_running_loop()
    begun = time.monotonic()
    while (passed := time.monotonic() - begun) < max_sleep:
        computed = time.process_time()
        await asyncio.sleep(_LOOK_SECONDS)
        soon = loop.time() + _SOON_SECONDS
        if loop._ready or any(each.when() < soon and not each.cancelled() for each in loop._scheduled):
            continue
        if passed + _LOOK_SECONDS > min_sleep and time.process_time() - computed < _IDLE_PROCESSOR_SECONDS:
            return


textual.pilot.wait_for_idle = _wait_for_idle
textual.app.wait_for_idle = _wait_for_idle

_parse_rules = Stylesheet._parse_rules
_parsed: dict[object, list[RuleSet]] = {}


def _parse_rules_once(self: Stylesheet, css: str, **more: object) -> list[RuleSet]:
    """Parse a style sheet once for all apps of a process, which is what one app does for its screens."""
    asked = (css, frozenset(more.items()), frozenset(self._variables.items()))
    if asked not in _parsed:
        _parsed[asked] = _parse_rules(self, css, **more)
    return _parsed[asked]


Stylesheet._parse_rules = _parse_rules_once


@pytest.fixture(scope="session")
def soak() -> int:
    """How many times as long the long counts shall run."""
    return SOAK
