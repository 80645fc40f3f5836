"""The call of a search as it travels to where it runs; the solver is loaded there."""

from dutydesk_drills.proposing.limits import SearchLimits
from dutydesk_drills.proposing.problem import DrillProblem
from dutydesk_drills.proposing.solution import DrillSolution


def solve_in_worker(problem: DrillProblem, limits: SearchLimits) -> DrillSolution:
    """Return the best plan found."""
    from dutydesk_drills.proposing.solve import solve  # noqa: PLC0415

    return solve(problem, limits)
