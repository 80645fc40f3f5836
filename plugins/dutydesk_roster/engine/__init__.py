"""The roster engine: a problem in, a solution out; it knows no store and no terminal.

Importing this package loads no solver: `GenerateJob` runs the search in another process. Who wants the
search in this one imports `dutydesk_roster.engine.generate` or `dutydesk_roster.engine.repair`.
"""

from dutydesk_roster.engine.checker import check, unfilled
from dutydesk_roster.engine.contradictions import contradictions
from dutydesk_roster.engine.job import EngineFailed, GenerateJob
from dutydesk_roster.engine.problem import (
    Burden,
    Busy,
    BusyKind,
    EnginePerson,
    EnginePost,
    EngineShift,
    Held,
    Kept,
    Pin,
    Placed,
    Problem,
    Rules,
    Slot,
    Weights,
)
from dutydesk_roster.engine.solution import (
    Breach,
    Contradiction,
    Moved,
    Progress,
    Solution,
    Status,
    Unfilled,
)
from dutydesk_roster.engine.targets import Measure, targets

__all__ = [
    "Breach",
    "Burden",
    "Busy",
    "BusyKind",
    "Contradiction",
    "EngineFailed",
    "EnginePerson",
    "EnginePost",
    "EngineShift",
    "GenerateJob",
    "Held",
    "Kept",
    "Measure",
    "Moved",
    "Pin",
    "Placed",
    "Problem",
    "Progress",
    "Rules",
    "Slot",
    "Solution",
    "Status",
    "Unfilled",
    "Weights",
    "check",
    "contradictions",
    "targets",
    "unfilled",
]
