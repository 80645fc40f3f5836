"""What drills keep in the desk's database."""

from dutydesk.api import TableSet, TableSpec
from dutydesk_drills.drill_moment import DrillMoment, DrillReview
from dutydesk_drills.drill_plan import DrillBuilding, DrillCheckMark, DrillPart, DrillPlan

DRILLS_TABLES = TableSet(
    owner="drills",
    tables=(
        TableSpec("drill_plan", DrillPlan),
        TableSpec("drill_building", DrillBuilding, (("drill",),)),
        TableSpec("drill_part", DrillPart, (("drill",),)),
        TableSpec("drill_check_mark", DrillCheckMark, (("drill",),)),
        TableSpec("drill_moment", DrillMoment, (("drill",),)),
        TableSpec("drill_review", DrillReview),
    ),
    migrations="dutydesk_drills.migrations",
    head="drills_0001",
)
