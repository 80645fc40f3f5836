"""A search in the background, and what it proposes: nothing is kept before it is accepted."""

from dataclasses import replace

import pytest

from dutydesk.api import StaleChange
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.engine import Placed
from dutydesk_roster.proposal import Proposal
from dutydesk_roster.screens.candidates import CandidatePanel
from dutydesk_roster.screens.proposal import ProposalPanel
from tests.plugins.roster.panels import keys, message, opened, roster_on, searched
from tests.plugins.roster.roster_desk import NOVEMBER, TODAY, day, duties, month_of, put
from tests.terminal.pilot_help import settle, text, until

NOBODY = "".join(
    f'[[demand]]\npost = "{post}"\nshift = "{shift}"\nweekday = 0\n'
    for post, shift in (("gate", "day"), ("room", "evening"), ("yard", "night"))
)


async def proposed(screen, pilot):
    """Search, and wait for the panel with what was found."""
    await keys(pilot, "g")
    await searched(pilot, lambda: isinstance(screen.bench.panel, ProposalPanel))
    panel = screen.bench.panel
    await until(pilot, lambda: panel.chosen)
    await settle(pilot)
    return panel


def swapped(desk, *wanted):
    """Return a proposal that has just these duties stand."""
    return Proposal(NOVEMBER, month_of(desk), [Placed(*each) for each in wanted])


async def test_nothing_is_kept_before_it_is_accepted_and_one_undo_takes_it_back(desk):
    put(desk, ("li", "gate", "night", day(10)), pinned=True)
    async with roster_on(desk, (120, 40)) as (screen, pilot):
        await proposed(screen, pilot)
        assert duties(desk) == {("li", "gate", "night", day(10))}
        shown = text(pilot.app)
        assert "-> 0 " in shown.partition(" open ")[2]
        assert "fairness " in shown
        assert "Main gate, Day: open -> " in shown
        await keys(pilot, "enter")
        assert "every slot is filled" in message(screen)
        assert month_of(desk).open_slots == ()
        assert ("li", "gate", "night", day(10)) in duties(desk)
        assert screen.bench.panel is None
        assert not screen.generation.runs
        await keys(pilot, "u")
        assert duties(desk) == {("li", "gate", "night", day(10))}


async def test_one_works_on_while_it_searches_and_the_title_tells_how_it_stands(at):
    desk = at.reopened(rules="search_seconds = 600\n")
    async with roster_on(desk) as (screen, pilot):
        await keys(pilot, "g")
        await searched(pilot, lambda: "cost" in screen.generation.line)
        await keys(pilot, "right")
        assert screen.grid.cursor[1] == day(25).isoformat()
        await keys(pilot, "escape")
        await searched(pilot, lambda: isinstance(screen.bench.panel, ProposalPanel))
        await until(pilot, lambda: screen.bench.panel.chosen)
        assert duties(desk) == set()


async def test_a_proposal_takes_the_focus_from_nobody(desk):
    async with roster_on(desk) as (screen, pilot):
        await keys(pilot, "g")
        panel = await opened(screen, pilot, "w", CandidatePanel)
        await searched(pilot, lambda: "proposal is ready: g shows it" in message(screen))
        assert screen.bench.panel is panel
        assert "proposal ready" in text(pilot.app)
        await keys(pilot, "escape", "g")
        await until(pilot, lambda: isinstance(screen.bench.panel, ProposalPanel))
        await keys(pilot, "escape")
        assert screen.bench.panel is None
        assert screen.generation.is_ready
        await keys(pilot, "g")
        await until(pilot, lambda: isinstance(screen.bench.panel, ProposalPanel))
        await keys(pilot, "x", "y")
        assert not screen.generation.runs
        assert duties(desk) == set()


async def test_a_day_and_a_person_can_be_left_out_and_what_that_breaks_is_asked_about(generated):
    with generated.change("out") as change:
        for each in generated.table(Assignment).all():
            if each.day in {day(25), day(26)}:
                change.remove(each)
    stood = duties(generated)
    async with roster_on(generated, (120, 40)) as (screen, pilot):
        panel = await proposed(screen, pilot)
        whole = panel.chosen
        await keys(pilot, "home", "space")
        first_day = min(each.day for each in panel._merged.changes)
        left = {each.key for each in panel._merged.changes if each.day == first_day}
        assert panel.chosen == whole - left
        assert f"[ ]  {first_day:%a %Y-%m-%d}" in text(pilot.app)
        await keys(pilot, "space", "n")
        assert panel.chosen == frozenset()
        await keys(pilot, "enter")
        assert "Nothing is chosen" in message(screen)
        assert duties(generated) == stood
        await keys(pilot, "a", "tab")
        assert panel.chosen == whole
        assert " h, nights " in text(pilot.app)
        first = panel.list.current.key.removeprefix("person:")
        await keys(pilot, "space")
        theirs = {each.key for each in panel._merged.changes if first in each.people}
        assert panel.chosen == whole - theirs
        await until(pilot, lambda: panel._judged == panel.chosen)
        await keys(pilot, "enter")
        if panel._judgement is not None and not panel._judgement.is_sound:
            await keys(pilot, "y")
        added = duties(generated) - stood
        assert len(added) == len(whole - theirs)
        assert not any(each[0] == first for each in added)


def test_a_partial_choice_is_judged_and_names_what_it_breaks(desk):
    put(desk, ("li", "gate", "day", day(10)), ("chen", "gate", "night", day(9)))
    merged = swapped(desk, ("chen", "gate", "day", day(10)), ("li", "gate", "night", day(9))).merged(desk)
    assert len(merged.changes) == 2
    whole = frozenset(each.key for each in merged.changes)
    assert merged.judge(whole).newly_broken == () or merged.judge(whole).newly_broken
    half = frozenset(each.key for each in merged.changes if each.day == day(10))
    judgement = merged.judge(half)
    assert [each.rule for each in judgement.newly_broken] == ["rest"]
    assert not judgement.is_sound


def test_a_choice_that_only_takes_out_leaves_a_slot_open(desk):
    put(desk, ("li", "gate", "day", day(10)))
    merged = swapped(desk).merged(desk)
    judgement = merged.judge({each.key for each in merged.changes})
    assert judgement.newly_open == (("gate", "day", day(10)),)
    assert judgement.after.open == judgement.before.open + 1


def test_what_someone_changed_meanwhile_is_left_out_and_the_rest_still_applies(at):
    desk, other = at.open(), at.open("other")
    first, _second = put(desk, ("li", "gate", "day", day(10)), ("wu", "gate", "night", day(12)))
    proposal = swapped(desk, ("sun", "gate", "day", day(10)), ("zhu", "gate", "night", day(12)))
    with other.change("Wang instead") as change:
        change.replace(Assignment(**{**_fields(first), "person": "wang"}))
    merged = proposal.merged(desk)
    (collision,) = merged.collisions
    assert "by other: Wang instead" in collision.why
    assert [each.day for each in merged.changes] == [day(12)]
    merged.accept(desk, {each.key for each in merged.changes})
    assert duties(desk) == {("wang", "gate", "day", day(10)), ("zhu", "gate", "night", day(12))}
    assert "1 of 2 changes" in desk.undo().why


def test_a_place_filled_meanwhile_is_not_filled_twice(at):
    desk, other = at.open(), at.open("other")
    proposal = swapped(desk, ("sun", "gate", "night", day(10)))
    put(other, ("wu", "gate", "night", day(10)))
    merged = proposal.merged(desk)
    assert merged.changes == ()
    assert [each.why for each in merged.collisions] == ["the place was filled meanwhile"]


def test_whoever_was_given_another_duty_that_day_is_left_out(at):
    desk, other = at.open(), at.open("other")
    proposal = swapped(desk, ("sun", "gate", "night", day(10)))
    put(other, ("sun", "gate", "day", day(10)))
    merged = proposal.merged(desk)
    assert [each.change.place for each in merged.collisions] == [("gate", "night", day(10))]
    assert "by other" in merged.collisions[0].why


def test_a_month_that_changes_between_look_and_enter_is_left_as_it_is(at):
    desk, other = at.open(), at.open("other")
    merged = swapped(desk, ("sun", "gate", "night", day(10))).merged(desk)
    put(other, ("wu", "gate", "day", day(11)))
    before = duties(desk)
    with pytest.raises(StaleChange):
        merged.accept(desk, {each.key for each in merged.changes})
    assert duties(desk) == before


async def test_a_change_by_someone_else_during_the_search_is_not_lost(at):
    desk, other = at.open(), at.open("other")
    async with roster_on(desk, (120, 40)) as (screen, pilot):
        await proposed(screen, pilot)
        put(other, ("li", "gate", "night", TODAY))
        panel = screen.bench.panel
        await until(pilot, lambda: panel._merged.collisions)
        await settle(pilot)
        await keys(pilot, "enter")
        if "all the same" in text(pilot.app):
            await keys(pilot, "y")
        await until(pilot, lambda: screen.bench.panel is None)
        assert ("li", "gate", "night", TODAY) in duties(desk)
        assert len([each for each in duties(desk) if each[1:] == ("gate", "night", TODAY)]) == 1
        assert len(duties(desk)) > 60


async def test_a_search_that_finds_nothing_better_says_so(generated):
    with generated.change("nothing may move") as change:
        for each in generated.table(Assignment).all():
            change.replace(replace(each, pinned=True))
    stood = duties(generated)
    async with roster_on(generated) as (screen, pilot):
        await keys(pilot, "g")
        await searched(pilot, lambda: "nothing would change" in message(screen))
        assert screen.bench.panel is None
        assert duties(generated) == stood


async def test_what_keeps_a_search_from_beginning_is_said(at):
    desk = at.reopened(demand=NOBODY)
    async with roster_on(desk) as (screen, pilot):
        await keys(pilot, "g")
        await searched(pilot, lambda: "asks for nobody in 2026-11" in message(screen))
        assert not screen.generation.runs


def _fields(assignment):
    return {name: getattr(assignment, name) for name in Assignment.__dataclass_fields__}
