"""Who could stand in for one person in one slot, best first."""

from collections.abc import Iterable

import msgspec

from dutydesk.wording import _
from dutydesk_roster.engine.checker import check_people
from dutydesk_roster.engine.problem import EnginePerson, Placed, Problem
from dutydesk_roster.engine.solution import Breach
from dutydesk_roster.engine.standing_roster import StandingRoster, newly_broken, price
from dutydesk_roster.engine.targets import Measure

_MINUTES = 60


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """Someone who might stand in, and why or why not.

    `cost` says how far the duty takes them towards or over their fair share, with the price of the weighted
    rules and wishes that it goes against, less being better; `breaches` are the hard rules that they would
    break and do not break now; `reason` is one line for the leader. `costs` tell, in a line each, what it
    costs although it is allowed.
    """

    person: str
    cost: float
    breaches: tuple[Breach, ...]
    reason: str
    costs: tuple[str, ...] = ()

    @property
    def fits(self) -> bool:
        """Tell whether no rule speaks against them."""
        return not self.breaches


def rank_replacements(problem: Problem, assignments: Iterable[Placed], cell: Placed) -> tuple[Candidate, ...]:
    """Return every other person as a candidate for `cell`, those who fit first, the cheapest first.

    `cell` names the slot and who is to be replaced there; that person need not stand in it any more. Rules
    about several people count against whoever would stand there: with whom, beside whom, and whether anyone
    has what the shift asks for. What they break already while the one to be replaced stands is held against
    nobody.

    Raises:
        ValueError: the problem has no such slot.
        PluginRuleFailed: the code of a rule that a plugin brings cannot be had, or fails.
    """
    roster = StandingRoster(problem, assignments)
    if cell.place not in roster.slots:
        raise ValueError(f"there is no slot {cell.place}")
    leaver = Placed(cell.person, *cell.place)
    out = (leaver,) if leaver in roster.own(cell.person) else ()
    candidates = [
        _candidate(roster, person, Placed(person.key, *cell.place), out)
        for person in problem.people
        if person.key != cell.person
    ]
    return tuple(sorted(candidates, key=lambda one: (len(one.breaches), one.cost, one.person)))


def _candidate(
    roster: StandingRoster, person: EnginePerson, new: Placed, out: tuple[Placed, ...]
) -> Candidate:
    into = (new,)
    found = list(newly_broken(roster.hard_of_one(person.key), roster.hard_of_one(person.key, None, new)))
    found += _too_many(roster, new, out)
    short = list(newly_broken(roster.short_of_one(person.key), roster.short_of_one(person.key, None, new)))
    company = (
        (roster.in_company(new.day, new.shift), roster.in_company(new.day, new.shift, out, into)),
        (roster.brought(), roster.brought(out, into)),
    )
    for before, after in company:
        for one in newly_broken(before, after):
            (found if one.hard else short).append(one)
    unmet = roster.never_met(new.place, out, into)
    if unmet:
        found.append(roster.unmet(new, unmet))
    stood = roster.shares.stood(roster.own(person.key))
    after_it = roster.shares.stood(roster.own(person.key, None, new))
    return Candidate(
        person=person.key,
        cost=round(roster.shares.strain(person.key, stood, new.place) + price(short), 3),
        breaches=tuple(found),
        reason=found[0].text
        if found
        else _fits(roster, person, stood[Measure.HOURS], after_it[Measure.HOURS]),
        costs=(*(one.text for one in short), *roster.shares.lines(person, stood, after_it)),
    )


def _too_many(roster: StandingRoster, new: Placed, out: tuple[Placed, ...]) -> Iterable[Breach]:
    """Return that the slot has no room for one more, if so."""
    there = [one for key in roster.at(new.place) if (one := Placed(key, *new.place)) not in out]
    if len({*there, new}) <= roster.slots[new.place].room:
        return ()
    found = check_people(roster.problem, [*there, new], (new.person,))
    return [one for one in found if one.rule == "too-many"]


def _fits(roster: StandingRoster, person: EnginePerson, before: int, after: int) -> str:
    over = round(after / _MINUTES - roster.shares.share(person.key, Measure.HOURS), 1)
    if over > 0:
        return _("{name} fits: {hours:g} h this month, {over:g} h over their share with this duty.").format(
            name=person.name, hours=round(before / _MINUTES, 1), over=over
        )
    return _(
        "{name} fits: {hours:g} h this month, {under:g} h still under their share with this duty."
    ).format(name=person.name, hours=round(before / _MINUTES, 1), under=-over)
