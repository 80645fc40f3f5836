"""Sheets of labels in every format: what stands on them, whether a phone can read them, their size."""

import re
import zlib

import docx
import pytest
import segno

from dutydesk.documents import Document, Label, LabelSheet, Paragraph
from tests.documents.foreign_readers import (
    MarkdownPage,
    W,
    pdf_facts,
    pdf_places,
    pdf_text,
    poppler,
    word_lines,
    word_parts,
    word_pictures,
    word_tables,
    write,
)
from tests.documents.test_every_format import ENDINGS, HOSTILE, read
from tests.documents.test_word import ORDER_IN_SCHEMA

FIRST = Label("EXT-0001", ("Extinguisher EXT-0001", "Teaching block, floor 2", "service 2027-03-01"))
SCALE = 10
"""Dots a millimetre in which a page is looked at."""


def written(folder, ending, *labels):
    return write(Document(title="T", blocks=(LabelSheet(labels), Paragraph("the end"))), folder, ending)


def numbered(count):
    return tuple(Label(f"L{n}", (f"Label{n}", "of many")) for n in range(1, count + 1))


def expected_matrix(text):
    """Return the modules that any QR code of this text has at this level of correction."""
    code = segno.make_qr(text, error="m", boost_error=True)
    return [list(row) for row in code.matrix_iter(border=0)]


def dark(rows, left, top, side):
    """Return by rows which dots of a part of a page are dark."""
    return [[dot < 128 for dot in row[left : left + side]] for row in rows[top : top + side]]


def seen_matrix(dots, count):
    """Return the modules of the QR code in `dots`, of which there are `count` a side."""
    marked = [y for y, row in enumerate(dots) if any(row)]
    top, bottom = marked[0], marked[-1] + 1
    across = [x for x in range(len(dots[0])) if any(row[x] for row in dots)]
    left, right = across[0], across[-1] + 1
    high, wide = (bottom - top) / count, (right - left) / count
    return [
        [int(dots[int(top + (y + 0.5) * high)][int(left + (x + 0.5) * wide)]) for x in range(count)]
        for y in range(count)
    ]


def page_dots(path):
    """Return the first page of a PDF as rows of grey dots, as poppler draws it."""
    stem = path.with_suffix("")
    poppler("pdftoppm", "-gray", "-singlefile", "-r", 25.4 * SCALE, path, stem)
    content = stem.with_suffix(".pgm").read_bytes()
    head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", content)
    width, dots = int(head[1]), content[head.end() :]
    return [dots[start : start + width] for start in range(0, len(dots), width)]


def png_dots(content):
    """Return by rows which dots of a PNG of one bit a dot are dark."""
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    assert content[24:26] == b"\x01\x00", "black and white"
    data = b"".join(re.findall(rb"IDAT(.*?)....IEND", content, re.DOTALL))
    wide, packed = (width + 7) // 8, zlib.decompress(data)
    rows, above = [], bytes(wide)
    for start in range(0, (1 + wide) * height, 1 + wide):
        kind, row = packed[start], packed[start + 1 : start + 1 + wide]
        assert kind in {0, 2}, "as it is, or as it differs from the row above"
        above = bytes((one + other) % 256 for one, other in zip(row, above, strict=True)) if kind else row
        rows.append(above)
    return [[not row[x // 8] >> (7 - x % 8) & 1 for x in range(width)] for row in rows]


@pytest.mark.parametrize("ending", ENDINGS)
def test_its_lines_and_its_code_stand_on_it(tmp_path, ending):
    text = " ".join(read(written(tmp_path, ending, FIRST, Label("7", ("Lamp",))).path).split())
    parts = ("Extinguisher EXT-0001", "floor 2", "service 2027-03-01", "Lamp", "7", "the end")
    assert [part for part in parts if part not in text] == []
    assert text.count("EXT-0001") == 1, "a code that a line says already is not said again"


def test_a_phone_can_read_the_code_on_the_paper(tmp_path):
    path = written(tmp_path, "pdf", FIRST).path
    rows = page_dots(path)
    ((_page, first),) = pdf_places(path, "Extinguisher")
    ((_page, last),) = pdf_places(path, "service")
    middle = (first + last + 3) / 2
    dots = dark(rows, 21 * SCALE, round((middle - 12.5) * SCALE), 25 * SCALE)
    matrix = expected_matrix("EXT-0001")
    assert seen_matrix(dots, len(matrix)) == matrix


def test_a_phone_can_read_the_code_in_word(tmp_path):
    path = written(tmp_path, "docx", FIRST).path
    (content,) = word_pictures(path)
    matrix = expected_matrix("EXT-0001")
    dots = png_dots(content)
    assert seen_matrix(dots, len(matrix)) == matrix
    quiet = next(y for y, row in enumerate(dots) if any(row)) / len(dots) * (len(matrix) + 8)
    assert quiet == pytest.approx(4), "white around it, as the standard asks"
    (told,) = [
        each.get("descr")
        for each in word_parts(path)["word/document.xml"].iter()
        if each.tag.endswith("}docPr")
    ]
    assert told == "EXT-0001"


def test_word_has_three_labels_a_row_all_of_one_size(tmp_path):
    path = written(tmp_path, "docx", *numbered(7)).path
    (table,) = docx.Document(path).tables
    assert [len(row.cells) for row in table.rows] == [6, 6, 6]
    assert {round(row.height.mm) for row in table.rows} == {32}
    assert round(sum(cell.width.mm for cell in table.rows[0].cells)) == 170
    assert [round(shape.width.mm) for shape in docx.Document(path).inline_shapes] == [26] * 7
    assert [row[1] for row in word_tables(path)[0]] == [
        "L1\nLabel1\nof many",
        "L4\nLabel4\nof many",
        "L7\nLabel7\nof many",
    ]


def test_markdown_has_them_as_a_list(tmp_path):
    page = MarkdownPage(written(tmp_path, "md", FIRST, Label("7", ("Lamp",))).path)
    assert page.texts("li") == [*FIRST.lines, "7", "Lamp"]
    assert page.tags.count("li") == 2


def test_no_label_is_divided_by_the_end_of_a_page(tmp_path):
    path = written(tmp_path, "pdf", *numbered(60)).path
    pages = int(pdf_facts(path)["Pages"])
    found = [re.findall(r"\b(?:Label|L)\d+", pdf_text(path, page)) for page in range(1, pages + 1)]
    assert pages == 3
    assert sum(map(len, found)) == 120
    for page in found:
        assert {each for each in page if each.startswith("Label")} == {
            f"Label{each[1:]}" for each in page if not each.startswith("Label")
        }


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_looks_like_markup_is_text(tmp_path, ending):
    path = written(tmp_path, ending, *(Label("", (text, text)) for text in HOSTILE)).path
    found = "".join((poppler("pdftotext", "-raw", path, "-") if ending == "pdf" else read(path)).split())
    for text in HOSTILE:
        assert found.count("".join(text.split())) >= 2


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    "label",
    [
        Label("", ("no code",)),
        Label("A", ()),
        Label("", ()),
        Label("x" * 4000, ("far too long for a code",)),
        Label("A\x00\ud800\nB", ("a\x1bb\nc",)),
        Label("灭火器", ("قواعد", "Donaudampfschifffahrtsgesellschaft" * 9, "line " * 400)),
    ],
)
def test_what_is_empty_long_or_odd_does_no_harm(tmp_path, ending, label):
    result = written(tmp_path, ending, label, FIRST)
    text = " ".join(read(result.path).split())
    assert "floor 2" in text
    assert "the end" in text
    if ending == "pdf":
        right = re.findall(r'xMax="([\d.]+)"', poppler("pdftotext", "-bbox", result.path, "-"))
        assert max(map(float, right)) <= (210 - 20) * 72 / 25.4 + 1


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_sheet_without_labels_is_nothing(tmp_path, ending):
    text = " ".join(read(written(tmp_path, ending).path).split())
    assert text.removesuffix(" 1/1") == "T the end"


def test_a_code_too_long_to_scan_leaves_its_lines(tmp_path):
    path = written(tmp_path, "docx", Label("x" * 4000, ("Pump",))).path
    assert word_pictures(path) == []
    assert "Pump" in word_lines(path)
    assert "Pump" in pdf_text(written(tmp_path, "pdf", Label("x" * 4000, ("Pump",))).path)


def test_cells_have_their_properties_in_the_order_that_word_wants(tmp_path):
    order = ORDER_IN_SCHEMA["tcPr"].split()
    document = word_parts(written(tmp_path, "docx", FIRST, Label("", ("no code",))).path)["word/document.xml"]
    for properties in document.iter(f"{W}tcPr"):
        places = [order.index(each.tag.removeprefix(W)) for each in properties]
        assert places == sorted(places)
    sides = [each[0].tag.removeprefix(W) for each in document.iter(f"{W}tcBorders")]
    assert sides == ["right", "left"], "no line between the code and what stands beside it"
