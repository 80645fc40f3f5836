"""Checking a roster: what is open, which rules are broken, in words."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date

import msgspec

from dutydesk.api import Desk
from dutydesk.domain import Clash
from dutydesk.wording import _, listed
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.calendar import duty_title
from dutydesk_roster.cover_event import EVENT_PREFIX
from dutydesk_roster.engine import Breach, Placed, PluginRule, Problem, checker, unfilled
from dutydesk_roster.engine.lacking_text import had_text, lacking_text
from dutydesk_roster.engine.plugin_rules import PluginRuleFailed
from dutydesk_roster.month import Month
from dutydesk_roster.problem_of import placed, problem_of, settings_complaints
from dutydesk_roster.roster import Roster

FOUND_BY_THE_DESK = frozenset({"rest", "two-places", "on-leave", "during-activity"})
"""Rules between two commitments, which the desk finds among all plugins' commitments."""


def rule_clashes(desk: Desk, first: date, last: date) -> Sequence[Clash]:
    """Return the roster's own rules that are broken on the days `first` to `last`.

    Each month is looked at as a whole, for some rules say what a month must be like.
    """
    found: list[Clash] = []
    for roster in _months(desk, first, last):
        if any(first <= each.day <= last for each in roster.assignments):
            found.extend(clashes_in(desk, roster))
    return tuple(each for each in found if first <= each.day <= last)


def shortcomings(desk: Desk, first: date, last: date) -> tuple[Breach, ...]:
    """Return the weighted rules and wishes that the roster of these days breaks, in order of days."""
    found: list[Breach] = []
    for roster in _months(desk, first, last):
        problem = problem_of(desk, roster, remembers=False)
        found.extend(_judged(problem, asked_of(roster, problem), checker.shortcomings)[0])
    return tuple(each for each in found if first <= each.day <= last)


def asked_of(roster: Roster, problem: Problem) -> tuple[Placed, ...]:
    """Return who stands where in the slots of `problem`; what the leader adds to them is not judged."""
    places = {slot.place for slot in problem.slots}
    return tuple(each for each in map(placed, roster.assignments) if each.place in places)


def _months(desk: Desk, first: date, last: date) -> Iterator[Roster]:
    month = Month.of(first)
    while month <= Month.of(last):
        yield Roster.of(desk, month.first, month.last)
        month = month.moved(1)


def _judged(
    problem: Problem,
    assignments: Sequence[Placed],
    judge: Callable[[Problem, Iterable[Placed]], Sequence[Breach]],
) -> tuple[Sequence[Breach], tuple[str, ...]]:
    """Return what the judge finds, and a line for each rule of a plugin that fails and so is not judged."""
    failures: list[str] = []
    while True:
        try:
            return judge(problem, assignments), tuple(failures)
        except PluginRuleFailed as failure:
            failures.append(str(failure))
            others = tuple(
                each
                for each in problem.rules
                if not (isinstance(each, PluginRule) and each.target == failure.target)
            )
            problem = msgspec.structs.replace(problem, rules=others)


def duty_clashes(desk: Desk, first: date, last: date) -> tuple[Clash, ...]:
    """Return the clashes that concern the roster; what is wrong with activities alone is another matter."""
    return tuple(
        each
        for each in desk.clashes(first, last)
        if not each.sources or not all(source.startswith("activity:") for source in each.sources)
    )


def clashes_in(desk: Desk, roster: Roster) -> tuple[Clash, ...]:
    """Return what `roster` breaks beyond what the desk finds by itself, and what is wrong in its settings."""
    problem = problem_of(desk, roster, remembers=False)
    standing = [placed(each) for each in roster.assignments]
    breaches, failures = _judged(problem, asked_of(roster, problem), checker.check)
    found = [
        Clash(person=each.person, day=max(each.day, roster.first), rule=each.rule, text=each.text)
        for each in breaches
        if each.rule not in FOUND_BY_THE_DESK and each.rule != "unqualified"
    ]
    found.extend(
        Clash(person="", day=roster.first, rule="settings", text=text)
        for text in (*settings_complaints(desk, roster), *failures)
    )
    found.extend(_unmet_needs(roster, problem, standing))
    found.extend(
        Clash(
            person=each.person,
            day=each.day,
            rule="gone",
            text=_gone_text(roster, each),
        )
        for each in roster.assignments
        if roster.plan.times(each.shift, each.day) is None or each.post not in roster.plan.posts
    )
    return tuple(sorted(found, key=lambda each: (each.day, each.person, each.rule)))


def _gone_text(roster: Roster, gone: Assignment) -> str:
    """Return what a duty lacks: its post, its shift, or its event, which may be on another day by now."""
    plan, event = roster.plan, roster.plan.events.get(gone.shift)
    if event is not None and event.is_called_off:
        return _("{duty}: the event is called off.").format(duty=duty_title(plan, gone.post, gone.shift))
    if event is not None and event.day != gone.day:
        return _("{duty}: the event is on {day}, not on this day.").format(
            duty=duty_title(plan, gone.post, gone.shift), day=event.day
        )
    if gone.shift.startswith(EVENT_PREFIX):
        return _("{post}: the event of this duty is gone.").format(post=plan.post_name(gone.post))
    return _("{post} or {shift} is no longer in the settings.").format(post=gone.post, shift=gone.shift)


def _unmet_needs(roster: Roster, problem: Problem, standing: Sequence[Placed]) -> Iterable[Clash]:
    """Yield each slot that is full and whose needs nobody there meets; who stands there alone is named."""
    qualifications = roster.plan.qualification_names
    people = {each.key: each for each in problem.people}

    def name_of(need: str) -> str:
        return qualifications.get(need, need)

    for slot in unfilled(problem, standing):
        if not slot.lacking or slot.missing:
            continue
        duty = duty_title(roster.plan, slot.post, slot.shift)
        place = (slot.post, slot.shift, slot.day)
        there = [
            people[key] for key in {each.person for each in standing if each.place == place} & people.keys()
        ]
        if len(there) == 1:
            (alone,) = there
            text = _("{duty}: {name} does not have {needs}.").format(
                duty=duty, name=alone.name, needs=lacking_text(alone, slot.lacking, slot.day, name_of)
            )
            yield Clash(person=alone.key, day=slot.day, rule="unqualified", text=text)
        else:
            needs = listed(map(name_of, slot.lacking))
            had = had_text(there, slot.lacking, slot.day, name_of)
            text = (
                _("{duty}: nobody there has {needs} ({had}).")
                if had
                else _("{duty}: nobody there has {needs}.")
            )
            yield Clash(
                person="", day=slot.day, rule="needs", text=text.format(duty=duty, needs=needs, had=had)
            )
