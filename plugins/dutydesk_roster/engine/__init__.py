"""The roster engine: a problem in, a solution out; it knows no store and no terminal.

Importing this package loads no solver: `GenerateJob` and `RepairJob` search in another process. Who wants the
search in this one imports `dutydesk_roster.engine.generate` or `dutydesk_roster.engine.repair`.
"""

from dutydesk_roster.engine.checker import check, unfilled
from dutydesk_roster.engine.contradictions import contradictions
from dutydesk_roster.engine.job import EngineFailed, EngineJob, GenerateJob, RepairJob
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
from dutydesk_roster.engine.replacements import Candidate, rank_replacements
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
    "Candidate",
    "Contradiction",
    "EngineFailed",
    "EngineJob",
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
    "RepairJob",
    "Rules",
    "Slot",
    "Solution",
    "Status",
    "Unfilled",
    "Weights",
    "check",
    "contradictions",
    "rank_replacements",
    "targets",
    "unfilled",
]
