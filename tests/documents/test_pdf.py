"""The PDF: paper and pages, tables over pages, fonts, pictures."""

import re
import shutil
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
import typst

from dutydesk.api import DataProblem
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
    WrittenDocument,
    pdf,
    typesetting,
    write_document,
)
from tests.documents.foreign_readers import pdf_facts, pdf_places, pdf_text, png, poppler, write

CUNEIFORM = "\N{CUNEIFORM SIGN A}"
LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenfabrik"


def rows(count, height=0.0):
    return DocumentTable(
        ("Number", "Name", "Signature"),
        tuple((f"Row{number}", "Li", "") for number in range(count)),
        row_height=height,
    )


@pytest.fixture
def bare(monkeypatch):
    """A machine without fonts of its own, only with those that typst brings."""

    def fonts(folder):
        own = [str(folder)] if folder.is_dir() else []
        return typst.Fonts(include_system_fonts=False, font_paths=own)

    monkeypatch.setattr(typesetting, "fonts_of", fonts)


@pytest.mark.parametrize(
    ("paper", "lying", "size"),
    [
        ("A4", False, (210, 297)),
        ("A4", True, (297, 210)),
        ("A3", False, (297, 420)),
        ("A3", True, (420, 297)),
    ],
)
def test_the_paper_is_as_asked(tmp_path, paper, lying, size):
    written = write(Document(title="Exits", paper=paper, lying=lying, type_size=22), tmp_path, "pdf")
    found = re.findall(r"[\d.]+", pdf_facts(written.path)["Page size"])[:2]
    assert tuple(round(float(points) * 25.4 / 72) for points in found) == size
    assert written.pages == 1


def test_title_and_school_are_told_to_those_who_keep_files(tmp_path):
    facts = pdf_facts(write(Document(title="安全教育周", school="学府路学校"), tmp_path, "pdf").path)
    assert (facts["Title"], facts["Author"]) == ("安全教育周", "学府路学校")
    assert facts["JavaScript"] == "no"


def test_it_is_an_archives_pdf(tmp_path):
    assert b"pdfaid:part" in write(Document(title="Minutes"), tmp_path, "pdf").path.read_bytes()


def test_a_long_table_goes_over_pages_with_its_headings(tmp_path):
    document = Document(title="Register", blocks=(rows(200), Signatures(("Squadron leader",))))
    written = write(document, tmp_path, "pdf")
    assert written.pages > 3
    whole = pdf_text(written.path)
    assert set(re.findall(r"Row\d+", whole)) == {f"Row{number}" for number in range(200)}
    for page in range(1, written.pages + 1):
        text = pdf_text(written.path, page)
        assert "Signature" in text
        assert f"{page}/{written.pages}" in text
    assert "Squadron leader" in pdf_text(written.path, written.pages)


def test_rows_are_at_least_as_high_as_asked(tmp_path):
    places = [
        height
        for _page, height in pdf_places(
            write(Document(title="x", blocks=(rows(5, 14),)), tmp_path, "pdf").path, "Li"
        )
    ]
    steps = [later - earlier for earlier, later in pairwise(places)]
    assert steps == [pytest.approx(14, abs=0.2)] * 4


def test_a_row_with_more_lines_is_higher_than_asked(tmp_path):
    table = DocumentTable(("What",), (("a\nb\nc\nd\ne\nf",), ("Next",)), row_height=8)
    path = write(Document(title="x", blocks=(table,)), tmp_path, "pdf").path
    assert pdf_places(path, "Next")[0][1] > pdf_places(path, "f")[0][1] + 3


def test_a_cell_of_many_pages_is_printed_whole(tmp_path):
    note = "\n".join(f"Line{number}" for number in range(150))
    written = write(Document(title="x", blocks=(DocumentTable(("a", "b"), (("x", note),)),)), tmp_path, "pdf")
    assert set(re.findall(r"Line\d+", pdf_text(written.path))) == set(note.split())


def test_what_follows_a_page_break_begins_a_page(tmp_path):
    document = Document(title="x", blocks=(Paragraph("Before"), PageBreak(), PageBreak(), Paragraph("After")))
    written = write(document, tmp_path, "pdf")
    assert written.pages == 2
    assert "After" not in pdf_text(written.path, 1)
    assert "After" in pdf_text(written.path, 2)


@pytest.mark.parametrize(
    "block",
    [
        Paragraph(LONG_WORD * 2),
        Bullets((LONG_WORD * 2,)),
        Facts(((LONG_WORD, LONG_WORD * 2),)),
        DocumentTable(("a", "b", "c"), (("x", LONG_WORD, "y"),) * 2, widths=(1, 1, 1)),
        DocumentTable(("a", LONG_WORD, "c"), (("x", LONG_WORD * 3, "y"),)),
        Heading(LONG_WORD * 2),
        Paragraph("消防主机的日常检查与报警处置流程" * 20),
    ],
)
def test_nothing_runs_over_the_margin(tmp_path, block):
    path = write(Document(title="x", blocks=(block,)), tmp_path, "pdf").path
    words = poppler("pdftotext", "-bbox", path, "-")
    right = [float(found) for found in re.findall(r'xMax="([\d.]+)"', words)]
    assert max(right) <= (210 - 20) * 72 / 25.4 + 1


def test_a_long_word_is_copied_as_it_was(tmp_path):
    document = Document(title="x", blocks=(DocumentTable(("a", "b"), (("x", LONG_WORD),), widths=(3, 1)),))
    text = pdf_text(write(document, tmp_path, "pdf").path)
    assert LONG_WORD in "".join(text.split())


def test_columns_are_as_wide_as_asked(tmp_path):
    table = DocumentTable(("One", "Two", "Three"), (("a", "b", "c"),), widths=(1, 3, 1))
    path = write(Document(title="x", blocks=(table,)), tmp_path, "pdf").path
    words = re.findall(r'xMin="([\d.]+)"[^>]*>(One|Two|Three)<', poppler("pdftotext", "-bbox", path, "-"))
    left = {word: float(place) * 25.4 / 72 for place, word in words}
    assert left["Two"] - left["One"] == pytest.approx(170 / 5, abs=0.5)
    assert left["Three"] - left["Two"] == pytest.approx(170 * 3 / 5, abs=0.5)


def pictures(path):
    """Return the width and height in millimetres of each picture, as poppler finds them."""
    lines = [line.split() for line in poppler("pdfimages", "-list", path).splitlines()[2:]]
    return [tuple(round(int(line[at]) / float(line[at + 9]) * 25.4) for at in (3, 4)) for line in lines]


@pytest.mark.parametrize(
    ("pixels", "asked", "drawn"),
    [((300, 200), 60, (60, 40)), ((300, 200), 500, (170, 113)), ((20, 400), 100, (11, 218))],
)
def test_a_picture_is_as_wide_as_asked_and_never_larger_than_the_page(tmp_path, pixels, asked, drawn):
    file = tmp_path / "photo.png"
    file.write_bytes(png(*pixels))
    written = write(Document(title="x", blocks=(Picture(file, "Gate", asked),)), tmp_path, "pdf")
    ((wide, high),) = pictures(written.path)
    assert (wide, high) == (pytest.approx(drawn[0], abs=1), pytest.approx(drawn[1], abs=2))
    assert written.pages == 1 or pixels[0] < pixels[1]
    assert "Gate" in pdf_text(written.path)


def test_a_picture_that_is_damaged_further_in_is_named(tmp_path):
    file = tmp_path / "photo.png"
    file.write_bytes(png(300, 200)[:-40])
    written = write(Document(title="x", blocks=(Picture(file),)), tmp_path, "pdf")
    assert "[The picture photo.png cannot be shown.]" in pdf_text(written.path)


def svg(link):
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="60" '
        f'height="40"><rect width="60" height="40"/>{link}</svg>'
    )


def test_a_drawing_in_svg_is_shown(tmp_path):
    (tmp_path / "exits.svg").write_text(svg("<text>out</text>"))
    document = Document(title="x", blocks=(Picture(tmp_path / "exits.svg", "Exits"),))
    text = pdf_text(write(document, tmp_path, "pdf").path)
    assert "Exits" in text
    assert "cannot be shown" not in text


def test_a_drawing_loads_nothing_from_elsewhere(tmp_path):
    (tmp_path / "secret.png").write_bytes(png(30, 20))
    (tmp_path / "exits.svg").write_text(
        svg(f'<image width="9" height="9" xlink:href="{tmp_path}/secret.png"/>')
    )
    document = Document(title="x", blocks=(Picture(tmp_path / "exits.svg"),))
    written = write(document, tmp_path, "pdf")
    assert pictures(written.path) == []
    assert "[The picture exits.svg cannot be shown.]" in pdf_text(written.path)


@pytest.mark.usefixtures("bare")
def test_characters_that_no_font_has_are_named_and_all_else_is_printed(tmp_path):
    document = Document(title=f"A{CUNEIFORM}", blocks=(DocumentTable(("学",), (("plain",),)),))
    written = write(document, tmp_path, "pdf")
    assert set(written.missing_glyphs) == {CUNEIFORM, "学"}
    assert written.pages == 1
    assert "plain" in pdf_text(written.path)
    complaint = written.complaint()
    assert f"{CUNEIFORM} (U+12000, cuneiform sign a)" in complaint
    assert str(tmp_path / "no-fonts") in complaint
    assert "\n" not in complaint


@pytest.mark.usefixtures("bare")
def test_a_font_in_the_folder_draws_them(tmp_path):
    chinese = [
        each.path
        for each in typst.Fonts(include_embedded_fonts=False).fonts()
        if each.path and re.search("CJK|WenQuanYi|wqy", Path(each.path).name)
    ]
    if not chinese:
        pytest.skip("this machine has no Chinese font")
    folder = tmp_path / "fonts"
    folder.mkdir()
    shutil.copy(chinese[0], folder)
    written = write_document(Document(title="安全教育周"), tmp_path / "x.pdf", folder)
    assert (written.missing_glyphs, written.complaint()) == ((), "")


def test_a_complaint_names_four_and_counts_the_others():
    written = WrittenDocument(Path("x.pdf"), 1, (CUNEIFORM, *"赵钱孙李周"), Path("/desk/fonts"))
    assert "and 2 others" in written.complaint()
    assert unicodedata.name("赵").lower() in written.complaint()
    assert WrittenDocument(Path("x.md")).complaint() == ""


def test_a_template_that_fails_is_one_line_and_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    broken = tmp_path / "broken.typ"
    broken.write_text("#panic()")
    monkeypatch.setattr(pdf, "_TEMPLATE", broken)
    target = tmp_path / "document.pdf"
    target.write_bytes(b"as it was")
    with pytest.raises(DataProblem, match="the PDF cannot be made"):
        write(Document(title="x"), tmp_path, "pdf")
    assert target.read_bytes() == b"as it was"
