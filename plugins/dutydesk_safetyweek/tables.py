"""What safety weeks keep in the desk's database."""

from dutydesk.api import TableSet, TableSpec
from dutydesk_safetyweek.safety_week import SafetyWeek, WeekActivity, WeekCost

SAFETYWEEK_TABLES = TableSet(
    owner="safetyweek",
    tables=(
        TableSpec("safety_week", SafetyWeek),
        TableSpec("week_activity", WeekActivity, (("week",),)),
        TableSpec("week_cost", WeekCost, (("week",),)),
    ),
    migrations="dutydesk_safetyweek.migrations",
    head="safetyweek_0001",
)
