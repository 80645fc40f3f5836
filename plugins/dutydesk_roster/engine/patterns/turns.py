"""Whose turn it is among several ways to improve a roster: those that are of use get more of the time."""

_MORE, _LESS = 2.0, 0.9
_LEAST, _MOST = 0.4, 6.0


class Turns:
    """The time each way has had, and the weight it has earned."""

    def __init__(self, ways: int) -> None:
        self._time = [0.0] * ways
        self._weight = [1.0] * ways

    def next(self) -> int:
        """Return the way that has had least time for its weight."""
        return min(
            range(len(self._time)), key=lambda way: (self._time[way] / self._weight[way], -self._weight[way])
        )

    def note(self, way: int, seconds: float, *, better: bool) -> None:
        """Note how long a turn took, and whether it made the best roster better."""
        self._weight[way] = min(max(self._weight[way] * (_MORE if better else _LESS), _LEAST), _MOST)
        # Time long past counts less, so that a way that was of no use before is not put off for ever.
        self._time = [0.97 * time for time in self._time]
        self._time[way] += max(seconds, 1e-4)
