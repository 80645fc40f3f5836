"""Clock changes, a desk that moves to another zone, and a machine whose clock was set back or far ahead."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import icalendar
import pytest

from dutydesk.api.week import Week
from dutydesk.domain import Person, Task
from dutydesk.feeds.desk_book import feed_book
from dutydesk.host.opening import open_desk
from dutydesk_drills.live.noting import note
from dutydesk_drills.live.reading import run_of
from dutydesk_registers.entries import entries
from dutydesk_registers.entry import RegisterEntry
from dutydesk_registers.keeping import keep_entry
from dutydesk_registers.registers import known_register
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.publishing import publish
from dutydesk_summary.reminder.issuing import issue
from dutydesk_summary.reminder.keeping import reminder_of
from dutydesk_summary.reminder.reminder import Reminder
from dutydesk_summary.year.writing import work_summary
from tests.plugins import planned_desk
from tests.plugins.drills.live_school import at, heads, school, stage, walk

DAY = date(2026, 11, 25)
HOUR = timedelta(hours=1)
YEAR = timedelta(days=366)
POSTS = '[[post]]\ncode = "gate"\nshort = "G"\nname = "Gate"\n'
DEMAND = '[[demand]]\npost = "gate"\nshift = "night"\nweekday = 1\nweekend = 1\nholiday = 1\n'


@pytest.fixture
def planned(tmp_path):
    yield from planned_desk.make(tmp_path / "desk")


@pytest.fixture
def published(planned):
    """A desk on which Li stands a night that is published."""
    planned.write(posts=POSTS, demand=DEMAND)
    desk = planned_desk.with_people(planned.open("leader"))
    with desk.change("a night") as change:
        change.add(Assignment(id="a", person="li", post="gate", shift="night", day=DAY))
    publish(desk, DAY, DAY, "the night")
    return desk


def hazard(desk, what):
    """Keep a hazard that was found today, and must be rectified within five days."""
    today = desk.today()
    values = {"what": what, "found": f"{today}", "severity": "minor", "due": f"{today + timedelta(days=5)}"}
    return keep_entry(desk, known_register(desk, "hazards"), {**values, "owner": "li"})


@pytest.mark.soak
def test_every_duty_lasts_what_it_really_lasts_in_every_zone(tried):
    found = tried("zones")
    assert found["clock_changes"] > found["zones"]


def duty_in(book):
    """Return the start, the sequence and the two stamps of the one duty in Li's calendar."""
    book.refresh(anew=True)
    (event,) = icalendar.Calendar.from_ical(book.feed("person/li").body).walk("VEVENT")
    stamps = event["LAST-MODIFIED"].dt, event["DTSTAMP"].dt
    return event["DTSTART"].dt.astimezone(UTC), event["SEQUENCE"], max(stamps)


def test_a_desk_that_moves_to_another_zone_keeps_its_wall_times_and_tells_every_calendar(planned, published):
    book = feed_book(published)
    start, sequence, changed = duty_in(book)
    assert start == datetime(2026, 11, 25, 15, tzinfo=UTC)
    before = published.table(Assignment).all(), published.revision()

    planned.now += HOUR
    settings = planned.folder / "desk.toml"
    settings.write_text(settings.read_text().replace("Asia/Shanghai", "America/New_York"))
    published.renew_settings()

    moved, later_sequence, later_changed = duty_in(book)
    assert moved == datetime(2026, 11, 26, 4, tzinfo=UTC)
    assert later_sequence > sequence
    assert later_changed > changed
    assert (published.table(Assignment).all(), published.revision()) == before
    again = duty_in(feed_book(planned.open("another")))
    assert again == (moved, later_sequence, later_changed)


@pytest.mark.parametrize("step", [-30 * HOUR, -YEAR, -HOUR / 60, YEAR, 20 * YEAR])
def test_what_is_changed_after_the_clock_was_set_stands_in_order_and_can_be_undone(planned, step):
    desk = planned_desk.with_people(planned.open("li"))
    for turn in range(6):
        planned.now += step if turn == 2 else timedelta(seconds=1)
        person = desk.table(Person).get("zhao")
        with desk.change(f"turn {turn}") as change:
            change.replace(replace(person, phone=str(turn)))
            change.add(Task(id=f"t{turn}", title=f"turn {turn}"))
        assert desk.table(Person).get("zhao").changed > person.changed
    entries = desk.journal(6)
    assert [each.why for each in entries] == [f"turn {turn}" for turn in range(5, -1, -1)]
    assert all(newer.number > older.number for newer, older in pairwise(entries))
    assert [each.why for each in desk.history("person:zhao", 6)] == [each.why for each in entries]
    assert desk.today() == desk.zone.day_of(planned.now)

    planned.now -= 2 * HOUR
    other = planned.open("wang")
    for turn in (5, 4, 3):
        assert desk.undo().why == f"turn {turn}"
        assert other.table(Person).get("zhao").phone == str(turn - 1)
    assert desk.redo().why == "turn 3"
    changed = [each.changed for each in other.table(Task).all()]
    assert len(changed) == 4
    assert other.table(Person).get("zhao").phone == "3"


@pytest.mark.parametrize("step", [-30 * HOUR, -900 * HOUR])
def test_no_stamp_of_a_calendar_falls_when_the_clock_is_set_back(planned, published, step):
    book = feed_book(published)
    told = [duty_in(book)]
    planned.now += step
    for name in ("One", "Two"):
        planned.write(posts=POSTS.replace("Gate", name))
        published.renew_settings()
        with published.change(name) as change:
            change.add(Task(id=name, title=name))
        planned.now += timedelta(seconds=1)
        told.append(duty_in(book))
    assert all(later[1] > earlier[1] and later[2] > earlier[2] for earlier, later in pairwise(told))


def test_a_drill_goes_on_when_the_clock_is_set_back_while_it_runs(planned):
    desk = school(planned)
    at(planned, "10:02:00")
    note(desk, walk(desk), stage("alarm"))
    at(planned, "10:03:00")
    note(desk, walk(desk), stage("out", "lab"))
    at(planned, "09:30:00")
    note(desk, walk(desk), heads("lab", 140))
    note(desk, walk(desk), stage("out", "teaching"))
    run = run_of(desk, walk(desk))
    assert run.is_running
    assert len(run.moments) == 4
    assert run.counted == 140
    assert run.elapsed(desk.zone.wall(planned.now).replace(tzinfo=None)) >= 0
    assert all(each.seconds is None or each.seconds >= 0 for each in run.buildings)


def due_events(desk):
    around = desk.zone.days(DAY - timedelta(days=3), DAY + timedelta(days=9))
    return [(each.start, each.end) for each in desk.feed_events(around) if each.uid.startswith("entry-")]


def test_a_day_of_a_register_is_the_same_day_in_every_zone(planned):
    desk = planned_desk.with_people(planned.open("li"))
    planned.at(DAY - timedelta(days=1), hour=20)
    assert desk.today() == DAY
    kept = hazard(desk, "Loose rail")
    days = (kept.day, kept.due)
    events = due_events(desk)
    assert events == [(DAY + timedelta(days=5), DAY + timedelta(days=6))]
    settings = planned.folder / "desk.toml"
    settings.write_text(settings.read_text().replace("Asia/Shanghai", "America/New_York"))
    desk.renew_settings()
    assert desk.today() == DAY - timedelta(days=1)
    (again,) = entries(desk, known_register(desk, "hazards"))
    assert (again.day, again.due) == days
    assert due_events(desk) == events
    (item,) = (each for each in desk.due(desk.today(), DAY + timedelta(days=9)) if "Loose rail" in each.title)
    assert item.day == DAY + timedelta(days=5)


@pytest.mark.parametrize("step", [-30 * HOUR, -YEAR, YEAR, 20 * YEAR])
def test_registers_reminders_and_the_summary_go_on_after_the_clock_was_set(planned, step):
    desk = planned_desk.with_people(planned.open("li"))
    first = hazard(desk, "Loose rail")
    issued = issue(desk, reminder_of(desk, Week.of(desk.today() + timedelta(days=7))))
    planned.now += step
    second = hazard(desk, "Open hatch")
    assert second.day == desk.today()
    kept = {each.id: each.day for each in entries(desk, known_register(desk, "hazards"))}
    assert kept == {first.id: first.day, second.id: second.day}
    for day in (first.day, second.day):
        found = work_summary(desk, day.year).figures["hazards.found"]
        assert found.value == sum(each.year == day.year for each in kept.values())
    assert reminder_of(desk, Week(issued.monday)) == issued
    assert reminder_of(desk, Week.of(desk.today())).monday == Week.of(desk.today()).monday
    desk.due(desk.today(), desk.today() + timedelta(days=30))
    assert desk.faults() == ()
    desk.undo()
    assert [each.id for each in entries(desk, known_register(desk, "hazards"))] == [first.id]


async def test_today_follows_a_clock_that_is_set_back_and_nothing_breaks(planned, published):
    from tests.terminal.pilot_help import settle, text

    async with planned_desk.area(published, "today", (160, 30)) as (app, pilot):
        for step in (-30 * HOUR, YEAR, -YEAR):
            planned.now += step
            app._minute()
            await settle(pilot)
            shown = desk_day(published)
            assert shown in text(app)
        assert app.contained == ()


def desk_day(desk):
    return f"{desk.zone.wall(desk.now()):%m-%d %H:%M}"


def test_a_desk_opened_a_year_later_loses_nothing(planned, published):
    hazard(published, "Loose rail")
    issue(published, reminder_of(published, Week.of(published.today() + timedelta(days=7))))
    before = {of: published.table(of).all() for of in (Person, Assignment, RegisterEntry, Reminder)}
    assert all(before.values())
    later = open_desk(planned.folder, actor="li", clock=lambda: planned.now + YEAR)
    try:
        assert {of: later.table(of).all() for of in before} == before
        assert later.due(later.today(), later.today() + timedelta(days=30)) is not None
        assert later.faults() == ()
        assert later.journal(1)[0].why == published.journal(1)[0].why
    finally:
        later.close()
