"""`dutydesk calendar import` on files that are large, slow, damaged or hostile, and when it is stopped."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from dutydesk.domain import Activity
from tests.cli.conftest import ROOT
from tests.unit.exchange.attack_calendars import START, calendar, numbered, one
from tests.unit.exchange.attack_files import FORMS, zipped

posix = pytest.mark.skipif(sys.platform == "win32", reason="terminals and signals of POSIX")
linux = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
SLOW = numbered(300, "DTSTART:00010101T080000", "RRULE:FREQ=DAILY")


@pytest.fixture
def file(tmp_path):
    def make(content, name="year.ics"):
        path = tmp_path / name
        path.write_bytes(content)
        return str(path)

    return make


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 100,
        one("SUMMARY:x")[:-30],
        numbered(10_001),
        one("RRULE:FREQ=DAILY", "EXDATE:never").replace(b"END:VEVENT", b""),
        zipped(one("SUMMARY:x")),
        FORMS["a page"].made(),
        FORMS["a picture"].made(),
        bytes(10 * 1024 * 1024 + 1),
    ],
    ids=["nothing", "zeros", "cut off", "too many", "open", "archive", "page", "picture", "large"],
)
def test_what_cannot_be_imported_is_one_line_and_leaves_the_desk_as_it_was(commands, at, file, content):
    path = file(one("SUMMARY:kept"))
    commands("calendar", "import", path)
    before = at.open().revision()
    file(content)
    assert commands.refused("calendar", "import", path).startswith("dutydesk: year.ics: ")
    desk = at.open()
    assert desk.revision() == before
    assert [each.title for each in desk.table(Activity).all()] == ["kept"]


def test_many_that_are_passed_over_take_twenty_lines_and_a_count(commands, file):
    path = file(calendar(*(f"UID:{n}\r\nSUMMARY:{n}\x1b[2J" for n in range(300)), f"UID:a\r\n{START}"))
    status, out, err = commands("calendar", "import", path)
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert lines[:20] == [f"passed over: {n}\N{REPLACEMENT CHARACTER}[2J: it has no start" for n in range(20)]
    assert lines[20] == "passed over: and 280 more"
    assert lines[21].startswith("year: events added 1,")
    document = commands.json("calendar", "import", path)[1]
    assert len(document["skipped"]) + document["more_skipped"] == 300


@posix
def test_the_name_of_a_file_may_be_of_any_bytes(commands, at, tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path / "year ") + b"\xff\x1b[2J.ics"))
    try:
        path.write_bytes(one("SUMMARY:x"))
    except OSError:
        pytest.skip("this disk has no such names")
    status, out, _err = commands("calendar", "import", str(path))
    assert status == 0
    assert "\x1b" not in out
    [kept] = at.open().table(Activity).all()
    assert kept.source == "ics:year \N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}[2J.ics"
    assert commands.json("calendar", "import", str(path))[1]["unchanged"] == 1
    path.write_bytes(b"nothing")
    assert "\x1b" not in commands.refused("calendar", "import", str(path))


@pytest.fixture
def terminal(at):
    """Starts the program in a terminal of its own."""
    pexpect = pytest.importorskip("pexpect")
    started = []

    def starting(*arguments):
        started.append(
            pexpect.spawn(
                sys.executable,
                ["-m", "dutydesk", "--desk", str(at.folder), *arguments],
                env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'plugins'}"},
                timeout=30,
                encoding="utf-8",
            )
        )
        return started[-1]

    yield starting
    for process in started:
        process.close(force=True)


def children_of(process: int) -> list[int]:
    return list(map(int, Path(f"/proc/{process}/task/{process}/children").read_text().split()))


@posix
@linux
def test_who_waits_sees_for_how_long_and_an_interrupt_ends_it_all(terminal, at, file):
    process = terminal("calendar", "import", file(SLOW))
    process.expect_exact("reading year.ics, ")
    [worker] = children_of(process.pid)
    process.sendintr()
    process.expect_exact("dutydesk: stopped")
    process.wait()
    assert process.exitstatus == 2
    assert not Path(f"/proc/{worker}").exists()
    assert at.open().table(Activity).all() == ()


@posix
def test_an_interrupt_while_events_are_kept_keeps_none_of_them(terminal, at, file):
    process = terminal("calendar", "import", file(numbered(5000, START)))
    process.expect_exact("keeping 5000 events")
    process.sendintr()
    process.expect_exact("dutydesk: stopped")
    process.wait()
    assert at.open().table(Activity).all() == ()


@posix
@linux
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_the_process_that_reads_ends_with_the_program(start, at, file, number):
    process = start("--desk", str(at.folder), "calendar", "import", file(SLOW))
    deadline = time.monotonic() + 20
    while not (workers := children_of(process.pid)):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    process.send_signal(number)
    _out, err = process.communicate(timeout=20)
    assert b"Traceback" not in err
    while any(Path(f"/proc/{worker}").exists() for worker in workers):
        assert time.monotonic() < deadline
        time.sleep(0.05)
