"""Who could stand in a duty or an open slot: ranked beneath the grid, taken by Enter."""

from dutydesk.domain import Person, new_id
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.screens.candidates import CandidatePanel
from dutydesk_roster.swap import Volunteer
from tests.plugins.roster.panels import go, keys, message, opened, roster_on
from tests.plugins.roster.roster_desk import TODAY, away, copied, day, duties, make_template, put
from tests.terminal.pilot_help import lines, text, type_text, until


async def ranked(screen, pilot):
    panel = await opened(screen, pilot, "w", CandidatePanel)
    await until(pilot, lambda: panel.list.chosen is not None)
    return panel


async def test_those_who_could_stand_are_ranked_and_enter_assigns(desk):
    away(desk, "han", day(24))
    async with roster_on(desk, (120, 40)) as (screen, pilot):
        await go(screen, pilot, "li", day(24))
        panel = await ranked(screen, pilot)
        shown = text(pilot.app)
        assert "fits" in shown
        assert "cannot" in shown
        assert "韩冰 is away" in shown
        second = panel.list.table._rows[1].key
        await keys(pilot, "down", "enter")
        (duty,) = desk.table(Assignment).all()
        assert (duty.person, duty.pinned) == (second, True)
        assert screen.bench.panel is None
        assert " stands " in message(screen)
        assert screen.grid.has_focus


async def test_whoever_stands_there_gives_way(desk):
    put(desk, ("li", "gate", "night", TODAY))
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", TODAY)
        panel = await ranked(screen, pilot)
        chosen = panel.list.chosen.person
        await keys(pilot, "enter")
        assert duties(desk) == {(chosen, "gate", "night", TODAY)}
        assert chosen != "li"


async def test_what_it_costs_that_someone_stands_in_is_said(at):
    desk = at.reopened(rules='[[wish]]\nperson = "wu"\nwant = "off"\ndates = [2026-11-24]\n')
    async with roster_on(desk, (120, 40)) as (screen, pilot):
        await go(screen, pilot, "li", day(24))
        await ranked(screen, pilot)
        shown = text(pilot.app)
        assert "at a cost" in shown
        assert "吴刚 asked not to stand" in shown


async def test_the_counts_say_what_each_would_stand_with_the_duty(desk):
    put(desk, ("li", "gate", "night", day(3)), ("li", "gate", "night", day(10)))
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "wu", TODAY)
        await keys(pilot, "w")
        panel = screen.bench.panel
        await until(pilot, lambda: panel.list.chosen is not None)
        row = next(each for each in panel.list.table._rows if each.key == "li")
        assert row.cells[2].startswith("24/")
        assert panel.list.chosen.person != "li"


async def test_a_volunteer_who_fits_comes_first_and_is_named_so(desk):
    with desk.change("offer") as change:
        change.add(Volunteer(id=new_id(), person="zhu", first=TODAY, last=TODAY, note="gladly"))
        change.add(Volunteer(id=new_id(), person="wu", first=day(25), last=day(25)))
    async with roster_on(desk, (120, 40)) as (screen, pilot):
        panel = await ranked(screen, pilot)
        assert panel.list.chosen.person == "zhu"
        assert "volunteer" in text(pilot.app)
        assert "offered: gladly" in text(pilot.app)


async def test_typing_narrows_the_list_and_enter_takes_who_is_left(desk):
    async with roster_on(desk) as (screen, pilot):
        panel = await ranked(screen, pilot)
        await type_text(pilot, "wu")
        await until(pilot, lambda: [each.key for each in panel.list.table._rows] == ["wu"])
        await keys(pilot, "enter", "enter")
        assert [each[0] for each in duties(desk)] == ["wu"]


async def test_who_breaks_a_rule_is_put_there_only_after_a_question(desk):
    put(desk, ("li", "gate", "night", day(23)))
    async with roster_on(desk, (120, 40)) as (screen, pilot):
        await ranked(screen, pilot)
        await type_text(pilot, "li")
        await keys(pilot, "enter", "enter")
        assert "all the same?" in text(pilot.app)
        await keys(pilot, "n")
        assert len(duties(desk)) == 1
        await keys(pilot, "enter", "y")
        assert len([each for each in duties(desk) if each[0] == "li"]) == 2


async def test_a_place_that_changed_since_it_was_ranked_is_left_as_it_is(at):
    desk, other = at.open(), at.open("other")
    async with roster_on(desk) as (screen, pilot):
        panel = await ranked(screen, pilot)
        post, shift, on, _person = panel._slot
        put(other, ("sun", post, shift, on))
        panel._put(panel.list.chosen)
        assert "sun" in {each[0] for each in duties(desk)}
        assert len(duties(desk)) == 1
        assert "changed" in message(screen)


async def test_the_ranking_closes_without_a_choice(desk):
    async with roster_on(desk) as (screen, pilot):
        await ranked(screen, pilot)
        await keys(pilot, "escape")
        assert screen.bench.panel is None
        assert duties(desk) == set()


async def test_nobody_is_ranked_for_a_duty_that_is_not_asked_for(desk):
    put(desk, ("li", "yard", "day", day(10)))
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", day(10))
        await keys(pilot, "w")
        await until(pilot, lambda: "Nobody is asked for at Yard, Day" in message(screen))
        assert screen.bench.panel is None


async def test_hostile_names_are_shown_harmlessly(tmp_path):
    people = (
        Person(id="a", name="[/]"),
        Person(id="b", name="[red]\x1b]0;x\x07"),
        Person(id="c", name="\u202egnorw"),
        Person(id="title", name="很长的名字" * 20, qualifications=("panel",)),
    )
    template = make_template(tmp_path / "template", people)
    with copied(template, tmp_path / "desk") as made:
        desk = made.open()
        put(desk, ("a", "gate", "night", day(23)), ("a", "gate", "day", TODAY))
        async with roster_on(desk) as (screen, pilot):
            await go(screen, pilot, "a", TODAY)
            await ranked(screen, pilot)
            shown = text(pilot.app)
            assert "\x1b" not in shown
            assert "\u202e" not in shown
            assert all(len(line) <= 80 for line in lines(pilot.app))
