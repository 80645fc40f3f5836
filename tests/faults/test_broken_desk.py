"""A desk whose database or files are broken: one line says it, with the backup that helps."""

import json
import os
import shlex
import shutil
import sqlite3
import time
import zipfile
from datetime import datetime, timedelta

import pytest

from benchmarks.faults.desks import copied, new_desk, opened
from dutydesk.api import DamagedDesk, DataProblem
from dutydesk.domain import Person
from dutydesk.exchange.dated_backups import write_dated_backup
from dutydesk.exchange.desk_backup import write_backup
from dutydesk.exchange.examination import examined
from dutydesk.exchange.nearby_backups import newest_backup, restoring
from dutydesk.host.database_mark import MARK_FILE
from dutydesk.host.exposure import exposures
from dutydesk.host.opening import open_desk
from dutydesk.store.consistency import inconsistencies
from dutydesk.tui.app import DutyDeskApp
from dutydesk.tui.opening import OpeningScreen
from dutydesk_registers.keeping import keep_entry
from dutydesk_registers.registers import known_register
from tests.cli.conftest import Commands
from tests.terminal.pilot_help import settle, text

NOBODY = 65534


@pytest.fixture(scope="module")
def sound(tmp_path_factory):
    return new_desk(tmp_path_factory.mktemp("sound") / "desk")


@pytest.fixture
def folder(sound, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "user"))
    return copied(sound, tmp_path / "desk")


@pytest.fixture
def commands(folder, capsys):
    return Commands(folder, capsys)


def backed_up(folder, file):
    with opened(folder) as desk:
        file.parent.mkdir(exist_ok=True)
        write_backup(desk, file)
    return file


@pytest.mark.soak
def test_whatever_breaks_is_told_in_one_line_and_never_made_worse(tried):
    found = tried("broken")
    assert found["broken_refused"] >= found["broken"] // 2


def test_no_empty_database_is_made_in_place_of_one_that_is_gone(commands, folder):
    (folder / "dutydesk.db").unlink()
    said = commands.refused("people", "list")
    assert f"{folder / 'dutydesk.db'} is gone, with the desk's records" in said
    assert not (folder / "dutydesk.db").exists()


@pytest.mark.parametrize("way", ["restore", "import"])
def test_a_database_is_missed_also_where_it_came_from_a_copy(commands, tmp_path, capsys, way):
    copy, made = str(tmp_path / "copy"), tmp_path / "made"
    if way == "restore":
        assert commands("backup", copy)[0] == 0
        assert commands("restore", copy, str(made))[0] == 0
        again = Commands(made, capsys)
    else:
        assert commands("export", copy)[0] == 0
        again = Commands(made, capsys)
        assert again("import", copy)[0] == 0
    (made / "dutydesk.db").unlink()
    assert "is gone, with the desk's records" in again.refused("people", "list")


def test_whoever_means_it_can_begin_anew(commands, folder):
    (folder / "dutydesk.db").unlink()
    assert f"remove {folder / MARK_FILE}" in commands.refused("people", "list")
    (folder / MARK_FILE).unlink()
    assert commands.json("people", "list")[1]["people"] == []


def test_a_desk_that_never_had_a_database_gets_one(folder):
    for path in (folder / "dutydesk.db", folder / MARK_FILE):
        path.unlink()
    with opened(folder) as desk:
        assert desk.people() == ()
    assert (folder / MARK_FILE).is_file()


def test_a_log_that_is_left_alone_is_not_thrown_away(folder):
    (folder / MARK_FILE).unlink()
    (folder / "dutydesk.db").unlink()
    (folder / "dutydesk.db-wal").write_bytes(b"the last changes")
    with pytest.raises(DamagedDesk, match="is gone"):
        open_desk(folder)
    assert (folder / "dutydesk.db-wal").read_bytes() == b"the last changes"


def test_the_named_command_brings_the_newest_good_backup_back(commands, folder, capsys):
    backed_up(folder, folder / "backups" / "old.zip")
    with opened(folder) as desk, desk.change("more") as change:
        change.add(Person(id="wang", name="Wang Fang"))
    backed_up(folder, folder.parent / "new.zip")
    (folder.parent / "broken.zip").write_bytes((folder.parent / "new.zip").read_bytes()[:-2000])
    (folder / "dutydesk.db").write_bytes(b"\xff" * 9000)
    said = commands.refused("people", "list")
    assert "dutydesk.db is damaged (file is not a database)" in said
    words = shlex.split(said.partition("it comes back with: ")[2])
    assert words == ["dutydesk", "restore", str(folder.parent / "new.zip"), f"{folder}-restored"]
    assert commands.bare(*words[1:])[0] == 0
    status, document = Commands(f"{folder}-restored", capsys).json("people", "list")
    assert (status, len(document["people"])) == (0, 2)


def test_the_age_of_a_backup_is_that_of_its_making_and_not_of_its_file(folder):
    file = backed_up(folder, folder / "desk.zip")
    os.utime(file, (1, 1))
    found = newest_backup(folder)
    assert found.file == file
    assert abs(datetime.now() - found.made) < timedelta(minutes=5)  # noqa: DTZ005
    for passed, said in (
        (timedelta(seconds=70), "1 minute old"),
        (timedelta(hours=5), "5 hours old"),
        (timedelta(hours=47), "47 hours old"),
        (timedelta(days=9), "9 days old"),
        (-timedelta(days=9), "0 minutes old"),
    ):
        assert said in restoring(folder, found.made + passed)


def test_the_backup_of_another_school_is_not_offered(folder, tmp_path):
    other = new_desk(tmp_path / "other")
    backed_up(other, tmp_path / "other.zip")
    assert newest_backup(folder) is None
    assert "No backup lies beside the desk" in restoring(folder)
    with zipfile.ZipFile(tmp_path / "junk.zip", "w") as packed:
        packed.writestr("dutydesk.db", b"no database")
        packed.writestr("desk.toml", b"")
    assert newest_backup(folder) is None


def test_the_doctor_looks_at_each_thing_though_another_is_broken(commands, folder):
    backed_up(folder, folder / "backups" / "desk.zip")
    (folder / "config" / "posts.toml").write_text("[[post]\n")
    (folder / "config" / "shifts.toml").write_bytes(b"\xff\xfe")
    (folder / "dutydesk.db").write_bytes(b"a letter" * 1000)
    folder.chmod(0o750)
    status, document = commands.json("doctor")
    assert status == 1
    findings = document["findings"]
    for said in (
        f"others on this machine can open {folder}: chmod go-rwx",
        "config/posts.toml, line 1",
        "config/shifts.toml, line 1: the text is not saved as UTF-8",
        "dutydesk.db is damaged (file is not a database)",
        f"dutydesk restore {folder / 'backups' / 'desk.zip'}",
    ):
        assert any(said in each for each in findings), said
    assert sorted(path.name for path in folder.iterdir() if "db" in path.name) == ["dutydesk.db"]


def test_the_doctor_says_that_there_is_no_desk_to_look_at(tmp_path, capsys):
    assert "there is no desk here" in Commands(tmp_path / "no", capsys).refused("doctor")


def test_a_settings_file_of_the_desk_that_is_gone_is_missed(commands, folder):
    (folder / "desk.toml").unlink()
    assert "desk.toml is gone, though" in commands.refused("people", "list")
    status, document = commands.json("doctor")
    assert (status, "desk.toml is gone" in document["findings"][0]) == (1, True)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE person SET phone = '7'", "person li is not as the journal left it: look at phone"),
        ("DELETE FROM person", "person li is gone, and the journal has no entry that removed it"),
        ("DELETE FROM journal_row", "person li is kept, and the journal knows nothing of it"),
        ("UPDATE person SET share = 'much'", "the table person is damaged"),
        ("UPDATE person SET starts = 'soon'", "the table person is damaged"),
        ("UPDATE person SET name = CAST(x'ff' AS TEXT)", "the table person cannot be read"),
        ("UPDATE person SET name = x'00'", "the table person is damaged"),
        ("UPDATE journal_row SET after = '{'", "the table journal_row is damaged"),
        ("UPDATE journal_row SET after = NULL", "person li is kept, though the journal says"),
    ],
)
def test_the_doctor_holds_the_records_against_the_journal(folder, statement, said):
    with sqlite3.connect(folder / "dutydesk.db") as connection:
        connection.execute(statement)
    connection.close()
    assert said in examined(folder).findings[0]


@pytest.mark.parametrize("body", ["{", '{"what": 3}', "[]", ""])
def test_a_damaged_entry_of_a_register_is_named_wherever_it_is_read(commands, folder, body):
    with opened(folder) as desk:
        values = {"what": "Loose rail", "found": "2026-01-02", "severity": "minor", "due": "2026-01-03"}
        kept = keep_entry(desk, known_register(desk, "hazards"), values)
    with sqlite3.connect(folder / "dutydesk.db") as connection:
        connection.execute("UPDATE register_entry SET body = ?", (body,))
    connection.close()
    for words in (("show", "hazards"), ("due",), ("export", "hazards", str(folder / "hazards.csv"))):
        assert f"the entry {kept.id} of a register is damaged" in commands.refused("registers", *words)
    assert f"register_entry {kept.id} is not as the journal left it" in str(commands.json("doctor")[1])
    assert not (folder / "hazards.csv").exists()


def test_a_sound_desk_with_removed_and_restored_records_is_consistent(folder):
    assert examined(folder).findings == ()
    with opened(folder) as desk:
        for _turn in range(2):
            with desk.change("out") as change:
                change.remove(change.table(Person).get("li"))
            desk.undo()
        with desk.database.reading() as connection:
            assert list(inconsistencies(connection, desk.schema)) == []


@pytest.mark.parametrize("value", ["x'00ff'", "3", "CAST(x'ff' AS TEXT)"])
def test_a_value_of_another_kind_is_told_as_damage_and_no_fault_of_the_program(commands, folder, value):
    with sqlite3.connect(folder / "dutydesk.db") as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET sql = replace(sql, 'name TEXT', 'name BLOB')")
        connection.commit()
    connection.close()
    with sqlite3.connect(folder / "dutydesk.db") as connection:
        connection.execute(f"UPDATE person SET name = {value}")  # noqa: S608 - one of three
    connection.close()
    said = commands.refused("people", "list")
    assert "damaged" in said


async def test_the_terminal_says_what_is_broken_and_what_brings_it_back(folder):
    from dutydesk.cli.call import Call

    backed_up(folder, folder / "backups" / "desk.zip")
    os.truncate(folder / "dutydesk.db", 0)
    call = Call(folder, "leader")
    app = DutyDeskApp(lambda: (call.open(quietly=True), (), ()), {})
    async with app.run_test(size=(80, 24)) as pilot:
        deadline = time.monotonic() + 60
        while not app._opening.problem and time.monotonic() < deadline:
            await settle(pilot)
        assert isinstance(app.screen, OpeningScreen)
        shown = "".join(text(app).split())
        assert "isempty,buthadthedesk'srecords" in shown
        assert "dutydeskrestore" in shown
        assert "backups/desk.zip" in shown
        await pilot.press("x")
    assert app.return_code == 2


def in_a_child(work):
    """Run `work` as nobody, and return what it gave as text."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)
        try:
            said = work()
        except BaseException as error:  # noqa: BLE001 - told to the parent
            said = f"{type(error).__name__}: {error}"
        os.write(writer, said.encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as stream:
        said = stream.read()
    os.waitpid(pid, 0)
    return said


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize(
    ("name", "mode"),
    [("", 0), ("desk.toml", 0), ("dutydesk.db", 0), ("config/posts.toml", 0), ("plugins", 0), ("config", 0)],
)
def test_what_may_not_be_opened_is_named(folder, tmp_path, name, mode):
    for path in (*folder.rglob("*"), folder):
        os.chown(path, NOBODY, NOBODY)
    for path in (tmp_path, *tmp_path.parents):
        if path.stat().st_uid == 0 and path.name.startswith(("test_", "pytest-", "popen-")):
            path.chmod(0o755)
    (folder / name).chmod(mode)

    def opening():
        try:
            open_desk(folder).close()
        except DataProblem as problem:
            return str(problem)
        return "opened"

    said = in_a_child(opening)
    (folder / name).chmod(0o700)
    assert name.rpartition("/")[2] in said
    assert "Permission denied" in said or "may you write" in said


def test_what_others_could_open_is_said_once_and_not_in_a_document(commands, folder):
    (folder / "dutydesk.db").chmod(0o640)
    status, out, err = commands("people", "list", "--json")
    assert (status, json.loads(out)["people"][0]["key"]) == (0, "li")
    assert err == (
        f"dutydesk: others on this machine can open {folder / 'dutydesk.db'}: "
        f"chmod go-rwx {folder / 'dutydesk.db'}\n"
    )


def test_settings_are_looked_at_where_the_folder_lets_others_in(folder):
    (folder / "desk.toml").chmod(0o644)
    (folder / "config" / "roles.toml").write_text("")
    (folder / "config" / "roles.toml").chmod(0o644)
    assert exposures(folder) == ()
    folder.chmod(0o711)
    (folder / "config").chmod(0o775)
    assert [line.rpartition(" ")[2] for line in exposures(folder)] == [
        str(path) for path in (folder, folder / "desk.toml", folder / "config", folder / "config/roles.toml")
    ]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file to somebody else")
def test_files_of_somebody_else_are_said(folder):
    os.chown(folder / "dutydesk.db", NOBODY, NOBODY)
    (line,) = exposures(folder)
    assert line.startswith(f"{folder / 'dutydesk.db'} belongs to nobody, and you work as root")


def test_of_dated_backups_the_newest_are_kept_and_nothing_else_is_touched(folder, tmp_path):
    place = tmp_path / "backups"
    with opened(folder) as desk:
        made = [
            write_dated_backup(desk, place, 2, datetime(2026, 11, number, 3))  # noqa: DTZ001
            for number in (1, 2, 3)
        ]
    assert [each.name for each in made] == [f"desk-2026110{number}-030000.zip" for number in (1, 2, 3)]
    shutil.copy(made[2], place / "desk-of-another-20200101-030000.zip")
    (place / "letter.txt").write_text("mine")
    with opened(folder) as desk:
        write_dated_backup(desk, place, 2, datetime(2026, 11, 4, 3))  # noqa: DTZ001
    assert sorted(each.name for each in place.iterdir()) == [
        "desk-20261103-030000.zip",
        "desk-20261104-030000.zip",
        "desk-of-another-20200101-030000.zip",
        "letter.txt",
    ]
