"""What the roster tells the desk: commitments, what is due on the Today board, and the annual figures."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from dutydesk.api import DueGroup, DueState
from dutydesk.domain import Window
from dutydesk_roster.publishing import publish
from tests.plugins.roster.roster_desk import NOVEMBER, SHIFTS, day, put


def publish_november(desk):
    publish(desk, NOVEMBER.first, NOVEMBER.last, "November")


def test_a_duty_takes_its_persons_time_and_asks_for_rest(desk):
    put(desk, ("li", "gate", "night", day(24)))
    (held,) = [
        each for each in desk.commitments(desk.zone.days(day(25), day(25))) if each.kind == "assignment"
    ]
    assert (held.person, held.title) == ("li", "Main gate, Night")
    assert held.rest == timedelta(hours=11)
    assert desk.zone.wall(held.window.end).isoformat() == "2026-11-25T07:00:00+08:00"


def test_a_duty_that_only_touches_the_window_is_not_in_it(desk):
    put(desk, ("li", "gate", "day", day(24)))
    (end,) = {each.window.end for each in desk.commitments(desk.zone.days(day(24), day(24)))}
    assert desk.commitments(Window(end, end + timedelta(hours=1))) == ()


def test_a_shift_of_a_whole_day_is_found_over_the_night_of_a_clock_change(at):
    settings = at.folder / "desk.toml"
    settings.write_text(settings.read_text().replace("Asia/Shanghai", "Europe/Berlin"))
    desk = at.reopened(
        shifts=SHIFTS.replace('start = "23:00"\nend = "07:00"', 'start = "23:30"\nend = "23:30"')
    )
    put(desk, ("li", "gate", "night", day(24, 10)))
    start = desk.zone.instant(datetime.combine(day(25, 10), time(23, 10)))
    found = [each.person for each in desk.commitments(Window(start, start + timedelta(minutes=5)))]
    assert found == ["li"]


def due(desk, days=7):
    return [
        (item.title, item.state)
        for item in desk.due(desk.today(), desk.today() + timedelta(days=days))
        if item.screen == "roster"
    ]


def test_a_month_not_arranged_is_due_and_overdue_once_it_has_begun(desk):
    assert due(desk) == [
        ("The roster of 2026-11 is not arranged", DueState.OVERDUE),
        ("The roster of 2026-12 is not arranged", DueState.DUE),
    ]


def test_a_month_is_not_yet_due_long_before_it_begins(at):
    at.now -= timedelta(days=12)
    desk = at.open()
    assert [title for title, _state in due(desk)] == ["The roster of 2026-11 is not arranged"]


def test_open_slots_are_due_from_today_on_and_lead_to_their_place(desk):
    put(
        desk, ("li", "gate", "day", day(24)), ("chen", "room", "day", day(24)), ("wu", "gate", "day", day(24))
    )
    found = desk.due(day(24), day(25))
    (today,) = [item for item in found if item.group is DueGroup.OPEN and item.day == day(24)]
    assert (today.title, today.state) == ("Main gate, Night: 1 person missing", DueState.OVERDUE)
    assert (today.screen, today.action) == ("roster", "go_to_slot('gate', 'night', '2026-11-24')")
    tomorrow = {item.title: item.state for item in found if item.day == day(25) and item.group == "open"}
    assert tomorrow["Main gate, Day: 2 people missing"] is DueState.DUE
    assert ("The roster of 2026-11 is not published", DueState.OVERDUE) in due(desk)


def test_open_slots_of_a_month_in_the_middle_are_due_too(at):
    at.now += timedelta(days=6)
    desk = at.open()
    put(desk, ("li", "gate", "day", day(10, 12)))
    days = {item.day for item in desk.due(day(30), day(2, 1).replace(year=2027)) if item.group == "open"}
    assert len([each for each in days if each.month == 12]) > 10
    assert not [each for each in days if each.month == 11]


def test_changes_since_publication_are_due_and_none_are_when_there_are_none(desk):
    first, second = put(desk, ("li", "gate", "day", day(24)), ("wu", "gate", "day", day(25)))
    publish_november(desk)
    assert not [title for title, _state in due(desk) if "2026-11" in title]
    with desk.change("other") as change:
        change.replace(replace(first, person="zhu"))
    assert ("1 change to the roster of 2026-11 is not published", DueState.OVERDUE) in due(desk)
    with desk.change("other") as change:
        change.remove(second)
    assert ("2 changes to the roster of 2026-11 are not published", DueState.OVERDUE) in due(desk)
