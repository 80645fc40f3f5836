"""The files of drafts: whole, private, few, and written without a key that waits for the disk."""

import threading
from datetime import timedelta

import pytest

from dutydesk.config.drafts import MOST_BYTES, MOST_DRAFTS, OLDEST, Draft, DraftField, DraftFolder
from dutydesk.tui import drafts
from dutydesk.tui.drafts import DraftBook
from tests.terminal.fake_desk import NOW


def draft(number=0, typed="x", **changes):
    fields = {"name": DraftField(typed=typed, stored="")}
    return Draft(
        **{"at": NOW - timedelta(minutes=number), "place": "People", "title": "New", "fields": fields}
        | changes
    )


def test_old_drafts_and_too_many_go_for_good(tmp_path):
    folder = DraftFolder(tmp_path, "desk.test", "leader")
    for number in range(MOST_DRAFTS + 5):
        folder.write(f"{number:03}", draft(number))
    folder.write("old", draft(at=NOW - OLDEST - timedelta(minutes=1)))
    waiting = folder.waiting(NOW)
    assert list(waiting) == [f"{number:03}" for number in range(MOST_DRAFTS)]
    assert {file.stem for file in folder.path.iterdir()} == set(waiting)


def test_a_draft_that_is_far_too_long_is_refused_and_costs_no_other(tmp_path):
    folder = DraftFolder(tmp_path, "desk.test", "leader")
    folder.write("one", draft())
    with pytest.raises(ValueError, match=r"\d+"):
        folder.write("two", draft(typed="x" * MOST_BYTES))
    assert set(folder.waiting(NOW)) == {"one"}


@pytest.mark.parametrize(("uid", "actor"), [("..", "leader"), ("desk.test", "../../etc"), ("a/b", "\0")])
def test_no_name_leads_out_of_the_folder(tmp_path, uid, actor):
    folder = DraftFolder(tmp_path, uid, actor)
    assert folder.path.parent == tmp_path / "drafts"
    folder.write("one", draft())
    assert folder.read("one") == draft()


class SlowFolder(DraftFolder):
    """Writes only when it is let."""

    def __init__(self, state):
        super().__init__(state, "desk.test", "leader")
        self.may_write = threading.Event()
        self.written = []

    def write(self, key, draft):
        assert self.may_write.wait(30)
        self.written.append(draft.fields["name"].typed)
        super().write(key, draft)


def waited(holds):
    done = threading.Event()
    for _attempt in range(3000):
        if holds():
            return True
        done.wait(0.01)
    return False


def test_no_key_waits_for_the_disk(tmp_path):
    folder = SlowFolder(tmp_path)
    book = DraftBook(folder)
    writer = threading.Thread(target=book.flush)
    book.keep("one", draft(typed="a"))
    writer.start()
    book.keep("one", draft(typed="ab"))
    assert book.find("one") == draft(typed="ab")
    book.drop("one")
    assert book.find("one") is None
    folder.may_write.set()
    writer.join()
    assert waited(lambda: not book._pending)
    assert folder.read("one") is None


def test_who_types_without_a_pause_has_it_written_now_and_then(tmp_path, monkeypatch):
    monkeypatch.setattr(drafts, "QUIET_SECONDS", 3600.0)
    monkeypatch.setattr(drafts, "MOST_SECONDS", 0.05)
    folder = SlowFolder(tmp_path)
    folder.may_write.set()
    book = DraftBook(folder)
    book.keep("one", draft(typed="a"))
    assert waited(lambda: folder.written == ["a"])


def test_who_types_fast_has_it_written_once(tmp_path):
    folder = SlowFolder(tmp_path)
    book = DraftBook(folder)
    for typed in ("a", "ab", "abc"):
        book.keep("one", draft(typed=typed))
    folder.may_write.set()
    book.flush()
    assert waited(lambda: not book._pending)
    assert folder.written in (["abc"], ["a", "abc"])


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b'{"at": 3}',
        b'{"at": "2026-11-24T09:30:00", "place": "", "title": "", "fields": {}}',
        b"[" * 100_000,
    ],
    ids=("empty", "no text", "strange", "no zone", "deep"),
)
def test_whatever_stands_in_a_file_it_costs_no_other(tmp_path, content):
    folder = DraftFolder(tmp_path, "desk.test", "leader")
    folder.write("one", draft())
    (folder.path / "two.json").write_bytes(content)
    (folder.path / "three.json").mkdir()
    assert set(folder.waiting(NOW)) == {"one"}
    assert folder.read("two") is None
    assert folder.read("three") is None
