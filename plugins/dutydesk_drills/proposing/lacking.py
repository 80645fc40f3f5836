"""What drills leave the rules wanting, counted from their dates alone."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from dutydesk_drills.proposing.asks import Ask, CountAsk, NoticeAsk, SpacingAsk, VarietyAsk
from dutydesk_drills.proposing.problem import DrillProblem
from dutydesk_drills.proposing.solution import PlannedDate


def lacking(problem: DrillProblem, drills: Sequence[PlannedDate]) -> dict[int, int]:
    """Return by the number of each ask how much it lacks, 0 where it is met.

    That is how many drills are missing from a stretch, how many weekdays or hours, how many neighbours are
    too near or too far apart, or of how many drills parents cannot be told in time.
    """
    return {number: _lacks(problem, ask, drills) for number, ask in enumerate(problem.asks)}


def counting(ask: Ask, drills: Sequence[PlannedDate]) -> list[PlannedDate]:
    """Return the drills that an ask wants, those of its stretch where it has one, in order of time."""
    found = [each for each in drills if ask.wants(each.kind, each.conditions)]
    if isinstance(ask, CountAsk | VarietyAsk):
        found = [each for each in found if ask.holds(each.start.date())]
    return sorted(found, key=lambda each: each.start)


def _lacks(problem: DrillProblem, ask: Ask, drills: Sequence[PlannedDate]) -> int:
    found = counting(ask, drills)
    match ask:
        case CountAsk():
            return max(0, ask.least - len(found))
        case VarietyAsk():
            return max(0, min(ask.least, len(found)) - len({ask.value(each.start) for each in found}))
        case SpacingAsk():
            return sum(not fits(ask, one, other) for one, other in neighbours(problem, ask, found))
        case NoticeAsk():
            return sum(not can_be_told(problem, ask, each) for each in found)


def neighbours(
    problem: DrillProblem, ask: SpacingAsk, drills: Sequence[PlannedDate]
) -> Iterator[tuple[PlannedDate, PlannedDate]]:
    """Yield the drills that an ask wants and that follow one another, one of both at least in the year."""
    for one, other in pairwise(counting(ask, drills)):
        if any(problem.first <= each.start.date() <= problem.last for each in (one, other)):
            yield one, other


def fits(ask: SpacingAsk, one: PlannedDate, other: PlannedDate) -> bool:
    """Tell whether two drills that follow one another are as far apart as asked."""
    first, second = one.start.date(), other.start.date()
    if ask.least_days and (second - first).days < ask.least_days:
        return False
    return not ask.most_days or ask.counted(first, second) <= ask.most_days


def can_be_told(problem: DrillProblem, ask: NoticeAsk, drill: PlannedDate) -> bool:
    """Tell whether parents heard of a drill in time, or can; of one that is over, nothing can be done."""
    day, standing = drill.start.date(), drill.standing
    if standing is not None and (standing.is_held or day < problem.today):
        return True
    return problem.can_be_told(ask, day, standing.told_on if standing is not None else None)
