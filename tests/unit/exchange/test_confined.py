"""What a process of its own may do, and what its end looks like from outside."""

import sys

import pytest

from dutydesk.api import DataProblem
from dutydesk.exchange.confined import run_confined

WORKER = """
import sys
from dutydesk.exchange.confined import answer, confine
confine()
raw = sys.stdin.buffer.read()
{body}
"""


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


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("answer(problem='it is odd')", "^it is odd$"),
        ("raise SystemExit(3)", "broke off"),
        ("import os; os.abort()", "broke off"),
        ("print('no answer')", "broke off"),
        ("raise KeyError('x')", "broke off"),
        ("import time; time.sleep(30)", "took longer than 1 seconds"),
    ],
)
def test_every_other_end_is_one_problem(worker, body, words):
    with pytest.raises(DataProblem, match=words):
        run_confined(worker(body), b"", seconds=1)


@pytest.mark.skipif(sys.platform != "linux", reason="the limit on memory is kept only on Linux")
def test_memory_is_limited(worker):
    body = "try:\n    bytearray(2 * 1024**3)\nexcept MemoryError:\n    answer('refused')"
    assert run_confined(worker(body), b"") == "refused"


def test_a_file_in_the_present_folder_takes_no_librarys_place(worker, tmp_path, monkeypatch):
    module = worker("import colorsys; answer(colorsys.__file__)")
    trap = tmp_path / "trap"
    trap.mkdir()
    (trap / "colorsys.py").write_text("raise SystemExit('taken')")
    monkeypatch.chdir(trap)
    assert str(trap) not in run_confined(module, b"")
