"""Telling how far a long export or import is."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Told what is at work, how many rows are done, and how many there are."""
_TELL_AFTER = 1000


def silent(_what: str, _done: int, _total: int) -> None:
    """Tell nobody."""


class Counting:
    """Counts rows, and tells now and then how many are done."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0
        self._told = 0

    def step(self, what: str, rows: int = 1) -> None:
        """Count rows as done; `what` is at work."""
        self._done += rows
        if self._done - self._told >= _TELL_AFTER:
            self._told = self._done
            self._progress(what, self._done, self._total)
