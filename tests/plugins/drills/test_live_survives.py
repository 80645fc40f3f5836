"""A drill goes on after its terminal was killed or its line lost; its clock costs little on a slow one."""

import re
import signal
import statistics
import time

import pytest

from dutydesk.host.opening import open_desk
from dutydesk_drills.live.reading import run_of
from tests.plugins.drills.live_school import school, walk
from tests.terminal.terminal_session import ROOT, TerminalSession

PROGRAM = str(ROOT / "tests" / "plugins" / "drills" / "live_program.py")
MOST_BYTES_A_TICK = 60


@pytest.fixture
def start(planned):
    """Open the drill in programs of its own, and end them afterwards."""
    desk = school(planned)
    key = walk(desk).key
    running = []

    def begin(**environ):
        running.append(TerminalSession(PROGRAM, str(planned.folder), key, **environ))
        running[-1].wait_for("Enter ")
        return running[-1]

    yield begin
    for session in running:
        session.close()


def noted(planned):
    """Return what stands in the desk, read by a process that knows of no terminal."""
    desk = open_desk(planned.folder)
    try:
        return run_of(desk, walk(desk))
    finally:
        desk.close()


def press(session, keys, acknowledgement):
    session.press(keys)
    session.wait_for(acknowledgement)


def ended(session):
    """Wait for the end of a program whose terminal is gone."""
    deadline = time.monotonic() + 8
    while session.child.isalive() and time.monotonic() < deadline:
        time.sleep(0.05)
    return not session.child.isalive()


def test_every_acknowledged_press_is_there_when_another_terminal_goes_on(planned, start):
    killed = start()
    press(killed, "\r", "Alarm. Backspace")
    press(killed, "2h139\r", "139/140")
    killed.child.send("n half of a no")
    killed.read()
    killed.child.kill(signal.SIGKILL)
    assert ended(killed)
    assert [each.sort.value for each in noted(planned).moments] == ["stage", "stage", "count"]

    hung_up = start()
    assert "139/140" in hung_up.text
    press(hung_up, "mWang Ming\r", "Missing 1: Wang Ming")
    hung_up.child.kill(signal.SIGHUP)
    assert ended(hung_up)

    dropped = start()
    press(dropped, "1fx\x7f\r3", "Dormitory: Out, ")
    dropped.drop()
    assert ended(dropped)
    before = noted(planned)
    assert before.is_running
    assert [each.name for each in before.missing] == ["Wang Ming"]
    assert len(before.moments) == 6

    last = start()
    last.wait_for("Missing 1: Wang Ming")
    press(last, "E", "End the drill?")
    press(last, "y", "Held and ended")
    after = noted(planned)
    assert after.moments[:-1] == before.moments
    assert after.is_finished


def test_a_second_that_passes_sends_little_and_nothing_is_sent_while_no_drill_runs(start):
    session = start(SSH_CONNECTION="192.0.2.1 50000 192.0.2.2 22", COLORTERM="")
    session.read()
    quiet = session.read(quiet=1.5, limit=1.5)
    assert quiet == b"" or re.search(rb"\d\d:\d\d", quiet), "only a minute of the desk's clock may pass"
    press(session, "\r", "Alarm. Backspace")
    session.read()
    ticks = []
    deadline = time.monotonic() + 20
    while len(ticks) < 5 and time.monotonic() < deadline:
        if got := session.read(quiet=0.4, limit=2.0):
            ticks.append(len(got))
    assert len(ticks) == 5
    assert statistics.median(ticks) <= MOST_BYTES_A_TICK, ticks
