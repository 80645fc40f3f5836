"""Feeds as files."""

import hashlib
import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutydesk.api import DataProblem, Feed
from dutydesk.feeds.export import MANIFEST, export_feeds
from dutydesk.feeds.files import feed_file
from dutydesk.feeds.tokens import hash_token


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_each_feed_becomes_a_file(book, tmp_path):
    exported = export_feeds(book, tmp_path / "new" / "feeds")
    folder = tmp_path / "new" / "feeds"
    assert [(one.name, one.file.relative_to(folder).as_posix(), one.events) for one in exported] == [
        ("person/li-wei", "person/li-wei.ics", 1),
        ("post/main-gate", "post/main-gate.ics", 1),
    ]
    assert exported[0].file.read_bytes() == book.feed("person/li-wei").body
    assert files_in(folder) == {MANIFEST, "person/li-wei.ics", "post/main-gate.ics"}


def test_a_file_whose_bytes_are_right_is_not_touched(desk, book, tmp_path):
    export_feeds(book, tmp_path)
    before = {name: (tmp_path / name).stat() for name in files_in(tmp_path)}
    desk.clock = desk.clock.replace(hour=5)
    export_feeds(book, tmp_path)
    for name, stat in before.items():
        again = (tmp_path / name).stat()
        assert (again.st_mtime_ns, again.st_ino) == (stat.st_mtime_ns, stat.st_ino)
    desk.rename(0, title="Changed", people=())
    desk.given_feeds = desk.given_feeds[1:]
    export_feeds(book, tmp_path)
    assert b"Changed" in (tmp_path / "post/main-gate.ics").read_bytes()


def test_the_file_of_a_feed_that_is_no_more_goes_and_foreign_files_stay(desk, book, tmp_path):
    export_feeds(book, tmp_path)
    (tmp_path / "person" / "private.ics").write_text("mine")
    (tmp_path / "other.ics").write_text("mine")
    desk.given_feeds = []
    desk.revision += 1
    export_feeds(book, tmp_path)
    assert files_in(tmp_path) == {MANIFEST, "person/private.ics", "other.ics"}
    assert not (tmp_path / "post").exists()


def test_a_file_that_someone_has_replaced_is_not_deleted(desk, book, tmp_path):
    export_feeds(book, tmp_path)
    (tmp_path / "post/main-gate.ics").write_text("mine now")
    desk.given_feeds = []
    desk.revision += 1
    export_feeds(book, tmp_path)
    assert files_in(tmp_path) == {MANIFEST, "post/main-gate.ics"}


@pytest.mark.parametrize("file", ["../victim.ics", "/victim.ics", "link/victim.ics", "a/../../victim.ics"])
def test_a_forged_manifest_deletes_nothing_outside(book, tmp_path, file):
    folder = tmp_path / "feeds"
    folder.mkdir()
    victim = tmp_path / "victim.ics"
    victim.write_text("mine")
    (folder / "link").symlink_to(tmp_path)
    digest = hashlib.sha256(b"mine").hexdigest()
    name = file if not file.startswith("/") else str(victim)
    (folder / MANIFEST).write_text(json.dumps({"format": 1, "files": {name: digest}}))
    export_feeds(book, folder)
    assert victim.read_text() == "mine"


def test_files_that_an_older_manifest_names_are_deleted_too(desk, book, tmp_path):
    export_feeds(book, tmp_path)
    body = (tmp_path / "person/li-wei.ics").read_bytes()
    files = {"person/li-wei.ics": hashlib.sha256(body).hexdigest()}
    (tmp_path / MANIFEST).write_text(json.dumps({"format": 1, "files": files}))
    desk.given_feeds.pop(0)
    desk.revision += 1
    export_feeds(book, tmp_path)
    assert files_in(tmp_path) == {MANIFEST, "post/main-gate.ics"}


def test_each_link_has_a_file_of_its_own_until_it_is_revoked(book, tmp_path):
    one, other = hash_token("one"), hash_token("other")
    exported = export_feeds(book, tmp_path, {one: "person/li-wei", other: "person/li-wei"})
    assert len({each.file for each in exported}) == 2
    assert {each.file.read_bytes() for each in exported} == {book.feed("person/li-wei").body}
    names = {each.file.name for each in exported}
    (left,) = export_feeds(book, tmp_path, {other: "person/li-wei"})
    assert files_in(tmp_path) == {MANIFEST, left.file.name}
    assert left.file.name in names


def test_nothing_in_the_folder_tells_the_name_of_a_link_s_file_or_its_token(book, tmp_path):
    token_hash = hash_token("one")
    (exported,) = export_feeds(book, tmp_path, {token_hash: "person/li-wei"})
    manifest = (tmp_path / MANIFEST).read_text()
    assert exported.file.stem not in manifest
    assert token_hash[:8] not in manifest + exported.file.name


def test_a_link_to_a_feed_that_is_gone_has_no_file(book, tmp_path):
    assert export_feeds(book, tmp_path, {hash_token("one"): "person/who-left"}) == []


@pytest.mark.parametrize("content", ["", "[]", "{", '{"files": 3}', "null", "\ufeff{}"])
def test_a_broken_manifest_counts_as_none(book, tmp_path, content):
    (tmp_path / MANIFEST).write_text(content)
    assert len(export_feeds(book, tmp_path)) == 2
    assert json.loads((tmp_path / MANIFEST).read_text())["format"] == 2


def test_a_folder_that_cannot_be_written_is_told_in_one_line(book, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(DataProblem, match="file/feeds: the feeds cannot be written there: ") as caught:
        export_feeds(book, tmp_path / "file" / "feeds")
    assert "\n" not in str(caught.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_told_too(book, tmp_path):
    tmp_path.chmod(0o555)
    with pytest.raises(DataProblem):
        export_feeds(book, tmp_path)


def test_a_write_that_fails_leaves_the_old_file_and_no_draft(desk, book, tmp_path, monkeypatch):
    export_feeds(book, tmp_path)
    before = (tmp_path / "post/main-gate.ics").read_bytes()

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    desk.rename(0, title="Changed")
    with pytest.raises(DataProblem, match="No space left"):
        export_feeds(book, tmp_path)
    assert (tmp_path / "post/main-gate.ics").read_bytes() == before
    assert files_in(tmp_path) == {MANIFEST, "person/li-wei.ics", "post/main-gate.ics"}


def test_the_files_can_be_read_by_a_web_server(book, tmp_path):
    umask = os.umask(0o022)
    try:
        export_feeds(book, tmp_path)
    finally:
        os.umask(umask)
    assert (tmp_path / "person/li-wei.ics").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("squadron", "squadron.ics"),
        ("person/李伟", "person/李伟.ics"),
        ("post/Main_gate-2.b", "post/Main_gate-2.b.ics"),
        ("../../etc/passwd", "%2E./%2E./etc/passwd.ics"),
        ("/etc/passwd", "%/etc/passwd.ics"),
        ("post/.hidden", "post/%2Ehidden.ics"),
        ("a b/c\\d\x00e", "a%20b/c%5Cd%00e.ics"),
        ("50%", "50%25.ics"),
        ("é\u202e", "%C3%A9%E2%80%AE.ics"),
        ("squadron.ics/x", "squadron%2Eics/x.ics"),
        ("", "%.ics"),
        ("a//b/", "a/%/b/%.ics"),
    ],
)
def test_names_stay_legible_and_harmless(name, file):
    assert feed_file(name).as_posix() == file


def test_a_very_long_name_is_cut_and_stays_its_own(tmp_path):
    one, other = feed_file("person/" + "李" * 400), feed_file("person/" + "李" * 401)
    assert one != other
    (tmp_path / "person").mkdir()
    (tmp_path / one).write_text("")


names = st.text(st.characters(), max_size=40) | st.text("./%~a李\x00", max_size=12)


@settings(max_examples=200, deadline=None)
@given(names, names)
def test_no_name_leads_out_and_no_two_share_a_file(one, other):
    files = [feed_file(one), feed_file(other)]
    assert (files[0] == files[1]) == (one == other)
    for file in files:
        assert not file.is_absolute()
        assert all(part not in {"", ".", ".."} and not part.startswith(".") for part in file.parts)
        assert file.suffix == ".ics"
        file.as_posix().encode()
        assert not any(parent.suffix == ".ics" for parent in file.parents)


def test_feeds_with_awkward_names_are_exported_side_by_side(desk, book, tmp_path):
    desk.given_feeds = [Feed(name, "x") for name in ("a", "a.ics/b", "a/b", "../a", "/a", "a/../b", "")]
    folder = tmp_path / "feeds"
    exported = export_feeds(book, folder)
    assert len({one.file for one in exported}) == 7
    assert all(one.file.is_file() for one in exported)
    assert files_in(tmp_path) == {f"feeds/{name}" for name in files_in(folder)}
