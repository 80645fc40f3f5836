"""Where documents are put: only whole, only where the ending tells the format, else one line says why."""

import os
import stat

import pytest

from dutydesk import replacing
from dutydesk.api import DataProblem
from dutydesk.documents import ENDINGS, Document, write_document
from dutydesk.replacing import replace_file

DOCUMENT = Document(title="Minutes")


def write(path):
    return write_document(DOCUMENT, path, path.parent / "fonts")


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_is_replaced_whole_and_nothing_else_is_left(tmp_path, ending):
    target = tmp_path / f"minutes{ending.upper()}"
    target.write_bytes(b"old" * 100_000)
    assert write(target).path == target
    assert b"oldold" not in target.read_bytes()
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("name", ["minutes", "minutes.doc", "minutes.pdf.exe", ".pdf", "minutes.html"])
def test_another_ending_is_refused_with_those_that_are_known(tmp_path, name):
    with pytest.raises(DataProblem, match=r"must end in one of \.pdf \.docx \.md, which tells the format"):
        write(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_missing_folder_is_told_in_one_line(tmp_path, ending):
    with pytest.raises(DataProblem, match=rf"none/x\{ending} cannot be written: No such file or directory$"):
        write(tmp_path / "none" / f"x{ending}")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_folder_is_not_replaced(tmp_path, ending):
    target = tmp_path / f"x{ending}"
    target.mkdir()
    with pytest.raises(DataProblem, match="cannot be written: Is a directory"):
        write(target)
    assert list(tmp_path.iterdir()) == [target]


def test_a_place_that_is_not_to_be_written_is_told():
    with pytest.raises(DataProblem, match=r"/proc/x\.md cannot be written: "):
        write_document(DOCUMENT, replacing.Path("/proc/x.md"), replacing.Path("/proc/fonts"))


def test_a_name_that_is_too_long_is_told(tmp_path):
    with pytest.raises(DataProblem, match="cannot be written: File name too long"):
        write(tmp_path / f"{'x' * 300}.md")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    target = tmp_path / "x.md"
    target.write_bytes(b"as it was")

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DataProblem, match="No space left on device"):
        write(target)
    assert target.read_bytes() == b"as it was"
    assert list(tmp_path.iterdir()) == [target]


def test_who_may_read_a_file_stays(tmp_path):
    target = tmp_path / "x.md"
    target.write_bytes(b"secret")
    target.chmod(0o600)
    replace_file(target, b"new")
    assert (target.read_bytes(), stat.S_IMODE(target.stat().st_mode)) == (b"new", 0o600)


def test_a_link_stays_a_link(tmp_path):
    kept = tmp_path / "kept.md"
    kept.write_bytes(b"old")
    link = tmp_path / "link.md"
    link.symlink_to(kept)
    replace_file(link, b"new")
    assert link.is_symlink()
    assert kept.read_bytes() == b"new"


def test_a_tilde_is_the_users_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert write(replacing.Path("~/x.md")).path == tmp_path / "x.md"
    assert (tmp_path / "x.md").exists()
