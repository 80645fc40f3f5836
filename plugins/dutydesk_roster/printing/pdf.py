"""Drawing a sheet as a PDF, with typst."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from dutydesk.documents import Drawing
from dutydesk.documents.typesetting import typeset
from dutydesk.wording import _
from dutydesk_roster.printing.paper import MARGIN, SMALLEST_TYPE, Band, Paper, bands_of, lines_in
from dutydesk_roster.printing.sheet import PrintedRow, Sheet, number_text

_TEMPLATE = Path(__file__).with_name("roster.typ")


def draw(sheet: Sheet, paper: Paper, fonts: Path) -> Drawing:
    """Return the sheet as a PDF, on as few pages as readable type allows; `fonts` may hold more fonts.

    Raises:
        DataProblem: typst cannot draw the sheet.
    """
    return typeset(_TEMPLATE, _document(sheet, paper), fonts)


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
