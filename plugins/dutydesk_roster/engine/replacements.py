"""Who could stand in for one person in one slot, best first."""

from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from dutydesk.wording import _
from dutydesk_roster.engine.checker.facts import facts_of
from dutydesk_roster.engine.checker.placement import misplaced
from dutydesk_roster.engine.checker.roster import CheckedRoster
from dutydesk_roster.engine.failure import failure_of
from dutydesk_roster.engine.plugin_rules import PluginRuleFailed
from dutydesk_roster.engine.problem import EnginePerson, Placed, Problem
from dutydesk_roster.engine.solution import Breach
from dutydesk_roster.engine.standing_roster import StandingRoster, newly_broken, price
from dutydesk_roster.engine.targets import Measure

_HOUR = 60


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """Someone who might stand in, and why or why not.

    `cost` says how far the duty takes them towards or over their fair share, and what the weighted rules and
    wishes cost that it would break, less being better; `costs` are what of that a leader has to know, a line
    each. `breaches` are the rules that would be broken with them there and are not broken now. `reason` is
    one line for the leader.
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
    """Return every other person as a candidate for `cell`, those who fit first, the fairest first.

    `cell` names the slot and who is to be replaced there; that person need not stand in it any more. Nobody
    is refused for what is broken both with that person there and with nobody in their place.

    Raises:
        ValueError: the problem has no such slot.
        EngineFailed: a rule that a plugin brings does not work; the text says which in one line.
    """
    given = StandingRoster(problem, assignments)
    if cell.place not in given.slots:
        raise ValueError(f"there is no slot {cell.place}")
    cell = Placed(cell.person, *cell.place)
    vacated = StandingRoster(problem, [one for one in given.stood if one != cell])
    try:
        vacancy = _Vacancy(given, vacated, cell)
        candidates = [vacancy.candidate(person) for person in problem.people if person.key != cell.person]
    except PluginRuleFailed as failure:
        raise failure_of(failure) from failure
    return tuple(sorted(candidates, key=lambda one: (len(one.breaches), one.cost, one.person)))


class _Vacancy:
    """A slot that someone is to stand in for another, and what is broken before anyone does."""

    def __init__(self, given: StandingRoster, vacated: StandingRoster, cell: Placed) -> None:
        self._roster = vacated
        self._cell = cell
        self._facts = facts_of(vacated.problem)
        self._in_company = [
            (each.in_company(cell.day, cell.shift), each.is_empty(cell.day, cell.shift))
            for each in (given, vacated)
        ]
        self._brought = [each.brought() for each in (given, vacated)]
        self._never_met = given.never_met(cell.place) & vacated.never_met(cell.place)

    def candidate(self, person: EnginePerson) -> Candidate:
        """Judge one person."""
        roster, key = self._roster, person.key
        new = Placed(key, *self._cell.place)
        found = tuple(self._newly_broken(new))
        breaches = tuple(one for one in found if one.hard)
        short = [
            *newly_broken(roster.short_of_one(key), roster.short_of_one(key, into=new)),
            *(one for one in found if not one.hard),
        ]
        before, after = roster.shares.stood(roster.own(key)), roster.shares.stood(roster.own(key, into=new))
        strain = roster.shares.strain(key, before, new.place)
        return Candidate(
            person=key,
            cost=round(strain + price(short), 3),
            breaches=breaches,
            reason=breaches[0].text if breaches else self._fitting(person, after[Measure.HOURS] / _HOUR),
            costs=(*(one.text for one in short), *roster.shares.lines(person, before, after)),
        )

    def _newly_broken(self, new: Placed) -> Iterator[Breach]:
        """Yield the hard rules broken with the new one there, and the weighted ones about several people."""
        roster = self._roster
        yield from newly_broken(roster.hard_of_one(new.person), roster.hard_of_one(new.person, into=new))
        beside = [Placed(one, *new.place) for one in roster.at(new.place) if one != new.person]
        for one in misplaced(CheckedRoster(self._facts, [*beside, new], {new.person})):
            if one.rule == "too-many" and new not in roster.own(new.person):
                yield one
        together = roster.in_company(new.day, new.shift, into=(new,))
        brought = roster.brought(into=(new,))
        company: Counter[Breach] = Counter()
        plugins: Counter[Breach] = Counter()
        for before, was_empty in self._in_company:
            # Where nobody stood, somebody was missing then too: whoever comes makes that no worse.
            company |= Counter(one for one in newly_broken(before, together) if one.person or not was_empty)
        for before in self._brought:
            plugins |= Counter(newly_broken(before, brought))
        yield from company.elements()
        yield from plugins.elements()
        unmet = roster.never_met(new.place, into=(new,)) - self._never_met
        if unmet:
            yield roster.unmet(new, unmet)

    def _fitting(self, person: EnginePerson, hours: float) -> str:
        slot = self._roster.slots[self._cell.place]
        over = round(hours - self._roster.shares.share(person.key, Measure.HOURS), 1)
        text = (
            _("{name} fits: {hours:g} h this month, {over:g} h over their share with this duty.")
            if over > 0
            else _("{name} fits: {hours:g} h this month, {under:g} h still under their share with this duty.")
        )
        return text.format(name=person.name, hours=round(hours - slot.hours, 1), over=over, under=-over)
