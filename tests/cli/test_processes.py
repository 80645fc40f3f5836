"""The program as a process: what it loads, how it stops, and what becomes of its output."""

import json
import signal
import sys
import time

import click
import pytest

from dutydesk.cli.main import Call, dutydesk
from dutydesk.domain import Person
from dutydesk_roster.assignment import Assignment
from tests.plugins.roster.roster_desk import day, put, write_settings

HEAVY = ("textual", "sqlalchemy", "alembic", "ortools", "icalendar", "msgspec")
RUN = """
import sys
from dutydesk.cli.main import main
try:
    main(sys.argv[1:])
finally:
    print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def everywhere(heads):
    """Demand so many people at each post in each shift of every day."""
    return "".join(
        f'[[demand]]\npost = "{post}"\nshift = "{shift}"\n'
        f"weekday = {heads}\nweekend = {heads}\nholiday = {heads}\n"
        for post in ("gate", "room", "yard")
        for shift in ("day", "evening", "night")
    )


def every_command():
    found = [()]
    context = click.Context(dutydesk, obj=Call(None, None))
    for name in dutydesk.list_commands(context):
        command = dutydesk.get_command(context, name)
        found.append((name,))
        if isinstance(command, click.Group):
            found += [(name, each) for each in command.list_commands(context)]
    return found


def test_the_version_loads_nothing_heavy(start):
    out, loaded = start("--version", code=RUN).communicate(timeout=20)
    assert out.startswith(b"dutydesk ")
    assert not set(HEAVY) & set(loaded.decode().split())


def test_the_help_of_every_command_works_and_loads_neither_screens_nor_solver(start, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    code = f"""
import sys
from dutydesk.cli.main import main
for arguments in {every_command()!r}:
    try:
        main([*arguments, "--help"])
    except SystemExit as left:
        assert left.code == 0, arguments
assert not {{"textual", "ortools"}} & set(sys.modules), sys.modules
"""
    process = start(code=code)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")
    assert out.count(b"Usage: ") == len(every_command())


def test_show_loads_neither_screens_nor_solver(at, start):
    process = start("--desk", str(at.folder), "roster", "show", "2026-11", code=RUN)
    _out, loaded = process.communicate(timeout=20)
    assert process.returncode == 0
    assert not {"textual", "ortools"} & set(loaded.decode().split())


def test_a_reader_who_stops_reading_is_no_error(at, start):
    put(at.open(), *(("li", "gate", "day", day(1 + number % 30)) for number in range(1500)))
    process = start("--desk", str(at.folder), "roster", "show", "2026-11", "--json")
    process.stdout.read(10)
    process.stdout.close()
    assert process.wait(timeout=20) == 0
    assert process.stderr.read() == b""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_an_interrupt_keeps_the_best_roster_so_far(at, start, tmp_path, monkeypatch):
    write_settings(at.folder, rules="search_seconds = 600\n", demand=everywhere(2))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    desk = at.open()
    process = start("--desk", str(at.folder), "roster", "generate", "2026-11", "--json")
    deadline = time.monotonic() + 20
    while not list(tmp_path.glob("dutydesk-roster-*/progress.json")):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert err == b""
    document = json.loads(out)
    assert document["assignments"] == len(desk.table(Assignment).all()) > 0
    assert process.returncode == 1
    assert document["unfilled"]
    assert list(tmp_path.glob("dutydesk-roster-*")) == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_an_interrupt_ends_the_search_for_reasons_at_once(at, start, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    # With 44 people for 36 duties a day it takes minutes to find out whether the month can be filled.
    write_settings(at.folder, demand=everywhere(4))
    with at.open().change("people") as change:
        for number in range(36):
            change.add(Person(id=f"p{number}", name=f"P {number}"))
    process = start("--desk", str(at.folder), "roster", "explain", "2026-11", "--seconds", "600")
    deadline = time.monotonic() + 20
    while not list(tmp_path.glob("dutydesk-roster-*")):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert out == b""
    assert b"Traceback" not in err
    assert process.returncode != 0
    assert list(tmp_path.glob("dutydesk-roster-*")) == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_an_interrupt_elsewhere_is_one_line(start, at):
    process = start("--desk", str(at.folder), "serve", "--port", "0")
    line = process.stdout.readline()
    assert b"Serving the feeds of Test" in line
    process.send_signal(signal.SIGINT)
    _out, err = process.communicate(timeout=20)
    assert b"Traceback" not in err
