"""Two terminals on one desk: each shows what the other changes, and is silent while nobody does anything."""

from dataclasses import replace

import pytest

from dutydesk.domain import Person
from dutydesk.tui.app import LOOK_SECONDS
from tests.plugins import planned_desk
from tests.terminal.pilot_help import area, settle, text, until
from tests.terminal.real_desk import running
from tests.terminal.terminal_session import TerminalSession


@pytest.fixture
def planned(tmp_path):
    yield from planned_desk.make(tmp_path / "desk")


def test_it_looks_often_enough_to_show_within_a_second():
    assert LOOK_SECONDS <= 0.5


async def test_a_change_in_one_shows_in_the_other(planned):
    desk, other = planned.open("li"), planned.open("wang")
    async with running(desk) as (app, pilot), running(other) as (second, second_pilot):
        await app.action_open_area("people")
        await second.action_open_area("people")
        await settle(pilot)
        with desk.change("Added Zhou") as change:
            change.add(Person(id="zhou", name="周明"))
        await until(second_pilot, lambda: "周明" in text(second))
        await until(pilot, lambda: "周明" in text(app))


async def test_a_form_over_a_record_that_moved_on_is_refused_and_keeps_what_was_typed(planned):
    desk, other = planned_desk.with_people(planned.open("li")), planned.open("wang")
    async with running(desk) as (app, pilot):
        await app.action_open_area("people")
        await settle(pilot)
        area(app).people.move_to("zhao")
        await pilot.press("e")
        await settle(pilot)
        with other.change("Phone of Zhao") as change:
            change.replace(replace(other.table(Person).get("zhao"), phone="5"))
        form = area(app).form
        form.lines["phone"].control.value = "7"
        await pilot.press("enter")
        await settle(pilot)
        message = area(app).message_bar
        assert message.kind == "error"
        assert "wang" in message.message
        assert area(app).form is form
        assert form.values["phone"] == "7"
        assert desk.table(Person).get("zhao").phone == "5"


def test_two_processes_show_each_other_and_send_nothing_when_idle(planned):
    sessions = [TerminalSession("two_desks_program.py", str(planned.folder), name) for name in ("li", "wang")]
    try:
        for session in sessions:
            session.wait_for("Clashes")
            session.press("6")
            session.wait_for("Nobody yet")
        assert [session.read(quiet=1.5, limit=1.5) for session in sessions] == [b"", b""]
        with planned.open("clerk").change("Added Zhou") as change:
            change.add(Person(id="zhou", name="周明"))
        for session in sessions:
            session.wait_for("周明")
    finally:
        for session in sessions:
            session.close()
