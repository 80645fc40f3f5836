"""With what a safety week clashes, and what is fine."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from dutydesk.domain import Absence, Activity
from dutydesk_roster.assignment import Assignment
from dutydesk_safetyweek.board import WeekBoard
from dutydesk_safetyweek.changing import EntryDraft, Outcome, add_entry, cancel_entry, hold_entry
from dutydesk_safetyweek.clashes import HOLIDAY, OVERLOAD, OWNER_AWAY
from dutydesk_safetyweek.planning import PlanChoices, plan_from
from dutydesk_safetyweek.template import TemplateEntry, WeekTemplate
from tests.plugins.planned_desk import CALENDAR, wall, with_people
from tests.plugins.safetyweek.board_desk import FREE, MONDAY

TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def desk(planned):
    """Return a desk whose week holds nothing but a letter on its Friday."""
    found = with_people(planned.open())
    letter = TemplateEntry(kind="letter", title="Letter", day=5, owner="qian")
    plan_from(found, 2027, WeekTemplate(theme="Calm", source="", entries=(letter,)), PlanChoices())
    return found


def board(desk):
    return WeekBoard.of(desk, "2027")


def put(desk, title, start, end, day=TUESDAY, **values):
    add_entry(
        desk,
        board(desk).week,
        EntryDraft(
            title=title,
            kind="lecture",
            day=day,
            start=time.fromisoformat(start) if start else None,
            end=time.fromisoformat(end) if end else None,
            **values,
        ),
    )


def found(desk):
    return [(clash.person, clash.rule) for clash in board(desk).clashes]


def duty(desk, person, day=TUESDAY):
    with desk.change("duty") as change:
        change.add(Assignment(id=f"{person}-{day}", person=person, post="main-gate", shift="day", day=day))


def meeting(desk, start, end, *people):
    with desk.change("meeting") as change:
        change.add(
            Activity(
                id="meeting",
                kind="school",
                title="Meeting",
                start=wall(start),
                end=wall(end),
                participants=people,
            )
        )


def test_whoever_takes_part_and_is_on_duty_clashes_unless_excused(desk):
    duty(desk, "li")
    put(desk, "Talk", "09:00", "10:00", participants=("li",))
    assert found(desk) == [("li", "during-activity")]
    assert "李强 is at Talk" in board(desk).entries[0].problems[0]


def test_those_on_duty_may_be_excused(desk):
    duty(desk, "li")
    put(desk, "Talk", "09:00", "10:00", participants=("@all",), excuses_duty=True)
    assert found(desk) == []


def test_whoever_is_in_charge_cannot_stand_duty_at_that_time(desk):
    duty(desk, "li")
    put(desk, "Talk", "09:00", "10:00", owner="li")
    put(desk, "Banner", None, None, owner="li")
    assert found(desk) == [("li", "during-activity")]


def test_whoever_is_in_charge_is_not_in_two_places(desk):
    put(desk, "Talk", "09:00", "10:00", owner="li")
    put(desk, "Walk", "09:30", "10:30", owner="li")
    assert found(desk) == [("li", "two-activities")]
    walk, talk = board(desk).entry("Walk"), board(desk).entry("Talk")
    assert walk.problems == talk.problems != ()


def test_other_meetings_and_training_clash(desk):
    meeting(desk, "2027-03-30T09:30", "2027-03-30T11:00", "wu", "li")
    put(desk, "Talk", "09:00", "10:00", participants=("@rank:guard",))
    assert sorted(found(desk)) == [("li", "two-activities"), ("wu", "two-activities")]


def test_a_day_that_became_a_holiday_clashes(planned, desk):
    put(desk, "Talk", "09:00", "10:00", day=date(2027, 4, 1), owner="li")
    planned.write(calendar=FREE)
    desk.renew_settings()
    (clash,) = board(desk).clashes
    assert (clash.rule, clash.person) == (HOLIDAY, "")
    assert clash.text == "Talk is on Thu 04-01, when there is no school: Rest day."


def test_blocked_hours_clash(planned, desk):
    put(desk, "Talk", "09:00", "10:00", owner="li")
    planned.write(
        calendar=CALENDAR + '[[blocked]]\nname = "Examination"\nfirst = 2027-03-30\nlast = 2027-03-30\n'
        'start = "08:00"\nend = "12:00"\n'
    )
    desk.renew_settings()
    (clash,) = board(desk).clashes
    assert "Examination" in clash.text


def test_an_owner_on_leave_or_gone_clashes(desk):
    put(desk, "Talk", "09:00", "10:00", owner="li")
    put(desk, "Walk", "09:00", "10:00", owner="wu")
    with desk.change("leave") as change:
        change.add(Absence(id="a", person="li", first=TUESDAY, last=TUESDAY))
        wu = next(person for person in desk.people() if person.id == "wu")
        change.replace(replace(wu, ends=MONDAY))
    assert sorted(found(desk)) == [("li", OWNER_AWAY), ("wu", OWNER_AWAY)]


def test_an_owner_with_too_many_hours_of_one_day_is_overloaded(planned, desk):
    put(desk, "Talk", "08:00", "10:00", owner="li")
    put(desk, "Walk", "10:00", "12:00", owner="li")
    put(desk, "Banner", None, None, owner="li")
    assert found(desk) == []
    put(desk, "Chat", "13:00", "13:30", owner="li")
    assert found(desk) == [("li", OVERLOAD)]
    (load,) = [each for each in board(desk).loads if each.person == "li"]
    assert (load.hours, load.is_overloaded) == ((0.0, 4.5, 0.0, 0.0, 0.0), True)
    assert load.reason == "李强 is in charge for 4.5 h on Tue 03-30, 4 h at most."
    planned.write(safetyweek="most_hours_a_day = 5.0\n")
    desk.renew_settings()
    assert found(desk) == []


def test_what_is_cancelled_or_was_held_clashes_no_more(planned, desk):
    put(desk, "Talk", "09:00", "10:00", owner="li")
    put(desk, "Walk", "09:30", "10:30", owner="li")
    cancel_entry(desk, board(desk).entry("Walk"))
    assert found(desk) == []
    with desk.change("leave") as change:
        change.add(Absence(id="a", person="li", first=TUESDAY, last=TUESDAY))
    assert found(desk) == [("li", OWNER_AWAY)]
    planned.at(TUESDAY, 8)
    hold_entry(desk, board(desk).entry("Talk"), Outcome())
    assert found(desk) == []


def test_only_what_concerns_the_week_is_told(desk):
    meeting(desk, "2027-03-30T09:00", "2027-03-30T10:00", "wu")
    duty(desk, "wu")
    assert desk.clashes(MONDAY, MONDAY + timedelta(days=4))
    assert found(desk) == []


def test_the_common_clashes_of_the_desk_hold_those_of_the_week(planned, desk):
    put(desk, "Talk", "09:00", "10:00", day=date(2027, 4, 1), owner="li")
    planned.write(calendar=FREE)
    desk.renew_settings()
    assert board(desk).clashes[0] in desk.clashes(date(2027, 4, 1), date(2027, 4, 1))
