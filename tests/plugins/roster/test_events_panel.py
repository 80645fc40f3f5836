"""Events and printing in the terminal, by keyboard."""

from datetime import timedelta

import pytest

from dutydesk.domain import new_id
from dutydesk_roster.cover_event import CoverEvent
from dutydesk_roster.event_cover import event_times, keep_event
from dutydesk_roster.screens.candidates import CandidatePanel
from dutydesk_roster.screens.events import EventsPanel
from tests.plugins.planned_desk import fill
from tests.plugins.roster.panels import go, keys, message, opened, roster_on
from tests.plugins.roster.roster_desk import TODAY, day, duties, put
from tests.terminal.pilot_help import lines, text, until

MEET = TODAY + timedelta(days=2)


def sports_meet(desk, on=MEET, title="Sports meet", heads=("gate:2", "yard:1")):
    starts, ends = event_times(on, "08:00", "17:00")
    return keep_event(desk, CoverEvent(id=new_id(), title=title, starts=starts, ends=ends, heads=heads))


def events(desk):
    return desk.table(CoverEvent).all()


async def test_an_event_is_entered_and_shows_as_a_line_of_its_own(desk):
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", MEET)
        await opened(screen, pilot, "plus", EventsPanel)
        await until(pilot, lambda: "No events yet: a enters one" in text(pilot.app))
        await keys(pilot, "a")
        values = {
            "title": "Sports meet [/]",
            "start": "8",
            "end": "17",
            "post:gate": "2 panel",
            "post:yard": "1",
        }
        await fill(pilot.app, pilot, **values)
        await keys(pilot, "enter")
        (event,) = events(desk)
        assert (event.day, event.heads) == (MEET, ("gate:2:panel", "yard:1"))
        assert message(screen) == "Sports meet [/] is entered."
        await until(pilot, lambda: "0/3!" in text(pilot.app))
        assert "Main gate 0/2" in text(pilot.app)
        await keys(pilot, "escape")
        assert any("Sports" in line and "0/3!" in line for line in lines(pilot.app))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"post:gate": "two"}, "Type how many stand there"),
        ({"post:gate": "2 flying"}, "flying is no qualification; there are panel."),
        ({"post:gate": "99"}, "At most 50."),
        ({}, "an event asks for at least one head at a post"),
    ],
)
async def test_what_cannot_be_is_said_beneath_its_field_and_nothing_is_lost(desk, typed, expected):
    async with roster_on(desk, (100, 40)) as (screen, pilot):
        await opened(screen, pilot, "plus", EventsPanel)
        await keys(pilot, "a")
        await fill(pilot.app, pilot, title="Meet", start="8", end="9", **typed)
        await keys(pilot, "enter")
        assert expected in text(pilot.app)
        assert screen.form.values["title"] == "Meet"
        assert events(desk) == ()


async def test_an_event_is_changed_and_called_off_after_asking(desk):
    event = sports_meet(desk)
    put(desk, ("li", "gate", event.shift, MEET))
    async with roster_on(desk, (100, 40)) as (screen, pilot):
        panel = await opened(screen, pilot, "plus", EventsPanel)
        await until(pilot, lambda: panel.list.current is not None)
        await keys(pilot, "e")
        await fill(pilot.app, pilot, day=(MEET + timedelta(days=1)).isoformat())
        await keys(pilot, "enter")
        assert events(desk)[0].day == MEET + timedelta(days=1)
        assert {each[3] for each in duties(desk)} == {MEET + timedelta(days=1)}
        await until(pilot, lambda: "1/3!" in text(pilot.app))
        await keys(pilot, "delete")
        assert "Call off Sports meet? 1 person is free again." in text(pilot.app)
        await keys(pilot, "n")
        assert len(duties(desk)) == 1
        await keys(pilot, "delete", "y")
        assert (events(desk), duties(desk)) == ((), set())
        await keys(pilot, "u")
        assert len(events(desk)) == 1


async def test_last_years_event_is_copied_to_the_same_weekday(desk):
    event = sports_meet(desk, on=day(26).replace(year=2025))
    async with roster_on(desk) as (screen, pilot):
        panel = await opened(screen, pilot, "plus", EventsPanel)
        await until(pilot, lambda: panel.list.current is not None)
        await keys(pilot, "c", "enter")
        (copy,) = [each for each in events(desk) if each.id != event.id]
        assert (copy.title, copy.heads, copy.starts.time()) == (event.title, event.heads, event.starts.time())
        assert copy.day == event.day + timedelta(days=364)


async def test_someone_is_put_there_or_ranked_for_it_and_enter_goes_to_its_day(desk):
    event = sports_meet(desk)
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", TODAY)
        panel = await opened(screen, pilot, "plus", EventsPanel)
        await until(pilot, lambda: panel.list.current is not None)
        await keys(pilot, "p")
        assert duties(desk) == {("li", "gate", event.shift, MEET)}
        await until(pilot, lambda: "1/3!" in text(pilot.app))
        await keys(pilot, "p")
        assert message(screen) == "李强 covers Sports meet already."
        await keys(pilot, "w")
        await until(pilot, lambda: isinstance(screen.bench.panel, CandidatePanel))
        await until(pilot, lambda: "Main gate, Sports meet" in text(pilot.app))
        await keys(pilot, "escape")
        await go(screen, pilot, "li", TODAY)
        panel = await opened(screen, pilot, "plus", EventsPanel)
        await until(pilot, lambda: panel.list.current is not None)
        await keys(pilot, "enter")
        assert screen.grid.cursor[1] == MEET.isoformat()
        assert "+MG" in text(pilot.app)


async def test_many_events_share_the_last_line(desk):
    for number in (24, 25, 26, 27):
        sports_meet(desk, on=day(number), title=f"Meet {number}", heads=("gate:1",))
    async with roster_on(desk, (160, 50)) as (_screen, pilot):
        shown = [line.split()[:2] for line in lines(pilot.app)]
        assert [words for words in shown if words and words[0] in {"Meet", "Other"}] == [
            ["Meet", "24"],
            ["Meet", "25"],
            ["Other", "events"],
        ]


async def test_the_month_is_printed_into_a_file_of_the_current_folder(desk, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    put(desk, ("li", "gate", "day", TODAY))
    async with roster_on(desk) as (screen, pilot):
        await keys(pilot, "P")
        await fill(pilot.app, pilot, format=".csv")
        await keys(pilot, "enter")
        path = tmp_path / "roster-2026-11.csv"
        await until(pilot, lambda: message(screen) == f"Printed: {path.name} in {tmp_path}")
        assert "李强" in path.read_text(encoding="utf-8-sig")
        path.write_text("mine", encoding="utf-8")
        await keys(pilot, "P")
        await fill(pilot.app, pilot, format=".csv")
        await keys(pilot, "enter")
        assert "is there already; replace it?" in text(pilot.app)
        await keys(pilot, "n")
        assert path.read_text(encoding="utf-8") == "mine"
        assert screen.form is not None
        await keys(pilot, "enter", "y")
        await until(pilot, lambda: "李强" in path.read_text(encoding="utf-8-sig"))
        assert screen.form is None


async def test_printing_into_a_folder_that_is_not_there_is_refused(desk, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    put(desk, ("li", "gate", "day", TODAY))
    async with roster_on(desk) as (screen, pilot):
        await keys(pilot, "P")
        await fill(pilot.app, pilot, file="nowhere/roster.csv")
        assert "There is no folder" in text(pilot.app)
        await keys(pilot, "enter")
        assert screen.form is not None
