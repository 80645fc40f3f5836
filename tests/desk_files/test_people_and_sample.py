"""People come in all at once or not at all; the sample school is sound on any day of the year."""

from datetime import UTC, date, datetime

import pytest

from dutydesk.api import DataProblem, StaleChange
from dutydesk.domain import Absence
from dutydesk.exchange.people_import import keep_people, preview_people
from dutydesk.exchange.sample_school import fill_sample_school, found_sample_school
from dutydesk.host.opening import open_desk

HEAD = "编号,姓名,职务,资质\n"


@pytest.fixture
def file(tmp_path):
    return tmp_path / "people.csv"


def test_an_import_is_one_change_that_one_undo_takes_back(desk, file):
    before = desk.people()
    file.write_text(HEAD + "li,李强,副队长,Fire panel\nma,马超,队员,\n", encoding="utf-8")
    preview = preview_people(desk, file)
    assert ([each.id for each in preview.added], [each.id for each in preview.updated]) == (["ma"], ["li"])
    assert desk.people() == before
    keep_people(desk, preview, file.name)
    kept = {each.id: each for each in desk.people()}
    assert (kept["li"].rank, kept["li"].qualifications) == ("deputy", ("panel",))
    assert kept["zhao"].phone == "13800000001"
    assert desk.undo().why == "Import people from people.csv"
    assert [each.id for each in desk.people()] == [each.id for each in before]


def test_a_preview_that_others_have_overtaken_is_refused_whole(at, file):
    desk, other = at.open(), at.open("other")
    file.write_text(HEAD + "ma,马超,队员,\nli,李强,副队长,\n", encoding="utf-8")
    preview = preview_people(desk, file)
    file.write_text(HEAD + "li,李强,队长,\n", encoding="utf-8")
    keep_people(other, preview_people(other, file), file.name)
    with pytest.raises(StaleChange):
        keep_people(desk, preview, file.name)
    assert "ma" not in {each.id for each in desk.people()}


def test_a_file_that_is_no_table_is_refused(desk, file):
    file.write_bytes(b"\x00\x01\x02")
    with pytest.raises(DataProblem, match=r"people\.csv"):
        preview_people(desk, file)


@pytest.mark.parametrize(
    "today", [date(2026, 11, 24), date(2027, 1, 1), date(2027, 7, 9), date(2027, 7, 31), date(2028, 2, 29)]
)
def test_the_sample_school_opens_on_any_day(tmp_path, today):
    found_sample_school(tmp_path / "school", today)
    clock = datetime(today.year, today.month, today.day, 2, tzinfo=UTC)
    desk = open_desk(tmp_path / "school", clock=lambda: clock)
    try:
        fill_sample_school(desk, desk.today())
        assert len(desk.people()) > 20
        assert all(person.squad for person in desk.people())
        absences = desk.table(Absence).all()
        assert {each.person for each in absences} <= {person.id for person in desk.people()}
        assert all(abs(each.first - today).days <= 31 for each in absences)
        assert any(term.holds(today) or term.last >= today for term in desk.school_calendar().terms)
        assert desk.faults() == ()
        assert desk.due(today, today)
    finally:
        desk.close()


def test_the_sample_school_is_made_once(tmp_path):
    found_sample_school(tmp_path / "school", date(2026, 11, 24))
    with pytest.raises(DataProblem, match="there is a desk here already"):
        found_sample_school(tmp_path / "school", date(2026, 11, 24))
