"""What giving duties to others does to a roster: what it newly breaks, and what that weighs."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from dutydesk.wording import _
from dutydesk_roster.engine.checker import check_people, shortcomings
from dutydesk_roster.engine.checker.names import Names
from dutydesk_roster.engine.problem import Burden, EnginePerson, Placed, Problem, Slot
from dutydesk_roster.engine.solution import Breach
from dutydesk_roster.engine.targets import Measure, counted, night_shifts, slot_burden, targets

_ROUNDING = 1e-6


class StandingRoster:
    """A roster as it stands, and what changes of who stands where would do to it.

    What does not name a person and a slot of the problem is left out.
    """

    def __init__(self, problem: Problem, assignments: Iterable[Placed]) -> None:
        self.problem = problem
        self.names = Names(problem)
        self.people: Mapping[str, EnginePerson] = {person.key: person for person in problem.people}
        self.slots: Mapping[tuple[str, str, object], Slot] = {slot.place: slot for slot in problem.slots}
        self.placed = tuple(
            dict.fromkeys(
                Placed(one.person, one.post, one.shift, one.day)
                for one in assignments
                if one.person in self.people and one.place in self.slots
            )
        )
        self.stood = counted(problem, [(one.person, self.slots[one.place]) for one in self.placed])
        self.shares = targets(problem)
        self._nights = night_shifts(problem)

    def slot(self, placed: Placed) -> Slot:
        """Return the slot of a placement."""
        return self.slots[placed.place]

    def after(self, gone: Collection[Placed], come: Collection[Placed]) -> tuple[Placed, ...]:
        """Return the roster with some placements taken away and others added."""
        return (*(one for one in self.placed if one not in gone), *come)

    def newly_broken(
        self, before: Sequence[Placed], after: Sequence[Placed], people: Collection[str]
    ) -> tuple[Breach, ...]:
        """Return the hard rules that `people` have to do with and break in `after` more than in `before`."""
        return grown(check_people(self.problem, before, people), check_people(self.problem, after, people))

    def newly_short(
        self, before: Sequence[Placed], after: Sequence[Placed], people: Collection[str]
    ) -> tuple[Breach, ...]:
        """Return the weighted rules and wishes of `people` that `after` falls short of more than `before`."""
        if not any(rule.weight for rule in self.problem.rules) and not self.problem.wishes:
            return ()
        return grown(
            shortcomings(self.problem, before, people), shortcomings(self.problem, after, people)
        )

    def newly_unmet(
        self, slot: Slot, before: Sequence[Placed], after: Sequence[Placed], person: str
    ) -> tuple[Breach, ...]:
        """Return as a breach the needs of a slot with room for several that nobody would meet any more."""
        if slot.room <= 1 or not slot.needs or slot.heads <= 0:
            return ()
        lacking = [need for need in self._unmet(slot, after) if need not in self._unmet(slot, before)]
        if not lacking:
            return ()
        return (self.unmet(slot, lacking, person),)

    def unmet(self, slot: Slot, lacking: Sequence[str], person: str) -> Breach:
        """Return the breach that with `person` at a slot nobody there meets some needs."""
        return Breach(
            day=slot.day,
            person=person,
            rule="unmet-need",
            text=_("With {name} there, nobody would have: {needs}.").format(
                name=self.people[person].name, needs=self.names.needs(lacking)
            ),
            amount=len(lacking),
        )

    def _unmet(self, slot: Slot, roster: Iterable[Placed]) -> list[str]:
        there = [self.people[one.person] for one in roster if one.place == slot.place]
        return [need for need in slot.needs if not any(person.meets(need) for person in there)]

    def burden(self, slot: Slot) -> Burden:
        """Return what one person stands who stands in a slot."""
        return slot_burden(self.problem, slot, self._nights)

    def unfairness(self, person: str, come: Slot | None = None, gone: Slot | None = None) -> float:
        """Return how much further from (or, below 0, nearer to) their share the person would be.

        The square of each difference counts at the measure's price, so that even within a whole duty the
        one who is owed most comes first; hours are brought to the scale of a duty.
        """
        weights = self.problem.weights
        length = max((slot.hours for slot in (come, gone) if slot is not None), default=1.0)
        price = {
            Measure.NIGHTS: float(weights.nights),
            Measure.WEEKENDS: float(weights.weekends),
            Measure.HOLIDAYS: float(weights.holidays),
            Measure.HOURS: weights.hours / max(length, 1.0),
        }
        cost = 0.0
        for measure, weight in price.items():
            more = (measure.of(self.burden(come)) if come else 0.0) - (
                measure.of(self.burden(gone)) if gone else 0.0
            )
            if more:
                over = measure.of(self.stood[person]) - self.shares[measure][person]
                cost += weight * ((over + more) ** 2 - over**2)
        return cost

    def over_share(self, person: str, slot: Slot) -> list[tuple[Measure, float]]:
        """Return by how much a duty would take the person beyond what whole duties allow of their share."""
        added = self.burden(slot)
        found = []
        for measure in Measure:
            more = measure.of(added)
            over = measure.of(self.stood[person]) + more - self.shares[measure][person]
            allowed = slot.hours / 2 if measure is Measure.HOURS else 1 - _ROUNDING
            if more and over > allowed:
                found.append((measure, round(over, 1)))
        return found


def grown(before: Iterable[Breach], after: Sequence[Breach]) -> tuple[Breach, ...]:
    """Return the breaches of `after` that are not in `before`, of rules that each person breaks more there."""
    known = tuple(before)
    amounts: Counter[tuple[str, str, object, int]] = Counter()
    for breach, sign in (*((one, -1) for one in known), *((one, 1) for one in after)):
        amounts[breach.person, breach.rule, breach.weight] += sign * breach.amount  # type: ignore[index, assignment]
    new = [breach for breach in after if breach not in set(known)]
    return tuple(
        breach for breach in new if amounts[breach.person, breach.rule, breach.weight] > 0  # type: ignore[index]
    )
