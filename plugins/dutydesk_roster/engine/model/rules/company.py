"""Who stands near whom."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import pairwise

from dutydesk_roster.engine.cells import Cell, Duty, day_number
from dutydesk_roster.engine.fact import Fact
from dutydesk_roster.engine.model.amount import Amount, total
from dutydesk_roster.engine.model.sheet import Sheet
from dutydesk_roster.engine.problem import BusyKind, EnginePerson, Slot
from dutydesk_roster.engine.rules import Apart, Beside, HeadsOf, Together, Within

Place = tuple[int, str, str]
"""A day by its number from 1970, a shift, and a post or nothing for the whole shift."""


def write_apart(sheet: Sheet, rule: Apart, fact: Fact) -> None:
    """Let no two of the people stand near one another."""
    numbers = [number for key in rule.people if (number := sheet.number_of(key)) is not None]
    for place in _places(sheet, rule.within):
        near = total(_stands(sheet, person, place) for person in numbers)
        sheet.limit(near, high=1, price=rule.weight, fact=fact)


def write_together(sheet: Sheet, rule: Together, fact: Fact) -> None:
    """Let each two neighbours of the people stand the same shifts."""
    numbers = [number for key in rule.people if (number := sheet.number_of(key)) is not None]
    for place, slots in _places(sheet, Within.SHIFT).items():
        for pair in pairwise(numbers):
            for one, other in (pair, pair[::-1]):
                if not _excused(sheet, other, slots):
                    alone = _stands(sheet, one, place) - _stands(sheet, other, place)
                    sheet.limit(alone, high=0, price=rule.weight, fact=fact)


def write_beside(sheet: Sheet, rule: Beside, fact: Fact) -> None:
    """Let whoever meets `who` stand only near someone else who meets `by`."""
    able, learners = _meeting(sheet.people(), rule.by), _meeting(sheet.bound_by(rule), rule.who)
    for place, slots in _places(sheet, rule.within).items():
        day = slots[0].day
        for learner in learners(day):
            standing = _stands(sheet, learner, place)
            if standing.terms or standing.constant:
                near = total(_stands(sheet, person, place) for person in able(day) if person != learner)
                sheet.limit(standing - near, high=0, price=rule.weight, fact=fact)


def write_heads_of(sheet: Sheet, rule: HeadsOf, fact: Fact) -> None:
    """Keep the number of those who meet `who` in each shift from `least` to `most`."""
    counted = _meeting(sheet.bound_by(rule), rule.who)
    for (day, shift, _post), slots in _places(sheet, Within.SHIFT).items():
        wanted = [slot for slot in slots if not rule.posts or slot.post in rule.posts]
        if (rule.shifts and shift not in rule.shifts) or not any(slot.heads for slot in wanted):
            continue

        def counts(duty: Cell | Duty) -> bool:
            return duty.shift == shift and (not rule.posts or duty.posts[0] in rule.posts)  # noqa: B023 - used within the round

        heads = total(sheet.duties(person, day, counts) for person in counted(slots[0].day))
        sheet.limit(heads, low=rule.least, high=rule.most, price=rule.weight, fact=fact)


def _meeting(people: Iterable[tuple[int, EnginePerson]], need: str) -> Callable[[date], Sequence[int]]:
    """Return what gives for a day the numbers of those of `people` who meet `need` on it."""
    known = tuple(people)

    @cache
    def on(day: date) -> Sequence[int]:
        return tuple(number for number, who in known if who.meets(need, day))

    return on


def _places(sheet: Sheet, within: Within) -> Mapping[Place, list[Slot]]:
    """Return the posts, or the shifts, of every day with their slots."""
    places: defaultdict[Place, list[Slot]] = defaultdict(list)
    for slot in sheet.problem.slots:
        if (day_number(slot.day), slot.shift) not in sheet.open_shifts:
            continue
        post = slot.post if within is Within.POST else ""
        places[day_number(slot.day), slot.shift, post].append(slot)
    return places


def _stands(sheet: Sheet, person: int, place: Place) -> Amount:
    """Return 1 if the person stands there, otherwise 0."""
    day, shift, post = place
    if not post:
        return sheet.stands_shift(person, day, shift)
    return sheet.at_least_one(
        sheet.duties(person, day, lambda duty: duty.shift == shift and duty.posts == (post,))
    )


def _excused(sheet: Sheet, person: int, slots: Iterable[Slot]) -> bool:
    """Tell whether the person does not serve then, or is away."""
    who = sheet.problem.people[person]
    return any(
        not who.serves_on(slot.day)
        or any(
            busy.person == who.key
            and busy.what is BusyKind.ABSENCE
            and busy.start < slot.end
            and slot.start < busy.end
            for busy in sheet.problem.busy
        )
        for slot in slots
    )
