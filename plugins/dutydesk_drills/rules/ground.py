"""What every rule is judged by: the drills, the school's time, and the rules that hold beside it."""

from dataclasses import dataclass

from dutydesk_drills.rules.drill_fact import DrillFact, counts
from dutydesk_drills.rules.rule import DrillRule
from dutydesk_drills.rules.school_time import SchoolTime
from dutydesk_drills.rules.stretch import Stretch


@dataclass(frozen=True, slots=True)
class Ground:
    """The drills in order of time, the school's time, and all rules that hold."""

    facts: tuple[DrillFact, ...]
    time: SchoolTime
    rules: tuple[DrillRule, ...] = ()

    def counted(self, rule: DrillRule, stretch: Stretch) -> tuple[DrillFact, ...]:
        """Return the drills that count for a rule in a stretch.

        What is held in a summer school counts there, and for no other rule.
        """
        return tuple(
            each
            for each in self.facts
            if stretch.holds(each.day)
            and counts(rule, each)
            and self.time.in_summer_school(each.day) == stretch.is_summer
        )
