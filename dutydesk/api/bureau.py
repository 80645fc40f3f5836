"""What plugins tell a bureau of a desk: how it stands, and what arranging a month takes there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class StandingState(StrEnum):
    """How pressing a standing is: nothing to do, something before long, or something now."""

    FINE = "fine"
    SOON = "soon"
    URGENT = "urgent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a desk stands in one respect today, as a number on a bureau's board.

    `key` is the same at every desk, such as ``roster.open``; `title` heads its column, and `detail` says in
    a line what is behind the number. `order` sorts the columns: open slots stand at 10, drills at 20, hazards
    kept as tasks at 30, entries of registers at 35, other tasks at 40. `short` is the title in a word, for a
    narrow column.
    """

    key: str
    title: str
    count: int
    state: StandingState
    detail: str = ""
    order: int = 100
    short: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthAsked:
    """What a bureau asks to have arranged: the days, how long to search, and whether to do it once more.

    `seconds` are those of the search at one desk, None for what the desk's own settings say. With `again`,
    what is arranged already is arranged anew.
    """

    first: date
    last: date
    seconds: float | None = None
    seed: int = 0
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthOutcome:
    """What came of arranging: heads still missing, rules broken, and records that differ from before."""

    open: int
    broken: int
    changes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthWork:
    """A desk's month as work for any process: ``function(*arguments)`` knows no desk and gives bytes.

    `judged` makes of these bytes what comes of them, and `kept` puts them into the desk first; both raise
    `DataProblem` or `StaleChange` where that cannot be. The function is one that pickle finds by its name.
    Where there is nothing to arrange, `passed_over` says why and the rest is left out.
    """

    function: Callable[..., bytes] | None = None
    arguments: tuple[object, ...] = ()
    judged: Callable[[bytes], MonthOutcome] | None = None
    kept: Callable[[bytes], MonthOutcome] | None = None
    passed_over: str = ""


__all__ = ["MonthAsked", "MonthOutcome", "MonthWork", "Standing", "StandingState"]
