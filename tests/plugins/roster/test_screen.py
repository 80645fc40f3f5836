"""The roster's screen on a real desk: all of the month's work by keyboard."""

import asyncio
import time

import pytest

from dutydesk_roster.assignment import Assignment
from dutydesk_roster.month import Month
from tests.plugins.roster.panels import go, keys, roster_on
from tests.plugins.roster.roster_desk import (
    NOVEMBER,
    TODAY,
    away,
    copied,
    day,
    duties,
    make_template,
    put,
)
from tests.terminal.pilot_help import lines, settle, text, type_text, until


async def held(pilot, desk, expected):
    await until(pilot, lambda: duties(desk) == expected)
    await settle(pilot)


def cell_line(screen):
    return screen.cell_line.line_text


def message(screen):
    return screen.message_bar.message


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_the_month_is_shown_with_names_codes_and_what_is_missing(desk, size):
    put(desk, ("li", "gate", "day", TODAY), ("wu", "gate", "night", TODAY))
    async with roster_on(desk, size) as (screen, pilot):
        shown = text(pilot.app)
        assert "2026-11" in shown
        for name in ("赵建国", "李强", "吴刚"):
            assert name in shown
        assert "DMG" in shown
        assert "NMG" in shown
        assert "1/3!" in shown
        assert screen.grid.cursor[1] == TODAY.isoformat()
        assert all(len(line) <= size[0] for line in lines(pilot.app))
        assert "2 changes unpublished" in shown


async def test_a_whole_code_sets_a_pinned_duty_at_once(desk):
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", day(10))
        await type_text(pilot, "dmg")
        await held(pilot, desk, {("li", "gate", "day", day(10))})
        await until(pilot, lambda: "pinned" in cell_line(screen))
        assert "Main gate, Day 07:00-15:00, draft, pinned" in cell_line(screen)


async def test_a_shift_alone_is_taken_after_a_pause(desk):
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", day(10))
        started = time.monotonic()
        await type_text(pilot, "d")
        assert duties(desk) == set()
        await held(pilot, desk, {("li", "gate", "day", day(10))})
        assert time.monotonic() - started > 0.7


async def test_enter_takes_what_is_typed_at_once(desk):
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", day(10))
        await type_text(pilot, "d")
        await pilot.press("enter")
        await held(pilot, desk, {("li", "gate", "day", day(10))})
        assert screen.bench.panel is None


async def test_escape_drops_what_is_typed(desk):
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", day(10))
        await type_text(pilot, "d")
        await pilot.press("escape")
        await pilot.pause(1.0)
        assert duties(desk) == set()


async def test_moving_on_takes_what_is_typed_where_it_was_typed(desk):
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", day(10))
        await type_text(pilot, "d")
        await pilot.press("right")
        await held(pilot, desk, {("li", "gate", "day", day(10))})
        assert screen.grid.cursor == ("li", day(11).isoformat())


async def test_a_backspace_takes_back_one_letter(desk):
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", day(10))
        await type_text(pilot, "dm")
        await pilot.press("backspace", "backspace")
        await pilot.pause(1.0)
        assert duties(desk) == set()


async def test_an_unknown_code_and_one_not_asked_for_are_told(desk):
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", day(10))
        await type_text(pilot, "dx")
        await settle(pilot)
        assert message(screen) == "dx is no shift and no post"
        await type_text(pilot, "e")
        await until(pilot, lambda: "Evening is not asked for on 11-10" in message(screen))
        assert duties(desk) == set()


async def test_undo_and_redo_of_a_typed_duty(desk):
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", day(10))
        await type_text(pilot, "dmg")
        await held(pilot, desk, {("li", "gate", "day", day(10))})
        await keys(pilot, "u")
        assert duties(desk) == set()
        assert "Undone: 李强, 11-10: Main gate, Day" in message(screen)
        await keys(pilot, "ctrl+r")
        assert duties(desk) == {("li", "gate", "day", day(10))}


async def test_the_pin_is_toggled_and_a_duty_cleared(desk):
    put(desk, ("li", "gate", "day", day(10)))
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", day(10))
        for expected in (True, False):
            await keys(pilot, "asterisk")
            (duty,) = desk.table(Assignment).all()
            assert duty.pinned is expected
            await until(pilot, lambda now=expected: (", pinned" in cell_line(screen)) is now)
        await keys(pilot, "delete")
        assert duties(desk) == set()
        assert message(screen) == "Clear 1 duty"
        await until(pilot, lambda: "free; type a shift: D=Day" in cell_line(screen))
        await keys(pilot, "asterisk")
        assert message(screen) == "There is no duty here to pin."


async def test_a_marked_block_is_cleared_as_one_change(desk):
    put(desk, *(("li", "gate", "day", day(number)) for number in (9, 10, 13)))
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", day(9))
        await keys(pilot, "shift+right", "delete")
        assert duties(desk) == {("li", "gate", "day", day(13))}
        await keys(pilot, "u")
        assert len(duties(desk)) == 3


async def test_cut_and_put_moves_a_duty(desk):
    put(desk, ("li", "gate", "day", day(10)))
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "wu", day(12))
        await keys(pilot, "v")
        assert message(screen) == "Take up a duty first, with x or y."
        await go(screen, pilot, "li", day(10))
        await keys(pilot, "x")
        assert "v puts it" in message(screen)
        await go(screen, pilot, "wu", day(12))
        await keys(pilot, "v")
        assert duties(desk) == {("wu", "gate", "day", day(12))}


async def test_the_next_open_slot_is_found_and_named(desk):
    full = [("li", "gate", "day"), ("sun", "gate", "day"), ("chen", "room", "day"), ("wu", "gate", "night")]
    put(desk, *((*duty, day(24)) for duty in full), *((*duty, day(25)) for duty in full[:3]))
    async with roster_on(desk) as (screen, pilot):
        await keys(pilot, "o")
        assert screen.grid.cursor[1] == day(25).isoformat()
        assert "Main gate, Night, 1 missing" in message(screen)


async def test_a_broken_rule_is_told_with_its_numbers(desk):
    put(desk, ("li", "gate", "night", day(9)), ("li", "gate", "day", day(10)))
    async with roster_on(desk, (120, 30)) as (screen, pilot):
        await keys(pilot, "c")
        assert screen.grid.cursor == ("li", day(10).isoformat())
        assert "李强 rests 0 h instead of 11 h between" in cell_line(screen)
        assert "DMG!" in text(pilot.app)
        assert "1 clash" in text(pilot.app)


async def test_a_need_that_nobody_meets_is_found_though_it_is_nobodys_cell(at):
    demand = "".join(
        f'[[demand]]\npost = "{post}"\nshift = "day"\nweekday = 2\nneeds = ["panel"]\n'
        for post in ("gate", "room", "yard")
    )
    desk = at.reopened(demand=demand)
    put(desk, ("li", "gate", "day", day(10)), ("wu", "gate", "day", day(10)))
    async with roster_on(desk) as (screen, pilot):
        await keys(pilot, "c")
        assert screen.grid.cursor[1] == day(10).isoformat()
        assert message(screen) == "Main gate, Day: nobody there has Fire panel."


async def test_months_forward_and_back_and_to_today(desk):
    put(desk, ("li", "gate", "day", day(8, 12)))
    async with roster_on(desk) as (screen, pilot):
        await keys(pilot, "right_square_bracket")
        await until(pilot, lambda: screen.view.roster.first == day(1, 12))
        assert "2026-12" in text(pilot.app)
        await keys(pilot, "left_square_bracket", "left_square_bracket")
        await until(pilot, lambda: screen.view.roster.first == day(1, 10))
        assert screen.month == Month(2026, 10)
        await keys(pilot, "equals_sign")
        await until(pilot, lambda: screen.view.roster.first == NOVEMBER.first)
        assert screen.grid.cursor[1] == TODAY.isoformat()


async def test_an_empty_desk_says_what_to_do(tmp_path):
    template = make_template(tmp_path / "template", people=())
    with copied(template, tmp_path / "desk") as made:
        async with roster_on(made.open()) as (screen, pilot):
            assert "Nobody here yet: add people in the People area, or import them." in cell_line(screen)
            for key in ("g", "p", "o", "c", "w", "x", "v", "asterisk", "delete", "enter"):
                await keys(pilot, key)
                assert "went wrong" not in message(screen)
            assert "add people" in text(pilot.app)


async def test_another_processs_change_shows_within_two_seconds(at):
    desk, other = at.open(), at.open("other")
    async with roster_on(desk) as (_screen, pilot):
        assert "DMG" not in text(pilot.app)
        put(other, ("li", "gate", "day", TODAY))
        deadline = time.monotonic() + 2
        while "DMG" not in text(pilot.app):
            assert time.monotonic() < deadline
            await asyncio.sleep(0.05)


async def test_leave_is_told_in_its_cell(desk):
    away(desk, "li", day(24), day(26))
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", day(24))
        assert "away until" in cell_line(screen)
        assert "sik" in text(pilot.app)
