"""Topics: what the settings may say, and the hours that people have had and are to have."""

from dataclasses import replace
from datetime import date

import pytest

from dutydesk.api.holding import CANCELLED, HELD
from dutydesk.domain import Activity, Certificate
from dutydesk_training.attendance import Attendance, Presence, attendance_id
from dutydesk_training.settings import Topic, TrainingFile
from dutydesk_training.topic_session import TopicSession
from dutydesk_training.topic_standing import TopicStanding
from tests.plugins.planned_desk import refused, run, run_json, wall
from tests.plugins.training.topic_desk import QUALIFICATIONS, TOPICS, keep, planned_topics

FORK = TOPICS.replace('who = ["@rank:guard"]', 'who = ["li", "wu"]').replace("hours = 1", "hours = 2")


def session(key, day, part, *, group=1, topic="fork", people=("li", "wu"), state="planned"):
    start = wall(f"{day}T09:30")
    return (
        Activity(
            id=key,
            kind="training",
            title=topic,
            start=start,
            end=wall(f"{day}T10:30"),
            participants=people,
            state=state,
        ),
        TopicSession(id=key, topic=topic, part=part, group=group, start=start, members=people, reason="."),
    )


def mark(key, day, person, presence=Presence.PRESENT, **more):
    return Attendance(
        id=attendance_id(key, person),
        session=key,
        day=date.fromisoformat(day),
        kind="training",
        person=person,
        presence=presence,
        hours=1.0,
        **more,
    )


def standing(desk, code="fork"):
    topic = next(each for each in desk.settings(TrainingFile).topic if each.code == code)
    return TopicStanding.of(desk, topic)


def hours(desk, code="fork"):
    return {each.person: (each.held, each.planned) for each in standing(desk, code).people}


# The settings


@pytest.mark.parametrize(
    ("hours", "minutes", "parts"), [(4, 60, 4), (1.5, 45, 2), (1, 90, 1), (0.3, 10, 2), (2.5, 60, 3)]
)
def test_a_topic_is_taught_in_as_many_sessions_as_its_hours_need(hours, minutes, parts):
    assert Topic(code="t", title="T", hours=hours, minutes=minutes).parts == parts


@pytest.mark.parametrize(
    ("count", "shares"), [(4, [2, 2]), (3, [1, 2]), (1, [0, 1]), (0, [0, 0]), (5, [2, 3])]
)
def test_the_syllabus_is_spread_over_the_sessions_in_its_order(count, shares):
    topic = Topic(code="t", title="T", hours=2, syllabus=tuple(f"point {n}" for n in range(count)))
    assert [len(topic.syllabus_of(part)) for part in (1, 2)] == shares
    assert topic.syllabus_of(1) + topic.syllabus_of(2) == topic.syllabus


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ('gives = "first-aid"', 'gives = "swimming"', "'swimming' is no qualification"),
        ('gives = "first-aid"', "", "which qualification holds"),
        ("hours = 2", "hours = 80", "80 sessions"),
        ('"15:10"', '"23:30"', "would end after midnight"),
        ('who = ["@rank:guard"]', 'who = ["@rank:boss"]', "'boss' is no rank"),
        ('code = "fork"', 'code = "first-aid"', "used twice"),
        ('weekdays = ["tue", "thu"]', "weekdays = []", "name at least one"),
    ],
)
def test_what_a_topic_cannot_be_is_named_with_its_place(planned, before, after, expected):
    refused(planned, expected, training=TOPICS.replace(before, after), qualifications=QUALIFICATIONS)


# The hours


def test_where_no_attendance_was_taken_those_expected_at_a_session_held_count(planned):
    desk = planned_topics(planned, topics=FORK)
    keep(desk, *session("one", "2026-11-17", 1, state=HELD), *session("two", "2026-12-01", 2))
    assert hours(desk) == {"li": (1.0, 1.0), "wu": (1.0, 1.0)}
    assert standing(desk).done == 0
    assert standing(desk).unplanned == ()


def test_attendance_says_who_was_there_and_late_counts(planned):
    desk = planned_topics(planned, topics=FORK)
    keep(
        desk,
        *session("one", "2026-11-17", 1, state=HELD),
        mark("one", "2026-11-17", "li", Presence.LATE, minutes=10),
        mark("one", "2026-11-17", "wu", Presence.EXCUSED),
        mark("one", "2026-11-17", "zhao", guest=True),
    )
    assert hours(desk) == {"li": (1.0, 0.0), "wu": (0.0, 0.0)}
    assert [each.person for each in standing(desk).unplanned] == ["li", "wu"]


def test_the_same_part_with_another_group_makes_up_for_one_that_was_missed_and_counts_once(planned):
    desk = planned_topics(planned, topics=FORK)
    keep(
        desk,
        *session("one", "2026-11-17", 1, state=HELD),
        *session("other", "2026-11-19", 1, group=2, people=("zhao",), state=HELD),
        mark("one", "2026-11-17", "li"),
        mark("one", "2026-11-17", "wu", Presence.ABSENT),
        mark("other", "2026-11-19", "wu", guest=True, catches_up="one"),
        mark("other", "2026-11-19", "li", guest=True),
    )
    assert hours(desk) == {"li": (1.0, 0.0), "wu": (1.0, 0.0)}


def test_a_day_agreed_for_making_up_counts_as_planned(planned):
    desk = planned_topics(planned, topics=FORK)
    keep(
        desk,
        *session("one", "2026-11-17", 1, state=HELD),
        mark("one", "2026-11-17", "li"),
        mark(
            "one",
            "2026-11-17",
            "wu",
            Presence.ABSENT,
            catch_up_at="two",
            catch_up_on=date(2026, 12, 1),
        ),
    )
    assert hours(desk)["wu"] == (0.0, 1.0)


def test_what_was_cancelled_or_in_another_term_does_not_count(planned):
    desk = planned_topics(planned, topics=FORK)
    keep(
        desk,
        *session("one", "2026-11-17", 1, state=CANCELLED),
        *session("old", "2026-06-16", 1, state=HELD),
    )
    assert hours(desk) == {"li": (0.0, 0.0), "wu": (0.0, 0.0)}


def test_a_regular_session_that_teaches_a_topic_counts_too(planned):
    regular = """
[[session]]
code = "weekly"
kind = "training"
title = "Weekly"
date = 2026-11-20
start = "09:00"
end = "10:30"
topic = "fork"
participants = ["li"]
"""
    desk = planned_topics(planned, topics=FORK + regular)
    assert hours(desk) == {"li": (0.0, 1.5), "wu": (0.0, 0.0)}


def test_who_has_earned_the_qualification_elsewhere_no_longer_needs_the_topic(planned):
    desk = planned_topics(planned)
    assert "li" in hours(desk, "first-aid")
    keep(desk, Certificate(id="1", person="li", qualification="first-aid", earned=date(2026, 11, 2)))
    assert "li" not in hours(desk, "first-aid")


def test_someone_is_done_on_the_day_that_completes_the_hours(planned):
    desk = planned_topics(planned, topics=FORK)
    keep(
        desk,
        *session("one", "2026-11-17", 1, state=HELD),
        *session("two", "2026-11-19", 2, people=("li",), state=HELD),
    )
    found = {each.person: each.done_on for each in standing(desk).people}
    assert found == {"li": date(2026, 11, 19), "wu": None}
    assert standing(desk).done == 1


# The command


def test_the_command_shows_how_topics_stand_and_who_lacks_hours(planned):
    desk = planned_topics(planned, topics=FORK)
    keep(
        desk,
        *session("one", "2026-11-17", 1, state=HELD),
        *session("two", "2026-12-01", 2, people=("li",)),
    )
    status, output = run(planned, "training", "topics")
    assert status == 0
    assert "0 of 2 have had it, 1 planned, 1 not planned" in output
    assert "Anti-riot fork 防暴叉: 吴刚 lacks hours that nothing is planned for." in output
    assert "First aid: everyone lacks hours" in output
    status, found = run_json(planned, "training", "topics")
    fork = next(each for each in found["topics"] if each["code"] == "fork")
    assert [(each["part"], each["state"]) for each in fork["sessions"]] == [(1, HELD), (2, "planned")]
    assert {each["person"]: each["unplanned"] for each in fork["people"]} == {"li": 0.0, "wu": 1.0}


def test_without_topics_the_command_says_how_to_begin(planned):
    assert "No [[topic]] stands in config/training.toml yet." in run(planned, "training", "topics")[1]


def test_a_session_moved_by_hand_stays_part_of_its_topic(planned):
    desk = planned_topics(planned, topics=FORK)
    keep(desk, *session("one", "2026-12-01", 1))
    with desk.change("moved") as change:
        kept = change.table(Activity).get("one")
        change.replace(replace(kept, start=wall("2026-12-02T14:00"), end=wall("2026-12-02T15:00")))
    assert hours(desk) == {"li": (0.0, 1.0), "wu": (0.0, 1.0)}
