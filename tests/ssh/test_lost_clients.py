"""A client that is gone or frozen leaves no process behind and holds up nobody."""

import os
import signal
import time

from dutydesk.domain import Task, new_id


def gone(server, name, limit=40.0):
    """Wait until no process holds the desk open for a member."""
    until = time.monotonic() + limit
    while left := server.processes(name):
        assert time.monotonic() < until, left
        time.sleep(0.05)
    return True


def test_a_client_that_was_killed_leaves_no_process(server, client):
    member = client("m01")
    member.wait_for("Quit")
    assert server.processes("m01")
    os.kill(member.child.pid, signal.SIGKILL)
    assert gone(server, "m01")


def test_a_frozen_client_holds_up_nobody_and_is_let_go(server, client):
    soon = f"Match User {server.account}\n    ClientAliveInterval 1\n    ClientAliveCountMax 3\n"
    with server.sshd(soon) as port:
        member = client("m02", port=port)
        member.wait_for("Quit")
        member.add_task("before it froze")
        os.kill(member.child.pid, signal.SIGSTOP)
        try:
            with server.open() as desk, desk.change("while one is frozen") as change:
                change.add(Task(id=new_id(), title="while one is frozen"))
            assert gone(server, "m02")
        finally:
            os.kill(member.child.pid, signal.SIGKILL)
    with server.open() as desk:
        assert {"before it froze", "while one is frozen"} <= {each.title for each in desk.table(Task).all()}
