"""How a rule stands that asks for drills so many days apart."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from dutydesk.wording import _, clauses, ngettext
from dutydesk_drills.rules.drill_fact import DrillFact, counts
from dutydesk_drills.rules.ground import Ground
from dutydesk_drills.rules.in_force import RulePack
from dutydesk_drills.rules.rule import SpacingRule
from dutydesk_drills.rules.rule_standing import GRAVITY, RuleStanding, RuleState
from dutydesk_drills.rules.school_time import SchoolTime, days_between
from dutydesk_drills.rules.words import day_words

_HORIZON = timedelta(days=800)
"""So far ahead a next drill is looked for; it must reach over the longest holidays and `most_days`."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two drills that follow one another."""

    earlier: DrillFact
    later: DrillFact

    @property
    def is_held(self) -> bool:
        """Whether both have gone by."""
        return self.later.held or self.later.over

    def is_kept(self, rule: SpacingRule, time: SchoolTime) -> bool:
        """Tell whether they are as far apart as a rule asks."""
        if rule.least_days is not None:
            return (self.later.day - self.earlier.day).days >= rule.least_days
        return rule.most_days is None or time.term_days(self.earlier.day, self.later.day) <= rule.most_days


def spacing_standing(
    pack: RulePack, rule: SpacingRule, ground: Ground, year: int | None = None
) -> RuleStanding:
    """Return how a rule stands over the pairs whose later drill lies in a school year.

    Without `year` it tells of what is still to come: two held too near each other cannot be mended.
    """
    time = ground.time
    first, last = time.year(time.year_of(time.today) if year is None else year)
    counted = [each for each in ground.facts if counts(rule, each)]
    every = [Pair(earlier, later) for earlier, later in pairwise(counted)]
    pairs = [
        each for each in every if (not each.is_held if year is None else first <= each.later.day <= last)
    ]
    broken = [each for each in pairs if not each.is_kept(rule, time)]
    next_by = None
    if rule.most_days is not None and counted and first <= time.today <= last:
        after = next((each.earlier for each in broken if not each.is_held), counted[-1])
        next_by = _latest_after(rule.most_days, after.day, time)
    elif rule.least_days is not None:
        next_by = next((each.later.day for each in broken if not each.is_held), None)
    state = _state(rule, pairs, broken, next_by, time)
    return RuleStanding(
        pack=pack,
        rule=rule,
        period=f"{first.year}-{last.year}" if first.year != last.year else str(first.year),
        needed=len(pairs),
        done=sum(each.is_held and each not in broken for each in pairs),
        planned=sum(not each.is_held and each not in broken for each in pairs),
        next_by=next_by,
        state=state,
        reason=_reason(rule, counted, broken, next_by, time),
        first=first,
        last=last,
    )


def _latest_after(most_days: int, day: date, time: SchoolTime) -> date | None:
    """Return the last day on which the drill after that of `day` can be held, as far as terms are known."""
    latest, in_term = None, 0
    for following in days_between(day + timedelta(days=1), day + _HORIZON):
        in_term += not time.calendar.terms or time.calendar.term(following) is not None
        if in_term > most_days:
            return latest
        if time.is_free(following):
            latest = following
    return None


def _state(
    rule: SpacingRule, pairs: list[Pair], broken: list[Pair], next_by: date | None, time: SchoolTime
) -> RuleState:
    found = [RuleState.OVERDUE for each in broken if each.is_held]
    if rule.least_days is not None:
        found += [RuleState.DUE for each in broken if not each.is_held]
    elif next_by is not None:
        if next_by < time.today:
            found.append(RuleState.OVERDUE)
        elif next_by <= time.today + time.planned_ahead:
            found.append(RuleState.DUE)
    if found:
        return max(found, key=GRAVITY.index)
    if any(not each.is_held for each in pairs):
        return RuleState.PLANNED
    return RuleState.MET if pairs else RuleState.NOT_DUE


def _reason(
    rule: SpacingRule, counted: list[DrillFact], broken: list[Pair], next_by: date | None, time: SchoolTime
) -> str:
    if not counted:
        return _("No such drill is held or planned yet")
    if broken:
        return _broken(rule, broken[0], time, len(broken))
    if rule.most_days is not None and next_by is not None:
        return _("The last is that of {earlier}; the next by {day}").format(
            earlier=day_words(counted[-1].day), day=day_words(next_by)
        )
    return _("The last is that of {earlier}").format(earlier=day_words(counted[-1].day))


def _broken(rule: SpacingRule, pair: Pair, time: SchoolTime, count: int) -> str:
    words = {"earlier": day_words(pair.earlier.day), "later": day_words(pair.later.day)}
    if rule.least_days is not None:
        days = (pair.later.day - pair.earlier.day).days
        text = ngettext(
            "{earlier} and {later} are only {days} day apart; {wanted} are asked for",
            "{earlier} and {later} are only {days} days apart; {wanted} are asked for",
            days,
        ).format(days=days, wanted=rule.least_days, **words)
    else:
        days = time.term_days(pair.earlier.day, pair.later.day)
        text = ngettext(
            "{earlier} and {later} are {days} day of term apart; {wanted} are allowed",
            "{earlier} and {later} are {days} days of term apart; {wanted} are allowed",
            days,
        ).format(days=days, wanted=rule.most_days, **words)
    if count > 1:
        more = ngettext("and {count} more such pair", "and {count} more such pairs", count - 1)
        text = clauses((text, more.format(count=count - 1)))
    return text
