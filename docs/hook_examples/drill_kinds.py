"""A kind of drill: the river has come over its bank and everyone goes up a floor."""

from collections.abc import Sequence

from dutydesk.api import hookimpl
from dutydesk_drills.api import DrillKind, DrillRole, DrillStage


@hookimpl
def drill_kinds() -> Sequence[DrillKind]:
    return [
        DrillKind(
            code="flood",
            name="Flood drill",
            counts_as=("weather",),
            scenario="Water stands on the sports ground.",
            roles=(DrillRole(code="stairs", name="Stairs", per="building"),),
            stages=(
                DrillStage(code="alarm", name="Alarm"),
                DrillStage(code="out", name="Upstairs", per="building", target_seconds=240),
            ),
        )
    ]
