"""``dutydesk keys``: every action with its keys, for who writes a keys file; and the whole journal."""

import json

import pytest


@pytest.fixture(autouse=True)
def _own_folders(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config-of-user"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state-of-user"))


def by_id(document):
    return {action["id"]: action for action in document["actions"]}


def test_the_actions_of_the_app_of_areas_and_of_plugins_are_listed(commands):
    status, document = commands.json("keys")
    assert status == 0
    actions = by_id(document)
    assert actions["app.undo"]["keys"] == ["u"]
    assert actions["people.add"] == {
        "id": "people.add",
        "place": "people",
        "label": "New",
        "does": "Add a person",
        "keys": ["n"],
        "default_keys": ["n"],
    }
    assert actions["roster.generate"]["place"] == "roster"
    assert document["faults"] == []
    status, out, _err = commands("keys")
    assert status == 0
    assert any(line.split()[:2] == ["people.add", "n"] for line in out.splitlines())


def test_keys_of_the_desk_and_the_user_are_shown_as_they_hold(commands, tmp_path):
    (commands.folder / "config" / "keys.toml").write_text('"people.add" = "f4"\n"people.edit" = "f5"\n')
    own = tmp_path / "config-of-user" / "dutydesk"
    own.mkdir(parents=True)
    (own / "keys.toml").write_text('"people.edit" = "f7,e"\n')
    _status, document = commands.json("keys")
    actions = by_id(document)
    assert actions["people.add"]["keys"] == ["f4"]
    assert actions["people.edit"]["keys"] == ["f7", "e"]
    assert actions["people.edit"]["default_keys"] == ["e"]


def test_a_wrong_keys_file_is_told_with_status_1(commands):
    (commands.folder / "config" / "keys.toml").write_text('"people.ad" = "f4"\n')
    status, out, err = commands("keys", "--json")
    assert status == 1
    assert json.loads(out)["faults"] == [err.strip()]
    assert err.startswith("config/keys.toml, line 1, people.ad: there is no such action")


def test_history_without_a_subject_is_the_whole_journal(commands):
    status, document = commands.json("history")
    assert status == 0
    assert document["entries"]
    numbers = [entry["number"] for entry in document["entries"]]
    assert numbers == sorted(numbers, reverse=True)
