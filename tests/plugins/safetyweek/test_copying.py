"""Last year's week moved to another year."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutydesk.api import DataProblem
from dutydesk.domain import RoughCount, Task
from dutydesk_safetyweek.board import EntryState, WeekBoard
from dutydesk_safetyweek.changing import (
    EntryDraft,
    Outcome,
    add_cost,
    cancel_entry,
    change_cost,
    change_entry,
    hold_entry,
    move_entry,
    record_weak_point,
)
from dutydesk_safetyweek.copying import copy_week, day_number, template_of
from dutydesk_safetyweek.plan_file import PlanPreview, keep_plan
from dutydesk_safetyweek.planning import plan_week
from dutydesk_safetyweek.safety_week import SafetyWeek
from dutydesk_safetyweek.settings import education_day
from dutydesk_safetyweek.template import TemplateEntry
from tests.plugins.safetyweek.board_desk import FREE, desk_with_pack

YEAR = 2026
HELD_FIRST = date(2026, 3, 30)


@pytest.fixture
def desk(planned):
    """Return a desk whose week of 2026 is over, and the clock in autumn."""
    found = desk_with_pack(planned)
    planned.at(date(2026, 3, 2))
    plan_week(found, YEAR, pack="small")
    planned.at(date(2026, 11, 24))
    return found


def board(desk, year):
    return WeekBoard.of(desk, str(year))


def of_title(desk, year, title):
    return next(entry for entry in board(desk, year).entries if entry.title == title)


def shape(found):
    return [
        (entry.title, entry.day.weekday(), entry.activity.start.time(), entry.activity.end.time())
        for entry in found.entries
    ]


@pytest.mark.parametrize("year", [2027, 2028, 2029, 2030, 2032, 2033])
def test_weekday_goes_to_weekday_and_times_stay(desk, year):
    before = desk.revision()
    copy_week(desk, YEAR, year)
    assert desk.revision() == before + 1
    copied = board(desk, year)
    assert copied.week.first == education_day(year)
    assert shape(copied) == shape(board(desk, YEAR))
    assert (copied.week.theme, copied.week.aims, copied.week.pack) == (
        "Know safety",
        ("No accident",),
        "2026",
    )
    desk.undo()
    assert desk.table(SafetyWeek).get(str(year)) is None


def test_what_was_moved_is_copied_to_where_it_was_held(desk):
    move_entry(desk, of_title(desk, YEAR, "Quiz"), date(2026, 4, 1))
    copy_week(desk, YEAR, 2027)
    assert of_title(desk, 2027, "Quiz").day == date(2027, 3, 31)


def test_counts_outcomes_weak_points_and_cancelled_activities_stay_behind(desk):
    opening = of_title(desk, YEAR, "Opening")
    hold_entry(
        desk, opening, Outcome(reached=RoughCount(1000, "over"), leaflets=RoughCount(300), text="well")
    )
    record_weak_point(desk, of_title(desk, YEAR, "Opening"), "Loud hall", "li", None, hazard=False)
    cancel_entry(desk, of_title(desk, YEAR, "Traffic lecture"))
    copy_week(desk, YEAR, 2027)
    copied = of_title(desk, 2027, "Opening")
    assert (copied.state, copied.detail.people_reached, copied.detail.leaflets_given) == (
        EntryState.PLANNED,
        None,
        None,
    )
    assert copied.detail.outcome == ""
    assert copied.tasks == ()
    assert "Traffic lecture" not in {entry.title for entry in board(desk, 2027).entries}


def test_preparation_is_asked_for_anew(desk):
    (asked,) = of_title(desk, YEAR, "Fire lecture").tasks
    with desk.change("done") as change:
        change.replace(replace(asked, done=date(2026, 3, 18)))
    copy_week(desk, YEAR, 2027)
    (again,) = of_title(desk, 2027, "Fire lecture").tasks
    assert (again.title, again.due, again.done) == ("Invite the brigade", date(2027, 3, 16), None)
    assert desk.table(Task).get(asked.id).done is not None


def test_a_cost_is_planned_at_what_was_spent_or_else_planned(desk):
    (printing,) = board(desk, YEAR).costs
    change_cost(desk, printing, printing.title, 600, spent=480.5, activity=printing.activity)
    add_cost(desk, board(desk, YEAR).week, "Coffee", 20)
    copy_week(desk, YEAR, 2027)
    copied = board(desk, 2027)
    assert [(cost.title, cost.planned, cost.spent) for cost in copied.costs] == [
        ("Coffee", 20, None),
        ("Printing", 480.5, None),
    ]
    assert copied.costs[1].activity == of_title(desk, 2027, "Opening").id


def test_owners_who_left_are_dropped_and_named(desk):
    with desk.change("li leaves") as change:
        li = next(person for person in desk.people() if person.id == "li")
        change.replace(replace(li, ends=date(2026, 12, 31)))
    copied = copy_week(desk, YEAR, 2027)
    assert copied.left == ("李强",)
    fire = of_title(desk, 2027, "Fire lecture")
    assert (fire.activity.owner, fire.activity.participants) == ("", ())
    assert of_title(desk, 2027, "Opening").activity.owner == "zhao"


def test_helpers_are_copied_and_the_owner_takes_part_once(desk):
    opening = of_title(desk, YEAR, "Opening")
    change_entry(desk, opening, replace(EntryDraft.of(opening), participants=("@rank:deputy", "zhao")))
    copy_week(desk, YEAR, 2027)
    assert of_title(desk, 2027, "Opening").activity.participants == ("@rank:deputy", "zhao")


def test_a_holiday_is_refused_or_skipped_as_in_any_plan(planned, desk):
    planned.write(calendar=FREE.replace("2027-04-01", "2027-04-02"))
    desk.renew_settings()
    with pytest.raises(DataProblem, match="Rest day"):
        copy_week(desk, YEAR, 2027)
    copy_week(desk, YEAR, 2027, skip_holidays=True)
    assert of_title(desk, 2027, "Quiz").day < date(2027, 4, 2)


def test_there_must_be_a_week_to_copy_and_none_yet(desk):
    with pytest.raises(DataProblem, match="2020 has no safety week to copy"):
        copy_week(desk, 2020, 2027)
    copy_week(desk, YEAR, 2027)
    with pytest.raises(DataProblem, match="2027 has a safety week already"):
        copy_week(desk, YEAR, 2027)


def test_a_week_that_begins_on_another_weekday_keeps_weekdays_as_far_as_it_can(desk):
    plan_week(desk, 2027, pack="small", first=date(2027, 3, 24), days=7, skip_holidays=True)
    copy_week(desk, 2027, 2028, date(2028, 3, 27))
    before, after = board(desk, 2027), board(desk, 2028)
    assert after.week.first.weekday() == 0
    assert {entry.title: entry.day.weekday() for entry in after.entries} == {
        entry.title: entry.day.weekday() for entry in before.entries
    }


@given(
    day=st.integers(1, 7),
    old=st.dates(date(2000, 1, 1), date(2090, 12, 1)),
    new=st.dates(date(2000, 1, 1), date(2090, 12, 1)),
)
def test_a_day_of_a_whole_week_has_the_same_weekday_in_any_other(day, old, new):
    week = SafetyWeek(id="x", theme="x", first=old, last=old + timedelta(days=6))
    held = old + timedelta(days=day - 1)
    number = day_number(week, held, new)
    assert (new + timedelta(days=number - 1)).weekday() == held.weekday()


def test_an_imported_week_can_be_copied(desk):
    entries = (TemplateEntry(kind="study", title="Documents", day=2),)
    keep_plan(desk, 2025, PlanPreview("plan.csv", entries), theme="Old")
    assert template_of(desk, board(desk, 2025).week).entries[0].day == 2
    copy_week(desk, 2025, 2027)
    assert of_title(desk, 2027, "Documents").day == date(2027, 3, 30)
