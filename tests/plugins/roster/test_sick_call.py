"""A sick call, from the phone to the staff's calendars."""

from datetime import UTC, datetime, timedelta

import pytest
from rich.cells import cell_len

from dutydesk.domain import Absence, new_id
from dutydesk.tui.widgets import ConfirmBar
from dutydesk_roster.assignment import PublishedAssignment
from dutydesk_roster.publishing import publish
from dutydesk_roster.screens.sick_call import SickCallPanel
from dutydesk_roster.sick_call import look_into
from dutydesk_roster.swap import Volunteer
from tests.plugins.roster.panels import feed, go, keys, message, opened, roster_on, searched
from tests.plugins.roster.roster_desk import NOVEMBER, TODAY, away, day, duties, put
from tests.terminal.pilot_help import settle, text, until


def publish_all(desk):
    publish(desk, NOVEMBER.first, NOVEMBER.last, "all")


def person(desk, key):
    return next(each for each in desk.people() if each.id == key)


def uids(desk, name):
    return feed(desk, name).count("BEGIN:VEVENT")


async def click(pilot, bar, words):
    line = bar.line_text
    await pilot.click(bar, offset=(cell_len(line[: line.index(words)]) + 1, 0))
    await settle(pilot)


async def ranked(panel, pilot):
    await until(pilot, lambda: panel.list.chosen is not None)


async def test_five_keys_from_the_call_to_the_changed_feeds(desk):
    put(desk, ("li", "gate", "night", TODAY), ("zhu", "gate", "day", day(25)))
    publish_all(desk)
    put(desk, ("sun", "gate", "day", day(26)))
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", TODAY)
        panel = await opened(screen, pilot, "s", SickCallPanel)
        await until(pilot, lambda: "1 duty to cover" in text(pilot.app))
        await keys(pilot, "enter")
        await ranked(panel, pilot)
        stand_in = panel.list.chosen.person
        await keys(pilot, "enter")
        await keys(pilot, "p")
        assert "Publish 1 duty, for " in text(pilot.app)
        await keys(pilot, "y")
        assert screen.bench.panel is None
        assert "calendars of" in message(screen)
    assert [(each.person, each.first, each.last, each.kind) for each in desk.table(Absence).all()] == [
        ("li", TODAY, TODAY, "sick")
    ]
    assert (stand_in, "gate", "night", TODAY) in duties(desk)
    assert uids(desk, "person/li") == 0
    assert uids(desk, f"person/{stand_in}") == 1
    assert uids(desk, "person/sun") == (1 if stand_in == "sun" else 0)
    assert uids(desk, "person/zhu") == (2 if stand_in == "zhu" else 1)


async def test_the_mouse_alone_goes_from_the_call_to_what_staff_see(desk):
    put(desk, ("li", "gate", "night", TODAY))
    publish_all(desk)
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", TODAY)
        panel = await opened(screen, pilot, "s", SickCallPanel)
        await until(pilot, lambda: "1 duty to cover" in text(pilot.app))
        await click(pilot, panel.title_line, "Enter keeps")
        await ranked(panel, pilot)
        stand_in = panel.list.chosen.person
        await pilot.double_click(panel.list.table, offset=(2, 1))
        await until(pilot, lambda: "p publishes 1" in panel.title_line.line_text)
        await click(pilot, panel.title_line, "p publishes")
        await click(pilot, screen.query_one(ConfirmBar), "y Yes")
        assert "calendars of" in message(screen)
    assert (stand_in, "gate", "night", TODAY) in duties(desk)
    assert uids(desk, f"person/{stand_in}") == 1


async def test_each_act_is_one_step_to_undo(desk):
    put(desk, ("li", "gate", "night", TODAY))
    publish_all(desk)
    before = duties(desk)
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", TODAY)
        panel = await opened(screen, pilot, "s", SickCallPanel)
        await ranked(panel, pilot)
        await keys(pilot, "enter")
        await ranked(panel, pilot)
        await keys(pilot, "enter", "p", "y")
    published = desk.table(PublishedAssignment).all()
    assert desk.undo().why.startswith("Publish 1 duty of")
    assert desk.table(PublishedAssignment).all() != published
    assert "stands Main gate, Night" in desk.undo().why
    assert duties(desk) == before
    assert "is away on" in desk.undo().why
    assert desk.table(Absence).all() == ()


async def test_several_days_and_the_best_for_every_duty(desk):
    put(
        desk, ("li", "gate", "night", TODAY), ("li", "gate", "night", day(26)), ("li", "gate", "day", day(28))
    )
    async with roster_on(desk, (120, 40)) as (screen, pilot):
        await go(screen, pilot, "li", TODAY)
        panel = await opened(screen, pilot, "s", SickCallPanel)
        await keys(pilot, "tab", "plus", "2")
        await until(pilot, lambda: "2 duties to cover" in text(pilot.app))
        await keys(pilot, "enter")
        await ranked(panel, pilot)
        await keys(pilot, "a")
        assert {each for each in duties(desk) if each[0] == "li"} == {("li", "gate", "day", day(28))}
        assert len(duties(desk)) == 3
        await until(pilot, lambda: "every duty is covered" in text(pilot.app))
        await keys(pilot, "u")
        await until(pilot, lambda: len({each for each in duties(desk) if each[0] == "li"}) == 3)
        await ranked(panel, pilot)


async def test_what_is_wrong_with_the_days_is_said_and_nothing_is_kept(desk):
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", TODAY)
        await opened(screen, pilot, "s", SickCallPanel)
        await keys(pilot, "ctrl+u", "x", "enter")
        assert "Type days such as 2026-11-24" in message(screen)
        assert desk.table(Absence).all() == ()


async def test_a_repair_of_the_rest_keeps_the_absence_that_is_kept(desk):
    put(desk, ("chen", "room", "day", day(25)), ("zhao", "gate", "day", day(25)))
    away(desk, "han", day(25))
    async with roster_on(desk, (120, 40)) as (screen, pilot):
        await go(screen, pilot, "chen", day(25))
        panel = await opened(screen, pilot, "s", SickCallPanel)
        await ranked(panel, pilot)
        await keys(pilot, "enter")
        await until(pilot, lambda: "nobody fits" in text(pilot.app))
        await keys(pilot, "r")
        await searched(pilot, lambda: panel.proposal.display)
        await keys(pilot, "enter")
        assert ("zhao", "room", "day", day(25)) in duties(desk)
        assert len([each for each in desk.table(Absence).all() if each.person == "chen"]) == 1
        await keys(pilot, "p", "y")
    assert {each.person for each in desk.table(PublishedAssignment).all() if each.post == "room"} == {"zhao"}


async def test_escape_leaves_the_call_without_a_trace(desk):
    put(desk, ("li", "gate", "night", TODAY))
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", TODAY)
        await opened(screen, pilot, "s", SickCallPanel)
        await keys(pilot, "escape")
        assert screen.bench.panel is None
        assert screen.grid.has_focus
    assert desk.table(Absence).all() == ()


async def test_who_cannot_stand_in_is_listed_with_the_reason_and_only_taken_after_a_question(desk):
    put(desk, ("li", "gate", "night", TODAY))
    for key in ("chen", "han", "sun", "wang", "wu", "zhu", "zhao"):
        away(desk, key, TODAY, day(25))
    async with roster_on(desk, (120, 40)) as (screen, pilot):
        await go(screen, pilot, "li", TODAY)
        panel = await opened(screen, pilot, "s", SickCallPanel)
        await ranked(panel, pilot)
        await keys(pilot, "enter")
        await ranked(panel, pilot)
        assert "! cannot" in text(pilot.app)
        assert " is away" in panel.list.chosen.candidate.reason
        await keys(pilot, "enter")
        assert "Put them there all the same?" in text(pilot.app)
        await keys(pilot, "n")
        assert duties(desk) == {("li", "gate", "night", TODAY)}


async def test_a_place_that_someone_else_filled_meanwhile_is_not_overwritten(at):
    desk, other = at.open(), at.open("other")
    (duty,) = put(desk, ("li", "gate", "night", TODAY))
    call = look_into(desk, person(desk, "li"), TODAY, TODAY)
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", TODAY)
        panel = await opened(screen, pilot, "s", SickCallPanel)
        await ranked(panel, pilot)
        with other.change("other") as change:
            change.remove(duty)
        await keys(pilot, "enter")
        await until(pilot, lambda: "every duty is covered" in text(pilot.app))
    assert duties(desk) == set()
    assert call.duties[0].assignment.id == duty.id


def test_the_night_that_began_yesterday_is_offered_and_what_is_over_is_not(at):
    at.now = datetime(2026, 11, 23, 22, 30, tzinfo=UTC)
    desk = at.open()
    put(desk, ("li", "gate", "night", day(23)), ("li", "gate", "day", day(25)))
    call = look_into(desk, person(desk, "li"), TODAY, TODAY)
    assert [(each.assignment.day, each.running) for each in call.duties] == [(day(23), True)]
    at.now += timedelta(hours=1)
    later = look_into(desk, person(desk, "li"), TODAY, TODAY)
    assert (later.duties, later.over) == ((), 1)


def test_a_duty_that_has_begun_is_offered_as_such(at):
    desk = at.open()
    put(desk, ("li", "gate", "day", TODAY))
    (duty,) = look_into(desk, person(desk, "li"), TODAY, TODAY).duties
    assert duty.running
    assert duty.best is not None


def test_whoever_offered_to_be_called_comes_first(desk):
    put(desk, ("li", "gate", "night", TODAY))
    first = look_into(desk, person(desk, "li"), TODAY, TODAY).duties[0].ranking.stand_ins
    willing = [each.person for each in first if each.fits][-1]
    with desk.change("offer") as change:
        change.add(Volunteer(id=new_id(), person=willing, first=day(23), last=day(25), note="any time"))
    (duty,) = look_into(desk, person(desk, "li"), TODAY, TODAY).duties
    assert (duty.best.person, duty.best.offer) == (willing, "any time")


def test_two_duties_of_one_day_are_not_both_given_to_one_who_can_stand_but_one(desk):
    put(desk, ("li", "gate", "day", day(25)), ("li", "gate", "night", day(25)))
    ranked_duties = look_into(desk, person(desk, "li"), day(25), day(25)).duties
    assert len({each.best.person for each in ranked_duties}) == 2


@pytest.mark.parametrize("kept", [False, True])
def test_an_absence_that_is_kept_already_is_not_kept_twice(desk, kept):
    put(desk, ("li", "gate", "night", day(25)))
    if kept:
        away(desk, "li", TODAY, day(28))
    call = look_into(desk, person(desk, "li"), day(25), day(26))
    call.keep_absence(desk)
    assert len(desk.table(Absence).all()) == 1
    assert [each.assignment.day for each in call.duties] == [day(25)]
