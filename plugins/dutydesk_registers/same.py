"""Something that was read, as the key of what was worked out from it."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Same(Generic[T]):
    """Stands for `it` and for nothing that is merely like it: it need not be hashed through, nor compared.

    What was worked out holds it fast, so no other thing can come to be at its place in memory.
    """

    it: T

    def __hash__(self) -> int:
        return id(self.it)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.it is other.it
