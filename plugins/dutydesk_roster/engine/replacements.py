"""Who could stand in for one person in one slot, best first."""

from collections.abc import Iterable

import msgspec

from dutydesk.wording import _
from dutydesk_roster.engine.checker import check, unfilled
from dutydesk_roster.engine.problem import EnginePerson, Placed, Problem, Slot
from dutydesk_roster.engine.solution import Breach
from dutydesk_roster.engine.targets import Measure, counted, night_shifts, slot_burden, targets


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """Someone who might stand in, and why or why not.

    `cost` says how far the duty takes them towards or over their fair share, less being better; `breaches`
    are the rules that they would break and do not break now; `reason` is one line for the leader.
    """

    person: str
    cost: float
    breaches: tuple[Breach, ...]
    reason: str

    @property
    def fits(self) -> bool:
        """Tell whether no rule speaks against them."""
        return not self.breaches


def rank_replacements(problem: Problem, assignments: Iterable[Placed], cell: Placed) -> tuple[Candidate, ...]:
    """Return every other person as a candidate for `cell`, those who fit first, the fairest first.

    `cell` names the slot and who is to be replaced there; that person need not stand in it any more.

    Raises:
        ValueError: the problem has no such slot.
    """
    slots = {slot.place: slot for slot in problem.slots}
    slot = slots.get(cell.place)
    if slot is None:
        raise ValueError(f"there is no slot {cell.place}")
    people = {person.key for person in problem.people}
    roster = [one for one in assignments if one != cell and one.person in people and one.place in slots]
    stood = counted(problem, [(one.person, slots[one.place]) for one in roster])
    wanted = targets(problem)
    added = slot_burden(problem, slot, night_shifts(problem))
    weights = problem.rules.weights
    price = {
        Measure.NIGHTS: float(weights.nights),
        Measure.WEEKENDS: float(weights.weekends),
        Measure.HOLIDAYS: float(weights.holidays),
        # An hour's price is for an hour; over a whole duty it is squared, so it is brought to a duty's scale.
        Measure.HOURS: weights.hours / max(slot.hours, 1.0),
    }
    candidates = []
    for person in problem.people:
        if person.key == cell.person:
            continue
        cost = 0.0
        for measure, weight in price.items():
            more = measure.of(added)
            if more:
                over = measure.of(stood[person.key]) - wanted[measure][person.key]
                cost += weight * ((over + more) ** 2 - over**2)
        breaches = _new_breaches(problem, roster, person, slot)
        reason = breaches[0].text if breaches else _standing(person, slot, stood[person.key].hours, wanted)
        candidates.append(Candidate(person=person.key, cost=round(cost, 3), breaches=breaches, reason=reason))
    return tuple(sorted(candidates, key=lambda one: (len(one.breaches), one.cost, one.person)))


def _new_breaches(
    problem: Problem, roster: list[Placed], person: EnginePerson, slot: Slot
) -> tuple[Breach, ...]:
    """Return what `person` would break in `slot` that they do not break now."""
    own = [one for one in roster if one.person == person.key]
    new = Placed(person.key, slot.post, slot.shift, slot.day)
    before = set(check(problem, own))
    there = [one for one in roster if one.place == slot.place]
    breaches = [breach for breach in check(problem, [*own, new]) if breach not in before]
    if new in own:
        return tuple(breaches)
    open_heads = slot.heads - len({one.person for one in there})
    lacking = {
        need
        for short in unfilled(problem, [*there, new])
        if (short.post, short.shift, short.day) == slot.place
        for need in short.lacking
    }
    if slot.heads > 1 and lacking and open_heads <= 1:
        breaches.append(
            Breach(
                day=slot.day,
                person=person.key,
                rule="unmet-need",
                text=_("With {name} there, nobody would have: {needs}.").format(
                    name=person.name, needs=", ".join(sorted(lacking))
                ),
                amount=len(lacking),
            )
        )
    return tuple(breaches)


def _standing(person: EnginePerson, slot: Slot, hours: float, wanted: dict[Measure, dict[str, float]]) -> str:
    share = wanted[Measure.HOURS][person.key]
    after = round(hours + slot.hours - share, 1)
    if after > 0:
        return _("{name} fits: {hours:g} h this month, {over:g} h over their share with this duty.").format(
            name=person.name, hours=round(hours, 1), over=after
        )
    return _(
        "{name} fits: {hours:g} h this month, {under:g} h still under their share with this duty."
    ).format(name=person.name, hours=round(hours, 1), under=-after)
