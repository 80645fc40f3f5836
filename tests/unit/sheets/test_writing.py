"""Tables written, and read back by `read_table` and by others."""

import csv
import io
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from dutydesk.api import DataProblem
from dutydesk.domain import clean
from dutydesk.sheets import read_table, reading, write_table
from dutydesk.sheets.worker import rows_of
from dutydesk.xml_text import xml_text

AT_TEN_PAST = datetime.fromisoformat("2026-11-24T15:10")
HEADERS = ("Name", "Score", "Day")
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "＝1", "'quoted", "\t=1", "=cmd|' /C calc'!A0")


@pytest.fixture(autouse=True)
def near(monkeypatch):
    """Workbooks are read in this process, which is quicker."""
    monkeypatch.setattr(reading, "run_confined", lambda _module, raw: rows_of(raw))


def sheet_xml(path, part="worksheets/sheet1.xml"):
    with zipfile.ZipFile(path) as archive:
        return archive.read(f"xl/{part}").decode()


def test_a_workbook_keeps_dates_numbers_and_answers(tmp_path):
    rows = [
        ("李强", 80, date(2026, 11, 24)),
        ("x", 2.5, AT_TEN_PAST),
        ("y", True, None),
        ("z", float("inf"), date(1066, 10, 14)),
    ]
    write_table(tmp_path / "x.xlsx", HEADERS, rows)
    found = read_table(tmp_path / "x.xlsx")
    assert found.headers == HEADERS
    assert found.rows == (
        ("李强", 80, date(2026, 11, 24)),
        ("x", 2.5, AT_TEN_PAST),
        ("y", True, None),
        ("z", "inf", "1066-10-14"),
    )


def test_csv_has_the_mark_that_excel_knows_and_plain_values(tmp_path):
    rows = [
        ("李强", 80, date(2026, 11, 24)),
        ("a,b\nc", -2.5, AT_TEN_PAST),
        ("", False, None),
    ]
    write_table(tmp_path / "x.csv", HEADERS, rows)
    raw = (tmp_path / "x.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))) == [
        list(HEADERS),
        ["李强", "80", "2026-11-24"],
        ["a,b\nc", "-2.5", "2026-11-24 15:10"],
        ["", "FALSE", ""],
    ]


@pytest.mark.parametrize("name", ["x.csv", "x.xlsx"])
@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_run_as_a_formula_and_each_comes_back(tmp_path, name, text):
    write_table(tmp_path / name, (text, "b"), [(text, "c")])
    if name == "x.csv":
        cells = next(csv.reader(io.StringIO((tmp_path / name).read_text("utf-8-sig"), newline="")))
        assert cells[0] == f"'{text}"
    else:
        assert "<f>" not in sheet_xml(tmp_path / name)
        assert text.startswith("'") or 'quotePrefix="1"' in sheet_xml(tmp_path / name, "styles.xml")
        assert "hyperlink" not in sheet_xml(tmp_path / name).lower()
    assert read_table(tmp_path / name).rows[0][0] in {text, text.lstrip("\t")}


@pytest.mark.parametrize("name", ["x.csv", "x.xlsx"])
def test_any_text_comes_back(tmp_path, name):
    @given(texts=st.lists(st.text(max_size=20), min_size=1, max_size=4))
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def comes_back(texts):
        write_table(tmp_path / name, ("n", "text"), [(number, text) for number, text in enumerate(texts)])
        found = read_table(tmp_path / name).rows
        told = ["".join(clean(row[1] or "").split()) for row in found]
        assert told == ["".join(clean(xml_text(text)).split()) for text in texts]

    comes_back()


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("", "table"),
        ("Budget", "Budget"),
        ("a/b: [c]* 'd'?", "a b c d"),
        ("安全教育周" * 10, ("安全教育周" * 10)[:31]),
        ("🔥" * 20, "🔥" * 15),
        ("history", "history 1"),
        ("\x00\x1b", "table"),
    ],
)
def test_the_title_is_the_name_of_the_sheet(tmp_path, title, name):
    write_table(tmp_path / "x.xlsx", HEADERS, [], title=title)
    assert CalamineWorkbook.from_path(tmp_path / "x.xlsx").sheet_names == [name]


def test_headings_stay_in_sight_and_columns_are_wide_enough(tmp_path):
    write_table(tmp_path / "x.xlsx", ("a", "b"), [("安" * 20, "x"), ("y" * 500, "z")])
    found = sheet_xml(tmp_path / "x.xlsx")
    assert 'state="frozen"' in found
    assert 'min="1" max="1" width="60.' in found
    assert 'min="2" max="2" width="8.' in found


@pytest.mark.parametrize("name", ["x.csv", "x.xlsx"])
def test_uneven_rows_and_none_at_all(tmp_path, name):
    write_table(tmp_path / name, ("a", "b"), [("1", "2", "3"), ("4",)])
    assert read_table(tmp_path / name).rows == (("1", "2", "3"), ("4", None, None))
    write_table(tmp_path / name, ("a", "b"), [])
    assert read_table(tmp_path / name).rows == ()


@pytest.mark.parametrize("name", ["x", "x.xls", "x.ods", "x.pdf"])
def test_another_ending_is_refused_with_those_that_are_known(tmp_path, name):
    with pytest.raises(DataProblem, match=r"must end in one of \.xlsx \.csv"):
        write_table(tmp_path / name, HEADERS, [])
    assert list(tmp_path.iterdir()) == []


def test_a_row_that_fails_leaves_the_file_as_it_was(tmp_path):
    def rows():
        yield ("a", 1, None)
        raise RuntimeError

    for name in ("x.csv", "x.xlsx"):
        (tmp_path / name).write_bytes(b"as it was")
        with pytest.raises(RuntimeError):
            write_table(tmp_path / name, HEADERS, rows())
        assert (tmp_path / name).read_bytes() == b"as it was"
    with pytest.raises(DataProblem, match="cannot be written: No such file or directory"):
        write_table(tmp_path / "none" / "x.csv", HEADERS, [])
    assert len(list(tmp_path.iterdir())) == 2
