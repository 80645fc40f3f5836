"""Registers, reminders and the summary of a desk on which every text of theirs is a hostile one."""

import json
from contextlib import closing

import pytest

from benchmarks.faults.hostile_desk import NOW, found_plain_desk, make_hostile, opened
from benchmarks.faults.hostile_registers import OWN
from benchmarks.faults.hostile_texts import TEXTS, eaten, raw
from benchmarks.faults.spoken_commands import call
from benchmarks.faults.spoken_registers import register_calls
from dutydesk.host.opening import open_desk
from dutydesk_registers.entries import entries
from dutydesk_registers.field_values import field_context
from dutydesk_registers.keeping import new_values
from dutydesk_registers.registers import known_register, registers
from dutydesk_registers.screens.register import RegisterScreen
from dutydesk_registers.screens.round import RoundScreen
from dutydesk_summary.screens.evaluation import EvaluationScreen
from dutydesk_summary.screens.records import RecordsScreen
from dutydesk_summary.screens.reminder import ReminderScreen
from dutydesk_summary.screens.reminders import RemindersScreen
from tests.plugins.planned_desk import area, fill, press
from tests.terminal.pilot_help import settle, text, until

FURTHER = {
    "letters": ("m", "end", "escape", "c", "escape", "v", "escape"),
    "hazards": ("t", "escape"),
    "evaluation": ("e", "end", "escape"),
}
"""What else is done in some registers: a matrix, carrying over, a complete year, tasks taken in."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    place = tmp_path_factory.mktemp("hostile")
    return make_hostile(found_plain_desk(place / "plain"), place / "desk").folder


@pytest.fixture
def desk(hostile):
    with closing(opened(hostile)) as desk:
        yield desk


class Looks:
    """Presses keys, and looks each time at what the screen then shows."""

    def __init__(self, app, pilot):
        self.app, self.pilot = app, pilot
        self.seen = ""

    async def press(self, *keys):
        for key in keys:
            await press(self.pilot, key)
            self.look()

    async def over(self, screen, *keys):
        """Press keys that open a screen, wait until it has read, and look at it."""
        await press(self.pilot, *keys)
        await until(self.pilot, lambda: isinstance(self.app.screen, screen))
        await settle(self.pilot)
        await until(self.pilot, lambda: "Reading..." not in text(self.app))
        self.look()

    def look(self):
        shown = text(self.app)
        assert raw(shown) == ()
        assert eaten(shown) == ()
        assert self.app.contained == ()
        self.seen += shown


async def test_every_register_is_listed_and_read(desk):
    codes = tuple(registers(desk))
    async with area(desk, "registers") as (app, pilot):
        looks = Looks(app, pilot)
        await looks.press("end")
        for code in codes:
            app.area.action_go_to(code)
            await looks.over(RegisterScreen)
            await looks.press("space", *FURTHER.get(code, ()), "escape")
            assert app.screen is app.area
    assert OWN in codes
    assert sum(word in looks.seen for word in ("zmark", "colour", "cleared", "title", "link", "device")) >= 5


async def test_a_register_of_hostile_names_is_worked_with(desk):
    async with area(desk, "registers") as (app, pilot):
        looks = Looks(app, pilot)
        app.area.action_go_to(OWN)
        await looks.over(RegisterScreen)
        await looks.press("pagedown", "space")
        for key in ("e", "a", "d", "h", "f", "p", "x", "slash"):
            await looks.press(key, "escape")
        assert isinstance(app.screen, RegisterScreen)


async def test_a_round_with_hostile_marks_is_gone_through(desk):
    register = known_register(desk, "inspections")
    checklist = register.file.rounds.checklist
    with_lines = next(
        each for each in entries(desk, register) if register.checklist(each.values.get(checklist, ""))
    )
    async with area(desk, "registers") as (app, pilot):
        looks = Looks(app, pilot)
        app.area.action_go_to("inspections", with_lines.id)
        await looks.over(RegisterScreen)
        await looks.over(RoundScreen, "r")
        await looks.press("end", "home", "n")
        await until(pilot, lambda: app.screen.form is not None)
        await settle(pilot)
        await looks.press("escape", "y", "backspace")
        assert isinstance(app.screen, RoundScreen)


async def test_the_summary_its_records_notes_and_reminders_are_read_and_written(desk):
    async with area(desk, "summary") as (app, pilot):
        looks = Looks(app, pilot)
        await until(pilot, lambda: app.area.summary is not None)
        await settle(pilot)
        await looks.press(*["pagedown"] * 5)
        assert sum(word in looks.seen for word in ("zmark", "colour", "cleared", "title", "link")) >= 3
        app.area.list.move_to(next(key for key, spot in app.area._shown.spots.items() if spot.evidence))
        await looks.over(RecordsScreen, "enter")
        await looks.press("escape", "e", "escape")
        await looks.over(EvaluationScreen, "i")
        await looks.press("escape")
        await looks.over(RemindersScreen, "w")
        await looks.press("escape")
        await looks.over(ReminderScreen, "t")
        await looks.press("end", "e", "escape", "l", "escape", "left_square_bracket")
        assert isinstance(app.screen, ReminderScreen)


async def test_over_ssh_no_file_outside_is_imported_attached_or_written_over(hostile, tmp_path):
    outside = tmp_path / "outside.csv"
    outside.write_text("what,found\nA key,2026-11-20\n", encoding="utf-8")
    with closing(open_desk(hostile, actor="leader", clock=lambda: NOW, confined=True)) as desk:
        before = desk.revision()
        async with area(desk, "registers") as (app, pilot):
            app.area.action_go_to(OWN)
            await Looks(app, pilot).over(RegisterScreen)
            for key, field in (("i", "file"), ("p", "file"), ("f", "source")):
                await press(pilot, key)
                await fill(app, pilot, **{field: str(outside)})
                await press(pilot, "enter")
                assert app.screen.form is not None, key
                assert "files are kept in" in " ".join(text(app).split())
                await press(pilot, "escape", "y")
        assert desk.revision() == before
    assert outside.read_text(encoding="utf-8").startswith("what")


def test_no_command_about_them_ends_in_a_fault_or_writes_what_a_terminal_obeys(
    desk, hostile, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    words = [each for each in TEXTS.values() if "\0" not in each]
    wrong = []
    for each in register_calls(desk, tmp_path, words, endings=("md",)):
        written = call(hostile, *each)
        found = (written.fault, *raw(written.out), *raw(written.err))
        wrong += [(each[:3], one) for one in found if one]
        if "--json" in each and written.out:
            json.loads(written.out)
    assert wrong == []


def test_whoever_has_the_name_of_several_people_is_nobody_until_they_say_who(desk, hostile):
    names = [each.name for each in desk.people()]
    # A field keeps no text as long as the longest of these, and nobody has what is left of such a name.
    name = min((each for each in names if names.count(each) > 1), key=len)
    register = known_register(desk, "publicity")
    with closing(opened(hostile, actor=name)) as theirs:
        values = new_values(register, field_context(theirs))
    assert values["by"] == ""
    assert values["day"] == f"{desk.today()}"
