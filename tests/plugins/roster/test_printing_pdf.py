"""The PDF: how many pages, how it reads back, and what it says of characters that no font has."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import typst

from dutydesk.documents import WrittenDocument, typesetting
from dutydesk.documents.fonts import families, fonts_of
from dutydesk_roster.printing import Paper, pdf
from dutydesk_roster.printing.paper import bands_of
from dutydesk_roster.printing.sheet import PrintedCell, PrintedRow
from tests.plugins.roster.printed_sheet import HOSTILE, pdf_text, sheet_with

NO_FOLDER = Path("no-such-folder")
CUNEIFORM = "\N{CUNEIFORM SIGN A}"


def system_font(character):
    """Return the file of a font of this machine that can draw `character`."""
    for path in sorted(
        {each.path for each in typst.Fonts(include_embedded_fonts=False).fonts() if each.path}
    ):
        if "CJK" in Path(path).name or "WenQuanYi" in Path(path).name or "wqy" in Path(path).name:
            return Path(path)
    pytest.skip(f"this machine has no font for {character}")


@pytest.fixture
def bare(monkeypatch):
    """A machine without fonts of its own, only with those that typst brings."""

    def fonts(folder):
        own = [str(folder)] if folder.is_dir() else []
        return typst.Fonts(include_system_fonts=False, font_paths=own)

    monkeypatch.setattr(typesetting, "fonts_of", fonts)


@pytest.mark.parametrize(
    ("people", "paper", "pages"),
    [
        (8, Paper.A4, 1),
        (26, Paper.A4, 1),
        (40, Paper.A4, 1),
        (60, Paper.A4, 2),
        (60, Paper.A3, 1),
        (65, Paper.A3, 1),
        (200, Paper.A3, 3),
    ],
)
def test_a_month_takes_one_page_where_it_fits(people, paper, pages):
    drawing = pdf.draw(sheet_with(people), paper, NO_FOLDER)
    assert drawing.pages == pages
    assert drawing.content.startswith(b"%PDF-")


def test_the_same_sheet_gives_the_same_pages_after_a_page_break(tmp_path):
    target = tmp_path / "roster.pdf"
    drawing = pdf.draw(sheet_with([f"Person{number:03}" for number in range(200)]), Paper.A4, NO_FOLDER)
    target.write_bytes(drawing.content)
    whole = pdf_text(target)
    assert sorted(set(re.findall(r"Person\d{3}", whole))) == [f"Person{number:03}" for number in range(200)]
    for page in range(1, drawing.pages + 1):
        text = pdf_text(target, page)
        assert "Duty roster, November 2026" in text
        assert "DRAFT of 2026-11-24" in text
        assert f"Page {page}/{drawing.pages}" in text
        assert "Wed" in text
    assert "Squadron leader" in pdf_text(target, drawing.pages)
    assert "Squadron leader" not in pdf_text(target, 1)


def test_no_name_is_markup(tmp_path):
    target = tmp_path / "roster.pdf"
    drawing = pdf.draw(sheet_with(HOSTILE[:7]), Paper.A3, NO_FOLDER)
    target.write_bytes(drawing.content)
    assert drawing.missing_glyphs == ()
    text = pdf_text(target)
    for name in HOSTILE[:7]:
        assert name in text


def test_what_poppler_reads_is_what_was_drawn(tmp_path):
    target = tmp_path / "roster.pdf"
    drawing = pdf.draw(sheet_with(["赵建国", "Nguyễn Thị Ánh"]), Paper.A4, NO_FOLDER)
    if drawing.missing_glyphs:
        pytest.skip("this machine has no Chinese font")
    target.write_bytes(drawing.content)
    text = pdf_text(target)
    for part in ("学府路学校", "赵建国", "Nguyễn Thị Ánh", "120.5", "D Day 07:00–15:00", "Date"):
        assert part in text


@pytest.mark.usefixtures("bare")
def test_characters_that_no_font_has_are_named():
    drawing = pdf.draw(sheet_with([f"A{CUNEIFORM}", "赵建国"]), Paper.A4, NO_FOLDER)
    assert set(drawing.missing_glyphs) == {CUNEIFORM, *"学府路校赵建国"}
    assert drawing.pages == 1
    assert drawing.content.startswith(b"%PDF-")


@pytest.mark.usefixtures("bare")
def test_characters_that_join_an_emoji_are_not_named_beside_it():
    family = "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}"
    drawing = pdf.draw(sheet_with([family]), Paper.A4, NO_FOLDER)
    assert "\N{MAN}" in drawing.missing_glyphs
    assert "\N{ZERO WIDTH JOINER}" not in drawing.missing_glyphs


@pytest.mark.usefixtures("bare")
def test_a_font_in_the_desks_folder_draws_them(tmp_path):
    shutil.copy(system_font("赵"), tmp_path)
    assert pdf.draw(sheet_with(["赵建国"]), Paper.A4, tmp_path).missing_glyphs == ()


def test_a_file_that_is_no_font_does_no_harm(tmp_path):
    (tmp_path / "broken.ttf").write_bytes(b"no font" * 100)
    assert pdf.draw(sheet_with(["Li"]), Paper.A4, tmp_path).pages == 1


def test_there_is_always_a_family_to_try():
    found = families(typst.Fonts(include_system_fonts=False), NO_FOLDER)
    assert found == ("Libertinus Serif",)
    assert set(families(fonts_of(NO_FOLDER), NO_FOLDER)) <= set(fonts_of(NO_FOLDER).families())


def test_the_complaint_is_one_line_that_says_what_helps():
    printed = WrittenDocument(Path("roster.pdf"), 1, (CUNEIFORM, *"赵钱孙李周"), Path("/desk/fonts"))
    complaint = printed.complaint()
    assert f"{CUNEIFORM} (U+12000, cuneiform sign a)" in complaint
    assert "and 2 others" in complaint
    assert "/desk/fonts" in complaint
    assert "\n" not in complaint
    assert WrittenDocument(Path("roster.pdf"), 1, (), Path("fonts")).complaint() == ""


@pytest.mark.parametrize(
    ("line", "bands"), [("DMG", 1), ("赵建国", 2), ("Zhao Jianguo", 2), ("Maximilian Smith", 3)]
)
def test_a_month_of_long_names_is_divided_into_bands(line, bands):
    found = bands_of(sheet_with(12, line), Paper.A4)
    assert len(found) == bands
    assert [day for band in found for day in range(band.first, band.end)] == list(range(30))


def test_one_long_name_does_not_divide_the_month(tmp_path):
    sheet = sheet_with(26)
    cells = (PrintedCell(("Wolfeschlegelsteinhausen" * 2,)), *(PrintedCell(),) * 29)
    odd = PrintedRow("A name that goes on and on " * 8, cells, (1, 1.0, 1))
    target = tmp_path / "roster.pdf"
    drawing = pdf.draw(replace(sheet, rows=(*sheet.rows, odd)), Paper.A4, NO_FOLDER)
    assert (len(bands_of(sheet, Paper.A4)), drawing.pages) == (1, 1)
    target.write_bytes(drawing.content)
    assert "A name that goes on" in pdf_text(target)
