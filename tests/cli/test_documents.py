"""What commands print as JSON: exact shapes, and nothing else on standard output."""

import re

import pytest

from dutydesk_roster.publishing import publish
from tests.plugins.roster.roster_desk import NOVEMBER, away, day, put, write_settings

HALF = [
    ("zhao", "room", "day", day(3)),
    ("li", "gate", "day", day(3)),
    ("wu", "gate", "night", day(3)),
]


def test_show_tells_local_times_with_their_offset(at, commands):
    desk = at.open()
    put(desk, HALF[1])
    publish(desk, NOVEMBER.first, NOVEMBER.last, "November")
    put(desk, HALF[2], pinned=True)
    status, document = commands.json("roster", "show", "2026-11")
    assert status == 0
    assert document == {
        "month": "2026-11",
        "assignments": [
            {
                "person": "li",
                "post": "gate",
                "shift": "day",
                "day": "2026-11-03",
                "start": "2026-11-03T07:00:00+08:00",
                "end": "2026-11-03T15:00:00+08:00",
                "state": "published",
                "pinned": False,
            },
            {
                "person": "wu",
                "post": "gate",
                "shift": "night",
                "day": "2026-11-03",
                "start": "2026-11-03T23:00:00+08:00",
                "end": "2026-11-04T07:00:00+08:00",
                "state": "draft",
                "pinned": True,
            },
        ],
    }


def test_show_keeps_a_duty_whose_shift_is_gone(at, commands):
    put(at.open(), ("li", "gate", "dusk", day(3)), HALF[2])
    _status, document = commands.json("roster", "show", "2026-11")
    assert [(each["shift"], each["start"]) for each in document["assignments"]] == [
        ("dusk", None),
        ("night", "2026-11-03T23:00:00+08:00"),
    ]
    status, out, _err = commands("roster", "show", "2026-11")
    assert status == 0
    assert "gone" in out


def test_check_tells_what_is_open_and_broken_with_status_1(at, commands):
    put(at.open(), *HALF, ("wu", "gate", "day", day(4)))
    status, document = commands.json("roster", "check", "2026-11")
    assert status == 1
    assert set(document) == {"month", "assignments", "unfilled", "clashes", "seconds"}
    assert (document["month"], document["assignments"]) == ("2026-11", 4)
    assert {"post": "gate", "shift": "day", "day": "2026-11-03", "missing": 1} in document["unfilled"]
    (clash,) = document["clashes"]
    assert (clash["person"], clash["day"], clash["rule"]) == ("wu", "2026-11-04", "rest")
    assert "0 h" in clash["text"]
    assert document["seconds"] >= 0


def test_generate_fills_a_month_and_the_check_then_finds_nothing(commands):
    status, document = commands.json("roster", "generate", "2026-11", "--seconds", "4")
    assert status == 0
    assert set(document) == {
        "month",
        "assignments",
        "unfilled",
        "clashes",
        "seconds",
        "fairness",
        "cost",
        "bound",
    }
    assert document["assignments"] > 100
    assert 0 <= document["fairness"] <= 100
    assert document["bound"] <= document["cost"]
    assert (document["unfilled"], document["clashes"]) == ([], [])
    assert document["seconds"] > 0
    status, checked = commands.json("roster", "check", "2026-11")
    assert status == 0
    assert checked["assignments"] == document["assignments"]
    assert commands("roster", "check", "2026-11")[1].startswith("2026-11: ")


def test_check_shows_what_falls_short_only_where_asked(at, commands):
    write_settings(at.folder, rules='[[rule]]\nkind = "nights-in-a-row"\nmost = 1\nweight = 7\n')
    put(at.open(), ("li", "gate", "night", day(3)), ("li", "gate", "night", day(4)))
    assert "short" not in commands.json("roster", "check", "2026-11")[1]
    _status, document = commands.json("roster", "check", "2026-11", "--all")
    assert document["clashes"] == []
    (short,) = document["short"]
    assert (short["person"], short["day"], short["rule"]) == ("li", "2026-11-04", "nights-in-a-row")
    assert (short["amount"], short["weight"]) == (1, 7)
    assert short["text"] in commands("roster", "check", "2026-11", "--all")[1]


def test_generate_says_how_fair_and_how_good_the_roster_is(commands):
    _status, said, _err = commands("roster", "generate", "2026-11", "--seconds", "2")
    assert re.search(r"fairness \d+ of 100, cost \d+: (at most \d+ above )?the best possible", said)


def test_explain_says_that_a_month_can_be_filled(commands):
    status, document = commands.json("roster", "explain", "2026-11")
    assert status == 0
    assert (document["possible"], document["shortfalls"], document["clashes"]) == (True, [], [])
    assert commands("roster", "explain", "2026-11")[1].strip() == document["text"]


def test_explain_names_what_clashes_and_what_would_help(at, commands):
    desk = at.open()
    for person in ("zhao", "chen", "han"):
        away(desk, person, day(10))
    status, document = commands.json("roster", "explain", "2026-11")
    assert status == 1
    assert document["possible"] is False
    (clash,) = document["clashes"]
    assert (clash["first"], clash["last"]) == ("2026-11-10", "2026-11-10")
    assert any("Fire panel" in each["text"] for each in clash["reasons"])
    assert clash["remedies"]
    status, said, _err = commands("roster", "explain", "2026-11")
    assert status == 1
    assert said.startswith("2026-11 cannot be filled.\n- ")
    for each in (*document["shortfalls"], *clash["reasons"], *clash["remedies"]):
        assert each["text"] in said


def test_explain_names_what_the_settings_and_pins_cannot_mean(at, commands):
    write_settings(at.folder, rules='[[rule]]\nkind = "apart"\npeople = ["li", "nobody"]\n')
    desk = at.open()
    away(desk, "li", day(10))
    put(desk, ("li", "gate", "day", day(10)), pinned=True)
    _status, document = commands.json("roster", "explain", "2026-11")
    assert document["settings"] == ["rules.toml: the rule apart names nobody, who is not in the squadron."]
    assert [(each["person"], each["day"], each["rule"]) for each in document["pins"]] == [
        ("li", "2026-11-10", "on-leave")
    ]
    said = commands("roster", "explain", "2026-11")[1]
    assert "who is not in the squadron." in said
    assert "pinned all the same" in said


def test_why_tells_what_it_would_take_that_another_stood_there(at, commands):
    put(at.open(), *HALF)
    duty = ("roster", "why", "2026-11", "--day", "2026-11-03", "--post", "gate", "--shift", "day")
    asked = (*duty, "--person", "li", "--instead", "sun")
    status, document = commands.json(*asked)
    assert (status, document["possible"]) == (0, True)
    assert {(each["person"], each["change"]) for each in document["changes"]} >= {
        ("li", "removed"),
        ("sun", "added"),
    }
    assert sum(document["parts"].values()) == document["cost"]
    status, said, _err = commands(*asked)
    assert status == 0
    assert document["text"] in said
    assert "孙丽 stands in" in said
    assert all(line in said for line in document["worse"])


def test_why_tells_why_another_cannot_stand_there(at, commands):
    desk = at.open()
    put(desk, *HALF)
    away(desk, "sun", day(3))
    duty = ("roster", "why", "2026-11", "--day", "2026-11-03", "--post", "gate", "--shift", "day")
    asked = (*duty, "--person", "li", "--instead", "sun")
    status, document = commands.json(*asked)
    assert (status, document["possible"]) == (1, False)
    assert "on-leave" in {each["rule"] for each in document["breaks"]}
    (clash,) = document["clashes"]
    status, said, _err = commands(*asked)
    assert status == 1
    for each in clash["reasons"]:
        assert each["text"] in said


def test_fairness_is_a_table_that_adds_up_and_a_number(at, commands):
    put(at.open(), *(("li", "gate", "night", day(number)) for number in range(3, 29, 3)), *HALF)
    status, document = commands.json("roster", "fairness", "2026-11")
    assert status == 0
    people = {each["person"]: each for each in document["people"]}
    assert people["li"]["nights"]["stood"] == 9
    assert people["li"]["nights"]["fair"] == pytest.approx(30 / len(people), abs=0.5)
    assert people["wu"]["present"] == 30
    assert 0 <= document["fairness"] < 100
    said = commands("roster", "fairness", "2026-11")[1]
    assert f"2026-11: fairness {document['fairness']} of 100" in said
    assert "李强" in said


def test_publish_tells_whom_it_affects_and_may_only_look(at, commands):
    put(at.open(), *HALF)
    expected = {
        "month": "2026-11",
        "published": False,
        "changes": 3,
        "people": [{"person": key, "changes": 1} for key in ("li", "wu", "zhao")],
    }
    assert commands.json("roster", "publish", "2026-11", "--dry-run") == (0, expected)
    assert commands.json("roster", "publish", "2026-11") == (0, {**expected, "published": True})
    again = {**expected, "published": True, "changes": 0, "people": []}
    assert commands.json("roster", "publish", "2026-11") == (0, again)


def test_repair_proposes_and_changes_only_where_asked(at, commands):
    desk = at.open()
    put(desk, ("li", "gate", "night", day(25)))
    arguments = ("roster", "repair", "--absent", "li", "--on", "2026-11-25")
    status, document = commands.json(*arguments)
    assert status in {0, 1}
    assert {key: document[key] for key in ("absent", "first", "last", "applied")} == {
        "absent": "li",
        "first": "2026-11-25",
        "last": "2026-11-25",
        "applied": False,
    }
    freed = {"person": "li", "post": "gate", "shift": "night", "day": "2026-11-25", "change": "removed"}
    assert freed in document["changes"]
    assert commands.json("roster", "show", "2026-11")[1]["assignments"][0]["person"] == "li"
    assert commands.json(*arguments, "--apply")[1]["applied"]
    shown = commands.json("roster", "show", "2026-11")[1]["assignments"]
    assert not any(each["person"] == "li" and each["day"] == "2026-11-25" for each in shown)


def test_people_import_counts_and_names_bad_rows(commands, tmp_path):
    file = tmp_path / "people.csv"
    file.write_text("key,name,rank\nli,李强,deputy\nnew,新人,guard\n", encoding="utf-8")
    assert commands.json("people", "import", str(file)) == (0, {"added": 1, "updated": 1, "errors": []})
    assert commands.json("people", "import", str(file)) == (0, {"added": 0, "updated": 0, "errors": []})
    file.write_text("key,name,rank\nx,,guard\ny,Y,king\n", encoding="utf-8")
    status, document = commands.json("people", "import", str(file))
    assert status == 1
    assert (document["added"], document["updated"]) == (0, 0)
    assert [each["row"] for each in document["errors"]] == [2, 3]
    assert all(set(each) == {"row", "reason"} and each["reason"] for each in document["errors"])


def test_people_written_out_are_read_back_as_they_were(commands, tmp_path):
    for name in ("people.csv", "people.xlsx"):
        assert commands("people", "export", str(tmp_path / name))[0] == 0
        nothing = {"added": 0, "updated": 0, "errors": []}
        assert commands.json("people", "import", str(tmp_path / name)) == (0, nothing)
    _status, document = commands.json("people", "list")
    assert document["people"][0]["key"] == "zhao"
    assert "phone" not in document["people"][0]


def test_feeds_are_exported_with_their_counts(at, commands, tmp_path):
    desk = at.open()
    put(desk, ("li", "gate", "night", day(26)))
    publish(desk, NOVEMBER.first, NOVEMBER.last, "November")
    status, document = commands.json("feeds", "export", str(tmp_path / "out"))
    assert status == 0
    assert all(set(each) == {"name", "file", "events"} for each in document["feeds"])
    events = {each["name"]: each["events"] for each in document["feeds"]}
    assert (events["person/li"], events["post/gate"], events["person/wu"]) == (1, 1, 0)
    for each in document["feeds"]:
        assert (tmp_path / "out").joinpath(each["file"]).read_bytes().count(b"BEGIN:VEVENT") == each["events"]


def test_plugins_are_listed_with_version_source_and_state(at, commands):
    plugin = at.folder / "plugins" / "mine.py"
    plugin.write_text("raise RuntimeError('[/] no')\n")
    status, document = commands.json("plugins", "list")
    assert status == 0
    assert all(set(each) == {"name", "version", "source", "state", "fault"} for each in document["plugins"])
    plugins = {each["name"]: each for each in document["plugins"]}
    assert plugins["roster"]["state"] == "on"
    assert (plugins["mine"]["state"], plugins["mine"]["source"]) == ("blocked", "plugins/mine.py")
    assert commands("plugins", "allow", "mine")[0] == 0
    status, document = commands.json("plugins", "list")
    assert status == 1
    faulty = next(each for each in document["plugins"] if each["name"] == "mine")
    assert faulty["state"] == "faulty"
    assert "[/] no" in faulty["fault"]
    assert commands("roster", "show", "2026-11")[0] == 0
    assert commands("plugins", "deny", "mine")[0] == 0
    assert commands.json("plugins", "list")[0] == 0


def test_history_undo_and_redo(at, commands):
    put(at.open("someone"), HALF[0])
    assert commands("--as", "someone", "undo")[1] == "Undone: duties\n"
    assert commands("--as", "someone", "redo")[1] == "Done again: duties\n"
    _status, document = commands.json("history", "month:2026-11")
    assert [each["kind"] for each in document["entries"]] == ["redo", "undo", "change"]
    assert document["entries"][-1]["who"] == "someone"


def test_a_link_is_issued_listed_and_revoked(commands):
    status, issued = commands.json("feeds", "issue", "person/li", "--label", "phone")
    assert status == 0
    assert issued["url"].startswith("http")
    _status, listed = commands.json("feeds", "list")
    (link,) = listed["links"]
    assert (link["feed"], link["label"], link["revoked"], link["last_used"]) == (
        "person/li",
        "phone",
        False,
        None,
    )
    assert issued["url"].rsplit("/", 1)[1] not in str(listed)
    assert commands("feeds", "revoke", link["id"])[0] == 0
    (revoked,) = commands.json("feeds", "list")[1]["links"]
    assert (revoked["revoked"], revoked["issued"]) == (True, link["issued"])


def test_a_new_desk_and_a_sample_one_open_at_once(no_desk, tmp_path):
    status, out, _err = no_desk.bare(
        "init", str(tmp_path / "new"), "--zone", "Asia/Shanghai", "--name", "学校"
    )
    assert status == 0
    assert out.startswith("学校: the desk is in")
    assert no_desk.bare("--desk", str(tmp_path / "new"), "people", "list")[0] == 0
    assert no_desk.bare("init", str(tmp_path / "school"), "--sample", "school")[0] == 0
    assert no_desk.bare("--desk", str(tmp_path / "school"), "doctor") == (
        0,
        f"{tmp_path / 'school'}: nothing is wrong.\n",
        "",
    )
