"""Why someone stands in a cell, or nobody does, and what if it were another."""

from dutydesk_roster.reasons import standing_at
from dutydesk_roster.screens.why import WhyPanel
from tests.plugins.roster import by_hand
from tests.plugins.roster.panels import go, keys, message, opened, roster_on, searched
from tests.plugins.roster.roster_desk import TODAY, away, day, duties, month_of, put
from tests.terminal.pilot_help import text, until


async def asked(screen, pilot):
    panel = await opened(screen, pilot, "i", WhyPanel)
    await until(pilot, lambda: panel._standing is not None)
    return panel


def test_who_put_someone_there_and_when_is_told_and_a_pin_is_no_answer(at):
    desk, other = at.open(), at.open("Zhao")
    (duty,) = put(other, ("li", "gate", "night", TODAY))
    by_hand.pin(desk, [duty])
    said = standing_at(desk, ("gate", "night", TODAY), "li").lines()
    assert said[0] == "Put there 11-24 10:00 by Zhao: duties"
    assert "Pinned: the generator leaves 李强 there." in said
    assert any("李强 fits" in line for line in said)


def test_what_speaks_against_whoever_stands_there_is_told(desk):
    put(desk, ("li", "gate", "night", day(23)), ("li", "gate", "day", TODAY))
    said = standing_at(desk, ("gate", "day", TODAY), "li").lines()
    assert any(line.startswith("Against it: 李强 ") and "rest 0 h" in line for line in said)


def test_a_wish_speaks_for_it(at):
    desk = at.reopened(rules='[[wish]]\nperson = "li"\nwant = "on"\ndates = [2026-11-24]\n')
    put(desk, ("li", "gate", "night", TODAY), ("wu", "gate", "night", day(25)))
    assert "They asked to stand that day." in standing_at(desk, ("gate", "night", TODAY), "li").lines()
    assert "They asked to stand that day." not in standing_at(desk, ("gate", "night", day(25)), "wu").lines()


def test_whoever_stands_there_is_not_among_the_others(desk):
    put(desk, ("li", "gate", "night", TODAY))
    standing = standing_at(desk, ("gate", "night", TODAY), "li")
    assert standing.holder.person == "li"
    assert "li" not in {each.person for each in standing.others.stand_ins}


async def test_what_if_another_is_searched_shown_and_made_so_by_one_key(generated):
    held = next(
        each for each in month_of(generated).assignments if (each.post, each.day) == ("room", day(25))
    )
    before = duties(generated)
    async with roster_on(generated, (120, 40)) as (screen, pilot):
        await go(screen, pilot, held.person, day(25))
        panel = await asked(screen, pilot)
        assert "Put there" in text(pilot.app)
        await until(pilot, lambda: panel.list.chosen is not None)
        other = panel.list.chosen.person
        await keys(pilot, "enter")
        await searched(pilot, lambda: panel.answer.display)
        assert "stands in" in text(pilot.app)
        assert duties(generated) == before
        await keys(pilot, "y")
        assert screen.bench.panel is None
        assert (other, "room", "day", day(25)) in duties(generated)
        assert (held.person, "room", "day", day(25)) not in duties(generated)
    (pinned,) = [each for each in month_of(generated).assignments if each.pinned]
    assert pinned.person == other
    assert "instead of" in generated.undo().why
    assert duties(generated) == before


async def test_what_cannot_be_is_told_in_plain_words_and_cannot_be_made_so(desk):
    put(desk, ("chen", "room", "day", TODAY))
    away(desk, "han", TODAY)
    async with roster_on(desk, (120, 40)) as (screen, pilot):
        await go(screen, pilot, "chen", TODAY)
        panel = await asked(screen, pilot)
        await until(pilot, lambda: panel.list.chosen is not None)
        panel.list.table.move_to("han")
        await keys(pilot, "enter")
        await searched(pilot, lambda: panel.answer.display)
        shown = text(pilot.app)
        assert "cannot stand" in shown
        assert "is away" in shown
        await keys(pilot, "y")
        assert "cannot be had" in message(screen)
        await keys(pilot, "escape")
        assert panel.list.display
        await keys(pilot, "escape")
        assert screen.bench.panel is None
    assert duties(desk) == {("chen", "room", "day", TODAY)}


async def test_escape_stops_asking(generated):
    held = next(each for each in month_of(generated).assignments if each.day == day(25))
    async with roster_on(generated, (120, 40)) as (screen, pilot):
        await go(screen, pilot, held.person, day(25))
        panel = await asked(screen, pilot)
        await until(pilot, lambda: panel.list.chosen is not None)
        await keys(pilot, "enter")
        assert "Esc stops" in text(pilot.app)
        await keys(pilot, "escape")
        assert panel._search is None
        assert screen.bench.panel is panel
        assert "what if another" in text(pilot.app)


async def test_an_open_slot_that_someone_could_fill_says_who(desk):
    async with roster_on(desk, (120, 40)) as (screen, pilot):
        await go(screen, pilot, "li", TODAY)
        await asked(screen, pilot)
        await until(pilot, lambda: "could stand there: " in text(pilot.app))


async def test_an_open_slot_that_nobody_can_fill_is_explained(desk):
    for key in ("zhao", "chen", "han"):
        away(desk, key, TODAY)
    put(desk, ("li", "gate", "day", TODAY), ("wu", "gate", "day", TODAY), ("sun", "gate", "night", TODAY))
    async with roster_on(desk, (120, 40)) as (screen, pilot):
        await go(screen, pilot, "zhu", TODAY)
        panel = await asked(screen, pilot)
        await searched(pilot, lambda: panel.answer.display)
        shown = text(pilot.app)
        assert "Fire panel" in shown
        assert "Any one of these would do:" in shown


async def test_where_nobody_is_missing_it_says_so(desk):
    put(
        desk,
        ("li", "gate", "day", TODAY),
        ("wu", "gate", "day", TODAY),
        ("sun", "gate", "night", TODAY),
        ("han", "room", "day", TODAY),
    )
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "zhu", TODAY)
        await keys(pilot, "i")
        await until(pilot, lambda: "nobody is missing" in message(screen))
        assert screen.bench.panel is None
