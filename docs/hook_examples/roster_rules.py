"""A rule of its own for the roster: nobody stands more than two Sundays a month."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta

from dutydesk.api import Desk, hookimpl
from dutydesk_roster.engine import Breach, Placed, PluginRule, Problem
from dutydesk_roster.engine.model.amount import total
from dutydesk_roster.engine.model.sheet import Sheet

SUNDAY = 6


class FewSundays:
    """At most so many Sundays with duty; broken by each Sunday beyond."""

    def __init__(self, most: int) -> None:
        self.most = most

    def check(self, problem: Problem, roster: Sequence[Placed]) -> Iterable[Breach]:
        """Look at a roster afresh, without what `constrain` says."""
        names = {person.key: person.name for person in problem.people}
        sundays = {(each.person, each.day) for each in roster if each.day.weekday() == SUNDAY}
        for person, count in Counter(person for person, _day in sundays).items():
            if count > self.most:
                last = max(day for standing, day in sundays if standing == person)
                yield Breach(
                    day=last,
                    person=person,
                    rule="few-sundays",
                    text=f"{names[person]} would stand {count} Sundays; at most {self.most} are allowed.",
                    amount=count - self.most,
                )

    def constrain(self, sheet: Sheet, rule: PluginRule) -> None:
        """Let the search keep to it: hard, or at the rule's weight for each Sunday beyond."""
        first = sheet.problem.first
        sundays = [
            number
            for offset, number in enumerate(sheet.days)
            if (first + timedelta(days=offset)).weekday() == SUNDAY
        ]
        for person, _who in sheet.bound_by(rule):
            standing = total(sheet.works(person, number) for number in sundays)
            sheet.limit(standing, high=self.most, price=rule.weight)


@hookimpl
def roster_rules(desk: Desk) -> Sequence[PluginRule]:
    return [PluginRule(target=f"{__name__}:FewSundays", settings='{"most": 2}')]
