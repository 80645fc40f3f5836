"""The doctor finds what is wrong with a desk and says what to do."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.cli.conftest import Commands
from tests.plugins.roster.roster_desk import put


@pytest.fixture
def doctor(at, capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "user"))
    at.folder.chmod(0o700)
    return Commands(at.folder, capsys)


def findings(doctor):
    status, document = doctor.json("doctor")
    assert status == (1 if document["findings"] else 0)
    return document["findings"]


def test_a_sound_desk_is_left_alone(doctor, at):
    assert findings(doctor) == []
    assert doctor("doctor") == (0, f"{at.folder}: nothing is wrong.\n", "")


def test_what_others_can_open(doctor, at):
    (at.folder / "dutydesk.db").chmod(0o644)
    (found,) = findings(doctor)
    assert found.endswith(f"chmod go-rwx {at.folder / 'dutydesk.db'}")


def test_a_plugin_that_does_not_run(doctor, at):
    (at.folder / "plugins" / "mine.py").write_text("plugin = object()\n")
    (found,) = findings(doctor)
    assert "plugin mine: blocked: not allowed yet" in found


def test_duties_of_nobody(doctor, at):
    desk = at.open()
    soon = desk.zone.day_of(datetime.now(UTC)) + timedelta(days=2)
    put(desk, ("ghost", "gate", "day", soon))
    (found,) = findings(doctor)
    assert found == "ghost has duties or activities but is nobody known here"
