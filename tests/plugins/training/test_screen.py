"""The list of sessions in the terminal, and through it the base of all such lists."""

from datetime import date

from dutydesk.api.holding import HELD, change_occurrence
from dutydesk.domain import Activity
from tests.plugins.planned_desk import area, fill, press, wall, with_people
from tests.plugins.training.test_sessions import MEETING
from tests.terminal.pilot_help import lines, text, type_text

RULE = '[[rule]]\nname = "Regular meeting"\nkind = "meeting"\n'


async def test_an_empty_list_says_how_to_begin(planned):
    async with area(planned.open(), "training") as (app, _pilot):
        assert "write a [[session]] in config/training.toml, or press a" in text(app)


async def test_the_list_shows_all_that_matters_in_80_columns(planned):
    planned.write(training=MEETING + RULE)
    async with area(with_people(planned.open()), "training") as (app, pilot):
        shown = text(app)
        assert "2026-W48 Regular meeting: 0 held, 1 planned of 1 - planned" in shown
        line = next(each for each in lines(app) if "Mon 11-30" in each)
        for part in ("15:10-16:00", "Regular meeting", " 2 ", "Meeting room", "planned"):
            assert part in line
        assert "not marked" in next(each for each in lines(app) if "Mon 11-23" in each)
        assert "赵建国, 钱卫东" in shown
        assert "December 2026" in shown
        await press(pilot, "end")
        assert "Mon 01-18" in text(app)


async def test_marking_is_kept_and_undone(planned):
    planned.write(training=MEETING)
    desk = with_people(planned.open())
    async with area(desk, "training") as (app, pilot):
        await press(pilot, "up", "d")
        assert "held" in next(each for each in lines(app) if "Mon 11-23" in each)
        await press(pilot, "u")
        assert "not marked" in next(each for each in lines(app) if "Mon 11-23" in each)
        await press(pilot, "down", "d")
        assert "This one has not begun yet." in text(app)


async def test_everything_past_is_marked_after_a_question(planned):
    planned.write(training=MEETING)
    desk = planned.open()
    async with area(desk, "training") as (app, pilot):
        await press(pilot, "D")
        assert "Mark 4 that are over as held?" in text(app)
        await press(pilot, "y")
        assert "not marked" not in text(app)
    held = desk.occurrences(date(2026, 10, 27), date(2026, 11, 24), ["meeting"])
    assert [each.state for each in held] == ["held"] * 4
    assert len(desk.history("activity:training-regular-meeting")) == 1


async def test_cancelling_asks_and_can_be_taken_back(planned):
    planned.write(training=MEETING)
    desk = planned.open()
    async with area(desk, "training") as (app, pilot):
        await press(pilot, "x")
        assert "Cancel Regular meeting, Mon 2026-11-30?" in text(app)
        await press(pilot, "n")
        assert len(desk.occurrences(date(2026, 11, 30), date(2026, 11, 30))) == 1
        await press(pilot, "x", "y")
        assert "cancelled" in next(each for each in lines(app) if "Mon 11-30" in each)
        assert desk.occurrences(date(2026, 11, 30), date(2026, 11, 30)) == ()
        await press(pilot, "d")
        assert "This one is cancelled" in text(app)
        await press(pilot, "x", "y")
        assert len(desk.occurrences(date(2026, 11, 30), date(2026, 11, 30))) == 1


async def test_one_occurrence_is_moved(planned):
    planned.write(training=MEETING)
    desk = planned.open()
    async with area(desk, "training") as (app, pilot):
        await press(pilot, "e")
        assert "Change Regular meeting, Mon 2026-11-30" in text(app)
        await fill(app, pilot, date="12-02")
        await press(pilot, "enter")
        assert "Wed 12-02" in text(app)
    (moved,) = desk.occurrences(date(2026, 12, 2), date(2026, 12, 2))
    assert (moved.key, moved.start) == ("training-regular-meeting-20261130", wall("2026-12-02T15:10"))


async def test_something_new_is_added_and_changed(planned):
    desk = with_people(planned.open())
    async with area(desk, "training") as (app, pilot):
        await press(pilot, "a")
        await type_text(pilot, "Fire")
        await fill(
            app,
            pilot,
            kind="lecture",
            date="+2",
            start="14",
            end="13",
            people="@squad:1, @boss",
            place="Hall",
        )
        await press(pilot, "enter")
        assert "'@boss' names nobody" in text(app)
        await fill(app, pilot, people="@squad:1")
        await press(pilot, "enter")
        assert "It must end after it starts." in text(app)
        await fill(app, pilot, end="15")
        await press(pilot, "enter")
        assert "Thu 11-26" in text(app)
        (kept,) = desk.table(Activity).all()
        assert (kept.kind, kept.title, kept.participants) == ("lecture", "Fire", ("@squad:1",))
        assert (kept.start, kept.end) == (wall("2026-11-26T14:00"), wall("2026-11-26T15:00"))
        await press(pilot, "e")
        await fill(app, pilot, title="Fire safety", people="@all")
        await press(pilot, "enter")
        assert "Fire safety" in text(app)
        (changed,) = desk.table(Activity).all()
        assert (changed.id, changed.revision) == (kept.id, 2)
        await press(pilot, "u", "u")
        assert desk.table(Activity).all() == ()


async def test_the_filter_narrows_the_list(planned):
    planned.write(training=MEETING)
    async with area(planned.open(), "training") as (app, pilot):
        await press(pilot, "slash")
        await type_text(pilot, "12-0")
        await press(pilot, "enter")
        assert "Mon 12-07" in text(app)
        assert "Mon 11-30" not in text(app)


async def test_rules_stand_above_the_list_the_most_pressing_first_and_those_met_in_one_line(planned):
    planned.write(
        training=MEETING
        + RULE
        + '[[rule]]\nname = "Study"\nkind = "study"\n'
        + '[[rule]]\nname = "Year"\nkind = "meeting"\nevery = "year"\n'
        + '[[rule]]\nname = "People"\nkind = "meeting"\ncounts = "people"\nwho = ["@rank:leader"]\n'
    )
    desk = with_people(planned.open())
    (held,) = desk.occurrences(date(2026, 11, 23), date(2026, 11, 23), ["meeting"])
    with desk.change("held") as change:
        change_occurrence(change, held, state=HELD)
    planned.at(date(2026, 11, 30))
    async with area(desk, "training") as (app, _pilot):
        shown = lines(app)
        assert [line.strip() for line in shown[1:5]] == [
            "2026-W49 Study: 0 held, 0 planned of 1 - due",
            "2026-W49 Regular meeting: 0 held, 1 planned of 1 - planned",
            "2026-W49 People: 0 have, 1 will of 1 people - planned",
            "Met: 2026 Year",
        ]


async def test_the_keys_of_the_list_open_what_belongs_to_a_session(planned):
    planned.write(training=MEETING)
    async with area(with_people(planned.open()), "training") as (app, pilot):
        await press(pilot, "up", "p")
        assert type(app.area).__name__ == "AttendanceScreen"
        assert "Mon 2026-11-23" in text(app)
        await press(pilot, "escape", "m")
        assert type(app.area).__name__ == "MeetingScreen"
        await press(pilot, "escape")
        assert type(app.area).__name__ == "TrainingScreen"


async def test_what_is_not_of_one_session_is_offered_below_the_list_to_be_clicked(planned):
    planned.write(training=MEETING)
    async with area(planned.open(), "training") as (app, _pilot):
        line = next(each for each in lines(app) if "Topics" in each)
        assert "t Topics" in line
        assert "c Certificates" in line
        assert "v Lecture" not in line


async def test_a_due_item_leads_to_its_line(planned):
    planned.write(training=MEETING)
    desk = planned.open()
    (item,) = [each for each in desk.due(date(2026, 11, 24), date(2026, 11, 30)) if each.screen == "training"]
    async with area(desk, "training") as (app, pilot):
        await app.area.run_action(item.action)
        await press(pilot, "d")
        assert "held" in next(each for each in lines(app) if "Mon 11-16" in each)


async def test_a_wide_terminal_shows_more_of_each_session(planned):
    planned.write(training=MEETING + 'owner = "zhao"\n')
    async with area(with_people(planned.open()), "training", size=(130, 30)) as (app, _pilot):
        line = next(each for each in lines(app) if "Mon 11-30" in each)
        for part in ("Regular meeting", "planned", "Meeting  ", "赵建国"):
            assert part in line
