"""One meeting in the terminal, by keyboard and by mouse, at 80x24."""

from contextlib import asynccontextmanager
from datetime import date

import pytest

from dutydesk.api.attachments import attach, attached, file_of
from dutydesk.domain import Attachment, Task
from dutydesk_training.decisions import about, decide
from dutydesk_training.minutes import add_point, minutes_of, write_text
from dutydesk_training.screens.meeting import MeetingScreen
from dutydesk_training.session_key import find_session
from tests.plugins.planned_desk import area, fill, press, with_people
from tests.plugins.training.test_agenda import BEFORE, KEY, MEETING
from tests.terminal.pilot_help import lines, settle, text, type_text, until


@pytest.fixture
def desk(planned):
    planned.write(training=MEETING)
    return with_people(planned.open())


@pytest.fixture
def held(desk):
    return find_session(desk, KEY)


@asynccontextmanager
async def meeting(desk, key=KEY):
    async with area(desk, "today") as (app, pilot):
        app.area.open_over(MeetingScreen(desk, key), "Meeting")
        await settle(pilot)
        await until(pilot, lambda: isinstance(app.area, MeetingScreen) and app.area.page is not None)
        await settle(pilot)
        yield app, pilot


async def go_to(app, pilot, words):
    """Put the cursor on the line that holds `words`."""
    row = next(each for each in app.area.list.rows if words in each.cells[0] and not each.heading)
    app.area.list.move_to(row.key)
    await settle(pilot)


async def click(app, pilot, words, times=1):
    """Click on words that stand on the screen."""
    shown = lines(app)
    y = next(index for index, line in enumerate(shown) if words in line)
    await pilot.click(offset=(shown[y].index(words) + 1, y), times=times)
    await settle(pilot)


async def test_a_new_meeting_says_what_it_is_and_how_to_begin(desk):
    async with meeting(desk) as (app, _pilot):
        assert "Weekly meeting" in lines(app)[1]
        assert "Mon 2026-11-30 15:10-16:00, planned, Meeting room" in lines(app)[1]
        shown = [each.cells[0] for each in app.area.list.rows]
        for part in (
            "1. Notices",
            "Last week, 2026-11-23 to 2026-11-29 - drafted from the records",
            "None from earlier meetings.",
            "Due until Mon 12-07",
            "Nothing yet; n keeps a decision.",
            "Nothing yet; w writes them.",
            "None yet; f attaches a file or a link.",
        ):
            assert part in shown
        assert all(len(each) <= 80 for each in lines(app))


async def test_a_point_is_added_changed_and_taken_off_and_each_is_one_undo(desk, held):
    async with meeting(desk) as (app, pilot):
        await press(pilot, "a")
        await type_text(pilot, "Winter")
        await press(pilot, "enter")
        assert "3. Winter" in text(app)
        await go_to(app, pilot, "3. Winter")
        await press(pilot, "enter")
        await fill(app, pilot, text="Winter clothing")
        await press(pilot, "enter")
        assert minutes_of(desk, held).points == ("Winter clothing",)
        await press(pilot, "x")
        assert "Take away Winter clothing?" in text(app)
        await press(pilot, "n")
        assert minutes_of(desk, held).points == ("Winter clothing",)
        await press(pilot, "x", "y")
        assert minutes_of(desk, held).points == ()
        await press(pilot, "u")
        assert minutes_of(desk, held).points == ("Winter clothing",)


async def test_a_standing_point_is_not_taken_off_here(desk):
    async with meeting(desk) as (app, pilot):
        await go_to(app, pilot, "1. Notices")
        await press(pilot, "x")
        assert "This point stands on each agenda" in text(app)


async def test_a_decision_is_kept_with_owner_and_day(desk, held):
    async with meeting(desk) as (app, pilot):
        await press(pilot, "n")
        await fill(app, pilot, text="Repair the gate", owner="nobody")
        await press(pilot, "enter")
        assert "'nobody' is nobody here" in text(app)
        await fill(app, pilot, owner="李强")
        await press(pilot, "enter")
        (task,) = desk.table(Task).all()
        assert (task.title, task.owner, task.due, task.about) == (
            "Repair the gate",
            "li",
            date(2026, 12, 7),
            about(held),
        )
        await go_to(app, pilot, "Repair the gate (李强)")
        assert "Decided at Weekly meeting 2026-11-30" in text(app)
        await press(pilot, "x", "y")
        assert desk.table(Task).all() == ()


async def test_a_day_before_the_meeting_is_refused_and_the_form_stays(desk):
    async with meeting(desk) as (app, pilot):
        await press(pilot, "n")
        await fill(app, pilot, text="Repair the gate", owner="li", due="2026-11-29")
        await press(pilot, "enter")
        assert "before the meeting of 2026-11-30" in text(app)
        assert app.area.form.values["text"] == "Repair the gate"
        assert desk.table(Task).all() == ()


async def test_an_open_decision_is_done_with_its_outcome_and_that_is_taken_back(desk):
    decide(desk, find_session(desk, BEFORE), "Repair the gate", owner="li", due=date(2026, 11, 23))
    async with meeting(desk) as (app, pilot):
        await go_to(app, pilot, "Repair the gate (李强)")
        assert "overdue 11-23" in text(app)
        await press(pilot, "x")
        assert "Another meeting decided this; d marks it done." in text(app)
        await press(pilot, "d")
        await type_text(pilot, "new hinges")
        await press(pilot, "enter")
        (task,) = desk.table(Task).all()
        assert (task.done, task.outcome) == (desk.today(), "new hinges")
        await press(pilot, "u")
        (task,) = desk.table(Task).all()
        assert task.done is None


async def test_minutes_are_written_and_nothing_typed_is_lost_unasked(desk, held):
    async with meeting(desk) as (app, pilot):
        await press(pilot, "w")
        await type_text(pilot, "Opened")
        assert "Minutes (not saved)" in text(app)
        assert app.area.unsaved == "Minutes"
        await press(pilot, "escape")
        assert "Drop what you typed?" in text(app)
        await press(pilot, "n", "ctrl+s")
        assert "The minutes are kept." in text(app)
        assert minutes_of(desk, held).text == "Opened"
        await press(pilot, "escape")
        assert app.area.pane is None
        assert "Opened" in [each.cells[0] for each in app.area.list.rows]
        await press(pilot, "u")
        assert minutes_of(desk, held).text == ""


async def test_what_another_wrote_meanwhile_stays_and_ones_own_text_too(planned, desk, held):
    async with meeting(desk) as (app, pilot):
        await press(pilot, "w")
        await type_text(pilot, "mine")
        write_text(planned.open("other"), held, "theirs", "")
        await press(pilot, "ctrl+s")
        assert "Someone else has written here meanwhile" in text(app)
        assert app.area.pane.area.text == "mine"
        assert minutes_of(desk, held).text == "theirs"


async def test_saving_twice_keeps_the_second_text_too(desk, held):
    async with meeting(desk) as (_app, pilot):
        await press(pilot, "w")
        await type_text(pilot, "one")
        await press(pilot, "ctrl+s")
        await type_text(pilot, "two")
        await press(pilot, "ctrl+s")
        assert minutes_of(desk, held).text == "onetwo"


async def test_last_week_is_edited_from_the_draft_on_and_drafted_again_when_emptied(desk, held):
    with desk.change("away") as change:
        change.add(Task(id="t1", title="Old lock", due=date(2026, 11, 24)))
    async with meeting(desk) as (app, pilot):
        await press(pilot, "l")
        assert "Old lock" in app.area.pane.area.text
        app.area.pane.area.text = "All was quiet."
        await press(pilot, "ctrl+s", "escape")
        assert minutes_of(desk, held).last_week == "All was quiet."
        assert " - drafted from" not in text(app)
        await press(pilot, "l")
        app.area.pane.area.text = ""
        await press(pilot, "ctrl+s", "escape")
        await until(pilot, lambda: " - drafted from" in text(app))


async def test_a_link_is_attached_shown_and_taken_away(desk, held):
    async with meeting(desk) as (app, pilot):
        await press(pilot, "f")
        await fill(app, pilot, source="/no/such/file", title="Winter rules")
        await press(pilot, "enter")
        assert "There is no such file" in text(app)
        await fill(app, pilot, source="https://example.org/winter")
        await press(pilot, "enter")
        await go_to(app, pilot, "Winter rules (link)")
        await press(pilot, "enter")
        assert "https://example.org/winter" in app.area.message_bar.line_text
        await press(pilot, "x", "y")
        assert not attached(desk, about(held))
        await press(pilot, "u")
        assert [each.title for each in desk.table(Attachment).all()] == ["Winter rules"]


async def test_a_file_that_is_gone_is_marked(desk, held, tmp_path):
    plan = tmp_path / "plan.txt"
    plan.write_text("plan")
    file_of(desk, attach(desk, about(held), str(plan), "Plan")).unlink()
    async with meeting(desk) as (app, pilot):
        await go_to(app, pilot, "Plan (file)")
        assert "! missing" in text(app)
        await press(pilot, "enter")
        assert "The file is gone" in app.area.message_bar.line_text


async def test_chair_and_writer_are_named(desk, held):
    async with meeting(desk) as (app, pilot):
        await press(pilot, "c")
        await fill(app, pilot, chair="赵建国", writer="wu")
        await press(pilot, "enter")
        assert (minutes_of(desk, held).chair, minutes_of(desk, held).writer) == ("zhao", "wu")
        assert "Chair: 赵建国; Minutes taken by: 吴刚" in [each.cells[0] for each in app.area.list.rows]


async def test_a_paper_is_printed_into_the_current_folder_and_not_over_another_unasked(
    desk, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    printed = tmp_path / "meeting-2026-11-30-minutes.md"
    async with meeting(desk) as (app, pilot):
        await press(pilot, "o")
        await fill(app, pilot, paper="minutes", format=".md")
        await press(pilot, "enter")
        await until(pilot, lambda: "Printed: meeting-2026-11-30-minutes.md" in text(app))
        assert "Weekly meeting" in printed.read_text(encoding="utf-8")
        printed.write_text("mine")
        await press(pilot, "o")
        await fill(app, pilot, paper="minutes", format=".md")
        await press(pilot, "enter")
        assert "is there already; replace it?" in text(app)
        assert printed.read_text() == "mine"
        await press(pilot, "y")
        await until(pilot, lambda: "Weekly meeting" in printed.read_text(encoding="utf-8"))


async def test_everything_can_be_done_by_mouse(desk, held):
    add_point(desk, held, "Torches")
    async with meeting(desk) as (app, pilot):
        for words, title in (
            ("n Decision", "What was decided?"),
            ("a Point", "A point for this agenda"),
            ("o Print", "Format"),
        ):
            await click(app, pilot, words)
            assert title in text(app)
            await click(app, pilot, "Esc closes")
        await click(app, pilot, "3. Torches")
        await click(app, pilot, "x Remove")
        await click(app, pilot, "Yes")
        assert minutes_of(desk, held).points == ()
        await press(pilot, "end")
        await click(app, pilot, "None yet; f attaches", times=2)
        assert "Keep with Weekly meeting" in text(app)
        await click(app, pilot, "Esc closes")
        await click(app, pilot, "Nothing yet; w writes")
        await click(app, pilot, "c Chair")
        assert "Chair and writer" in text(app)
        await click(app, pilot, "Esc closes")
        await click(app, pilot, "Nothing yet; w writes", times=2)
        assert app.area.pane is not None


async def test_a_past_meeting_reads_the_same(desk):
    async with meeting(desk, "training-weekly-20261116") as (app, _pilot):
        assert "not marked" in lines(app)[1]
        assert "Last week, 2026-11-09 to 2026-11-15" in text(app)


async def test_escape_goes_back_to_the_area(desk):
    async with meeting(desk) as (app, pilot):
        await press(pilot, "escape")
        assert not isinstance(app.area, MeetingScreen)


async def test_a_meeting_that_is_gone_says_so_and_offers_nothing(desk):
    async with area(desk, "today") as (app, pilot):
        app.area.open_over(MeetingScreen(desk, "no-such-key"), "Meeting")
        await settle(pilot)
        await until(pilot, lambda: "no-such-key" in text(app))
        await press(pilot, "a")
        assert app.area.form is None
