"""How much a search for dates may work."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SearchLimits:
    """How much a search may work, about in seconds of a core, and its seed."""

    seconds: float = 5.0
    seed: int = 0
