"""What is left half written goes with the next writing; what others are writing now stays."""

import pytest

from dutydesk.whole_files import is_unfinished, place_whole, sweep, whole_file, work_folder, write_whole


def unfinished(folder):
    return [path for path in folder.iterdir() if is_unfinished(path.name)]


def test_what_a_killed_writer_left_is_swept(tmp_path):
    with whole_file(tmp_path / "x.toml"), work_folder(tmp_path):
        names = [path.name for path in unfinished(tmp_path)]
        are_folders = [path.is_dir() for path in unfinished(tmp_path)]
    (tmp_path / "x.toml").write_text("old")
    for name, is_folder in zip(names, are_folders, strict=True):
        if is_folder:
            (tmp_path / name).mkdir()
            (tmp_path / name / "copy.db").write_bytes(b"half")
        else:
            (tmp_path / name).write_bytes(b"half")
    assert sorted(are_folders) == [False, True]
    sweep(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["x.toml"]


def test_what_another_writes_now_is_not_swept(tmp_path):
    with whole_file(tmp_path / "x.toml") as stream, work_folder(tmp_path) as folder:
        stream.write(b"new")
        sweep(tmp_path)
        assert len(unfinished(tmp_path)) == 2
        assert folder.is_dir()
    assert (tmp_path / "x.toml").read_bytes() == b"new"
    assert unfinished(tmp_path) == []


def test_files_of_other_names_and_links_are_not_swept(tmp_path):
    (tmp_path / "kept").write_text("kept")
    (tmp_path / ".dutydesk-feeds.json").write_text("{}")
    (tmp_path / ".dutydesk-link.new").symlink_to("kept")
    sweep(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {
        "kept",
        ".dutydesk-feeds.json",
        ".dutydesk-link.new",
    }
    sweep(tmp_path / "no such folder")


def test_a_block_that_raises_leaves_everything_as_it_was(tmp_path):
    (tmp_path / "x.toml").write_text("old")

    def write_badly():
        with whole_file(tmp_path / "x.toml") as stream:
            stream.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_badly()
    assert [path.name for path in tmp_path.iterdir()] == ["x.toml"]
    assert (tmp_path / "x.toml").read_text() == "old"


def test_a_file_made_in_a_work_folder_is_moved_out_whole(tmp_path):
    with work_folder(tmp_path) as folder:
        assert folder.stat().st_mode & 0o777 == 0o700
        write_whole(folder / "desk.zip", b"whole", private=True)
        place_whole(folder / "desk.zip", tmp_path / "desk.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["desk.zip"]
    assert (tmp_path / "desk.zip").stat().st_mode & 0o777 == 0o600
