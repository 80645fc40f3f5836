"""A search for the plan of a term beside whoever waits for it."""

from dutydesk.api import Desk
from dutydesk.api.searching import Search, begin_search
from dutydesk_training.planning.problem import PlanProblem
from dutydesk_training.planning.solution import PlanSolution
from dutydesk_training.planning.solve import SearchLimits, solve


def begun_search(desk: Desk, problem: PlanProblem, limits: SearchLimits) -> Search[PlanSolution]:
    """Begin a search where the desk's settings say that searches run.

    Raises:
        DataProblem: the settings name no such place, or it cannot be reached.
    """
    return begin_search(desk, solve, problem, limits)
