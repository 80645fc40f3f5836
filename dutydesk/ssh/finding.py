"""What is wrong with a set-up, and what to do about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong, and what mends it; one line."""

    what: str
    do: str

    def __str__(self) -> str:
        return f"{self.what}: {self.do}"
