"""Calendar and People: what they show and what can be done there."""

from datetime import date

import pytest

from dutydesk.api import StaleChange
from dutydesk.domain import Absence, AbsenceState, Activity, ActivityException, Person, Span
from dutydesk.tui.widgets import Form
from tests.terminal.pilot_help import area, opened, settle, text


async def fill(pilot, **values):
    """Put texts into the fields of the open form; how typing itself goes is tested with the form."""
    form = pilot.app.screen.query_one(Form)
    for name, value in values.items():
        form.lines[name].control.focus()
        form.lines[name].control.value = value
    await pilot.pause()


async def go(pilot, key):
    await pilot.press(key)
    await settle(pilot)


async def test_people_are_found_by_any_part_of_their_line(desk):
    async with opened(desk) as (app, pilot):
        await go(pilot, "4")
        await pilot.press("slash", *"jing")
        await settle(pilot)
        assert "陈静" in text(app)
        assert "李伟" not in text(app)
        await pilot.press("enter", "escape")
        await settle(pilot)
        assert "李伟" in text(app)


async def test_a_person_is_added_and_the_addition_undone(desk):
    async with opened(desk) as (app, pilot):
        await go(pilot, "4")
        await pilot.press("n")
        await pilot.pause()
        await fill(pilot, id="zhou", name="周 [/]", latin="Zhou", qualifications="fire, cctv")
        await go(pilot, "enter")
        assert desk.table(Person).get("zhou").qualifications == ("fire", "cctv")
        assert area(app).message_bar.message == "Added 周 [/]"
        assert area(app).people.current.key == "zhou"
        await pilot.press("h")
        await settle(pilot)
        assert "Added 周 [/]" in text(app)
        await go(pilot, "u")
        assert desk.table(Person).get("zhou") is None


async def test_a_wrong_person_keeps_what_was_typed(desk):
    async with opened(desk) as (app, pilot):
        await go(pilot, "4")
        await pilot.press("n")
        await pilot.pause()
        await fill(pilot, id="li", name="Li", qualifications="swimming", email="nowhere", share="2")
        await pilot.press("enter")
        await pilot.pause()
        form = app.screen.query_one(Form)
        wrong = {name: line.wrong for name, line in form.lines.items() if line.wrong}
        assert set(wrong) == {"id", "qualifications", "email", "share"}
        assert form.values["email"] == "nowhere"


async def test_someone_who_was_faster_is_named_and_nothing_is_lost(desk):
    async with opened(desk) as (app, pilot):
        await go(pilot, "4")
        await pilot.press("e")
        await pilot.pause()
        await fill(pilot, phone="12345")
        person = desk.table(Person).get("li")
        desk.kept[Person]["li"] = Person(id="li", name=person.name, revision=7)
        await go(pilot, "enter")
        assert "Wang Fang changed this" in text(app)
        assert app.screen.query_one(Form).values["phone"] == "12345"
        assert desk.table(Person).get("li").phone == ""


async def test_an_absence_is_entered_approved_and_removed(desk):
    async with opened(desk) as (app, pilot):
        await go(pilot, "4")
        area(app).people.move_to("chen")
        await pilot.press("a")
        await pilot.pause()
        await fill(pilot, first="+2", last="+1")
        await pilot.press("enter")
        await pilot.pause()
        assert "The last day is before the first." in text(app)
        await fill(pilot, last="+4")
        await go(pilot, "enter")
        (absence,) = desk.table(Absence).where(person="chen")
        assert (absence.kind, absence.first, absence.last) == ("sick", date(2026, 11, 26), date(2026, 11, 28))
        area(app).people.move_to("liu")
        await go(pilot, "y")
        assert desk.table(Absence).get("a2").state is AbsenceState.APPROVED
        await pilot.press("tab", "delete")
        await pilot.pause()
        assert "Remove the absence of" in text(app)
        await go(pilot, "y")
        assert desk.table(Absence).get("a2") is None


async def test_the_calendar_shows_days_and_a_month(desk):
    desk.holidays = (Span("元旦 [/]", date(2026, 11, 27), date(2026, 11, 27)),)
    async with opened(desk) as (app, pilot):
        await go(pilot, "3")
        for part in ("Today, Tue 2026-11-24", "Weekly meeting", "消防", "= 元旦 [/]"):
            assert part in text(app)
        await go(pilot, "m")
        assert "November 2026" in text(app)
        assert "27=" in text(app)
        await pilot.press("pagedown")
        await settle(pilot)
        assert "December 2026" in text(app)
        await go(pilot, "enter")
        assert "Four weeks from Thu 2026-12-24" in text(app)
        await go(pilot, "t")
        assert "Four weeks from Today" in text(app)


async def test_an_activity_is_added_by_form(desk):
    async with opened(desk) as (app, pilot):
        await go(pilot, "3")
        await pilot.press("n")
        await pilot.pause()
        await fill(
            pilot, title="Safety talk", day="+1", start="9", end="8", participants="li, nobody", rule="often"
        )
        await pilot.press("enter")
        await pilot.pause()
        assert "Nobody has the key nobody." in text(app)
        assert "is no recurrence rule" in text(app)
        await fill(pilot, participants="li, @squad:2", rule="weekly")
        await pilot.press("enter")
        await pilot.pause()
        assert "The end is not after the start" in text(app)
        await fill(pilot, end="1030")
        await go(pilot, "enter")
        (made,) = (a for a in desk.activities() if a.title == "Safety talk")
        assert (str(made.start), str(made.end)) == ("2026-11-25 09:00:00", "2026-11-25 10:30:00")
        assert (made.rule, made.participants) == ("FREQ=WEEKLY", ("li", "@squad:2"))
        assert "Safety talk" in text(app)


async def test_one_day_of_a_series_is_cancelled_and_brought_back(desk):
    async with opened(desk) as (app, pilot):
        await go(pilot, "3")
        key = next(row.key for row in area(app).list.rows if row.key.startswith("activity:weekly"))
        area(app).list.move_to(key)
        await go(pilot, "x")
        (exception,) = desk.table(ActivityException).all()
        assert (exception.day, exception.cancelled) == (date(2026, 11, 24), True)
        assert key not in {row.key for row in area(app).list.rows}
        await go(pilot, "u")
        assert key in {row.key for row in area(app).list.rows}


async def test_an_activity_is_edited_and_deleted(desk):
    async with opened(desk) as (app, pilot):
        await go(pilot, "3")
        key = next(row.key for row in area(app).list.rows if row.key.startswith("activity:drill"))
        area(app).list.move_to(key)
        await pilot.press("e")
        await pilot.pause()
        await fill(pilot, place="Gym")
        await go(pilot, "enter")
        assert desk.table(Activity).get("drill").place == "Gym"
        assert desk.table(Activity).get("drill").end.isoformat() == "2026-11-26T11:30:00"
        await pilot.press("d", "n")
        assert desk.table(Activity).get("drill") is not None
        await pilot.press("d", "y")
        await settle(pilot)
        assert desk.table(Activity).get("drill") is None


async def test_a_duty_is_not_changed_in_the_calendar(desk):
    async with opened(desk) as (app, pilot):
        await go(pilot, "3")
        await go(pilot, "d")
        assert area(app).message_bar.kind == "warning"
        assert "arranged in the roster" in area(app).message_bar.message


@pytest.mark.parametrize("error", [StaleChange("Wang was faster."), RuntimeError("disk full [/]")])
async def test_a_change_that_fails_is_a_message(desk, error):
    async with opened(desk) as (app, _pilot):

        def work(_change):
            raise error

        assert area(app).run_change("Try", work) is False
        assert str(error) in area(app).message_bar.message
        assert area(app).message_bar.kind == "error"
