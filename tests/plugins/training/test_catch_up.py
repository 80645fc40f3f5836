"""Making up for a session that was missed: what is offered, planned, owed and settled."""

from datetime import date

import pytest

from dutydesk.api import DataProblem
from dutydesk.domain import Activity
from dutydesk_training.attendance import Attendance, Presence
from dutydesk_training.attendance_marking import mark
from dutydesk_training.catch_up import catch_ups, missed_session, plan_catch_up
from dutydesk_training.catch_up_owed import owed
from dutydesk_training.roll import Roll
from tests.plugins.planned_desk import run, run_json
from tests.plugins.training.roll_desk import (
    STUDY,
    TODAY,
    session,
    study_desk,
    with_duty,
    with_leave,
)

MISSED, SECOND, THIRD = "training-doors-1", "training-doors-2", "training-doors-3"


def missed_desk(planned, presence=Presence.ABSENT):
    """Return a desk on which Li missed Monday's fire doors, which two later sessions teach too."""
    desk = study_desk(planned)
    mark(desk, session(desk, MISSED), "li", presence)
    return desk


def offers(desk, key=MISSED, person="li"):
    return [each.at.key for each in catch_ups(desk, session(desk, key))[person].offers]


def refusals(desk, key=MISSED, person="li"):
    return {each.at.key: each.why for each in catch_ups(desk, session(desk, key))[person].refusals}


def person(desk, key="li"):
    (found,) = [each for each in desk.people() if each.id == key]
    return found


@pytest.mark.parametrize("presence", [Presence.ABSENT, Presence.EXCUSED])
def test_later_sessions_of_the_same_topic_are_offered_soonest_first(planned, presence):
    desk = missed_desk(planned, presence)
    assert offers(desk) == [SECOND, THIRD]
    (first, _second) = catch_ups(desk, session(desk, MISSED))["li"].offers
    assert first.why == "the same, another group, free then"


def test_nobody_who_came_is_offered_anything(planned):
    desk = missed_desk(planned)
    mark(desk, session(desk, MISSED), "zhao", Presence.LATE)
    assert set(catch_ups(desk, session(desk, MISSED))) == {"li"}
    assert catch_ups(desk, session(desk)) == {}


def test_without_a_topic_the_next_of_the_series_is_offered(planned):
    desk = study_desk(planned)
    mark(desk, session(desk), "li", Presence.ABSENT)
    assert offers(desk, STUDY)[0] == "training-study-20261201"
    assert len(offers(desk, STUDY)) == 3


def test_duty_leave_and_the_rest_after_a_night_keep_from_a_session(planned):
    desk = missed_desk(planned)
    with_duty(desk, "li", date(2026, 11, 26))
    with_duty(desk, "li", date(2026, 11, 26), "night")
    assert offers(desk) == []
    assert refusals(desk) == {
        SECOND: "on duty: Main gate, Day",
        THIRD: "rests after Main gate, Night",
    }


def test_leave_and_another_activity_keep_from_a_session(planned):
    desk = missed_desk(planned)
    with_leave(desk, "li", date(2026, 11, 25), date(2026, 11, 26))
    with desk.change("visit") as change:
        change.add(
            Activity(
                id="visit",
                kind="school",
                title="Visit",
                start=session(desk, THIRD).start,
                end=session(desk, THIRD).end,
                participants=("li",),
            )
        )
    assert refusals(desk) == {SECOND: "sick leave", THIRD: "also at: Visit"}


def test_sessions_that_have_begun_are_not_offered(planned):
    desk = missed_desk(planned)
    planned.at(date(2026, 11, 26), hour=7)
    assert offers(desk) == [THIRD]


def test_someone_who_leaves_the_squadron_is_not_offered_what_comes_after(planned):
    from dataclasses import replace

    desk = missed_desk(planned)
    with desk.change("leaves") as change:
        change.replace(replace(person(desk), ends=date(2026, 11, 26)))
    assert offers(desk) == [SECOND]
    assert refusals(desk) == {THIRD: "no longer in the squadron"}


def test_a_planned_catch_up_stands_on_the_roll_and_coming_settles_it(planned):
    desk = missed_desk(planned)
    assert [(each.missed.person, each.planned) for each in owed(desk)] == [("li", None)]
    plan_catch_up(desk, missed_session(desk, person(desk), session(desk, MISSED)), session(desk, SECOND))
    assert [(each.missed.person, each.planned) for each in owed(desk)] == [("li", date(2026, 11, 26))]
    line = Roll.of(desk, session(desk, SECOND)).line_of("li")
    assert (line.guest, line.makes_up.session) == (True, MISSED)
    planned.at(date(2026, 11, 26), hour=7)
    kept = mark(desk, session(desk, SECOND), "li", Presence.PRESENT)
    assert (kept.catches_up, kept.guest) == (MISSED, True)
    assert owed(desk) == ()
    mark(desk, session(desk, SECOND), "li", Presence.ABSENT)
    assert [each.missed.session for each in owed(desk)] == [MISSED, SECOND]


def test_a_planned_day_that_has_passed_counts_for_nothing(planned):
    desk = missed_desk(planned)
    plan_catch_up(desk, missed_session(desk, person(desk), session(desk, MISSED)), session(desk, SECOND))
    planned.at(date(2026, 11, 27))
    assert [each.planned for each in owed(desk)] == [None]


def test_someone_who_was_there_already_has_made_up_at_once(planned):
    desk = missed_desk(planned)
    planned.at(date(2026, 11, 26), hour=7)
    mark(desk, session(desk, SECOND), "li", Presence.PRESENT)
    assert len(owed(desk)) == 1
    plan_catch_up(desk, missed_session(desk, person(desk), session(desk, MISSED)), session(desk, SECOND))
    assert desk.table(Attendance).get(f"{SECOND}:li").catches_up == MISSED
    assert owed(desk) == ()
    desk.undo()
    assert len(owed(desk)) == 1


def test_only_a_session_that_was_missed_can_be_made_up_for_and_only_later(planned):
    desk = missed_desk(planned)
    missed = missed_session(desk, person(desk), session(desk, MISSED))
    with pytest.raises(DataProblem, match="is not after the session that was missed"):
        plan_catch_up(desk, missed, session(desk, MISSED))
    mark(desk, session(desk, MISSED), "zhao", Presence.LATE, minutes=4)
    with pytest.raises(DataProblem, match=r"赵建国 did not miss .*: late 4 min"):
        missed_session(desk, person(desk, "zhao"), session(desk, MISSED))
    with pytest.raises(DataProblem, match="吴刚 is not marked"):
        missed_session(desk, person(desk, "wu"), session(desk, MISSED))


def test_a_session_without_a_topic_is_owed_only_where_a_day_was_planned(planned):
    desk = study_desk(planned)
    mark(desk, session(desk), "li", Presence.ABSENT)
    assert owed(desk) == ()
    plan_catch_up(
        desk,
        missed_session(desk, person(desk), session(desk)),
        session(desk, "training-study-20261201"),
    )
    assert len(owed(desk)) == 1


def test_today_says_once_a_week_who_needs_a_day(planned):
    def due():
        return [each for each in desk.due(TODAY, date(2026, 11, 29)) if "make up for" in each.title]

    desk = missed_desk(planned)
    mark(desk, session(desk, MISSED), "zhao", Presence.EXCUSED)
    (item,) = due()
    assert item.title == "2 people have a session to make up for"
    assert (item.detail, item.day, item.screen) == ("赵建国, 李强", date(2026, 11, 27), "training")
    assert item.action == f"go_to({MISSED!r})"
    for key in ("li", "zhao"):
        missed = missed_session(desk, person(desk, key), session(desk, MISSED))
        plan_catch_up(desk, missed, session(desk, SECOND))
    assert due() == []


def test_what_is_older_than_four_weeks_is_left_to_the_command(planned):
    desk = missed_desk(planned)
    planned.at(date(2026, 12, 28))
    assert owed(desk) == ()
    status, document = run_json(planned, "training", "catch-up", "--weeks", "8")
    assert (status, [each["missed"] for each in document["owed"]]) == (0, [MISSED])


def test_the_command_lists_offers_and_plans(planned):
    desk = missed_desk(planned)
    status, document = run_json(planned, "training", "catch-up")
    assert status == 0
    (found,) = document["owed"]
    assert (found["person"], found["missed"], found["planned"]) == ("li", MISSED, None)
    assert [each["session"] for each in found["offers"]] == [SECOND, THIRD]
    status, output = run(planned, "training", "catch-up", "li")
    assert f"can on 2026-11-26 14:00: {SECOND}" in output
    status, output = run(planned, "training", "catch-up", "李强", "--missed", MISSED, "--at", SECOND)
    assert (status, output) == (
        0,
        "李强 makes up for Fire doors, group 1, 2026-11-23, at Fire doors, group 2, 2026-11-26\n",
    )
    assert "planned on 2026-11-26" in run(planned, "training", "catch-up")[1]
    assert run_json(planned, "training", "catch-up", "wu")[1]["owed"] == []
    assert desk.history("person:li")[0].why.startswith("李强 makes up for")


def test_the_command_says_what_it_needs(planned):
    missed_desk(planned)
    assert run(planned, "training", "catch-up", "--missed", MISSED)[0] == 2
    assert run(planned, "training", "catch-up", "li", "--at", SECOND)[0] == 2
    with pytest.raises(DataProblem, match="'ghost' is nobody here"):
        run(planned, "training", "catch-up", "ghost")
