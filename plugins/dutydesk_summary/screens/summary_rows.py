"""The lines of the screen of a year's summary, and what is known of each."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from dutydesk.tui.widgets import TableColumn, TableRow, broken_row
from dutydesk.wording import _, ngettext
from dutydesk_summary.year.figure_words import previous_words, value_words
from dutydesk_summary.year.work_summary import (
    Evidence,
    FigureShown,
    Shows,
    SummaryLine,
    SummarySection,
    WorkSummary,
)

COLUMNS = (TableColumn("text", ""),)
_LONGEST_PIECE = 500
"""A line of the list shows no more of a text than some hundreds of characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """What a line of the list shows: its section, its text, and the evidence of the figures in it.

    `detail` is told beneath the list when the cursor is there.
    """

    section: SummarySection
    text: str
    evidence: tuple[Evidence, ...] = ()
    detail: str = ""
    is_note: bool = False
    is_evaluation: bool = False


@dataclass(frozen=True, slots=True)
class SummaryRows:
    """The rows of the list, and the spots by the keys of their rows."""

    rows: tuple[TableRow, ...] = ()
    spots: Mapping[str, Spot] = field(default_factory=lambda: MappingProxyType({}))


def summary_rows(summary: WorkSummary, width: int) -> SummaryRows:
    """Return the summary in lines of `width` cells, section by section."""
    rows: list[TableRow] = []
    spots: dict[str, Spot] = {}
    for section in summary.sections:
        rows.append(TableRow(f"heading-{section.code}", (section.heading,), heading=True))
        for number, (spot, style) in enumerate(_spots(summary, section)):
            key = f"{section.code}-{number}"
            spots[key] = spot
            rows.extend(_row(key, spot.text, style, width))
    return SummaryRows(tuple(rows), spots)


def behind(spot: Spot) -> str:
    """Return how many records stand behind the figures of a line; nothing where it has no figure."""
    if not spot.evidence:
        return ""
    count = len({record for each in spot.evidence for record in each.records})
    if not count:
        return _("Counted without single records.")
    return ngettext(
        "{count} record behind it: Enter shows it.", "{count} records behind it: Enter shows them.", count
    ).format(count=count)


def _row(key: str, text: str, style: str, width: int) -> Iterator[TableRow]:
    """Yield a text as one row and those that carry it on."""
    lines = [
        each.cells[0] for piece in _pieces(text) for each in broken_row(TableRow(key, (piece,)), (width,))
    ]
    for number, line in enumerate(lines):
        carried = f"{key}+{number}" if number else key
        yield TableRow(carried, (line,), style=style, follows=bool(number), search=text)


def _pieces(text: str) -> Iterator[str]:
    """Yield the paragraphs of a text, the long ones in pieces that end at a space where there is one."""
    for paragraph in text.splitlines() or [""]:
        rest = paragraph
        while len(rest) > _LONGEST_PIECE:
            space = rest.rfind(" ", _LONGEST_PIECE // 2, _LONGEST_PIECE)
            cut = space if space > 0 else _LONGEST_PIECE
            yield rest[:cut]
            rest = rest[cut:].lstrip()
        yield rest


def _spots(summary: WorkSummary, section: SummarySection) -> Iterator[tuple[Spot, str]]:
    """Yield what stands in a section, each with the style of its line."""
    yield from (_line(summary, section, line) for line in section.lines)
    if section.table is not None:
        yield from (
            _figure(summary, section, summary.figures[key])
            for key in section.table.figures
            if key in summary.figures
        )
    if section.note:
        yield (
            Spot(section=section, text=section.note, is_note=True, detail=_("e changes this paragraph.")),
            "",
        )
    elif not section.lines and section.table is None:
        text = _("Nothing is written here yet; e writes a paragraph.")
        yield Spot(section=section, text=text, is_note=True), "muted"


def _line(summary: WorkSummary, section: SummarySection, line: SummaryLine) -> tuple[Spot, str]:
    text = line.text if line.is_written else f"! {line.text}"
    spot = Spot(
        section=section,
        text=text,
        evidence=marked_in(summary, line.marked),
        detail=_advice(summary, line.missing),
        is_evaluation=section.shows is Shows.EVALUATION,
    )
    return spot, "" if line.is_written else "warning"


def _figure(summary: WorkSummary, section: SummarySection, figure: FigureShown) -> tuple[Spot, str]:
    text = _("{title}: {value}; the year before: {previous}").format(
        title=figure.title, value=value_words(figure), previous=previous_words(figure)
    )
    spot = Spot(
        section=section,
        text=text if figure.value is not None else f"! {text}",
        evidence=tuple(each for each in summary.evidence if each.key == figure.key),
        detail=_advice(summary, (figure.key,)),
    )
    return spot, "muted" if figure.value is not None else "warning"


def marked_in(summary: WorkSummary, marked: str) -> tuple[Evidence, ...]:
    """Return the evidence whose numbers stand in a text."""
    return tuple(each for each in summary.evidence if each.mark in marked)


def _advice(summary: WorkSummary, keys: Iterable[str]) -> str:
    """Return what to enter for figures that have no record."""
    wanted = frozenset(keys)
    return " ".join(dict.fromkeys(each.advice for each in summary.missing if each.key in wanted))
