"""Who stands near whom."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from dutydesk.wording import _, ngettext
from dutydesk_roster.engine.checker.facts import Facts
from dutydesk_roster.engine.checker.roster import CheckedRoster, Stander
from dutydesk_roster.engine.checker.telling import broken
from dutydesk_roster.engine.problem import BusyKind
from dutydesk_roster.engine.rules import Apart, Beside, HeadsOf, Together, Within
from dutydesk_roster.engine.solution import Breach

Where = tuple[date, str, str]
"""A day, a shift, and a post or nothing for the whole shift."""


def _near(roster: CheckedRoster, within: Within) -> Iterable[tuple[Where, Sequence[Stander]]]:
    """Yield each place where people who are judged stand, with everyone there."""
    if within is Within.SHIFT:
        for day, shift in roster.shifts:
            yield (day, shift, ""), roster.in_shift(day, shift)
    else:
        for post, shift, day in roster.places:
            yield (day, shift, post), [one for one in roster.in_shift(day, shift) if one.post == post]


def _place(facts: Facts, where: Where) -> str:
    day, shift, post = where
    return facts.names.duty(shift, post, day) if post else facts.names.shift_on(shift, day)


def too_near(roster: CheckedRoster, rule: Apart) -> Iterable[Breach]:
    """Yield everyone beyond the first who stands near another from whom they are to be apart.

    Whoever must be there anyway, as the duty is held or pinned, is taken for the first.
    """
    facts = roster.facts
    order = {key: number for number, key in enumerate(rule.people)}
    for where, standers in _near(roster, rule.within):
        there: dict[str, Stander] = {}
        for one in standers:
            if one.person in order and (one.held or one.person not in there):
                there[one.person] = one
        if len(there) < 2:  # noqa: PLR2004 - one alone is near nobody
            continue
        day, shift, _post = where
        first, *others = sorted(
            there.values(),
            key=lambda one: (
                not one.held,
                (one.person, (one.post, shift, day)) not in facts.pinned,
                order[one.person],
            ),
        )
        for one in others:
            if not one.held:
                yield broken(
                    rule,
                    day,
                    one.person,
                    _(
                        "{name} and {other} would stand near each other, {place}; they are to be apart."
                    ).format(
                        name=facts.names.person(one.person),
                        other=facts.names.person(first.person),
                        place=_place(facts, where),
                    ),
                )


def without_each_other(roster: CheckedRoster, rule: Together) -> Iterable[Breach]:
    """Yield each shift of a day in which one of two neighbours stands and the other could but does not."""
    facts = roster.facts
    known = [key for key in dict.fromkeys(rule.people) if key in facts.people]
    for pair in pairwise(known):
        if not any(map(roster.judges, pair)):
            continue
        for one, other in (pair, pair[::-1]):
            held = {(duty.day, duty.shift) for duty in facts.held.get(other, ())}
            for day, shift in sorted(roster.shifts_of(one) - roster.shifts_of(other) - held):
                if _is_away(facts, other, day, shift):
                    continue
                yield broken(
                    rule,
                    day,
                    one,
                    _("{name} would stand {place} without {other}; they are to stand together.").format(
                        name=facts.names.person(one),
                        other=facts.names.person(other),
                        place=facts.names.shift_on(shift, day),
                    ),
                )


def _is_away(facts: Facts, person: str, day: date, shift: str) -> bool:
    """Tell whether the person does not serve on the day, or is absent during the shift."""
    if not facts.people[person].serves_on(day):
        return True
    return any(
        taken.busy.what is BusyKind.ABSENCE and taken.busy.start < slot.end and slot.start < taken.busy.end
        for taken in facts.taken.get(person, ())
        for slot in facts.slots_of[day, shift]
    )


def left_alone(roster: CheckedRoster, rule: Beside) -> Iterable[Breach]:
    """Yield everyone who needs another beside them and has none."""
    facts = roster.facts
    people = facts.people
    for where, standers in _near(roster, rule.within):
        day = where[0]
        able = {one.person for one in standers if people[one.person].meets(rule.by, day)}
        for key in dict.fromkeys(one.person for one in standers if not one.held):
            is_learner = people[key].meets(rule.who, day) and rule.binds(key)
            if is_learner and not able - {key}:
                yield broken(
                    rule,
                    day,
                    key,
                    _("{name} ({who}) would stand {place} with nobody near who has {by}.").format(
                        name=facts.names.person(key),
                        who=facts.names.need(rule.who),
                        place=_place(facts, where),
                        by=facts.names.need(rule.by),
                    ),
                )


def wrong_heads(roster: CheckedRoster, rule: HeadsOf) -> Iterable[Breach]:
    """Yield each shift of a day with too few or too many who meet what the rule counts.

    Who lacks there is nobody yet, so that breach has no person.
    """
    facts = roster.facts
    shifts = facts.slots_of if roster.people is None else roster.shifts
    for day, shift in shifts:
        if rule.shifts and shift not in rule.shifts:
            continue
        slots = facts.slots_of[day, shift]
        if not any(slot.heads and (not rule.posts or slot.post in rule.posts) for slot in slots):
            continue
        there: dict[str, bool] = {}
        for one in roster.in_shift(day, shift):
            counts = rule.binds(one.person) and facts.people[one.person].meets(rule.who, day)
            if counts and (not rule.posts or one.post in rule.posts):
                there[one.person] = there.get(one.person, False) or one.held
        if len(there) < rule.least and not roster.unfinished:
            yield _too_few(facts, rule, day, shift, len(there))
        elif rule.most is not None and len(there) > rule.most:
            yield from _too_many(facts, rule, day, shift, there)


def _too_few(facts: Facts, rule: HeadsOf, day: date, shift: str, count: int) -> Breach:
    return broken(
        rule,
        day,
        "",
        ngettext(
            "{place} would have {count} guard with {who}; at least {least} must be there.",
            "{place} would have {count} guards with {who}; at least {least} must be there.",
            count,
        ).format(
            place=facts.names.shift_on(shift, day),
            count=count,
            who=facts.names.need(rule.who),
            least=rule.least,
        ),
        rule.least - count,
    )


def _too_many(facts: Facts, rule: HeadsOf, day: date, shift: str, there: dict[str, bool]) -> Iterable[Breach]:
    most = rule.most or 0
    amount = len(there) - max(most, sum(there.values()))
    if amount <= 0:
        return
    pinned = {person for person, place in facts.pinned if place[1:] == (shift, day)}
    rostered = sorted(key for key, held in there.items() if not held)
    yield broken(
        rule,
        day,
        max([key for key in rostered if key not in pinned] or rostered),
        ngettext(
            "{place} would have {count} guard with {who}; at most {most} may be there.",
            "{place} would have {count} guards with {who}; at most {most} may be there.",
            len(there),
        ).format(
            place=facts.names.shift_on(shift, day),
            count=len(there),
            who=facts.names.need(rule.who),
            most=most,
        ),
        amount,
    )
