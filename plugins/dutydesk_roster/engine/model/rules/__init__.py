"""How each rule is written on a sheet; `RULE_WRITERS` has one writer for every kind of rule."""

from collections.abc import Callable, Mapping
from typing import cast

from dutydesk_roster.engine.fact import Fact
from dutydesk_roster.engine.model.rules.brought import write_plugin_rule
from dutydesk_roster.engine.model.rules.company import (
    write_apart,
    write_beside,
    write_heads_of,
    write_together,
)
from dutydesk_roster.engine.model.rules.hours import write_hours_a_month, write_hours_a_week, write_overtime
from dutydesk_roster.engine.model.rules.posts import write_one_post
from dutydesk_roster.engine.model.rules.rest import write_duties_a_day, write_rest, write_succession
from dutydesk_roster.engine.model.rules.runs import (
    write_days_in_a_row,
    write_fewest_days_in_a_row,
    write_fewest_days_off,
    write_nights_in_a_row,
)
from dutydesk_roster.engine.model.rules.weekends import write_weekends_off
from dutydesk_roster.engine.model.sheet import Sheet
from dutydesk_roster.engine.rules import (
    Apart,
    Beside,
    DaysInARow,
    DutiesADay,
    FewestDaysInARow,
    FewestDaysOff,
    HeadsOf,
    HoursAMonth,
    HoursAWeek,
    NightsInARow,
    OnePost,
    Overtime,
    PluginRule,
    Rest,
    Rule,
    RuleBase,
    Succession,
    Together,
    WeekendsOff,
)

RuleWriter = Callable[[Sheet, RuleBase, Fact], None]

RULE_WRITERS: Mapping[type[RuleBase], RuleWriter] = cast(
    "Mapping[type[RuleBase], RuleWriter]",
    {
        Rest: write_rest,
        DutiesADay: write_duties_a_day,
        DaysInARow: write_days_in_a_row,
        NightsInARow: write_nights_in_a_row,
        FewestDaysInARow: write_fewest_days_in_a_row,
        FewestDaysOff: write_fewest_days_off,
        HoursAWeek: write_hours_a_week,
        HoursAMonth: write_hours_a_month,
        Overtime: write_overtime,
        WeekendsOff: write_weekends_off,
        Succession: write_succession,
        Apart: write_apart,
        Together: write_together,
        Beside: write_beside,
        HeadsOf: write_heads_of,
        OnePost: write_one_post,
        PluginRule: write_plugin_rule,
    },
)


def write_rule(sheet: Sheet, rule: Rule, fact: Fact) -> None:
    """Write one rule on the sheet; its rows say `fact`."""
    RULE_WRITERS[type(rule)](sheet, rule, fact)
