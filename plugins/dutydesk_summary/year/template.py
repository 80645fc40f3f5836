"""A template in the reader's language, its sentences taken apart into words and gaps."""

from collections.abc import Iterator
from dataclasses import dataclass

from dutydesk.wording import language
from dutydesk_summary.year.gaps import Sentence, beginning, figure_gaps, is_every, parsed
from dutydesk_summary.year.template_file import (
    AdviceInWords,
    AdviceTable,
    ChartInWords,
    ChartTable,
    Condition,
    LineInWords,
    LineTable,
    SectionInWords,
    SectionTable,
    TemplateFile,
    TemplateInWords,
)
from dutydesk_summary.year.work_summary import Shows


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateLine:
    """A line: its sentences, what must hold for it, and whether it may be left out without a word."""

    text: Sentence
    text_zero: Sentence
    text_one: Sentence
    text_before: Sentence
    where: tuple[Condition, ...]
    is_optional: bool

    @property
    def keys(self) -> Iterator[str]:
        """The keys of figures that any of its sentences and conditions name."""
        for each in self.where:
            yield each.figure
            if each.below:
                yield each.below
        for sentence in (self.text, self.text_zero, self.text_one, self.text_before):
            for gap in figure_gaps(sentence):
                yield gap.key

    @property
    def counted(self) -> str:
        """The key of the first figure of its text, which chooses `text_zero` and `text_one`, or nothing."""
        return next((gap.key for gap in figure_gaps(self.text) if not gap.is_before), "")

    @property
    def star(self) -> str:
        """The key in its text that stands for every figure whose key begins like it, or nothing."""
        return next((gap.key for gap in figure_gaps(self.text) if is_every(gap.key)), "")


@dataclass(frozen=True, slots=True)
class TemplateChart:
    """A chart of figures, by their keys."""

    title: str
    figures: tuple[str, ...]
    unit: str
    own_scales: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateSection:
    """A section of the template."""

    code: str
    heading: str
    lines: tuple[TemplateLine, ...]
    table: tuple[str, ...]
    chart: TemplateChart | None
    shows: Shows
    empty: Sentence


@dataclass(frozen=True, slots=True)
class Advice:
    """What to enter, and where, for figures whose keys are given."""

    figures: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A template; `name` is that of its pack."""

    name: str
    title: Sentence
    sections: tuple[TemplateSection, ...]
    advice: tuple[Advice, ...]

    @classmethod
    def of(cls, name: str, file: TemplateFile) -> "Template":
        """Return what a file that is sound says in the reader's language."""
        spoken = language()
        words = file.translations.get(spoken, TemplateInWords())
        return cls(
            name=name,
            title=parsed(words.title or file.title),
            sections=tuple(_section(each, spoken) for each in file.section),
            advice=tuple(_advice(each, spoken) for each in file.advice),
        )

    def advice_on(self, key: str) -> str:
        """Return what to enter for a figure: what names it, or else what names the most of its beginning."""
        found = max(
            (
                (each == key, len(each), advice.text)
                for advice in self.advice
                for each in advice.figures
                if each == key or (is_every(each) and key.startswith(beginning(each)))
            ),
            default=(False, 0, ""),
        )
        return found[2]


def _section(section: SectionTable, spoken: str) -> TemplateSection:
    words = section.translations.get(spoken, SectionInWords())
    return TemplateSection(
        code=section.code,
        heading=words.heading or section.heading,
        lines=tuple(_line(each, spoken) for each in section.line),
        table=section.table,
        chart=_chart(section.chart, spoken) if section.chart is not None else None,
        shows=section.shows,
        empty=parsed(words.empty or section.empty),
    )


def _line(line: LineTable, spoken: str) -> TemplateLine:
    words = line.translations.get(spoken, LineInWords())
    return TemplateLine(
        text=parsed(words.text or line.text),
        text_zero=parsed(words.text_zero or line.text_zero),
        text_one=parsed(words.text_one or line.text_one),
        text_before=parsed(words.text_before or line.text_before),
        where=line.where,
        is_optional=line.optional,
    )


def _chart(chart: ChartTable, spoken: str) -> TemplateChart:
    words = chart.translations.get(spoken, ChartInWords())
    return TemplateChart(
        words.title or chart.title, chart.figures, words.unit or chart.unit, chart.own_scales
    )


def _advice(advice: AdviceTable, spoken: str) -> Advice:
    words = advice.translations.get(spoken, AdviceInWords())
    return Advice(advice.figures, words.text or advice.text)
