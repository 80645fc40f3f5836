"""What is due in registers, in calendars: stable events that change only on days that their records name."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from dutydesk.domain import Person
from dutydesk.feeds.desk_book import feed_book
from dutydesk_registers.due_events import FEED, due_events, register_feeds
from dutydesk_registers.due_renewal import renew_due_days
from dutydesk_registers.entries import entries, find_entry
from dutydesk_registers.inspecting.rounds import begin_round, mark_item
from dutydesk_registers.keeping import remove_entry
from dutydesk_registers.registers import known_register
from tests.plugins.registers.hook_desk import (
    LEAKS,
    MARKS,
    TODAY,
    WALKS,
    emptied,
    keep,
    keep_again,
    keeping,
)

FIRST, LAST = date(2026, 10, 1), date(2027, 3, 31)
A_DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    with keeping(tmp_path_factory.mktemp("events") / "desk", leaks=LEAKS, walks=WALKS, marks=MARKS) as made:
        yield made


@pytest.fixture(scope="module")
def opened(planned):
    return planned.open()


@pytest.fixture
def desk(planned, opened):
    planned.at(TODAY)
    yield opened
    emptied(opened)


def events(desk, first=FIRST, last=LAST):
    return {each.uid: each for each in due_events(desk, desk.zone.days(first, last))}


def entry_events(desk, *days):
    return {uid: each for uid, each in events(desk, *days).items() if uid.startswith("entry-")}


def test_an_entry_that_is_due_is_in_its_owners_calendar_and_in_that_of_registers(desk):
    entry = keep(desk, "leaks", what="Pipe", until="2026-12-01", place="Gym", owner="李强")
    (event,) = entry_events(desk).values()
    assert event.uid == f"entry-{entry.id}"
    assert (event.start, event.end) == (date(2026, 12, 1), date(2026, 12, 2))
    assert (event.title, event.description) == ("Mend Pipe () at Gym", "Leaks\nMending")
    assert (event.people, event.feeds) == (("li",), ("registers",))
    assert not event.busy
    assert (event.revision, event.changed) == (entry.record.revision, entry.record.changed)


def test_an_owner_who_is_nobody_here_has_no_calendar(desk):
    keep(desk, "leaks", what="Pipe", until="2026-12-01", owner="the plumber")
    (event,) = entry_events(desk).values()
    assert event.people == ()


def test_its_uid_stays_and_its_revision_rises_whatever_becomes_of_it(desk):
    entry = keep(desk, "leaks", what="Pipe", until="2026-12-01")
    (before,) = entry_events(desk).values()
    assert [each.uid for each in desk.feed_events(desk.zone.days(FIRST, LAST)) if each.uid == before.uid]
    keep_again(desk, entry, until="2027-02-01", what="Tap", owner="吴刚")
    (after,) = entry_events(desk).values()
    assert (after.uid, after.start, after.people) == (before.uid, date(2027, 2, 1), ("wu",))
    assert after.revision > before.revision
    keep_again(desk, entry, until="")
    assert entry_events(desk) == {}, "the other rule wants it after the window"
    assert list(entry_events(desk, FIRST, date(2027, 12, 31))) == [before.uid]


def test_what_is_done_or_removed_leaves_calendars_and_comes_back_with_undo(desk):
    entry = keep(desk, "leaks", what="Pipe", until="2026-12-01")
    keep_again(desk, entry, mended="2026-11-24")
    assert entry_events(desk) == {}
    desk.undo()
    assert list(entry_events(desk)) == [f"entry-{entry.id}"]
    remove_entry(desk, known_register(desk, "leaks"), find_entry(desk, entry.id))
    assert entry_events(desk) == {}


def test_only_what_touches_the_window_is_told(desk):
    keep(desk, "leaks", what="Pipe", until="2026-12-01")
    assert entry_events(desk, date(2026, 12, 1), date(2026, 12, 1))
    assert entry_events(desk, date(2026, 12, 2), date(2026, 12, 31)) == {}
    assert entry_events(desk, date(2026, 11, 1), date(2026, 11, 30)) == {}


def test_seasons_are_in_the_calendar_of_registers_whether_or_not_they_were_served(desk):
    before = {uid: each for uid, each in events(desk).items() if uid.startswith("season-")}
    assert [(uid, each.start, each.end) for uid, each in sorted(before.items())] == [
        ("season-walks.begin-2027-1", date(2027, 2, 17), date(2027, 2, 26)),
        ("season-walks.winter-2026", date(2026, 11, 15), date(2027, 2, 1)),
    ]
    winter = before["season-walks.winter-2026"]
    assert winter.description == "Walks\nGym, Laboratory\nwith the electrician"
    assert (winter.people, winter.feeds, winter.busy) == ((), ("registers",), False)
    keep(desk, "walks", what="Gym", list="fire", place="gym", done="today")
    assert {uid: each for uid, each in events(desk).items() if uid.startswith("season-")} == before


def test_there_is_one_feed_where_something_can_be_due(planned, desk):
    (feed,) = [each for each in desk.feeds() if each.name == FEED]
    assert feed.title == "Registers: what is due"
    file = planned.folder / "plugins"
    (file / "walks.toml").rename(file / "walks.off")
    (file / "leaks.toml").rename(file / "leaks.off")
    try:
        assert register_feeds(planned.open()) == ()
    finally:
        (file / "walks.off").rename(file / "walks.toml")
        (file / "leaks.off").rename(file / "leaks.toml")


def test_a_rule_that_is_no_more_wants_nothing(planned, desk):
    keep(desk, "leaks", what="Pipe", until="2026-12-01")
    file = planned.folder / "plugins" / "leaks.toml"
    file.write_text(
        LEAKS.replace('code = "mend"', 'code = "repair"').replace('"mend"', '"repair"'), encoding="utf-8"
    )
    try:
        without = planned.open()
        assert entry_events(without) == {}
        assert renew_due_days(without) == 1
        assert len(entry_events(without)) == 1
    finally:
        file.write_text(LEAKS, encoding="utf-8")


@pytest.mark.parametrize("seed", [1, 2])
def test_changes_alter_events_only_on_days_around_those_that_their_records_name(desk, seed):
    """Do all that can be done to entries, and hold what became of events against the days of the journal."""
    chance = random.Random(seed)  # noqa: S311 - only that tests differ
    book = feed_book(desk)
    book.refresh()
    for _turn in range(25):
        before, at = events(desk), desk.revision()
        something(desk, chance)
        runs = desk.days_changed_since(at)
        assert runs is not None, "no change of an entry reaches over all days"
        after = events(desk)
        for uid in before.keys() | after.keys():
            if before.get(uid) != after.get(uid):
                for event in filter(None, (before.get(uid), after.get(uid))):
                    assert any(first - A_DAY <= event.start <= last + A_DAY for first, last in runs), uid
    book.refresh()
    anew = feed_book(desk)
    anew.refresh()
    assert [(each.name, each.body) for each in book.feeds()] == [
        (each.name, each.body) for each in anew.feeds()
    ]


def something(desk, chance):
    """Do one thing to the registers, as chance has it."""
    leaks, walks = known_register(desk, "leaks"), known_register(desk, "walks")
    known, rounds = entries(desk, leaks), entries(desk, walks)
    day = (TODAY + timedelta(days=chance.randrange(-40, 120))).isoformat()
    match chance.randrange(7):
        case 0:
            keep(desk, "leaks", what=f"Pipe {day}", until=day, owner=chance.choice(["李强", "吴刚", ""]))
        case 1 if known:
            keep_again(desk, chance.choice(known), until=day, what=f"Pipe, {day}")
        case 2 if known:
            mended = chance.choice(["", TODAY.isoformat()])
            keep_again(desk, chance.choice(known), mended=mended, owner=chance.choice(["李强", ""]))
        case 3 if known:
            remove_entry(desk, leaks, chance.choice(known))
        case 4 if rounds:
            mark_item(
                desk, walks, chance.choice(rounds), chance.randrange(3), chance.choice([True, False, None])
            )
        case 5:
            begin_round(desk, walks, "fire", chance.choice(["Gym", "Laboratory"]))
        case _:
            keep(desk, "leaks", what=f"Tap {day}", found=TODAY.isoformat(), place="Gym")


@pytest.mark.usefixtures("desk")
def test_a_persons_new_name_is_in_the_events_that_hold_it(planned):
    text = LEAKS.replace("Mend {what} ({grade}) at {place}", "{owner} mends {what}")
    file = planned.folder / "plugins" / "leaks.toml"
    file.write_text(text, encoding="utf-8")
    try:
        named = planned.open()
    finally:
        file.write_text(LEAKS, encoding="utf-8")
    book = feed_book(named)
    keep(named, "leaks", what="the pipe", until="2026-12-01", owner="吴刚")
    book.refresh()
    assert "吴刚 mends the pipe" in book.feed(FEED).body.decode()
    with named.change("renamed") as change:
        change.replace(replace(change.table(Person).get("wu"), name="吴小刚"))
    book.refresh()
    assert "吴小刚 mends the pipe" in book.feed(FEED).body.decode()
    named.undo()
