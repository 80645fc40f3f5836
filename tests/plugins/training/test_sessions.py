"""The sessions of training.toml in the desk's calendar."""

from datetime import UTC, date, datetime, timedelta

import pytest

from dutydesk.api.holding import CANCELLED, HELD, cancelled_occurrences, change_occurrence
from dutydesk.domain import Activity, Window
from dutydesk_roster.assignment import Assignment
from tests.plugins.planned_desk import example, refused, wall, with_people

MEETING = """
[[session]]
code = "regular-meeting"
kind = "meeting"
title = "Regular meeting"
weekdays = ["mon"]
start = "15:10"
end = "16:00"
in_terms = true
place = "Meeting room"
participants = ["@rank:leader", "@rank:deputy"]
"""
ALWAYS = MEETING.replace("in_terms = true\n", "")


def days(desk, first, last):
    return [each.start.date() for each in desk.occurrences(first, last, ["meeting", "lecture"])]


def only(desk, day):
    (held,) = desk.occurrences(day, day, ["meeting"])
    return held


def events(desk, first, last):
    found = [each for each in desk.feed_events(desk.zone.days(first, last)) if each.category == "Meeting"]
    return [each for each in found if first <= each.start.date() <= last]


def test_nothing_is_scheduled_on_a_new_desk(planned):
    desk = planned.open()
    assert desk.activities() == ()
    assert not [each for each in desk.due(date(2026, 11, 1), date(2026, 12, 31)) if each.screen == "training"]
    assert all(each.state == "on" for each in desk.plugins())


def test_a_weekly_session_is_held_in_terms_and_not_on_days_off(planned):
    planned.write(training=MEETING.replace('["mon"]', '["mon", "thu"]'))
    desk = planned.open()
    assert days(desk, date(2026, 9, 28), date(2026, 10, 12)) == [
        date(2026, 9, 28),
        date(2026, 10, 8),
        date(2026, 10, 12),
    ]
    assert days(desk, date(2027, 1, 18), date(2027, 2, 28)) == [
        date(2027, 1, 18),
        date(2027, 1, 21),
        date(2027, 2, 22),
        date(2027, 2, 25),
    ]
    assert days(desk, date(2026, 8, 1), date(2026, 8, 31)) == []


def test_a_session_may_be_held_on_days_off_and_between_terms(planned):
    planned.write(training=ALWAYS + "skip_holidays = false\nfirst = 2026-09-28\nlast = 2026-10-12\n")
    assert days(planned.open(), date(2026, 9, 1), date(2026, 10, 31)) == [
        date(2026, 9, 28),
        date(2026, 10, 5),
        date(2026, 10, 12),
    ]


def test_without_terms_or_days_a_session_is_held_every_week_of_this_year_and_the_last(planned):
    planned.write(training=ALWAYS, calendar="")
    desk = planned.open()
    assert len(days(desk, date(2025, 1, 1), date(2025, 12, 31))) == 52
    assert len(days(desk, date(2028, 1, 1), date(2028, 12, 31))) == 52


def test_a_holiday_entered_in_the_desk_is_passed_over_too(planned):
    planned.write(training=MEETING)
    desk = planned.open()
    assert date(2026, 12, 7) in days(desk, date(2026, 12, 1), date(2026, 12, 31))
    with desk.change("snow") as change:
        change.add(
            Activity(
                id="snow",
                kind="holiday",
                title="Snow",
                start=wall("2026-12-07T00:00"),
                end=wall("2026-12-08T00:00"),
                all_day=True,
            )
        )
    assert date(2026, 12, 7) not in days(desk, date(2026, 12, 1), date(2026, 12, 31))


def test_a_rule_counts_from_its_first_day(planned):
    rule = ALWAYS.replace(
        'weekdays = ["mon"]', 'rule = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"\nfirst = 2026-11-03'
    )
    planned.write(training=rule + "last = 2026-12-01\n")
    assert days(planned.open(), date(2026, 10, 1), date(2027, 1, 31)) == [
        date(2026, 11, 3),
        date(2026, 11, 17),
        date(2026, 12, 1),
    ]


def test_a_session_on_one_date_keeps_its_identity_when_it_moves(planned):
    lecture = ALWAYS.replace('weekdays = ["mon"]', "date = 2026-11-20").replace('"meeting"', '"lecture"')
    planned.write(training=lecture)
    (before,) = planned.open().occurrences(date(2026, 11, 1), date(2026, 11, 30), ["lecture"])
    planned.write(training=lecture.replace("11-20", "11-27"))
    (after,) = planned.open().occurrences(date(2026, 11, 1), date(2026, 11, 30), ["lecture"])
    assert (before.key, before.start) == ("training-regular-meeting", wall("2026-11-20T15:10"))
    assert (after.key, after.start) == ("training-regular-meeting", wall("2026-11-27T15:10"))


def test_a_session_that_its_days_leave_no_room_for_is_not_held_and_no_fault(planned):
    planned.write(training=MEETING + "first = 2027-07-08\n")
    desk = planned.open()
    assert days(desk, date(2026, 9, 1), date(2027, 12, 31)) == []
    assert desk.faults() == ()


def test_an_occurrence_is_moved_and_its_event_stays_the_same(planned):
    planned.write(training=MEETING)
    desk = with_people(planned.open())
    (before,) = events(desk, date(2026, 11, 23), date(2026, 11, 29))
    with desk.change("moved") as change:
        change_occurrence(
            change,
            only(desk, date(2026, 11, 23)),
            start=wall("2026-11-25T09:00"),
            end=wall("2026-11-25T09:30"),
            place="Gym",
        )
    (after,) = events(desk, date(2026, 11, 23), date(2026, 11, 29))
    assert before.uid == after.uid == "activity-training-regular-meeting-20261123"
    assert (after.start.isoformat(), after.place) == ("2026-11-25T09:00:00+08:00", "Gym")
    assert after.revision > before.revision
    assert after.changed > before.changed
    assert after.people == before.people == ("zhao", "qian")
    desk.undo()
    (again,) = events(desk, date(2026, 11, 23), date(2026, 11, 29))
    assert (again.uid, again.start, again.place) == (before.uid, before.start, before.place)


def test_marking_one_held_is_kept_whatever_becomes_of_its_time_and_can_be_undone(planned):
    planned.write(training=MEETING)
    desk = planned.open()
    with desk.change("held") as change:
        change_occurrence(change, only(desk, date(2026, 11, 23)), state=HELD)
    assert only(desk, date(2026, 11, 23)).state == HELD
    planned.write(training=MEETING.replace("15:10", "14:00"))
    later = planned.open()
    assert only(later, date(2026, 11, 23)).start == wall("2026-11-23T15:10")
    assert only(later, date(2026, 11, 30)).start == wall("2026-11-30T14:00")
    later.undo()
    assert only(later, date(2026, 11, 23)).state == "planned"


def test_two_people_marking_at_once_do_not_overwrite_one_another(planned):
    from dutydesk.api import StaleChange

    planned.write(training=MEETING)
    desk = planned.open("zhao")
    seen = only(desk, date(2026, 11, 23))
    with desk.change("held") as change:
        change_occurrence(change, seen, state=HELD)
    other = planned.open("qian")
    with pytest.raises(StaleChange, match="zhao"), other.change("cancelled") as change:
        change_occurrence(change, seen, state=CANCELLED)
    assert only(other, date(2026, 11, 23)).state == HELD


def test_a_cancelled_occurrence_is_in_no_calendar_and_can_be_taken_up_again(planned):
    planned.write(training=MEETING)
    desk = with_people(planned.open())
    day = date(2026, 11, 30)
    with desk.change("off") as change:
        change_occurrence(change, only(desk, day), state=CANCELLED)
    assert days(desk, day, day) == []
    assert events(desk, day, day) == []
    (cancelled,) = cancelled_occurrences(desk, desk.activities(), day, day)
    with desk.change("on") as change:
        change_occurrence(change, cancelled, state="planned")
    assert days(desk, day, day) == [day]


def test_a_single_activity_of_the_desk_is_changed_itself(planned):
    desk = planned.open()
    day = date(2026, 11, 30)
    with desk.change("new") as change:
        change.add(
            Activity(
                id="one",
                kind="meeting",
                title="Briefing",
                start=wall("2026-11-30T09:00"),
                end=wall("2026-11-30T10:00"),
            )
        )
    with desk.change("held") as change:
        change_occurrence(change, only(desk, day), state=HELD, note="all came")
    kept = desk.table(Activity).get("one")
    assert (kept.state, kept.note, kept.revision) == (HELD, "all came", 2)


def test_skipped_days_are_kept_in_the_desk_and_survive_undo_and_redo(planned):
    desk = planned.open()
    with desk.change("series") as change:
        change.add(
            Activity(
                id="series",
                kind="meeting",
                title="Briefing",
                start=wall("2026-11-23T09:00"),
                end=wall("2026-11-23T10:00"),
                rule="FREQ=DAILY;COUNT=4",
                skipped_days=("2026-11-24", "2026-11-26"),
            )
        )
    desk.undo()
    assert days(desk, date(2026, 11, 1), date(2026, 11, 30)) == []
    desk.redo()
    assert planned.open().table(Activity).get("series").skipped_days == ("2026-11-24", "2026-11-26")
    assert days(planned.open(), date(2026, 11, 1), date(2026, 11, 30)) == [
        date(2026, 11, 23),
        date(2026, 11, 25),
    ]


def test_a_session_clashes_with_a_duty_unless_it_excuses_duty(planned):
    planned.write(training=MEETING.replace("15:10", "14:10"))
    desk = with_people(planned.open())
    with desk.change("duty") as change:
        change.add(
            Assignment(id="duty", person="zhao", post="main-gate", shift="day", day=date(2026, 11, 23))
        )
    (clash,) = desk.clashes(date(2026, 11, 23), date(2026, 11, 23))
    assert (clash.person, clash.rule) == ("zhao", "during-activity")
    assert "Regular meeting" in clash.text
    planned.write(training=MEETING.replace("15:10", "14:10") + "excuses_duty = true\n")
    assert planned.open().clashes(date(2026, 11, 23), date(2026, 11, 23)) == ()


def test_each_expected_person_has_the_event_in_their_feed(planned):
    planned.write(training=MEETING)
    desk = with_people(planned.open())
    window = Window(
        datetime(2026, 11, 23, tzinfo=UTC), datetime(2026, 11, 23, tzinfo=UTC) + timedelta(days=1)
    )
    (event,) = (each for each in desk.feed_events(window) if each.kind == "meeting")
    assert event.people == ("zhao", "qian")
    assert event.feeds == ("kind/meeting", "squadron")


def test_the_example_in_the_default_file_holds(planned):
    planned.write(training=example("training"))
    day = date.fromisoformat("2026-11-30")
    assert len(planned.open().occurrences(day, day, ["meeting"])) == 1


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('["mon"]', '["mon", "fry"]', "training.toml, line 6, [[session]] 1, weekdays"),
        ('"meeting"', '"party"', "training.toml, line 4, [[session]] 1, kind"),
        (
            '"16:00"',
            '"15:00"',
            "line 8, [[session]] 1, end: the end 15:00 must be later than the start, 15:10",
        ),
        ('"16:00"', '"25:00"', "end: expected a time of day such as 08:00, found '25:00'"),
        ('"@rank:leader"', '"@rank:boss"', "line 11, [[session]] 1, participants"),
        ('"@rank:leader"', '"@everyone"', "'@everyone' names nobody; expected a person's key, @all"),
        ('weekdays = ["mon"]', "", "say when it is held by one of weekdays"),
        ('weekdays = ["mon"]', 'weekdays = ["mon"]\ndate = 2026-09-01', "found weekdays and date"),
        (
            'weekdays = ["mon"]',
            'first = 2026-09-01\nrule = "FREQ=NEVER"',
            "'FREQ=NEVER' is no recurrence rule",
        ),
        ('weekdays = ["mon"]', 'rule = "FREQ=MONTHLY;BYDAY=1TU"', "a rule needs first = 2026-09-01"),
        (
            'weekdays = ["mon"]',
            'rule = "FREQ=DAILY;COUNT=3"\nfirst = 2026-09-01\nlast = 2026-10-01',
            "line 8, [[session]] 1, last: the rule says itself when it ends",
        ),
        (
            "in_terms = true",
            "first = 2026-10-01\nlast = 2026-09-01",
            "last: the last day 2026-09-01 lies before",
        ),
        ("in_terms = true", "in_term = true", "in_term: unknown key"),
        (
            'weekdays = ["mon"]',
            "date = 2026-09-01\nfirst = 2026-09-01",
            "a session on one date has no first day",
        ),
    ],
)
def test_a_wrong_session_is_named_by_file_line_and_key(planned, old, new, expected):
    assert old in MEETING
    refused(planned, expected, training=MEETING.replace(old, new))


def test_a_code_is_used_once(planned):
    refused(
        planned, "line 14, [[session]] 2, code: 'regular-meeting' is used twice", training=MEETING + MEETING
    )


def test_a_squad_that_is_not_there_yet_is_no_fault(planned):
    planned.write(
        training=MEETING.replace('"@rank:leader"', '"@squad:9", "li", "@qualified:first-aid", "@all"')
    )
    assert planned.open().faults() == ()
