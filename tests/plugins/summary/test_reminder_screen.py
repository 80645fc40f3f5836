"""The reminders of the weeks and one of them in the terminal, by keyboard and by mouse, at 80x24."""

from contextlib import asynccontextmanager

import pytest

from dutydesk.api.week import Week
from dutydesk.config.personal import PersonalFolders
from dutydesk.tui.app import DutyDeskApp
from dutydesk_summary.reminder.issuing import issue
from dutydesk_summary.reminder.keeping import Part, keep_part, kept_reminder, reminder_of
from dutydesk_summary.screens.records import RecordsScreen
from dutydesk_summary.screens.reminder import ReminderScreen
from dutydesk_summary.screens.reminders import RemindersScreen
from dutydesk_summary.screens.summary import SummaryScreen
from tests.plugins.planned_desk import area, fill, press
from tests.plugins.summary.reminder_desk import WEEK, small_school
from tests.terminal.pilot_help import lines, settle, text, type_text, until

BEFORE = Week.parse("2026-W47")


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    yield from small_school(tmp_path_factory.mktemp("small") / "desk")


@pytest.fixture
def desk(school):
    school.begin()
    return school.desk


@asynccontextmanager
async def reminder(desk, week=WEEK):
    async with area(desk, "today") as (app, pilot):
        app.area.open_over(ReminderScreen(desk, week), "Reminder")
        await until(pilot, lambda: isinstance(app.area, ReminderScreen) and app.area.page is not None)
        await settle(pilot)
        yield app, pilot


async def click(app, pilot, words, times=1):
    """Click on words that stand on the screen."""
    await until(pilot, lambda: words in text(app))
    shown = lines(app)
    y = next(index for index, line in enumerate(shown) if words in line)
    await pilot.click(offset=(shown[y].index(words) + 1, y), times=times)
    await settle(pilot)


async def test_a_draft_is_shown_with_both_parts_and_what_is_read_out(desk):
    async with reminder(desk) as (app, _pilot):
        shown = lines(app)
        assert "2026-W48  drafted from the records, not kept yet; due Mon 2026-11-23" in shown[1]
        assert any("Last week, 2026-11-16 to 2026-11-22" in each for each in shown)
        assert any("Fire drill, Playground" in each and each.rstrip().endswith("read out") for each in shown)
        assert any("Mend the bell" in each and each.rstrip().endswith("meeting") for each in shown)
        assert all(len(each) <= 80 for each in shown)


async def test_points_are_written_issued_and_withdrawn(desk):
    async with reminder(desk) as (app, pilot):
        await press(pilot, "e")
        app.area.panes.pane.area.text = "Mind the ice."
        await press(pilot, "ctrl+s", "escape")
        assert kept_reminder(desk, WEEK).points == "Mind the ice."
        assert "kept, not issued yet" in lines(app)[1]
        await press(pilot, "i")
        assert "issued on 2026-11-23 by 赵建国" in lines(app)[1]
        await press(pilot, "e")
        assert app.area.panes.pane is None
        await press(pilot, "enter")
        assert "It is issued: x withdraws it first" in text(app)
        await press(pilot, "x", "n")
        assert kept_reminder(desk, WEEK).issued is not None
        await press(pilot, "x", "y")
        assert kept_reminder(desk, WEEK).issued is None
        assert app.area.list.has_focus


async def test_nothing_that_is_typed_is_lost_unasked(desk):
    async with reminder(desk) as (app, pilot):
        await press(pilot, "l")
        await type_text(pilot, "Calm")
        assert app.area.unsaved.startswith("Last week")
        await press(pilot, "escape", "n")
        assert app.area.panes.pane.area.text.startswith("Calm")
        await press(pilot, "escape", "y")
        assert app.area.panes.pane is None
        assert kept_reminder(desk, WEEK) is None


async def test_what_was_typed_when_the_line_dropped_comes_back(desk, tmp_path):
    folders = PersonalFolders(tmp_path / "settings", tmp_path / "state")

    @asynccontextmanager
    async def visit():
        app = DutyDeskApp(lambda: (desk, desk.registry.screens, desk.registry.commands), {}, folders)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            app.area.open_over(ReminderScreen(desk, WEEK), "Reminder")
            await until(pilot, lambda: isinstance(app.area, ReminderScreen) and app.area.page is not None)
            await settle(pilot)
            yield app, pilot

    async with visit() as (app, pilot):
        await press(pilot, "e")
        await type_text(pilot, "Torches")
        app.drafts.flush()
    async with visit() as (app, pilot):
        await press(pilot, "e")
        assert app.area.panes.pane.area.text.startswith("Torches")
        assert "Taken up again what you typed" in text(app)


async def test_another_terminal_is_never_overwritten(school, desk):
    other = school.open("wu")
    async with reminder(desk) as (app, pilot):
        await press(pilot, "e")
        await type_text(pilot, "mine ")
        keep_part(other, reminder_of(other, WEEK), Part.POINTS, "theirs")
        await press(pilot, "ctrl+s")
        assert "Someone else has written here meanwhile" in text(app)
        assert app.area.panes.pane.area.text.startswith("mine ")
        await press(pilot, "escape", "y")
        await until(pilot, lambda: "theirs" in text(app))
        issue(other, reminder_of(other, WEEK))
        await press(pilot, "i")
        assert "was issued on 2026-11-23" in text(app) or "issued on 2026-11-23 by 吴刚" in text(app)
        assert kept_reminder(desk, WEEK).issued_by == "wu"


async def test_drafting_anew_asks_where_something_is_kept(desk):
    keep_part(desk, reminder_of(desk, WEEK), Part.POINTS, "mine")
    async with reminder(desk) as (app, pilot):
        await press(pilot, "d")
        assert "Draft both parts anew?" in text(app)
        await press(pilot, "n")
        assert kept_reminder(desk, WEEK).points == "mine"
        await press(pilot, "d", "y")
        await until(pilot, lambda: "Fire drill" in kept_reminder(desk, WEEK).points)
        await until(pilot, lambda: "Drafted from the records" in text(app))


async def test_a_week_without_any_record_says_so_and_is_not_issued(desk):
    async with reminder(desk, Week.parse("2026-W30")) as (app, pilot):
        assert "Nothing is recorded of the week before, 2026-07-13 to" in text(app)
        assert "Nothing is recorded as due or held in this week." in text(app)
        await press(pilot, "i")
        assert "nothing stands in the reminder of 2026-W30 yet" in text(app)


async def test_brackets_go_through_the_weeks_over_new_year(desk):
    async with reminder(desk, Week.parse("2026-W53")) as (app, pilot):
        await press(pilot, "right_square_bracket")
        await until(pilot, lambda: app.area.page is not None)
        assert "2027-W01" in lines(app)[1]
        await press(pilot, "left_square_bracket")
        await until(pilot, lambda: app.area.page is not None)
        assert "2026-W53" in lines(app)[1]


async def test_it_is_printed_into_the_current_folder(desk, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    async with reminder(desk) as (app, pilot):
        await press(pilot, "p")
        await fill(app, pilot, format=".md")
        await press(pilot, "enter")
        await until(pilot, lambda: "Printed: reminder-2026-W48.md" in text(app))
    assert "Fire drill" in (tmp_path / "reminder-2026-W48.md").read_text(encoding="utf-8")


async def test_the_weeks_of_a_year_tell_how_each_stands(desk):
    issue(desk, keep_part(desk, reminder_of(desk, BEFORE), Part.POINTS, "Mind the ice."))
    keep_part(desk, reminder_of(desk, WEEK.after), Part.POINTS, "Heaters off.")
    async with area(desk, "summary") as (app, pilot):
        await press(pilot, "w")
        await until(pilot, lambda: isinstance(app.area, RemindersScreen) and app.area.listed)
        state = {each.key: each.cells[-1] for each in app.area.table.rows}
        assert state["2026-W46"] == "none"
        assert state["2026-W47"] == "issued 2026-11-23, 赵建国"
        assert state["2026-W48"] == "due today, not begun"
        assert state["2026-W49"] == "drafted"
        assert state["2026-W53"] == "not begun"
        assert "1 issued, 13 due so far" in lines(app)[1]
        assert app.area.table.current.key == "2026-W48"
        await press(pilot, "up", "enter")
        await until(pilot, lambda: isinstance(app.area, ReminderScreen) and app.area.page is not None)
        assert app.area.week == BEFORE
        await press(pilot, "escape", "right_square_bracket")
        await until(pilot, lambda: "Reminders of 2027" in text(app))
        assert "2027-W01" in app.area.listed


async def test_an_issued_reminder_is_found_from_the_figure_of_the_year(desk):
    issue(desk, keep_part(desk, reminder_of(desk, BEFORE), Part.POINTS, "Mind the ice."))
    async with area(desk, "summary") as (app, pilot):
        await until(pilot, lambda: app.area.summary is not None)
        spots = app.area._shown.spots
        key = next(
            key for key, spot in spots.items() if any(each.key == "reminder.issued" for each in spot.evidence)
        )
        app.area.list.move_to(key)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.area, RecordsScreen) and app.area.listed)
        assert "Safety reminder of 2026-W47" in text(app)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.area, ReminderScreen))
        assert app.area.week == BEFORE
        await press(pilot, "escape")
        assert isinstance(app.area, SummaryScreen)


async def test_everything_can_be_done_by_mouse(desk):
    async with area(desk, "summary") as (app, pilot):
        await click(app, pilot, "w Reminders")
        await until(pilot, lambda: "2026-W48" in text(app))
        await click(app, pilot, "2026-W48", times=2)
        await until(pilot, lambda: isinstance(app.area, ReminderScreen) and app.area.page is not None)
        await settle(pilot)
        await click(app, pilot, "Fire drill, Playground", times=2)
        assert app.area.panes.pane is not None
        await click(app, pilot, "Esc Close")
        await click(app, pilot, "i Issue")
        assert kept_reminder(desk, WEEK).issued is not None
        await click(app, pilot, "x Withdraw")
        await click(app, pilot, "Yes")
        assert kept_reminder(desk, WEEK).issued is None


async def test_hostile_text_reaches_the_terminal_as_text(desk):
    keep_part(desk, reminder_of(desk, WEEK), Part.POINTS, "[/] \x1b]52;c;aGk=\x07 \u202eevil [red]x")
    async with reminder(desk) as (app, pilot):
        assert "[/] ?]52;c;aGk=? ?evil [red]x" in text(app)
        await press(pilot, "e")
        assert app.area.panes.pane is not None
