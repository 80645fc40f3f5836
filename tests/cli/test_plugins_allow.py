"""Listing, allowing and denying the plugins of a desk's folder from the command line."""

import hashlib

import pytest

PLUGIN = """from pathlib import Path

from dutydesk.api import DueItem, hookimpl

Path({mark!r}).touch()


@hookimpl
def due(desk, first, last):
    return []
"""
DRILL = 'plugin = "drill"\n[drill]\ncode = "quake"\nname = "Quake"\n'


@pytest.fixture
def mark(tmp_path):
    return tmp_path / "ran"


@pytest.fixture
def night(commands, mark):
    file = commands.folder / "plugins" / "night.py"
    file.write_text(PLUGIN.format(mark=str(mark)))
    return file


@pytest.fixture
def quake(commands):
    file = commands.folder / "plugins" / "quake.toml"
    file.write_text(DRILL)
    return file


def listed(commands, name):
    _status, found = commands.json("plugins", "list")
    (each,) = [each for each in found["plugins"] if each["name"] == name]
    return each


@pytest.mark.usefixtures("night")
def test_a_blocked_plugin_is_listed_with_what_to_do(commands, mark):
    status, out, _err = commands("plugins", "list")
    assert status == 0
    assert "night: not allowed yet; look at it, then: dutydesk plugins allow night" in out
    assert not mark.exists()


def test_allowing_shows_the_content_that_is_pinned_and_runs_none_of_it(commands, night, mark):
    status, out, _err = commands("plugins", "allow", "night")
    assert status == 0
    assert "night.py" in out
    assert str(night.stat().st_size) in out
    assert "consent and not a sandbox" in out
    assert not mark.exists()
    status, told = commands.json("plugins", "allow", "night")
    assert told["files"] == [{"file": "night.py", "bytes": night.stat().st_size}]
    assert told["sha256"] in out
    assert not mark.exists()
    assert listed(commands, "night")["state"] == "on"
    assert mark.exists()


def test_every_file_of_a_package_is_shown(commands):
    package = commands.folder / "plugins" / "walk"
    package.mkdir()
    (package / "__init__.py").write_text("from .inner import plugin\n")
    (package / "inner.py").write_text("plugin = 1\n")
    _status, told = commands.json("plugins", "allow", "walk")
    assert [each["file"] for each in told["files"]] == ["__init__.py", "inner.py"]
    assert len(told["sha256"]) == len(hashlib.sha256().hexdigest())


def test_a_plugin_that_changed_is_blocked_and_the_list_says_how_to_go_on(commands, night):
    commands("plugins", "allow", "night")
    night.write_text(night.read_text() + "\n")
    found = listed(commands, "night")
    assert found["state"] == "blocked"
    assert "has changed" in found["fault"]
    assert "dutydesk plugins allow night" in found["fault"]


def test_a_denied_plugin_no_longer_runs(commands, night, mark):
    commands("plugins", "allow", "night")
    assert commands.json("plugins", "deny", "night") == (
        0,
        {"name": "night", "path": str(night), "allowed": False},
    )
    assert listed(commands, "night")["state"] != "on"
    assert not mark.exists()


@pytest.mark.usefixtures("quake")
def test_a_toml_plugin_needs_no_consent_and_can_be_taken_out_of_use(commands):
    assert listed(commands, "quake")["state"] == "on"
    assert "not used" in commands("plugins", "deny", "quake")[1]
    found = listed(commands, "quake")
    assert found["state"] == "denied"
    assert "dutydesk plugins allow quake" in found["fault"]
    assert "runs nothing" in commands("plugins", "allow", "quake")[1]
    assert listed(commands, "quake")["state"] == "on"


def test_a_faulty_plugin_is_exit_status_1_with_its_fault(commands, quake):
    quake.write_text(DRILL + "colours = 3\n")
    status, out, _err = commands("plugins", "list")
    assert status == 1
    assert "quake: plugins/quake.toml, line 5" in out


@pytest.mark.usefixtures("night", "quake")
@pytest.mark.parametrize("command", ["allow", "deny"])
def test_a_plugin_that_is_not_there_is_named_with_those_that_are(commands, command):
    told = commands.refused("plugins", command, "nigth")
    assert "'nigth'" in told
    assert "night, quake" in told


def test_a_plugin_that_cannot_be_read_whole_is_not_allowed(commands, tmp_path):
    package = commands.folder / "plugins" / "walk"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (tmp_path / "outside.py").write_text("")
    (package / "inner.py").symlink_to(tmp_path / "outside.py")
    assert "leads out" in commands.refused("plugins", "allow", "walk")
