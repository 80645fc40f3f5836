"""How the rules of several packs stand, from the drills alone: no desk is needed."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from dutydesk.wording import _
from dutydesk_drills.rules.counting import count_standing
from dutydesk_drills.rules.drill_fact import DrillFact
from dutydesk_drills.rules.ground import Ground
from dutydesk_drills.rules.in_force import RulePack
from dutydesk_drills.rules.notice import notice_standings
from dutydesk_drills.rules.rule import CountRule, DrillRule, NoticeRule, SpacingRule, VarietyRule
from dutydesk_drills.rules.rule_standing import RuleStanding, summed
from dutydesk_drills.rules.school_time import SchoolTime
from dutydesk_drills.rules.spacing import spacing_standing
from dutydesk_drills.rules.stretch import Stretch, following_stretch, present_stretch, stretches_of_year
from dutydesk_drills.rules.variety import variety_standing


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

    The next stretch is told of too once it has come so near that a drill must be planned for it. A rule about
    notice to parents stands once for each drill to come.
    """
    rules = rules_here(packs, time)
    ground = _ground(rules, facts, time)
    return tuple(each for pack, rule in rules for each in _present(pack, rule, ground))


def of_year(
    packs: Iterable[RulePack], facts: Sequence[DrillFact], time: SchoolTime, year: int
) -> tuple[RuleStanding, ...]:
    """Return how each rule stands in each stretch of the school year that begins in `year`."""
    rules = rules_here(packs, time)
    ground = _ground(rules, facts, time)
    return tuple(each for pack, rule in rules for each in _of_year(pack, rule, ground, year))


def over_year(
    packs: Iterable[RulePack], facts: Sequence[DrillFact], time: SchoolTime, year: int
) -> tuple[RuleStanding, ...]:
    """Return how each rule stands over the whole school year that begins in `year`."""
    first, last = time.year(year)
    period = f"{first.year}-{last.year}" if first.year != last.year else str(year)
    return tuple(
        summed(tuple(of_rule), period)
        for _key, of_rule in groupby(
            of_year(packs, facts, time, year), key=lambda each: (each.pack.code, each.rule.code)
        )
    )


def _ground(
    rules: Iterable[tuple[RulePack, DrillRule]], facts: Sequence[DrillFact], time: SchoolTime
) -> Ground:
    in_order = tuple(sorted(facts, key=lambda each: (each.day, each.start, each.key)))
    return Ground(in_order, time, tuple(rule for _pack, rule in rules))


def _present(pack: RulePack, rule: DrillRule, ground: Ground) -> Iterator[RuleStanding]:
    if isinstance(rule, SpacingRule):
        yield spacing_standing(pack, rule, ground)
        return
    if isinstance(rule, NoticeRule):
        yield from notice_standings(pack, rule, ground)
        return
    stretch = present_stretch(rule, ground.time)
    if stretch is None:
        yield _without_stretch(pack, rule)
        return
    yield _in_stretch(pack, rule, stretch, ground)
    following = following_stretch(rule, stretch, ground.time)
    if following is not None:
        coming = _in_stretch(pack, rule, following, ground)
        if coming.is_pressing:
            yield coming


def _of_year(pack: RulePack, rule: DrillRule, ground: Ground, year: int) -> Iterator[RuleStanding]:
    if isinstance(rule, SpacingRule):
        yield spacing_standing(pack, rule, ground, year)
        return
    if isinstance(rule, NoticeRule):
        yield from notice_standings(pack, rule, ground, year)
        return
    stretches = stretches_of_year(rule, year, ground.time)
    if not stretches:
        yield _without_stretch(pack, rule)
    for stretch in stretches:
        yield _in_stretch(pack, rule, stretch, ground)


def _in_stretch(
    pack: RulePack, rule: CountRule | VarietyRule, stretch: Stretch, ground: Ground
) -> RuleStanding:
    if isinstance(rule, CountRule):
        return count_standing(pack, rule, stretch, ground)
    return variety_standing(pack, rule, stretch, ground)


def _without_stretch(pack: RulePack, rule: CountRule | VarietyRule) -> RuleStanding:
    return RuleStanding.of_nothing(
        pack,
        rule,
        _("No summer school is in config/drills.toml")
        if rule.every == "summer_school"
        else _("config/calendar.toml knows no such time"),
    )
