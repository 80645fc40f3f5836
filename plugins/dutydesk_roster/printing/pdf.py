"""Drawing a sheet as a PDF, with typst."""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

import typst

from dutydesk.api import DataProblem
from dutydesk.wording import _
from dutydesk_roster.printing.drawing import Drawing
from dutydesk_roster.printing.fonts import families, fonts_of
from dutydesk_roster.printing.paper import MARGIN, SMALLEST_TYPE, Band, Paper, bands_of, lines_in
from dutydesk_roster.printing.sheet import PrintedRow, Sheet, number_text

_TEMPLATE = Path(__file__).with_name("roster.typ")
_ARCHIVE: Final = "a-2b"
"""PDF/A: a document that holds all it needs. It allows no character without a glyph, so typst names those."""

_NO_GLYPH = re.compile(r"the text `\"((?:[^\"\\]|\\.)+)\"` could not be displayed")
_ESCAPED = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")


def draw(sheet: Sheet, paper: Paper, fonts: Path) -> Drawing:
    """Return the sheet as a PDF, on as few pages as readable type allows; `fonts` may hold more fonts.

    Where a character has no glyph in any font, the document is made all the same, no longer as PDF/A, with
    a box in its place. It has no tags for screen readers, which would make it seven times as large; the web
    page serves them.

    Raises:
        DataProblem: typst cannot draw the sheet.
    """
    found = fonts_of(fonts)
    document = {**_document(sheet, paper), "fonts": families(found, fonts)}
    compiler = typst.Compiler(str(_TEMPLATE), font_paths=found, sys_inputs={"sheet": json.dumps(document)})
    missing: tuple[str, ...] = ()
    try:
        try:
            content = compiler.compile(format="pdf", pdf_standards=_ARCHIVE, pdf_tags=False)
        except typst.TypstError as error:
            missing = _glyphs_in(error.diagnostic)
            content = compiler.compile(format="pdf", pdf_tags=False)
        pages = int(json.loads(compiler.query("<pages>", field="value", one=True)))
    except typst.TypstError as error:
        raise DataProblem(_("the PDF cannot be made: {reason}").format(reason=error.message)) from error
    if not isinstance(content, bytes):
        raise TypeError("a PDF is one file")
    return Drawing(content, pages, missing)


def _glyphs_in(diagnostic: str) -> tuple[str, ...]:
    """Return the characters that typst says no font has, each once.

    Invisible ones, which join the parts of an emoji, are passed over beside those that they join.
    """

    def unescaped(match: re.Match[str]) -> str:
        return chr(int(match[1], 16)) if match[1] else match[2]

    found = dict.fromkeys(_ESCAPED.sub(unescaped, text) for text in _NO_GLYPH.findall(diagnostic))
    seen = tuple(text for text in found if not all(unicodedata.category(each) == "Cf" for each in text))
    return seen or tuple(found)


def _document(sheet: Sheet, paper: Paper) -> Mapping[str, object]:
    """Return what the template reads; its text is data there, never markup."""
    bands = bands_of(sheet, paper)
    return {
        "width": paper.width,
        "height": paper.height,
        "margin": MARGIN,
        "smallest": SMALLEST_TYPE,
        "largest": paper.largest_type,
        "school": sheet.school,
        "title": sheet.title,
        "state": sheet.state,
        "draft": sheet.draft,
        "page": _("Page"),
        "name": sheet.name_heading,
        "bands": [_band(sheet, band, last=band is bands[-1]) for band in bands],
        "legend": [
            {"title": group.title, "entries": [list(entry) for entry in group.entries]}
            for group in sheet.legend
        ],
        "signatures": sheet.signatures,
    }


def _band(sheet: Sheet, band: Band, *, last: bool) -> Mapping[str, object]:
    """Return a run of days; the last one ends in the totals of the whole month."""
    days = sheet.days[band.first : band.end]
    return {
        "days": [{"number": day.number, "weekday": day.weekday, "kind": day.kind} for day in days],
        "totals": sheet.total_headings if last else (),
        "rows": [
            *_rows(sheet.rows, sheet, band, last=last),
            *_rows(sheet.heads, sheet, band, last=last, heads=True),
        ],
    }


def _rows(
    rows: Iterable[PrintedRow], sheet: Sheet, band: Band, *, last: bool, heads: bool = False
) -> Iterable[Mapping[str, object]]:
    columns = len(sheet.total_headings)
    for row in rows:
        cells = row.cells[band.first : band.end]
        totals = [number_text(each) for each in row.totals] + [""] * (columns - len(row.totals))
        yield {
            "name": row.name,
            "cells": [{"lines": cell.lines, "strong": cell.strong} for cell in cells],
            "lines": lines_in(replace(row, cells=cells)),
            "totals": totals if last else (),
            "group": row.begins_group,
            "heads": heads,
        }
