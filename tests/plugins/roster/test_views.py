"""The views of the roster: by person and by post, a month, a fortnight or a week, and going about in them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutydesk.domain import Person
from dutydesk.tui.widgets import DutyGrid, width_of
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.checking import asked_of
from dutydesk_roster.engine.fairness import fairness_table
from dutydesk_roster.engine.targets import Measure
from dutydesk_roster.problem_of import problem_of
from dutydesk_roster.publishing import publish
from dutydesk_roster.screens.by_person import grid_by_person
from dutydesk_roster.screens.by_post import NAME_CELLS, grid_by_post, short_names
from dutydesk_roster.screens.candidates import CandidatePanel
from dutydesk_roster.screens.finding import hits_of
from dutydesk_roster.screens.roster_view import (
    place_of_row,
    place_row,
    read_standing,
    read_view,
    with_shares,
)
from dutydesk_roster.screens.stretch import Scope, Stretch
from tests.plugins.roster.panels import go, keys, message, roster_on
from tests.plugins.roster.roster_desk import NOVEMBER, TODAY, away, day, month_of, put
from tests.terminal.pilot_help import lines, settle, text, type_text, until

MONTH = Stretch.around(TODAY)
GATE_DAY, GATE_NIGHT = place_row(("gate", "day")), place_row(("gate", "night"))


def cell_line(screen):
    return screen.cell_line.line_text


def cell(view, person, on):
    return grid_by_person(view).cell(person, on.isoformat())


def post_cell(view, row, on):
    return grid_by_post(view).cell(row, on.isoformat())


# What stands in the cells


def test_by_post_a_cell_says_who_stands_there_how_many_more_and_how_many_are_missing(desk):
    put(desk, ("li", "gate", "day", day(10)), ("wu", "gate", "day", day(10)), ("wu", "gate", "day", day(9)))
    put(desk, ("zhao", "room", "day", day(10)), pinned=True)
    view = read_view(desk, MONTH)
    assert post_cell(view, GATE_DAY, day(10)).text == "吴+1"
    assert "吴刚, 李强" in post_cell(view, GATE_DAY, day(10)).longer
    alone = post_cell(view, GATE_DAY, day(9))
    assert (alone.text, alone.sign) == ("吴-1", "!")
    nobody = post_cell(view, GATE_DAY, day(12))
    assert (nobody.text, nobody.sign) == ("", "")
    empty = post_cell(view, GATE_DAY, day(13))
    assert (empty.text, empty.sign, empty.longer) == ("-2", "!", ("2 missing",))
    room = post_cell(view, place_row(("room", "day")), day(10))
    assert (room.text, room.sign) == ("建国", "*")


def test_by_post_there_is_a_row_for_what_is_asked_for_and_where_anyone_stands(desk):
    put(desk, ("li", "yard", "day", day(10)))
    model = grid_by_post(read_view(desk, MONTH))
    labels = [(row.label, row.tail) for row in model.rows]
    assert labels == [
        ("Main gate", "D"),
        ("Main gate", "N"),
        ("Monitoring room", "D"),
        ("Yard", "D"),
        ("Yard", "E"),
    ]
    week = grid_by_post(read_view(desk, Stretch.around(day(17), Scope.WEEK)))
    assert [row.label for row in week.rows] == ["Main gate", "Main gate", "Monitoring room"]


def test_by_post_the_line_below_counts_all_heads(desk):
    put(desk, ("li", "gate", "day", day(10)), ("wu", "gate", "night", day(10)))
    footer = grid_by_post(read_view(desk, MONTH)).footers[-1]
    assert (footer.cells[9].text, footer.cells[9].longer) == ("-2", ("2/4",))


@given(st.dictionaries(st.text("abcdef", min_size=1), st.text(min_size=1, max_size=12), max_size=8))
def test_short_names_fit_their_cells(names):
    people = [Person(id=key, name=name) for key, name in names.items()]
    assert all(width_of(short) <= NAME_CELLS for short in short_names(people).values())


def test_short_names_differ_where_they_can():
    people = [
        Person(id=str(n), name=name)
        for n, name in enumerate(("张建国", "欧阳明月", "李强", "Li Wei", "Li Na", "Wang Fang", "Ann"))
    ]
    assert list(short_names(people).values()) == ["建国", "明月", "李强", "LiWe", "LiNa", "Wang", "Ann"]


def test_a_duty_that_has_changed_since_it_was_published_is_marked_until_it_is_again(desk):
    kept, moved, removed = put(
        desk,
        ("li", "gate", "day", day(9)),
        ("wu", "gate", "day", day(9)),
        ("sun", "gate", "night", day(9)),
    )
    publish(desk, NOVEMBER.first, NOVEMBER.last, "November")
    assert not any(each.sign for each in grid_by_person(read_view(desk, MONTH)).cells.values())
    with desk.change("later") as change:
        change.replace(replace(moved, person="wang", pinned=True, revision=moved.revision))
        change.remove(removed)
    put(desk, ("zhu", "gate", "night", day(16)))
    view = read_view(desk, MONTH)
    signs = {key: each.sign for key, each in grid_by_person(view).cells.items() if each.sign}
    assert signs == {
        ("wu", "2026-11-09"): "~",
        ("wang", "2026-11-09"): "~*",
        ("sun", "2026-11-09"): "~",
        ("zhu", "2026-11-16"): "~",
    }
    assert cell(view, "li", kept.day).style == ""
    assert post_cell(view, GATE_NIGHT, day(16)).sign == "~"
    publish(desk, NOVEMBER.first, NOVEMBER.last, "November")
    signs = {each.sign for each in grid_by_person(read_view(desk, MONTH)).cells.values()}
    assert signs == {"", "*"}


def test_a_month_that_was_never_published_is_not_all_marked_as_changed(desk):
    put(desk, ("li", "gate", "day", day(9)))
    assert cell(read_view(desk, MONTH), "li", day(9)).sign == ""


def test_a_clash_a_change_a_note_and_a_pin_are_told_in_this_order(desk):
    put(desk, ("li", "gate", "night", day(9)), ("li", "gate", "day", day(10)))
    publish(desk, NOVEMBER.first, NOVEMBER.last, "November")
    with desk.change("later") as change:
        (duty,) = change.table(Assignment).where(day=day(10))
        change.replace(replace(duty, shift="evening", note="Bring keys", pinned=True))
    away(desk, "li", day(10))
    view = read_view(desk, MONTH)
    assert cell(view, "li", day(10)).sign == "!~'*"
    assert cell(view, "li", day(10)).style == "error"


def test_days_are_marked_by_signs(desk):
    columns = {column.key: column for column in grid_by_person(read_view(desk, MONTH)).columns}
    assert columns["2026-11-07"].sign == "-"
    assert columns["2026-11-11"].sign == "="
    assert columns["2026-11-14"].sign == "+"
    assert columns["2026-11-13"].sign == ""
    assert [key for key, column in columns.items() if column.today] == [TODAY.isoformat()]


def test_how_far_someone_is_above_the_fair_share_is_what_the_table_says(generated):
    view = with_shares(generated, read_view(generated, MONTH))
    roster = month_of(generated)
    problem = problem_of(generated, roster)
    table = fairness_table(problem, asked_of(roster, problem))
    expected = {row.key: round(row.portion(Measure.HOURS).difference) for row in table.rows}
    shown = {row.key: int(row.counters[1]) for row in grid_by_person(view).rows}
    assert shown == expected
    assert any(shown.values())


def test_an_edit_keeps_shares_and_clashes_until_they_are_known_again(desk):
    put(desk, ("li", "gate", "night", day(9)), ("li", "gate", "day", day(10)))
    before = with_shares(desk, read_view(desk, MONTH))
    put(desk, ("wu", "gate", "day", day(9)))
    after = read_standing(desk, MONTH, before)
    assert (after.clashes, after.shares) == (before.clashes, before.shares)
    assert after.clashes
    away(desk, "wu", day(3))
    assert not read_standing(desk, MONTH, before).shares
    assert not read_standing(desk, MONTH.moved(1), before).clashes


@given(st.text("abc-_09", min_size=1), st.text("abc-_09", min_size=1))
def test_the_row_of_a_place_names_it(post, shift):
    assert place_of_row(place_row((post, shift))) == (post, shift)
    assert place_of_row(post) is None


# The screen


async def test_turning_keeps_to_the_duty_at_the_cursor(desk):
    put(desk, ("li", "gate", "night", day(10)))
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", day(10))
        await keys(pilot, "b")
        assert screen.grid.cursor == (GATE_NIGHT, day(10).isoformat())
        assert "by post" in text(pilot.app)
        assert "Main gate, Night Tue 2026-11-10  1 of 1  李强 (draft)" in cell_line(screen)
        assert "\nMG N " in text(pilot.app)
        await keys(pilot, "b")
        assert screen.grid.cursor == ("li", day(10).isoformat())
        assert "by person" in text(pilot.app)


async def test_a_week_shows_words_and_a_fortnight_at_80_columns_codes(desk):
    put(desk, ("li", "gate", "day", day(24)))
    async with roster_on(desk) as (screen, pilot):
        assert "DMG " in text(pilot.app)
        await keys(pilot, "z")
        assert "11-23 - 12-06" in text(pilot.app)
        assert all(f" {number} " in lines(pilot.app)[3] for number in (23, 30, 4))
        assert "DMG " in text(pilot.app)
        await keys(pilot, "z")
        assert "Day MG " in text(pilot.app)
        await keys(pilot, "z")
        assert screen.stretch == MONTH


async def test_everything_has_its_place_at_120_columns_by_post(desk):
    put(desk, ("li", "gate", "day", day(24)), ("wu", "gate", "day", day(24)))
    async with roster_on(desk, (120, 40)) as (_screen, pilot):
        await keys(pilot, "z", "z", "b")
        assert "吴刚, 李强" in text(pilot.app)
        assert "2 missing!" in text(pilot.app)
        assert all(len(line) <= 120 for line in lines(pilot.app))


@pytest.mark.parametrize("turned", [False, True])
async def test_the_next_open_slot_may_lie_beyond_the_days_shown(desk, turned):
    everyone = ["li", "sun", "wu", "han", "zhao"]
    for number in range(1, 31):
        slots = [
            (line.post, line.shift)
            for line, n in month_of(desk).plan.demand_on(day(number))
            for _ in range(n)
        ]
        put(
            desk,
            *(
                (who, *slot, day(number))
                for who, slot in zip(everyone, slots, strict=False)
                if number != 27 or slot != ("room", "day")
            ),
        )
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", day(10))
        await keys(pilot, "z", "z", *(["b"] if turned else []))
        assert not screen.stretch.holds(day(27))
        await keys(pilot, "o")
        await settle(pilot)
        assert screen.stretch == Stretch.around(day(27), Scope.WEEK)
        assert screen.grid.cursor[1] == day(27).isoformat()
        assert (screen.grid.cursor[0] == place_row(("room", "day"))) is turned
        assert "Monitoring room, Day, 1 missing" in message(screen)


@pytest.mark.parametrize("turned", [False, True])
async def test_the_next_clash_is_found_beyond_the_days_shown_and_from_any_view(desk, turned):
    put(desk, ("li", "gate", "night", day(2)), ("li", "gate", "day", day(3)))
    put(desk, ("wu", "gate", "night", day(26)), ("wu", "gate", "day", day(27)))
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "zhu", day(17))
        await keys(pilot, "z", "z", *(["b"] if turned else []))
        found = []
        for _time in range(3):
            await keys(pilot, "c")
            await settle(pilot)
            found.append(screen.grid.cursor)
        rows = (GATE_DAY, GATE_DAY) if turned else ("wu", "li")
        assert found == [(rows[0], "2026-11-27"), (rows[1], "2026-11-03"), (rows[0], "2026-11-27")]


async def test_without_clashes_or_open_slots_it_says_so(generated):
    async with roster_on(generated) as (screen, pilot):
        await keys(pilot, "o")
        assert message(screen) == "Every slot of these days is filled."
        await keys(pilot, "c")
        assert message(screen) == "No rule is broken in these days."


async def test_the_cell_line_names_the_holiday_the_note_and_the_fair_share(desk):
    put(desk, ("li", "room", "day", day(11)))
    with desk.change("note") as change:
        (duty,) = change.table(Assignment).all()
        change.replace(replace(duty, note="Bring the keys"))
    async with roster_on(desk, (200, 30)) as (screen, pilot):
        await go(screen, pilot, "li", day(11))
        said = cell_line(screen)
        assert "Wed 2026-11-11 (School day)" in said
        assert "note: Bring the keys" in said
        await until(pilot, lambda: "this month 8 h (fair share" in cell_line(screen))
        await go(screen, pilot, "li", day(14))
        assert "(workday)" in cell_line(screen)


async def test_what_was_published_in_a_cell_that_is_empty_now_is_said(desk):
    (duty,) = put(desk, ("li", "gate", "day", TODAY))
    publish(desk, NOVEMBER.first, NOVEMBER.last, "November")
    async with roster_on(desk) as (screen, pilot):
        await go(screen, pilot, "li", TODAY)
        await keys(pilot, "delete")
        assert duty.id
        await until(pilot, lambda: "was published here: Main gate, Day" in cell_line(screen))
        assert "~" in text(pilot.app)


async def test_the_roster_of_the_past_says_so_and_escape_goes_back(desk):
    put(desk, ("li", "gate", "day", TODAY))
    publish(desk, NOVEMBER.first, NOVEMBER.last, "November")
    put(desk, ("wu", "gate", "night", TODAY))
    async with roster_on(desk) as (screen, pilot):
        assert "NMG" in text(pilot.app)
        screen.show_as_of(desk.now() + timedelta(minutes=1))
        await settle(pilot)
        assert "As published on 2026-11-24 10:01, Esc goes back" in text(pilot.app)
        assert "DMG" in text(pilot.app)
        assert "NMG" not in text(pilot.app)
        await keys(pilot, "b")
        assert "As published on" in text(pilot.app)
        await keys(pilot, "escape")
        await until(pilot, lambda: "As published" not in text(pilot.app))
        assert screen.view.as_of is None


@pytest.mark.parametrize("key", ["enter", "w", "s", "i", "p", "o", "c", "f11"])
async def test_the_past_is_to_look_at_only(desk, key):
    put(desk, ("li", "gate", "day", TODAY))
    publish(desk, NOVEMBER.first, NOVEMBER.last, "November")
    put(desk, ("wu", "gate", "night", TODAY))
    async with roster_on(desk) as (screen, pilot):
        screen.show_as_of(desk.now() + timedelta(minutes=1))
        await settle(pilot)
        await keys(pilot, key)
        assert screen.bench.panel is None
        assert screen.view.as_of is not None
        assert "Esc goes back to the roster" in message(screen)
        await keys(pilot, "escape")
        assert message(screen) == ""


async def test_an_open_slot_named_elsewhere_is_gone_to_and_ranked(desk):
    async with roster_on(desk) as (screen, pilot):
        screen.action_go_to_slot("gate", "night", day(8, 12).isoformat())
        await settle(pilot)
        await until(pilot, lambda: isinstance(screen.bench.panel, CandidatePanel))
        assert screen.grid.cursor[1] == day(8, 12).isoformat()
        assert screen.stretch.holds(day(8, 12))
        await keys(pilot, "escape")
        screen.action_go_to_slot("gate", "evening", TODAY.isoformat())
        await settle(pilot)
        assert message(screen) == "Nobody is missing there any more."


async def test_another_day_is_marked_as_today_when_it_has_come(at):
    desk = at.open()
    async with roster_on(desk) as (screen, pilot):
        await keys(pilot, "right")
        assert ">Tu<" in lines(pilot.app)[2]
        at.now += timedelta(days=1)
        screen.tick()
        await settle(pilot)
        await until(pilot, lambda: screen.view.today == TODAY + timedelta(days=1))
        assert ">We<" in lines(pilot.app)[2]


# Finding


def test_people_are_found_by_any_name_key_or_squad_and_beginnings_come_first(desk):
    with desk.change("people") as change:
        change.add(Person(id="p9", name="Ann Lee", latin="Ann Lee", squad="Blue"))
        change.add(Person(id="p10", name="Joann", latin="Joann"))
    view = read_view(desk, MONTH)
    found = lambda sought: [row for row, _day in hits_of(view, sought, by_post=False)]  # noqa: E731
    assert found("强") == ["li"]
    assert found("ann") == ["p9"]
    assert found("oan") == ["p10"]
    assert found("LEE") == ["p9"]
    assert found("blue") == ["p9"]
    assert found("zh") == ["zhao", "zhu"]
    assert found("[") == []
    assert found("  ") == []


def test_by_post_both_posts_and_people_are_found(desk):
    put(desk, ("li", "gate", "night", day(10)), ("li", "gate", "day", day(12)))
    view = read_view(desk, MONTH)
    assert hits_of(view, "monit", by_post=True) == ((place_row(("room", "day")), ""),)
    assert hits_of(view, "李", by_post=True) == ((GATE_NIGHT, "2026-11-10"), (GATE_DAY, "2026-11-12"))


async def test_the_cursor_goes_to_what_is_found_as_one_types(desk):
    async with roster_on(desk) as (screen, pilot):
        await keys(pilot, "slash")
        await type_text(pilot, "zh")
        await settle(pilot)
        assert screen.grid.cursor == ("zhao", TODAY.isoformat())
        assert "1/2" in text(pilot.app)
        await keys(pilot, "enter")
        assert screen.grid.cursor[0] == "zhu"
        await keys(pilot, "enter")
        assert screen.grid.cursor[0] == "zhao"
        await keys(pilot, "up")
        assert screen.grid.cursor[0] == "zhu"
        await type_text(pilot, "x")
        await settle(pilot)
        assert "nobody" in text(pilot.app)
        assert screen.grid.cursor[0] == "zhu"
        await keys(pilot, "escape")
        assert isinstance(screen.focused, DutyGrid)
        assert not screen.find_bar.is_open
        await keys(pilot, "slash")
        await type_text(pilot, "zhu")
        await keys(pilot, "enter")
        assert screen.grid.cursor[0] == "zhu"
        assert not screen.find_bar.is_open
