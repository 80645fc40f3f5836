"""Publishing and looking at what was published, by keyboard."""

from dataclasses import replace
from datetime import timedelta

import pytest

from dutydesk_roster.assignment import Assignment, PublishedAssignment
from dutydesk_roster.publishing import publish
from dutydesk_roster.screens.as_published import AsPublishedPanel
from dutydesk_roster.screens.publishing import PublishingPanel
from tests.plugins.planned_desk import fill
from tests.plugins.roster.panels import go, keys, message, opened, roster_on
from tests.plugins.roster.roster_desk import NOVEMBER, NOW, TODAY, day, duties, month_of, put
from tests.terminal.pilot_help import lines, text, until


def publish_november(desk):
    return publish(desk, NOVEMBER.first, NOVEMBER.last, "November")


def told(desk):
    return {(each.person, each.day) for each in desk.table(PublishedAssignment).all()}


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_p_shows_what_changes_for_whom_and_y_publishes(desk, size):
    put(desk, ("li", "gate", "day", day(25)), ("wu", "gate", "day", day(26)))
    async with roster_on(desk, size) as (screen, pilot):
        await go(screen, pilot, "li", day(20))
        panel = await opened(screen, pilot, "p", PublishingPanel)
        shown = text(pilot.app)
        assert "November 2026: 2 changes for 2 people" in shown
        missing = sum(each.missing for each in month_of(desk).open_slots)
        assert f"! {missing} open" in shown
        assert panel.people.current.key == "li"
        assert "李强, your duties in November 2026:" in shown
        assert "Wed 25 Nov: Main gate, Day" in shown
        assert all(len(line) <= size[0] for line in lines(pilot.app))
        assert told(desk) == set()
        await keys(pilot, "y")
        assert told(desk) == {("li", day(25)), ("wu", day(26))}
        assert message(screen) == "Published; the staff's calendars follow. u takes it back."
        assert screen.bench.panel is None
        assert screen.grid.has_focus
        await until(pilot, lambda: " published " in text(pilot.app))
        await keys(pilot, "p")
        assert message(screen) == "Nothing has changed since this month was published."
        await keys(pilot, "u")
        assert told(desk) == set()


async def test_the_message_follows_the_cursor_and_escape_publishes_nothing(desk):
    put(desk, ("li", "gate", "day", day(25)), ("wu", "gate", "day", day(26)))
    async with roster_on(desk) as (screen, pilot):
        panel = await opened(screen, pilot, "p", PublishingPanel)
        await keys(pilot, "home")
        first = text(pilot.app)
        await keys(pilot, "down")
        assert ("吴刚, your duties" in first) != ("吴刚, your duties" in text(pilot.app))
        await keys(pilot, "enter")
        assert screen.grid.cursor == (panel.people.current.key, panel._current.first_day.isoformat())
        await keys(pilot, "escape")
        assert screen.bench.panel is None
        assert told(desk) == set()


async def test_a_y_that_comes_with_its_p_publishes_too(desk):
    put(desk, ("li", "gate", "day", day(25)))
    async with roster_on(desk) as (screen, pilot):
        screen.action_panel("publish")
        screen.action_publish_now()
        await until(pilot, lambda: told(desk) == {("li", day(25))})
        assert duties(desk) == {("li", "gate", "day", day(25))}


async def test_a_message_is_copied_and_all_are_written(desk, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    put(desk, ("li", "gate", "day", day(25)), ("wu", "gate", "day", day(26)))
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", day(25))
        await opened(screen, pilot, "p", PublishingPanel)
        await keys(pilot, "c")
        assert pilot.app.clipboard.startswith("李强, your duties in November 2026:\n- Wed 25 Nov")
        assert message(screen) == "Copied: the message for 李强."
        await keys(pilot, "f")
        path = tmp_path / "messages-2026-11.txt"
        assert path.read_text(encoding="utf-8").count("your duties") == 2
        path.write_text("mine", encoding="utf-8")
        await keys(pilot, "f", "n")
        assert path.read_text(encoding="utf-8") == "mine"
        await keys(pilot, "f", "y")
        assert "your duties" in path.read_text(encoding="utf-8")
        assert told(desk) == set()


async def test_what_someone_else_changes_meanwhile_is_shown_before_it_is_published(at):
    desk, other = at.open(), at.open("other")
    put(desk, ("li", "gate", "day", day(25)))
    async with roster_on(desk) as (screen, pilot):
        panel = await opened(screen, pilot, "p", PublishingPanel)
        put(other, ("wu", "gate", "day", day(26)))
        panel.action_publish()
        assert "nothing was published" in message(screen)
        assert told(desk) == set()
        await until(pilot, lambda: "2 changes for 2 people" in text(pilot.app))


async def test_a_month_that_is_being_arranged_is_not_published_with_its_first_week(desk):
    put(desk, ("li", "gate", "day", day(30)), ("wu", "gate", "day", day(20, 12)))
    publish_november(desk)
    with desk.change("edit") as change:
        (duty,) = desk.table(Assignment).where(person="li")
        change.replace(replace(duty, shift="night"))
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", day(30))
        await keys(pilot, "z", "z")
        await until(pilot, lambda: len(screen.view.stretch.days) == 7)
        for _press in range(4):
            if screen.month != NOVEMBER:
                break
            await keys(pilot, "right_square_bracket")
        await until(pilot, lambda: screen.view.stretch == screen.stretch)
        assert [str(each) for each in screen.view.stretch.months] == ["2026-11", "2026-12"]
        await opened(screen, pilot, "p", PublishingPanel)
        assert "November 2026 and December 2026: 2 changes" in text(pilot.app)
        screen.stretch = screen.stretch.around(day(23), screen.stretch.scope)
        screen.reload()
        await until(pilot, lambda: "November 2026: 1 change for 1 person" in text(pilot.app))


async def test_the_publications_are_listed_and_enter_shows_the_grid_as_it_was(at):
    desk = at.open()
    (duty,) = put(desk, ("li", "gate", "day", TODAY))
    publish_november(desk)
    at.now += timedelta(hours=1)
    with desk.change("to wu") as change:
        change.replace(replace(duty, person="wu"))
    publish_november(desk)
    async with roster_on(desk, (120, 30)) as (screen, pilot):
        await go(screen, pilot, "li", TODAY)
        panel = await opened(screen, pilot, "a", AsPublishedPanel)
        await until(pilot, lambda: len(panel.times.rows) == 2)
        await keys(pilot, "down")
        await until(pilot, lambda: "Main gate, Day 07:00-15:00 is taken off" in text(pilot.app))
        assert "It changed for 1 other." in text(pilot.app)
        await keys(pilot, "enter")
        await until(pilot, lambda: screen.view.as_of == NOW)
        assert screen.bench.panel is None
        assert "As published on 2026-11-24 10:00" in text(pilot.app)
        assert screen.view.cell_at("li", TODAY.isoformat()).held
        await keys(pilot, "delete")
        assert "Esc goes back" in message(screen)
        assert {who for who, *_rest in duties(desk)} == {"wu"}
        await keys(pilot, "u")
        assert told(desk) == {("wu", TODAY)}
        await keys(pilot, "escape")
        await until(pilot, lambda: screen.view.as_of is None)
        assert screen.view.cell_at("wu", TODAY.isoformat()).held


async def test_any_date_and_time_can_be_asked_for(at):
    desk = at.open()
    put(desk, ("li", "gate", "day", TODAY))
    publish_november(desk)
    at.now += timedelta(days=2)
    async with roster_on(desk) as (screen, pilot):
        await opened(screen, pilot, "a", AsPublishedPanel)
        await keys(pilot, "d")
        await fill(pilot.app, pilot, day="2026-11-20", time="8")
        await keys(pilot, "enter")
        await until(pilot, lambda: screen.view.as_of is not None)
        assert screen.view.roster.assignments == ()
        assert "As published on 2026-11-20 08:00" in text(pilot.app)


async def test_a_month_never_published_says_so(desk):
    async with roster_on(desk) as (screen, pilot):
        await opened(screen, pilot, "a", AsPublishedPanel)
        await until(pilot, lambda: "Never published; p publishes it." in text(pilot.app))
