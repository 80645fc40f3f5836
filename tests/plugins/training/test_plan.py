"""The plan of the term: what is asked, why a session is where it is, how it is kept and planned again."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from dutydesk.api import DataProblem
from dutydesk.api.holding import HELD
from dutydesk.domain import Activity, Certificate, Person
from dutydesk_training.planning.problem import HindranceKind
from dutydesk_training.planning.problem_of import plan_problem
from dutydesk_training.planning.proposal import SessionState
from dutydesk_training.planning.stretch import planned_stretch
from dutydesk_training.topic_session import TopicSession
from tests.plugins.planned_desk import CALENDAR, run, run_json, wall
from tests.plugins.training.topic_desk import (
    FIRST,
    LAST,
    TOPICS,
    away,
    duty,
    keep,
    not_to_be_called,
    planned_topics,
    proposal,
)


def time_of(desk, start, code="first-aid", first=FIRST, last=LAST):
    topic = plan_problem(desk, first, last, (code,)).topic(code)
    return next(each for each in topic.times if each.start == start)


def hindrances(desk, start, **more):
    return {each.person: each.kind for each in time_of(desk, start, **more).hindrances}


def starts(desk, first, last, code="first-aid"):
    return [each.start for each in plan_problem(desk, first, last, (code,)).topic(code).times]


# The times


def test_sessions_may_begin_at_the_slots_of_school_days_only(planned):
    desk = planned_topics(planned)
    assert starts(desk, date(2026, 12, 1), date(2026, 12, 3)) == [
        wall("2026-12-01T09:30"),
        wall("2026-12-01T15:10"),
        wall("2026-12-03T09:30"),
        wall("2026-12-03T15:10"),
    ]
    assert starts(desk, date(2027, 1, 23), date(2027, 2, 22)) == []


def test_a_day_off_and_blocked_hours_are_closed_and_named(planned):
    planned.write(
        calendar=CALENDAR
        + '[[holiday]]\nname = "Sports day"\nfirst = 2026-12-01\nlast = 2026-12-01\n'
        + '[[blocked]]\nname = "Examination"\nfirst = 2026-12-03\nlast = 2026-12-03\n'
        + 'start = "15:00"\nend = "17:00"\n'
    )
    desk = planned_topics(planned)
    assert time_of(desk, wall("2026-12-01T09:30")).closed == "is a day off, Sports day"
    assert time_of(desk, wall("2026-12-03T15:10")).closed == "is kept for Examination"
    assert time_of(desk, wall("2026-12-03T09:30")).closed == ""


def test_a_place_that_is_taken_and_a_teacher_who_cannot_come_close_a_time(planned):
    desk = planned_topics(planned)
    keep(
        desk,
        Activity(
            id="choir",
            kind="school",
            title="Choir",
            start=wall("2026-12-01T09:00"),
            end=wall("2026-12-01T10:00"),
            place="hall",
        ),
        duty("night", "zhao", date(2026, 12, 2)),
    )
    assert time_of(desk, wall("2026-12-01T09:30")).closed == "has Choir at the same place"
    assert time_of(desk, wall("2026-12-01T09:30"), "fork").closed == ""
    closed = time_of(desk, wall("2026-12-03T09:30"), "fork").closed
    assert closed == "is out, as 赵建国 rests after a night duty and teaches it"


# Who cannot come


def test_everything_that_takes_time_keeps_people_away_and_a_night_is_slept_off(planned):
    desk = planned_topics(planned)
    keep(
        desk,
        duty("1", "li", date(2026, 11, 30)),
        duty("2", "wu", date(2026, 12, 1), "day"),
        away("qian", date(2026, 12, 1), date(2026, 12, 2)),
        Activity(
            id="talk",
            kind="meeting",
            title="Talk",
            start=wall("2026-12-01T10:00"),
            end=wall("2026-12-01T11:00"),
            participants=("zhao",),
            excuses_duty=True,
        ),
    )
    assert hindrances(desk, wall("2026-12-01T09:30")) == {
        "li": HindranceKind.REST,
        "wu": HindranceKind.DUTY,
        "qian": HindranceKind.AWAY,
        "zhao": HindranceKind.ELSEWHERE,
    }
    # The night ended at 07:00 and asks for eleven hours; the day shift ends at 15:00 and is no night.
    assert hindrances(desk, wall("2026-12-01T15:10")) == {
        "li": HindranceKind.REST,
        "qian": HindranceKind.AWAY,
    }
    assert hindrances(desk, wall("2026-12-03T09:30")) == {}


def test_an_evening_duty_the_day_before_is_no_night(planned):
    desk = planned_topics(planned)
    keep(desk, duty("1", "li", date(2026, 11, 30), "evening"))
    assert hindrances(desk, wall("2026-12-01T09:30")) == {}


def test_people_who_come_or_leave_within_the_term_count_while_they_serve(planned):
    desk = planned_topics(planned, Person(id="xu", name="许凯", starts=date(2026, 12, 2)))
    assert hindrances(desk, wall("2026-12-01T09:30")) == {"xu": HindranceKind.GONE}
    assert hindrances(desk, wall("2026-12-03T09:30")) == {}


def test_a_month_without_a_roster_is_named_and_everyone_counts_as_free(planned):
    desk = planned_topics(planned)
    keep(desk, duty("1", "li", date(2026, 12, 7)))
    problem = plan_problem(desk, date(2026, 12, 1), date(2027, 1, 10))
    assert problem.unarranged == ("2027-01",)
    plan = proposal(desk, date(2027, 1, 5), date(2027, 1, 20))
    assert all("the roster of 2027-01 is not arranged" in each.reason for each in plan.sessions)
    assert any("2027-01" in text for text in plan.remarks)


def test_who_has_the_qualification_long_enough_need_not_come(planned):
    desk = planned_topics(planned)
    keep(
        desk,
        Certificate(
            id="1",
            person="li",
            qualification="first-aid",
            earned=date(2026, 1, 1),
            expires=date(2028, 1, 1),
        ),
        Certificate(
            id="2",
            person="wu",
            qualification="first-aid",
            earned=date(2025, 1, 1),
            expires=date(2027, 1, 1),
        ),
    )
    assert plan_problem(desk, FIRST, LAST).topic("first-aid").people == ("zhao", "qian", "wu")


def test_a_topic_that_a_regular_session_teaches_is_left_alone_and_that_is_said(planned):
    regular = """
[[session]]
code = "weekly"
kind = "training"
title = "Weekly"
weekdays = ["mon"]
start = "09:00"
end = "10:00"
in_terms = true
topic = "fork"
"""
    desk = planned_topics(planned, topics=TOPICS + regular)
    problem = plan_problem(desk, FIRST, LAST)
    assert [each.code for each in problem.topics] == ["first-aid"]
    assert problem.remarks == (
        "Anti-riot fork 防暴叉 is taught by the [[session]] Weekly; nothing is planned for it.",
    )


@pytest.mark.parametrize(
    ("topics", "codes", "expected"),
    [
        ("", (), "names no [[topic]]"),
        (TOPICS.split("[[slot]]")[0], (), "names no [[slot]]"),
        (TOPICS, ("swimming",), "'swimming' is the code of no [[topic]]"),
    ],
)
def test_what_cannot_be_planned_is_refused_in_a_line(planned, topics, codes, expected):
    desk = planned_topics(planned, topics=topics)
    with pytest.raises(DataProblem, match=r"config/training.toml") as caught:
        plan_problem(desk, FIRST, LAST, codes)
    assert expected in str(caught.value)


# The days


def test_a_plan_goes_from_tomorrow_to_the_end_of_the_term_and_between_terms_for_the_next(planned):
    desk = planned_topics(planned)
    assert planned_stretch(desk) == (date(2026, 11, 25), date(2027, 1, 22))
    planned.at(date(2027, 2, 1))
    assert planned_stretch(desk) == (date(2027, 2, 22), date(2027, 7, 9))


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2026, 11, 1), None, "before today"),
        (date(2026, 12, 9), date(2026, 12, 1), "lies before the first"),
        (date(2026, 12, 1), date(2028, 12, 1), "more than a year"),
        (date(2027, 8, 1), None, "give its last day with --to"),
    ],
)
def test_days_that_make_no_plan_are_refused(planned, first, last, expected):
    with pytest.raises(DataProblem, match=expected):
        planned_stretch(planned_topics(planned), first, last)


# Reasons


def test_a_reason_names_who_can_come_and_what_speaks_against_the_other_times(planned):
    desk = planned_topics(planned)
    keep(
        desk,
        duty("1", "li", date(2026, 11, 30)),
        duty("2", "wu", date(2026, 11, 30)),
        duty("3", "wu", date(2026, 12, 3), "day"),
        duty("4", "zhao", date(2026, 12, 3), "evening"),
    )
    (session,) = proposal(desk, date(2026, 12, 1), date(2026, 12, 5), ("fork",)).sessions
    assert session.placed.start == wall("2026-12-03T09:30") or session.placed.missing == ()
    assert session.reason.startswith("Thu 2026-12-03 09:30: 1 of 2 can come, 吴刚 is on duty")
    assert "Tue 09:30 would wake 李强 and 吴刚 after their night" in session.reason
    assert "Thu 15:10 is out, as 赵建国 is on duty and teaches it" in session.reason


def test_what_finds_no_time_and_who_can_never_come_are_explained(planned):
    desk = planned_topics(planned)
    keep(desk, away("li", date(2026, 11, 25), date(2026, 12, 31)))
    plan = proposal(desk, date(2026, 12, 1), date(2026, 12, 1), ("first-aid",))
    assert len(plan.sessions) + sum(text.count("group") for text in plan.unplaced) >= 2
    assert any("found no time" in text for text in plan.unplaced)
    assert "李强 can come to First aid at none of the 2 times: away at 2." in plan.remarks
    plan = proposal(desk, date(2026, 12, 4), date(2026, 12, 6), ("fork",))
    (text,) = plan.unplaced
    assert text == (
        "Anti-riot fork 防暴叉: part 1 of 1 found no time: no [[slot]] falls on a school day from "
        "2026-12-04 to 2026-12-06"
    )


# Keeping


def test_a_plan_is_kept_as_one_change_without_a_new_clash_and_one_undo_takes_it_back(planned):
    desk = planned_topics(planned)
    keep(desk, duty("1", "li", date(2026, 11, 30)), duty("2", "wu", date(2026, 12, 7)))
    before = desk.clashes(FIRST, LAST)
    plan = proposal(desk)
    assert desk.table(Activity).all() == ()
    revision = desk.revision()
    assert plan.accept(desk) == "Training plan: 5 sessions placed"
    assert desk.revision() == revision + 1
    assert desk.clashes(FIRST, LAST) == before
    kept = {each.id: each for each in desk.table(Activity).all()}
    records = desk.table(TopicSession).all()
    assert len(kept) == len(records) == 5
    for record in records:
        activity = kept[record.id]
        assert record.start == activity.start
        assert set(activity.participants) <= set(record.members)
        assert not activity.excuses_duty
        assert record.reason
    assert {each.title for each in kept.values()} == {
        "First aid, group 1 (1/2)",
        "First aid, group 1 (2/2)",
        "First aid, group 2 (1/2)",
        "First aid, group 2 (2/2)",
        "Anti-riot fork 防暴叉",
    }
    assert next(each for each in kept.values() if each.title.endswith("1 (1/2)")).note == "Bleeding\nBurns"
    desk.undo()
    assert desk.table(Activity).all() == desk.table(TopicSession).all() == ()


def test_a_plan_is_refused_when_the_desk_has_changed_since(planned):
    desk = planned_topics(planned)
    plan = proposal(desk)
    keep(desk, duty("1", "li", plan.sessions[0].placed.start.date(), "day"))
    with pytest.raises(DataProblem, match="search again"):
        plan.accept(desk)
    assert desk.table(Activity).all() == ()


def test_planning_again_changes_nothing_where_all_is_well(planned):
    desk = planned_topics(planned)
    proposal(desk).accept(desk)
    again = proposal(desk)
    assert {each.state for each in again.sessions} == {SessionState.SAME}
    assert again.is_empty
    with pytest.raises(DataProblem, match="nothing new"):
        again.accept(desk)


def test_planning_again_keeps_what_is_held_or_moved_by_hand(planned):
    desk = planned_topics(planned)
    proposal(desk).accept(desk)
    records = {(each.topic, each.group, each.part): each.id for each in desk.table(TopicSession).all()}
    held, moved = records["first-aid", 1, 1], records["fork", 1, 1]
    with desk.change("by hand") as change:
        change.replace(replace(change.table(Activity).get(held), state=HELD))
        change.replace(
            replace(
                change.table(Activity).get(moved),
                start=wall("2026-12-16T10:00"),
                end=wall("2026-12-16T11:00"),
            )
        )
        # Whoever planned well once is called to a night before every other session now.
        for key, record in ((each.id, each) for each in desk.table(TopicSession).all()):
            if key not in {held, moved} and record.topic == "first-aid":
                day = record.start.date()
                change.add(duty(f"night-{key}", record.members[0], date.fromordinal(day.toordinal() - 1)))
    before = {each.id: each for each in desk.table(Activity).all()}
    again = proposal(desk)
    assert {each.placed.key for each in again.sessions} == set(before) - {held, moved}
    assert any(each.state is SessionState.MOVED for each in again.sessions)
    again.accept(desk)
    after = {each.id: each for each in desk.table(Activity).all()}
    assert (after[held], after[moved]) == (before[held], before[moved])
    assert after.keys() == before.keys()
    for key in after.keys() - {held, moved}:
        for person in after[key].participants:
            assert not not_to_be_called(desk, person, after[key].start, after[key].end, {key})


def test_a_cancelled_session_is_planned_anew(planned):
    desk = planned_topics(planned)
    proposal(desk, codes=("fork",)).accept(desk)
    (activity,) = desk.table(Activity).all()
    with desk.change("off") as change:
        change.replace(replace(activity, state="cancelled"))
    (again,) = proposal(desk, codes=("fork",)).sessions
    assert (again.state, again.placed.key) == (SessionState.NEW, "")


def test_a_session_moved_by_someone_else_meanwhile_is_not_overwritten(planned):
    desk = planned_topics(planned)
    proposal(desk, codes=("fork",)).accept(desk)
    (record,) = desk.table(TopicSession).all()
    day = date.fromordinal(record.start.toordinal() - 1)
    keep(desk, duty("1", "li", day), duty("2", "wu", day))
    again = proposal(desk, codes=("fork",))
    assert [each.state for each in again.sessions] == [SessionState.MOVED]
    other = planned.open("other")
    with other.change("moved") as change:
        change.replace(replace(change.table(Activity).get(record.id), place="Yard"))
    with pytest.raises(DataProblem, match="search again"):
        again.accept(desk)


# The command


def test_the_command_prints_each_session_with_its_reason_and_keeps_nothing(planned):
    planned_topics(planned)
    status, output = run(planned, "training", "plan", "--from", "2026-12-01", "--to", "2026-12-18")
    assert status == 0
    assert "First aid, group 1 (1/2) - new" in output
    assert "can come" in output
    assert "Nothing was kept; --apply keeps the plan." in output
    assert planned.open().table(Activity).all() == ()


def test_the_command_keeps_the_plan_and_tells_it_as_json(planned):
    planned_topics(planned)
    arguments = ("training", "plan", "--from", "2026-12-01", "--to", "2026-12-18", "--topic", "fork")
    status, found = run_json(planned, *arguments, "--apply", "--seed", "3")
    assert (status, found["applied"], found["unplaced"]) == (0, True, [])
    (session,) = found["sessions"]
    assert (session["topic"], session["people"], session["missing"]) == ("fork", ["li", "wu"], [])
    (kept,) = planned.open().table(Activity).all()
    assert kept.start == datetime.fromisoformat(session["start"])


def test_the_command_leaves_with_status_1_where_something_found_no_time(planned):
    planned_topics(planned)
    status, found = run_json(planned, "training", "plan", "--from", "2026-12-04", "--to", "2026-12-06")
    assert (status, len(found["unplaced"]), found["sessions"]) == (1, 3, [])
