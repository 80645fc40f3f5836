"""Drawing a document as a PDF, with typst."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from dutydesk.documents import bar_chart, label_sheet, line_chart
from dutydesk.documents.document import (
    BarChart,
    Block,
    Bullets,
    Document,
    DocumentTable,
    Facts,
    Heading,
    LabelSheet,
    LineChart,
    Paragraph,
    Picture,
    Signatures,
)
from dutydesk.documents.drawing import Drawing
from dutydesk.documents.measures import column_shares, is_poster, margin, paper_size
from dutydesk.documents.pictures import read_picture, unseen
from dutydesk.documents.typesetting import typeset

_TEMPLATE = Path(__file__).with_name("document.typ")
_PARTS = ("written.typ", "line_chart.typ", "bar_chart.typ", "label_sheet.typ")
"""What the template imports."""


def draw(document: Document, _path: Path, fonts: Path) -> Drawing:
    """Return the document as a PDF; `fonts` may hold more fonts.

    typst reads files only out of the folder of its template, so template and pictures are brought together
    in one that lasts as long as the drawing.

    Raises:
        DataProblem: typst cannot draw the document.
    """
    with TemporaryDirectory(prefix="dutydesk-") as name:
        folder = Path(name)
        template = folder / _TEMPLATE.name
        shutil.copyfile(_TEMPLATE, template)
        for part in _PARTS:
            shutil.copyfile(Path(__file__).with_name(part), folder / part)
        return typeset(template, _data(document, folder), fonts)


def _data(document: Document, folder: Path) -> Mapping[str, object]:
    """Return what the template reads; its text is data there, never markup."""
    width, height = paper_size(document)
    room = width - 2 * margin(document)
    return {
        "width": width,
        "height": height,
        "margin": margin(document),
        "size": document.type_size,
        "poster": is_poster(document),
        "school": document.school,
        "title": document.title,
        "about": document.about,
        "blocks": [_block(block, folder, place, room) for place, block in enumerate(document.blocks)],
    }


def _block(block: Block, folder: Path, place: int, room: float) -> Mapping[str, object]:
    """Return what the template reads of a block `room` millimetres wide: its kind, and its own words."""
    parts: Mapping[str, object] = {}
    match block:
        case Heading():
            parts = {"text": block.text, "level": block.level}
        case Paragraph():
            parts = {"text": block.text, "style": block.style}
        case Bullets():
            parts = {"items": block.items, "numbered": block.numbered}
        case Facts():
            parts = {"rows": block.rows}
        case DocumentTable():
            parts = {
                "shares": column_shares(block),
                "headers": block.headers if any(block.headers) else (),
                "rows": block.rows,
                "height": block.row_height,
                "strong": block.strong_first,
            }
        case Picture():
            return _picture(block, folder, f"picture-{place}")
        case LineChart() | BarChart():
            parts = _chart(block)
        case LabelSheet():
            parts = label_sheet.laid_out(block, room)
        case Signatures():
            parts = {"words": block.words}
    return {"kind": type(block).__name__, **parts}


def _chart(chart: LineChart | BarChart) -> Mapping[str, object]:
    return line_chart.laid_out(chart) if isinstance(chart, LineChart) else bar_chart.laid_out(chart)


def _picture(picture: Picture, folder: Path, name: str) -> Mapping[str, object]:
    read = read_picture(picture)
    if read is not None:
        (folder / name).write_bytes(read.content)
        if _is_drawn(folder, name):
            return {"kind": "Picture", "file": name, "width": picture.width, "caption": picture.caption}
    return {"kind": "Paragraph", "text": unseen(picture), "style": "muted"}


def _is_drawn(folder: Path, name: str) -> bool:
    """Return whether typst can draw the picture; within a document, one that it cannot would end it all."""
    try:
        template = f'#image("{name}")'.encode()
        typst.Compiler(template, root=str(folder), ignore_system_fonts=True).compile(format="pdf")
    except typst.TypstError:
        return False
    return True
