"""How a rule stands that asks for parents to be told before a drill."""

from datetime import timedelta

from dutydesk.wording import _, ngettext
from dutydesk_drills.rules.drill_fact import DrillFact, counts
from dutydesk_drills.rules.ground import Ground
from dutydesk_drills.rules.in_force import RulePack
from dutydesk_drills.rules.rule import NoticeRule
from dutydesk_drills.rules.rule_standing import RuleStanding, RuleState
from dutydesk_drills.rules.school_time import SchoolTime
from dutydesk_drills.rules.words import day_words


def notice_standings(
    pack: RulePack, rule: NoticeRule, ground: Ground, year: int | None = None
) -> tuple[RuleStanding, ...]:
    """Return how a rule stands for each drill that it speaks of: those to come, or those of a school year.

    Where there is none, one standing says so.
    """
    time = ground.time
    first, last = time.year(time.year_of(time.today) if year is None else year)
    found = [
        each
        for each in ground.facts
        if counts(rule, each)
        and (not (each.held or each.over) if year is None else first <= each.day <= last)
    ]
    return tuple(_standing(pack, rule, each, time) for each in found) or (_none(pack, rule),)


def _standing(pack: RulePack, rule: NoticeRule, fact: DrillFact, time: SchoolTime) -> RuleStanding:
    last_day = fact.day - timedelta(days=rule.days_before)
    is_told = fact.notice_on is not None and fact.notice_on <= last_day
    if is_told:
        state = RuleState.MET
    elif fact.held or fact.over or fact.notice_on is not None or last_day < time.today:
        state = RuleState.OVERDUE
    elif last_day <= time.today + time.planned_ahead:
        state = RuleState.DUE
    else:
        state = RuleState.NOT_DUE
    return RuleStanding(
        pack=pack,
        rule=rule,
        period=fact.day.isoformat(),
        needed=1,
        done=int(is_told),
        planned=0,
        next_by=None if is_told else last_day,
        state=state,
        reason=_reason(rule, fact, state, time),
        first=fact.day,
        last=fact.day,
    )


def _reason(rule: NoticeRule, fact: DrillFact, state: RuleState, time: SchoolTime) -> str:
    drill = _("the drill of {day}").format(day=day_words(fact.day))
    last_day = fact.day - timedelta(days=rule.days_before)
    if fact.notice_on is not None:
        before = (fact.day - fact.notice_on).days
        told = ngettext(
            "{drill}: parents were told on {day}, {count} day before",
            "{drill}: parents were told on {day}, {count} days before",
            before,
        ).format(drill=drill, day=day_words(fact.notice_on), count=before)
        if state is RuleState.MET or fact.held or fact.over:
            return told
        return _("{told}; move it to {day} or later").format(
            told=told, day=day_words(fact.notice_on + timedelta(days=rule.days_before))
        )
    if fact.held or fact.over:
        return _("{drill}: nobody has noted when parents were told").format(drill=drill)
    if last_day < time.today:
        return _("{drill}: tell the parents at once, or move the drill").format(drill=drill)
    return _("{drill}: tell the parents by {day}").format(drill=drill, day=day_words(last_day))


def _none(pack: RulePack, rule: NoticeRule) -> RuleStanding:
    return RuleStanding.of_nothing(
        pack,
        rule,
        _("No such drill is planned"),
    )
