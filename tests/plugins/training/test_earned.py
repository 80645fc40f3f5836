"""Qualifications that people earn by having all the hours of a topic."""

from datetime import date

import pytest

from dutydesk.api import DataProblem
from dutydesk.api.holding import HELD
from dutydesk.domain import Certificate
from dutydesk_training.attendance import Presence
from dutydesk_training.earning import earned, keep_earned
from tests.plugins.planned_desk import area, press, run, run_json
from tests.plugins.training.test_topics import mark, session
from tests.plugins.training.topic_desk import keep, planned_topics
from tests.terminal.pilot_help import settle, text


def taught(desk, *, absent=()):
    """Hold both parts of first aid for li and wu; `absent` missed the second."""
    marks = [
        mark("two", "2026-11-19", person, Presence.ABSENT if person in absent else Presence.PRESENT)
        for person in ("li", "wu")
    ]
    first_aid = {"topic": "first-aid", "state": HELD}
    keep(
        desk,
        *session("one", "2026-11-17", 1, **first_aid),
        *session("two", "2026-11-19", 2, **first_aid),
        *(marks if absent else ()),
    )


def test_who_has_had_all_hours_earns_what_the_topic_gives_from_the_last_session_on(planned):
    desk = planned_topics(planned)
    taught(desk, absent=("wu",))
    (found,) = earned(desk)
    assert (found.person.id, found.hours) == ("li", 2.0)
    given = found.certificate
    assert (given.qualification, given.source) == ("first-aid", "topic:first-aid")
    assert (given.earned, given.expires) == (date(2026, 11, 19), date(2028, 11, 19))
    assert desk.table(Certificate).all() == ()


def test_what_was_earned_is_kept_as_one_change_and_earned_once(planned):
    desk = planned_topics(planned)
    taught(desk)
    revision = desk.revision()
    assert keep_earned(desk, earned(desk)) == "2 certificates earned in topics"
    assert desk.revision() == revision + 1
    assert {each.person for each in desk.table(Certificate).all()} == {"li", "wu"}
    assert earned(desk) == ()
    with pytest.raises(DataProblem, match="nobody has earned anything new"):
        keep_earned(desk, earned(desk))
    desk.undo()
    assert len(earned(desk)) == 2


def test_hours_before_the_last_certificate_do_not_count_for_the_next(planned):
    desk = planned_topics(planned)
    keep(desk, Certificate(id="1", person="li", qualification="first-aid", earned=date(2026, 11, 18)))
    taught(desk)
    assert [each.person.id for each in earned(desk)] == ["wu"]


def test_a_topic_that_gives_nothing_earns_nothing(planned):
    desk = planned_topics(planned)
    keep(desk, *session("one", "2026-11-17", 1, state=HELD))
    assert earned(desk) == ()


def test_the_command_lists_what_was_earned_and_keeps_it_when_asked(planned):
    desk = planned_topics(planned)
    assert "Nobody has earned anything new." in run(planned, "training", "earned")[1]
    taught(desk)
    status, output = run(planned, "training", "earned")
    assert status == 0
    assert "李强" in output
    assert "2028-11-19" in output
    assert desk.table(Certificate).all() == ()
    status, found = run_json(planned, "training", "earned", "--apply")
    assert (status, found["applied"], len(found["earned"])) == (0, True, 2)
    assert len(desk.table(Certificate).all()) == 2


async def test_the_plan_records_what_was_earned_after_a_question(planned):
    desk = planned_topics(planned)
    taught(desk)
    async with area(desk, "training", (100, 30)) as (app, pilot):
        await press(pilot, "t")
        await settle(pilot)
        await press(pilot, "w")
        await settle(pilot)
        for _attempt in range(100):
            if "Record 2 earned" in text(app):
                break
            await pilot.pause(0.02)
        assert "Record 2 earned" in text(app)
        await press(pilot, "y")
    assert len(desk.table(Certificate).all()) == 2
