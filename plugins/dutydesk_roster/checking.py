"""Checking a roster: what is open, which rules are broken, in words."""

from collections.abc import Sequence
from datetime import date

from dutydesk.api import Desk
from dutydesk.domain import Clash
from dutydesk.wording import _
from dutydesk_roster.calendar import duty_title
from dutydesk_roster.engine import Problem, check, unfilled
from dutydesk_roster.problem_of import placed, problem_of
from dutydesk_roster.roster import Roster

FOUND_BY_THE_DESK = frozenset({"rest", "two-places", "on-leave", "during-activity"})
"""Rules between two commitments, which the desk finds among all plugins' commitments."""


def rule_clashes(desk: Desk, first: date, last: date) -> Sequence[Clash]:
    """Return the roster's own rules that are broken on the days `first` to `last`."""
    roster = Roster.of(desk, first, last)
    if not roster.assignments:
        return ()
    return clashes_in(roster, problem_of(desk, roster))


def duty_clashes(desk: Desk, first: date, last: date) -> tuple[Clash, ...]:
    """Return the clashes that concern the roster; two activities at once are another matter."""
    return tuple(each for each in desk.clashes(first, last) if each.rule != "two-activities")


def clashes_in(roster: Roster, problem: Problem) -> tuple[Clash, ...]:
    """Return what `roster` breaks of `problem`'s rules, beyond what the desk finds by itself."""
    standing = [placed(each) for each in roster.assignments]
    asked = {slot.place for slot in problem.slots}
    found = [
        Clash(person=each.person, day=max(each.day, roster.first), rule=each.rule, text=each.text)
        for each in check(problem, [each for each in standing if each.place in asked])
        if each.rule not in FOUND_BY_THE_DESK
    ]
    names = roster.plan.qualification_names
    found.extend(
        Clash(
            person="",
            day=slot.day,
            rule="needs",
            text=_("{duty}: nobody there has {needs}.").format(
                duty=duty_title(roster.plan, slot.post, slot.shift),
                needs=", ".join(names.get(need, need) for need in slot.lacking),
            ),
        )
        for slot in unfilled(problem, standing)
        if slot.lacking and not slot.missing
    )
    found.extend(
        Clash(
            person=each.person,
            day=each.day,
            rule="gone",
            text=_("{post} or {shift} is no longer in the settings.").format(
                post=each.post, shift=each.shift
            ),
        )
        for each in roster.assignments
        if each.shift not in roster.plan.shifts or each.post not in roster.plan.posts
    )
    return tuple(sorted(found, key=lambda each: (each.day, each.person, each.rule)))
