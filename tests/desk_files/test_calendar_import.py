"""Importing a calendar: nothing vanishes silently, and a second import is no change."""

from pathlib import Path

import pytest

from dutydesk.domain import Activity
from dutydesk.exchange.calendar_import import keep_calendar, preview_calendar
from dutydesk_roster.roster import DutyPlan
from tests.cli.conftest import Commands
from tests.plugins.roster.roster_desk import day

CORPUS = Path(__file__).parents[3] / "shared" / "ics-corpus"
GERMANY = CORPUS / "recurring-ical-events__Germany_Holidays.ics"
needs_corpus = pytest.mark.skipif(not GERMANY.is_file(), reason="the corpus of calendars is not here")


def event(uid, start, *more, summary="Event"):
    lines = [f"UID:{uid}", f"SUMMARY:{summary}", f"DTSTART;VALUE=DATE:{start}", *more]
    return "BEGIN:VEVENT\n" + "\n".join(lines) + "\nEND:VEVENT\n"


def calendar(path, *events):
    path.write_text(
        "BEGIN:VCALENDAR\nVERSION:2.0\nX-WR-CALNAME:School\n" + "".join(events) + "END:VCALENDAR\n"
    )
    return path


def imported(desk, path, kind="school", years=2):
    plan = preview_calendar(desk, path, kind, years)
    keep_calendar(desk, plan)
    return plan


def days(desk):
    return sorted(f"{each.start:%Y%m%d}" for each in desk.table(Activity).all())


@pytest.fixture
def file(tmp_path):
    return tmp_path / "school.ics"


def test_single_events_are_kept_whatever_their_day(desk, file):
    starts = ["19700101", "20190101", "20261126", "20400229", "21001231"]
    plan = imported(desk, calendar(file, *(event(f"e{start}", start) for start in starts)))
    assert days(desk) == starts
    assert plan.outside == 0


def test_what_recurs_is_expanded_from_a_year_ago_to_the_years_asked_for(desk, file):
    imported(desk, calendar(file, event("y", "20100310", "RRULE:FREQ=YEARLY")), years=3)
    assert days(desk) == ["20260310", "20270310", "20280310", "20290310"]


def test_an_empty_rule_does_not_make_an_event_recur(desk, file):
    imported(desk, calendar(file, event("x", "20190101", "RRULE:")))
    assert days(desk) == ["20190101"]


def test_what_lies_outside_is_counted(desk, file):
    plan = imported(
        desk,
        calendar(
            file,
            event("old", "19691231"),
            event("far", "21010101"),
            event("ended", "20100310", "RRULE:FREQ=YEARLY;UNTIL=20150310"),
            event("now", "20261126"),
        ),
    )
    assert plan.outside == 3
    assert days(desk) == ["20261126"]


def test_importing_again_changes_nothing(desk, file):
    calendar(file, event("a", "20190101"), event("y", "20200310", "RRULE:FREQ=YEARLY"))
    first = imported(desk, file)
    revision = desk.revision()
    plan = imported(desk, file)
    assert (plan.added, plan.updated, plan.removed) == ((), (), ())
    assert plan.unchanged == len(first.added) == 4
    assert desk.revision() == revision


def test_a_change_in_the_file_is_an_update_and_what_is_gone_is_removed(desk, file):
    imported(desk, calendar(file, event("a", "20190101"), event("b", "20190501"), event("c", "20270101")))
    plan = imported(desk, calendar(file, event("a", "20190102", summary="Moved"), event("c", "20270101")))
    assert [each.title for each in plan.updated] == ["Moved"]
    assert [f"{each.start:%Y%m%d}" for each in plan.removed] == ["20190501"]
    assert days(desk) == ["20190102", "20270101"]
    desk.undo()
    assert days(desk) == ["20190101", "20190501", "20270101"]


def test_recurrences_that_time_has_left_behind_are_not_taken_away(at, file):
    desk = at.open()
    calendar(file, event("y", "20200310", "RRULE:FREQ=YEARLY"))
    imported(desk, file)
    at.now = at.now.replace(year=2028)
    plan = imported(desk, file)
    assert plan.removed == ()
    assert days(desk)[0] == "20260310"
    plan = imported(desk, calendar(file, event("other", "20281224")))
    assert [f"{each.start:%Y}" for each in plan.removed] == ["2028", "2029", "2030"]


def test_a_file_by_another_name_takes_its_events_over(desk, file, tmp_path):
    imported(desk, calendar(file, event("a", "20261126")))
    plan = imported(desk, calendar(tmp_path / "school (1).ics", event("a", "20261127")))
    assert len(plan.updated) == 1
    assert days(desk) == ["20261127"]


def test_imported_holidays_are_holidays_for_the_demand(desk, file):
    plan = DutyPlan.of(desk)
    assert plan.day_kind(day(26)) == "weekday"
    imported(desk, calendar(file, event("a", "20261126")), kind="holiday")
    assert DutyPlan.of(desk).day_kind(day(26)) == "holiday"
    assert DutyPlan.of(desk).day_kind(day(27)) == "weekday"
    imported(desk, calendar(file, event("b", "20261225")), kind="holiday")
    assert DutyPlan.of(desk).day_kind(day(26)) == "weekday"


def test_the_command_tells_what_lies_outside(at, file, capsys):
    commands = Commands(at.folder, capsys)
    calendar(file, event("a", "20190101"), event("ended", "20100310", "RRULE:FREQ=YEARLY;COUNT=2"))
    status, document = commands.json("calendar", "import", str(file), "--dry-run")
    assert (status, document["added"], document["outside"]) == (0, 1, 1)
    status, out, _err = commands("calendar", "import", str(file))
    assert status == 0
    assert "passed over: 1 event that is not held between a year ago and 2 years ahead" in out
    assert "School: events added 1," in out
    assert commands.json("calendar", "import", str(file))[1]["unchanged"] == 1


@needs_corpus
def test_the_holidays_of_germany_are_all_kept_though_they_are_of_2019(desk):
    plan = imported(desk, GERMANY, kind="holiday")
    held = GERMANY.read_bytes().count(b"BEGIN:VEVENT")
    assert len(plan.added) + len(plan.skipped) + plan.outside == held
    assert plan.outside == 0
    assert len(plan.added) == held
    assert "20190101" in days(desk)
    assert imported(desk, GERMANY, kind="holiday").unchanged == held
