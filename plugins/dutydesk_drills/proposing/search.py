"""A search for dates beside whoever waits for it."""

from dutydesk.api import Desk
from dutydesk.api.searching import Search, begin_search
from dutydesk_drills.proposing.limits import SearchLimits
from dutydesk_drills.proposing.problem import DrillProblem
from dutydesk_drills.proposing.solution import DrillSolution
from dutydesk_drills.proposing.worker import solve_in_worker


def begun_search(desk: Desk, problem: DrillProblem, limits: SearchLimits) -> Search[DrillSolution]:
    """Begin a search where the desk's settings say that searches run.

    Raises:
        DataProblem: the settings name no such place, or it cannot be reached.
    """
    return begin_search(desk, solve_in_worker, problem, limits)
