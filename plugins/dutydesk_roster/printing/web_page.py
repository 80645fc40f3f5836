"""Drawing a sheet as one web page that holds all it needs and prints well."""

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import Path

from dutydesk.documents import Drawing
from dutydesk.domain import DayKind
from dutydesk.wording import phrases
from dutydesk_roster.printing.paper import (
    MARGIN,
    USUAL_LETTER,
    WIDEST_LETTER,
    Band,
    Paper,
    bands_of,
    ems,
    type_size,
)
from dutydesk_roster.printing.sheet import PrintedCell, PrintedRow, Sheet, number_text

_KIND_CLASS = {DayKind.WEEKEND: "weekend", DayKind.HOLIDAY: "holiday", DayKind.WEEKDAY: ""}
_STYLE = Path(__file__).with_name("roster.css")
_CLOSE = 0.95
_LONGEST_NAME = 20
"""The widest that names get on paper, by the size of their type; longer ones are broken."""

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def draw(sheet: Sheet, paper: Paper, _fonts: Path) -> Drawing:
    """Return the sheet as HTML: without script, without anything from elsewhere, all text escaped."""
    bands = bands_of(sheet, paper)
    page = f"@page {{ size: {paper.value} landscape; margin: 10mm {MARGIN:g}mm }}"
    sizes = "; ".join(
        f"--{name}: {points:.1f}pt" for name, points in _sizes(sheet, paper, len(bands)).items()
    )
    parts = (
        '<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width">',
        f"<title>{escape(phrases((sheet.school, sheet.title)))}</title>",
        f"<style>\n{page}\n:root {{ {sizes} }}",
        f"{_STYLE.read_text(encoding='utf-8')}</style>\n</head>\n<body>",
        f'<header><div><p dir="auto">{escape(sheet.school)}</p><h1>{escape(sheet.title)}</h1></div>',
        f"<p{_class('draft' if sheet.draft else '')}>{escape(sheet.state)}</p></header>",
        *(line for band in bands for line in _table(sheet, band, last=band is bands[-1])),
        "<footer>",
        *_closing(sheet),
        "</footer>\n</body>\n</html>\n",
    )
    return Drawing("\n".join(parts).encode())


def _sizes(sheet: Sheet, paper: Paper, bands: int) -> Mapping[str, float]:
    """Return how large type is on paper and how wide the names are, in points, with whatever font."""
    size = type_size(sheet, paper, bands)
    names = max(ems(row.name, (USUAL_LETTER + WIDEST_LETTER) / 2) for row in sheet.all_rows)
    return {
        "type": size,
        "cell": min(size, type_size(sheet, paper, bands, WIDEST_LETTER) * _CLOSE),
        "name": min(names + 1, _LONGEST_NAME) * size,
    }


def _class(*names: str) -> str:
    given = " ".join(filter(None, names))
    return f' class="{given}"' if given else ""


def _table(sheet: Sheet, band: Band, *, last: bool) -> Iterator[str]:
    days = sheet.days[band.first : band.end]
    yield '<div class="band"><table>\n<thead><tr>'
    yield f'<th class="name" scope="col">{escape(sheet.name_heading)}</th>'
    for day in days:
        yield (
            f'<th scope="col"{_class(_KIND_CLASS[day.kind])}>{escape(day.number)}'
            f"<small>{escape(day.weekday)}</small></th>"
        )
    if last:
        yield from (
            f'<th class="total" scope="col"><small>{escape(each)}</small></th>'
            for each in sheet.total_headings
        )
    yield "</tr></thead>\n<tbody>"
    kinds = [_KIND_CLASS[day.kind] for day in days]
    for row in sheet.all_rows:
        yield _row(
            row,
            row.cells[band.first : band.end],
            kinds,
            heads=row in sheet.heads,
            totals=len(sheet.total_headings) if last else 0,
        )
    yield "</tbody>\n</table></div>"


def _row(
    row: PrintedRow, cells: Iterable[PrintedCell], kinds: Iterable[str], *, heads: bool, totals: int
) -> str:
    written = "".join(
        f"<td{_class(kind, 'strong' if cell.strong else '')}>"
        + "<br>".join(f"<bdi>{escape(line)}</bdi>" for line in cell.lines)
        + "</td>"
        for cell, kind in zip(cells, kinds, strict=True)
    )
    numbers = [number_text(total) for total in row.totals][:totals]
    numbers += [""] * (totals - len(numbers))
    summed = "".join(f'<td class="total">{number}</td>' for number in numbers)
    begins = _class("group" if row.begins_group else "", "heads" if heads else "")
    return f'<tr{begins}><th scope="row" dir="auto">{escape(row.name)}</th>{written}{summed}</tr>'


def _closing(sheet: Sheet) -> Iterator[str]:
    for group in sheet.legend:
        entries = "".join(
            (f"<dd><b>{escape(sign)}</b> " if sign else "<dd>") + f"<bdi>{escape(meaning)}</bdi></dd>"
            for sign, meaning in group.entries
        )
        yield f"<dl><dt>{escape(group.title)}:</dt>{entries}</dl>"
    yield '<p class="sign">' + "".join(f"<span>{escape(word)}</span>" for word in sheet.signatures) + "</p>"
