"""A roster as it stands, asked as one types what would be broken if duties were given and taken."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from datetime import date

import msgspec

from dutydesk_roster.engine.cells import known_placements
from dutydesk_roster.engine.checker.facts import Facts, Place
from dutydesk_roster.engine.checker.judges import OF_COMPANY, OF_ONE_PERSON
from dutydesk_roster.engine.checker.placement import misplaced
from dutydesk_roster.engine.checker.presence import engaged, unsuited
from dutydesk_roster.engine.checker.rest import two_places
from dutydesk_roster.engine.checker.roster import CheckedRoster
from dutydesk_roster.engine.checker.wishes import not_granted
from dutydesk_roster.engine.problem import Held, Placed, Problem, Slot
from dutydesk_roster.engine.rules import PluginRule
from dutydesk_roster.engine.solution import Breach
from dutydesk_roster.engine.standing_roster import newly_broken


@dataclass(frozen=True, slots=True)
class Verdict:
    """What changes of hands would newly break: hard rules, and weighted rules and wishes."""

    broken: tuple[Breach, ...] = ()
    costs: tuple[Breach, ...] = ()


class Judge:
    """Judges changes of a roster: ``Judge(problem, assignments, slot_at=...).of(out, into)``.

    It says what is newly broken among all that the checker finds, but looks only where that can be: at the
    people whose duties change, at the shifts in which they change, and by plugins' rules at everyone. It
    keeps what it knows of the problem, so that it answers at once however large the roster is. `slot_at`
    gives the slot, with its times, of a duty that nobody asks for; without it such a duty does not exist.
    """

    def __init__(
        self,
        problem: Problem,
        assignments: Iterable[Placed],
        *,
        slot_at: Callable[[Place], Slot | None] = lambda _place: None,
    ) -> None:
        self.problem = problem
        self._slot_at = slot_at
        self._facts = Facts(problem)
        self._put(known_placements(problem, assignments))
        rules = [rule for rule in problem.rules if rule.weight != 0]
        self._of_one = [rule for rule in rules if type(rule) in OF_ONE_PERSON]
        self._of_company = [
            rule for rule in rules if type(rule) in OF_COMPANY and not isinstance(rule, PluginRule)
        ]
        self._brought = [rule for rule in rules if isinstance(rule, PluginRule)]

    def of(self, out: Collection[Placed], into: Collection[Placed]) -> Verdict:
        """Return what is newly broken without the duties of `out` and with those of `into`.

        A duty that nobody asks for is judged like any other by what concerns its person alone.

        Raises:
            PluginRuleFailed: the code of a rule that a plugin brings cannot be had, or fails.
        """
        if not all(one.place in self._facts.duty_at for one in (*out, *into)):
            return self._with_slots_for((*out, *into))._verdict(out, into)  # noqa: SLF001 - one of its own
        return self._verdict(out, into)

    def _verdict(self, out: Collection[Placed], into: Collection[Placed]) -> Verdict:
        where = (*out, *into)
        new = newly_broken(sorted(self._found((), (), where)), sorted(self._found(out, into, where)))
        return Verdict(
            broken=tuple(one for one in new if one.hard), costs=tuple(one for one in new if not one.hard)
        )

    def with_changes(self, out: Collection[Placed], into: Iterable[Placed]) -> "Judge":
        """Return a judge of the roster with these changes, sharing what is known of the problem."""
        gone = frozenset(out)
        stood = [one for held in self._own.values() for one in held if one not in gone]
        judge = copy(self)
        judge._put(  # noqa: SLF001 - one of its own
            one for one in dict.fromkeys([*stood, *into]) if self._is_known(one)
        )
        return judge

    def without_plugins(self) -> "Judge":
        """Return a judge by all rules but those that plugins bring."""
        judge = copy(self)
        judge._brought = []  # noqa: SLF001 - one of its own
        return judge

    def _put(self, stood: Iterable[Placed]) -> None:
        self._own: defaultdict[str, list[Placed]] = defaultdict(list)
        self._in_shift: defaultdict[tuple[date, str], list[Placed]] = defaultdict(list)
        for one in stood:
            self._own[one.person].append(one)
            self._in_shift[one.day, one.shift].append(one)

    def _is_known(self, one: Placed) -> bool:
        return one.place in self._facts.duty_at and one.person in self._facts.people

    def _found(
        self, out: Collection[Placed], into: Collection[Placed], touched: Collection[Placed]
    ) -> Iterator[Breach]:
        """Yield what is broken without `out` and with `into`, where the duties of `touched` are."""
        for person in dict.fromkeys(one.person for one in touched):
            own = [one for one in self._own.get(person, ()) if one not in out]
            own += [one for one in into if one.person == person and one not in own]
            yield from self._of_person(person, own)
        for day, shift in dict.fromkeys((one.day, one.shift) for one in touched):
            there = [one for one in self._in_shift.get((day, shift), ()) if one not in out]
            there += [one for one in into if (one.day, one.shift) == (day, shift) and one not in there]
            yield from self._of_shift(day, shift, there)
        if self._brought:
            stood = [one for held in self._own.values() for one in held if one not in out]
            stood += [one for one in into if one not in stood]
            roster = CheckedRoster(self._facts, stood)
            for rule in self._brought:
                yield from OF_COMPANY[type(rule)](roster, rule)

    def _of_person(self, person: str, own: list[Placed]) -> Iterator[Breach]:
        facts = self._facts
        roster = CheckedRoster(facts, own, (person,))
        yield from (one for one in misplaced(roster) if one.rule != "too-many")
        for standing in roster.standing.values():
            yield from unsuited(facts, standing)
            yield from engaged(facts, standing)
            yield from two_places(facts, standing)
            for rule in self._of_one:
                if rule.binds(person):
                    yield from OF_ONE_PERSON[type(rule)](facts, standing, rule)
        yield from not_granted(roster, hard=True)
        yield from not_granted(roster, hard=False)

    def _of_shift(self, day: date, shift: str, there: list[Placed]) -> Iterator[Breach]:
        roster = CheckedRoster(self._facts, there, {one.person for one in there})
        # A shift in which nobody stands may lack someone too.
        vars(roster)["shifts"] = ((day, shift),) if self._facts.slots_of.get((day, shift)) else ()
        yield from (one for one in misplaced(roster) if one.rule == "too-many")
        for rule in self._of_company:
            yield from OF_COMPANY[type(rule)](roster, rule)

    def _with_slots_for(self, duties: Collection[Placed]) -> "Judge":
        """Return a judge of the people of `duties` alone, with slots for those that nobody asks for.

        Such duties that they hold already become part of the roster, so that they can be taken away.
        """
        problem, people = self.problem, {one.person for one in duties}
        posts, shifts = {one.code for one in problem.posts}, {one.code for one in problem.shifts}
        unasked = {
            place: msgspec.structs.replace(slot, heads=len(people), least=None, most=None, needs=())
            for place in {one.place for one in duties if one.place not in self._facts.duty_at}
            if place[0] in posts and place[1] in shifts and (slot := self._slot_at(place)) is not None
        }
        own = [one for person in people for one in self._own.get(person, ())]
        stood_at = {one.place for one in (*own, *duties)}
        held = [one for one in problem.held if one.person in people]
        rostered = [placed for one in held if (placed := _placed(one)).place in unasked]
        small = msgspec.structs.replace(
            problem,
            people=tuple(one for one in problem.people if one.key in people),
            slots=(*(one for one in problem.slots if one.place in stood_at), *unasked.values()),
            rules=tuple(self._of_one),
            busy=tuple(one for one in problem.busy if one.person in people),
            wishes=tuple(one for one in problem.wishes if one.person in people),
            held=tuple(one for one in held if _placed(one).place not in unasked),
            base=(),
            pins=(),
            kept=(),
        )
        return Judge(small, [*own, *rostered])


def _placed(held: Held) -> Placed:
    return Placed(held.person, held.post, held.shift, held.day)
