"""The doctor finds what is wrong with a desk and says what to do."""

import pytest
import time_machine

from tests.both_databases import only_on
from tests.cli.conftest import Commands
from tests.plugins.roster.roster_desk import NOW, day, put


@pytest.fixture
def doctor(at, capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "user"))
    at.folder.chmod(0o700)
    with time_machine.travel(NOW):
        yield Commands(at.folder, capsys)


def findings(doctor):
    status, document = doctor.json("doctor")
    assert status == (1 if document["findings"] else 0)
    return document["findings"]


def test_a_sound_desk_is_left_alone(doctor, at):
    assert findings(doctor) == []
    assert doctor("doctor") == (0, f"{at.folder}: nothing is wrong.\n", "")


@only_on("sqlite", "a desk in PostgreSQL has no such file")
def test_what_others_can_open(doctor, at):
    (at.folder / "dutydesk.db").chmod(0o644)
    (found,) = findings(doctor)
    assert found.endswith(f"chmod go-rwx {at.folder / 'dutydesk.db'}")


def test_a_plugin_that_does_not_run(doctor, at):
    (at.folder / "plugins" / "mine.py").write_text("plugin = object()\n")
    (found,) = findings(doctor)
    assert "plugin mine: blocked: not allowed yet" in found


def test_what_is_kept_for_a_plugin_that_is_gone(doctor, at):
    desk = at.open()
    for number in range(3):
        desk.records("visitor").put(str(number), number)
    desk.records("night-watch").put("once", 1)
    with desk.database.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE schema_gatehouse (version_num VARCHAR(32))")
    (at.folder / "plugins" / "night_watch.py").write_text("plugin = object()\n")
    blocked, gatehouse, visitor = findings(doctor)
    assert blocked.startswith("plugin night_watch: blocked")
    assert gatehouse.startswith("the plugin gatehouse is not here; its tables are kept")
    assert visitor.startswith("the plugin visitor is not here; 3 of its records are kept")
    assert desk.records("visitor").keys() == ("0", "1", "2")


def test_duties_of_nobody(doctor, at):
    put(at.open(), ("ghost", "gate", "day", day(26)))
    (found,) = findings(doctor)
    assert found == "ghost has duties or activities but is nobody known here"
