"""The best whole choice out of the patterns known, one for each free person, by integer programming."""

import highspy
import numpy as np
from highspy._core import _Highs

from dutydesk_roster.engine.patterns.master import equations_of
from dutydesk_roster.engine.patterns.pool import Pool
from dutydesk_roster.engine.patterns.problem import Ints
from dutydesk_roster.engine.patterns.remainder import Remainder

_NODES = 60
_MORE_THAN_HALF = 0.5


def selected(pool: Pool, remainder: Remainder, columns: Ints, limit: float, seconds: float) -> Ints | None:
    """Return one column for each free person that together cost at most `limit`; None where none were found.

    The effort is limited in nodes rather than in time, so that it is the same each time.
    """
    equations, _ = equations_of(pool, remainder, columns)
    lp = highspy.HighsLp()
    lp.num_col_ = equations.cost.size
    lp.num_row_ = equations.right.size
    lp.col_cost_ = equations.cost
    lp.col_lower_ = np.zeros(equations.cost.size)
    lp.col_upper_ = np.concatenate(
        [np.ones(columns.size), np.full(equations.cost.size - columns.size, highspy.kHighsInf)]
    )
    lp.row_lower_ = equations.right
    lp.row_upper_ = equations.right
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = equations.start
    lp.a_matrix_.index_ = equations.row
    lp.a_matrix_.value_ = equations.amount
    lp.integrality_ = [highspy.HighsVarType.kInteger] * columns.size + [highspy.HighsVarType.kContinuous] * (
        equations.cost.size - columns.size
    )
    # The public class prints a banner when it is made, which would stand in the output of whoever asked.
    solver = _Highs()
    solver.setOptionValue("log_to_console", False)  # noqa: FBT003
    solver.setOptionValue("output_flag", False)  # noqa: FBT003
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("mip_max_nodes", _NODES)
    solver.setOptionValue("time_limit", seconds)
    solver.setOptionValue("objective_bound", limit)
    if solver.passModel(lp) == highspy.HighsStatus.kError or solver.run() == highspy.HighsStatus.kError:
        return None
    if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    if solver.getInfo().objective_function_value > limit:
        return None
    shares = np.array(solver.getSolution().col_value)[: columns.size]
    taken = columns[shares > _MORE_THAN_HALF]
    return taken if taken.size == len(remainder.free) else None
