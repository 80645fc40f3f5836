"""Work without leaving the grid: by keys and by mouse, each act one change that one undo takes back."""

from dataclasses import replace

from dutydesk_roster.assignment import Assignment
from tests.plugins.roster.panels import go, keys, message, roster_on
from tests.plugins.roster.roster_desk import TODAY, away, day, duties, put
from tests.terminal.pilot_help import settle, text, type_text, until


async def mark(screen, pilot, person, on, *, right=0, down=0):
    await go(screen, pilot, person, on)
    await keys(pilot, *["shift+right"] * right, *["shift+down"] * down)


async def until_duties(pilot, desk, expected):
    await until(pilot, lambda: duties(desk) == expected)
    await settle(pilot)


async def judged(screen, pilot):
    """Wait until the judge knows the roster that is shown."""
    grid = screen.grid
    await until(
        pilot, lambda: grid.edits._judge is not None and grid.edits._judge_asked is screen.view.roster
    )
    await settle(pilot)


def of(desk, *, person):
    return [each for each in desk.table(Assignment).all() if each.person == person]


# Filling


async def test_a_code_fills_a_marked_block_and_passes_over_where_it_cannot_stand(desk):
    away(desk, "li", day(3))
    async with roster_on(desk) as (screen, pilot):
        await mark(screen, pilot, "li", day(2), right=2)
        await type_text(pilot, "dmg")
        await until_duties(pilot, desk, {("li", "gate", "day", day(2)), ("li", "gate", "day", day(4))})
        assert "1 passed over (away)." in message(screen)
        assert len(screen.grid.selection) == 3
        await keys(pilot, "u")
        assert duties(desk) == set()


async def test_a_shift_fills_a_block_of_several_people_post_by_post(desk):
    async with roster_on(desk) as (screen, pilot):
        await mark(screen, pilot, "li", day(2), down=3)
        await type_text(pilot, "d")
        await keys(pilot, "enter")
        assert {duty[:3] for duty in duties(desk)} == {
            ("li", "gate", "day"),
            ("wang", "gate", "day"),
            ("chen", "room", "day"),
        }
        assert "1 passed over (no head is open)." in message(screen)
        await keys(pilot, "u")
        assert duties(desk) == set()


async def test_days_that_do_not_ask_for_it_are_passed_over_and_counted(desk):
    async with roster_on(desk) as (screen, pilot):
        await mark(screen, pilot, "li", day(10), right=2)
        await type_text(pilot, "dmg")
        await until_duties(pilot, desk, {("li", "gate", "day", day(10))})
        assert "2 passed over (nobody is asked for)." in message(screen)


# Quick keys


async def test_two_quick_codes_in_one_cell_are_both_kept_in_order(desk):
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", day(10))
        await pilot.press("d", "enter", "n", "enter")
        await until_duties(pilot, desk, {("li", "gate", "night", day(10))})
        assert [entry.why for entry in desk.journal(2)] == [
            "李强, 11-10: Main gate, Night",
            "李强, 11-10: Main gate, Day",
        ]
        await keys(pilot, "u")
        assert duties(desk) == {("li", "gate", "day", day(10))}


async def test_a_code_after_a_code_takes_its_place_without_a_pause(desk):
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", day(10))
        await pilot.press("d", "n", "m", "g")
        await until_duties(pilot, desk, {("li", "gate", "night", day(10))})
        assert len(desk.journal(3)) >= 2


async def test_quick_codes_in_neighbouring_cells_do_not_take_the_same_open_slot(desk):
    put(desk, ("zhao", "gate", "day", day(10)), ("zhu", "room", "day", day(10)))
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "chen", day(10))
        await pilot.press("d", "enter", "down", "n", "enter")
        await until(pilot, lambda: len(duties(desk)) == 4)
        assert ("chen", "gate", "day", day(10)) in duties(desk)


async def test_a_key_right_after_an_undo_acts_on_what_stands(desk):
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", day(10))
        await pilot.press("d", "enter", "u", "n", "enter")
        await until_duties(pilot, desk, {("li", "gate", "night", day(10))})
        assert "changed" not in message(screen)


# Taking up and putting


async def test_a_block_is_copied_with_its_pattern(desk):
    put(desk, ("li", "gate", "day", day(2)), ("li", "gate", "night", day(4)), ("wang", "room", "day", day(3)))
    async with roster_on(desk) as (screen, pilot):
        await mark(screen, pilot, "li", day(2), right=2, down=1)
        await keys(pilot, "ctrl+y")
        assert message(screen).startswith("Copied: 3 duties")
        await go(screen, pilot, "wu", day(16))
        await keys(pilot, "v")
        assert duties(desk) >= {
            ("wu", "gate", "day", day(16)),
            ("wu", "gate", "night", day(18)),
            ("sun", "room", "day", day(17)),
        }
        assert len(duties(desk)) == 6
        await keys(pilot, "u")
        assert len(duties(desk)) == 3


async def test_a_cut_block_moves_its_records(desk):
    before = put(desk, ("li", "gate", "day", day(2)), ("li", "gate", "night", day(4)))
    async with roster_on(desk) as (screen, pilot):
        await mark(screen, pilot, "li", day(2), right=2)
        await keys(pilot, "x")
        await go(screen, pilot, "wu", day(3))
        await keys(pilot, "v")
        assert duties(desk) == {("wu", "gate", "day", day(3)), ("wu", "gate", "night", day(5))}
        assert {each.id for each in desk.table(Assignment).all()} == {each.id for each in before}
        await keys(pilot, "v")
        assert message(screen) == "Take up a duty first, with x or y."
        await keys(pilot, "u")
        assert {each.day for each in of(desk, person="li")} == {day(2), day(4)}


async def test_a_block_may_be_moved_over_a_part_of_itself(desk):
    before = put(desk, *(("li", "gate", "day", day(number)) for number in (2, 3, 4)))
    async with roster_on(desk) as (screen, pilot):
        await mark(screen, pilot, "li", day(2), right=2)
        await keys(pilot, "x")
        await go(screen, pilot, "li", day(3))
        await keys(pilot, "v")
        assert {each.id: each.day for each in of(desk, person="li")} == {
            each.id: day(number) for each, number in zip(before, (3, 4, 5), strict=True)
        }


async def test_duties_in_the_way_of_a_block_are_asked_about(desk):
    put(desk, *(("li", "gate", "day", day(number)) for number in (2, 3)), ("wu", "gate", "night", day(3)))
    async with roster_on(desk) as (screen, pilot):
        await mark(screen, pilot, "li", day(2), right=1)
        await keys(pilot, "x")
        await go(screen, pilot, "wu", day(2))
        await keys(pilot, "v")
        assert "1 duty is in the way. Take it out and put these there?" in text(pilot.app)
        await keys(pilot, "n")
        assert ("wu", "gate", "night", day(3)) in duties(desk)
        await keys(pilot, "v", "y")
        assert duties(desk) == {("wu", "gate", "day", day(2)), ("wu", "gate", "day", day(3))}
        await keys(pilot, "u")
        assert len(duties(desk)) == 3


async def test_one_duty_that_is_moved_changes_places(desk):
    put(desk, ("li", "gate", "day", day(10)), ("wu", "gate", "night", day(10)))
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", day(10))
        await keys(pilot, "x")
        await go(screen, pilot, "wu", day(10))
        await keys(pilot, "v")
        assert duties(desk) == {("wu", "gate", "day", day(10)), ("li", "gate", "night", day(10))}


async def test_a_duty_is_moved_into_another_month(desk):
    (before,) = put(desk, ("li", "gate", "day", day(10)))
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", day(10))
        await keys(pilot, "x", "right_square_bracket")
        await until(pilot, lambda: screen.view.roster.first == day(1, 12))
        await go(screen, pilot, "li", day(8, 12))
        await keys(pilot, "v")
        assert duties(desk) == {("li", "gate", "day", day(8, 12))}
        assert desk.table(Assignment).all()[0].id == before.id


async def test_a_block_is_pinned(desk):
    put(desk, *(("li", "gate", "day", day(number)) for number in (2, 3)))
    async with roster_on(desk) as (screen, pilot):
        await mark(screen, pilot, "li", day(2), right=1)
        await keys(pilot, "asterisk")
        assert all(each.pinned for each in desk.table(Assignment).all())
        await keys(pilot, "u")
        assert not any(each.pinned for each in desk.table(Assignment).all())


# The week before


async def test_the_week_before_is_repeated_from_another_month_too(desk):
    put(desk, ("li", "gate", "day", day(26, 10)), ("li", "gate", "night", day(28, 10)))
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", day(4))
        await keys(pilot, "r")
        assert duties(desk) >= {("li", "gate", "day", day(2)), ("li", "gate", "night", day(4))}
        assert len(duties(desk)) == 4
        await keys(pilot, "u")
        assert len(duties(desk)) == 2


async def test_a_marked_block_repeats_the_week_before_it(desk):
    standing = put(desk, ("li", "gate", "day", day(2)), ("wang", "gate", "night", day(3)))
    put(desk, ("wu", "room", "day", day(2)))
    async with roster_on(desk) as (screen, pilot):
        await mark(screen, pilot, "li", day(16), right=13, down=1)
        await keys(pilot, "r")
        assert len(duties(desk)) == 3
        await mark(screen, pilot, "li", day(9), right=13, down=1)
        await keys(pilot, "r")
        assert duties(desk) - {("wu", "room", "day", day(2))} == {
            *(("li", "gate", "day", day(number)) for number in (2, 9, 16)),
            *(("wang", "gate", "night", day(number)) for number in (3, 10, 17)),
        }
        await keys(pilot, "u")
        assert len(duties(desk)) == len(standing) + 1


# Notes


async def test_a_note_is_written_and_kept(desk):
    put(desk, ("li", "gate", "day", day(10)))
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", day(10))
        await keys(pilot, "apostrophe")
        assert screen.form is not None
        await type_text(pilot, "bring keys")
        await keys(pilot, "enter")
        assert desk.table(Assignment).all()[0].note == "bring keys"
        assert screen.form is None
        assert screen.grid.has_focus
        await keys(pilot, "u")
        assert desk.table(Assignment).all()[0].note == ""
        await go(screen, pilot, "wu", day(10))
        await keys(pilot, "quotation_mark")
        assert message(screen) == "There is no duty here to write a note on."


# Rules as one types


async def test_a_broken_rule_is_told_while_the_code_is_typed_and_once_it_is_kept(desk):
    put(desk, ("li", "gate", "night", day(9)))
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", day(10))
        await judged(screen, pilot)
        await pilot.press("d")
        await pilot.pause()
        assert duties(desk) == {("li", "gate", "night", day(9))}
        assert "李强 would rest 0 h instead of 11 h between" in message(screen)
        assert screen.message_bar.kind == "error"
        await keys(pilot, "backspace")
        assert message(screen) == ""
        await keys(pilot, "d", "enter")
        assert len(duties(desk)) == 2
        assert "李强 would rest 0 h instead of 11 h between" in message(screen)
        assert screen.message_bar.kind == "warning"
        await until(pilot, lambda: "1 clash" in text(pilot.app))


async def test_a_wish_is_told_as_a_cost(at):
    desk = at.reopened(rules='[[wish]]\nperson = "li"\nwant = "off"\ndates = [2026-11-10]\n')
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", day(10))
        await judged(screen, pilot)
        await type_text(pilot, "dmg")
        await until(pilot, lambda: message(screen).startswith("At a cost: 李强 asked not to stand"))
        assert screen.message_bar.kind == "warning"


async def test_quick_edits_are_judged_with_those_before_them(desk):
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", day(9))
        await judged(screen, pilot)
        await pilot.press("n", "enter", "right", "d", "enter")
        await until(pilot, lambda: len(duties(desk)) == 2)
        assert "李强 would rest 0 h instead of 11 h between" in message(screen)


# Two desks


async def test_an_edit_over_a_changed_cell_is_refused_by_name_and_what_was_typed_is_kept(at):
    desk, other = at.open(), at.open("赵建国")
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", day(10))
        await pilot.press("d")
        await pilot.pause()
        put(other, ("li", "gate", "night", day(10)))
        await pilot.press("enter")
        await pilot.pause()
        assert message(screen) == (
            "赵建国 changed 李强, 11-10 at 10:00: Main gate, Night. Nothing was done here."
        )
        assert screen.grid.typed == "d"
        await until(pilot, lambda: screen.view.roster.by_cell.get(("li", day(10))))
        assert duties(desk) == {("li", "gate", "night", day(10))}
        assert screen.grid.typed == "d"
        await keys(pilot, "enter")
        assert duties(desk) == {("li", "gate", "day", day(10))}
        assert screen.grid.typed == ""


# The mouse


def cell_offset(screen, person, on):
    grid = screen.grid
    row, column = grid._index(person, on.isoformat())
    return grid._x_of(column) + 1, grid._line_of(row)


async def drag(screen, pilot, start, end):
    await pilot.mouse_down(screen.grid, offset=cell_offset(screen, *start))
    await pilot.hover(screen.grid, offset=cell_offset(screen, *end))
    await pilot.mouse_up(screen.grid, offset=cell_offset(screen, *end))
    await settle(pilot)


async def test_a_duty_is_dragged_to_another_person(desk):
    (before,) = put(desk, ("li", "gate", "day", TODAY))
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", TODAY)
        await drag(screen, pilot, ("li", TODAY), ("wu", TODAY))
        assert duties(desk) == {("wu", "gate", "day", TODAY)}
        assert desk.table(Assignment).all()[0].id == before.id
        assert screen.grid.cursor == ("wu", TODAY.isoformat())
        await keys(pilot, "u")
        assert duties(desk) == {("li", "gate", "day", TODAY)}


async def test_a_block_is_marked_with_the_mouse_and_filled(desk):
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "zhao", day(25))
        await go(screen, pilot, "zhao", day(23))
        await drag(screen, pilot, ("li", day(23)), ("li", day(25)))
        assert len(screen.grid.selection) == 3
        await type_text(pilot, "nmg")
        await until(pilot, lambda: len(duties(desk)) == 3)


# Looking only


async def test_what_was_published_is_looked_at_only(desk):
    put(desk, ("li", "gate", "day", day(10)))
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", day(10))
        screen.show_as_of(desk.now())
        await until(pilot, lambda: screen.view.as_of is not None)
        for pressed in (("n",), ("delete",), ("asterisk",), ("x",), ("r",), ("R",)):
            await keys(pilot, *pressed)
            assert duties(desk) == {("li", "gate", "day", day(10))}
        assert "to look at only" in message(screen)


async def test_a_duty_is_not_dragged_to_someone_who_has_left(desk):
    put(desk, ("li", "gate", "day", TODAY))
    with desk.change("leaves") as change:
        (wu,) = (person for person in desk.people() if person.id == "wu")
        change.replace(replace(wu, ends=day(23)))
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", TODAY)
        await drag(screen, pilot, ("li", TODAY), ("wu", TODAY))
        assert message(screen) == "吴刚 is not in the squadron on 11-24; the duty stays where it is."
        assert duties(desk) == {("li", "gate", "day", TODAY)}
