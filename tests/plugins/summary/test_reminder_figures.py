"""What reminders come to in a year, what is due of them, and those of the sample school."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dutydesk.api import DueState
from dutydesk.api.record_names import record_names
from dutydesk.api.week import Week
from dutydesk.exchange.sample_school import found_sample_school
from dutydesk.host.opening import open_desk
from dutydesk_summary.reminder.due import due_items
from dutydesk_summary.reminder.figures import reminder_figure_names, reminder_figures
from dutydesk_summary.reminder.reminder import Reminder
from dutydesk_summary.reminder.sample import fill_sample
from tests.plugins.summary.reminder_desk import MONDAY, small_school


@pytest.fixture(scope="module")
def _small(tmp_path_factory):
    yield from small_school(tmp_path_factory.mktemp("figures") / "desk")


@pytest.fixture
def school(_small):
    _small.begin()
    return _small


def kept(desk, *names, issued=MONDAY):
    with desk.change("reminders") as change:
        for name in names:
            change.add(
                Reminder(
                    id=name,
                    monday=Week.parse(name).monday,
                    points="Mind the ice.",
                    issued=issued,
                    issued_by="zhao",
                )
            )


def figures(desk, year):
    return {each.key: each for each in reminder_figures(desk, year)}


def due(desk, first, days=13):
    return list(due_items(desk, first, first + timedelta(days=days)))


def test_issued_reminders_are_counted_and_prove_themselves(school):
    desk = school.desk
    kept(desk, "2026-W46", "2026-W47")
    kept(desk, "2026-W48", issued=None)
    found = figures(desk, 2026)
    assert found["reminder.issued"].value == 2
    assert found["reminder.issued"].records == ("reminder:2026-W46", "reminder:2026-W47")
    assert found["reminder.due"].value == 13, "from 2026-W36 to 2026-W48"
    assert set(found) == {each.key for each in reminder_figure_names()}


def test_where_none_was_issued_nothing_is_said_of_them(school):
    assert set(figures(school.desk, 2026)) == {"reminder.due"}


def test_without_terms_nobody_knows_how_many_were_due(school):
    school.write("calendar", "")
    desk = school.desk
    kept(desk, "2026-W47")
    assert set(figures(desk, 2026)) == {"reminder.issued"}
    assert due(desk, MONDAY) == []


def test_a_reminder_issued_before_it_was_due_counts_as_due_too(school):
    desk = school.desk
    kept(desk, "2026-W49")
    assert figures(desk, 2026)["reminder.due"].value == 14


def test_more_were_never_issued_than_wanted(school):
    desk = school.desk
    kept(desk, "2026-W30", "2026-W47")
    found = figures(desk, 2026)
    assert (found["reminder.issued"].value, found["reminder.due"].value) == (2, 14)


def test_the_week_of_new_year_counts_once_in_the_year_of_its_number(school):
    school.at(date(2027, 3, 1))
    desk = school.desk
    kept(desk, "2026-W53", "2027-W01")
    assert figures(desk, 2026)["reminder.issued"].records == ("reminder:2026-W53",)
    assert figures(desk, 2027)["reminder.issued"].records == ("reminder:2027-W01",)


def test_a_reminder_is_due_on_its_day_until_it_is_issued(school):
    school.at(MONDAY)
    desk = school.desk
    this_week, next_week = due(desk, MONDAY)
    assert (this_week.title, this_week.day) == ("Issue the safety reminder of 2026-W48", MONDAY)
    assert (this_week.state, next_week.state) == (DueState.DUE, DueState.DUE)
    assert (this_week.screen, this_week.action) == ("summary", "open_week('2026-W48')")
    assert this_week in desk.due(MONDAY, MONDAY)
    kept(desk, "2026-W48")
    assert [each.day for each in due(desk, MONDAY)] == [date(2026, 11, 30)]


def test_after_its_day_it_is_overdue_until_the_week_is_over(school):
    desk = school.desk
    school.at(date(2026, 11, 29))
    late = due(desk, date(2026, 11, 29), 0)
    assert [(each.day, each.state) for each in late] == [(MONDAY, DueState.OVERDUE)]
    school.at(date(2026, 11, 30))
    assert [each.day for each in due(desk, date(2026, 11, 30), 0)] == [date(2026, 11, 30)]


def test_the_usual_day_is_that_of_the_settings(school):
    school.write("summary", 'reminder_day = "fri"')
    assert [each.day for each in due(school.desk, MONDAY, 6)] == [date(2026, 11, 27)]


def test_in_holidays_none_is_due(school):
    school.at(date(2027, 2, 1))
    assert due(school.desk, date(2027, 2, 1)) == []


def test_a_record_behind_the_figure_is_called_by_its_week_and_leads_there(school):
    desk = school.desk
    kept(desk, "2026-W47")
    known, gone = record_names(desk, ("reminder:2026-W47", "reminder:2020-W01"))
    assert (known.title, known.day) == ("Safety reminder of 2026-W47", MONDAY)
    assert (known.screen, known.action) == ("summary", "open_week('2026-W47')")
    assert gone.title == "reminder:2020-W01"


@pytest.mark.parametrize(
    ("today", "least"), [(date(2026, 11, 24), 12), (date(2027, 3, 8), 20), (date(2027, 7, 25), 16)]
)
def test_the_sample_school_has_issued_those_of_its_past_weeks(tmp_path, today, least):
    found_sample_school(tmp_path / "desk", today)
    now = datetime(today.year, today.month, today.day, 2, tzinfo=UTC)
    desk = open_desk(tmp_path / "desk", actor="test", clock=lambda: now)
    try:
        fill_sample(desk, today)
        found = desk.table(Reminder).all()
        assert len(found) >= least
        assert all(each.issued and each.issued < today and each.points and each.last_week for each in found)
        assert Week.of(today).name not in {each.id for each in found}
        fill_sample(desk, today)
        assert desk.table(Reminder).all() == found, "filling again changes nothing"
    finally:
        desk.close()
