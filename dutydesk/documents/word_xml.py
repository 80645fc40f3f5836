"""What Word can do and python-docx has no words for: set in the XML of the parts."""

# ruff: noqa: SLF001 - python-docx gives the elements of its objects under private names only.

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.styles.style import BaseStyle
from docx.table import _Cell, _Row
from docx.text.font import Font
from docx.text.paragraph import Paragraph
from docx.text.run import Run


def keep_whole(row: _Row) -> None:
    """Let no page break divide a row of a table."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def repeat(row: _Row) -> None:
    """Let a row stand again at the head of each further page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def shade(cell: _Cell, colour: str) -> None:
    """Fill a cell with a colour, such as ``EEEEEE``; before its vertical alignment is set."""
    cell._tc.get_or_add_tcPr().append(OxmlElement("w:shd", {qn("w:val"): "clear", qn("w:fill"): colour}))


def without_border(cell: _Cell, side: str) -> None:
    """Draw no line at the ``left`` or ``right`` of a cell."""
    borders = OxmlElement("w:tcBorders")
    borders.append(OxmlElement(f"w:{side}", {qn("w:val"): "nil"}))
    cell._tc.get_or_add_tcPr().insert_element_before(borders, "w:shd", "w:noWrap", "w:tcMar", "w:vAlign")


def write_leftwards(line: Paragraph) -> None:
    """Let a paragraph begin at the right."""
    line._p.get_or_add_pPr().insert_element_before(
        OxmlElement("w:bidi"), "w:spacing", "w:ind", "w:contextualSpacing", "w:jc"
    )


def set_size(font: Font, points: float) -> None:
    """Set the size of letters, and that of scripts written from the right, which is kept apart."""
    font.size = Pt(points)
    properties = font.element.get_or_add_rPr()
    for earlier in properties.findall(qn("w:szCs")):
        properties.remove(earlier)
    size = OxmlElement("w:szCs", {qn("w:val"): str(round(2 * points))})
    properties.find(qn("w:sz")).addnext(size)


def describe(picture: Run, words: str) -> None:
    """Say in `words` what a picture shows, for those who cannot see it."""
    for properties in picture._r.iter(qn("wp:docPr")):
        properties.set("descr", words)


def new_count(book: Document, style: BaseStyle) -> int:
    """Return a numbering like that of `style` which begins at 1; lists of one style else count on."""
    numbering = book.part.numbering_part.element
    used = numbering.num_having_numId(style.element.pPr.numPr.numId.val)
    count = numbering.add_num(used.abstractNumId.val)
    count.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(count.numId)


def number_by(line: Paragraph, count: int) -> None:
    """Number a paragraph within the numbering `count`."""
    properties = line._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = count
