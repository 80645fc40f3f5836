"""The same work in the roster by post, where names are typed; and rotations laid by hand."""

from dutydesk.domain import Person
from dutydesk.domain.naming import people_meant
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.people_typed import name_starts
from dutydesk_roster.screens.rotation_panel import RotationPanel
from tests.plugins.roster.panels import go, keys, message, opened, roster_on
from tests.plugins.roster.roster_desk import away, day, duties, put
from tests.plugins.roster.test_editing_screen import drag, mark
from tests.terminal.pilot_help import text, type_text, until

GATE_DAY, GATE_NIGHT, ROOM_DAY = "@gate/day", "@gate/night", "@room/day"


async def by_post(screen, pilot, row, on):
    await keys(pilot, "b")
    await until(pilot, lambda: screen.grid.cursor is not None and screen.grid.cursor[0].startswith("@"))
    await go(screen, pilot, row, on)
    assert screen.grid.cursor == (row, on.isoformat())


PEOPLE = (
    Person(id="zhao", name="赵建国", latin="Zhao Jianguo"),
    Person(id="zhu", name="朱华", latin="Zhu Hua"),
    Person(id="li", name="李强", latin="Li Qiang"),
    Person(id="g01", name="Ōe Ken"),
)


def keys_of(people):
    return [person.id for person in people]


def test_a_name_is_meant_by_its_beginning_in_any_script_by_initials_or_by_key():
    meant = {
        typed: keys_of(people_meant(PEOPLE, typed))
        for typed in ("赵", "zh", "Zhao", "zhaoj", "zj", "jian", "g0", "ōe", "Li", "q", "", "x")
    }
    assert meant == {
        "赵": ["zhao"],
        "zh": ["zhao", "zhu"],
        "Zhao": ["zhao"],
        "zhaoj": ["zhao"],
        "zj": ["zhao"],
        "jian": ["zhao"],
        "g0": ["g01"],
        "ōe": ["g01"],
        "Li": ["li"],
        "q": ["li"],
        "": [],
        "x": [],
    }


def test_names_begin_with_capitals_so_that_small_letters_stay_keys():
    starts = name_starts(PEOPLE)
    assert {"Z", "L", "J", " ", "赵", "李"} <= starts
    assert not starts & set("zlj0")


async def test_a_name_typed_at_a_place_puts_that_person_there(desk):
    async with roster_on(desk) as (screen, pilot):
        await by_post(screen, pilot, GATE_NIGHT, day(10))
        await type_text(pilot, "Z")
        await until(pilot, lambda: message(screen).startswith("Go on typing: "))
        assert "赵建国" in message(screen)
        assert "朱华" in message(screen)
        await type_text(pilot, "hu")
        await until(pilot, lambda: message(screen) == "朱华: Enter puts them here")
        await keys(pilot, "enter")
        assert duties(desk) == {("zhu", "gate", "night", day(10))}
        await type_text(pilot, "李")
        await keys(pilot, "enter")
        assert duties(desk) == {("li", "gate", "night", day(10))}
        assert len(desk.table(Assignment).all()) == 1
        await keys(pilot, "u", "u")
        assert duties(desk) == set()


async def test_small_letters_keep_their_meaning_and_a_space_begins_any_name(desk):
    async with roster_on(desk) as (screen, pilot):
        await by_post(screen, pilot, GATE_DAY, day(10))
        await type_text(pilot, " wu")
        await keys(pilot, "enter")
        assert duties(desk) == {("wu", "gate", "day", day(10))}
        await type_text(pilot, " wx")
        await until(pilot, lambda: message(screen) == "Nobody is called wx")
        await keys(pilot, "b")
        await until(pilot, lambda: not screen.grid.cursor[0].startswith("@"))


async def test_an_open_head_is_taken_before_anyone_is_replaced(desk):
    put(desk, ("li", "gate", "day", day(10)))
    async with roster_on(desk) as (screen, pilot):
        await by_post(screen, pilot, GATE_DAY, day(10))
        await type_text(pilot, " zhu")
        await keys(pilot, "enter")
        assert duties(desk) == {("li", "gate", "day", day(10)), ("zhu", "gate", "day", day(10))}
        await type_text(pilot, " wang")
        await keys(pilot, "enter")
        assert len(duties(desk)) == 2
        assert ("zhu", "gate", "day", day(10)) in duties(desk)
        await type_text(pilot, " zhu")
        await keys(pilot, "enter")
        assert "they stand Main gate, Day already" in message(screen)


async def test_a_place_is_moved_by_keys_and_by_mouse_pinned_noted_and_cleared(desk):
    (before,) = put(desk, ("li", "gate", "night", day(10)))
    async with roster_on(desk) as (screen, pilot):
        await by_post(screen, pilot, GATE_NIGHT, day(10))
        await keys(pilot, "x", "right", "v")
        assert duties(desk) == {("li", "gate", "night", day(11))}
        await drag(screen, pilot, (GATE_NIGHT, day(11)), (GATE_DAY, day(10)))
        assert duties(desk) == {("li", "gate", "day", day(10))}
        assert desk.table(Assignment).all()[0].id == before.id
        assert desk.table(Assignment).all()[0].pinned
        await keys(pilot, "asterisk")
        assert not desk.table(Assignment).all()[0].pinned
        await keys(pilot, "apostrophe")
        await type_text(pilot, "late")
        await keys(pilot, "enter")
        assert desk.table(Assignment).all()[0].note == "late"
        await keys(pilot, "delete")
        assert duties(desk) == set()


async def test_a_place_repeats_its_week(desk):
    put(desk, ("li", "gate", "night", day(2)), ("wu", "gate", "night", day(4)))
    away(desk, "wu", day(11))
    async with roster_on(desk) as (screen, pilot):
        await by_post(screen, pilot, GATE_NIGHT, day(10))
        await keys(pilot, "r")
        assert len(duties(desk)) == 3
        assert ("li", "gate", "night", day(9)) in duties(desk)
        assert "1 passed over (away)." in message(screen)


# Rotations

ROTATIONS = """
[[rotation]]
name = "Gate"
pattern = "D D N -"
starts = 2026-11-01
crews = [["li"], ["wang"]]
step = 2
"""


async def test_a_rotation_is_chosen_shown_and_laid(at):
    desk = at.reopened(rotations=ROTATIONS)
    away(desk, "li", day(18))
    put(desk, ("wang", "gate", "day", day(17)))
    async with roster_on(desk, (120, 40)) as (screen, pilot):
        await mark(screen, pilot, "li", day(16), right=3, down=1)
        panel = await opened(screen, pilot, "R", RotationPanel)
        assert "Gate: D D N -" in panel.choice.line_text
        assert "begins at day < 1/4 D >" in panel.choice.line_text
        assert "each next behind by < 2 >" in panel.choice.line_text
        assert "李强" in panel.lines[0].line_text
        assert panel.lines[0].line_text.split()[1:] == ["D*", "D*", "-", "-"]
        assert panel.lines[1].line_text.split()[1:] == ["N*", "-*", "D*", "D*"]
        assert "5 duties put, 1 taken out." in panel.outcome.line_text
        assert "1 passed over (away)." in panel.outcome.line_text
        assert duties(desk) == {("wang", "gate", "day", day(17))}
        await keys(pilot, "right", "left", "enter")
        assert duties(desk) == {
            ("li", "gate", "day", day(16)),
            ("li", "gate", "day", day(17)),
            ("wang", "gate", "night", day(16)),
            ("wang", "gate", "day", day(18)),
            ("wang", "gate", "day", day(19)),
        }
        assert screen.bench.panel is None
        await keys(pilot, "u")
        assert duties(desk) == {("wang", "gate", "day", day(17))}


async def test_the_phase_is_chosen_with_keys_and_with_the_mouse_and_escape_lays_nothing(at):
    desk = at.reopened(rotations=ROTATIONS)
    async with roster_on(desk, (120, 40)) as (screen, pilot):
        await go(screen, pilot, "li", day(27))
        panel = await opened(screen, pilot, "R", RotationPanel)
        assert panel.lines[0].line_text.split()[1:] == ["D*", "D*", "N*", "-"]
        await keys(pilot, "right", "right")
        assert "3/4 N" in panel.choice.line_text
        assert panel.lines[0].line_text.split()[1:] == ["N*", "-", "D*", "D*"]
        at_sign = panel.choice.line_text.index(" >  begins") + 1
        await pilot.click(panel.choice, offset=(at_sign, 0))
        assert "Gate" not in panel.choice.line_text
        assert "Four crews" in panel.choice.line_text
        await keys(pilot, "escape")
        assert screen.bench.panel is None
        assert duties(desk) == set()
        assert "Gate" not in text(pilot.app)


async def test_pinned_duties_stay_when_a_rotation_is_laid(at):
    desk = at.reopened(rotations=ROTATIONS)
    put(desk, ("li", "room", "day", day(29)), ("li", "gate", "day", day(30)), pinned=True)
    async with roster_on(desk, (120, 40)) as (screen, pilot):
        await go(screen, pilot, "li", day(27))
        panel = await opened(screen, pilot, "R", RotationPanel)
        assert "2 passed over (pinned)." in panel.outcome.line_text
        await keys(pilot, "enter")
        assert duties(desk) >= {("li", "room", "day", day(29)), ("li", "gate", "day", day(30))}
        assert len(duties(desk)) == 4
