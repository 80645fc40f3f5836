"""What is printed of a month: the duties as arranged or as published, and what is open."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
import typst

from dutydesk.api import DataProblem
from dutydesk.documents import typesetting
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.month import Month
from dutydesk_roster.printing import PrintedBy, print_roster, sheet_of
from dutydesk_roster.publishing import publish
from tests.plugins.planned_desk import run, run_json
from tests.plugins.roster import by_hand
from tests.plugins.roster.roster_desk import NOVEMBER, POSTS, SHIFTS, day, month_of, put


def sheet(desk, by=PrintedBy.PERSON, *, published=False):
    return sheet_of(desk, NOVEMBER, by=by, published=published)


def row(found, name):
    return next(each for each in found.all_rows if each.name == name)


def cell(found, name, number):
    return row(found, name).cells[number - 1].lines


def published(desk):
    publish(desk, NOVEMBER.first, NOVEMBER.last, "November")


def legend(found):
    return {group.title: dict(group.entries) for group in found.legend}


def test_a_person_has_codes_and_totals(desk):
    put(
        desk, ("li", "gate", "day", day(25)), ("li", "gate", "night", day(25)), ("li", "room", "day", day(28))
    )
    found = sheet(desk)
    assert cell(found, "李强", 25) == ("DMG", "NMG")
    assert cell(found, "李强", 28) == ("DMR",)
    assert cell(found, "李强", 1) == ()
    assert row(found, "李强").totals == (3, 24.0, 1)
    assert row(found, "吴刚").totals == (0, 0.0, 0)
    assert len(found.rows) == 8


def test_heads_are_counted_and_missing_ones_told(desk):
    put(desk, ("li", "gate", "day", day(25)), ("wu", "gate", "day", day(25)), ("han", "room", "day", day(25)))
    found = sheet(desk)
    assert cell(found, "On duty", 25) == ("3",)
    assert cell(found, "Open", 25) == ("1",)
    put(desk, ("wang", "gate", "night", day(25)))
    found = sheet(desk)
    assert cell(found, "On duty", 25) == ("4",)
    assert cell(found, "Open", 25) == ()
    assert row(found, "On duty").totals[0] == 4


def test_a_post_has_the_names_and_the_open_heads(desk):
    put(
        desk, ("wu", "gate", "day", day(25)), ("zhao", "gate", "day", day(25)), ("li", "gate", "day", day(26))
    )
    found = sheet(desk, PrintedBy.POST)
    assert cell(found, "Main gate, Day", 25) == ("赵建国", "吴刚")
    assert cell(found, "Main gate, Day", 26) == ("李强", "1 open")
    assert [each.name for each in found.rows] == [
        "Main gate, Day",
        "Main gate, Night",
        "Monitoring room, Day",
        "Yard, Evening",
    ]
    assert [each.begins_group for each in found.rows] == [False, False, True, True]
    assert row(found, "Main gate, Day").totals[:2] == (3, 24.0)


def test_a_duty_that_nobody_asks_for_is_printed_by_post_too(desk):
    put(desk, ("wu", "yard", "night", day(25)))
    assert cell(sheet(desk, PrintedBy.POST), "Yard, Night", 25) == ("吴刚",)


def test_days_carry_signs(desk):
    put(desk, ("li", "gate", "day", day(25)))
    found = sheet(desk)
    assert [found.days[number - 1].number for number in (7, 11, 12, 14, 16)] == [
        "7-",
        "11=",
        "12=",
        "14",
        "16",
    ]
    assert legend(found)["Holidays"] == {"11–12": "School day"}
    assert legend(found)["Signs"] == {"-": "weekend", "=": "holiday"}
    assert legend(found)["Shifts"]["N"] == "Night 23:00–07:00"
    assert legend(found)["Posts"]["MG"] == "Main gate"


def test_a_first_draft_marks_no_duty(desk):
    put(desk, ("li", "gate", "day", day(25)))
    found = sheet(desk)
    assert found.draft
    assert found.state == "DRAFT of 2026-11-24, not published"
    assert cell(found, "李强", 25) == ("DMG",)


def test_a_changed_month_is_a_draft_again_and_says_where(at):
    desk = at.open()
    put(desk, ("li", "gate", "day", day(25)), ("wu", "gate", "day", day(25)))
    published(desk)
    assert not sheet(desk).draft
    assert sheet(desk).state == "PUBLISHED on 2026-11-24"
    at.now += timedelta(days=1)
    duty = next(each for each in desk.table(Assignment).all() if each.person == "li")
    people = {each.id: each for each in desk.people()}
    by_hand.move(desk, month_of(desk), duty, people["sun"], day(26))
    found = sheet(desk)
    assert found.draft
    assert found.state == "DRAFT of 2026-11-25: 1 change since it was published on 2026-11-24"
    assert cell(found, "孙丽", 26) == ("DMG~",)
    assert cell(found, "吴刚", 25) == ("DMG",)
    assert "~" in legend(found)["Signs"]
    assert cell(sheet(desk, PrintedBy.POST), "Main gate, Day", 26) == ("孙丽~", "1 open")


def test_published_prints_what_staff_were_told(at):
    desk = at.open()
    put(desk, ("li", "gate", "day", day(25)))
    published(desk)
    with desk.change("gone") as change:
        change.remove(desk.table(Assignment).all()[0])
    put(desk, ("wu", "gate", "day", day(25)))
    longer = at.reopened(shifts=SHIFTS.replace('end = "15:00"', 'end = "19:00"'))
    found = sheet(longer, published=True)
    assert cell(found, "李强", 25) == ("DMG",)
    assert cell(found, "吴刚", 25) == ()
    assert row(found, "李强").totals == (1, 8.0, 0)
    assert found.state == "PUBLISHED on 2026-11-24, as staff were told"
    assert not found.draft


def test_what_is_no_longer_defined_is_printed_all_the_same(at):
    desk = at.open()
    put(desk, ("li", "yard", "evening", day(25)), ("wu", "gate", "day", day(25)))
    with desk.change("li leaves for good") as change:
        change.remove(next(each for each in desk.people() if each.id == "li"))
    asked = "".join(f'[[demand]]\npost = "{post}"\nshift = "day"\nweekday = 1\n' for post in ("gate", "room"))
    fewer = at.reopened(posts=POSTS[: POSTS.rindex("[[post]]")], demand=asked)
    found = sheet(fewer)
    assert cell(found, "li", 25) == ("??",)
    assert "??" in legend(found)["Signs"]
    assert cell(sheet(fewer, PrintedBy.POST), "yard, Evening", 25) == ("li",)


def test_long_codes_have_the_post_under_the_shift(at):
    at.open()
    desk = at.reopened(
        posts=POSTS.replace('"MG"', '"正大门"'), shifts=SHIFTS.replace('short = "D"', 'short = "白天班"')
    )
    put(desk, ("li", "gate", "day", day(25)))
    assert cell(sheet(desk), "李强", 25) == ("白天班", "正大门")


def test_someone_who_has_left_is_printed_only_where_they_stood(desk):
    left = next(each for each in desk.people() if each.id == "li")
    with desk.change("left") as change:
        change.replace(replace(left, ends=day(31, 10)))
    put(desk, ("wu", "gate", "day", day(25)))
    assert "李强" not in {each.name for each in sheet(desk).rows}
    put(desk, ("li", "gate", "day", day(1)))
    assert "李强" in {each.name for each in sheet(desk).rows}


def test_an_empty_month_is_refused(desk, tmp_path):
    with pytest.raises(DataProblem, match="the roster of 2026-11 is empty"):
        print_roster(desk, NOVEMBER, tmp_path / "roster.csv")
    put(desk, ("li", "gate", "day", day(25)))
    with pytest.raises(DataProblem, match="nothing of 2026-11 is published yet"):
        print_roster(desk, NOVEMBER, tmp_path / "roster.csv", published=True)
    with pytest.raises(DataProblem, match="2027-01 is empty"):
        print_roster(desk, Month(2027, 1), tmp_path / "roster.csv")
    assert list(tmp_path.glob("*.csv")) == []


@pytest.mark.parametrize("name", ["roster.doc", "roster", ".pdf"])
def test_an_ending_that_tells_no_format_is_refused(desk, tmp_path, name):
    put(desk, ("li", "gate", "day", day(25)))
    with pytest.raises(DataProblem, match=r"must end in one of \.pdf \.xlsx \.html \.csv"):
        print_roster(desk, NOVEMBER, tmp_path / name)


def test_a_file_is_replaced_whole_and_nothing_else_is_left(desk, tmp_path):
    put(desk, ("li", "gate", "day", day(25)))
    folder = tmp_path / "out"
    folder.mkdir()
    target = folder / "roster.CSV"
    target.write_bytes(b"old" * 100_000)
    assert print_roster(desk, NOVEMBER, target).path == target
    assert target.read_bytes().startswith(b"\xef\xbb\xbfName")
    assert list(folder.iterdir()) == [target]


def test_a_file_that_cannot_be_written_is_told_in_one_line(desk, tmp_path):
    put(desk, ("li", "gate", "day", day(25)))
    with pytest.raises(DataProblem, match=r"none/roster\.csv cannot be written: No such file or directory"):
        print_roster(desk, NOVEMBER, tmp_path / "none" / "roster.csv")


def test_the_command_prints_and_says_where(at, tmp_path):
    put(at.open(), ("li", "gate", "day", day(25)))
    target = tmp_path / "roster.html"
    assert run(at, "roster", "print", "2026-11", "--to", str(target)) == (
        0,
        f"Printed: {target}\n",
    )
    assert run_json(
        at, "roster", "print", "2026-11", "--to", str(target), "--by", "post", "--paper", "a3"
    ) == (
        0,
        {"month": "2026-11", "path": str(target), "pages": None, "missing_glyphs": []},
    )
    assert "size: A3 landscape" in target.read_text(encoding="utf-8")


def test_the_command_says_which_characters_could_not_be_drawn(at, tmp_path, monkeypatch):
    put(at.open(), ("li", "gate", "day", day(25)))
    monkeypatch.setattr(typesetting, "fonts_of", lambda _folder: typst.Fonts(include_system_fonts=False))
    target = tmp_path / "roster.pdf"
    status, told = run(at, "roster", "print", "2026-11", "--to", str(target))
    first, second = told.splitlines()
    assert status == 1
    assert first == f"Printed: {target}, 1 page"
    assert second.startswith("no font here has ")
    assert str(at.folder / "fonts") in second
    status, told = run(at, "roster", "print", "2026-11", "--to", str(target), "--json")
    reported, _end = json.JSONDecoder().raw_decode(told)
    assert (status, reported["pages"]) == (1, 1)
    assert "强" in reported["missing_glyphs"]


def test_a_command_without_a_file_cannot_run(at):
    status, told = run(at, "roster", "print", "2026-11")
    assert status == 2
    assert "--to" in told
