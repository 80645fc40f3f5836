"""How long a search may go on: by the clock, or by work where all must come out the same each time."""

import time
from collections.abc import Callable

import numpy as np

WORK_A_SECOND = 5e8
"""Cells of a dynamic programme, or as many multiplications, that an ordinary machine does in a second."""


class Budget:
    """Seconds to spend, of the clock or (`counted`) of work; also over once `stop()` says so."""

    def __init__(
        self, seconds: float, *, counted: bool = False, stop: Callable[[], bool] | None = None
    ) -> None:
        self._seconds = seconds
        self._counted = counted
        self._stop = stop
        self._began = time.monotonic()
        self._spent = 0.0
        self.stopped = False

    def spend(self, work: float) -> None:
        """Count work done."""
        self._spent += work / WORK_A_SECOND

    @property
    def used(self) -> float:
        """The seconds used."""
        return self._spent if self._counted else time.monotonic() - self._began

    @property
    def clock_left(self) -> float:
        """The seconds of the clock left: infinite where work is counted, as the clock must not matter."""
        return np.inf if self._counted else max(0.1, self.left)

    @property
    def left(self) -> float:
        """The seconds left."""
        return self._seconds - self.used

    def over(self) -> bool:
        """Tell whether to come to an end; to be asked several times a second."""
        if not self.stopped and self._stop is not None and self._stop():
            self.stopped = True
        return self.stopped or self.left <= 0

    def part(self, seconds: float) -> "Budget":
        """Return a budget of at most `seconds` of this one, whose work counts here too."""
        return _Part(self, min(seconds, self.left))


class _Part(Budget):
    def __init__(self, whole: Budget, seconds: float) -> None:
        super().__init__(seconds, counted=np.isinf(whole.clock_left))
        self._whole = whole
        self._from = whole.used

    def spend(self, work: float) -> None:
        self._whole.spend(work)

    @property
    def used(self) -> float:
        return self._whole.used - self._from

    def over(self) -> bool:
        over = self._whole.over()
        self.stopped = self._whole.stopped
        return over or self.left <= 0
