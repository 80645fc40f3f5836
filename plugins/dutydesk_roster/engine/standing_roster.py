"""A roster as it stands, asked again and again what would be broken if a few duties changed hands."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from functools import cached_property

import msgspec

from dutydesk.wording import _
from dutydesk_roster.engine.cells import known_placements
from dutydesk_roster.engine.checker import check_people
from dutydesk_roster.engine.checker.facts import Place, facts_of
from dutydesk_roster.engine.checker.judges import OF_COMPANY, OF_ONE_PERSON
from dutydesk_roster.engine.checker.roster import CheckedRoster
from dutydesk_roster.engine.checker.wishes import not_granted
from dutydesk_roster.engine.fair_shares import FairShares
from dutydesk_roster.engine.lacking_text import lacking_text
from dutydesk_roster.engine.problem import Placed, Problem
from dutydesk_roster.engine.rules import PluginRule
from dutydesk_roster.engine.solution import Breach

Moves = tuple[str, Placed | None, Placed | None]
"""A person, the duty taken from them and the duty given to them."""

_LESSENS_WITHIN = {
    "duties-a-day": 0,
    "heads-of": 0,
    "days-in-a-row": 7,
    "nights-in-a-row": 7,
    "fewest-days-in-a-row": 7,
    "fewest-days-off": 7,
    "hours-a-week": 7,
    "hours-a-month": 31,
    "overtime": 31,
    "weekends-off": 31,
    "one-post": 31,
}
"""Rules of which a breach may become smaller, and by how many days it then moves at most."""


class StandingRoster:
    """The known duties of a roster, each once; others name nobody, or no slot of the problem.

    What changes when duties change hands is found where it can change: among the rules that one person keeps
    or breaks alone, for each whose duties change; among those about several people, in each shift of a day
    that changes; and by asking plugins' rules about everyone, as nobody knows whom they look at. How many
    heads a slot has is not looked at, as duties that change hands change nothing there.
    """

    def __init__(self, problem: Problem, assignments: Iterable[Placed]) -> None:
        self.problem = problem
        self.stood = known_placements(problem, assignments)
        self.people = {person.key: person for person in problem.people}
        self.slots = {slot.place: slot for slot in problem.slots}
        self.pinned = frozenset(known_placements(problem, problem.pins))
        self.names = facts_of(problem).names
        self._own: defaultdict[str, list[Placed]] = defaultdict(list)
        self._in_shift: defaultdict[tuple[date, str], list[Placed]] = defaultdict(list)
        for one in self.stood:
            self._own[one.person].append(one)
            self._in_shift[one.day, one.shift].append(one)
        self._company = tuple(
            rule
            for rule in problem.rules
            if type(rule) in OF_COMPANY and not isinstance(rule, PluginRule) and rule.weight != 0
        )
        self._brought = tuple(rule for rule in problem.rules_of(PluginRule) if rule.weight != 0)
        self._hard_of_one: dict[Moves, tuple[Breach, ...]] = {}
        self._short_of_one: dict[Moves, tuple[Breach, ...]] = {}

    @cached_property
    def shares(self) -> FairShares:
        """The fair shares of the problem."""
        return FairShares(self.problem)

    @cached_property
    def _personal(self) -> Problem:
        """The problem with those rules only that one person keeps or breaks alone."""
        rules = tuple(rule for rule in self.problem.rules if type(rule) in OF_ONE_PERSON)
        if rules == self.problem.rules:
            return self.problem
        return msgspec.structs.replace(self.problem, rules=rules)

    def own(self, person: str, out: Placed | None = None, into: Placed | None = None) -> list[Placed]:
        """Return what a person stands, without `out` and with `into`."""
        kept = [one for one in self._own.get(person, ()) if one != out]
        return kept if into is None else [*kept, into]

    def at(self, place: Place) -> list[str]:
        """Return the keys of those who stand in a slot."""
        post, shift, day = place
        return [one.person for one in self._in_shift.get((day, shift), ()) if one.post == post]

    def is_empty(self, day: date, shift: str) -> bool:
        """Tell whether nobody stands in a shift of a day."""
        return not self._in_shift.get((day, shift))

    def duty(self, one: Placed) -> str:
        """Return what people call a duty."""
        return self.names.duty(one.shift, one.post, one.day)

    def hard_of_one(
        self, person: str, out: Placed | None = None, into: Placed | None = None
    ) -> tuple[Breach, ...]:
        """Return the hard rules that a person alone breaks without `out` and with `into`."""
        moves = (person, out, into)
        if moves not in self._hard_of_one:
            found = check_people(self._personal, self.own(person, out, into), (person,))
            self._hard_of_one[moves] = tuple(one for one in found if one.rule != "too-many")
        return self._hard_of_one[moves]

    def short_of_one(
        self, person: str, out: Placed | None = None, into: Placed | None = None
    ) -> tuple[Breach, ...]:
        """Return the weighted rules and wishes that a person alone breaks without `out` and with `into`."""
        moves = (person, out, into)
        if moves not in self._short_of_one:
            facts = facts_of(self._personal)
            roster = CheckedRoster(facts, self.own(person, out, into), (person,))
            found = list(not_granted(roster, hard=False))
            for rule in facts.problem.rules:
                if rule.weight and rule.binds(person):
                    for standing in roster.standing.values():
                        found.extend(OF_ONE_PERSON[type(rule)](facts, standing, rule))
            self._short_of_one[moves] = tuple(sorted(found))
        return self._short_of_one[moves]

    def in_company(
        self, day: date, shift: str, out: Collection[Placed] = (), into: Collection[Placed] = ()
    ) -> tuple[Breach, ...]:
        """Return the rules about several people that a shift of a day breaks, hard ones and weighted ones.

        A shift in which nobody stands breaks none.
        """
        if not self._company:
            return ()
        there = [one for one in self._in_shift.get((day, shift), ()) if one not in out]
        there.extend(one for one in into if (one.day, one.shift) == (day, shift))
        roster = CheckedRoster(facts_of(self.problem), there, {one.person for one in there})
        return tuple(
            sorted(breach for rule in self._company for breach in OF_COMPANY[type(rule)](roster, rule))
        )

    def brought(self, out: Collection[Placed] = (), into: Collection[Placed] = ()) -> tuple[Breach, ...]:
        """Return what plugins' rules find, hard ones and weighted ones.

        Raises:
            PluginRuleFailed: the code of a rule that a plugin brings cannot be had, or fails.
        """
        if not self._brought:
            return ()
        after = [*(one for one in self.stood if one not in out), *into]
        roster = CheckedRoster(facts_of(self.problem), after)
        return tuple(
            sorted(breach for rule in self._brought for breach in OF_COMPANY[type(rule)](roster, rule))
        )

    def never_met(
        self, place: Place, out: Collection[Placed] = (), into: Collection[Placed] = ()
    ) -> frozenset[str]:
        """Return the needs of a slot for several that nobody meets though no head is open there any more."""
        slot = self.slots[place]
        there = {one for one in self.at(place) if Placed(one, *place) not in out}
        there |= {one.person for one in into if one.place == place}
        if slot.room <= 1 or slot.heads <= 0 or len(there) < slot.heads:
            return frozenset()
        return frozenset(
            need for need in slot.needs if not any(self.people[one].meets(need, slot.day) for one in there)
        )

    def unmet(self, into: Placed, needs: Collection[str]) -> Breach:
        """Return the breach that nobody meets `needs` with the person of `into` there."""
        return Breach(
            day=into.day,
            person=into.person,
            rule="unmet-need",
            text=_("With {name} there, nobody would have: {needs}.").format(
                name=self.names.person(into.person),
                needs=lacking_text(self.people[into.person], sorted(needs), into.day, self.names.need),
            ),
            amount=len(needs),
        )


def newly_broken(before: Iterable[Breach], after: Iterable[Breach]) -> tuple[Breach, ...]:
    """Return what of `after` is not in `before` already; both are about the same people and days.

    A breach that is there in other words still, but by less than before, is none: a run that was too long
    and is shorter now, a week with fewer hours too many.
    """
    known = Counter((one.day, one.rule, one.text) for one in before)
    found = []
    for one in after:
        if known[one.day, one.rule, one.text]:
            known[one.day, one.rule, one.text] -= 1
        else:
            found.append(one)
    gone = []
    for one in before:
        if known[one.day, one.rule, one.text]:
            known[one.day, one.rule, one.text] -= 1
            gone.append(one)
    new = []
    for one in found:
        larger = next((each for each in gone if _is_lessened(each, one)), None)
        if larger is None:
            new.append(one)
        else:
            gone.remove(larger)
    return tuple(new)


def price(breaches: Iterable[Breach]) -> int:
    """Return what weighted breaches cost; hard ones have no price."""
    return sum(round(one.amount * one.weight) for one in breaches)


def _is_lessened(before: Breach, after: Breach) -> bool:
    same = (before.rule, before.person) == (after.rule, after.person)
    reach = _LESSENS_WITHIN.get(after.rule, -1)
    return same and before.amount > after.amount and abs((before.day - after.day).days) <= reach
