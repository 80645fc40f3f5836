"""The last safe days of the rules as events in calendars, for the leaders and whoever plans drills."""

from collections.abc import Iterator
from datetime import date, timedelta

from dutydesk.api import Desk, Feed, FeedEvent
from dutydesk.domain import Window
from dutydesk.domain.record import NEVER
from dutydesk.wording import _, ngettext
from dutydesk_drills.rules.counting import count_standing
from dutydesk_drills.rules.drill_fact import drill_facts
from dutydesk_drills.rules.ground import Ground
from dutydesk_drills.rules.in_force import RulePack, packs_found
from dutydesk_drills.rules.judging import rules_here
from dutydesk_drills.rules.rule import CountRule
from dutydesk_drills.rules.rule_standing import RuleStanding
from dutydesk_drills.rules.school_time import SchoolTime
from dutydesk_drills.rules.standing import school_time
from dutydesk_drills.rules.stretch import stretches_of_year
from dutydesk_drills.rules.words import rule_name

SAFE_DAYS_FEED = "drill-rules"
_KIND = "drill-rule"
_COLOUR = "firebrick"
_LEADER = "leader"
_A_DAY = timedelta(days=1)
_LONGEST = timedelta(days=740)
"""A stretch that touches a day lies within so many days of it: a year, and a part that runs past it."""


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
    held = tuple(each for each in drill_facts(desk, first - _LONGEST, last + _LONGEST) if each.held)
    ground = Ground(held, time, tuple(rule for _pack, rule in rules_here(packs_found(desk).packs, time)))
    leaders = tuple(each.id for each in desk.people(desk.today()) if each.rank == _LEADER)
    for pack, rule in rules:
        for standing in _standings(pack, rule, ground, first, last):
            day = standing.next_by
            if day is not None and first <= day <= last:
                yield _event(standing, day, leaders)


def _rules(desk: Desk, time: SchoolTime) -> tuple[tuple[RulePack, CountRule], ...]:
    return tuple(
        (pack, rule)
        for pack, rule in rules_here(packs_found(desk).packs, time)
        if isinstance(rule, CountRule)
    )


def _standings(
    pack: RulePack, rule: CountRule, ground: Ground, first: date, last: date
) -> Iterator[RuleStanding]:
    for year in range(ground.time.year_of(first) - 1, ground.time.year_of(last) + 2):
        for stretch in stretches_of_year(rule, year, ground.time):
            if stretch.first <= last and stretch.last >= first:
                yield count_standing(pack, rule, stretch, ground)


def _event(standing: RuleStanding, day: date, leaders: tuple[str, ...]) -> FeedEvent:
    wanted = ngettext(
        "{done} of {needed} held in {period}.", "{done} of {needed} held in {period}.", standing.needed
    ).format(done=standing.done, needed=standing.needed, period=standing.period)
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
