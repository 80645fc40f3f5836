"""Whole weekends off."""

from dutydesk_roster.engine.fact import Fact
from dutydesk_roster.engine.model.amount import total
from dutydesk_roster.engine.model.rules.hours import whole_months
from dutydesk_roster.engine.model.sheet import Sheet
from dutydesk_roster.engine.rules import WeekendsOff

_SATURDAY = 2
"""The remainder by 7 of every Saturday's number from 1970, which began on a Thursday."""


def write_weekends_off(sheet: Sheet, rule: WeekendsOff, fact: Fact) -> None:
    """Keep `fewest` of a month's weekends free of duty."""
    for days in whole_months(sheet.problem):
        saturdays = [day for day in days if day % 7 == _SATURDAY]
        for person, _who in sheet.bound_by(rule):
            worked = total(
                sheet.any_of(sheet.works(person, day) + sheet.works(person, day + 1)) for day in saturdays
            )
            most = max(0, len(saturdays) - rule.fewest)
            sheet.limit(worked, high=most, price=rule.weight, fact=fact)
