"""What drills say is due: what rules want, what is wrong with them, drills that nobody has marked."""

from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date, timedelta

from dutydesk.api import Desk, DueItem, DueState
from dutydesk.wording import _
from dutydesk_drills.kinds import kinds_found
from dutydesk_drills.live.due import live_due_items
from dutydesk_drills.live.reading import unended_drills
from dutydesk_drills.rules.drill_fact import DrillFact
from dutydesk_drills.rules.in_force import packs_found
from dutydesk_drills.rules.judging import present
from dutydesk_drills.rules.rule import NoticeRule, SpacingRule, VarietyRule
from dutydesk_drills.rules.rule_standing import RuleStanding, RuleState
from dutydesk_drills.rules.school_time import SchoolTime
from dutydesk_drills.rules.standing import facts_around, school_time
from dutydesk_drills.rules.words import day_words, rule_name

_LOOK_BACK = timedelta(weeks=4)
_SCREEN = "drills"
_RULES = "open_rules"
"""The action of the area of drills that shows how the rules stand."""


def due_items(desk: Desk, first: date, last: date) -> Sequence[DueItem]:
    """Return what rules want and what is wrong with them, and the drills that nobody has marked.

    What hangs on an unannounced drill to come says nothing of it: these items are read out in meetings.
    """
    found, time, unended = packs_found(desk), school_time(desk), unended_drills(desk)
    facts = facts_around(desk, time, time.year_of(time.today))
    faults = [
        DueItem(title=each, day=desk.today(), state=DueState.OVERDUE, screen=_SCREEN)
        for each in (*kinds_found(desk).faults, *map(str, found.problems))
    ]
    wanted = _wanted(present(found.packs, facts, time), facts, time, last)
    return [
        *live_due_items(unended),
        *faults,
        *(each for each in wanted if each.state is DueState.OVERDUE or each.day >= first),
        *_to_mark(facts, time, {each.drill.key for each in unended}),
    ]


def _wanted(
    standings: Iterable[RuleStanding], facts: Iterable[DrillFact], time: SchoolTime, last: date
) -> Iterator[DueItem]:
    """Yield one item a rule that presses, and one a drill of which parents are to be told."""
    secret = {each.day for each in facts if not (each.announced or each.held or each.over)}
    told: set[tuple[str, str]] = set()
    for each in standings:
        code = (each.pack.code, each.rule.code)
        day = each.next_by or time.today
        if not each.is_pressing or day > last + time.planned_ahead:
            continue
        state = DueState.OVERDUE if each.state is RuleState.OVERDUE else DueState.DUE
        if isinstance(each.rule, NoticeRule):
            if each.first is not None and each.first not in secret:
                title = _("Tell the parents of the drill of {day}").format(day=day_words(each.first))
                yield DueItem(
                    title=title, day=day, state=state, screen=_SCREEN, detail=each.reason, action=_RULES
                )
            continue
        differs = isinstance(each.rule, VarietyRule | SpacingRule)
        if code in told or not (differs or each.wants_planning):
            continue
        told.add(code)
        title = (
            _("Look at the dates of drills: {rule}") if differs else _("A drill must be planned: {rule}")
        ).format(rule=rule_name(each.rule))
        detail = "" if differs and secret else each.reason
        yield DueItem(title=title, day=day, state=state, screen=_SCREEN, detail=detail, action=_RULES)


def _to_mark(facts: Iterable[DrillFact], time: SchoolTime, begun: Container[str]) -> Iterator[DueItem]:
    """Yield the drills that nobody has marked; of those `begun` it is asked when they ended."""
    for each in facts:
        if each.is_unmarked and each.key not in begun and each.day >= time.today - _LOOK_BACK:
            title = (
                _("Say whether {title} of {day} was held").format(title=each.title, day=each.day)
                if each.announced
                else _("Say whether the drill of {day} was held").format(day=each.day)
            )
            yield DueItem(
                title=title,
                day=each.day,
                state=DueState.OVERDUE,
                screen=_SCREEN,
                action=f"go_to({each.key!r})",
            )
