"""Tables and settings of plugins that do not work are left out, and the desk opens."""

import pytest

from dutydesk.api import DataProblem, Settings, SettingsFault, SettingsFile, TableSet, TableSpec, hookimpl
from dutydesk.domain import Person, Record
from tests.host.test_faulty_plugins import MONDAY, Good


class Note(Record):
    pass


class OwnFile(Settings):
    limit: int = 3


def keeping(tables=(), settings=()):
    class Keeping:
        @hookimpl
        def tables(self):
            return tables

        @hookimpl
        def settings(self):
            return settings

    return Keeping()


def refuse(_settings, _reader):
    raise RuntimeError("no mercy")


@pytest.mark.parametrize(
    ("tables", "settings"),
    [
        ([TableSet("keeping", (TableSpec("person", Note),), "nowhere", "keeping_0001")], []),
        ([TableSet("keeping", (TableSpec("note", Person),), "nowhere", "keeping_0001")], []),
        ([TableSet("keeping", (TableSpec("note", str),), "nowhere", "keeping_0001")], []),
        ([TableSet("keeping", (TableSpec("note", Note),), "no.such.package", "keeping_0001")], []),
        ([TableSet("host", (), "nowhere", "host_0001")], []),
        ([], [SettingsFile("own.toml", OwnFile, refuse)]),
        ([], [SettingsFile("own.toml", int)]),
        ([], [SettingsFile("calendar.toml", OwnFile)]),
    ],
    ids=[
        "a table of the host's name",
        "a record of the host's",
        "no record",
        "migrations that are not there",
        "the host's own set",
        "a check that raises",
        "a type that is none",
        "a file of the host's",
    ],
)
def test_a_desk_opens_without_the_tables_and_settings_that_do_not_work(bench, tables, settings):
    desk = bench.open(("keeping", keeping(tables, settings)), Good())
    assert [fault.plugin for fault in desk.faults()] == ["keeping"]
    with desk.change("still works") as change:
        change.add(Person(id="li", name="Li"))
    assert [item.title for item in desk.due(MONDAY, MONDAY)] == ["good"]


def test_what_a_person_wrote_wrongly_into_a_plugins_file_is_theirs_to_mend(bench):
    def check(settings, _reader):
        if settings.limit > 9:
            yield SettingsFault(("limit",), "at most 9 is expected")

    plugin = keeping(settings=[SettingsFile("own.toml", OwnFile, check)])
    (bench.folder / "config" / "own.toml").write_text("# mine\nlimit = 10\n")
    with pytest.raises(DataProblem, match=r"own\.toml, line 2, limit: at most 9"):
        bench.open(plugin)
    (bench.folder / "config" / "own.toml").write_text("limit = 9\n")
    desk = bench.open(plugin)
    assert desk.settings(OwnFile).limit == 9
