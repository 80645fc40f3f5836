"""``dutydesk roster events``, ``publish --messages`` and ``show --as-of``: what they print."""

from datetime import timedelta

import pytest

from dutydesk_roster.cover_event import CoverEvent
from tests.plugins.roster.roster_desk import day, put

ADD = ("roster", "events", "add", "Sports meet", "--day", "2026-11-26", "--from", "8:00", "--to", "17:00")


def test_events_are_added_listed_and_removed(at, commands):
    desk = at.open()
    status, added = commands.json(
        *ADD, "--heads", "gate:2:panel", "--heads", "yard:1", "--note", "rain or shine"
    )
    assert status == 0
    assert added == {
        "key": desk.table(CoverEvent).all()[0].id,
        "title": "Sports meet",
        "day": "2026-11-26",
        "heads": ["gate:2:panel", "yard:1"],
    }
    put(desk, ("li", "gate", f"event-{added['key']}", day(26)))
    status, listed = commands.json("roster", "events", "list")
    assert status == 1
    (event,) = listed["events"]
    assert {key: event[key] for key in ("start", "end", "heads", "covered", "called_off", "note")} == {
        "start": "2026-11-26T08:00:00",
        "end": "2026-11-26T17:00:00",
        "heads": 3,
        "covered": 1,
        "called_off": False,
        "note": "rain or shine",
    }
    assert event["posts"][0] == {"post": "gate", "heads": 2, "needs": ["panel"], "stand": 1}
    status, said, _err = commands("roster", "events", "list", "2026-11")
    assert status == 1
    assert "Main gate 1/2, Yard 0/1" in said
    assert commands.json("roster", "events", "list", "2026-12") == (0, {"events": []})
    status, removed = commands.json("roster", "events", "remove", added["key"][:6])
    assert (status, removed["kept_as_called_off"]) == (0, False)
    assert commands("roster", "events", "list")[1].startswith("No events")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((*ADD, "--heads", "nowhere:1"), "'nowhere' is no post; expected one of gate, room, yard"),
        ((*ADD, "--heads", "gate"), "'gate' says no heads of a post; expected for example"),
        ((*ADD[:-1], "25:00", "--heads", "gate:1"), "are no times of a day"),
        (("roster", "events", "remove", "zz"), "begins the key of 0 events"),
        (("roster", "show", "2026-11", "--as-of", "noon"), "'noon' is no time"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(commands, arguments, expected):
    assert expected in commands.refused(*arguments)


def test_messages_are_written_before_anything_is_published(at, commands, tmp_path):
    desk = at.open()
    put(desk, ("li", "gate", "day", day(25)))
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert "cannot be written" in commands.refused(
        "roster", "publish", "2026-11", "--messages", str(tmp_path / "file" / "m.txt")
    )
    text = "李强, your duties in November 2026:\n- Wed 25 Nov: Main gate, Day 07:00-15:00"
    status, document = commands.json("roster", "publish", "2026-11", "--messages", str(tmp_path / "all.txt"))
    assert status == 0
    assert document["changes"] == 1
    assert document["messages"] == [{"person": "li", "text": text}]
    assert document["written"] == [str(tmp_path / "all.txt")]
    assert (tmp_path / "all.txt").read_text(encoding="utf-8") == text + "\n\n"


def test_a_dry_run_says_what_would_change(at, commands):
    put(at.open(), ("li", "gate", "day", day(25)))
    _status, said, _err = commands("roster", "publish", "2026-11", "--dry-run")
    assert said.splitlines()[:2] == ["李强: 1 change", "- Wed 25 Nov: Main gate, Day 07:00-15:00"]


def test_the_roster_of_a_past_time_is_shown(at, commands):
    desk = at.open()
    (duty,) = put(desk, ("li", "gate", "day", day(25)))
    assert commands("roster", "publish", "2026-11")[0] == 0
    with desk.change("out") as change:
        change.remove(duty)
    entries = desk.history("published:2026-11")
    when = desk.zone.wall(entries[0].at) + timedelta(minutes=1)
    asked = ("roster", "show", "2026-11", "--as-of", f"{when:%Y-%m-%d %H:%M}")
    status, document = commands.json(*asked)
    assert status == 0
    assert document["as_of"].startswith(f"{when:%Y-%m-%dT%H:%M}")
    assert [(each["person"], each["state"]) for each in document["assignments"]] == [("li", "published")]
    assert (
        "Nothing of 2026-11 was published by 2020-01-02"
        in commands("roster", "show", "2026-11", "--as-of", "2020-01-01")[1]
    )
