"""What people asked for."""

from collections.abc import Iterable, Sequence

from dutydesk.wording import _
from dutydesk_roster.engine.checker.facts import Facts, StoodDuty
from dutydesk_roster.engine.checker.roster import CheckedRoster
from dutydesk_roster.engine.day_text import day_text
from dutydesk_roster.engine.problem import Wish
from dutydesk_roster.engine.solution import Breach


def not_granted(roster: CheckedRoster, *, hard: bool) -> Iterable[Breach]:
    """Yield the hard wishes, or those with a weight, for days of the problem that are not granted."""
    facts = roster.facts
    for key, wishes in facts.wishes.items():
        if key not in facts.people or not roster.judges(key):
            continue
        for wish in wishes:
            wanted = wish.weight is None if hard else bool(wish.weight)
            if wanted and facts.problem.first <= wish.day <= facts.problem.last:
                yield from _not_granted(roster, wish)


def _not_granted(roster: CheckedRoster, wish: Wish) -> Iterable[Breach]:
    facts = roster.facts
    standing = roster.standing.get(wish.person)
    rostered = [] if standing is None else [duty for duty in standing.rostered if _is_meant(wish, duty)]
    held = [duty for duty in facts.held.get(wish.person, ()) if _is_meant(wish, duty)]
    name = facts.names.person(wish.person)
    if wish.on and not rostered and not held and not roster.unfinished:
        text = _("{name} asked to stand {what} and would not.").format(name=name, what=_what(facts, wish))
    elif not wish.on and rostered and not held:
        text = _("{name} asked not to stand {what} and would stand {duty}.").format(
            name=name, what=_what(facts, wish), duty=_first(facts, rostered)
        )
    else:
        return
    yield Breach(day=wish.day, person=wish.person, rule="wish", text=text, weight=wish.weight or 0)


def _is_meant(wish: Wish, duty: StoodDuty) -> bool:
    return duty.day == wish.day and wish.shift in {"", duty.shift} and wish.post in {"", duty.post}


def _first(facts: Facts, duties: Sequence[StoodDuty]) -> str:
    return facts.names.duty(duties[0].shift, duties[0].post, duties[0].day)


def _what(facts: Facts, wish: Wish) -> str:
    if wish.shift and wish.post:
        return facts.names.duty(wish.shift, wish.post, wish.day)
    if wish.shift:
        return facts.names.shift_on(wish.shift, wish.day)
    if wish.post:
        return _("at {post} on {day}").format(post=facts.names.post(wish.post), day=day_text(wish.day))
    return _("on {day}").format(day=day_text(wish.day))
