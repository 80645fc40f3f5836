"""Rotations: a pattern of shifts that crews go through one behind the other."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dutydesk_roster.engine.problem import Based


@dataclass(frozen=True, slots=True)
class Rotation:
    """A cycle of shifts by their codes, empty for a day off, and the crews by their people's keys.

    The first crew begins the cycle on `starts`; each further one is `step` days behind the one before, and
    so begins in the midst of it. Nothing is laid before `starts` or after `ends`.
    """

    name: str
    starts: date
    cycle: tuple[str, ...]
    crews: tuple[tuple[str, ...], ...]
    step: int
    ends: date | None = None

    def shift_of(self, crew: int, day: date) -> str:
        """Return the shift of a crew, by its number from 0, on a day; empty for a day off."""
        return self.cycle[((day - self.starts).days - crew * self.step) % len(self.cycle)]


def even_step(length: int, crews: int) -> int:
    """Return the days from crew to crew that spread `crews` evenly over a cycle of so many days."""
    return max(1, length // crews)


def based(rotation: Rotation, first: date, last: date) -> tuple[Based, ...]:
    """Return what the rotation lays under each day from `first` to `last` for each person of its crews."""
    begin = max(first, rotation.starts)
    end = last if rotation.ends is None else min(last, rotation.ends)
    return tuple(_laid(rotation, _days(begin, end)))


def _laid(rotation: Rotation, days: Iterable[date]) -> Iterator[Based]:
    for day in days:
        for number, crew in enumerate(rotation.crews):
            shift = rotation.shift_of(number, day)
            for person in crew:
                yield Based(person, day, shift)


def _days(first: date, last: date) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)
