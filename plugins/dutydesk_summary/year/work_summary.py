"""The summary of a year as values: what is written, the figures behind it, and what has no evidence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dutydesk.api import Indicator


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureShown:
    """A figure of the year beside that of the year before; None where there is no record of a year.

    `precision` says how exactly a value is known: nothing, ``over`` or ``about``. `records` prove the
    value, and `previous_records` that of the year before.
    """

    key: str
    title: str
    value: float | None = None
    precision: str = ""
    previous: float | None = None
    previous_precision: str = ""
    records: tuple[str, ...] = ()
    previous_records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """A sentence of a section; `figures` are the keys of those in it.

    Where figures are `missing`, the sentence cannot be written, and `text` tells which have no record.
    `marked` is the text with the number of its evidence, such as ``[3]``, behind each figure.
    """

    text: str
    figures: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    marked: str = ""

    @property
    def is_written(self) -> bool:
        """Tell whether the sentence stands in the summary."""
        return not self.missing


@dataclass(frozen=True, slots=True)
class SummaryTable:
    """The figures that a section shows beside those of the year before, by their keys."""

    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SummaryChart:
    """The figures that a section shows as bars, by their keys; `unit` is what they count."""

    title: str
    figures: tuple[str, ...]
    unit: str = ""
    own_scales: bool = False


class Shows(StrEnum):
    """What a section shows beside the lines of its template."""

    NOTHING = ""
    EVALUATION = "evaluation"
    OUTLOOK = "outlook"


@dataclass(frozen=True, slots=True, kw_only=True)
class SummarySection:
    """A section: its lines, a table and a chart where there are any, and the school's own paragraph."""

    code: str
    heading: str
    lines: tuple[SummaryLine, ...] = ()
    table: SummaryTable | None = None
    chart: SummaryChart | None = None
    note: str = ""
    shows: Shows = Shows.NOTHING

    @property
    def written(self) -> tuple[SummaryLine, ...]:
        """The lines that can be written."""
        return tuple(line for line in self.lines if line.is_written)


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingFigure:
    """A figure that a template asks for and that has no record in `year`: this year, or the one before.

    `section` is the heading under which it was wanted, and `advice` says what to enter and where. One that is
    `is_optional` is left out of the summary without a word.
    """

    key: str
    year: int
    title: str
    section: str
    advice: str
    is_optional: bool = False


class IndicatorState(StrEnum):
    """Whether an indicator of the evaluation was met."""

    MET = "met"
    NOT_MET = "not met"
    NOT_JUDGED = "not judged"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorShown:
    """An indicator, whether it was met, and why: what proves it, or what evidence is missing.

    `marked` is `why` with the number of its evidence.
    """

    indicator: Indicator
    state: IndicatorState
    why: str
    marked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What stands behind a number such as ``[3]`` of the text: a figure of a year, and its records.

    `key` is that of the figure; plans and judged indicators, which are no figures, have ``plan:…`` and
    ``indicator:…``. `text` is what it comes to, as the text says it.
    """

    number: int
    key: str
    year: int
    title: str
    text: str
    records: tuple[str, ...]

    @property
    def mark(self) -> str:
        """How the text refers to it."""
        return f"[{self.number}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkSummary:
    """The whole summary of a year, in the reader's language.

    `figures` are all those of the year and of the year before, by key. `evidence` is in the order of its
    numbers. `faults` say in a line each which plugin could not give its part. `as_of` is the day up to
    which the year's records go, the last of the year or today.
    """

    year: int
    title: str
    school: str
    as_of: date
    template: str
    sections: tuple[SummarySection, ...]
    figures: Mapping[str, FigureShown]
    missing: tuple[MissingFigure, ...] = ()
    indicators: tuple[IndicatorShown, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    faults: tuple[str, ...] = ()

    def section(self, code: str) -> SummarySection | None:
        """Return the section with this code, or None."""
        return next((each for each in self.sections if each.code == code), None)

    @property
    def wanted(self) -> tuple[MissingFigure, ...]:
        """The figures without which a line could not be written."""
        return tuple(each for each in self.missing if not each.is_optional)

    def marks(self, keys: Iterable[str]) -> str:
        """Return the numbers of this year's evidence for figures, as the text shows them: ``[1] [4]``."""
        wanted = frozenset(keys)
        return " ".join(each.mark for each in self.evidence if each.key in wanted and each.year == self.year)
