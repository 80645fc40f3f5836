"""What safety weeks tell Today, the annual summary, the weekly meeting, and the sample school."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dutydesk.api import DueState
from dutydesk.domain import RoughCount
from dutydesk.exchange.sample_school import fill_sample_school, found_sample_school
from dutydesk.host.opening import open_desk
from dutydesk_safetyweek.board import EntryState, WeekBoard, week_of_year, weeks
from dutydesk_safetyweek.changing import (
    EntryDraft,
    Outcome,
    add_entry,
    hold_entry,
    move_entry,
    record_weak_point,
)
from dutydesk_safetyweek.closing_report import write_report
from dutydesk_safetyweek.copying import copy_week
from dutydesk_safetyweek.planning import plan_week
from dutydesk_safetyweek.settings import education_day
from tests.plugins.planned_desk import run_json
from tests.plugins.safetyweek.board_desk import MONDAY, desk_with_pack

FRIDAY = MONDAY + timedelta(days=4)


@pytest.fixture
def desk(planned):
    return desk_with_pack(planned)


def safety_due(desk, ahead=14):
    today = desk.today()
    return [each for each in desk.due(today, today + timedelta(days=ahead)) if each.screen == "safetyweek"]


def hold(desk, title, **counts):
    hold_entry(desk, WeekBoard.of(desk, "2027").entry(title), Outcome(**counts))


def hold_all(desk):
    for entry in WeekBoard.of(desk, "2027").entries:
        hold_entry(desk, entry, Outcome())


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2027, 1, 8), None),
        (date(2027, 1, 28), DueState.PLANNED),
        (date(2027, 3, 14), DueState.PLANNED),
        (date(2027, 3, 15), DueState.DUE),
    ],
)
def test_a_week_that_is_not_planned_is_asked_for_long_before(planned, desk, day, state):
    planned.at(day)
    found = safety_due(desk)
    assert [each.state for each in found] == ([state] if state else [])
    if state:
        assert found[0].title == "Plan the safety week of 2027, which begins on 2027-03-29"
        assert found[0].day == max(date(2027, 3, 15), day)


def test_a_desk_without_a_rule_is_never_asked_to_plan(planned, desk):
    planned.at(date(2027, 3, 15))
    planned.write(safetyweek='starts = ""\n')
    desk.renew_settings()
    assert safety_due(desk) == []


def test_a_planned_week_tells_from_two_weeks_before_what_it_lacks(planned, desk):
    plan_week(desk, 2027, pack="small")
    planned.at(date(2027, 2, 28))
    assert safety_due(desk) == []
    planned.at(date(2027, 3, 2))
    (item,) = safety_due(desk)
    assert (item.state, item.day) == (DueState.PLANNED, date(2027, 3, 15))
    planned.at(date(2027, 3, 16))
    (item,) = safety_due(desk)
    assert (item.state, item.title) == (DueState.DUE, "Prepare the safety week of 2027-03-29: Know safety")
    assert item.detail == "nothing is planned on Wed 03-31, Thu 04-01; nobody is in charge of Quiz"
    assert item.action == "go_to_week('2027')"
    for day in (MONDAY + timedelta(days=2), MONDAY + timedelta(days=3)):
        add_entry(
            desk,
            WeekBoard.of(desk, "2027").week,
            EntryDraft(title="Study", kind="study", day=day, owner="li"),
        )
    (item,) = safety_due(desk)
    assert item.detail == "nobody is in charge of Quiz"


def test_what_is_over_and_not_marked_is_overdue(planned, desk):
    plan_week(desk, 2027, pack="small")
    planned.at(MONDAY + timedelta(days=1))
    (item,) = safety_due(desk)
    assert item.title == "2 activities of the safety week are over and not marked done"
    assert (item.state, item.day) == (DueState.OVERDUE, MONDAY)
    hold(desk, "Opening")
    hold(desk, "Banners")
    assert safety_due(desk) == []


def test_the_report_is_due_a_week_after_and_overdue_later(planned, desk, tmp_path):
    plan_week(desk, 2027, pack="small")
    planned.at(FRIDAY, 15)
    hold_all(desk)
    assert safety_due(desk) == []
    planned.at(FRIDAY + timedelta(days=3))
    (item,) = safety_due(desk)
    assert (item.title, item.day, item.state) == (
        "Write the closing report of the safety week 2027",
        FRIDAY + timedelta(days=7),
        DueState.DUE,
    )
    planned.at(FRIDAY + timedelta(days=8))
    (item,) = safety_due(desk)
    assert item.state is DueState.OVERDUE
    write_report(desk, "2027", tmp_path / "report.md")
    assert safety_due(desk) == []


def test_the_figures_of_a_year_are_those_of_its_entries(planned, desk):
    plan_week(desk, 2027, pack="small")
    assert [each for each in desk.figures(2027) if each.key.startswith("safetyweek")] == []
    planned.at(FRIDAY, 15)
    hold(desk, "Opening", reached=RoughCount(1000, "over"), leaflets=RoughCount(300), classes_held=24)
    hold(desk, "Quiz", reached=RoughCount(72))
    record_weak_point(desk, WeekBoard.of(desk, "2027").entry("Quiz"), "Loud", "li", None, hazard=False)
    found = {each.key: each for each in desk.figures(2027) if each.key.startswith("safetyweek")}
    assert {key: (each.value, each.precision) for key, each in found.items()} == {
        "safetyweek.activities": (2, ""),
        "safetyweek.classes": (24, ""),
        "safetyweek.reached": (1072, "over"),
        "safetyweek.leaflets": (300, ""),
        "safetyweek.found": (1, ""),
    }
    assert [each for each in desk.figures(2026) if each.key.startswith("safetyweek")] == []


def test_the_digest_of_a_week_tells_what_was_held_and_found(planned, desk):
    plan_week(desk, 2027, pack="small")
    planned.at(FRIDAY, 15)
    hold(desk, "Opening", reached=RoughCount(1000, "over"))
    record_weak_point(desk, WeekBoard.of(desk, "2027").entry("Opening"), "Dark", "li", None, hazard=True)
    lines = [each for each in desk.digest(MONDAY, FRIDAY) if each.heading == "Safety week"]
    assert [each.text for each in lines] == [
        "1 activity held: Opening",
        "People reached in the safety week: over 1000",
        "1 weak point found: Dark",
    ]
    assert {each.order for each in lines} == {60}
    assert all(each.records for each in lines)
    later = desk.digest(FRIDAY + timedelta(days=1), FRIDAY + timedelta(days=7))
    assert [each for each in later if each.heading == "Safety week"] == []


def test_an_event_keeps_its_uid_when_its_entry_moves_and_is_in_the_calendar_of_who_is_in_charge(desk):
    plan_week(desk, 2027, pack="small")
    window = desk.zone.days(MONDAY, FRIDAY)

    def opening():
        return next(each for each in desk.feed_events(window) if each.title == "Opening")

    before = opening()
    assert before.people == ("zhao",)
    move_entry(desk, WeekBoard.of(desk, "2027").entry("Opening"), MONDAY + timedelta(days=2))
    assert opening().uid == before.uid
    assert opening().revision > before.revision
    assert opening().start.isoformat() == "2027-03-31T07:50:00+08:00"


@pytest.mark.parametrize("today", [date(2026, 11, 24), date(2027, 5, 10), date(2026, 2, 2)])
def test_the_sample_school_held_the_week_of_the_last_spring_and_the_next_can_be_copied(tmp_path, today):
    found_sample_school(tmp_path / "desk", today)
    now = datetime(today.year, today.month, today.day, 2, tzinfo=UTC)
    desk = open_desk(tmp_path / "desk", actor="test", clock=lambda: now)
    fill_sample_school(desk, today)
    assert desk.faults() == ()
    last = today.year if today > education_day(today.year) else today.year - 1
    (week,) = weeks(desk)
    assert (week.first, week.pack) == (education_day(last), "campus-safety")
    board = WeekBoard.of(desk, week.id)
    assert {entry.state for entry in board.entries} == {EntryState.HELD}
    assert sum(entry.detail.reached or 0 for entry in board.entries) > 1000
    assert sum(len(entry.tasks) for entry in board.entries) == 3
    assert (board.lacks, board.clashes, board.spent > 0) == ((), (), True)
    copied = copy_week(desk, last, last + 1)
    assert (copied.left, WeekBoard.of(desk, copied.week.id).clashes) == ((), ())
    desk.close()


def test_the_status_speaks_of_the_week_at_hand(planned, desk):
    status, document = run_json(planned, "safetyweek", "status")
    assert (status, document["year"], document["education_day"], document["weeks"]) == (
        0,
        2027,
        "2027-03-29",
        [],
    )
    plan_week(desk, 2027, pack="small")
    (week,) = run_json(planned, "safetyweek", "status")[1]["weeks"]
    assert (week["week"], week["counts"]) == ("2027", {"planned": 5})
    assert "nobody is in charge of Quiz" in week["lacks"]
    planned.at(FRIDAY + timedelta(days=2))
    status, document = run_json(planned, "safetyweek", "status")
    assert (status, document["weeks"][0]["counts"]) == (1, {"unmarked": 5})
    assert week_of_year(desk, 2027).id == document["weeks"][0]["week"]
