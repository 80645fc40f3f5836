"""What cannot be done is one line on standard error and status 2, whatever it is."""

import pytest

from tests.plugins.roster.roster_desk import POSTS, write_settings

WHY = ("roster", "why", "2026-11", "--day", "2026-11-03", "--post", "gate", "--shift", "day")


@pytest.mark.parametrize(
    "arguments",
    [
        ("roster", "show", "2026-11"),
        ("people", "list"),
        ("feeds", "list"),
        ("plugins", "list"),
        ("doctor",),
        ("undo",),
        ("backup", "x.zip"),
        ("calendar", "list"),
    ],
)
def test_without_a_desk_it_is_said_how_to_make_one(no_desk, arguments):
    assert "there is no desk here; `dutydesk init" in no_desk.refused(*arguments)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("roster", "show", "2026-13"), "'2026-13' is no month; expected one such as 2026-11"),
        (("roster", "check", "November"), "is no month"),
        (("roster", "show"), "Missing argument"),
        (("roster", "show", "2026-11", "--jsno"), "No such option"),
        (("roster", "generate", "2026-11", "--seconds", "0"), "--seconds"),
        (("roster", "publish", "2026-12"), "the roster of 2026-12 is empty; `dutydesk roster generate"),
        (("roster", "repair", "--absent", "li", "--on", "tomorrow"), "tomorrow"),
        (("roster", "repair", "--absent", "nobody", "--on", "2026-11-03"), "'nobody' is nobody's key"),
        ((*WHY, "--person", "nobody", "--instead", "li"), "--person: 'nobody' is nobody's key"),
        ((*WHY, "--person", "li", "--instead", "nobody"), "--instead: 'nobody' is nobody's key"),
        ((*WHY, "--person", "li", "--instead", "wu"), "李强 does not stand"),
        ((*WHY, "--person", "li"), "--instead"),
        (("roster", "dance"), "No such command 'dance'"),
        (("dance",), "No such command 'dance'"),
        (("people", "import", "missing.csv"), "missing.csv"),
        (("calendar", "import", "missing.ics"), "missing.ics"),
        (("calendar", "import", "missing.ics", "--kind", "party"), "'party' is not known; expected one of"),
        (("feeds", "issue", "person/nobody"), "'person/nobody' is no feed"),
        (("feeds", "revoke", "abc"), "'abc' is no link's id"),
        (("feeds", "export", "/proc/feeds"), "/proc/feeds"),
        (("people", "export", "/proc/people.csv"), "/proc/people.csv"),
        (("backup", "/proc/desk.zip"), "/proc/desk.zip: no backup was written: "),
        (("plugins", "allow", "mine"), "holds no plugin 'mine'"),
        (("restore", "missing.zip", "somewhere"), "missing.zip"),
        (("undo",), "nothing of yours to undo"),
        (("init", "/proc/desk"), "/proc/desk"),
        (("init", "new", "--zone", "Mars"), "'Mars' is no time zone"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(commands, tmp_path, monkeypatch, arguments, expected):
    monkeypatch.chdir(tmp_path)
    assert expected in commands.refused("--as", "stranger", *arguments)


def test_a_json_error_is_told_on_standard_error_too(commands):
    assert "is no month" in commands.refused("roster", "show", "2026-13", "--json")


def test_an_existing_desk_is_not_made_again(commands, at):
    assert "there is a desk here already" in commands.refused("init", str(at.folder))


def test_broken_settings_are_told_with_file_line_and_key(commands, at):
    write_settings(at.folder, posts=POSTS.replace('name = "Yard"', "name = 3"))
    said = commands.refused("roster", "show", "2026-11")
    assert "config/posts.toml, line 16" in said
    assert "expected text, found the whole number 3" in said
    write_settings(at.folder, posts='[[post]\ncode = "x"')
    status, out, err = commands("doctor")
    assert (status, err) == (1, "")
    assert "config/posts.toml, line 1" in out


def test_a_database_that_is_none_is_told(commands, at):
    (at.folder / "dutydesk.db").write_bytes(b"not a database" * 100)
    assert "dutydesk.db" in commands.refused("people", "list")


def test_hostile_text_in_arguments_cannot_reach_the_terminal(commands):
    said = commands.refused("people", "import", "\x1b]0;owned\x07\n.csv")
    assert "\x1b" not in said
    assert "\x07" not in said


def test_without_a_terminal_the_desk_is_not_opened(commands):
    assert "this is no terminal; `dutydesk --help` lists the commands" in commands.refused()


def test_a_month_without_demand_or_people_is_not_searched(commands, at):
    write_settings(at.folder, demand="", posts="")
    assert "asks for nobody in 2026-11" in commands.refused("roster", "generate", "2026-11")
