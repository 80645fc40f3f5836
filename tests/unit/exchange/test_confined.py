"""What a process of its own may do, and what its end looks like from outside."""

import itertools
import json
import os
import sys
import time
from pathlib import Path

import pytest

from dutydesk import confined
from dutydesk.api import DataProblem
from dutydesk.confined import run_confined
from dutydesk.wording import speaking

WORKER = """
import sys
from dutydesk import confined
from dutydesk.confined import answer, confine
confine()
raw = sys.stdin.buffer.read()
{body}
"""
linux = pytest.mark.skipif(sys.platform != "linux", reason="this limit is kept, or seen, only on Linux")
DEEP = "[" * 100_000


@pytest.fixture
def worker(tmp_path, monkeypatch):
    def make(body):
        (tmp_path / "made_worker.py").write_text(WORKER.format(body=body))
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        return "made_worker"

    return make


def test_the_answer_and_arguments_come_through(worker):
    module = worker("answer({'raw': raw.decode(), 'arguments': sys.argv[1:]})")
    assert run_confined(module, "门".encode(), ["a"]) == {"raw": "门", "arguments": ["a"]}


def test_any_text_comes_through(worker):
    assert run_confined(worker("answer('\\ud800\\U0001f600\\0')"), b"") == "\ud800\U0001f600\0"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("answer(problem='it is odd')", "^it is odd$"),
        ("raise SystemExit(3)", "broke off"),
        ("import os; os.abort()", "broke off"),
        ("print('no answer')", "broke off"),
        ("raise KeyError('x')", "broke off"),
        ("sys.stdout.buffer.write(bytes(range(256)))", "broke off"),
        ("sys.stdout.write('{\"answer\": 1')", "broke off"),
        ("sys.stdout.write('[]')", "broke off"),
        ("sys.stdout.write('{}')", "broke off"),
        ("sys.stdout.write('9' * 10_000)", "broke off"),
        (f"sys.stdout.write('{{\"answer\": ' + '[' * {len(DEEP)})", "broke off"),
        ("answer(1); answer(2)", "broke off"),
        ("answer(list(range(10**7)))", "far too much in it"),
        (
            "held = []\nheld.append(held)\nfor _ in range(10**5): held = [held]\nanswer(held)",
            "broke off|too much",
        ),
        ("import time; time.sleep(30)", "took longer than 1 seconds"),
        ("while True: pass", "took longer than 1 seconds"),
    ],
)
def test_every_other_end_is_one_problem(worker, body, words):
    with pytest.raises(DataProblem, match=words):
        run_confined(worker(body), b"", seconds=10 if "longer" not in words else 1)


def test_no_more_of_an_answer_is_read_than_there_may_be(worker, monkeypatch):
    monkeypatch.setattr(confined, "MOST_ANSWER_BYTES", 1000)
    with pytest.raises(DataProblem, match="broke off"):
        run_confined(worker("answer(1); print(' ' * 1000)"), b"")


@linux
def test_a_worker_cannot_fill_the_disk(worker):
    with pytest.raises(DataProblem, match="broke off"):
        run_confined(worker("while True: sys.stdout.buffer.write(bytes(2**20))"), b"")


def test_what_a_worker_says_on_the_side_is_not_read(worker):
    body = "sys.stderr.write('x' * 10**7); sys.stderr.flush(); answer('fine')"
    assert run_confined(worker(body), b"") == "fine"


def test_a_worker_that_does_not_read_keeps_nobody_waiting(tmp_path, monkeypatch):
    (tmp_path / "deaf_worker.py").write_text("from dutydesk.confined import answer; answer('fine')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert run_confined("deaf_worker", bytes(confined.MOST_FILE_BYTES)) == "fine"


@linux
def test_memory_is_limited(worker):
    body = "try:\n    bytearray(2 * 1024**3)\nexcept MemoryError:\n    answer('refused')"
    assert run_confined(worker(body), b"") == "refused"


@linux
def test_open_files_are_limited(worker):
    body = "import os\ntry:\n    while True: last = os.dup(0)\nexcept OSError:\n    answer(last)"
    assert run_confined(worker(body), b"") < 100


@pytest.mark.parametrize(
    "deed",
    [
        "import socket; socket.create_connection(('127.0.0.1', {port}))",
        "import socket; socket.getaddrinfo('localhost', {port})",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:{port}/x')",
        "import os; os.system('true')",
        "import os; os.fork()",
        "import os; os.posix_spawn('/bin/true', ['true'], {{}})",
        "import subprocess; subprocess.run(['true'])",
    ],
)
def test_a_worker_reaches_nobody_and_starts_nothing(worker, listener, deed):
    deed = deed.format(port=listener.getsockname()[1])
    body = f"try:\n    {deed}\nexcept OSError as error:\n    answer(type(error).__name__)"
    assert run_confined(worker(body), b"") == "PermissionError"
    with pytest.raises(BlockingIOError):
        listener.accept()


@linux
def test_what_a_worker_started_ends_with_it(tmp_path, monkeypatch):
    (tmp_path / "bad_worker.py").write_text(
        "import pathlib, subprocess, sys, time\n"
        "child = subprocess.Popen(['sleep', '600'])\n"
        "pathlib.Path(sys.argv[1]).write_text(str(child.pid))\n"
        "time.sleep(600)\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(DataProblem, match="took longer"):
        run_confined("bad_worker", b"", [str(tmp_path / "child")], seconds=2)
    assert has_ended(int((tmp_path / "child").read_text()))


def has_ended(process: int) -> bool:
    """Tell whether a process is gone, or only waits to be forgotten."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return True
        time.sleep(0.02)
    return False


def test_whoever_waits_is_told_for_how_long_and_may_give_up(worker, tmp_path):
    told = []

    def report(seconds: float) -> None:
        told.append(seconds)
        if len(told) == 4:
            raise KeyboardInterrupt

    body = f"import os, pathlib, time; pathlib.Path({str(tmp_path / 'pid')!r}).write_text(str(os.getpid()))"
    with pytest.raises(KeyboardInterrupt):
        run_confined(worker(f"{body}; time.sleep(600)"), b"", report=report)
    assert all(earlier < later for earlier, later in itertools.pairwise(told))
    if (tmp_path / "pid").exists():
        with pytest.raises(ProcessLookupError):
            os.kill(int((tmp_path / "pid").read_text()), 0)


def test_a_worker_speaks_as_its_reader_does_and_runs_as_python_does(worker, monkeypatch):
    for name in ("PYTHONINSPECT", "PYTHONWARNINGS", "PYTHONSTARTUP"):
        monkeypatch.setenv(name, "error")
    module = worker(
        "import os; answer([os.environ['LANGUAGE'], [n for n in os.environ if n.startswith('PYTHON')]])"
    )
    with speaking("zh"):
        language, names = run_confined(module, b"")
    assert language == "zh"
    assert not {"PYTHONINSPECT", "PYTHONWARNINGS", "PYTHONSTARTUP"} & set(names)


def test_a_file_in_the_present_folder_takes_no_librarys_place(worker, tmp_path, monkeypatch):
    module = worker("import colorsys; answer(colorsys.__file__)")
    trap = tmp_path / "trap"
    trap.mkdir()
    (trap / "colorsys.py").write_text("raise SystemExit('taken')")
    monkeypatch.chdir(trap)
    assert str(trap) not in run_confined(module, b"")


def test_without_room_for_the_file_it_is_told(worker, monkeypatch):
    def full() -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(confined.tempfile, "TemporaryFile", full)
    with pytest.raises(DataProblem, match="could not be started: No space left"):
        run_confined(worker("answer(1)"), b"")


def test_an_answer_of_another_shape_is_no_calendar(tmp_path, monkeypatch):
    from datetime import date

    from dutydesk.domain import Zone
    from dutydesk.exchange import calendar_file

    path = tmp_path / "year.ics"
    path.write_text("BEGIN:VCALENDAR")
    for found in (None, [], {}, {"name": 1}, {"name": "x", "events": [{"uid": "a"}]}, json.loads("[[1]]")):
        monkeypatch.setattr(calendar_file, "run_confined", lambda *_more, found=found, **_named: found)
        with pytest.raises(DataProblem, match=r"^year\.ics: no calendar could be read: reading it broke off"):
            calendar_file.read_calendar(path, Zone("Asia/Shanghai"), date(2026, 1, 1), date(2026, 1, 2))
