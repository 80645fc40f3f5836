"""Files and links about something: kept in the desk's folder, named, and missed when they are gone."""

import stat

import pytest

from dutydesk.api import DataProblem
from dutydesk.api import attachments as kept_attachments
from dutydesk.api.attachments import attach, attached, detach, file_of, is_gone, kept_files
from dutydesk.domain import Attachment


@pytest.fixture
def photo(tmp_path):
    path = tmp_path / "楼道 photo (1).jpg"
    path.write_bytes(b"a picture")
    return path


def test_a_file_is_copied_and_found_again(desk, photo):
    kept = attach(desk, "activity:x", str(photo), "Corridor")
    photo.unlink()
    assert file_of(desk, kept).read_bytes() == b"a picture"
    assert file_of(desk, kept).parent == (desk.folder / "files").resolve()
    assert stat.S_IMODE((desk.folder / "files").stat().st_mode) == 0o700
    assert not is_gone(desk, kept)
    assert [each.title for each in attached(desk, "activity:x")] == ["Corridor"]
    assert attached(desk, "activity:y") == []


def test_two_files_of_one_name_do_not_take_each_others_place(desk, photo):
    first = attach(desk, "activity:x", str(photo))
    photo.write_bytes(b"another")
    second = attach(desk, "activity:x", str(photo))
    assert file_of(desk, first).read_bytes() == b"a picture"
    assert file_of(desk, second).read_bytes() == b"another"


def test_a_link_is_kept_as_it_is_and_never_missed(desk):
    kept = attach(desk, "activity:x", " https://example.org/学习?a=1 ")
    assert (kept.target, kept.is_link) == ("https://example.org/学习?a=1", True)
    assert not is_gone(desk, kept)
    with pytest.raises(ValueError, match="example"):
        file_of(desk, kept)


def test_a_file_that_is_gone_is_told(desk, photo):
    kept = attach(desk, "activity:x", str(photo))
    file_of(desk, kept).unlink()
    assert is_gone(desk, kept)


@pytest.mark.parametrize("target", ["../../etc/passwd", "/etc/passwd", "a/../../x"])
def test_no_path_leads_out_of_the_folder_of_files(desk, target):
    out = Attachment(id="a", about="activity:x", title="Out", target=target)
    assert is_gone(desk, out)
    with pytest.raises(ValueError, match=r"passwd|x"):
        file_of(desk, out)


def test_what_cannot_be_kept_is_one_line_and_leaves_nothing(desk, photo, tmp_path, monkeypatch):
    for source, expected in (
        (tmp_path / "none.pdf", "none.pdf cannot be kept"),
        (tmp_path, "cannot be kept"),
    ):
        with pytest.raises(DataProblem, match=expected) as refused:
            attach(desk, "activity:x", str(source))
        assert "\n" not in str(refused.value)
    monkeypatch.setattr(kept_attachments, "MOST_BYTES", 4)
    with pytest.raises(DataProblem, match="larger than"):
        attach(desk, "activity:x", str(photo))
    monkeypatch.undo()

    def refuse(*_arguments):
        raise RuntimeError("no change")

    monkeypatch.setattr(type(desk), "change", refuse)
    with pytest.raises(RuntimeError):
        attach(desk, "activity:x", str(photo))
    assert kept_files(desk.folder) == []


def test_detaching_can_be_undone_with_the_file_still_there(desk, photo):
    kept = attach(desk, "activity:x", str(photo))
    detach(desk, kept)
    assert attached(desk, "activity:x") == []
    desk.undo()
    (again,) = attached(desk, "activity:x")
    assert not is_gone(desk, again)


def test_kept_files_leave_out_links_that_lead_elsewhere(desk, photo):
    kept = attach(desk, "activity:x", str(photo))
    (desk.folder / "files" / "passwd").symlink_to("/etc/passwd")
    assert kept_files(desk.folder) == [desk.folder / "files" / kept.target]
