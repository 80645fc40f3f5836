"""Filling the gaps of a sentence with figures, and putting the numbers of their evidence behind them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dutydesk.domain import clean_line
from dutydesk_summary.year.evidence import EvidenceNumbers
from dutydesk_summary.year.figure_words import in_words
from dutydesk_summary.year.figures_of_years import FiguresOfYears
from dutydesk_summary.year.gaps import EVERY, Gap, Sentence, figure_gaps

_STOPS = re.compile(r"[,.;:!?](?=\s|\Z)|[，。；：、！？）]")
"""Where the numbers of the figures before them stand."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A sentence with its figures, and the same with the numbers of their evidence."""

    text: str = ""
    marked: str = ""

    def then(self, other: "Filled") -> "Filled":
        """Return this sentence followed by another."""
        return Filled(_joined(self.text, other.text), _joined(self.marked, other.marked))


class Filler:
    """Fills sentences of one summary; `words` says what the gaps stand for that are no figures."""

    def __init__(self, figures: FiguresOfYears, numbers: EvidenceNumbers, words: Mapping[str, str]) -> None:
        self._figures = figures
        self._numbers = numbers
        self._words = words

    def lacking(self, sentence: Sentence, rest: str) -> tuple[Gap, ...]:
        """Return those gaps of a sentence for whose figure there is no record."""
        gaps = dict.fromkeys(gap.filled(rest) for gap in figure_gaps(sentence))
        return tuple(gap for gap in gaps if self._value(gap) is None)

    def filled(self, sentence: Sentence, rest: str = "", proven_by: str = "") -> Filled:
        """Return a sentence of whose figures none is lacking; `rest` is what a star stands for.

        The number of the figure `proven_by` is put there too where the sentence itself has no gap for it.
        """
        text: list[str] = []
        marked: list[str] = []
        unsaid = proven_by and Gap(proven_by) not in {gap.filled(rest) for gap in figure_gaps(sentence)}
        marks = [self._mark(Gap(proven_by))] if unsaid else []
        for piece in sentence:
            if isinstance(piece, str):
                text.append(piece)
                marked += _with_marks(piece, marks)
            else:
                word = self._word(piece.filled(rest), rest)
                text.append(word)
                marked.append(word)
                if piece.is_figure:
                    marks.append(self._mark(piece.filled(rest)))
        marked += _with_marks("", marks, at_end=True)
        return Filled(clean_line("".join(text), 4000), clean_line("".join(marked), 4000))

    def _value(self, gap: Gap) -> float | None:
        figure = self._figures.get(gap.key)
        return figure.previous if gap.is_before else figure.value

    def _word(self, gap: Gap, rest: str) -> str:
        if gap.key == EVERY:
            return clean_line(rest)
        if not gap.is_figure:
            return self._words[gap.key]
        figure = self._figures.get(gap.key)
        precision = figure.previous_precision if gap.is_before else figure.precision
        return in_words(self._value(gap) or 0.0, precision)

    def _mark(self, gap: Gap) -> str:
        figure = self._figures.get(gap.key)
        return self._numbers.of_previous(figure) if gap.is_before else self._numbers.of_figure(figure)


def _with_marks(piece: str, marks: list[str], *, at_end: bool = False) -> Iterable[str]:
    """Return a piece with `marks` before its first stop, and take those that were put there away."""
    stop = _STOPS.search(piece)
    if not marks or (stop is None and not at_end):
        return [piece]
    shown = "".join(dict.fromkeys(marks))
    marks.clear()
    place = stop.start() if stop is not None else len(piece)
    before = piece[:place].rstrip()
    return [before, f"{_gap_after(before)}{shown}", piece[place:]]


def with_mark(text: str, mark: str) -> str:
    """Return a sentence with the number of its evidence before the stop at its end, if it has one."""
    stop = text[-1:] if _STOPS.fullmatch(text[-1:]) else ""
    before = text.removesuffix(stop)
    return f"{before}{_gap_after(before)}{mark}{stop}"


def _gap_after(text: str) -> str:
    """Return what stands between a text and the number behind it: nothing in scripts without spaces."""
    return " " if not text or text[-1].isascii() else ""


def _joined(first: str, second: str) -> str:
    between = "" if not first or not second or not first[-1].isascii() else " "
    return f"{first}{between}{second}"
