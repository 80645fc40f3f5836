"""Arrange people's patterns: the best roster that a given time allows, and a bound where one was proved."""

import hashlib
import pickle
import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait

import numpy as np

from dutydesk_roster.engine.patterns.budget import Budget
from dutydesk_roster.engine.patterns.costs import cost_of
from dutydesk_roster.engine.patterns.line import Line
from dutydesk_roster.engine.patterns.pool import Pool
from dutydesk_roster.engine.patterns.problem import NOTHING, Arrangement, Floats, PatternProblem, Roster
from dutydesk_roster.engine.patterns.team import Team

Report = Callable[[float, float | None, float, Roster], None]
"""Called with (cost, bound or None, seconds, roster) when there is news."""

_SLICE = 2.0
_POLL = 0.1
_RESERVE = 0.15
"""Seconds kept at first for the way between processes at the end; more once a slice took longer."""

_MOST_RESERVE = 2.0

_teams: dict[str, Team] = {}
"""The problem that this process worked on last, ready to go on."""


def _team_of(key: str, problem: bytes) -> Team:
    """Return the problem made ready, as a process is asked for the same again and again."""
    if key not in _teams:
        _teams.clear()
        _teams[key] = Team(pickle.loads(problem))  # noqa: S301
    return _teams[key]


def advance_line(  # noqa: PLR0917
    key: str,
    problem: bytes,
    line: Line,
    seconds: float,
    other: Roster | None,
    lead: tuple[Pool, Floats] | None,
) -> Line:
    """Advance a line in whichever process this is, and return it."""
    began = time.monotonic()
    team = _team_of(key, problem)
    if lead is not None:
        line.follow(team, *lead)
    line.advance(team, Budget(seconds - (time.monotonic() - began)), other)
    return line


class _Outcome:
    """The best of all lines so far."""

    def __init__(self, problem: PatternProblem, report: Report | None, began: float) -> None:
        self._problem = problem
        self._report = report
        self._began = began
        self.roster: Roster = np.full((len(problem.people), problem.days), NOTHING, dtype=np.int32)
        self.cost = np.inf
        self.bound = -np.inf
        self.soft = np.inf

    @property
    def proved(self) -> bool:
        """Tell whether nothing better can come."""
        return self.bound >= self.cost - 1e-6

    def note(self, line: Line) -> bool:
        """Take over what a line found; tell whether its roster is better than any before."""
        news = line.bound > self.bound
        self.bound = max(self.bound, line.bound)
        better = line.best is not None and line.cost < self.soft
        if better and line.best is not None:
            self.soft = line.cost
            cost = cost_of(self._problem, line.best)
            if cost < self.cost or np.isinf(self.cost):
                self.roster, self.cost = line.best, cost
                news = True
        if news and self._report is not None and np.isfinite(self.cost):
            bound = self.bound if np.isfinite(self.bound) else None
            self._report(self.cost, bound, time.monotonic() - self._began, self.roster)
        return better

    def arrangement(self, *, cancelled: bool) -> Arrangement:
        """Return what was found."""
        return Arrangement(
            roster=self.roster,
            cost=float(self.cost),
            bound=None if self.bound == -np.inf else float(self.bound),
            seconds=time.monotonic() - self._began,
            cancelled=cancelled,
        )


def arrange(
    problem: PatternProblem,
    *,
    seconds: float,
    seed: int = 0,
    tasks: int = 2,
    executor: Executor | None = None,
    start: Roster | None = None,
    report: Report | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Arrangement:
    """Return the best roster found in `seconds`, never worse than `start`.

    With an executor, `tasks` lines of work run in it at once, each in slices that are safe to run again.
    Without one, a single line runs in this thread and its time is counted in work, so that the
    result is the same on each run with the same seed.

    A bound of infinity tells that somebody has no pattern at all.
    """
    outcome = _Outcome(problem, report, time.monotonic())
    if executor is None:
        stopped = _alone(problem, outcome, Line(seed, seconds, leads=True, start=start), seconds, cancelled)
    else:
        lines = [
            Line(seed * 1009 + task, seconds, leads=task == 0, start=start) for task in range(max(1, tasks))
        ]
        stopped = _Together(problem, outcome, seconds, executor).run(lines, cancelled)
    return outcome.arrangement(cancelled=stopped)


def _alone(
    problem: PatternProblem,
    outcome: _Outcome,
    line: Line,
    seconds: float,
    cancelled: Callable[[], bool] | None,
) -> bool:
    """Advance one line in this thread; tell whether it was cancelled."""
    budget = Budget(seconds, counted=True, stop=cancelled)
    team = Team(problem)
    while True:
        line.advance(team, budget.part(_SLICE), None)
        outcome.note(line)
        if outcome.proved or line.impossible or budget.over():
            return budget.stopped


class _Together:
    """Lines advanced in an executor, slice by slice, each told the best roster of all."""

    def __init__(
        self, problem: PatternProblem, outcome: _Outcome, seconds: float, executor: Executor
    ) -> None:
        self._outcome = outcome
        self._ends = time.monotonic() + seconds
        self._executor = executor
        self._blob = pickle.dumps(problem, protocol=pickle.HIGHEST_PROTOCOL)
        self._key = hashlib.blake2b(self._blob, digest_size=16).hexdigest()
        self._lead: tuple[Pool, Floats] | None = None
        self._led = {0}
        self._reserve = _RESERVE
        self._running: dict[Future[Line], int] = {}
        self._due: dict[int, float] = {}

    def run(self, lines: list[Line], cancelled: Callable[[], bool] | None) -> bool:
        """Advance the lines until time is up or the best is proved; tell whether it was cancelled."""
        try:
            for number, line in enumerate(lines):
                self._submit(number, line)
            while self._running and not self._outcome.proved:
                if cancelled is not None and cancelled():
                    return True
                done, _ = wait(self._running, timeout=_POLL, return_when=FIRST_COMPLETED)
                for future in done:
                    number = self._running.pop(future)
                    line = future.result()
                    self._learn(line)
                    late = time.monotonic() - self._due[number]
                    self._reserve = min(max(self._reserve, 1.3 * late), _MOST_RESERVE)
                    if line.impossible:
                        return False
                    self._submit(number, line)
            return False
        finally:
            for future in self._running:
                future.cancel()

    def _learn(self, line: Line) -> None:
        """Take over what a line found, and its pool and prices once they are good."""
        self._outcome.note(line)
        if line.leads and line.worth is not None and line.pool is not None:
            self._lead = (line.pool, line.worth)
            line.worth = None

    def _submit(self, number: int, line: Line) -> None:
        """Send a line off for a slice, unless time is up."""
        left = min(_SLICE, self._ends - time.monotonic() - self._reserve)
        if left <= 0:
            return
        lead = None
        if self._lead is not None and number not in self._led:
            self._led.add(number)
            lead = self._lead
        other = self._outcome.roster if self._outcome.soft < line.cost else None
        future = self._executor.submit(advance_line, self._key, self._blob, line, left, other, lead)
        self._running[future] = number
        self._due[number] = time.monotonic() + left
