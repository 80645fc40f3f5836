"""A search in another process: told of, stopped, failed, and leaving nothing behind."""

import os
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from dutydesk_roster.engine import EngineFailed, GenerateJob, Placed, Problem, RepairJob, Status, check
from dutydesk_roster.engine.job import ExplainJob, make_ready, warm_worker
from tests.executors.processes import is_running, wait_for
from tests.plugins.roster_engine.months import DAY, guard, problem, slot, squadron_month


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def small():
    return problem([guard("a"), guard("b")], [slot("gate", DAY, date(2026, 11, 2))])


def long_job():
    return GenerateJob(squadron_month(20, 4, 3, 28), seconds=120, workers=2, settle_seconds=120)


def test_a_small_roster_comes_quickly_and_leaves_nothing_behind(folder, capfd):
    asked = small()
    with GenerateJob(asked) as job:
        found = job.result(20)
        assert job.done()
        assert job.progress().unfilled == 0
    assert found.status is Status.OPTIMAL
    assert check(asked, found.assignments) == ()
    assert list(folder.iterdir()) == []
    assert capfd.readouterr() == ("", "")


def test_progress_is_told_and_cancelling_keeps_the_best(folder):
    with long_job() as job:
        wait_for(job.progress)
        with pytest.raises(TimeoutError):
            job.result(0.01)
        job.cancel()
        found = job.result(20)
        assert found.status is Status.CANCELLED
        assert found.assignments
    assert list(folder.iterdir()) == []


def test_a_repair_runs_in_a_worker_too():
    asked = small()
    day = asked.first
    with RepairJob(asked, [Placed("nobody", "gate", "day", day)], day, day) as job:
        found = job.result(20)
    assert found.unfilled == ()
    assert [one.change for one in found.changes] == ["added"]


def test_a_killed_worker_is_a_plain_failure():
    with long_job() as job:
        wait_for(lambda: job.pids)
        os.kill(job.pids[0], signal.SIGKILL)
        with pytest.raises(EngineFailed, match=r"ended before it was done \(signal 9\)"):
            job.result(20)


def test_closing_ends_the_worker(folder):
    job = long_job()
    wait_for(lambda: job.pids)
    pid = job.pids[0]
    job.close()
    assert not is_running(pid)
    assert list(folder.iterdir()) == []
    with pytest.raises(EngineFailed):
        job.result(5)


def test_an_interrupt_at_any_step_ends_the_job_and_leaves_nothing_behind(soak):
    ran = subprocess.run(
        [sys.executable, "-m", "tests.plugins.roster_engine.interrupted_job", str(max(1, 9 // soak))],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        text=True,
        check=False,
    )
    assert ran.stderr == ""
    (counted,) = ran.stdout.splitlines()
    steps, _word = counted.split()
    assert int(steps) > 300


def test_any_executor_will_do(folder):
    with ThreadPoolExecutor(1) as pool:
        with GenerateJob(small(), executor=pool) as job:
            assert job.result(20).unfilled == ()
        abandoned = GenerateJob(squadron_month(10, 2, 2, 20), seconds=60, settle_seconds=60, executor=pool)
        abandoned.close()
        abandoned.close()
    assert list(folder.iterdir()) == []


def test_an_explanation_comes_from_a_worker_too():
    day = date(2026, 11, 2)
    asked = problem([guard("a")], [slot("gate", DAY, day), slot("hall", DAY, day)])
    with ExplainJob(asked) as job:
        found = job.result(30)
    assert found.possible is False
    assert found.clashes
    with ExplainJob(small()) as job:
        assert job.result(30).possible is True


def test_a_warm_worker_serves_job_after_job_also_where_one_was_abandoned(folder):
    worker = warm_worker()
    try:
        with GenerateJob(small(), executor=worker) as job:
            assert job.result(30).unfilled == ()
        (pid,) = worker.pids
        abandoned = GenerateJob(squadron_month(20, 4, 3, 28), seconds=60, settle_seconds=60, executor=worker)
        wait_for(abandoned.progress)
        abandoned.close()
        with GenerateJob(small(), executor=worker) as job:
            assert job.result(30).unfilled == ()
        assert worker.pids == (pid,)
        assert list(folder.iterdir()) == []
    finally:
        worker.shutdown(cancel_futures=True)


def test_an_engine_that_is_not_known_fails_the_job():
    with (
        GenerateJob(small(), engine="remote") as job,
        pytest.raises(EngineFailed, match='engine = "remote" is not known'),
    ):
        job.result(30)


def test_the_same_seed_gives_the_same_roster_in_one_thread_wherever_it_runs():
    asked = squadron_month(8, 2, 2, 7)
    found = []
    for engine in ("inline", "local"):
        with GenerateJob(asked, workers=1, seconds=0.3, seed=5, engine=engine) as job:
            found.append(job.result(60).assignments)
    assert found[0] == found[1]


def test_a_failing_worker_says_why_in_one_line():
    with ThreadPoolExecutor(1) as pool:
        pool.shutdown()
        with pytest.raises(EngineFailed, match="cannot schedule new futures") as caught:
            GenerateJob(small(), executor=pool)
    assert "\n" not in str(caught.value)


def test_the_worker_ends_with_its_parent(folder):
    script = (
        "import sys, time, os\n"
        "from tests.plugins.roster_engine.test_job import long_job, wait_for\n"
        "job = long_job()\n"
        "wait_for(lambda: job.pids)\n"
        "print(job.pids[0], flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "TMPDIR": str(folder)},
    ) as parent:
        worker = int(parent.stdout.readline())
        assert is_running(worker)
        parent.kill()
        wait_for(lambda: not is_running(worker), 10)


def test_the_job_starts_where_standard_error_has_no_file(monkeypatch):
    class Stand:
        encoding = "utf-8"

        def write(self, _text): ...

        def flush(self): ...

        def fileno(self):
            return -1

    monkeypatch.setattr(sys, "stderr", Stand())
    with GenerateJob(small()) as job:
        assert job.result(20).unfilled == ()


def test_a_warm_worker_is_ready_before_it_is_asked():
    worker = warm_worker()
    try:
        wait_for(lambda: worker.pids)
        pid = worker.pids[0]
        loaded = worker.submit(eval, "'ortools' in __import__('sys').modules")
        assert loaded.result(60)
        assert worker.pids == (pid,)
    finally:
        worker.shutdown(cancel_futures=True)
    assert not is_running(pid)


def test_making_ready_a_process_twice_does_no_harm():
    make_ready()
    make_ready()


def test_importing_the_engine_loads_no_solver():
    script = (
        "import sys\n"
        "import dutydesk_roster.engine\n"
        "import dutydesk_roster.engine.bureau\n"
        "import dutydesk_roster.engine.job, dutydesk_roster.engine.replacements\n"
        "heavy = {'ortools', 'numpy', 'pandas', 'numba', 'highspy', 'distributed', 'textual', 'sqlalchemy'}\n"
        "heavy &= set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_a_problem_survives_the_way_to_another_process():
    import msgspec

    asked = squadron_month(5, 2, 2, 7)
    assert msgspec.json.decode(msgspec.json.encode(asked), type=Problem) == asked
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(asked), type=Problem) == asked
