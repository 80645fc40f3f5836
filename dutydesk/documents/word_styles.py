"""The page, the fonts and the styles of a document for Word."""

from datetime import UTC, datetime

from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from dutydesk.documents.document import Document
from dutydesk.documents.measures import is_poster, margin, paper_size
from dutydesk.documents.word_xml import set_size

_LETTERS, _CHINESE = "Arial", "Microsoft YaHei"
"""Sans-serif families that Word brings or stands in for; WPS and LibreOffice stand in for them too."""

GREY = RGBColor(0x59, 0x59, 0x59)
_BLACK = RGBColor(0, 0, 0)
_RULES = "A6A6A6"
_MOST_OF_PROPERTY = 255
_FOOTER_TYPE = 11.0


def set_up(book: WordDocument, document: Document) -> None:
    """Give `book`, still empty, its paper, styles and properties, and numbers to its pages."""
    _properties(book, document)
    _fonts(book)
    _styles(book, document)
    section = book.sections[0]
    _page(section, document)
    _footer(section, document)


def _properties(book: WordDocument, document: Document) -> None:
    about = book.core_properties
    about.title = document.title[:_MOST_OF_PROPERTY]
    about.author = about.last_modified_by = document.school[:_MOST_OF_PROPERTY]
    about.comments = ""
    about.created = about.modified = datetime.now(UTC)


def _fonts(book: WordDocument) -> None:
    """Set one family for Latin letters and one for Chinese ones, in place of those of the theme."""
    root = book.styles.element
    for fonts in root.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), _CHINESE if script == "eastAsia" else _LETTERS)
    for language in root.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def _styles(book: WordDocument, document: Document) -> None:
    size, poster = document.type_size, is_poster(document)
    sizes = {
        "Normal": (1.0, 0.0, 0.55),
        "No Spacing": (0.95, 0.15, 0.15),
        "Title": (2.4 if poster else 1.95, 0.0, 0.4),
        "Heading 1": (1.35, 1.3, 0.5),
        "Heading 2": (1.15, 1.0, 0.4),
        "Heading 3": (1.0, 0.8, 0.4),
        "Caption": (0.9, 0.2, 0.6),
    }
    for name, (scale, above, below) in sizes.items():
        style = book.styles[name]
        if isinstance(style, ParagraphStyle):
            set_size(style.font, size * scale)
            style.font.color.rgb = _BLACK
            style.paragraph_format.space_before = Pt(size * above)
            style.paragraph_format.space_after = Pt(size * below)
            style.paragraph_format.line_spacing = 1.15
            if poster and name not in {"Normal", "No Spacing"}:
                style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3"):
        book.styles[name].font.bold = True
    for border in list(book.styles["Title"].element.iter(qn("w:pBdr"))):
        border.getparent().remove(border)
    for borders in book.styles["Table Grid"].element.iter(qn("w:tblBorders")):
        for border in borders:
            border.set(qn("w:color"), _RULES)


def _page(section: Section, document: Document) -> None:
    width, height = paper_size(document)
    section.orientation = WD_ORIENT.LANDSCAPE if document.lying else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = Mm(margin(document))
    section.top_margin = section.bottom_margin = Mm(margin(document))
    section.footer_distance = Mm(margin(document) / 2)


def _footer(section: Section, document: Document) -> None:
    """Number the pages, such as 1/3, by fields that the program fills in."""
    line = section.footer.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    size = min(document.type_size * 0.85, _FOOTER_TYPE)
    for part in ("PAGE", "/", "NUMPAGES"):
        run = line.add_run("/" if part == "/" else "1")
        set_size(run.font, size)
        run.font.color.rgb = GREY
        if part != "/":
            field = OxmlElement("w:fldSimple", {qn("w:instr"): part})
            run.element.addprevious(field)
            field.append(run.element)
