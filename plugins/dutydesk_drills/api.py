"""What plugins that bring kinds of drill or rules for them import."""

from collections.abc import Iterable

from dutydesk.api import Desk
from dutydesk_drills.drills import EVER, Drill, drills, find_drill
from dutydesk_drills.kind import DrillCheck, DrillKind, DrillMessage, DrillRole, DrillStage
from dutydesk_drills.kinds import activity_kind, counts_as, drill_kinds
from dutydesk_drills.rules.in_force import RulePack
from dutydesk_drills.rules.pack import Observance
from dutydesk_drills.rules.rule import CountRule, DrillRule, NoticeRule, SpacingRule, VarietyRule

__all__ = [
    "CountRule",
    "Drill",
    "DrillCheck",
    "DrillKind",
    "DrillMessage",
    "DrillRole",
    "DrillRule",
    "DrillStage",
    "NoticeRule",
    "Observance",
    "RulePack",
    "SpacingRule",
    "VarietyRule",
    "activity_kind",
    "drill_kinds",
    "drills",
    "find_drill",
    "held_drills",
]


def held_drills(desk: Desk, kinds: Iterable[str] = ()) -> tuple[Drill, ...]:
    """Return every drill that was held up to today, of one of `kinds` or counting as one; of none: any."""
    wanted = tuple(kinds)
    return tuple(
        each for each in drills(desk, EVER[0], desk.today()) if each.is_held and counts_as(each.kind, wanted)
    )
