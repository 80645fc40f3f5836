"""The last safe days of the rules as events in calendars, for the leaders and whoever plans drills."""

from collections.abc import Iterator
from datetime import date, timedelta

from dutydesk.api import Desk, Feed, FeedEvent
from dutydesk.domain import Window
from dutydesk.domain.record import NEVER
from dutydesk.wording import _
from dutydesk_drills.rules.counting import count_standing
from dutydesk_drills.rules.drill_fact import drill_facts
from dutydesk_drills.rules.ground import Ground
from dutydesk_drills.rules.in_force import RulePack, packs_found
from dutydesk_drills.rules.judging import rules_here
from dutydesk_drills.rules.rule import CountRule, DrillRule, SpacingRule
from dutydesk_drills.rules.rule_standing import RuleStanding
from dutydesk_drills.rules.school_time import SchoolTime
from dutydesk_drills.rules.standing import school_time
from dutydesk_drills.rules.stretch import Stretch, stretches_of_year
from dutydesk_drills.rules.words import rule_name

SAFE_DAYS_FEED = "drill-rules"
_KIND = "drill-rule"
_COLOUR = "firebrick"
_LEADER = "leader"
_A_DAY = timedelta(days=1)


def safe_day_feeds(desk: Desk) -> tuple[Feed, ...]:
    """Return the feed of the last safe days, where a rule in force counts drills."""
    if not _rules(desk, school_time(desk)):
        return ()
    return (
        Feed(
            SAFE_DAYS_FEED,
            _("Drill rules: last safe days"),
            _COLOUR,
            _("By when the next drill must be held so that each rule is kept"),
        ),
    )


def safe_day_events(desk: Desk, window: Window) -> Iterator[FeedEvent]:
    """Yield for each rule and stretch of time the last day on which its next drill can be held.

    It goes by what was held and by the school's calendar alone, so that it tells nobody of a drill to come.
    The kinds of drill are far-reaching: when one is held, feeds look at all days again.
    """
    time = school_time(desk)
    rules = _rules(desk, time)
    if not rules:
        return
    first, last = desk.zone.day_of(window.start), desk.zone.day_of(window.end)
    everything = tuple(rule for _pack, rule in rules_here(packs_found(desk).packs, time))
    stretches = [
        (pack, rule, stretch) for pack, rule in rules for stretch in _touching(rule, first, last, time)
    ]
    if not stretches:
        return
    apart = timedelta(days=max((_apart(each) for each in everything), default=0))
    held = drill_facts(
        desk,
        min(stretch.first for _pack, _rule, stretch in stretches) - apart,
        max(stretch.last for _pack, _rule, stretch in stretches) + apart,
    )
    ground = Ground(tuple(each for each in held if each.held), time, everything)
    leaders = tuple(each.id for each in desk.people(desk.today()) if each.rank == _LEADER)
    for pack, rule, stretch in stretches:
        standing = count_standing(pack, rule, stretch, ground)
        day = standing.next_by
        if day is not None and first <= day <= last:
            yield _event(standing, day, leaders)


def _rules(desk: Desk, time: SchoolTime) -> tuple[tuple[RulePack, CountRule], ...]:
    return tuple(
        (pack, rule)
        for pack, rule in rules_here(packs_found(desk).packs, time)
        if isinstance(rule, CountRule)
    )


def _apart(rule: DrillRule) -> int:
    """Return over how many days a rule can keep drills apart."""
    return rule.least_days or 0 if isinstance(rule, SpacingRule) else 0


def _touching(rule: CountRule, first: date, last: date, time: SchoolTime) -> Iterator[Stretch]:
    for year in range(time.year_of(first) - 1, time.year_of(last) + 2):
        for stretch in stretches_of_year(rule, year, time):
            if stretch.first <= last and stretch.last >= first:
                yield stretch


def _event(standing: RuleStanding, day: date, leaders: tuple[str, ...]) -> FeedEvent:
    wanted = _("{done} of {needed} held in {period}.").format(
        done=standing.done, needed=standing.needed, period=standing.period
    )
    return FeedEvent(
        uid=f"drill-rule-{standing.pack.code}-{standing.rule.code}-{standing.first:%Y%m%d}",
        start=day,
        end=day + _A_DAY,
        title=_("Last safe day: {rule}").format(rule=rule_name(standing.rule)),
        description="\n".join(filter(None, (wanted, standing.rule.source or standing.pack.source))),
        kind=_KIND,
        category=_("Rule for drills"),
        colour=_COLOUR,
        people=leaders,
        feeds=(SAFE_DAYS_FEED,),
        changed=NEVER,
        busy=False,
    )
