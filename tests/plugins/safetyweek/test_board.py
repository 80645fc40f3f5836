"""The board of the safety week in the terminal: planned, moved about, prepared, held, all from one screen."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dutydesk.domain import RoughCount, Task
from dutydesk_safetyweek.board import EntryState, weeks
from dutydesk_safetyweek.changing import EntryDraft, Outcome, change_entry, hold_entry, move_entry
from dutydesk_safetyweek.planning import plan_week
from tests.plugins.planned_desk import area, fill, press
from tests.plugins.safetyweek.board_desk import (
    FREE,
    MONDAY,
    board,
    desk_with_pack,
    drag,
    entry,
    go_to,
    row,
)
from tests.terminal.pilot_help import lines, text, type_text
from tests.terminal.test_mouse_alone import click

TUESDAY, THURSDAY = MONDAY + timedelta(days=1), MONDAY + timedelta(days=3)


@pytest.fixture
def desk(planned):
    found = desk_with_pack(planned)
    plan_week(found, 2027, pack="small")
    return found


@pytest.fixture
def held_desk(planned, desk):
    """The week on its Wednesday, when the first days are over."""
    planned.at(MONDAY + timedelta(days=2))
    return desk


async def test_an_empty_board_says_how_to_begin_and_a_week_is_planned_by_keys(planned):
    desk = desk_with_pack(planned)
    async with area(desk, "safetyweek") as (app, pilot):
        assert "g plans a week from a template pack" in text(app)
        await press(pilot, "g")
        assert "Know safety (5 activities)" in text(app)
        assert "empty: by the settings, 2027-03-29 in 2027" in text(app)
        await press(pilot, "enter")
        assert "Planned: Know safety, 2027-03-29 to 2027-04-02." in text(app)
        assert len(board(desk).entries) == 5
        await press(pilot, "u")
        assert "g plans a week" in text(app)
    assert weeks(desk) == ()


async def test_the_empty_board_is_left_by_the_mouse_too(planned):
    async with area(desk_with_pack(planned), "safetyweek") as (app, pilot):
        await click(pilot, "g plans a week")
        await click(pilot, "Enter saves")
        assert "Fire lecture" in text(app)


async def test_the_board_shows_all_that_matters_in_80_columns(desk):
    async with area(desk, "safetyweek") as (app, pilot):
        top, *rest = lines(app)[1:]
        for part in ("Know safety", "03-29 - 04-02", "0/5 done", "cost 0/600", "< 2027 >"):
            assert part in top
        assert [rest[0].index(day) for day in ("Mon", "Tue", "Wed", "Thu", "Fri")] == [
            row(app, "Opening").index("07:50") + app.area.grid._layout.cell * day for day in range(5)
        ]
        assert "赵建国" in row(app, "Opening")
        assert "planned" in row(app, "Opening")
        assert " day " in row(app, "Banners")
        assert row(app, "Fire lecture").index("14:00") == rest[0].index("Tue")
        counts = next(each for each in lines(app) if each.startswith("Activities"))
        assert counts.split()[1:] == ["2", "2", "0!", "0!", "1"]
        await go_to(app, pilot, "Opening")
        shown = text(app)
        told = next(each for each in lines(app) if "Mon 03-29" in each)
        assert told.startswith(" Opening  Mon 03-29 07:50-08:10  Broadcast ")
        assert told.rstrip().endswith("planned")
        assert "in charge: 赵建国; at: Studio; for all grades, 24 classes" in shown
        assert "needs: 300 leaflets" in shown
        await go_to(app, pilot, "Fire")
        assert "1 to prepare: Invite the brigade (03-16)" in text(app)


async def test_whoever_has_too_much_on_a_day_is_named_beneath_it_and_in_words(desk):
    async with area(desk, "safetyweek") as (app, pilot):
        line = next(each for each in lines(app) if each.startswith("Too much for"))
        assert line.index("李强") == lines(app)[2].index("Tue")
        assert "14:00!" in row(app, "Fire lecture")
        await go_to(app, pilot, "Fire")
        assert "李强 is in charge for 5 h on Tue 03-30, 4 h at most." in text(app)


async def test_the_next_problem_is_gone_to_until_all_were_seen(desk):
    async with area(desk, "safetyweek") as (app, pilot):
        await press(pilot, "n")
        assert app.area.current.title == "Traffic lecture"
        await press(pilot, "n")
        assert app.area.current.title == "Fire lecture"
        await press(pilot, "n")
        assert app.area.current.title == "Quiz"
        assert "! Nobody is in charge." in text(app)
        await press(pilot, "n")
        assert "nothing is planned on Wed 03-31, Thu 04-01" in text(app)


async def test_seven_days_have_room_in_80_columns_and_free_ones_bear_a_sign(planned):
    desk = desk_with_pack(planned, calendar=FREE)
    plan_week(desk, 2027, pack="small", days=7)
    async with area(desk, "safetyweek") as (app, pilot):
        names, days = lines(app)[2:4]
        assert names.split()[1:8] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        assert days.split()[:7] == ["03-29", "03-30", "03-31", "04-01=", "04-02", "04-03-", "04-04-"]
        assert "李强" in row(app, "Fire lecture")
        await go_to(app, pilot, "Fire")
        await press(pilot, "less_than_sign")
        assert "14:00" in row(app, "Fire lecture")


# Moving


@pytest.mark.parametrize(
    ("keys", "day"),
    [(("greater_than_sign",), 2), (("shift+right", "shift+right"), 3), (("less_than_sign",), 0)],
)
async def test_an_activity_is_moved_by_keys_and_the_cursor_goes_along(desk, keys, day):
    async with area(desk, "safetyweek") as (app, pilot):
        await go_to(app, pilot, "Fire")
        await press(pilot, *keys)
        moved = MONDAY + timedelta(days=day)
        assert f"Fire lecture is on {moved:%a} {moved} now." in text(app)
        assert app.area.grid.cursor == (entry(desk, "Fire").id, moved.isoformat())
        assert entry(desk, "Fire").activity.start.isoformat() == f"{moved}T14:00:00"
        await press(pilot, *["u"] * len(keys))
        assert entry(desk, "Fire").day == TUESDAY


async def test_an_activity_is_moved_by_dragging_its_mark(desk):
    async with area(desk, "safetyweek") as (app, pilot):
        await drag(app, pilot, "Fire lecture", TUESDAY, THURSDAY)
        assert "Fire lecture is on Thu 2027-04-01 now." in text(app)
        assert entry(desk, "Fire").day == THURSDAY
        assert app.area.grid.cursor == (entry(desk, "Fire").id, THURSDAY.isoformat())


async def test_a_day_without_school_or_out_of_the_week_is_refused_with_why(planned):
    desk = desk_with_pack(planned, calendar=FREE)
    plan_week(desk, 2027, pack="small")
    async with area(desk, "safetyweek") as (app, pilot):
        assert "04-01=" in lines(app)[3]
        await drag(app, pilot, "Fire lecture", TUESDAY, THURSDAY)
        assert "there is no school on Thu 04-01 (Rest day)" in text(app)
        assert entry(desk, "Fire").day == TUESDAY
        await press(pilot, "greater_than_sign", "greater_than_sign")
        assert entry(desk, "Fire").day == date(2027, 4, 2)
        await press(pilot, "greater_than_sign")
        assert "2027-04-03 is out of the week" in text(app)
        assert entry(desk, "Fire").day == date(2027, 4, 2)


# Adding, changing, taking off


async def test_an_activity_is_added_on_the_day_at_the_cursor_and_changed(desk):
    async with area(desk, "safetyweek") as (app, pilot):
        await go_to(app, pilot, "Opening")
        await press(pilot, "right", "right", "a")
        assert "New activity, Wed 2027-03-31" in text(app)
        await type_text(pilot, "Essay")
        await fill(app, pilot, kind="essay", owner="钱", people="李强，@squad:2", classes="12", start="9")
        await press(pilot, "enter")
        assert "Type both times, or neither for all of the day." in text(app)
        await fill(app, pilot, end="10", owner="nobody")
        await press(pilot, "enter")
        assert "'nobody' is nobody here" in text(app)
        await fill(app, pilot, owner="钱")
        await press(pilot, "enter")
        assert "Essay is on the board." in text(app)
        made = entry(desk, "Essay")
        assert (made.day, made.activity.owner, made.detail.kind, made.detail.classes) == (
            date(2027, 3, 31),
            "qian",
            "essay",
            12,
        )
        assert set(made.activity.participants) == {"li", "@squad:2", "qian"}
        assert app.area.current.title == "Essay"
        await press(pilot, "e")
        await fill(app, pilot, title="Essays", start="", end="", day="04-01")
        await press(pilot, "enter")
        changed = entry(desk, "Essays")
        assert (changed.id, changed.day, changed.activity.all_day) == (made.id, THURSDAY, True)
        assert app.area.current.title == "Essays"


async def test_an_activity_is_cancelled_held_after_all_and_removed_after_asking(desk):
    async with area(desk, "safetyweek") as (app, pilot):
        await go_to(app, pilot, "Quiz")
        await press(pilot, "x")
        assert "Cancel Quiz, Fri 2027-04-02?" in text(app)
        await press(pilot, "y")
        assert "16:00x" in row(app, "Quiz")
        assert "cancelled" in row(app, "Quiz")
        await press(pilot, "x", "y")
        assert entry(desk, "Quiz").state is EntryState.PLANNED
        await press(pilot, "delete", "n")
        assert len(board(desk).entries) == 5
        await press(pilot, "delete", "y")
        assert len(board(desk).entries) == 4
        await press(pilot, "u")
        assert len(board(desk).entries) == 5


async def test_readiness_is_noted_and_taken_back(desk):
    async with area(desk, "safetyweek") as (app, pilot):
        await go_to(app, pilot, "Fire")
        await press(pilot, "r")
        assert "something is still to be prepared; p shows what." in text(app)
        assert "14:00!+"[:6] in row(app, "Fire lecture")
        assert "ready" in row(app, "Fire lecture")
        await press(pilot, "r")
        assert entry(desk, "Fire").state is EntryState.PLANNED


# Holding


async def test_an_activity_is_done_with_counts_and_the_mark_is_taken_back(held_desk):
    desk = held_desk
    async with area(desk, "safetyweek") as (app, pilot):
        await go_to(app, pilot, "Opening")
        assert "07:50?" in row(app, "Opening")
        await press(pilot, "d")
        await type_text(pilot, "over many")
        await press(pilot, "enter")
        assert "'over many' is no count such as 300" in text(app)
        await fill(app, pilot, reached="over 1000", leaflets="300", classes="24", outcome="All was quiet")
        await press(pilot, "enter")
        assert "07:50*" in row(app, "Opening")
        assert "1/5 done" in text(app)
        assert "over 1000 people, 24 classes, 300 leaflets: All was quiet" in text(app)
        assert " d Done " in lines(app)[-1]
        detail = entry(desk, "Opening").detail
        assert (detail.people_reached, detail.leaflets_given, detail.classes_held) == (
            RoughCount(1000, "over"),
            RoughCount(300),
            24,
        )
        await press(pilot, "d")
        assert app.area.form.values["reached"] == "over 1000"
        await fill(app, pilot, state="not-held")
        await press(pilot, "enter")
        assert entry(desk, "Opening").state is EntryState.UNMARKED


async def test_what_has_not_begun_or_is_cancelled_is_not_marked_done(desk):
    async with area(desk, "safetyweek") as (app, pilot):
        await go_to(app, pilot, "Quiz")
        await press(pilot, "d")
        assert "This one has not begun yet." in text(app)
        await press(pilot, "x", "y", "d")
        assert "This one is cancelled; x holds it after all." in text(app)
        await press(pilot, "r")
        assert "only what is to come can be made ready" in text(app)


async def test_a_weak_point_becomes_a_hazard_for_someone(held_desk):
    async with area(held_desk, "safetyweek") as (app, pilot):
        await go_to(app, pilot, "Opening")
        await press(pilot, "w")
        await type_text(pilot, "Loudspeaker broken")
        await fill(app, pilot, kind="hazard", owner="wu", due="+7")
        await press(pilot, "enter")
        assert "1 weak point" in text(app)
    (task,) = held_desk.table(Task).where(kind="hazard")
    assert (task.title, task.owner, task.place) == ("Loudspeaker broken", "wu", "Studio")
    assert task.due == MONDAY + timedelta(days=9)


# The week as a whole


async def test_last_years_week_is_copied_and_years_are_gone_through(held_desk):
    desk = held_desk
    hold_entry(desk, entry(desk, "Opening"), Outcome(reached=RoughCount(900)))
    async with area(desk, "safetyweek") as (app, pilot):
        await press(pilot, "right_square_bracket")
        assert "There is no later safety week; c copies this one, g plans one." in text(app)
        await press(pilot, "c")
        assert "Copy 2027: Know safety" in text(app)
        await fill(app, pilot, year="2028")
        await press(pilot, "enter")
        assert "< 2028 >" in text(app)
        assert "0/5 done" in text(app)
        assert entry(desk, "Opening", "2028").day == date(2028, 3, 27)
        await click(pilot, " < ")
        assert "1/5 done" in text(app)
        await press(pilot, "left_square_bracket")
        assert "There is no earlier safety week." in text(app)


async def test_a_year_that_has_a_week_is_refused_and_the_form_stays(desk):
    async with area(desk, "safetyweek") as (app, pilot):
        await press(pilot, "g")
        await fill(app, pilot, year="2027")
        await press(pilot, "enter")
        assert "2027 has a safety week already" in text(app)
        assert app.area.form is not None


async def test_the_theme_the_aims_and_what_was_learned_are_kept(desk):
    async with area(desk, "safetyweek") as (app, pilot):
        await press(pilot, "t")
        await fill(app, pilot, theme="Guard life 守生命")
        await press(pilot, "enter")
        assert "Guard life 守生命" in lines(app)[1]
        await press(pilot, "i")
        assert "No accident" in text(app)
        await press(pilot, "end", "enter")
        await type_text(pilot, "Know the ways out")
        await press(pilot, "ctrl+s", "escape", "C")
        await type_text(pilot, "Begin earlier")
        await press(pilot, "enter")
        await type_text(pilot, "Ask the brigade")
        await press(pilot, "escape")
        assert "Drop what you typed?" in text(app)
        await press(pilot, "n", "ctrl+s")
        assert "Kept; Esc goes back to the board." in text(app)
        await press(pilot, "escape")
        assert app.area.grid.has_focus
    week = board(desk).week
    assert week.aims == ("No accident", "Know the ways out")
    assert week.conclusion == "Begin earlier\nAsk the brigade"


async def test_a_note_of_several_lines_stays_as_it_is_when_something_else_is_changed(desk):
    quiz = entry(desk, "Quiz")
    change_entry(desk, quiz, replace(EntryDraft.of(quiz), note="first\nsecond"))
    async with area(desk, "safetyweek") as (app, pilot):
        await go_to(app, pilot, "Quiz")
        await press(pilot, "e")
        assert app.area.form.values["note"] == "first second"
        await fill(app, pilot, place="Hall")
        await press(pilot, "enter")
    changed = entry(desk, "Quiz").activity
    assert (changed.place, changed.note) == ("Hall", "first\nsecond")


async def test_the_whole_week_is_removed_after_asking(desk):
    async with area(desk, "safetyweek") as (app, pilot):
        await press(pilot, "D")
        assert "Remove the safety week 2027, its 5 activities, budget and tasks?" in text(app)
        await press(pilot, "y")
        assert "g plans a week" in text(app)
        await press(pilot, "u")
        assert "Fire lecture" in text(app)


async def test_what_someone_else_changes_appears_and_the_cursor_stays(planned, desk):
    async with area(desk, "safetyweek") as (app, pilot):
        await go_to(app, pilot, "Fire")
        other = planned.open("clerk")
        move_entry(other, entry(other, "Opening"), THURSDAY)
        app.area.show_now()
        await press(pilot)
        assert app.area.current.title == "Fire lecture"
        assert row(app, "Opening").index("07:50") == lines(app)[2].index("Thu")


async def test_the_palette_reaches_the_board_before_it_is_read(desk):
    async with area(desk, "today") as (app, pilot):
        command = next(each for each in desk.registry.commands if each.screen == "safetyweek")
        await app.run_command(command)
        await press(pilot)
        assert "New activity" in text(app)


async def test_the_keys_of_the_board_do_nothing_behind_a_form(desk):
    async with area(desk, "safetyweek") as (app, pilot):
        await go_to(app, pilot, "Fire")
        await press(pilot, "e", "tab", "shift+right", "delete")
        assert app.area.form is not None
        assert "Remove Fire" not in text(app)
    assert entry(desk, "Fire").day == TUESDAY
