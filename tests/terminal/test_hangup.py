"""The line drops, or the program is told to end, whatever it does: nothing is left behind, nothing is lost.

Each case is a real process on a terminal of its own, with a real desk.
"""

import os
import re
import signal
import subprocess
import sys
import termios
from collections.abc import Iterator
from pathlib import Path

import pytest

from dutydesk.domain import Person
from dutydesk.host.opening import open_desk
from tests.plugins import planned_desk
from tests.terminal.forking_terminals import ROOT, ForkedTerminal, TerminalForker

HANG_UP, END, GONE = "hang-up", "end", "gone"
SIGNALS = {HANG_UP: signal.SIGHUP, END: signal.SIGTERM}
MODES = {
    b"?1049": b"l",
    b"?1000": b"l",
    b"?1003": b"l",
    b"?1006": b"l",
    b"?2004": b"l",
    b"?25": b"h",
    b"?7": b"h",
}
"""What must be sent last of each mode of the terminal: the usual screen, no mouse, a cursor, wrapping."""

CASES = [
    ("opening", HANG_UP),
    ("opening", GONE),
    ("idle", END),
    ("asking", GONE),
    ("sleeping", HANG_UP),
    ("sleeping", END),
    ("looping", END),
    ("counting", HANG_UP),
    ("counting", GONE),
    ("searching", END),
    ("searching", GONE),
    ("changing", HANG_UP),
    ("changing", GONE),
    ("frozen", HANG_UP),
    ("frozen", END),
    ("frozen", GONE),
]


@pytest.fixture(scope="module")
def forker() -> Iterator[TerminalForker]:
    forker = TerminalForker("tests.terminal.hangup_program")
    yield forker
    forker.close()


@pytest.fixture
def terminals(forker: TerminalForker) -> Iterator[TerminalForker]:
    yield forker
    forker.end_started()


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    for planned in planned_desk.make(tmp_path / "desk"):
        yield planned.folder


def modes_sent_last(sent: bytes) -> dict[bytes, bytes]:
    """Return of each mode whether it was switched on or off last."""
    return {
        mode: last
        for modes, last in re.findall(rb"\x1b\[\?([0-9;]+)([hl])", sent)
        for mode in (b"?" + each for each in modes.split(b";"))
        if mode in MODES
    }


def confirmed_and_free(folder: Path) -> set[str]:
    """Return the people of the desk, after another process has changed it at once."""
    desk = open_desk(folder, actor="wang")
    try:
        with desk.change("Another's") as change:
            change.add(Person(id="another", name="周明"))
        return {person.id for person in desk.table(Person).all()}
    finally:
        desk.close()


@pytest.mark.parametrize(("state", "how"), CASES, ids=lambda each: each)
def test_the_program_ends_and_leaves_nothing_behind(
    terminals: TerminalForker, folder: Path, state: str, how: str
) -> None:
    terminal = terminals.start(str(folder), state, how)
    reads = state != "frozen"
    terminal.until((folder / "ready").exists, reads=reads)
    if how == GONE:
        terminal.drop()
    else:
        os.kill(terminal.pid, SIGNALS[how])
    terminal.until(lambda: terminal.status() is not None, seconds=15, reads=reads)
    assert terminal.status() == 128 + SIGNALS.get(how, signal.SIGHUP)
    terminal.until(lambda: terminal.family() == [], seconds=15, reads=reads)
    if terminal.is_open and reads:
        assert modes_sent_last(terminal.sent) == MODES
        assert termios.tcgetattr(terminal.descriptor) == terminal.before
    confirmed = set() if state == "opening" else {"confirmed"}
    assert confirmed_and_free(folder) == confirmed | {"another"}


def test_a_search_under_way_is_found_by_what_looks_for_what_is_left(
    terminals: TerminalForker, folder: Path
) -> None:
    terminal = terminals.start(str(folder), "searching", HANG_UP)
    terminal.until((folder / "ready").exists)
    terminal.until(lambda: len(terminal.family()) >= 4)


def test_a_signal_that_the_shell_has_ignored_stays_ignored(terminals: TerminalForker, folder: Path) -> None:
    terminal = terminals.start(str(folder), "idle", GONE)
    terminal.until((folder / "ready").exists)
    os.kill(terminal.pid, signal.SIGHUP)
    terminal.send(b"?")
    terminal.until(lambda: "Help" in terminal.text)
    assert terminal.status() is None


@pytest.mark.parametrize("closed", ["<&-", "</dev/null", "<&- >&- 2>&-"])
def test_without_standard_input_it_is_no_terminal(folder: Path, closed: str) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f'"{sys.executable}" -m dutydesk --desk "{folder}" {closed}'],
        cwd=ROOT,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    said = done.stderr.decode()
    assert said.count("\n") == ("2>" not in closed)
    assert "Traceback" not in said


def test_what_is_left_of_a_terminal_is_told_by_its_bytes() -> None:
    assert modes_sent_last(b"\x1b[?1049h\x1b[?25l..\x1b[?1049l") == {b"?1049": b"l", b"?25": b"l"}


NAME = "Zhou Ming"


def open_new_person(terminal: ForkedTerminal) -> None:
    terminal.until(lambda: "Tab Other list" in terminal.text or "Today" in terminal.text)
    terminal.send(b"3")
    terminal.until(lambda: "n New" in terminal.text)
    terminal.send(b"n")
    terminal.until(lambda: "Enter saves" in terminal.text)


@pytest.mark.parametrize("how", [HANG_UP, GONE, "killed"])
def test_what_stood_half_typed_in_a_form_comes_back(
    terminals: TerminalForker, folder: Path, how: str
) -> None:
    terminal = terminals.start(str(folder), "idle", how)
    terminal.until((folder / "ready").exists)
    open_new_person(terminal)
    terminal.send(b"\t" + NAME.encode())
    terminal.until(lambda: NAME in terminal.text)
    if how == GONE:
        terminal.drop()
    elif how == HANG_UP:
        os.kill(terminal.pid, signal.SIGHUP)
    else:
        drafts = folder / "personal" / "drafts"
        terminal.until(lambda: any(NAME.encode() in each.read_bytes() for each in drafts.rglob("*.json")))
        os.kill(terminal.pid, signal.SIGKILL)
    terminal.until(lambda: terminal.status() is not None)
    (folder / "ready").unlink()
    again = terminals.start(str(folder), "idle", HANG_UP)
    again.until((folder / "ready").exists)
    again.until(lambda: "Half-typed since" in again.text)
    assert "in People: New person" in again.text
    open_new_person(again)
    again.until(lambda: "Taken up again what you typed at" in again.text)
    assert NAME in again.text
