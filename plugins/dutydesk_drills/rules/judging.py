"""How the rules of several packs stand, from the drills alone: no desk is needed."""

from collections.abc import Iterable, Iterator, Sequence

from dutydesk.wording import _
from dutydesk_drills.rules.counting import count_standing
from dutydesk_drills.rules.drill_fact import DrillFact
from dutydesk_drills.rules.in_force import RulePack
from dutydesk_drills.rules.rule import CountRule, DrillRule
from dutydesk_drills.rules.rule_standing import GRAVITY, RuleStanding, RuleState
from dutydesk_drills.rules.school_time import SchoolTime
from dutydesk_drills.rules.stretch import following_stretch, present_stretch, stretches_of_year


def rules_here(packs: Iterable[RulePack], time: SchoolTime) -> tuple[tuple[RulePack, DrillRule], ...]:
    """Return the rules that hold for a school of these sorts, each with its pack."""
    sorts = frozenset(time.settings.school.sorts)
    return tuple(
        (pack, rule)
        for pack in packs
        for rule in pack.rules
        if not rule.schools or not sorts.isdisjoint(rule.schools)
    )


def present(
    packs: Iterable[RulePack], facts: Sequence[DrillFact], time: SchoolTime
) -> tuple[RuleStanding, ...]:
    """Return how each rule stands in the stretch of today, or in the one that comes.

    The next stretch is told of too once it has come so near that a drill must be planned for it.
    """
    rules = rules_here(packs, time)
    return tuple(each for pack, rule in rules for each in _present(pack, rule, facts, time, _all(rules)))


def _present(
    pack: RulePack, rule: DrillRule, facts: Sequence[DrillFact], time: SchoolTime, others: Sequence[DrillRule]
) -> Iterator[RuleStanding]:
    if isinstance(rule, CountRule):
        stretch = present_stretch(rule, time)
        if stretch is None:
            yield _without_stretch(pack, rule)
            return
        yield count_standing(pack, rule, stretch, facts, time, others)
        following = following_stretch(rule, stretch, time)
        if following is not None:
            coming = count_standing(pack, rule, following, facts, time, others)
            if coming.state in {RuleState.DUE, RuleState.OVERDUE}:
                yield coming


def of_year(
    packs: Iterable[RulePack], facts: Sequence[DrillFact], time: SchoolTime, year: int
) -> tuple[RuleStanding, ...]:
    """Return how each rule stands in each stretch of the school year that begins in `year`."""
    rules = rules_here(packs, time)
    return tuple(
        each for pack, rule in rules for each in _of_year(pack, rule, facts, time, year, _all(rules))
    )


def _of_year(
    pack: RulePack,
    rule: DrillRule,
    facts: Sequence[DrillFact],
    time: SchoolTime,
    year: int,
    others: Sequence[DrillRule],
) -> Iterator[RuleStanding]:
    if isinstance(rule, CountRule):
        for stretch in stretches_of_year(rule, year, time):
            yield count_standing(pack, rule, stretch, facts, time, others)


def summed(standings: Sequence[RuleStanding], period: str) -> RuleStanding:
    """Return one rule's standings in the stretches of a year as one, which is as good as its worst stretch.

    A stretch counts what it wants and no more: two drills in May do not make up for none in April.
    """
    worst = max(standings, key=lambda each: GRAVITY.index(each.state))
    lacking = [each for each in standings if each.state not in {RuleState.MET, RuleState.NOT_DUE}]
    waiting = [each for each in standings if each.next_by is not None and each.state is not RuleState.MET]
    leading = (lacking or waiting or [worst])[0]
    done = sum(min(each.done, each.needed) for each in standings)
    state = worst.state
    if state is RuleState.NOT_DUE and not any(each.needed for each in standings):
        leading = worst
    return RuleStanding(
        pack=worst.pack,
        rule=worst.rule,
        period=period,
        needed=sum(each.needed for each in standings),
        done=done,
        planned=sum(min(each.planned, max(0, each.needed - each.done)) for each in standings),
        next_by=leading.next_by,
        state=state,
        reason=worst.reason if len(standings) == 1 else f"{worst.period}: {worst.reason}",
        first=standings[0].first,
        last=standings[-1].last,
    )


def _without_stretch(pack: RulePack, rule: DrillRule) -> RuleStanding:
    return RuleStanding(
        pack=pack,
        rule=rule,
        period="",
        needed=0,
        done=0,
        planned=0,
        next_by=None,
        state=RuleState.NOT_DUE,
        reason=_("The calendar has no such time ahead: see terms in config/calendar.toml."),
    )


def _all(rules: Iterable[tuple[RulePack, DrillRule]]) -> tuple[DrillRule, ...]:
    return tuple(rule for _pack, rule in rules)
