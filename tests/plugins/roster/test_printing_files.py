"""The workbook, the web page and the table of text, each read back by someone else's reader."""

import csv
import io
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from dutydesk.domain.formula import FORMULA_STARTS, unquoted_formula
from dutydesk_roster.printing import Paper, print_roster, text_table, web_page, workbook
from tests.plugins.roster.printed_sheet import HOSTILE, sheet_with
from tests.plugins.roster.roster_desk import NOVEMBER, day, put

FONTS = Path("fonts")


def rows_of_workbook(content):
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def rows_of_text(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


class Page(HTMLParser):
    """Gathers the cells of each row, and every tag and attribute."""

    def __init__(self, content):
        super().__init__()
        self.rows, self.tags, self.attributes, self.text = [], set(), [], []
        self._open = False
        self.feed(content.decode())

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += [name for name, _value in attrs]
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")
            self._open = True

    def handle_endtag(self, tag):
        if tag in {"td", "th"}:
            self._open = False

    def handle_data(self, data):
        self.text.append(data)
        if self._open:
            self.rows[-1][-1] += data


def test_a_workbook_reads_back():
    rows = rows_of_workbook(workbook.draw(sheet_with(HOSTILE), Paper.A4, FONTS).content)
    texts = [row[0] for row in rows]
    assert texts[:3] == ["学府路学校", "Duty roster, November 2026", "DRAFT of 2026-11-24, not published"]
    heading = texts.index("Name")
    assert rows[heading][1] == "1\nSun"
    assert [row[0] for row in rows[heading + 1 : heading + 1 + len(HOSTILE)]] == list(HOSTILE)
    first = rows[heading + 1]
    assert first[1] == "DMG"
    assert first[-3:] == [15, 120.5, 5]
    assert any("Day 07:00–15:00" in text for text in texts)
    assert texts[-1].startswith("Squadron leader __")


def test_no_cell_of_a_workbook_is_a_formula_or_a_link():
    content = workbook.draw(sheet_with(HOSTILE), Paper.A4, FONTS).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        styles = archive.read("xl/styles.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet.lower()
    assert 'quotePrefix="1"' in styles


@pytest.mark.parametrize(("paper", "code"), [(Paper.A4, 9), (Paper.A3, 8)])
def test_a_workbook_is_set_up_for_the_paper(paper, code):
    content = workbook.draw(sheet_with(3), paper, FONTS).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        book = archive.read("xl/workbook.xml").decode()
    assert f'paperSize="{code}"' in sheet
    assert 'orientation="landscape"' in sheet
    assert 'fitToHeight="0"' in sheet
    assert "Print_Titles" in book


def test_a_table_of_text_reads_back():
    content = text_table.draw(sheet_with(HOSTILE), Paper.A4, FONTS).content
    assert content.startswith(b"\xef\xbb\xbf")
    rows = rows_of_text(content)
    assert rows[0][:3] == ["Name", "2026-11-01 Sun", "2026-11-02 Mon"]
    assert [unquoted_formula(row[0]) for row in rows[1 : 1 + len(HOSTILE)]] == list(HOSTILE)
    assert rows[1][1] == "DMG"
    assert rows[1][-3:] == ["15", "120.5", "5"]
    blank = rows.index([])
    assert {len(row) for row in rows[:blank]} == {34}
    assert [row[0] for row in rows[blank + 1 : blank + 4]] == [
        "学府路学校",
        "Duty roster, November 2026",
        "DRAFT of 2026-11-24, not published",
    ]


@given(name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_no_cell_of_a_table_is_a_formula(name):
    content = text_table.draw(sheet_with([name]), Paper.A4, FONTS).content
    cells = [cell for row in rows_of_text(content) for cell in row]
    assert not [cell for cell in cells if cell.startswith(tuple(FORMULA_STARTS))]


def test_a_web_page_reads_back():
    page = Page(web_page.draw(sheet_with(HOSTILE), Paper.A4, FONTS).content)
    assert [row[0] for row in page.rows[1 : 1 + len(HOSTILE)]] == list(HOSTILE)
    assert page.rows[1][-3:] == ["15", "120.5", "5"]
    assert {len(row) for row in page.rows} == {34}
    assert "Squadron leader" in page.text


def test_a_web_page_has_nothing_that_runs_or_is_loaded():
    content = web_page.draw(sheet_with(HOSTILE), Paper.A3, FONTS).content
    page = Page(content)
    assert not page.tags & {"script", "img", "link", "iframe", "a", "object"}
    assert not [name for name in page.attributes if name.startswith("on") or name in {"src", "href", "style"}]
    assert b"@page { size: A3 landscape" in content
    assert b"url(" not in content


@given(name=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_name_stands_in_its_own_cell(name):
    page = Page(web_page.draw(sheet_with([name]), Paper.A4, FONTS).content)
    assert page.rows[1][0] == name
    assert {len(row) for row in page.rows} == {34}


@pytest.mark.parametrize("ending", ["xlsx", "csv", "html"])
def test_names_out_of_the_desk_carry_no_control_characters(desk, tmp_path, ending):
    from dataclasses import replace

    li = next(each for each in desk.people() if each.id == "li")
    with desk.change("a hostile name") as change:
        change.replace(replace(li, name="Li\x1b]52;c;eA==\x07\u202e"))
    put(desk, ("li", "gate", "day", day(25)))
    target = tmp_path / f"roster.{ending}"
    printed = print_roster(desk, NOVEMBER, target)
    assert (printed.pages, printed.missing_glyphs) == (None, ())
    content = target.read_bytes()
    if ending == "xlsx":
        texts = [str(cell) for row in rows_of_workbook(content) for cell in row]
    else:
        texts = [content.decode()]
    assert not [text for text in texts if {"\x1b", "\x07", "\u202e"} & set(text)]
    assert [text for text in texts if "Li\N{REPLACEMENT CHARACTER}]52" in text]
