"""Whether a roster keeps the rules, looked at afresh: nothing here is shared with the search."""

from collections.abc import Collection, Iterable

from dutydesk_roster.engine.checker.facts import facts_of
from dutydesk_roster.engine.checker.judges import CURED_BY_MORE, OF_COMPANY, OF_ONE_PERSON
from dutydesk_roster.engine.checker.placement import misplaced
from dutydesk_roster.engine.checker.presence import engaged, unsuited
from dutydesk_roster.engine.checker.rest import two_places
from dutydesk_roster.engine.checker.roster import CheckedRoster
from dutydesk_roster.engine.checker.unfilled import unfilled
from dutydesk_roster.engine.checker.wishes import not_granted
from dutydesk_roster.engine.problem import Placed, Problem
from dutydesk_roster.engine.rules import Rule
from dutydesk_roster.engine.solution import Breach

__all__ = ["check", "check_people", "incurable", "shortcomings", "unfilled"]


def check(problem: Problem, assignments: Iterable[Placed]) -> tuple[Breach, ...]:
    """Return every hard rule that `assignments` break, in the order of days.

    Duties held outside the roster count towards a breach, but what they break among themselves is not
    reported, nor counted in an amount. A need that nobody of several heads meets is no breach but a slot left
    short: `unfilled`.

    Raises:
        PluginRuleFailed: the code of a rule that a plugin brings cannot be had, or fails.
    """
    return _in_order(_hard(CheckedRoster(facts_of(problem), assignments)))


def check_people(
    problem: Problem, assignments: Iterable[Placed], people: Collection[str]
) -> tuple[Breach, ...]:
    """Return what `check` finds that `people` have to do with, looking at nobody else.

    Those are their own breaches, and what is broken in company where they stand: heads too many in a slot,
    people who are to be apart, together or beside one another, and heads of a kind in a shift.

    Raises:
        PluginRuleFailed: the code of a rule that a plugin brings cannot be had, or fails.
    """
    return _in_order(_hard(CheckedRoster(facts_of(problem), assignments, people)))


def incurable(problem: Problem, assignments: Iterable[Placed]) -> tuple[Breach, ...]:
    """Return what `check` finds that no further duty could put right.

    Left out are rules that ask for more: a run that is too short, company that is missing, a wish to stand.
    Rules that plugins bring may be of that kind and are left out too.
    """
    return _in_order(_hard(CheckedRoster(facts_of(problem), assignments, unfinished=True)))


def shortcomings(problem: Problem, assignments: Iterable[Placed]) -> tuple[Breach, ...]:
    """Return every weighted rule and wish that `assignments` break, each with its weight, in order of days.

    Rules and wishes with a weight of 0 cost nothing and are not reported.

    Raises:
        PluginRuleFailed: the code of a rule that a plugin brings cannot be had, or fails.
    """
    roster = CheckedRoster(facts_of(problem), assignments)
    rules = [rule for rule in problem.rules if rule.weight]
    return _in_order([*_of_rules(roster, rules), *not_granted(roster, hard=False)])


def _in_order(breaches: Iterable[Breach]) -> tuple[Breach, ...]:
    return tuple(sorted(breaches))


def _hard(roster: CheckedRoster) -> Iterable[Breach]:
    yield from misplaced(roster)
    for standing in roster.standing.values():
        yield from unsuited(roster.facts, standing)
        yield from engaged(roster.facts, standing)
        yield from two_places(roster.facts, standing)
    yield from _of_rules(roster, [rule for rule in roster.facts.problem.rules if rule.hard])
    yield from not_granted(roster, hard=True)


def _of_rules(roster: CheckedRoster, rules: Iterable[Rule]) -> Iterable[Breach]:
    for rule in rules:
        kind = type(rule)
        if roster.unfinished and kind in CURED_BY_MORE:
            continue
        if kind in OF_COMPANY:
            yield from OF_COMPANY[kind](roster, rule)
            continue
        judge = OF_ONE_PERSON[kind]
        for key, standing in roster.standing.items():
            if rule.binds(key):
                yield from judge(roster.facts, standing, rule)
