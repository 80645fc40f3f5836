"""A program that interrupts a job at one step after another, and says after which it was not over.

    python -m tests.plugins.roster_engine.interrupted_job EVERY

A step is what a tracer calls an event of the main thread, in the code of jobs, executors and threads.
"""

import faulthandler
import gc
import signal
import sys
import tempfile
import threading
from datetime import date
from pathlib import Path

from dutydesk_roster.engine.job import EngineFailed, ExplainJob
from tests.plugins.roster_engine.months import DAY, guard, problem, slot

CODE = ("/job.py", "interruption.py", "local_processes.py", "worker_process.py", "_base.py", "threading.py")
LONGEST_SECONDS = 20
ASKED = problem([guard("a")], [slot("gate", DAY, date(2026, 11, 2))])


def life():
    """Begin a job, wait for it a moment, and end it."""
    with ExplainJob(ASKED, seconds=600) as job:
        try:
            job.result(timeout=0.01)
        except TimeoutError:
            job.done()


class Interrupting:
    """A tracer that interrupts at step `at`."""

    def __init__(self, at):
        self.at = at
        self.steps = 0
        self.where = ""

    def __call__(self, frame, event, _argument):
        if frame.f_code.co_filename.endswith(CODE):
            self.steps += 1
            if self.steps == self.at:
                self.where = f"{frame.f_code.co_filename}:{frame.f_lineno} {event}"
                signal.raise_signal(signal.SIGINT)
        return self


def lived(at):
    """Interrupt the life of a job at step `at`; return the tracer and what was not as it should be."""
    tracer = Interrupting(at)
    faulthandler.dump_traceback_later(LONGEST_SECONDS, exit=True)
    wrong = ["nothing was raised"] if at else []
    sys.settrace(tracer)
    try:
        life()
    except KeyboardInterrupt:
        wrong = []
    except EngineFailed as error:
        wrong = [repr(error)]
    finally:
        sys.settrace(None)
    gc.collect()
    wrong += (path.name for path in Path(tempfile.gettempdir()).iterdir())
    wrong += [thread.name for thread in threading.enumerate() if thread is not threading.main_thread()]
    faulthandler.cancel_dump_traceback_later()
    return tracer, wrong


def main():
    every = int(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        tempfile.tempdir = folder
        life()
        steps = lived(0)[0].steps
        for at in range(1, steps, every):
            tracer, wrong = lived(at)
            if tracer.where and wrong:
                sys.stdout.write(f"{at} {tracer.where} {wrong}\n")
                sys.stdout.flush()
        sys.stdout.write(f"{steps} steps\n")


if __name__ == "__main__":
    main()
