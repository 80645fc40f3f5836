"""Who stands where, as one check sees it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter

from dutydesk_roster.engine.checker.facts import Facts, Place, StoodDuty
from dutydesk_roster.engine.problem import EnginePerson, Placed

_IN_TIME = attrgetter("number")


class PersonDuties:
    """All that one person stands, in the order of time.

    `duties` has the roster's and those held outside of it, `rostered` and `held` either alone; `days` and
    `rostered_days` are ordinals.
    """

    def __init__(self, person: EnginePerson, rostered: list[StoodDuty], held: list[StoodDuty]) -> None:
        self.person = person
        self.rostered = sorted(rostered, key=_IN_TIME)
        self.held = held
        self.duties = sorted([*rostered, *held], key=_IN_TIME) if held else self.rostered

    @cached_property
    def days(self) -> frozenset[int]:
        """The days with duty."""
        return frozenset([duty.ordinal for duty in self.duties])

    @cached_property
    def rostered_days(self) -> frozenset[int]:
        """The days with a duty of the roster."""
        return frozenset([duty.ordinal for duty in self.rostered])


@dataclass(frozen=True, slots=True)
class Stander:
    """Someone at a post in a shift of a day; `held` where that duty is no part of the roster."""

    person: str
    post: str
    held: bool


class CheckedRoster:
    """Assignments sorted by what they are checked for.

    Only `people` are judged, or everyone where it is None. An `unfinished` roster is not judged by what it
    lacks, since further duties could cure that.
    """

    def __init__(
        self,
        facts: Facts,
        assignments: Iterable[Placed],
        people: Collection[str] | None = None,
        *,
        unfinished: bool = False,
    ) -> None:
        self.facts = facts
        self.placed = tuple(assignments)
        self.people = None if people is None else frozenset(people)
        self.unfinished = unfinished
        self.unknown: list[Placed] = []
        self.at: defaultdict[Place, list[str]] = defaultdict(list)
        rostered: defaultdict[str, dict[int, StoodDuty]] = defaultdict(dict)
        for one in self.placed:
            person, place = one.person, (one.post, one.shift, one.day)
            self.at[place].append(person)
            if self.people is not None and person not in self.people:
                continue
            duty = facts.duty_at.get(place)
            if duty is None or person not in facts.people:
                self.unknown.append(one)
            else:
                rostered[person][duty.number] = duty
        self._in_shift: dict[tuple[date, str], tuple[Stander, ...]] = {}
        self.standing = {
            key: PersonDuties(facts.people[key], list(duties.values()), facts.held.get(key, []))
            for key, duties in rostered.items()
        }

    def judges(self, person: str) -> bool:
        """Tell whether the check is about this person."""
        return self.people is None or person in self.people

    @cached_property
    def places(self) -> Collection[Place]:
        """The slots in which people who are judged stand."""
        if self.people is None:
            return [place for place in self.at if place in self.facts.duty_at]
        return list(
            dict.fromkeys(
                (duty.post, duty.shift, duty.day)
                for duties in self.standing.values()
                for duty in duties.rostered
            )
        )

    @cached_property
    def shifts(self) -> Collection[tuple[date, str]]:
        """The days and shifts in which people who are judged stand."""
        return list(dict.fromkeys((day, shift) for _post, shift, day in self.places))

    def in_shift(self, day: date, shift: str) -> tuple[Stander, ...]:
        """Return everyone who stands in a shift of a day, whether they are judged or not."""
        known = self._in_shift.get((day, shift))
        if known is None:
            facts = self.facts
            rostered = [
                Stander(key, slot.post, held=False)
                for slot in facts.slots_of.get((day, shift), ())
                for key in dict.fromkeys(self.at.get((slot.post, shift, day), ()))
                if key in facts.people
            ]
            held = [Stander(key, duty.post, held=True) for key, duty in facts.held_in.get((day, shift), ())]
            known = self._in_shift[day, shift] = (*rostered, *held)
        return known

    def shifts_of(self, person: str) -> frozenset[tuple[date, str]]:
        """Return the days and shifts in which the roster has a person, whether they are judged or not."""
        if self.judges(person):
            standing = self.standing.get(person)
            return (
                frozenset((duty.day, duty.shift) for duty in standing.rostered) if standing else frozenset()
            )
        known = self.facts.duty_at
        return frozenset(
            (one.day, one.shift)
            for one in self.placed
            if one.person == person and (one.post, one.shift, one.day) in known
        )
