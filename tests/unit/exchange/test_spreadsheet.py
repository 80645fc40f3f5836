"""Tables from CSV files and workbooks, kind and hostile."""

import io
import os
import zipfile
from datetime import date, datetime

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from dutydesk import confined
from dutydesk.api import DataProblem
from dutydesk.domain.formula import quoted_formula, unquoted_formula
from dutydesk.sheets.delimited import read_delimited
from dutydesk.sheets.reading import MOST_COLUMNS, MOST_ROWS, read_table
from dutydesk.sheets.worker import check_archive, rows_of

MORNING = datetime.fromisoformat("2026-09-01T07:30")


@pytest.fixture
def csv_file(tmp_path):
    def make(content, encoding="utf-8", name="people.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return make


def workbook(path, fill):
    book = xlsxwriter.Workbook(str(path))
    fill(book, book.add_worksheet("first"))
    book.close()
    return path


def refusal(path) -> str:
    with pytest.raises(DataProblem) as caught:
        read_table(path)
    message = str(caught.value)
    assert message.startswith(f"{path.name}: ")
    assert "\n" not in message
    return message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_every_encoding_and_separator_gives_the_same_table(csv_file, encoding, separator):
    rows = [["姓名", "资质", "备注"], ["李强", "急救，消防", "好"], ["王伟", "", "一"]]
    sheet = read_table(csv_file("\r\n".join(map(separator.join, rows)), encoding))
    assert sheet.headers == ("姓名", "资质", "备注")
    assert sheet.rows == (("李强", "急救，消防", "好"), ("王伟", None, "一"))
    assert sheet.source == "people.csv"


def test_commas_inside_cells_do_not_make_the_separator(csv_file):
    sheet = read_table(csv_file("name;qualifications\nLi;a,b,c\nWu;d,e,f\n"))
    assert sheet.headers == ("name", "qualifications")
    assert sheet.rows == (("Li", "a,b,c"), ("Wu", "d,e,f"))


def test_a_title_empty_rows_and_short_rows_keep_the_numbers_that_excel_shows(csv_file):
    sheet = read_table(csv_file("Guards of 2026\n\nkey,name\nli,Li\n\n,,\nwu\n,,\n"))
    assert sheet.headers == ("key", "name")
    assert sheet.first_row_number == 4
    assert sheet.rows == (("li", "Li"), (None, None), (None, None), ("wu", None))


def test_a_cell_of_several_lines_is_one_row(csv_file):
    sheet = read_table(csv_file('name,note\nLi,"a\nb"\nWu,c\n'))
    assert sheet.rows == (("Li", "a\nb"), ("Wu", "c"))


def test_a_declared_separator_is_believed(csv_file):
    sheet = read_table(csv_file("sep=;\nname;note\nLi;a\n"))
    assert (sheet.headers, sheet.rows, sheet.first_row_number) == (("name", "note"), (("Li", "a"),), 3)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \r\n\xef\xbb\xbf"[:3], "empty"),
        (b",,\n,,\n", "nothing in the table"),
        (b"<html><table><tr><td>x</td></tr></table></html>", "web page"),
        (b"a,b\n\x00\x01\x02", "a .csv or .xlsx file was expected"),
        (b"\xff\xff\xff\xff", "a .csv or .xlsx file was expected"),
        (b'a,b\n"' + b"x" * 200_000 + b'",c\n', "no table of text"),
        (b"a,b\n" + b"x,y\n" * (MOST_ROWS + 1), "more than 20000 rows"),
        (b"x," * (MOST_COLUMNS + 1) + b"x\n", "more than 200 columns"),
        (b"x" * (confined.MOST_FILE_BYTES + 1), "larger than 10 MiB"),
        (b"PK\x03\x04junk", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "no workbook that can be read"),
    ],
    ids=lambda content: repr(content[:20]),
)
def test_what_is_no_table_is_refused_in_one_line(csv_file, content, words):
    assert words in refusal(csv_file(content))


def test_a_folder_a_pipe_and_nothing_are_refused(tmp_path):
    assert "there is no such file" in refusal(tmp_path / "absent.csv")
    (tmp_path / "folder.csv").mkdir()
    assert "this is a folder" in refusal(tmp_path / "folder.csv")
    os.mkfifo(tmp_path / "pipe.csv")
    assert "not an ordinary file" in refusal(tmp_path / "pipe.csv")


def test_a_workbook_keeps_types_and_row_numbers(tmp_path):
    def fill(book, sheet):
        sheet.write_string(0, 0, "Guards")
        sheet.write_row(2, 1, ["key", "n", "share", "day", "at", "on", "clock"])
        sheet.write_string(4, 1, "li\nqiang")
        sheet.write_number(4, 2, 13800138000)
        sheet.write_number(4, 3, 0.5, book.add_format({"num_format": "0%"}))
        sheet.write_datetime(4, 4, date(2026, 9, 1), book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_datetime(4, 5, MORNING, book.add_format({"num_format": "yyyy-mm-dd hh:mm"}))
        sheet.write_boolean(4, 6, True)  # noqa: FBT003 - the library takes it so
        sheet.write_number(4, 7, 0.25, book.add_format({"num_format": "hh:mm"}))

    sheet = read_table(workbook(tmp_path / "x.xlsx", fill))
    assert sheet.first_row_number == 4
    assert sheet.headers[-7:] == ("key", "n", "share", "day", "at", "on", "clock")
    cells = sheet.rows[1][-7:]
    assert cells == (
        "li\nqiang", 13800138000, 0.5, date(2026, 9, 1), MORNING, True, "06:00",
    )  # fmt: skip
    assert [type(cell) for cell in cells] == [str, int, float, date, datetime, bool, str]


def test_the_first_sheet_with_content_is_read_whatever_the_name_says(tmp_path):
    def fill(book, _sheet):
        book.add_worksheet("second").write_row(0, 0, ["a", "b"])

    path = workbook(tmp_path / "people.csv", fill)
    assert read_table(path).headers == ("a", "b")


def test_an_empty_workbook_says_so(tmp_path):
    assert "nothing in the table" in refusal(workbook(tmp_path / "x.xlsx", lambda *_: None))


def test_one_cell_in_the_far_corner_does_not_take_the_desk_with_it(tmp_path):
    def fill(_book, sheet):
        sheet.write_string(0, 0, "a")
        sheet.write_string(1_048_575, 16_383, "z")

    assert "far too large inside" in refusal(workbook(tmp_path / "x.xlsx", fill))


def test_formatted_but_empty_cells_far_away_do_no_harm(tmp_path):
    def fill(book, sheet):
        sheet.write_row(0, 0, ["a", "b"])
        sheet.write_blank(30_000, 100, None, book.add_format({"bold": True}))

    assert read_table(workbook(tmp_path / "x.xlsx", fill)).headers == ("a", "b")


def archive(*members, compression=zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", compression) as made:
        for name, size in members:
            with made.open(name, "w") as stream:
                for _chunk in range(size // 65536):
                    stream.write(bytes(65536))
    return content.getvalue()


def test_a_bomb_is_refused_by_its_declared_size(csv_file):
    raw = archive(("xl/worksheets/sheet1.xml", 80 * 1024 * 1024))
    assert len(raw) < 200_000
    assert "64 MiB when unpacked" in refusal(csv_file(raw, name="x.xlsx"))


def test_a_bomb_that_lies_about_its_size_is_refused():
    raw = archive(("a", 80 * 1024 * 1024))
    lying = raw.replace((80 * 1024 * 1024).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != raw
    with pytest.raises(DataProblem):
        check_archive(lying)


def test_too_many_members_and_other_packings_are_refused():
    with pytest.raises(DataProblem):
        check_archive(archive(*((f"{n}", 0) for n in range(2001))))
    with pytest.raises(DataProblem, match="packed in a way"):
        check_archive(archive(("a", 65536), compression=zipfile.ZIP_LZMA))


def test_a_cut_or_flipped_workbook_is_refused_kindly(tmp_path):
    path = workbook(tmp_path / "x.xlsx", lambda _book, sheet: sheet.write_row(0, 0, ["a", "b"]))
    raw = path.read_bytes()
    outcomes = set()
    for at in range(10, len(raw), 97):
        for broken in (raw[:at], raw[:at] + bytes([raw[at] ^ 0x55]) + raw[at + 1 :]):
            try:
                outcomes.add(repr(rows_of(broken)))
            except DataProblem as problem:
                outcomes.add(str(problem))
    assert any("damaged" in outcome for outcome in outcomes)


@given(st.text(max_size=20))
def test_an_apostrophe_against_formulas_is_taken_off_again(text):
    assert unquoted_formula(quoted_formula(text)) == text
    assert not quoted_formula(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.binary(max_size=200))
def test_no_bytes_stop_the_reader_of_text(raw):
    try:
        rows = list(read_delimited(raw))
    except DataProblem:
        rows = []
    assert all(cell is None or cell for row in rows for cell in row)
