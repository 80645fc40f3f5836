"""Planning a week: its days, who is in charge, what is prepared by when, and days without school."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutydesk.api import DataProblem
from dutydesk.domain import Activity, DayKind, SchoolCalendar, Span, Task, TaskKind
from dutydesk_safetyweek.board import WeekBoard, weeks
from dutydesk_safetyweek.laying_out import laid_out
from dutydesk_safetyweek.planning import plan_week
from dutydesk_safetyweek.safety_week import WeekActivity, WeekCost
from dutydesk_safetyweek.settings import SafetyWeekFile, education_day
from dutydesk_safetyweek.template import TemplateEntry
from tests.plugins.planned_desk import CALENDAR, refused
from tests.plugins.safetyweek.board_desk import FREE, MONDAY, desk_with_pack

SMALL = "small"


def planned_week(desk, year=2027, **choices):
    return WeekBoard.of(desk, plan_week(desk, year, pack=SMALL, **choices).week.id)


def by_title(found):
    return {entry.title: entry for entry in found.entries}


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2020, date(2020, 3, 30)),
        (2022, date(2022, 3, 28)),
        (2024, date(2024, 3, 25)),
        (2025, date(2025, 3, 31)),
        (2027, MONDAY),
    ],
)
def test_safety_education_day_is_the_monday_of_marchs_last_week(year, day):
    assert education_day(year) == day


@given(st.integers(1996, 2999))
def test_safety_education_day_is_the_last_monday_of_march_in_every_year(year):
    day = education_day(year)
    assert (day.month, day.weekday()) == (3, 0)
    assert (day + timedelta(days=7)).month == 4


@pytest.mark.parametrize(
    ("starts", "year", "first"),
    [
        ("03-25", 2024, date(2024, 3, 25)),
        ("03-25", 2025, date(2025, 3, 24)),
        ("03-25", 2026, date(2026, 3, 23)),
        ("11-09", 2026, date(2026, 11, 9)),
        ("02-29", 2024, date(2024, 2, 26)),
        ("02-29", 2023, date(2023, 2, 27)),
        ("", 2026, None),
    ],
)
def test_a_month_and_day_mean_the_monday_of_that_week(starts, year, first):
    assert SafetyWeekFile(starts=starts).first_day(year) == first


def test_without_a_rule_the_first_day_must_be_given(planned):
    desk = desk_with_pack(planned)
    planned.write(safetyweek='starts = ""\n')
    desk.renew_settings()
    with pytest.raises(DataProblem, match="say on which day the week begins, such as --from 2027-03-29"):
        plan_week(desk, 2027, pack=SMALL)
    assert planned_week(desk, first=date(2027, 4, 12)).days[0] == date(2027, 4, 12)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('starts = "spring"', "safetyweek.toml, line 1, starts: 'spring' is no rule"),
        ('starts = "13-01"', "'13-01' is no rule"),
        ("days = 8", "safetyweek.toml, line 1, days"),
        ('[owners]\nparty = "li"', "line 2"),
        ('[[preparation]]\nkind = "lecture"', "title"),
        ('[[week]]\ntheme = "old"', "week"),
    ],
)
def test_wrong_settings_are_named_by_file_line_and_key(planned, text, expected):
    refused(planned, expected, safetyweek=text)


def test_a_pack_becomes_one_change_with_owners_times_and_budget(planned):
    desk = desk_with_pack(planned)
    before = desk.revision()
    board = planned_week(desk)
    assert desk.revision() == before + 1
    assert (board.week.id, board.week.theme, board.week.aims) == ("2027", "Know safety", ("No accident",))
    assert board.days == tuple(MONDAY + timedelta(days=each) for each in range(5))
    opening, banner = by_title(board)["Opening"], by_title(board)["Banners 横幅"]
    assert (opening.activity.owner, opening.owner_name, opening.activity.participants) == (
        "zhao",
        "赵建国",
        ("zhao",),
    )
    assert (opening.activity.place, opening.detail.audience, opening.detail.materials) == (
        "Studio",
        "all grades",
        "300 leaflets",
    )
    assert (banner.activity.all_day, banner.activity.participants, banner.activity.excuses_duty) == (
        True,
        (),
        True,
    )
    (cost,) = board.costs
    assert (cost.title, cost.planned, cost.activity) == ("Printing", 600, opening.id)
    desk.undo()
    assert weeks(desk) == ()
    for kept in (Activity, WeekActivity, WeekCost, Task):
        assert desk.table(kept).all() == ()


def test_owners_given_come_before_those_of_the_settings_and_those_who_left_are_named(planned):
    desk = desk_with_pack(planned)
    planned.write(safetyweek='[owners]\nlecture = "li"\nbroadcast = "gone"\ncontest = "wu"\n')
    desk.renew_settings()
    with desk.change("leaves") as change:
        wu = next(person for person in desk.people() if person.id == "wu")
        change.replace(replace(wu, ends=MONDAY))
    planned_now = plan_week(desk, 2027, pack=SMALL, owners={"lecture": "qian"})
    found = by_title(WeekBoard.of(desk, "2027"))
    assert found["Fire lecture"].activity.owner == "qian"
    assert (found["Opening"].activity.owner, found["Quiz"].activity.owner) == ("", "")
    assert planned_now.left == ("gone", "吴刚")


def test_preparation_is_counted_back_to_a_day_of_school(planned):
    desk = desk_with_pack(planned)
    planned.write(
        safetyweek='[[preparation]]\nkind = "lecture"\ntitle = "Book the hall"\ndays_before = 2\n'
        '[[preparation]]\nkind = "contest"\ntitle = "Questions"\ndays_before = 89\n'
    )
    desk.renew_settings()
    board = planned_week(desk, owners={"lecture": "li"})
    fire = by_title(board)["Fire lecture"]
    assert fire.day == date(2027, 3, 30)
    assert [(task.title, task.due, task.owner, task.kind) for task in fire.tasks] == [
        ("Invite the brigade", date(2027, 3, 16), "li", TaskKind.PREPARATION),
        ("Book the hall", date(2027, 3, 26), "li", TaskKind.PREPARATION),
    ]
    (questions,) = by_title(board)["Quiz"].tasks
    assert MONDAY + timedelta(days=4) - timedelta(days=89) == date(2027, 1, 3)
    assert questions.due == date(2026, 12, 31)


def test_what_should_have_been_prepared_before_today_is_due_today_and_nothing_for_what_is_over(planned):
    planned.at(MONDAY)
    desk = desk_with_pack(planned)
    (invite,) = by_title(planned_week(desk))["Fire lecture"].tasks
    assert invite.due == MONDAY
    assert all(not entry.tasks for entry in planned_week(desk, 2026).entries)


def test_a_week_over_a_holiday_is_refused_with_the_day_the_holiday_and_what_to_do(planned):
    desk = desk_with_pack(planned)
    planned.write(calendar=FREE.replace("2027-04-01", "2027-04-02"))
    desk.renew_settings()
    before = desk.revision()
    with pytest.raises(DataProblem) as caught:
        plan_week(desk, 2027, pack=SMALL)
    for part in ("Fri 04-02 (2027-04-02)", "Rest day", "--from", "--skip-holidays"):
        assert part in str(caught.value)
    assert (desk.revision(), weeks(desk)) == (before, ())


def test_skipped_holidays_leave_their_activities_to_the_other_days(planned):
    desk = desk_with_pack(planned)
    planned.write(calendar=FREE.replace("2027-04-01", "2027-04-02"))
    desk.renew_settings()
    board = planned_week(desk, skip_holidays=True)
    quiz = by_title(board)["Quiz"]
    assert quiz.day in board.days[:4]
    assert (quiz.activity.start.hour, len(board.entries)) == (16, 5)
    assert board.holidays == {date(2027, 4, 2): "Rest day"}
    assert not [clash for clash in board.clashes if quiz.about in clash.sources]


def test_a_week_without_any_school_is_refused_even_when_holidays_are_skipped(planned):
    desk = desk_with_pack(planned)
    with pytest.raises(DataProblem, match="there is no school from 2026-10-01 to 2026-10-05"):
        plan_week(desk, 2026, pack=SMALL, first=date(2026, 10, 1), skip_holidays=True)


def test_a_make_up_workday_is_a_day_of_school_and_another_weekend_is_not(planned):
    planned.at(date(2026, 9, 7))
    desk = desk_with_pack(planned)
    assert CALENDAR.startswith("\nworkdays = [2026-10-10]")
    board = planned_week(desk, 2026, first=date(2026, 10, 10), days=3, skip_holidays=True)
    assert [entry.day for entry in board.entries if entry.title == "Opening"] == [date(2026, 10, 10)]
    with pytest.raises(DataProblem, match=r"Sat 11-07 .*weekend"):
        plan_week(desk, 2026, pack=SMALL, first=date(2026, 11, 3), key="second")


def test_vacation_between_terms_is_no_school_and_years_without_terms_are(planned):
    desk = desk_with_pack(planned)
    with pytest.raises(DataProblem, match="vacation"):
        plan_week(desk, 2027, pack=SMALL, first=date(2027, 2, 1))
    assert planned_week(desk, 2030).week.first == date(2030, 3, 25)


def test_a_year_has_one_week_or_several_with_words_of_their_own(planned):
    desk = desk_with_pack(planned)
    plan_week(desk, 2027, pack=SMALL)
    with pytest.raises(DataProblem) as caught:
        plan_week(desk, 2027, pack=SMALL)
    assert "2027 has a safety week already: Know safety, 2027-03-29 to 2027-04-02" in str(caught.value)
    second = plan_week(desk, 2027, pack=SMALL, first=date(2027, 4, 12), key="fire")
    assert second.week.id == "2027-fire"
    with pytest.raises(DataProblem, match="2027-fire has a safety week already"):
        plan_week(desk, 2027, pack=SMALL, first=date(2027, 4, 19), key="fire")
    with pytest.raises(DataProblem, match="is no word for a week"):
        plan_week(desk, 2027, pack=SMALL, key="../x")


def test_the_first_day_lies_in_the_year(planned):
    desk = desk_with_pack(planned)
    with pytest.raises(DataProblem, match="2028-03-27 is not in 2027"):
        plan_week(desk, 2027, pack=SMALL, first=date(2028, 3, 27))


def test_a_shorter_week_takes_in_what_would_be_after_its_end(planned):
    board = planned_week(desk_with_pack(planned), days=3)
    assert len(board.days) == 3
    assert len(board.entries) == 5
    assert {entry.day for entry in board.entries} <= set(board.days)


SLOTS = ((time(8), time(9)), (time(8, 30), time(10)), (time(14), time(14, 45)), (None, None))
ENTRIES = st.lists(
    st.builds(
        lambda day, slot: TemplateEntry(kind="study", title="x", day=day, start=slot[0], end=slot[1]),
        st.integers(1, 5),
        st.sampled_from(SLOTS),
    ),
    max_size=12,
)


@settings(max_examples=60)
@given(ENTRIES, st.sets(st.integers(0, 4), max_size=4))
def test_whatever_days_are_off_every_activity_finds_a_day_of_school(entries, off):
    days = [MONDAY + timedelta(days=each) for each in range(5)]
    calendar = SchoolCalendar(holidays=tuple(Span("off", days[each], days[each]) for each in off))
    placed = laid_out(entries, days, calendar, skip_holidays=True)
    assert [entry.title for entry, _day in placed] == [entry.title for entry in entries]
    for (entry, day), before in zip(placed, entries, strict=True):
        assert calendar.kind(day) is DayKind.WEEKDAY
        assert entry.minutes == before.minutes
        if days[before.day - 1] not in {days[each] for each in off}:
            assert (entry, day) == (before, days[before.day - 1])
