"""Sums of variables."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of variables, each times a whole number, and a constant."""

    terms: tuple[tuple[int, int], ...] = ()
    constant: int = 0

    @classmethod
    def of(cls, variables: Iterable[int]) -> Self:
        """Return the plain sum of `variables`."""
        return cls(tuple((variable, 1) for variable in variables))

    def __add__(self, other: "Amount") -> "Amount":
        return total((self, other))

    def __sub__(self, other: "Amount") -> "Amount":
        return total((self, other.times(-1)))

    def times(self, factor: int) -> "Amount":
        """Return `factor` times this."""
        return Amount(
            tuple((variable, factor * each) for variable, each in self.terms), factor * self.constant
        )

    @property
    def least(self) -> int:
        """The least that it can come to."""
        return self.constant + sum(each for _variable, each in self.terms if each < 0)

    @property
    def most(self) -> int:
        """The most that it can come to."""
        return self.constant + sum(each for _variable, each in self.terms if each > 0)


def total(amounts: Iterable[Amount]) -> Amount:
    """Return the sum of `amounts`, each variable once."""
    sums: defaultdict[int, int] = defaultdict(int)
    constant = 0
    for amount in amounts:
        constant += amount.constant
        for variable, each in amount.terms:
            sums[variable] += each
    return Amount(tuple((variable, each) for variable, each in sums.items() if each), constant)
