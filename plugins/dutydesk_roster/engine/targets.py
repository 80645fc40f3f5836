"""What each person's fair share of the month is."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from dutydesk.domain.school_calendar import DayKind
from dutydesk_roster.engine.problem import Burden, BusyKind, EnginePerson, Instant, Problem, Slot

CATCHING_UP = 0.5
"""The part of a plain share by which one month may differ from it to make up for earlier ones."""

_ROUNDS = 60


class Measure(StrEnum):
    """The ways in which duties are counted to be shared out."""

    NIGHTS = "nights"
    WEEKENDS = "weekends"
    HOLIDAYS = "holidays"
    HOURS = "hours"

    def of(self, burden: Burden) -> float:
        """Return this count of `burden`."""
        return {
            Measure.NIGHTS: burden.nights,
            Measure.WEEKENDS: burden.weekends,
            Measure.HOLIDAYS: burden.holidays,
            Measure.HOURS: burden.hours,
        }[self]


def slot_burden(problem: Problem, slot: Slot, nights: frozenset[str]) -> Burden:
    """Return what one person stands who stands in `slot`; `nights` are the codes of the night shifts."""
    kind = problem.kind_of(slot.day)
    return Burden(
        nights=int(slot.shift in nights),
        weekends=int(kind is DayKind.WEEKEND),
        holidays=int(kind is DayKind.HOLIDAY),
        hours=slot.hours,
    )


def night_shifts(problem: Problem) -> frozenset[str]:
    """Return the codes of the shifts that count as nights."""
    return frozenset(shift.code for shift in problem.shifts if shift.night)


def _may_stand(person: EnginePerson, slot: Slot) -> bool:
    return slot.room > 1 or person.meets_all(slot.needs, slot.day)


def days_present(problem: Problem) -> dict[str, int]:
    """Count, for each person, the days on which they could stand some slot.

    On these they are in the squadron, not away, and have what that slot needs of whoever stands there alone.
    """
    by_day: defaultdict[date, set[tuple[Instant, Instant, tuple[str, ...]]]] = defaultdict(set)
    for slot in problem.slots:
        by_day[slot.day].add((slot.start, slot.end, () if slot.room > 1 else slot.needs))
    away: defaultdict[str, list[tuple[Instant, Instant]]] = defaultdict(list)
    for busy in problem.busy:
        if busy.what is BusyKind.ABSENCE:
            away[busy.person].append((busy.start, busy.end))
    return {
        person.key: sum(
            any(
                person.meets_all(needs, day)
                and not any(begin < end and start < until for begin, until in away[person.key])
                for start, end, needs in wanted
            )
            for day, wanted in by_day.items()
            if person.serves_on(day)
        )
        for person in problem.people
    }


def _levelled(
    total: float, weights: Sequence[float], carried: Sequence[float], catching_up: float
) -> list[float]:
    """Share `total` out so that, with what was carried in, everyone comes as near as may be to one level."""
    whole = sum(weights)
    if whole <= 0 or total <= 0:
        return [0.0] * len(weights)
    plain = [total * weight / whole for weight in weights]
    low, high = 0.0, (total + sum(carried)) * 2 / min(weight for weight in weights if weight > 0)

    def shares(level: float) -> list[float]:
        return [
            min(max(level * weight - before, (1 - catching_up) * share), (1 + catching_up) * share)
            for weight, before, share in zip(weights, carried, plain, strict=True)
        ]

    for _round in range(_ROUNDS):
        middle = (low + high) / 2
        if sum(shares(middle)) < total:
            low = middle
        else:
            high = middle
    return shares(high)


def targets(problem: Problem, catching_up: float = CATCHING_UP) -> dict[Measure, dict[str, float]]:
    """Return, for each measure, how much each person should stand in these days.

    The demand is shared in proportion to each person's share of a full post times the days on which they
    are there, so that leave is not made up for. What they carried in raises or lowers it by at most
    `catching_up` of that, so that one month does not repay a year. Who may stand no slot of a measure has
    no share in it.
    """
    nights = night_shifts(problem)
    burdens = [(slot, slot_burden(problem, slot, nights)) for slot in problem.slots]
    presence = days_present(problem)
    wanted: dict[Measure, dict[str, float]] = {}
    for measure in Measure:
        counted = [(slot, measure.of(burden)) for slot, burden in burdens if measure.of(burden) > 0]
        weights = [
            person.share * presence[person.key] * any(_may_stand(person, slot) for slot, _amount in counted)
            for person in problem.people
        ]
        shares = _levelled(
            sum(amount * slot.heads for slot, amount in counted),
            weights,
            [measure.of(person.carried) for person in problem.people],
            catching_up,
        )
        wanted[measure] = {person.key: share for person, share in zip(problem.people, shares, strict=True)}
    return wanted


def counted(problem: Problem, assignments: Sequence[tuple[str, Slot]]) -> dict[str, Burden]:
    """Return what each person stands, given who stands in which slot."""
    nights = night_shifts(problem)
    sums = {person.key: [0.0] * 4 for person in problem.people}
    for person, slot in assignments:
        burden = slot_burden(problem, slot, nights)
        for index, measure in enumerate(Measure):
            sums[person][index] += measure.of(burden)
    return {
        key: Burden(nights=int(one), weekends=int(two), holidays=int(three), hours=round(four, 4))
        for key, (one, two, three, four) in sums.items()
    }
