"""A backup is the whole desk, and restoring one neither overwrites nor leaves anything half done."""

import io
import os
import stat
import threading
import zipfile

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dutydesk.api import DataProblem
from dutydesk.api.attachments import attach, file_of
from dutydesk.domain import Person
from dutydesk.exchange.desk_backup import restore_backup, write_backup
from dutydesk.exchange.whole_desk.desk_export import export_desk
from dutydesk.feeds.desk_tokens import DeskTokens
from dutydesk.host.opening import open_desk
from dutydesk.store.whole import rows_of
from tests.plugins.roster.roster_desk import POSTS, day, duties, put

SQLITE = b"SQLite format 3\0" + bytes(200)
DESK = b'[desk]\nname = "X"\nzone = "UTC"\nuid = "x.dutydesk"\n'


def restored(file, folder):
    restore_backup(file, folder)
    return open_desk(folder, actor="test")


def test_a_whole_desk_comes_back(at, tmp_path):
    desk = at.open()
    put(desk, ("li", "gate", "day", day(3)))
    token = DeskTokens(desk).issue("person/li")
    (at.folder / "plugins" / "mine.py").write_text("plugin = object()\n")
    (at.folder / "config" / "posts.toml").write_text(POSTS + "# a note of ours\n")
    photo = at.folder / "photo.jpg"
    photo.write_bytes(b"a picture")
    kept = attach(desk, "activity:x", str(photo))
    size = write_backup(desk, tmp_path / "desk.zip")
    file = tmp_path / "desk.zip"
    assert size == file.stat().st_size > 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600

    again = restored(file, tmp_path / "new" / "desk")
    assert file_of(again, kept).read_bytes() == b"a picture"
    assert again.name == desk.name
    assert again.uid == desk.uid
    assert again.people() == desk.people()
    assert duties(again) == duties(desk)
    assert again.revision() == desk.revision()
    assert [each.feed for each in DeskTokens(again).known()] == ["person/li"]
    assert (again.folder / "config" / "posts.toml").read_text().endswith("# a note of ours\n")
    assert (again.folder / "plugins" / "mine.py").read_text() == "plugin = object()\n"
    assert stat.S_IMODE(again.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((again.folder / "dutydesk.db").stat().st_mode) == 0o600
    assert token not in file.read_bytes().decode("latin-1")
    again.close()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["desk", "desk.zip", "new"]


def test_a_restored_desk_never_writes_into_the_database_of_the_old_one(at, tmp_path):
    desk = at.open()
    file = at.folder / "desk.toml"
    if desk.database.is_sqlite:
        file.write_text(file.read_text() + f'\n[database]\nurl = "sqlite:///{at.folder / "dutydesk.db"}"\n')
    write_backup(desk, tmp_path / "desk.zip")
    again = restored(tmp_path / "desk.zip", tmp_path / "new")
    put(again, ("li", "gate", "day", day(3)))
    again.close()
    assert duties(desk) == set()


def test_what_is_kept_for_a_plugin_that_is_not_here_comes_back_too(at, tmp_path):
    desk = at.open()
    rows = [
        ("v1", 3, "2026-11-01T00:00:00+00:00", "陈静", None),
        ("v2", 1, "2026-11-02T00:00:00+00:00", "", 7),
    ]
    with desk.database.writing() as connection:
        for statement in (
            "CREATE TABLE visit (id TEXT PRIMARY KEY, revision INT, changed TEXT, name TEXT, badge INT)",
            "CREATE INDEX ix_visit_name ON visit (name)",
            "CREATE TABLE schema_gatehouse (version_num VARCHAR(32) PRIMARY KEY)",
            "INSERT INTO schema_gatehouse VALUES ('gatehouse_0004')",
        ):
            connection.exec_driver_sql(statement)
        for row in rows:
            written = ", ".join("NULL" if each is None else repr(each) for each in row)
            connection.exec_driver_sql(f"INSERT INTO visit VALUES ({written})")  # noqa: S608 - the test's own
    write_backup(desk, tmp_path / "desk.zip")
    again = restored(tmp_path / "desk.zip", tmp_path / "new")
    with again.database.reading() as connection:
        found = connection.exec_driver_sql("SELECT id, revision, changed, name, badge FROM visit ORDER BY id")
        assert [tuple(row) for row in found] == rows
        assert [each["name"] for each in sa.inspect(connection).get_indexes("visit")] == ["ix_visit_name"]
        revision = connection.exec_driver_sql("SELECT version_num FROM schema_gatehouse").scalar()
    assert revision == "gatehouse_0004"
    with again.database.reading() as connection, desk.database.reading() as before:
        for table in desk.schema.metadata.sorted_tables:
            assert list(rows_of(connection, table)) == list(rows_of(before, table))
    again.close()


def test_a_backup_is_of_one_moment_while_others_write(at, tmp_path):
    desk, other = at.open(), at.open("other")
    stop = threading.Event()

    def write():
        number = 0
        while not stop.is_set():
            number += 1
            with other.change("pair") as change:
                change.add(Person(id=f"a{number}", name="A"))
                change.add(Person(id=f"b{number}", name="B"))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            write_backup(desk, tmp_path / f"{number}.zip")
    finally:
        stop.set()
        writer.join()
    again = restored(tmp_path / "2.zip", tmp_path / "new")
    keys = {person.id for person in again.people()}
    assert {key[1:] for key in keys if key[1:].isdigit() and key[0] == "a"} == {
        key[1:] for key in keys if key[1:].isdigit() and key[0] == "b"
    }
    assert again.database.complaints() == ()
    again.close()


def test_a_backup_overwrites_nothing(desk, tmp_path):
    (tmp_path / "kept.zip").write_text("mine")
    with pytest.raises(DataProblem, match="is there already"):
        write_backup(desk, tmp_path / "kept.zip")
    assert (tmp_path / "kept.zip").read_text() == "mine"


def test_a_backup_that_cannot_be_written_says_why_without_inner_names(desk, tmp_path):
    with pytest.raises(DataProblem) as caught:
        write_backup(desk, tmp_path / "missing" / "desk.zip")
    assert str(caught.value).endswith("desk.zip: no backup was written: No such file or directory")


@pytest.mark.parametrize("part", ["plugins", "config", "files"])
def test_a_file_whose_name_cannot_be_carried_is_named(desk, tmp_path, part):
    folder = desk.folder / part
    folder.mkdir(exist_ok=True)
    (folder / os.fsdecode(b"vis\xffitor.txt")).write_text("x")
    for carry in (
        lambda: write_backup(desk, tmp_path / "b.zip"),
        lambda: export_desk(desk, tmp_path / "out"),
    ):
        with pytest.raises(DataProblem, match=rf"the name of {part}/vis.*itor\.txt is not in UTF-8"):
            carry()
    assert sorted(each.name for each in tmp_path.iterdir() if each.name in {"b.zip", "out"}) == []


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_restoring_overwrites_nothing(desk, tmp_path, kind):
    write_backup(desk, tmp_path / "desk.zip")
    target = tmp_path / "target"
    if kind == "folder":
        target.mkdir()
        (target / "mine").write_text("mine")
    else:
        target.write_text("mine")
    with pytest.raises(DataProblem, match="a desk is restored into a new folder"):
        restore_backup(tmp_path / "desk.zip", target)
    assert ((target / "mine") if kind == "folder" else target).read_text() == "mine"


def test_restoring_into_an_empty_folder(desk, tmp_path):
    write_backup(desk, tmp_path / "desk.zip")
    (tmp_path / "empty").mkdir()
    restored(tmp_path / "desk.zip", tmp_path / "empty").close()


def packed(*entries, compression=zipfile.ZIP_STORED):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", compression) as archive:
        for name, body in entries:
            archive.writestr(name, body)
    return content.getvalue()


GOOD = (("desk.toml", DESK), ("dutydesk.db", SQLITE))
GARBLED = bytearray(
    packed(("desk.toml", DESK * 50), ("dutydesk.db", SQLITE), compression=zipfile.ZIP_DEFLATED)
)
GARBLED[45:60] = b"\xff" * 15
HOSTILE = {
    "no zip": b"no zip at all",
    "empty": b"",
    "without a database": packed(GOOD[0]),
    "without settings": packed(GOOD[1]),
    "up and out": packed(*GOOD, ("../evil.py", b"x")),
    "deep and out": packed(*GOOD, ("plugins/../../evil.py", b"x")),
    "absolute": packed(*GOOD, ("/evil-of-a-test.py", b"x")),
    "with backslashes": packed(*GOOD, ("..\\evil.py", b"x")),
    "a database that is none": packed(GOOD[0], ("dutydesk.db", b"junk")),
    "a file where a folder is needed": packed(*GOOD, ("config", b"x"), ("config/posts.toml", b"x")),
    "a folder for a database": packed(GOOD[0], ("dutydesk.db", SQLITE), ("dutydesk.db/x", b"x")),
    "garbled": bytes(GARBLED),
    "cut short": packed(*GOOD)[:-40],
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_archive_is_refused_and_nothing_is_left(tmp_path, case):
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "x.zip").write_bytes(HOSTILE[case])
    with pytest.raises(DataProblem) as caught:
        restore_backup(tmp_path / "x.zip", home / "deep" / "desk")
    assert "x.zip" in str(caught.value)
    assert list(home.iterdir()) == []
    assert sorted(each.name for each in tmp_path.iterdir()) == ["home", "x.zip"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_same_file_twice_is_refused(tmp_path):
    (tmp_path / "x.zip").write_bytes(packed(*GOOD, ("desk.toml", DESK)))
    with pytest.raises(DataProblem, match="the same file twice"):
        restore_backup(tmp_path / "x.zip", tmp_path / "desk")


def test_a_link_in_an_archive_leads_nowhere(tmp_path):
    link = zipfile.ZipInfo("plugins/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    (tmp_path / "x.zip").write_bytes(packed(*GOOD, (link, b"/etc")))
    restore_backup(tmp_path / "x.zip", tmp_path / "desk")
    assert not (tmp_path / "desk" / "plugins" / "link").is_symlink()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at_byte=st.integers(0, 1500), value=st.integers(0, 255))
def test_a_damaged_archive_is_refused_or_whole_but_never_a_crash(tmp_path_factory, at_byte, value):
    place = tmp_path_factory.mktemp("damaged")
    content = bytearray(
        packed(*GOOD, ("config/posts.toml", b"# posts\n" * 40), compression=zipfile.ZIP_DEFLATED)
    )
    content[at_byte % len(content)] = value
    (place / "x.zip").write_bytes(content)
    try:
        restore_backup(place / "x.zip", place / "desk")
    except DataProblem:
        assert sorted(each.name for each in place.iterdir()) == ["x.zip"]
    else:
        assert (place / "desk" / "dutydesk.db").is_file()
