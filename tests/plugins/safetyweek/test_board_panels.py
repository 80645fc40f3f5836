"""What lies over the board of a safety week: preparation, budget, files; and what is printed from it."""

from datetime import date

import pytest

from dutydesk.api.attachments import attached
from dutydesk.domain import Task
from dutydesk_safetyweek.planning import plan_week
from dutydesk_safetyweek.screens.typed_values import check_amount, check_number
from tests.plugins.planned_desk import area, fill, press
from tests.plugins.safetyweek.board_desk import board, desk_with_pack, entry, go_to
from tests.terminal.pilot_help import lines, text, type_text, until


@pytest.fixture
def desk(planned):
    found = desk_with_pack(planned)
    plan_week(found, 2027, pack="small")
    return found


def line(app, part):
    return next(each for each in lines(app) if part in each)


async def test_what_is_to_be_prepared_is_done_opened_again_and_undone(desk):
    async with area(desk, "safetyweek") as (app, pilot):
        await go_to(app, pilot, "Fire")
        await press(pilot, "p")
        assert "1 task open" in text(app)
        for part in ("Tue 03-16", "open", "Invite the brigade", "李强", "preparation"):
            assert part in line(app, "Invite the brigade")
        await press(pilot, "d")
        assert "done" in line(app, "Invite the brigade")
        (task,) = desk.table(Task).all()
        assert task.done == date(2026, 11, 24)
        await press(pilot, "d")
        assert "open" in line(app, "Invite the brigade")
        await press(pilot, "d", "escape")
        assert "nothing left to prepare" in text(app)
        await press(pilot, "u")
        assert "1 to prepare: Invite the brigade (03-16)" in text(app)


async def test_a_late_task_is_told_by_a_word(planned, desk):
    planned.at(date(2027, 3, 20))
    async with area(desk, "safetyweek") as (app, pilot):
        await press(pilot, "p")
        assert "! 1 is late" in text(app)
        assert "! late" in line(app, "Invite the brigade")


async def test_preparation_is_added_to_the_activity_one_came_from_changed_and_removed(desk):
    async with area(desk, "safetyweek") as (app, pilot):
        await go_to(app, pilot, "Opening")
        await press(pilot, "p")
        assert "nothing yet; a adds something" in text(app)
        await press(pilot, "d")
        assert "There is no task here yet; a adds one." in text(app)
        await press(pilot, "a")
        assert "To prepare for Opening" in text(app)
        assert app.area.form.values["owner"] == "赵建国"
        await type_text(pilot, "Try the studio")
        await fill(app, pilot, owner="吴", due="03-26")
        await press(pilot, "enter")
        (made,) = [task for task in entry(desk, "Opening").tasks if task.title == "Try the studio"]
        assert (made.owner, made.due) == ("wu", date(2027, 3, 26))
        await press(pilot, "e")
        await fill(app, pilot, title="Try the loudspeakers")
        await press(pilot, "enter")
        assert entry(desk, "Opening").tasks[0].title == "Try the loudspeakers"
        await press(pilot, "delete", "y")
        assert entry(desk, "Opening").tasks == ()


async def test_the_budget_is_kept_line_by_line_and_what_is_too_much_is_told(desk):
    async with area(desk, "safetyweek") as (app, pilot):
        await go_to(app, pilot, "Quiz")
        await press(pilot, "b")
        assert "Planned 600, spent 0" in text(app)
        assert "Opening" in line(app, "Printing")
        await press(pilot, "a")
        await type_text(pilot, "Prizes")
        await fill(app, pilot, planned="a lot")
        await press(pilot, "enter")
        assert "Type an amount, such as 120 or 99.50." in text(app)
        await fill(app, pilot, planned="1,200.50")
        await press(pilot, "enter")
        assert "Quiz" in line(app, "Prizes")
        assert "Planned 1800.50, spent 0" in text(app)
        await press(pilot, "e")
        await fill(app, pilot, spent="2000")
        await press(pilot, "enter")
        assert "! 199.50 too much" in text(app)
        over = next(each for each in lines(app) if "! over" in each)
        assert "2000" in over
        await press(pilot, "escape")
        assert "cost 2000/1800.50" in lines(app)[1]
        await press(pilot, "b", "delete", "y")
        assert len(board(desk).costs) == 1


async def test_a_photo_and_a_link_are_kept_and_taken_away(desk, tmp_path):
    photo = tmp_path / "hall 礼堂.jpg"
    photo.write_bytes(b"jpg")
    async with area(desk, "safetyweek") as (app, pilot):
        await go_to(app, pilot, "Opening")
        await press(pilot, "f")
        assert "No file yet: a keeps a photo, a file or a link." in text(app)
        await press(pilot, "a")
        await fill(app, pilot, source=str(tmp_path / "none.jpg"))
        await press(pilot, "enter")
        assert "There is no such file; a link begins with https://." in text(app)
        await fill(app, pilot, source=str(photo))
        await press(pilot, "enter")
        assert "file" in line(app, "hall 礼堂.jpg")
        await press(pilot, "a")
        await fill(app, pilot, source="https://example.org/slides", title="Slides")
        await press(pilot, "enter")
        assert "link" in line(app, "Slides")
        await press(pilot, "escape")
        assert "2 files" in text(app)
        await press(pilot, "f", "home", "delete", "y")
    assert len(attached(desk, entry(desk, "Opening").about)) == 1


async def test_a_hand_out_is_written_by_the_ending_of_its_file_and_replaced_after_asking(desk, tmp_path):
    path = tmp_path / "week.md"
    async with area(desk, "safetyweek") as (app, pilot):
        await press(pilot, "o")
        await fill(app, pilot, what="handout", file="/nowhere/at-all/week.md")
        await press(pilot, "enter")
        assert "There is no folder /nowhere/at-all." in text(app)
        await fill(app, pilot, file=str(tmp_path / "week.xyz"))
        await press(pilot, "enter")
        assert "Expected a name that ends in .pdf, .docx, .md." in text(app)
        await fill(app, pilot, file=str(path))
        await press(pilot, "enter")
        await until(pilot, lambda: "Printed: week.md" in text(app))
        assert "Fire lecture" in path.read_text(encoding="utf-8")
        path.write_text("mine", encoding="utf-8")
        await press(pilot, "o")
        await fill(app, pilot, what="report", file=str(path))
        await press(pilot, "enter")
        assert "week.md is there already; replace it?" in text(app)
        await press(pilot, "n")
        assert path.read_text(encoding="utf-8") == "mine"
        await press(pilot, "enter", "y")
        await until(pilot, lambda: path.read_text(encoding="utf-8") != "mine")
        await until(pilot, lambda: board(desk).week.closed is not None)
        assert app.area.form is None


@pytest.mark.parametrize("typed", ["a lot", "-1", "1.234", "1,2", "1e5", "٣"])
def test_what_is_no_amount_is_refused(typed):
    assert check_amount(typed)


@pytest.mark.parametrize(("typed", "is_right"), [("", True), ("12", True), ("-1", False), ("٣", False)])
def test_numbers_are_whole_and_in_digits(typed, is_right):
    assert (check_number(typed) == "") is is_right
