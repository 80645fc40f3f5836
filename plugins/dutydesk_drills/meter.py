"""How the rules stand: drills done and planned against those wanted, and by when the next must be held."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dutydesk.api import Desk
from dutydesk.api.holding import CANCELLED, HELD, MeterState, Tally, wall_now
from dutydesk.domain import Occurrence, SchoolCalendar
from dutydesk.wording import _, ngettext
from dutydesk_drills.drills import activity_kind, drill_occurrences
from dutydesk_drills.periods import Period, next_wanting, periods_of_year, present_period
from dutydesk_drills.settings import DrillRule, DrillsFile

GRAVITY = (MeterState.MET, MeterState.PLANNED, MeterState.DUE, MeterState.MISSED)


@dataclass(frozen=True, slots=True)
class RuleMeter:
    """How one rule stands in a period.

    `next_by` is the last day on which the next drill can be held so that the rule is still kept, with no
    more than one drill on a day of school; None where there is no such day.
    """

    rule: DrillRule
    period: str
    needed: int
    done: int
    planned: int
    next_by: date | None
    state: MeterState
    reason: str


def present_meters(desk: Desk) -> Sequence[RuleMeter]:
    """Return how each rule stands in the month, term or year of today."""
    calendar, today = desk.school_calendar(), desk.today()
    return [
        _meter(desk, rule, period, calendar) if period is not None else _without_term(rule)
        for rule in desk.settings(DrillsFile).rule
        for period in (present_period(rule.every, today, calendar),)
    ]


def year_meters(desk: Desk, year: int) -> Sequence[RuleMeter]:
    """Return how each rule stands over a whole year.

    A period counts what it wants and no more: two drills in May do not make up for none in April.
    """
    calendar = desk.school_calendar()
    found: list[RuleMeter] = []
    for rule in desk.settings(DrillsFile).rule:
        meters = [
            meter
            for period in periods_of_year(rule.every, year, calendar)
            for meter in (_meter(desk, rule, period, calendar),)
            if meter.needed
        ]
        if not meters:
            found.append(_without_term(rule))
            continue
        worst = max(meters, key=lambda each: GRAVITY.index(each.state))
        lacking = [each for each in meters if each.state is not MeterState.MET and each.next_by is not None]
        found.append(
            RuleMeter(
                rule=rule,
                period=str(year),
                needed=sum(each.needed for each in meters),
                done=sum(min(each.done, each.needed) for each in meters),
                planned=sum(min(each.planned, max(0, each.needed - each.done)) for each in meters),
                next_by=(lacking[0] if lacking else meters[-1]).next_by,
                state=worst.state,
                reason=f"{worst.period}: {worst.reason}" if worst.period != str(year) else worst.reason,
            )
        )
    return found


def _without_term(rule: DrillRule) -> RuleMeter:
    return RuleMeter(
        rule,
        "",
        0,
        0,
        0,
        None,
        MeterState.MET,
        _("config/calendar.toml knows no days of school for this."),
    )


def _meter(desk: Desk, rule: DrillRule, period: Period, calendar: SchoolCalendar) -> RuleMeter:
    today = desk.today()
    found = [
        each
        for each in drill_occurrences(desk, period.first, period.last)
        if each.state != CANCELLED
        and period.first <= each.start.date() <= period.last
        and (rule.kind is None or each.activity.kind == activity_kind(rule.kind))
    ]
    tally, needed = Tally.of(found, wall_now(desk)), period.needed(rule)
    left = [day for day in period.school_days if day >= today]
    over = period.last < today or (not left and not tally.coming)
    state = tally.state(needed, over=over)
    next_by = None
    if state is MeterState.MET:
        following = next_wanting(rule, max(period.last, today), calendar)
        next_by = (
            following.school_days[-rule.least]
            if following and len(following.school_days) >= rule.least
            else None
        )
    elif len(left) >= needed - tally.held:
        next_by = left[tally.held - needed]
    return RuleMeter(
        rule=rule,
        period=period.name,
        needed=needed,
        done=tally.held,
        planned=tally.planned,
        next_by=next_by,
        state=state,
        reason=_reason(found, tally, needed, state, next_by),
    )


def _reason(
    found: Sequence[Occurrence], tally: Tally, needed: int, state: MeterState, next_by: date | None
) -> str:
    open_ones = [each for each in found if each.state != HELD]
    if not needed:
        return _("So few days of school ask for none.")
    if state is MeterState.MET:
        return _("{held} of {needed} were held.").format(held=tally.held, needed=needed)
    if state is MeterState.MISSED:
        return _("Only {held} of {needed} were held.").format(held=tally.held, needed=needed)
    if tally.unmarked:
        return _("Say whether {title} of {day} was held.").format(
            title=open_ones[0].activity.title, day=open_ones[0].start.date()
        )
    if state is MeterState.PLANNED:
        return _("{title} is planned on {day}.").format(
            title=open_ones[0].activity.title, day=open_ones[0].start.date()
        )
    more = needed - tally.held - tally.planned
    return ngettext(
        "{more} more must be planned, by {day}.",
        "{more} more must be planned, the next by {day}.",
        more,
    ).format(more=more, day=next_by or _("today"))
