"""The area of the summary, the records behind its figures, and the evaluation, at 80x24."""

from datetime import date

import pytest

from dutydesk.api import Indicator, NamedRecord
from dutydesk.api.week import Week
from dutydesk_summary.screens.evaluation import EvaluationScreen
from dutydesk_summary.screens.records import RecordsScreen
from dutydesk_summary.screens.reminder import ReminderScreen
from dutydesk_summary.screens.reminders import RemindersScreen
from dutydesk_summary.screens.summary import SummaryScreen
from dutydesk_summary.screens.summary_rows import summary_rows
from dutydesk_summary.year.notes import keep_note, notes_of
from tests.plugins.planned_desk import area, fill, press
from tests.plugins.summary.figured_desk import figure
from tests.terminal.pilot_help import lines, text, type_text, until

SECTIONS = """
[[section.line]]
text = "Hidden dangers found: {h.found}."
[[section.line]]
text = "Lights put up: {e.lights}."
[[section]]
code = "register"
heading = "Registration"
translations.zh = { heading = "户籍" }
[[section]]
code = "judged"
heading = "Evaluation"
shows = "evaluation"
translations.zh = { heading = "考核" }
[[advice]]
figures = ["e.*"]
text = "Enter lamps in the register Equipment."
"""


@pytest.fixture
def desk(figured):
    """Return a desk whose summary of 2026 has a line with records and one that lacks them."""
    figured.template(SECTIONS)
    figured.give(figure("h.found", 3, "", "task:t1", "entry:e1", title="Dangers found"))
    figured.name("e.lights")
    figured.given.records = {
        "entry:e1": NamedRecord(key="entry:e1", title="Loose rail", day=date(2026, 3, 2)),
        "task:t1": NamedRecord(
            key="task:t1", title="Blocked door", day=date(2026, 5, 4), screen="tasks", action="go_to('t1')"
        ),
    }
    figured.given.judged = [
        Indicator(key="i1", title="No danger stays", figure="h.found", least=3, points=5),
        Indicator(key="i2", title="[/] Every lamp lights", figure="e.lights", least=2),
    ]
    return figured.desk


async def shown(app, pilot, words):
    await until(pilot, lambda: words in text(app))


async def opened_2026(app, pilot):
    """Turn from the year of the clock, 2027, to the one before."""
    await press(pilot, "left_square_bracket")
    await shown(app, pilot, "Hidden dangers found: 3.")


async def click(app, pilot, words, times=1):
    await shown(app, pilot, words)
    y = next(index for index, line in enumerate(lines(app)) if words in line)
    await pilot.click(offset=(lines(app)[y].index(words) + 1, y), times=times)


async def test_a_year_is_told_section_by_section_and_what_lacks_is_told_in_words(desk):
    async with area(desk, "summary") as (app, pilot):
        await opened_2026(app, pilot)
        assert "2026 up to 2026-12-31" in lines(app)[1]
        assert "! 1 figure has no record" in lines(app)[1]
        for words in (
            "Fire safety",
            "! No record of 2026: Title of e.lights.",
            "Registration",
            "Nothing is written here yet; e writes a paragraph.",
            "Of 2 indicators 1 were met",
        ):
            assert words in text(app)
        assert "2 records behind it: Enter shows them." in text(app)
        await press(pilot, "down")
        await shown(app, pilot, "Enter lamps in the register Equipment.")
        assert all(len(each) <= 80 for each in lines(app))


async def test_the_records_behind_a_line_lead_to_where_they_are_kept(desk):
    async with area(desk, "summary") as (app, pilot):
        await opened_2026(app, pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.area, RecordsScreen) and app.area.listed)
        cells = [each.cells for each in app.area.table.rows]
        assert cells == [
            ("[1] Dangers found, 2026: 3",),
            ("Blocked door", "2026-05-04", "Tasks"),
            ("Loose rail", "2026-03-02", ""),
        ]
        await press(pilot, "down", "enter")
        await shown(app, pilot, "Loose rail has no place of its own on the screen.")
        await press(pilot, "up", "right")
        await until(pilot, lambda: app.current_mode == "tasks")


async def test_a_figure_that_no_single_record_proves_says_so(figured):
    figured.template(SECTIONS)
    figured.give(figure("h.found", 3))
    figured.name("e.lights")
    async with area(figured.desk, "summary") as (app, pilot):
        await opened_2026(app, pilot)
        assert "Counted without single records." in text(app)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.area, RecordsScreen))
        await shown(app, pilot, "Counted without single records.")
        await press(pilot, "enter")
        await shown(app, pilot, "There is no record to open here.")
        await press(pilot, "left")
        await until(pilot, lambda: isinstance(app.area, SummaryScreen))


async def test_a_line_that_lacks_its_figure_opens_nothing(desk):
    async with area(desk, "summary") as (app, pilot):
        await opened_2026(app, pilot)
        await press(pilot, "down", "enter")
        await shown(app, pilot, "No figure with a record stands in this line")
        assert isinstance(app.area, SummaryScreen)


async def test_the_school_writes_its_own_paragraph_of_a_section(desk):
    async with area(desk, "summary") as (app, pilot):
        await opened_2026(app, pilot)
        await press(pilot, "down", "down", "e")
        await type_text(pilot, "Moved")
        await press(pilot, "p")
        assert app.area.panes.pane.area.text == "Movedp", "keys are text while one writes"
        await press(pilot, "backspace", "ctrl+s")
        assert notes_of(desk, 2026) == {"register": "Moved"}
        await press(pilot, "escape")
        await shown(app, pilot, "Moved")
        assert "e changes this paragraph." in text(app)
        await press(pilot, "enter")
        app.area.panes.pane.area.text = ""
        await press(pilot, "ctrl+s", "escape")
        await shown(app, pilot, "Your paragraph of Registration is taken away.")
        assert notes_of(desk, 2026) == {}


async def test_what_another_wrote_in_the_section_meanwhile_stays(desk):
    async with area(desk, "summary") as (app, pilot):
        await opened_2026(app, pilot)
        await press(pilot, "e")
        await type_text(pilot, "mine")
        keep_note(desk, 2026, "fire", "theirs")
        await press(pilot, "ctrl+s")
        await shown(app, pilot, "Someone else has written here meanwhile")
        assert app.area.panes.pane.area.text == "mine"
        assert notes_of(desk, 2026) == {"fire": "theirs"}
        await press(pilot, "escape")
        assert "Drop what you typed?" in text(app)


async def test_brackets_turn_the_years_and_stop_where_there_is_nothing_to_tell(desk):
    async with area(desk, "summary") as (app, pilot):
        assert "2027 up to 2027-01-15" in lines(app)[1]
        await press(pilot, "right_square_bracket")
        await until(pilot, lambda: lines(app)[1].startswith(" 2028 "))
        await press(pilot, "right_square_bracket")
        await shown(app, pilot, "There is nothing to tell of 2029.")


async def test_it_is_printed_into_the_current_folder(desk, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    async with area(desk, "summary") as (app, pilot):
        await opened_2026(app, pilot)
        await press(pilot, "p")
        await fill(app, pilot, format=".md")
        await press(pilot, "enter")
        await shown(app, pilot, "Printed: summary-2026.md")
    assert "Hidden dangers found: 3" in (tmp_path / "summary-2026.md").read_text(encoding="utf-8")


async def test_the_evaluation_says_what_was_met_and_why_and_leads_to_the_records(desk):
    async with area(desk, "summary") as (app, pilot):
        await opened_2026(app, pilot)
        await press(pilot, "i")
        await until(pilot, lambda: isinstance(app.area, EvaluationScreen) and app.area.listed)
        rows = [(each.cells[0], each.cells[2], each.cells[3]) for each in app.area.table.rows]
        assert rows == [("No danger stays", "5", "met"), ("[/] Every lamp lights", "", "? not judged")]
        await press(pilot, "down")
        await shown(app, pilot, "no record of 2026; at least 2 wanted")
        await press(pilot, "up", "enter")
        await until(pilot, lambda: isinstance(app.area, RecordsScreen))


async def test_the_palette_opens_the_reminder_of_this_week_and_printing(desk):
    async with area(desk, "today") as (app, pilot):
        by_action = {each.action: each for each in app.commands if each.screen == "summary"}
        await app.run_command(by_action["this_week"])
        await until(pilot, lambda: isinstance(app.area, ReminderScreen))
        assert app.area.week == Week.of(date(2027, 1, 15))
        await app.run_command(by_action["print"])
        await until(pilot, lambda: isinstance(app.area, SummaryScreen) and app.area.form is not None)
        await shown(app, pilot, "Print the summary of 2027")


async def test_the_action_of_a_due_reminder_opens_its_week_and_a_wrong_name_is_told(desk):
    async with area(desk, "summary") as (app, pilot):
        app.area.action_open_week("no week")
        await shown(app, pilot, "is no week; expected one such as 2026-W48")
        app.area.action_open_week("2026-W53")
        await until(pilot, lambda: isinstance(app.area, ReminderScreen))
        assert app.area.week == Week.parse("2026-W53")


async def test_what_is_wrong_with_the_template_stands_in_place_of_the_summary(figured):
    figured.template(SECTIONS)
    async with area(figured.desk, "summary") as (app, pilot):
        await shown(app, pilot, "config/packs/summary/own.toml, line 9")
        assert "there is no figure 'h.found'" in text(app)
        await press(pilot, "e", "enter")
        assert app.area.panes.pane is None
        await press(pilot, "left_square_bracket")
        await until(pilot, lambda: lines(app)[1].startswith(" 2026 "))


async def test_everything_can_be_done_by_mouse(desk):
    async with area(desk, "summary") as (app, pilot):
        await click(app, pilot, "[ 2026")
        await click(app, pilot, "Hidden dangers found: 3.", times=2)
        await until(pilot, lambda: isinstance(app.area, RecordsScreen))
        await click(app, pilot, "Esc goes back")
        await until(pilot, lambda: isinstance(app.area, SummaryScreen))
        await click(app, pilot, "w Reminders")
        await until(pilot, lambda: isinstance(app.area, RemindersScreen))
        await press(pilot, "escape")
        await click(app, pilot, "i Evaluation")
        await until(pilot, lambda: isinstance(app.area, EvaluationScreen))


def test_a_long_paragraph_is_shown_whole(figured):
    figured.template(SECTIONS)
    figured.give(figure("h.found", 3), figure("e.lights", 2))
    long = "word " * 400 + "end\nsecond paragraph"
    keep_note(figured.desk, 2026, "register", long)
    rows = summary_rows(figured.written(), 60).rows
    told = " ".join(each.cells[0] for each in rows if each.key.startswith("register-"))
    assert told.split() == long.split()
    assert all(len(each.cells[0]) <= 60 for each in rows)
