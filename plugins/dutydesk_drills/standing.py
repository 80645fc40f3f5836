"""How drills stand for a bureau: the rules whose drills are overdue, and those that want one before long."""

from collections.abc import Iterable, Mapping, Sequence

from dutydesk.api import Desk, Standing, StandingState
from dutydesk.wording import _, clauses
from dutydesk_drills.rules.in_force import packs_found
from dutydesk_drills.rules.judging import present
from dutydesk_drills.rules.rule import CountRule
from dutydesk_drills.rules.rule_standing import RuleStanding, RuleState
from dutydesk_drills.rules.standing import facts_around, school_time
from dutydesk_drills.rules.words import rule_name


def drill_standing(desk: Desk) -> Sequence[Standing]:
    """Return how many rules want a drill that is overdue, and how many want one planned before long.

    A rule counts once, be it overdue in this term and due in the next. A rule that asks for something else,
    such as notice to parents, is told of and not counted. So is what is wrong with the packs that hold:
    nobody can say then what is overdue.
    """
    found, time = packs_found(desk), school_time(desk)
    standings = present(found.packs, facts_around(desk, time, time.year_of(time.today)), time)
    overdue = _by_rule(each for each in standings if each.state is RuleState.OVERDUE)
    due = _by_rule(each for each in standings if each.state is RuleState.DUE)
    soon = {rule: each for rule, each in due.items() if rule not in overdue}
    problems = tuple(map(str, found.problems))
    return (
        Standing(
            key="drills.overdue",
            title=_("Drills overdue"),
            count=sum(isinstance(each.rule, CountRule) for each in overdue.values()),
            state=StandingState.URGENT if overdue or problems else StandingState.FINE,
            detail=clauses((*problems, *(rule_name(each.rule) for each in overdue.values()))),
            order=20,
            short=_("Drills"),
        ),
        Standing(
            key="drills.due",
            title=_("Drills due soon"),
            count=sum(isinstance(each.rule, CountRule) for each in soon.values()),
            state=StandingState.SOON if soon else StandingState.FINE,
            detail=clauses(rule_name(each.rule) for each in soon.values()),
            order=21,
            short=_("Soon"),
        ),
    )


def _by_rule(standings: Iterable[RuleStanding]) -> Mapping[tuple[str, str], RuleStanding]:
    """Return one standing of each rule, by its pack and code."""
    return {(each.pack.code, each.rule.code): each for each in standings}
