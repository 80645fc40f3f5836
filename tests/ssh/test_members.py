"""Each member comes in by a key of their own, is who the key says, and may do what their role allows."""

import pytest

from tests.ssh.ssh_client import run_client


@pytest.fixture
def roles(server):
    """The text of roles.toml, put back as it was."""
    path = server.desk / "config/roles.toml"
    before = path.read_text(encoding="utf-8")
    yield path
    path.write_text(before, encoding="utf-8")


def entries_about(server, text):
    with server.open() as desk:
        return [(each.who, each.kind) for each in desk.journal() if text in each.why]


@pytest.mark.parametrize("name", ["li", "qian"])
def test_what_a_member_does_stands_in_the_journal_under_their_name(server, client, name):
    member = client(name)
    member.wait_for("Quit")
    member.add_task(f"lamp of {name}")
    assert entries_about(server, f"lamp of {name}") == [(name, "change")]


def test_a_guard_sees_what_concerns_them_and_asks_for_leave(server, client):
    guard = client("刘洋", "-o", "SendEnv=LC_ALL")
    guard.wait_for("刘洋")
    tabs = guard.screen.display[0]
    assert "Mine" in tabs
    assert not any(title in tabs for title in ("Peo", "Tas", "Ros", "Cal", "Tod"))
    guard.child.send("l")
    guard.wait_for("Enter saves")
    guard.child.send("+3\r")
    guard.wait_for("Asked; the leader sees it")
    assert [who for who, _kind in entries_about(server, "刘洋")][:1] == ["刘洋"]


def test_a_viewer_is_refused_and_the_journal_keeps_that_they_tried(server, client):
    viewer = client("office")
    viewer.wait_for("Quit")
    viewer.open_area("Tas")
    viewer.wait_for("With done")
    viewer.child.send("a")
    viewer.wait_for("New task")
    viewer.child.send("of a viewer\r")
    viewer.wait_for("may not do this")
    assert entries_about(server, "of a viewer") == [("office", "refused")]


def test_a_key_that_nobody_named_opens_nothing(server):
    done = run_client(server, "stranger")
    assert done.returncode == 255
    assert b"Permission denied" in done.stderr
    assert done.stdout == b""


def test_whoever_is_taken_out_of_the_roles_sees_nothing_whatever_their_key(client, roles):
    text = roles.read_text(encoding="utf-8")
    roles.write_text(text.replace('name = "qian"', 'name = "someone-else"'), encoding="utf-8")
    lost = client("qian")
    lost.wait_for("no role")
    assert "钱卫东" not in lost.text
