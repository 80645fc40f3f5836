"""A rule for the roster: nobody stands more than two Sundays a month."""

from collections import Counter

from dutydesk.api import hookimpl
from dutydesk_roster.engine import Breach, PluginRule
from dutydesk_roster.engine.model.amount import total

SUNDAY = 6


class FewSundays:
    def __init__(self, most):
        self.most = most

    def check(self, problem, roster):
        names = {person.key: person.name for person in problem.people}
        sundays = {(each.person, each.day) for each in roster if each.day.weekday() == SUNDAY}
        for person, count in Counter(person for person, _day in sundays).items():
            if count > self.most:
                text = f"{names[person]} would stand {count} Sundays; at most {self.most} are allowed."
                day = max(day for standing, day in sundays if standing == person)
                yield Breach(day=day, person=person, rule="few-sundays", text=text, amount=count - self.most)

    def constrain(self, sheet, rule):
        first = sheet.problem.first.weekday()
        sundays = [number for offset, number in enumerate(sheet.days) if (first + offset) % 7 == SUNDAY]
        for person, _who in sheet.bound_by(rule):
            standing = total(sheet.works(person, number) for number in sundays)
            sheet.limit(standing, high=self.most, price=rule.weight)


@hookimpl
def roster_rules(desk):
    return [PluginRule(target=f"{__name__}:FewSundays", settings='{"most": 2}')]
