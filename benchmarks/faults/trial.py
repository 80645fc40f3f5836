"""A fault that is tried many times, and what came of it.

Tests run a trial at a tenth of its full count and `make soak` at the whole; `python -m benchmarks.faults`
runs all of them and writes the page of promises. So what the page says is what the tests hold.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Outcome:
    """How often a fault was tried, each promise that did not hold in a line, and what was counted.

    `figures` go into one JSON document beside those of all other trials, so their names are of their own.
    `skipped` says why the fault could not be tried on this machine.
    """

    count: int
    failures: tuple[str, ...] = ()
    figures: Mapping[str, int] = field(default_factory=dict)
    skipped: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """A fault, what is promised under it, how often it is tried in full, and the trying.

    `name` is that of the option of `python -m benchmarks.faults` which sets the count. `what` and `promise`
    stand in the page, `unit` after the count ("1,000 kills"). `run` takes a count and a seed.
    """

    name: str
    what: str
    promise: str
    full_count: int
    run: Callable[[int, int], Outcome]
    unit: str = "times"
    section: str = "Storage"
