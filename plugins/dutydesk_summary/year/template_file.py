"""The template of an annual summary: a TOML file of sections, whose lines hold gaps for figures.

Those that come with the program are packs, ``config/packs/summary/NAME.toml``; a file of the desk with that
name takes the place of the program's, and ``template`` in ``config/summary.toml`` names the one that is
used.
"""

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta

from dutydesk.api import Settings
from dutydesk.api.settings_values import Code, Name
from dutydesk_summary.year.work_summary import Shows

PACK_KIND = "summary"
"""The kind of these packs."""

Sentence = Annotated[str, Meta(max_length=2000)]
FigureKey = Annotated[str, Meta(min_length=1, max_length=200)]


class LineInWords(Settings, frozen=True, kw_only=True):
    """The texts of a line in another language; what is absent stays as it is."""

    text: Sentence = ""
    text_zero: Sentence = ""
    text_one: Sentence = ""
    text_before: Sentence = ""


class SectionInWords(Settings, frozen=True, kw_only=True):
    """The texts of a section in another language."""

    heading: str = ""
    empty: Sentence = ""


class ChartInWords(Settings, frozen=True, kw_only=True):
    """The texts of a chart in another language."""

    title: str = ""
    unit: str = ""


class AdviceInWords(Settings, frozen=True, kw_only=True):
    """An advice in another language."""

    text: Sentence = ""


class TemplateInWords(Settings, frozen=True, kw_only=True):
    """The title in another language."""

    title: str = ""


class Condition(Settings, frozen=True, kw_only=True):
    """A condition on a figure of the year: it is at `least`, at `most`, and `below` another figure.

    All that is given must hold.
    """

    figure: FigureKey
    least: float | None = None
    most: float | None = None
    below: str = ""


class LineTable(Settings, frozen=True, kw_only=True):
    """One ``[[section.line]]``: a sentence, written where every figure in it has a record.

    ``{hazards.found}`` stands for a figure of the year, ``{hazards.found:before}`` for that of the year
    before; ``{year}``, ``{last_year}`` and ``{school}`` for what they say. Where the first figure of `text`
    is 0, `text_zero` is written, and `text_one` where it is just 1. `text_before` follows where its own
    figures are there too. The line is left out where a test of `where` does not hold, and without a word
    where it is `optional` and a figure has no record.

    A key that ends with ``.*``, such as ``{training.weeks-met.*}``, makes a line of every figure whose key
    begins so; ``{*}`` is the rest of its key, which other keys of the line may end with as well.
    """

    text: Annotated[str, Meta(min_length=1, max_length=2000)]
    text_zero: Sentence = ""
    text_one: Sentence = ""
    text_before: Sentence = ""
    where: tuple[Condition, ...] = ()
    optional: bool = False
    translations: Mapping[str, LineInWords] = {}


class ChartTable(Settings, frozen=True, kw_only=True):
    """The table ``[section.chart]``: figures of both years as bars.

    With `own_scales` each figure has a scale of its own, as where one counts leaflets and another notices.
    """

    title: Name
    figures: tuple[FigureKey, ...]
    unit: str = ""
    own_scales: bool = False
    translations: Mapping[str, ChartInWords] = {}


class SectionTable(Settings, frozen=True, kw_only=True):
    """One ``[[section]]``, in the order of the summary.

    `table` names figures for a table with this year, last year and the change. `shows` adds what the desk
    works out itself: the ``evaluation`` by its indicators, or the ``outlook`` on what is planned for the
    next year. `empty` is written where no line of the section was, though every one could have been.
    """

    code: Code
    heading: Name
    line: tuple[LineTable, ...] = ()
    table: tuple[FigureKey, ...] = ()
    chart: ChartTable | None = None
    shows: Shows = Shows.NOTHING
    empty: Sentence = ""
    translations: Mapping[str, SectionInWords] = {}


class AdviceTable(Settings, frozen=True, kw_only=True):
    """One ``[[advice]]``: what to enter, and where, for figures such as ``hazards.*``, all that begin so."""

    figures: tuple[FigureKey, ...]
    text: Annotated[str, Meta(min_length=1, max_length=2000)]
    translations: Mapping[str, AdviceInWords] = {}


class TemplateFile(Settings, frozen=True, kw_only=True):
    """``config/packs/summary/NAME.toml``; `title` may hold ``{year}``, ``{last_year}`` and ``{school}``."""

    title: Name
    section: tuple[SectionTable, ...]
    advice: tuple[AdviceTable, ...] = ()
    translations: Mapping[str, TemplateInWords] = {}
