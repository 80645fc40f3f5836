"""Finding the record whose key somebody types, or the beginning of it."""

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")

LEAST_OF_KEY = 4
"""With so many characters and more, the beginning of a key names a record."""


def having_key(found: Iterable[T], typed: str, key: Callable[[T], str]) -> tuple[T, ...]:
    """Return whichever of `found` has the key that was typed, or else all whose key begins with it.

    What is shorter than `LEAST_OF_KEY` begins nothing: a slip of a finger must not name a record.
    """
    known, wanted = tuple(found), typed.strip().casefold()
    whole = tuple(each for each in known if wanted and key(each).casefold() == wanted)
    if whole or len(wanted) < LEAST_OF_KEY:
        return whole
    return tuple(each for each in known if key(each).casefold().startswith(wanted))
