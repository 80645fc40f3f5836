"""What goes over the line to a real terminal, and how the program leaves it."""

import os
import signal
import time

import pexpect
import pytest

from tests.terminal.terminal_session import TerminalSession

CURSOR_RIGHT, CURSOR_DOWN, EDIT = b"\x1b[C", b"\x1b[B", b"\x1bOQ"
LEAVES_ALTERNATE_SCREEN = b"\x1b[?1049l"
LEAVES_MOUSE_MODE = b"\x1b[?1000l"


@pytest.fixture
def start():
    """Start programs, and end them afterwards."""
    running = []

    def begin(program, **environ):
        running.append(TerminalSession(program, **environ))
        return running[-1]

    yield begin
    for session in running:
        session.close()


def ended(session, limit=8.0):
    """Wait for the end of the program; return what it sent last and its status."""
    got = b""
    end = time.monotonic() + limit
    while time.monotonic() < end:
        try:
            got += session.child.read_nonblocking(65536, timeout=0.2)
        except pexpect.TIMEOUT:
            continue
        except pexpect.EOF:
            break
    session.child.wait()
    return got, session.child.exitstatus


def test_moving_and_editing_in_a_grid_sends_little(start):
    session = start("grid_program.py")
    session.wait_for("December")
    session.press(CURSOR_RIGHT)
    sent = {
        "cursor right": len(session.press(CURSOR_RIGHT)),
        "cursor down": len(session.press(CURSOR_DOWN)),
        "one edit": len(session.press(EDIT)),
        "page down": len(session.press(b"\x1b[6~")),
    }
    print(sent)  # noqa: T201 - the figures are the point
    most = {"cursor right": 400, "cursor down": 1000, "one edit": 600, "page down": 15_000}
    assert {name: size for name, size in sent.items() if size > 3 * most[name]} == {}


def test_names_reach_the_terminal_harmless_and_in_line_and_then_it_is_silent(start):
    session = start("desk_program.py")
    session.wait_for("Fire drill")
    session.press("4")
    session.wait_for("张建国")
    assert "[bold]王" in session.text
    assert b"\x1b]0;x" not in session.sent
    assert "\u202e".encode() not in session.sent
    latin = ("Li Wei", "Chen Jing", "Liu Yang", "Ouyang Mingyue", "Zhang Jianguo")
    places = set()
    for y in range(2, 14):
        cells = [session.screen.buffer[y][x].data for x in range(80)]
        places |= {x for x in range(60) if "".join(cells[x : x + 20]).startswith(latin)}
    assert len(places) == 1
    assert session.read(quiet=2.5, limit=2.5) == b""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_puts_the_terminal_right(start, number):
    session = start("desk_program.py")
    session.wait_for("Fire drill")
    os.kill(session.child.pid, number)
    last, status = ended(session)
    assert LEAVES_ALTERNATE_SCREEN in last
    assert LEAVES_MOUSE_MODE in last
    assert status == 128 + number


@pytest.mark.parametrize("blocked", ["", "1"], ids=["awake", "blocked"])
def test_a_dropped_connection_ends_the_program(start, blocked):
    session = start("desk_program.py", BLOCK=blocked, IGNORE_HANGUP="1")
    session.wait_for("Blocked" if blocked else "Fire drill")
    pid = session.child.pid
    session.drop()
    end = time.monotonic() + 8
    done = 0
    while not done and time.monotonic() < end:
        done, _status = os.waitpid(pid, os.WNOHANG)
        time.sleep(0.05)
    assert done == pid


def test_a_desk_that_cannot_be_opened_exits_with_2(start):
    session = start("desk_program.py", FAULT="1")
    session.wait_for("unknown time zone")
    session.child.send("x")
    last, status = ended(session)
    assert status == 2
    assert b"unknown time zone" in last


def test_q_leaves_with_0(start):
    session = start("desk_program.py", SSH_CONNECTION="1 2 3 4", COLORTERM="")
    session.wait_for("Fire drill")
    assert b"38;2;" not in session.sent
    session.child.send("q")
    last, status = ended(session)
    assert status == 0
    assert LEAVES_ALTERNATE_SCREEN in last
