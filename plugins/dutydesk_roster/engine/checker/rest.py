"""What may follow a duty, and how soon."""

from collections.abc import Iterable

from dutydesk.wording import _, ngettext
from dutydesk_roster.engine.checker.facts import Facts, StoodDuty, by_day
from dutydesk_roster.engine.checker.roster import PersonDuties
from dutydesk_roster.engine.checker.telling import broken
from dutydesk_roster.engine.day_text import day_text
from dutydesk_roster.engine.rules import DutiesADay, Rest, Succession
from dutydesk_roster.engine.solution import Breach

_HOUR = 3600
_MINUTE = 60


def _nearer(standing: PersonDuties, rest: int) -> Iterable[tuple[StoodDuty, StoodDuty]]:
    """Yield each two duties with less than `rest` seconds between, one of which is the roster's."""
    duties = standing.duties
    for index, first in enumerate(duties):
        until = first.end + rest
        for place in range(index + 1, len(duties)):
            second = duties[place]
            if second.start >= until:
                break
            if first.slot is not None or second.slot is not None:
                yield first, second


def two_places(facts: Facts, standing: PersonDuties) -> Iterable[Breach]:
    """Yield each two duties that overlap; amounts are hours."""
    for first, second in _nearer(standing, 0):
        yield Breach(
            day=second.day,
            person=standing.person.key,
            rule="two-places",
            text=_("{name} would stand in two places at once: {first} and {second}.").format(
                name=standing.person.name,
                first=facts.names.duty(first.shift, first.post, first.day),
                second=facts.names.duty(second.shift, second.post, second.day),
            ),
            amount=(first.end - second.start) / _HOUR,
        )


def too_soon(facts: Facts, standing: PersonDuties, rule: Rest) -> Iterable[Breach]:
    """Yield each two duties with too little rest between; those that overlap are told by `two_places`."""
    for first, second in _nearer(standing, round(rule.hours * 60) * _MINUTE):
        gap = second.start - first.end
        if gap < 0:
            continue
        yield broken(
            rule,
            second.day,
            standing.person.key,
            _("{name} would rest {gap:g} h instead of {rest:g} h between {first} and {second}.").format(
                name=standing.person.name,
                gap=round(gap / _HOUR, 2),
                rest=rule.hours,
                first=facts.names.duty(first.shift, first.post, first.day),
                second=facts.names.duty(second.shift, second.post, second.day),
            ),
        )


def too_often_a_day(_facts: Facts, standing: PersonDuties, rule: DutiesADay) -> Iterable[Breach]:
    """Yield the days on which too many duties start."""
    if len(standing.days) == len(standing.duties) and rule.most > 0:
        return
    for duties in by_day(standing.duties).values():
        held = sum(duty.slot is None for duty in duties)
        amount = max(0, len(duties) - rule.most) - max(0, held - rule.most)
        if amount > 0:
            yield broken(
                rule,
                duties[0].day,
                standing.person.key,
                ngettext(
                    "{name} would stand {count} duties on {day}; at most {most} is allowed.",
                    "{name} would stand {count} duties on {day}; at most {most} are allowed.",
                    rule.most,
                ).format(
                    name=standing.person.name,
                    count=len(duties),
                    day=day_text(duties[0].day),
                    most=rule.most,
                ),
                amount,
            )


def bad_succession(facts: Facts, standing: PersonDuties, rule: Succession) -> Iterable[Breach]:
    """Yield each day on which a shift follows the one that it must not follow."""
    days = by_day(standing.duties)
    for first in standing.duties:
        if first.shift != rule.before:
            continue
        after = [duty for duty in days.get(first.ordinal + 1, ()) if duty.shift in rule.after]
        before = [duty for duty in days[first.ordinal] if duty.shift == rule.before]
        if not after or before[0] is not first or _was_held(before, after):
            continue
        yield broken(
            rule,
            after[0].day,
            standing.person.key,
            _("{name} would stand {second} on the day after {first}.").format(
                name=standing.person.name,
                first=facts.names.duty(first.shift, first.post, first.day),
                second=facts.names.duty(after[0].shift, after[0].post, after[0].day),
            ),
        )


def _was_held(before: Iterable[StoodDuty], after: Iterable[StoodDuty]) -> bool:
    """Tell whether the succession was there before anything was rostered."""
    return any(duty.slot is None for duty in before) and any(duty.slot is None for duty in after)
