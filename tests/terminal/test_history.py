"""The history of the desk: what is listed, what an entry says, and taking back one's own."""

from dataclasses import replace

import pytest

from dutydesk.api import JournalEntry
from dutydesk.domain import Person
from dutydesk.tui.screens.history import HistoryScreen
from dutydesk.tui.screens.history_rows import own_since, undone_numbers
from tests.plugins import planned_desk
from tests.terminal.pilot_help import area, settle, text
from tests.terminal.real_desk import running


@pytest.fixture
def planned(tmp_path):
    yield from planned_desk.make(tmp_path / "desk")


def add(desk, key):
    with desk.change(f"Added {key}") as change:
        change.add(Person(id=key, name=key.title(), phone="1"))


def rename(desk, key, name):
    with desk.change(f"Renamed {key}") as change:
        change.replace(replace(desk.table(Person).get(key), name=name))


async def open_history(pilot):
    await pilot.press("ctrl+z")
    await settle(pilot)
    return area(pilot.app)


async def test_every_change_is_listed_with_who_and_what_it_did(planned):
    desk, other = planned.open("li"), planned.open("wang")
    add(desk, "zhou")
    rename(other, "zhou", "周明 [/]")
    add(desk, "sun")
    desk.undo()
    async with running(desk) as (app, pilot):
        screen = await open_history(pilot)
        assert isinstance(screen, HistoryScreen)
        listed = [row.cells[1:] for row in screen.entries.rows]
        assert listed == [
            ("li", "undo", "Added sun"),
            ("li", "undone", "Added sun"),
            ("wang", "", "Renamed zhou"),
            ("li", "", "Added zhou"),
        ]
        await pilot.press("down", "down")
        await settle(pilot)
        assert "name Zhou -> 周明 [/]" in text(app)
        await pilot.press("down")
        await settle(pilot)
        assert "+ added" in text(app)
        assert "phone 1" in text(app)
        await pilot.press("escape")
        await settle(pilot)
        assert app.current_mode == "today"
        assert "On duty now" in text(app)


async def test_undo_back_to_here_takes_back_ones_own_and_nobody_elses(planned):
    desk, other = planned.open("li"), planned.open("wang")
    for key in ("zhou", "sun", "feng"):
        add(desk, key)
    add(other, "wei")
    async with running(desk) as (app, pilot):
        await open_history(pilot)
        await pilot.press("down", "down", "b")
        await settle(pilot)
        assert "Take back 2 changes of yours?" in text(app)
        await pilot.press("y")
        await settle(pilot)
        assert area(app).message_bar.message == "Took back 2 changes."
        assert {person.id for person in desk.people()} == {"zhou", "wei"}
        assert [row.cells[2] for row in area(app).entries.rows] == [
            "undo",
            "undo",
            "",
            "undone",
            "undone",
            "",
        ]


async def test_it_stops_with_a_line_where_one_is_refused(planned):
    desk, other = planned.open("li"), planned.open("wang")
    add(desk, "zhou")
    add(desk, "sun")
    rename(other, "zhou", "周")
    async with running(desk) as (app, pilot):
        await open_history(pilot)
        await pilot.press("end", "b", "y")
        await settle(pilot)
        message = area(app).message_bar
        assert message.kind == "error"
        assert message.message.startswith("Took back 1 of 2, then stopped: ")
        assert "wang" in message.message
        assert {person.id for person in desk.people()} == {"zhou"}


async def test_nothing_of_ones_own_is_a_line(planned):
    desk, other = planned.open("li"), planned.open("wang")
    add(other, "wei")
    async with running(desk) as (app, pilot):
        await open_history(pilot)
        await pilot.press("b")
        await settle(pilot)
        assert area(app).message_bar.message == "Nothing of yours stands from there on."


async def test_older_entries_are_read_on_demand(planned, monkeypatch):
    monkeypatch.setattr("dutydesk.tui.screens.history.PAGE", 3)
    desk = planned.open("li")
    for number in range(5):
        add(desk, f"p{number}")
    async with running(desk) as (app, pilot):
        screen = await open_history(pilot)
        assert len(screen.entries.rows) == 3
        await pilot.press("o")
        await settle(pilot)
        assert len(screen.entries.rows) == 5
        await pilot.press("o")
        await settle(pilot)
        assert "everything since the desk was made" in area(app).message_bar.message


def test_the_whole_journal_is_read_piece_by_piece(planned):
    desk = planned.open("li")
    for key in ("zhou", "sun", "feng"):
        add(desk, key)
    newest = desk.journal(2)
    assert [entry.why for entry in newest] == ["Added feng", "Added sun"]
    assert newest[0].rows == ()
    assert [entry.why for entry in desk.journal(2, before=newest[-1].number)] == ["Added zhou"]
    assert desk.journal_entry(newest[0].number).rows[0].after["name"] == "Feng"
    assert desk.journal_entry(999) is None


def entries(*parts):
    return tuple(
        JournalEntry(number, None, who, "", kind, (), reverts)
        for number, who, kind, reverts in reversed(parts)
    )


def test_what_was_undone_and_redone_stands():
    journal = entries((1, "li", "change", None), (2, "li", "undo", 1), (3, "li", "redo", 2))
    assert undone_numbers(journal) == {2}
    assert undone_numbers(journal[1:]) == {1}


def test_own_since_is_what_undo_takes_in_that_order(planned):
    desk = planned.open("li")
    for key in ("zhou", "sun", "feng"):
        add(desk, key)
    desk.undo()
    desk.undo()
    desk.redo()
    first = desk.journal()[-1].number
    own = own_since(desk.journal(), first, "li")
    undone = [desk.undo().number for _each in own]
    assert undone == [entry.number for entry in own]
    assert desk.people() == ()
