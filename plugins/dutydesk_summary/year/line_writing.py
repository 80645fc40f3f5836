"""Writing the lines of a section: those whose conditions hold, each where all its figures have a record."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dutydesk.wording import _, listed
from dutydesk_summary.year.figures_of_years import FiguresOfYears
from dutydesk_summary.year.filling import Filled, Filler
from dutydesk_summary.year.gaps import Gap, Sentence, key_of
from dutydesk_summary.year.missing import MissingFigures
from dutydesk_summary.year.template import TemplateLine, TemplateSection
from dutydesk_summary.year.template_file import Condition
from dutydesk_summary.year.work_summary import MissingFigure, SummaryLine


@dataclass(frozen=True, slots=True)
class _Variant:
    """A line as it is written for one of the figures that its star stands for, or the line itself."""

    line: TemplateLine
    rest: str = ""

    @property
    def asked(self) -> tuple[str, ...]:
        """The keys of the figures by which it is told whether the line is written at all."""
        keys = (key for each in self.line.where for key in (each.figure, each.below) if key)
        return tuple(dict.fromkeys(key_of(key, self.rest) for key in keys))

    @property
    def figures(self) -> tuple[str, ...]:
        """The keys of all its figures."""
        return tuple(dict.fromkeys(key_of(key, self.rest) for key in self.line.keys))


class LineWriting:
    """Writes the lines of one summary."""

    def __init__(self, figures: FiguresOfYears, filler: Filler, missing: MissingFigures) -> None:
        self._figures = figures
        self._filler = filler
        self._missing = missing

    def of(self, section: TemplateSection) -> Iterator[SummaryLine]:
        """Yield the lines of a section, or its `empty` where every line was judged and none is written."""
        variants = [variant for line in section.lines for variant in self._variants(line)]
        lines = [line for each in variants for line in self._line(each, section.heading)]
        yield from lines
        if section.empty and section.lines and not lines and all(map(self._is_judged, variants)):
            filled = self._filler.filled(section.empty)
            yield SummaryLine(filled.text, marked=filled.marked)

    def _variants(self, line: TemplateLine) -> Iterator[_Variant]:
        if not line.star:
            yield _Variant(line)
            return
        for rest in self._figures.rests(line.star):
            yield _Variant(line, rest)

    def _line(self, variant: _Variant, heading: str) -> Iterator[SummaryLine]:
        """Yield the line with its figures; where one is missing, a line that says so, or none if optional."""
        line = variant.line
        unknown = tuple(Gap(key) for key in variant.asked if self._value(key) is None)
        if not unknown and not all(self._holds(each, variant.rest) for each in line.where):
            return
        lacking = dict.fromkeys((*unknown, *self._filler.lacking(self._sentence(variant), variant.rest)))
        missing = [self._missing.add(gap, heading, is_optional=line.is_optional) for gap in lacking]
        if not missing:
            filled = self._filled(variant)
            yield SummaryLine(filled.text, variant.figures, marked=filled.marked)
        elif not line.is_optional:
            keys = tuple(dict.fromkeys(each.key for each in missing))
            yield SummaryLine(_missing_text(missing), variant.figures, keys)

    def _sentence(self, variant: _Variant) -> Sentence:
        """Return the sentence that fits the first figure: for none of it, for just one, or for so many."""
        line = variant.line
        figure = self._figures.get(key_of(line.counted, variant.rest))
        if figure.value == 0 and line.text_zero:
            return line.text_zero
        if figure.value == 1 and not figure.precision and line.text_one:
            return line.text_one
        return line.text

    def _filled(self, variant: _Variant) -> Filled:
        """Return the sentence, and the one about the year before where that has its figures too."""
        counted = key_of(variant.line.counted, variant.rest)
        filled = self._filler.filled(self._sentence(variant), variant.rest, counted)
        before = variant.line.text_before
        if not before or self._filler.lacking(before, variant.rest):
            return filled
        return filled.then(self._filler.filled(before, variant.rest))

    def _is_judged(self, variant: _Variant) -> bool:
        """Tell whether it could be told that the line is not to be written."""
        return bool(variant.asked) and all(self._value(key) is not None for key in variant.asked)

    def _holds(self, condition: Condition, rest: str) -> bool:
        value = self._value(key_of(condition.figure, rest))
        other = self._value(key_of(condition.below, rest)) if condition.below else None
        return value is not None and (
            (condition.least is None or value >= condition.least)
            and (condition.most is None or value <= condition.most)
            and (not condition.below or (other is not None and value < other))
        )

    def _value(self, key: str) -> float | None:
        return self._figures.get(key).value


def _missing_text(missing: Sequence[MissingFigure]) -> str:
    """Return which figures have no record of which year."""
    by_year: dict[int, list[str]] = {}
    for each in missing:
        by_year.setdefault(each.year, []).append(each.title)
    return " ".join(
        _("No record of {year}: {titles}.").format(year=year, titles=listed(titles))
        for year, titles in by_year.items()
    )
