"""Which evacuations nobody hears of beforehand."""

from collections.abc import Sequence
from dataclasses import replace

from dutydesk_drills.proposing.asks import SpacingAsk, VarietyAsk
from dutydesk_drills.proposing.problem import DrillProblem
from dutydesk_drills.proposing.solution import PlannedDate, What


def with_surprises(problem: DrillProblem, drills: Sequence[PlannedDate]) -> tuple[PlannedDate, ...]:
    """Return the drills, each so-many-th evacuation unannounced if it is new and no parent need be told.

    Those that stand count too. Where a rule sets unannounced drills apart or together, it is left at what the
    rules ask for.
    """
    every = problem.every_unannounced
    is_bound = any(
        "unannounced" in ask.without
        or ("unannounced" in ask.conditions and isinstance(ask, SpacingAsk | VarietyAsk))
        for ask in problem.asks
    )
    if not every or is_bound:
        return tuple(drills)
    made: list[PlannedDate] = []
    since = 0
    for each in drills:
        kind = problem.kind_of.get(each.kind)
        if kind is None or not kind.is_evacuation:
            made.append(each)
            continue
        since = since + 1 if each.announced else 0
        if since >= every and _may_surprise(problem, each):
            made.append(replace(each, announced=False, conditions=each.conditions | {"unannounced"}))
            since = 0
        else:
            made.append(each)
    return tuple(made)


def _may_surprise(problem: DrillProblem, drill: PlannedDate) -> bool:
    if drill.what is not What.NEW or "night" in drill.conditions or not drill.announced:
        return False
    conditions = drill.conditions | {"unannounced"}
    return not any(ask.wants(drill.kind, conditions) for ask in problem.notices)
