"""People from files that people keep."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dutydesk.api import DataProblem
from dutydesk.domain import Person, clean, clean_line
from dutydesk.exchange.people_file import RowError, read_people, write_people
from dutydesk.sheets.reading import Sheet, read_table

QUALIFICATIONS = {"消防主机": "fire-panel", "First aid": "first-aid", "monitoring": "monitoring"}


def preview(headers, *rows, known=()):
    sheet = Sheet(tuple(headers.split(",")), tuple(rows), 2, "people.csv")
    return read_people(sheet, {person.id: person for person in known}, QUALIFICATIONS)


def only(headers, *cells, known=()):
    found = preview(headers, cells, known=known)
    assert found.errors == ()
    assert len(found.added) + len(found.updated) == 1
    return (*found.added, *found.updated)[0]


def reasons(headers, *rows, known=()):
    return [(error.row, error.reason) for error in preview(headers, *rows, known=known).errors]


def test_a_chinese_file_is_understood():
    person = only(
        "工号,姓名,拼音,职务,班组,证书,工时比例,入职日期,离职日期,电话,邮箱,备注",
        "A01", "李强", "Lǐ Qiáng", "中队长", "一班", "消防主机、first AID；monitoring", "50%", "2026年9月1日",
        None, 13800138000.0, "li@school.example", "好",
    )  # fmt: skip
    assert person == Person(
        id="a01",
        name="李强",
        latin="Lǐ Qiáng",
        rank="leader",
        squad="一班",
        qualifications=("fire-panel", "first-aid", "monitoring"),
        share=0.5,
        starts=date(2026, 9, 1),
        phone="13800138000",
        email="li@school.example",
        note="好",
    )


@pytest.mark.parametrize("heading", ["Name", " NAME ", "姓 名", "姓名（必填）", "name*", "ｎａｍｅ"])
def test_headings_are_read_tolerantly(heading):
    assert only(f"{heading},KEY", "Li", "li").name == "Li"


def test_unknown_columns_are_reported():
    found = preview("name,shoe size,,Name", ("Li", "42", None, "Wu"))
    assert found.ignored_columns == ("shoe size", "Name")
    assert [person.name for person in found.added] == ["Li"]


@pytest.mark.parametrize(
    ("word", "rank"),
    [("队长", "leader"), ("Deputy", "deputy"), ("副队长", "deputy"), ("保安", "guard"), ("职员", "staff")],
)
def test_ranks_in_both_languages(word, rank):
    assert only("name,rank", "Li", word).rank == rank


@pytest.mark.parametrize(
    "cell",
    ["2026-09-01", "2026/9/1", "2026年9月1日", "20260901", 20260901, "2026.9.1", date(2026, 9, 1),
     datetime.fromisoformat("2026-09-01T08:00"), 46266, 46266.0, "2026-09-01 00:00:00", "２０２６/9/1"],
)  # fmt: skip
def test_days_in_every_form(cell):
    assert only("name,starts", "Li", cell).starts == date(2026, 9, 1)


@pytest.mark.parametrize(
    ("headers", "cells", "reason"),
    [
        ("name,starts", ("Li", "2026-13-01"), "starts: '2026-13-01' is no date"),
        ("name,starts", ("Li", "soon"), "is no date"),
        ("name,starts", ("Li", 5), "is no date"),
        (
            "name,starts,ends",
            ("Li", "2026-09-02", "2026-09-01"),
            "2026-09-01 lies before the first, 2026-09-02",
        ),
        ("name,share", ("Li", 0), "above 0 and at most 1"),
        ("name,share", ("Li", "150%"), "above 0 and at most 1"),
        ("name,share", ("Li", "nan"), "above 0 and at most 1"),
        ("name,share", ("Li", True), "above 0 and at most 1"),
        ("name,rank", ("Li", "captain"), "rank: 'captain' is no rank; expected one of leader (中队长)"),
        ("name,证书", ("Li", "firstaid"), "'firstaid' is not known; did you mean 'first"),
        ("name,email", ("Li", "li.school"), "is no e-mail address"),
        ("name,email", ("Li", "@school"), "is no e-mail address"),
        ("name,phone", ("Li", "1.38E+10"), "shortened by the spreadsheet"),
        ("name,key", (None, "li"), "the name is empty"),
        ("name,key", ("Li", "li/qiang"), "may hold only letters"),
        ("name,key", ("Li", "x" * 41), "may hold only letters"),
        ("key,squad", ("li", "A"), "nobody has the key li"),
    ],
)
def test_a_wrong_cell_is_a_reason(headers, cells, reason):
    [(row, found)] = reasons(headers, cells)
    assert row == 2
    assert reason in found


def test_all_reasons_of_all_rows_are_told_with_their_numbers():
    found = preview(
        "name,rank,share,email",
        ("Li", "guard", 1, "a@b"),
        (None, None, None, None),
        (None, "king", 2, "x"),
        ("Wu", "guard", 3, ""),
    )
    assert [error.row for error in found.errors] == [4, 5]
    assert found.errors[0].reason.count(";") >= 3
    assert [person.name for person in found.added] == ["Li"]


def test_a_person_twice_in_the_file_is_named_with_both_rows():
    assert reasons("key,name", ("li", "Li"), ("wu", "Wu"), ("LI", "Li")) == [
        (4, "the rows 2 and 4 are the same person, li")
    ]
    assert reasons("name", ("李强",), ("李强",))[0][0] == 3


def test_a_missing_key_comes_from_the_latin_name_and_collisions_are_resolved():
    found = preview(
        "key,name,latin",
        (None, "李强", "Li Qiang"),
        (None, "李蔷", "Lǐ Qiáng"),
        (None, "王伟", "Wang Wei"),
        ("wang-wei", "王维", "Wang Wei"),
    )
    assert {person.name: person.id for person in found.added} == {
        "李强": "li-qiang", "李蔷": "li-qiang-2", "王伟": "wang-wei-2", "王维": "wang-wei",
    }  # fmt: skip
    again = preview(
        "name,latin", ("李强", "Li Qiang"), ("李蔷", "Lǐ Qiáng"), ("王伟", "Wang Wei"), known=found.added
    )
    assert (again.added, again.updated, again.unchanged, again.errors) == ((), (), 3, ())


def test_a_missing_key_without_latin_name_is_the_known_persons_or_a_stable_new_one():
    known = Person(id="lq", name="李强", revision=3)
    assert only("name,squad", "李强", "A", known=[known]) == replace(known, squad="A")
    made = only("name", "王伟").id
    assert made.startswith("p-")
    assert only("name", "王伟").id == made
    other = Person(id=made, name="someone else")
    assert only("name", "王伟", known=[other]).id == f"{made}-2"


def test_two_known_people_of_one_name_need_a_key():
    known = [Person(id="a", name="李强"), Person(id="b", name="李强")]
    assert "2 people are called 李强" in reasons("name", ("李强",), known=known)[0][1]
    assert only("key,name,squad", "b", "李强", "X", known=known).id == "b"


def test_an_update_keeps_revision_and_what_the_file_does_not_speak_of():
    known = Person(id="li", name="Li", rank="leader", share=0.5, phone="1", note="n", revision=7)
    updated = only("key,phone,rank,share", "li", "2", None, None, known=[known])
    assert updated == replace(known, phone="2")
    assert only("key,phone", "li", None, known=[known]).phone == ""
    assert preview("key,phone", ("li", "1"), known=[known]).unchanged == 1


def test_text_is_cleaned():
    assert only("name,squad", " Li\x1b[31m \n Qiang ", "A\u202eB").name == "Li\ufffd[31m Qiang"


def test_a_table_of_something_else_is_refused_with_its_headings():
    with pytest.raises(
        DataProblem, match=r"^people\.csv: no column is headed name or 姓名; the headings are: a, b$"
    ):
        preview("a,b", ("1", "2"))


def test_a_row_error_says_its_row():
    assert preview("name,share", ("Li", 2)).errors[0] == RowError(
        2, "the share must be above 0 and at most 1, such as 0.5 or 50%; found '2'"
    )


WORDS = st.text(max_size=12) | st.sampled_from(
    ["=1+1", "'=x", "''", "'", "+86 1", "-", "@x", "_x0041_", "TRUE", "007"]
)
LINES = WORDS.map(clean_line)
NAMES = LINES.filter(bool)
DAYS = st.none() | st.dates(date(1990, 1, 1), date(2026, 6, 1))
PEOPLE = st.builds(
    Person,
    id=st.text("abz019_-门卫", min_size=1, max_size=12),
    name=NAMES,
    latin=LINES,
    rank=st.sampled_from(["leader", "deputy", "guard", "staff"]),
    squad=LINES,
    qualifications=st.lists(st.sampled_from(list(QUALIFICATIONS.values())), unique=True).map(tuple),
    share=st.integers(1, 100).map(lambda percent: percent / 100),
    starts=DAYS,
    ends=st.none() | st.dates(date(2026, 6, 1), date(2040, 1, 1)),
    phone=st.sampled_from(["", "13800138000", "+86 138-0013-8000", "010-12345678", "0013"]),
    email=st.sampled_from(["", "a@b.example", "-x@y", "=1@z"]),
    note=WORDS.map(clean) | st.just("one\ntwo"),
)


@pytest.mark.parametrize(
    ("name", "language"), [("x.csv", "en"), ("x.csv", "zh"), ("x.xlsx", "en"), ("x.xlsx", "zh")]
)
def test_what_is_written_is_read_back_equal(tmp_path, monkeypatch, name, language):
    from dutydesk.sheets import reading
    from dutydesk.sheets.worker import rows_of

    monkeypatch.setattr(reading, "run_confined", lambda _module, raw: rows_of(raw))

    @given(people=st.lists(PEOPLE, min_size=1, max_size=4, unique_by=lambda person: person.id))
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def round_trip(people):
        write_people(tmp_path / name, people, language=language)
        found = read_people(read_table(tmp_path / name), {}, QUALIFICATIONS)
        assert found.errors == ()
        assert found.ignored_columns == ()
        assert list(found.added) == people

    round_trip()


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "'=x", "'quoted", "+1", "-1", "@SUM(A1)", "＝1"])
def test_no_name_is_run_as_a_formula_and_each_comes_back(tmp_path, name):
    for file in ("x.csv", "x.xlsx"):
        write_people(tmp_path / file, [Person(id="li", name=name)])
        assert read_people(read_table(tmp_path / file), {}, {}).added[0].name == name
    text = (tmp_path / "x.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbfkey,name")
    cell = text.decode("utf-8-sig").splitlines()[1].split(",")[1].strip('"')
    assert cell.startswith("'")
    import zipfile

    with zipfile.ZipFile(tmp_path / "x.xlsx") as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_dates_in_a_workbook_are_dates_and_headings_chinese(tmp_path):
    write_people(tmp_path / "x.xlsx", [Person(id="li", name="Li", starts=date(2026, 9, 1))], language="zh")
    sheet = read_table(tmp_path / "x.xlsx")
    assert sheet.headers[:4] == ("编号", "姓名", "拼音", "职务")
    assert dict(zip(sheet.headers, sheet.rows[0], strict=True))["入职日期"] == date(2026, 9, 1)
    assert "队员" in sheet.rows[0]
