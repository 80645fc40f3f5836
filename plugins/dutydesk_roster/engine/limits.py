"""How long and how hard to search."""

import msgspec


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How long and how hard to search.

    With more than one worker, `seconds` are of the clock, and the search ends `settle_seconds` after the
    last improvement worth 1% once no further head can be covered, need met or hard rule kept. With one
    worker, `seconds` are the solver's deterministic units (about a second each) and nothing else ends the
    search, so that the same seed always gives the same roster.
    """

    seconds: float = 20.0
    seed: int = 0
    workers: int = 8
    settle_seconds: float = 3.0
