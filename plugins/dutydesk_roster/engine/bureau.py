"""The months of a bureau's many desks in one run, each exactly once."""

import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future

import msgspec

from dutydesk.executors import ExecutorUnavailable, as_done
from dutydesk_roster.engine.failure import EngineFailed, failure_of
from dutydesk_roster.engine.problem import Problem
from dutydesk_roster.engine.solution import Solution

_UNDER_WAY = 256
"""Desks handed to the executor at a time, so that a bureau of any size fits into memory."""


class BureauProgress(msgspec.Struct, frozen=True, kw_only=True):
    """How a run over many desks stands; `failed` are among those `done`."""

    desks: int
    done: int
    failed: int
    seconds: float


def arrange_all(
    problems: Mapping[str, Problem],
    executor: Executor,
    *,
    seconds: float = 20.0,
    seed: int = 0,
    report: Callable[[BureauProgress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Iterator[tuple[str, Solution | EngineFailed]]:
    """Arrange each desk's problem in the executor, and yield desk and outcome as they are done.

    Each desk is one call on one thread, so that the same seed gives the same roster wherever it runs and
    however often it is begun again: who takes an executor of `open_executor` loses none when a process dies.
    `seconds` are the solver's deterministic units for each desk. A desk that fails stops no other. After
    `cancelled` says so, what was done has been yielded and the rest is left out.
    """
    began = time.monotonic()
    failed = 0
    submitted = ((desk, _submitted(executor, problems[desk], seconds, seed)) for desk in problems)
    finished = as_done(submitted, at_most=_UNDER_WAY, cancelled=cancelled)
    for done, (desk, future) in enumerate(finished, start=1):
        outcome = _outcome(future)
        failed += isinstance(outcome, EngineFailed)
        if report is not None:
            report(
                BureauProgress(
                    desks=len(problems), done=done, failed=failed, seconds=time.monotonic() - began
                )
            )
        yield desk, outcome


def arrange_desk(packed: bytes, seconds: float, seed: int) -> bytes:
    """Arrange one desk's problem in whichever process this is; problem and solution travel as MessagePack."""
    from dutydesk_roster.engine.generate import generate  # noqa: PLC0415 - loads the solver where it is used

    problem = msgspec.msgpack.decode(packed, type=Problem)
    return msgspec.msgpack.encode(generate(problem, seconds=seconds, seed=seed, workers=1))


def _submitted(executor: Executor, problem: Problem, seconds: float, seed: int) -> Future[bytes]:
    try:
        return executor.submit(arrange_desk, msgspec.msgpack.encode(problem), seconds, seed)
    except (ExecutorUnavailable, OSError, RuntimeError) as error:  # a pool that is broken, gone or shut down
        refused: Future[bytes] = Future()
        refused.set_exception(error)
        return refused


def _outcome(future: Future[bytes]) -> Solution | EngineFailed:
    try:
        return msgspec.msgpack.decode(future.result(), type=Solution)
    except Exception as error:  # noqa: BLE001 - one desk's failure is its own
        return failure_of(error)
