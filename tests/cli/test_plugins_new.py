"""``dutydesk plugins new``: what it writes is sound and its tests pass; it writes over nothing."""

import pytest


def state_of(commands, name):
    _status, listed = commands.json("plugins", "list")
    (state,) = [each["state"] for each in listed["plugins"] if each["name"] == name]
    return state


@pytest.mark.parametrize(
    ("options", "suffix", "hooks"),
    [
        ((), ".py", ["activity_kinds", "due", "figures"]),
        (("--drill",), ".toml", []),
        (("--drill", "--python"), ".py", ["drill_kinds"]),
    ],
    ids=["python", "drill", "drill in python"],
)
def test_what_is_written_is_sound_and_is_on_once_allowed(commands, options, suffix, hooks):
    status, out, _err = commands("plugins", "new", "night_walk", *options)
    plugin = commands.folder / "plugins" / f"night_walk{suffix}"
    assert status == 0
    assert f"dutydesk plugins check {plugin}" in out
    assert ("plugins allow night_walk" in out) == (suffix == ".py")
    status, verdict = commands.json("plugins", "check", str(plugin))
    assert (status, verdict["faults"]) == (0, [])
    assert verdict["hooks"] == hooks
    assert verdict["tests"] == {"passed": 3, "failed": 0}
    assert state_of(commands, "night_walk") == ("on" if suffix == ".toml" else "blocked")
    commands("plugins", "allow", "night_walk")
    assert state_of(commands, "night_walk") == "on"


@pytest.mark.parametrize(
    "name", ["Visitor", "9doors", "night-walk", "../x", "a/b", "class", "test_x", "tests", "夜", "", "x" * 40]
)
def test_a_name_that_will_not_do_is_refused(commands, name):
    assert "no name for a plugin" in commands.refused("plugins", "new", name)
    assert list((commands.folder / "plugins").iterdir()) == []


def test_the_name_of_an_installed_plugin_is_refused(commands):
    assert "installed plugin" in commands.refused("plugins", "new", "roster")


@pytest.mark.parametrize("taken", ["walk.py", "walk.toml", "walk/__init__.py", "tests/test_walk.py"])
def test_nothing_is_written_over(commands, taken):
    file = commands.folder / "plugins" / taken
    file.parent.mkdir(exist_ok=True)
    file.write_text("mine")
    assert "is there already" in commands.refused("plugins", "new", "walk", "--drill")
    assert file.read_text() == "mine"
    assert [each for each in (commands.folder / "plugins").rglob("*") if each.is_file()] == [file]


def test_where_the_second_file_cannot_be_written_the_first_is_not_left(commands):
    (commands.folder / "plugins" / "tests").write_text("in the way")
    assert "cannot be written" in commands.refused("plugins", "new", "walk")
    assert [each.name for each in (commands.folder / "plugins").iterdir()] == ["tests"]


def test_without_a_desk_nothing_is_made(no_desk):
    assert "there is no desk here" in no_desk.refused("plugins", "new", "walk")
    assert not no_desk.folder.exists()
