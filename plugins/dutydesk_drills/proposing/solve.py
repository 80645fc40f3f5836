"""The search for dates; what stands here runs in a worker process.

First which drills (`choosing`), then when exactly (`placing`). Both are CP-SAT with one thread, a fixed seed and a
limit of work rather than time, so one problem has one answer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ortools.sat.python import cp_model

from dutydesk_drills.proposing import costs
from dutydesk_drills.proposing.asks import CountAsk, SpacingAsk, VarietyAsk
from dutydesk_drills.proposing.choosing import ChoiceModel, Chosen
from dutydesk_drills.proposing.lacking import lacking
from dutydesk_drills.proposing.placing import Placed, PlacingModel
from dutydesk_drills.proposing.problem import DrillProblem
from dutydesk_drills.proposing.profiles import SORTS, profiles
from dutydesk_drills.proposing.solution import DrillSolution, PlannedDate, What
from dutydesk_drills.proposing.surprise import with_surprises

_SHARE_OF_CHOICE = 0.6
_FOUND = (cp_model.OPTIMAL, cp_model.FEASIBLE)


@dataclass(frozen=True, slots=True)
class SearchLimits:
    """How much a search may work, about in seconds of a core, and its seed."""

    seconds: float = 8.0
    seed: int = 0


def solve(problem: DrillProblem, limits: SearchLimits) -> DrillSolution:
    """Return the best plan found: the same for one problem, seed and amount of work."""
    chosen, is_proven = _chosen(problem, limits)
    drills = with_surprises(problem, tuple(_dates(problem, _placed(problem, chosen, limits))))
    solution = DrillSolution(drills, is_proven)
    return replace(solution, obstacles=tuple(_obstacles(problem, solution, limits)))


def _chosen(problem: DrillProblem, limits: SearchLimits) -> tuple[Sequence[Chosen], bool]:
    """Return which drills, and whether the rules can be given no more."""
    built = ChoiceModel(problem, profiles(problem))
    solver = _solver(limits, _SHARE_OF_CHOICE)
    if solver.solve(built.model) not in _FOUND:
        standing = (each for each in problem.standing)
        return sorted(
            (Chosen(each.day, each, stays=True) for each in standing), key=lambda each: each.day
        ), False
    lacks = sum(solver.value(each) for found in built.missing.values() for each in found)
    is_proven = lacks == 0 or solver.best_objective_bound > (lacks - 1) * costs.MISSING + costs.MISSING // 2
    return tuple(built.chosen(solver.value)), is_proven


def _placed(problem: DrillProblem, chosen: Sequence[Chosen], limits: SearchLimits) -> Sequence[Placed]:
    built = PlacingModel(problem, chosen)
    solver = _solver(limits, 1 - _SHARE_OF_CHOICE)
    if solver.solve(built.model) in _FOUND:
        return tuple(built.placed(solver.value))
    return tuple(built.first())


def _solver(limits: SearchLimits, share: float) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.random_seed = limits.seed
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = limits.seconds * share
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
    problem: DrillProblem, solution: DrillSolution, limits: SearchLimits
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield for each stretch that lacks drills the other asks without which it would lack fewer."""
    short = {number: lacks for number, lacks in lacking(problem, solution.drills).items() if lacks}
    limiting = [number for number, ask in enumerate(problem.asks) if isinstance(ask, SpacingAsk | VarietyAsk)]
    if not short or not limiting:
        return
    found: dict[int, list[int]] = {}
    for number in limiting:
        asks = tuple(each for other, each in enumerate(problem.asks) if other != number)
        without, _proven = _chosen(replace(problem, asks=asks), limits)
        held = [(each.day, *each.sort) for each in without]
        for lacked, lacks in short.items():
            ask = problem.asks[lacked]
            if isinstance(ask, CountAsk):
                there = sum(ask.holds(day) and ask.wants(kind, conditions) for day, kind, conditions in held)
                if ask.least - there < lacks:
                    found.setdefault(lacked, []).append(number)
    yield from ((lacked, tuple(numbers)) for lacked, numbers in sorted(found.items()))
