"""What Today says of training while it can still be mended."""

from datetime import date

from dutydesk.api import DueState
from dutydesk.api.holding import HELD, change_occurrence
from dutydesk.domain import Absence, Activity
from tests.plugins.planned_desk import CALENDAR, wall, with_people
from tests.plugins.training.test_rules import PEOPLE, STUDY, WEDNESDAY, on_duty, rule
from tests.plugins.training.test_sessions import MEETING


def due(desk, first=date(2026, 11, 24), last=date(2026, 11, 29)):
    return [each for each in desk.due(first, last) if each.screen == "training"]


def lacking(desk, first=date(2026, 11, 24), last=date(2026, 11, 29)):
    return [each for each in due(desk, first, last) if "not marked" not in each.title]


def test_a_week_whose_only_meeting_falls_on_a_day_off_is_told_four_weeks_ahead(planned):
    planned.write(training=MEETING + rule("meeting"))
    planned.at(date(2026, 9, 9))
    (item,) = lacking(planned.open(), date(2026, 9, 9), date(2026, 10, 11))
    assert item.title == "No regular meeting is planned in the week of 2026-10-05"
    assert item.detail == "Rule; Regular meeting, 10-05, falls on National Day"
    assert (item.day, item.state, item.action) == (date(2026, 10, 10), DueState.PLANNED, "add")


def test_a_meeting_in_blocked_hours_is_told(planned):
    blocked = '[[blocked]]\nname = "Examinations"\nfirst = 2026-11-30\nlast = 2026-12-01\n'
    planned.write(training=MEETING + rule("meeting"), calendar=CALENDAR + blocked)
    planned.at(date(2026, 11, 30), hour=1)
    desk = planned.open()
    (item,) = [each for each in lacking(desk, last=date(2026, 12, 6)) if "No regular" in each.title]
    assert item.title == "No regular meeting is planned this week"
    assert item.detail == "Rule; Regular meeting, 11-30 15:10, falls into Examinations"


def test_people_who_will_miss_it_are_named_with_the_reason_and_what_can_be_done(planned):
    planned.write(training=STUDY + PEOPLE)
    desk = with_people(planned.open())
    on_duty(desk, "li")
    on_duty(desk, "wu")
    with desk.change("leave") as change:
        change.add(Absence(id="leave", person="qian", first=WEDNESDAY, last=WEDNESDAY))
    told = {each.title: each for each in lacking(desk)}
    assert set(told) == {
        "李强 and 吴刚 will miss concentrated study this week: on duty",
        "钱卫东 will miss concentrated study this week: away",
    }
    item = told["李强 and 吴刚 will miss concentrated study this week: on duty"]
    assert (item.day, item.state) == (date(2026, 11, 27), DueState.DUE)
    assert item.detail == "plan another session for them, or swap their duty"


def test_another_session_at_which_they_are_free_is_offered(planned):
    other = STUDY.replace('"study"\nkind', '"second"\nkind').replace("wed", "thu").replace("@all", "zhao")
    planned.write(training=STUDY + other.replace('"Study"', '"Second study"') + PEOPLE)
    desk = with_people(planned.open())
    on_duty(desk, "li")
    (item,) = lacking(desk)
    assert item.detail == "1 of them could come to Second study, 11-26 14:10"


def test_who_was_not_there_is_told_while_the_week_lasts(planned):
    from dutydesk_training.attendance import Presence
    from tests.plugins.training.test_rules import attend, mark

    planned.write(training=STUDY + PEOPLE)
    planned.at(date(2026, 11, 26))
    desk = with_people(planned.open())
    mark(desk, WEDNESDAY)
    attend(desk, dict.fromkeys(("zhao", "qian", "li"), Presence.PRESENT) | {"wu": Presence.ABSENT})
    titles = {each.title for each in lacking(desk, date(2026, 11, 26))}
    assert "吴刚 will miss concentrated study this week: were not there" in titles


def test_where_no_session_is_planned_that_is_said_once_and_not_of_everybody(planned):
    planned.write(training=PEOPLE)
    (item,) = lacking(with_people(planned.open()))
    assert item.title == "No concentrated study is planned this week"


def test_of_many_the_first_are_named(planned):
    planned.write(training=STUDY + PEOPLE)
    desk = with_people(planned.open())
    for person in ("zhao", "qian", "li", "wu"):
        on_duty(desk, person)
    (item,) = lacking(desk)
    assert item.title == "赵建国, 钱卫东, 李强 and 1 more will miss concentrated study this week: on duty"


def test_a_month_and_a_term_that_lack_are_told_with_their_last_day_of_school(planned):
    planned.write(
        training=rule("lecture", every='"month"') + rule("lecture", 4, every='"term"').replace("Rule", "Term")
    )
    desk = planned.open()
    with desk.change("lecture") as change:
        change.add(
            Activity(
                id="fire",
                kind="lecture",
                title="Fire",
                start=wall("2026-10-15T14:00"),
                end=wall("2026-10-15T15:00"),
                state=HELD,
            )
        )
    told = [(each.title, each.day, each.state) for each in lacking(desk)]
    assert told == [
        ("No lecture is planned this month", date(2026, 11, 30), DueState.DUE),
        ("Only 1 session of 4 is planned this term", date(2027, 1, 22), DueState.PLANNED),
    ]


def test_a_rule_that_is_kept_or_will_be_is_not_due(planned):
    planned.write(training=STUDY + PEOPLE + rule("study").replace("Rule", "Other"))
    desk = with_people(planned.open())
    assert lacking(desk) == []
    planned.at(date(2026, 11, 26))
    (held,) = desk.occurrences(WEDNESDAY, WEDNESDAY, ["study"])
    with desk.change("held") as change:
        change_occurrence(change, held, state=HELD)
    assert [each.title for each in lacking(desk, date(2026, 11, 26))] == []


def test_sessions_to_mark_lead_to_the_first_of_them(planned):
    planned.write(training=MEETING)
    (item,) = due(planned.open())
    assert item.action == "go_to('training-regular-meeting-20261116')"
