"""A desk that moves to PostgreSQL goes on as it was: in two terminals and in the feeds."""

import re
import signal
import subprocess
import sys
import time
import urllib.request
from datetime import datetime
from pathlib import Path

import pytest

from dutydesk.domain import Activity, new_id
from dutydesk.host.opening import open_desk
from tests.end_to_end.conftest import CommandLine
from tests.terminal.terminal_session import TerminalSession

PROGRAM = str(Path(sys.executable).with_name("dutydesk"))


@pytest.fixture
def terminal(tmp_path):
    """Open the desk of a command line in a terminal of its own, without the tour."""
    opened = []

    def begin(command):
        state = tmp_path / "state"
        (state / "dutydesk").mkdir(parents=True, exist_ok=True)
        (state / "dutydesk" / "tour-shown").touch()
        opened.append(
            TerminalSession(
                PROGRAM, "--desk", str(command.desk), XDG_STATE_HOME=str(state), XDG_CONFIG_HOME=str(state)
            )
        )
        opened[-1].wait_for("Requests waiting", limit=60)
        return opened[-1]

    yield begin
    for each in opened:
        each.close()


def feed(address):
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - the test's own server
        return answer.read().decode()


def wait_until(holds, limit=60):
    end = time.monotonic() + limit
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_two_terminals_and_a_feed_server_see_what_changes_in_one_postgresql(
    command, terminal, tmp_path, postgres_url, postgres_schema
):
    assert command("init", command.desk, "--sample", "school").status == 0
    assert command("export", tmp_path / "whole").status == 0
    moved = CommandLine(tmp_path / "moved", tmp_path / "home")
    done = moved("import", tmp_path / "whole", "--database", postgres_url, "--schema", postgres_schema)
    assert done.status == 0, done.err
    assert f'schema = "{postgres_schema}"' in (moved.desk / "desk.toml").read_text()
    assert not list(moved.desk.glob("dutydesk.db*"))

    one, other = terminal(moved), terminal(moved)
    assert "Requests waiting: 1" in one.text
    other.press("3")
    other.wait_for("Waiting for your answer")
    other.press("a")
    one.wait_for("Requests waiting: none", limit=30)
    other.press("u")
    one.wait_for("Requests waiting: 1", limit=30)

    link = moved("feeds", "issue", "open", "--json").document["url"]
    server = moved.start("serve", "--port", "0", stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    desk = open_desk(moved.desk, actor="leader")
    try:
        port = re.search(r":(\d+)/", server.stdout.readline())[1]
        address = f"http://127.0.0.1:{port}/f/{link.rpartition('/')[2]}"
        assert "Evening of songs" not in feed(address)
        start = datetime.combine(desk.today(), datetime.min.time()).replace(hour=19)
        with desk.change("an evening") as change:
            change.add(
                Activity(
                    id=new_id(),
                    kind="school",
                    title="Evening of songs",
                    start=start,
                    end=start.replace(hour=21),
                )
            )
        wait_until(lambda: "Evening of songs" in feed(address))
    finally:
        desk.close()
        server.send_signal(signal.SIGTERM)
        assert server.wait(15) == 0
        server.stdout.close()
