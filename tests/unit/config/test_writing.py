"""Files are replaced whole or not at all."""

import os
import tomllib
from pathlib import Path

import pytest

from dutydesk.config.writing import write_bytes_atomically, write_toml


def test_a_document_comes_back_as_it_was_written(tmp_path):
    document = {"name": "门卫", "note": "one\ntwo\n", "post": [{"code": "a"}, {"code": "b", "heads": 2}]}
    write_toml(tmp_path / "x.toml", document)
    text = (tmp_path / "x.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text) == document
    assert "\ntwo\n" in text
    assert [path.name for path in tmp_path.iterdir()] == ["x.toml"]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o664])
def test_an_existing_file_keeps_its_mode(tmp_path, mode):
    path = tmp_path / "x.toml"
    path.write_text("old")
    path.chmod(mode)
    write_toml(path, {"a": 1})
    assert path.stat().st_mode & 0o777 == mode
    assert path.read_text() == "a = 1\n"


def test_a_new_file_follows_the_mask_or_is_private(tmp_path):
    before = os.umask(0o027)
    try:
        write_bytes_atomically(tmp_path / "shared", b"x")
        write_bytes_atomically(tmp_path / "secret", b"x", private=True)
    finally:
        os.umask(before)
    assert (tmp_path / "shared").stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "secret").stat().st_mode & 0o777 == 0o600


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    write_bytes_atomically(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch, step):
    path = tmp_path / "x.toml"
    path.write_text("old")

    def fail(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*((os, "fsync") if step == "fsync" else (Path, "replace")), fail)
    with pytest.raises(OSError, match="No space"):
        write_toml(path, {"a": 1})
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["x.toml"]


def test_content_and_folder_reach_the_disk_around_the_rename(tmp_path, monkeypatch):
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def watched_fsync(descriptor):
        steps.append("folder" if os.path.isdir(f"/proc/self/fd/{descriptor}") else "content")  # noqa: PTH112
        fsync(descriptor)

    def watched_replace(self, target):
        steps.append("rename")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", watched_fsync)
    monkeypatch.setattr(Path, "replace", watched_replace)
    write_bytes_atomically(tmp_path / "x", b"new")
    assert steps == ["content", "rename", "folder"]


def test_what_toml_cannot_hold_leaves_the_old_file(tmp_path):
    (tmp_path / "x.toml").write_text("old")
    with pytest.raises(TypeError):
        write_toml(tmp_path / "x.toml", {"a": None})
    assert (tmp_path / "x.toml").read_text() == "old"
