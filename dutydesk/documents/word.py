"""Drawing a document for Word, WPS or LibreOffice."""

import io
import struct
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import ceil
from pathlib import Path

import docx
from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_LEADER
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from dutydesk.documents import bar_chart, line_chart
from dutydesk.documents.document import (
    BarChart,
    Block,
    Bullets,
    Document,
    DocumentTable,
    Facts,
    Heading,
    Label,
    LabelSheet,
    LineChart,
    PageBreak,
    Paragraph,
    Picture,
    Signatures,
)
from dutydesk.documents.drawing import Drawing
from dutydesk.documents.label_sheet import CODE_SIDE, HEIGHT, LARGEST_TYPE, code_picture, columns_in, lines_of
from dutydesk.documents.measures import (
    column_shares,
    is_poster,
    margin,
    paper_size,
    reads_leftwards,
    word_share,
)
from dutydesk.documents.pictures import read_picture, unseen
from dutydesk.documents.word_styles import GREY, set_up
from dutydesk.documents.word_xml import (
    describe,
    keep_whole,
    new_count,
    number_by,
    repeat,
    set_size,
    shade,
    without_border,
    write_leftwards,
)
from dutydesk.xml_text import xml_text

_LINES = Path(__file__).with_name("line_chart_picture.typ")
_BARS = Path(__file__).with_name("bar_chart_picture.typ")
_MOST_BARS = 36
"""Bars in one picture: it is then about as high as it is wide."""
_HEAD_SHADE = "EEEEEE"
_GAP = 6.0
_INSET = 4.0
"""What Word leaves free at the sides of a cell, both together, in millimetres."""
_PNG_SIZE = ">II"
_MOST_OF_HEIGHT = 0.85
_SIGNING_ROOM = 1.8
_NUMBERS, _DOTS = "List Number", "List Bullet"


def draw(document: Document, _path: Path, fonts: Path) -> Drawing:
    """Return the document as DOCX: text only, nothing in it runs or is loaded from elsewhere.

    Charts are pictures in it, drawn by typst with the fonts in `fonts` beside those of the system.

    Raises:
        DataProblem: typst cannot draw a chart.
    """
    writer = _Writer(document, fonts)
    for block in document.blocks:
        writer.block(block)
    return Drawing(writer.content())


class _Writer:
    """Writes blocks one below the other."""

    def __init__(self, document: Document, fonts: Path) -> None:
        self._book = docx.Document()
        self._fonts = fonts
        set_up(self._book, document)
        width, height = paper_size(document)
        self._width, self._height = width - 2 * margin(document), height - 2 * margin(document)
        self._size, self._poster = document.type_size, is_poster(document)
        self._breaks = False
        self._head(document)

    def content(self) -> bytes:
        stream = io.BytesIO()
        self._book.save(stream)
        return stream.getvalue()

    def block(self, block: Block) -> None:
        match block:
            case Heading() | Paragraph():
                self._text(block)
            case Bullets():
                self._bullets(block)
            case Facts():
                self._facts(block)
            case DocumentTable():
                self._table(block)
            case Picture():
                self._picture(block)
            case LineChart() | BarChart():
                self._chart(block)
            case LabelSheet():
                self._labels(block)
            case Signatures():
                self._signatures(block)
            case PageBreak():
                self._breaks = True

    def _line(self, text: str, style: str = "Normal") -> WordParagraph:
        """Add a paragraph, on a new page where one was asked for."""
        line = self._book.add_paragraph(style=style)
        if self._breaks:
            line.paragraph_format.page_break_before = True
            self._breaks = False
        _put(line, text)
        return line

    def _head(self, document: Document) -> None:
        if document.school:
            _look(self._line(document.school, "Caption"), size=self._size * 1.1, muted=True)
        self._line(document.title, "Title")
        if document.about:
            _look(self._line(document.about, "Caption"), size=self._size, muted=True)

    def _text(self, block: Heading | Paragraph) -> None:
        if isinstance(block, Heading):
            self._line(block.text, f"Heading {block.level}")
        else:
            self._paragraph(block)

    def _paragraph(self, paragraph: Paragraph) -> None:
        line = self._line(paragraph.text)
        match paragraph.style:
            case "strong":
                _look(line, bold=True)
            case "muted":
                _look(line, size=self._size * 0.92, muted=True)
            case "large":
                _look(line, size=self._size * 1.6, bold=True)
                if self._poster:
                    line.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def _bullets(self, bullets: Bullets) -> None:
        style = self._book.styles[_NUMBERS if bullets.numbered else _DOTS]
        count = new_count(self._book, style) if bullets.numbered else None
        for item in bullets.items:
            line = self._line(item, style.name or _DOTS)
            line.paragraph_format.left_indent = Pt(self._size * 1.8)
            line.paragraph_format.first_line_indent = Pt(-self._size * 1.8)
            if count is not None:
                number_by(line, count)

    def _facts(self, facts: Facts) -> None:
        if facts.rows:
            first = word_share(facts)
            table = self._grid((first, 1 - first), facts.rows, "Normal Table")
            for row in table.rows:
                _look(row.cells[0].paragraphs[0], bold=True)
            self._gap()

    def _table(self, written: DocumentTable) -> None:
        headed = any(written.headers)
        rows = (written.headers, *written.rows) if headed else written.rows
        table = self._grid(column_shares(written), rows, "Table Grid")
        for place, row in enumerate(table.rows):
            heads = headed and place == 0
            if heads:
                repeat(row)
            elif written.row_height > 0:
                row.height, row.height_rule = Mm(written.row_height), WD_ROW_HEIGHT_RULE.AT_LEAST
            keep_whole(row)
            for column, cell in enumerate(row.cells):
                if heads:
                    shade(cell, _HEAD_SHADE)
                if heads or (written.strong_first and column == 0):
                    _look(cell.paragraphs[0], bold=True)
                if written.row_height > 0:
                    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        self._gap()

    def _grid(self, shares: Sequence[float], rows: Sequence[Sequence[str]], style: str) -> Table:
        """Add a table of `rows` whose columns have these shares of the width."""
        if self._breaks:
            self._gap()
        table: Table = self._book.add_table(len(rows), len(shares))
        table.style, table.autofit = self._book.styles[style], False
        widths = [Mm(self._width * share) for share in shares]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text, width in zip(row.cells, texts, widths, strict=True):
                cell.width = width
                line = cell.paragraphs[0]
                line.style = self._book.styles["No Spacing"]
                _put(line, text)
        return table

    def _gap(self) -> None:
        """Add a little room; two tables with nothing between them would become one."""
        space = self._line("", "No Spacing").paragraph_format
        space.line_spacing = Pt(_GAP)

    def _picture(self, picture: Picture) -> None:
        read = read_picture(picture)
        if read is None or read.size is None:
            self._paragraph(Paragraph(unseen(picture), "muted"))
            return
        across, down = read.size
        width = min(picture.width, self._width, self._height * _MOST_OF_HEIGHT * across / down)
        self._drawn(read.content, width, picture.caption or xml_text(picture.path.stem), picture.caption)

    def _drawn(self, content: bytes, width: float, shows: str, caption: str) -> None:
        """Add a picture `width` millimetres wide; `shows` says what is seen to those who cannot see it."""
        line = self._line("")
        line.paragraph_format.keep_with_next = bool(caption)
        run = line.add_run()
        run.add_picture(io.BytesIO(content), width=Mm(width))
        describe(run, shows)
        if self._poster:
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if caption:
            _look(self._line(caption, "Caption"), muted=True)

    def _chart(self, chart: LineChart | BarChart) -> None:
        head = self._line(chart.title)
        _look(head, bold=True)
        head.paragraph_format.keep_with_next = True
        if isinstance(chart, LineChart):
            words = line_chart.words_of(chart)
            self._chart_picture(_LINES, line_chart.laid_out(chart), f"{chart.title}. {words}", words)
        else:
            self._bar_chart(chart)

    def _bar_chart(self, chart: BarChart) -> None:
        """Add the chart in as many pictures as it takes: one picture is not divided between pages."""
        each = max(1, _MOST_BARS // len(chart.series))
        for first in range(0, len(chart.groups), each):
            part = replace(chart, groups=chart.groups[first : first + each])
            told = f"{chart.title}. {bar_chart.words_of(part)}"
            is_last = first + each >= len(chart.groups)
            words = bar_chart.words_of(chart) if is_last else ""
            self._chart_picture(_BARS, bar_chart.laid_out(part, chart), told, words)

    def _chart_picture(self, template: Path, chart: Mapping[str, object], shows: str, words: str) -> None:
        from dutydesk.documents.typesetting import typeset_picture  # noqa: PLC0415 - few documents have one

        document = {"chart": chart, "width": self._width, "size": self._size}
        content = typeset_picture(template, document, self._fonts)
        across, down = struct.unpack(_PNG_SIZE, content[16:24])
        width = min(self._width, self._height * _MOST_OF_HEIGHT * across / down)
        self._drawn(content, width, shows, words)

    def _labels(self, sheet: LabelSheet) -> None:
        """Add the labels as a table of codes and texts; a code and its text have no line between them."""
        columns = columns_in(self._width)
        code = (CODE_SIDE + _INSET) / self._width
        rows = [("",) * 2 * columns] * ceil(len(sheet.labels) / columns)
        table = self._grid((code, 1 / columns - code) * columns, rows, "Table Grid")
        for row in table.rows:
            row.height, row.height_rule = Mm(HEIGHT), WD_ROW_HEIGHT_RULE.AT_LEAST
            keep_whole(row)
        cells = [cell for row in table.rows for cell in row.cells]
        for label, left, right in zip(sheet.labels, cells[::2], cells[1::2], strict=False):
            _label(label, left, right)
        self._gap()

    def _signatures(self, signatures: Signatures) -> None:
        end: Length = Mm(self._width * 0.6)
        for word in signatures.words:
            line = self._line(f"{word} ")
            line.paragraph_format.space_before = Pt(self._size * _SIGNING_ROOM)
            line.paragraph_format.keep_together = True
            line.paragraph_format.tab_stops.add_tab_stop(end, leader=WD_TAB_LEADER.LINES)
            line.add_run("\t")


def _label(label: Label, left: _Cell, right: _Cell) -> None:
    """Write a label into two cells: its QR code and its lines, or its lines alone across both."""
    picture = code_picture(label)
    if picture is None:
        right = left.merge(right)
    else:
        line = left.paragraphs[0]
        run = line.add_run()
        run.add_picture(io.BytesIO(picture), width=Mm(CODE_SIDE), height=Mm(CODE_SIDE))
        describe(run, label.code)
        left.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        without_border(left, "right")
        without_border(right, "left")
    right.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    for place, text in enumerate(lines_of(label)):
        line = right.add_paragraph(style=right.paragraphs[0].style) if place else right.paragraphs[0]
        _put(line, text)
        _look(line, size=LARGEST_TYPE, bold=place == 0)


def _put(line: WordParagraph, text: str) -> None:
    """Write `text` into `line`, its lines as lines, from the right to the left where it begins so."""
    if not text:
        return
    run = line.add_run(text)
    if reads_leftwards(text):
        run.font.rtl = True
        write_leftwards(line)


def _look(
    line: WordParagraph, *, size: float | None = None, bold: bool | None = None, muted: bool = False
) -> None:
    """Set what is written in `line` in type of this `size` in points, in bold, in grey."""
    for run in line.runs:
        if size is not None:
            set_size(run.font, size)
        if bold is not None:
            run.font.bold = bold
        if muted:
            run.font.color.rgb = GREY
