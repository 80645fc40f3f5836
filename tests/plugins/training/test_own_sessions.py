"""What a guard sees of their own sessions, and how they sign in without a leader."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dutydesk.api import DataProblem, OwnLine, RoleRefused
from dutydesk.api.holding import CANCELLED, HELD, change_occurrence
from dutydesk_training.attendance import Attendance, Presence
from dutydesk_training.attendance_marking import mark
from dutydesk_training.own_sessions import sign_in
from tests.plugins.training.roll_desk import STUDY, session, study_desk, study_roll

ROLES = """
[[member]]
name = "chief"
role = "leader"
[[member]]
name = "li"
role = "guard"
"""


@pytest.fixture
def li(planned):
    study_desk(planned)
    planned.write(roles=ROLES)
    return planned.open("li")


def own(desk, person="li"):
    lines = desk.ask("own_lines", OwnLine, person=person)
    return {each.key.removeprefix("session:"): each for each in lines}


def at(planned, hour, minute):
    planned.now = datetime(2026, 11, 24, hour - 8, minute, tzinfo=UTC)


def test_a_guard_sees_the_sessions_to_which_they_are_asked_and_how_they_were_marked(planned, li):
    chief = planned.open("chief")
    mark(chief, session(chief, STUDY), "li", Presence.LATE, minutes=7)
    assert own(li)[STUDY].state == "late 7 min"
    assert own(li)[STUDY].act is None
    groups = [
        {each.title for each in own(li, person).values() if "group" in each.title}
        for person in ("zhao", "qian", "li", "wu")
    ]
    assert {"Fire doors, group 1"} in groups
    assert all(len(each) <= 1 for each in groups)


def test_a_guard_signs_in_while_the_session_runs_and_who_is_late_is_late(planned, li):
    at(planned, 9, 33)
    line = own(li)[STUDY]
    assert line.act_title == "sign in"
    assert line.act() == "Signed in: Study 学习, present"
    kept = li.table(Attendance).get(f"{STUDY}:li")
    assert (kept.presence, kept.minutes) == (Presence.PRESENT, 0)
    assert session(li, STUDY).state != HELD
    assert [each.state for each in study_roll(li).lines if each.person.id == "li"] == ["present"]


def test_who_comes_late_is_marked_so(planned, li):
    at(planned, 9, 48)
    assert own(li)[STUDY].act() == "Signed in: Study 学习, late 18 min"


@pytest.mark.parametrize(
    ("hour", "minute", "may"), [(8, 59, False), (9, 0, True), (10, 30, True), (10, 31, False)]
)
def test_signing_in_begins_half_an_hour_ahead_and_ends_with_the_session(planned, li, hour, minute, may):
    at(planned, hour, minute)
    assert (own(li)[STUDY].act is not None) is may
    if not may:
        with pytest.raises(DataProblem, match="one signs in from 09:00 to 10:30"):
            sign_in(li, session(li, STUDY), "li")


def test_nobody_signs_in_for_another_or_over_what_the_leader_has_marked(planned, li):
    held = session(li, STUDY)
    with pytest.raises(RoleRefused):
        sign_in(li, held, "wu")
    chief = planned.open("chief")
    mark(chief, held, "li", Presence.ABSENT)
    with pytest.raises(DataProblem, match="marked already"):
        sign_in(li, held, "li")
    with pytest.raises(RoleRefused):
        mark(li, held, "li", Presence.PRESENT)


def test_nobody_signs_in_at_what_was_called_off(planned, li):
    held = session(li, STUDY)
    chief = planned.open("chief")
    with chief.change("called off") as change:
        change_occurrence(change, held, state=CANCELLED)
    assert STUDY not in own(li)
    with pytest.raises(DataProblem):
        sign_in(li, replace(held, state=CANCELLED), "li")
