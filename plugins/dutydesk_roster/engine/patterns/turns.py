"""Whose turn it is among several ways to improve a roster: those that are of use get more of the time."""

_MORE, _LESS = 2.0, 0.9
_MOST = 6.0


class Turns:
    """The time each way has had, and the weight it has earned: never less than its own `least`.

    A way with a least of 0 never has a turn.
    """

    def __init__(self, least: tuple[float, ...]) -> None:
        self._least = least
        self._time = [0.0] * len(least)
        self._weight = [1.0 if share > 0 else 0.0 for share in least]

    def next(self) -> int:
        """Return the way that has had least time for its weight."""
        ways = [way for way, weight in enumerate(self._weight) if weight > 0]
        return min(ways, key=lambda way: (self._time[way] / self._weight[way], -self._weight[way]))

    def note(self, way: int, seconds: float, *, better: bool) -> None:
        """Note how long a turn took, and whether it made the best roster better."""
        weight = self._weight[way] * (_MORE if better else _LESS)
        self._weight[way] = min(max(weight, self._least[way]), _MOST)
        # Time long past counts less, so that a way that was of no use before is not put off for ever.
        self._time = [0.97 * time for time in self._time]
        self._time[way] += max(seconds, 1e-4)
