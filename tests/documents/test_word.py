"""The DOCX file: what Word needs, read back by python-docx and out of its XML."""

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.shared import Mm

from dutydesk.documents import (
    Bullets,
    Document,
    DocumentTable,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Signatures,
)
from tests.documents.foreign_readers import W, png, word_lines, word_parts, word_pictures, word_tables, write

ORDER_IN_SCHEMA = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd "
        "tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi "
        "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc "
        "textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
    ),
    "rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
        "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd "
        "fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
    ),
    "tcPr": (
        "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign "
        "hideMark"
    ),
    "tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc "
        "tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription"
    ),
}
"""In which order Word wants properties; a file with another is reported as damaged."""


def rows(count, height=0.0, *, strong=False):
    body = tuple((f"Row{number}", "Li", "") for number in range(count))
    return DocumentTable(("Number", "Name", "Signature"), body, (1, 3, 2), height, strong)


def written(document, folder):
    return docx.Document(write(document, folder, "docx").path)


def part(path, name):
    return word_parts(path)[f"word/{name}.xml"]


@pytest.fixture
def everything(tmp_path):
    file = tmp_path / "photo.png"
    file.write_bytes(png(30, 20))
    return Document(
        title="安全教育周",
        school="学府路学校",
        about="小结",
        type_size=22,
        blocks=(
            Heading("قواعد"),
            Paragraph("قواعد السلامة", "strong"),
            Paragraph("x", "large"),
            Bullets(("قواعد", "b"), numbered=True),
            Bullets(("a",)),
            Facts((("قواعد", "x"),)),
            PageBreak(),
            rows(2, 12, strong=True),
            Picture(file, "Gate"),
            Signatures(("Date",)),
        ),
    )


def test_every_part_is_well_formed_and_in_the_order_that_word_wants(tmp_path, everything):
    for root in word_parts(write(everything, tmp_path, "docx").path).values():
        for name, order in ORDER_IN_SCHEMA.items():
            places = {tag: place for place, tag in enumerate(order.split())}
            for properties in root.iter(f"{W}{name}"):
                found = [places[each.tag.removeprefix(W)] for each in properties if each.tag.startswith(W)]
                assert found == sorted(found), name


def test_nothing_in_it_runs_or_is_loaded_from_elsewhere(tmp_path, everything):
    parts = word_parts(write(everything, tmp_path, "docx").path)
    assert not [name for name in parts if "vba" in name.lower() or "embed" in name.lower()]
    links = [link for name, root in parts.items() if name.endswith(".rels") for link in root]
    assert links
    assert not [link for link in links if link.get("TargetMode") == "External"]


def test_chinese_has_a_font_of_its_own_everywhere(tmp_path, everything):
    parts = word_parts(write(everything, tmp_path, "docx").path)
    fonts = [each for name in ("styles", "document") for each in parts[f"word/{name}.xml"].iter(f"{W}rFonts")]
    assert fonts
    assert {each.get(f"{W}eastAsia") for each in fonts} == {"Microsoft YaHei"}
    assert {each.get(f"{W}ascii") for each in fonts} == {"Arial"}
    assert not [each for each in fonts if any("Theme" in name for name in each.attrib)]
    assert {each.get(f"{W}eastAsia") for each in parts["word/styles.xml"].iter(f"{W}lang")} == {"zh-CN"}


def test_title_and_school_are_told_to_those_who_keep_files(tmp_path):
    about = written(Document(title="t" * 300, school="学府路学校"), tmp_path).core_properties
    assert (about.title, about.author, about.comments) == ("t" * 255, "学府路学校", "")
    assert about.created.year > 2020


@pytest.mark.parametrize(
    ("paper", "lying", "size"),
    [("A4", False, (210, 297)), ("A4", True, (297, 210)), ("A3", True, (420, 297))],
)
def test_the_paper_is_as_asked(tmp_path, paper, lying, size):
    (section,) = written(Document(title="x", paper=paper, lying=lying), tmp_path).sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == size
    assert section.orientation == (WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT)


def test_pages_are_numbered_by_fields(tmp_path):
    footer = part(write(Document(title="x"), tmp_path, "docx").path, "footer1")
    fields = [each.get(f"{W}instr") for each in footer.iter(f"{W}fldSimple")]
    assert fields == ["PAGE", "NUMPAGES"]
    assert "".join(each.text for each in footer.iter(f"{W}t")) == "1/1"


def test_headings_are_headings(tmp_path):
    document = written(Document(title="T", blocks=(Heading("a"), Heading("b", 2))), tmp_path)
    styles = {line.text: line.style.name for line in document.paragraphs}
    assert styles == {"T": "Title", "a": "Heading 1", "b": "Heading 2"}


def test_a_table_repeats_its_headings_and_divides_no_row(tmp_path):
    path = write(Document(title="x", blocks=(rows(200),)), tmp_path, "docx").path
    (table,) = word_tables(path)
    assert table[0] == ["Number", "Name", "Signature"]
    assert [row[0] for row in table[1:]] == [f"Row{number}" for number in range(200)]
    found = list(part(path, "document").iter(f"{W}tr"))
    repeated = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in found]
    assert repeated == [True, *[False] * 200]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in found)


def test_a_table_without_headings_repeats_nothing(tmp_path):
    path = write(Document(title="x", blocks=(DocumentTable((), (("a", "b"),)),)), tmp_path, "docx").path
    assert word_tables(path) == [[["a", "b"]]]
    assert list(part(path, "document").iter(f"{W}tblHeader")) == []


def test_rows_are_at_least_as_high_and_columns_as_wide_as_asked(tmp_path):
    (table,) = written(Document(title="x", blocks=(rows(3, 12),)), tmp_path).tables
    assert [row.height and round(row.height.mm) for row in table.rows] == [None, 12, 12, 12]
    assert [round(cell.width.mm) for cell in table.rows[1].cells] == [28, 85, 57]
    assert [round(column.width.mm) for column in table.columns] == [28, 85, 57]


def test_the_first_column_is_bold_where_asked(tmp_path):
    (table,) = written(Document(title="x", blocks=(rows(1, strong=True),)), tmp_path).tables
    bold = [[bool(run.bold) for run in cell.paragraphs[0].runs] for cell in table.rows[1].cells]
    assert bold == [[True], [False], []]


def test_two_tables_stay_two(tmp_path):
    path = write(Document(title="x", blocks=(rows(1), rows(1), Facts((("a", "b"),)))), tmp_path, "docx").path
    body = part(path, "document").find(f"{W}body")
    names = [each.tag.removeprefix(W) for each in body]
    assert names == ["p", "tbl", "p", "tbl", "p", "tbl", "p", "sectPr"]


def test_each_numbered_list_begins_at_one(tmp_path):
    numbered = Bullets(("a", "b"), numbered=True)
    path = write(Document(title="x", blocks=(numbered, Bullets(("dot",)), numbered)), tmp_path, "docx").path
    used = [each.get(f"{W}val") for each in part(path, "document").iter(f"{W}numId")]
    assert used[0] == used[1] != used[2] == used[3]
    starts = {
        each.get(f"{W}numId"): [start.get(f"{W}val") for start in each.iter(f"{W}startOverride")]
        for each in part(path, "numbering").iter(f"{W}num")
    }
    assert starts[used[0]] == starts[used[2]] == ["1"]


@pytest.mark.parametrize("block", [Paragraph("After"), Heading("After"), DocumentTable((), (("After",),))])
def test_what_follows_a_page_break_begins_a_page(tmp_path, block):
    document = written(Document(title="x", blocks=(Paragraph("Before"), PageBreak(), block, block)), tmp_path)
    breaks = [line.paragraph_format.page_break_before for line in document.paragraphs]
    assert breaks[:3] == [None, None, True]
    assert breaks.count(True) == 1


def test_arabic_is_written_from_the_right(tmp_path):
    path = write(
        Document(title="x", blocks=(Paragraph("2026 قواعد"), Paragraph("Li قواعد"))), tmp_path, "docx"
    ).path
    lines = list(part(path, "document").iter(f"{W}p"))
    assert [line.find(f"{W}pPr/{W}bidi") is not None for line in lines] == [False, True, False]
    assert [line.find(f"{W}r/{W}rPr/{W}rtl") is not None for line in lines] == [False, True, False]


@pytest.mark.parametrize(
    ("pixels", "asked", "drawn"),
    [((300, 200), 60, (60, 40)), ((300, 200), 500, (170, 113)), ((20, 400), 100, (11, 218))],
)
def test_a_picture_is_as_wide_as_asked_and_never_larger_than_the_page(tmp_path, pixels, asked, drawn):
    file = tmp_path / "photo.png"
    file.write_bytes(png(*pixels))
    path = write(Document(title="x", blocks=(Picture(file, "Gate", asked),)), tmp_path, "docx").path
    (shape,) = docx.Document(path).inline_shapes
    assert (round(shape.width.mm), round(shape.height.mm)) == (
        pytest.approx(drawn[0], abs=1),
        pytest.approx(drawn[1], abs=1),
    )
    assert word_pictures(path) == [png(*pixels)]
    assert "Gate" in word_lines(path)
    described = [each.get("descr") for each in part(path, "document").iter() if each.tag.endswith("}docPr")]
    assert described == ["Gate"]


def test_a_drawing_that_word_cannot_show_is_named(tmp_path):
    file = tmp_path / "exits.svg"
    file.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    path = write(Document(title="x", blocks=(Picture(file),)), tmp_path, "docx").path
    assert "[The picture exits.svg cannot be shown.]" in word_lines(path)


def test_there_is_a_line_to_sign_on(tmp_path):
    document = written(Document(title="x", blocks=(Signatures(("Leader", "Date")),)), tmp_path)
    signed = [line for line in document.paragraphs if line.text.endswith("\t")]
    assert [line.text.strip() for line in signed] == ["Leader", "Date"]
    assert all(line.paragraph_format.tab_stops[0].position > Mm(80) for line in signed)
