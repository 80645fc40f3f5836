"""The search for dates; what stands here runs in a worker process.

First which drills (`choosing`), then when exactly (`placing`). Both are CP-SAT with one thread, a fixed seed
and a limit of work rather than time, so one problem has one answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ortools.sat.python import cp_model

from dutydesk_drills.proposing.asks import CountAsk, SpacingAsk, VarietyAsk
from dutydesk_drills.proposing.choosing import ChoiceModel
from dutydesk_drills.proposing.lacking import lacking
from dutydesk_drills.proposing.limits import SearchLimits
from dutydesk_drills.proposing.placing import Placed, PlacingModel
from dutydesk_drills.proposing.possibilities import Chosen
from dutydesk_drills.proposing.problem import DrillProblem
from dutydesk_drills.proposing.profiles import SORTS, profiles
from dutydesk_drills.proposing.solution import DrillSolution, PlannedDate, What
from dutydesk_drills.proposing.surprise import with_surprises

_SHARE_OF_CHOICE = 0.6
_LEAST_WORK = 0.2
_UNNOTICED = 6
"""Plans that cost so little more are as good."""
_FOUND = (cp_model.OPTIMAL, cp_model.FEASIBLE)


@dataclass(frozen=True, slots=True)
class _Choice:
    """The drills of a plan in the order of their days, and by the number of an ask what it lacks.

    `is_proven` says that the rules can be given no more.
    """

    drills: tuple[Chosen, ...]
    lacks: Mapping[int, int]
    is_proven: bool


def solve(problem: DrillProblem, limits: SearchLimits) -> DrillSolution:
    """Return the best plan found: the same for one problem, seed and amount of work."""
    choice = _choice(problem, limits)
    drills = with_surprises(problem, tuple(_dates(problem, _placed(problem, choice, limits))))
    return DrillSolution(drills, choice.is_proven, tuple(_obstacles(problem, drills, limits)))


def _choice(problem: DrillProblem, limits: SearchLimits, *, only_rules: bool = False) -> _Choice:
    """Return which drills; with `only_rules` the first that give the rules most."""
    built = ChoiceModel(problem, profiles(problem))
    found = _Choice(_standing(problem), {}, is_proven=False)
    work = limits.seconds * _SHARE_OF_CHOICE
    for number, wanted in enumerate(built.stages):
        solver = _solver(limits, work)
        built.model.minimize(wanted)
        status = solver.solve(built.model)
        if status not in _FOUND:
            return found
        found = _Choice(
            tuple(built.chosen(solver.value)),
            {ask: sum(map(solver.value, lacks)) for ask, lacks in built.lacks.items()},
            found.is_proven if number else status == cp_model.OPTIMAL,
        )
        if only_rules:
            return found
        built.keep(wanted, round(solver.objective_value), solver.value)
        work = max(work - solver.response_proto.deterministic_time, _LEAST_WORK)
    return replace(found, is_proven=True) if not problem.asks else found


def _standing(problem: DrillProblem) -> tuple[Chosen, ...]:
    """Return the drills that stand as they are."""
    return tuple(
        Chosen(each.day, each, stays=True) for each in sorted(problem.standing, key=lambda each: each.start)
    )


def _placed(problem: DrillProblem, choice: _Choice, limits: SearchLimits) -> Sequence[Placed]:
    built = PlacingModel(problem, choice.drills, choice.lacks)
    solver = _solver(limits, limits.seconds * (1 - _SHARE_OF_CHOICE))
    solver.parameters.absolute_gap_limit = _UNNOTICED
    if solver.solve(built.model) in _FOUND:
        return tuple(built.placed(solver.value))
    return tuple(built.first())


def _solver(limits: SearchLimits, work: float) -> cp_model.CpSolver:
    """Return a solver; of such small models it proves more with their whole LP than by presolving."""
    solver = cp_model.CpSolver()
    solver.parameters.random_seed = limits.seed
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.cp_model_presolve = False
    solver.parameters.max_deterministic_time = work
    return solver


def _dates(problem: DrillProblem, placed: Sequence[Placed]) -> Iterator[PlannedDate]:
    for each in placed:
        drill, profile = each.chosen.standing, each.chosen.profile
        hindrance = each.place.hindrance if each.place is not None else ""
        if drill is not None:
            what = What.HELD if drill.is_held else What.KEPT if each.chosen.stays else What.MOVED
            more = (
                code for sort in sorted(each.chosen.added & SORTS) for code in problem.buildings.get(sort, ())
            )
            yield PlannedDate(
                kind=drill.kind,
                start=each.start,
                minutes=drill.minutes,
                conditions=drill.conditions | each.chosen.added,
                what=what,
                announced=drill.announced,
                buildings=tuple(dict.fromkeys((*drill.buildings, *more))),
                standing=drill,
                added=each.chosen.added,
                hindrance=hindrance,
            )
        elif profile is not None:
            yield PlannedDate(
                kind=each.kind,
                start=each.start,
                minutes=profile.minutes,
                conditions=profile.conditions,
                what=What.NEW,
                announced="unannounced" not in profile.conditions,
                buildings=profile.buildings,
                hindrance=hindrance,
            )


def _obstacles(
    problem: DrillProblem, drills: Sequence[PlannedDate], limits: SearchLimits
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield for each stretch that lacks drills the other asks without which it would lack fewer."""
    short = {
        number: (ask, lacks)
        for number, lacks in lacking(problem, drills).items()
        if lacks and isinstance(ask := problem.asks[number], CountAsk)
    }
    found: dict[int, list[int]] = {}
    for number, limiting in enumerate(problem.asks):
        if not short or not isinstance(limiting, SpacingAsk | VarietyAsk):
            continue
        others = tuple(each for other, each in enumerate(problem.asks) if other != number)
        without = _choice(replace(problem, asks=others), limits, only_rules=True).drills
        for lacked, (ask, lacks) in short.items():
            there = sum(ask.holds(each.day) and ask.wants(*each.sort) for each in without)
            if ask.least - there < lacks:
                found.setdefault(lacked, []).append(number)
    yield from ((lacked, tuple(numbers)) for lacked, numbers in sorted(found.items()))
