"""The gaps of a template's sentences, such as ``{hazards.found}``, which nothing but figures fill."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

EVERY = "*"
"""What a key ends with that stands for every figure whose key begins like it."""
BEFORE = "before"
"""What follows the colon in a gap for the figure of the year before."""
WORDS = ("year", "last_year", "school")
"""What gaps may stand for beside figures."""

_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")


class GapProblem(ValueError):
    """A sentence holds a brace that is no gap."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A place in a sentence: for a figure's `key`, one of `WORDS`, or ``*``, the rest of a key."""

    key: str
    is_before: bool = False

    @property
    def is_figure(self) -> bool:
        """Tell whether a figure fills it."""
        return self.key not in (*WORDS, EVERY)

    def filled(self, rest: str) -> "Gap":
        """Return the gap with `rest` in the place of the star at the end of its key."""
        return Gap(key_of(self.key, rest), self.is_before) if self.is_figure else self


Piece = str | Gap
Sentence = tuple[Piece, ...]
"""A sentence as what stands in it and its gaps, in their order."""


def parsed(text: str) -> Sentence:
    """Return the pieces of a sentence.

    Raises:
        GapProblem: a brace stands alone, or what is in a pair of them cannot be the key of a figure.
    """
    pieces: list[Piece] = []
    end = 0
    for found in _BRACES.finditer(text):
        if found[1] is None:
            raise GapProblem(found[0])
        pieces += [text[end : found.start()], _gap(found[1])]
        end = found.end()
    return tuple(piece for piece in (*pieces, text[end:]) if piece)


def _gap(text: str) -> Gap:
    key, colon, suffix = text.partition(":")
    if not key.strip() or (colon and suffix.strip() != BEFORE) or EVERY in key.strip()[:-1]:
        raise GapProblem(f"{{{text}}}")
    gap = Gap(key.strip(), bool(colon))
    if gap.is_before and not gap.is_figure:
        raise GapProblem(f"{{{text}}}")
    return gap


def figure_gaps(sentence: Sentence) -> Iterator[Gap]:
    """Yield the gaps of a sentence that figures fill."""
    return (piece for piece in sentence if isinstance(piece, Gap) and piece.is_figure)


def is_every(key: str) -> bool:
    """Tell whether a key stands for every figure whose key begins like it."""
    return len(key) > 1 and key.endswith(EVERY)


def beginning(key: str) -> str:
    """Return what the keys begin with that `key` stands for."""
    return key.removesuffix(EVERY)


def key_of(key: str, rest: str) -> str:
    """Return the key with `rest` in the place of its star, or the key itself where it has none."""
    return beginning(key) + rest if is_every(key) else key
