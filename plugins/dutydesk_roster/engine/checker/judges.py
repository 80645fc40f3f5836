"""Which function judges each kind of rule."""

from collections.abc import Callable, Iterable, Mapping
from typing import cast

from dutydesk_roster.engine.checker.company import left_alone, too_near, without_each_other, wrong_heads
from dutydesk_roster.engine.checker.facts import Facts
from dutydesk_roster.engine.checker.hours import long_months, long_weeks, too_much_overtime
from dutydesk_roster.engine.checker.plugin import brought
from dutydesk_roster.engine.checker.posts import several_posts
from dutydesk_roster.engine.checker.rest import bad_succession, too_often_a_day, too_soon
from dutydesk_roster.engine.checker.roster import CheckedRoster, PersonDuties
from dutydesk_roster.engine.checker.runs import too_few_days, too_few_days_off, too_many_days, too_many_nights
from dutydesk_roster.engine.checker.weekends import no_weekend_off
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
    RuleBase,
    Succession,
    Together,
    WeekendsOff,
)
from dutydesk_roster.engine.solution import Breach

OnePersonJudge = Callable[[Facts, PersonDuties, RuleBase], Iterable[Breach]]
CompanyJudge = Callable[[CheckedRoster, RuleBase], Iterable[Breach]]

OF_ONE_PERSON = cast(
    "Mapping[type[RuleBase], OnePersonJudge]",
    {
        Rest: too_soon,
        DutiesADay: too_often_a_day,
        DaysInARow: too_many_days,
        NightsInARow: too_many_nights,
        FewestDaysInARow: too_few_days,
        FewestDaysOff: too_few_days_off,
        HoursAWeek: long_weeks,
        HoursAMonth: long_months,
        Overtime: too_much_overtime,
        WeekendsOff: no_weekend_off,
        Succession: bad_succession,
        OnePost: several_posts,
    },
)
"""Rules about what one person stands, whoever else stands where."""

OF_COMPANY = cast(
    "Mapping[type[RuleBase], CompanyJudge]",
    {
        Apart: too_near,
        Together: without_each_other,
        Beside: left_alone,
        HeadsOf: wrong_heads,
        PluginRule: brought,
    },
)
"""Rules about what several people stand."""

CURED_BY_MORE = frozenset({FewestDaysInARow, FewestDaysOff, Together, Beside, PluginRule})
"""Rules that a roster may break only because it is not full yet."""
