"""Checking a roster: what is open, which rules are broken, in words."""

from collections.abc import Iterable, Sequence
from datetime import date

from dutydesk.api import Desk
from dutydesk.domain import Clash
from dutydesk.wording import _
from dutydesk_roster.calendar import duty_title
from dutydesk_roster.engine import Placed, Problem, check, unfilled
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
        if each.rule not in FOUND_BY_THE_DESK and each.rule != "unqualified"
    ]
    found.extend(_unmet_needs(roster, problem, standing))
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


def _unmet_needs(roster: Roster, problem: Problem, standing: Sequence[Placed]) -> Iterable[Clash]:
    """Yield each slot that is full and whose needs nobody there meets; who stands there alone is named."""
    qualifications = roster.plan.qualification_names
    names = roster.names
    for slot in unfilled(problem, standing):
        if not slot.lacking or slot.missing:
            continue
        duty = duty_title(roster.plan, slot.post, slot.shift)
        needs = ", ".join(qualifications.get(need, need) for need in slot.lacking)
        there = {each.person for each in standing if each.place == (slot.post, slot.shift, slot.day)}
        if len(there) == 1:
            person = there.pop()
            text = _("{duty}: {name} does not have {needs}.").format(
                duty=duty, name=names.get(person, person), needs=needs
            )
            yield Clash(person=person, day=slot.day, rule="unqualified", text=text)
        else:
            text = _("{duty}: nobody there has {needs}.").format(duty=duty, needs=needs)
            yield Clash(person="", day=slot.day, rule="needs", text=text)
