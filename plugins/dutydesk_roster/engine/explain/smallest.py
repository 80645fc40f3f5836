"""The smallest set of facts that cannot all hold."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from dutydesk_roster.engine.explain.proof import Prover, Question
from dutydesk_roster.engine.fact import Fact, FactKind

_MANY = 120
_MUCH_DEMAND = 20
_SUSPECT_SECONDS = 0.5
_TAKEN_APART_SECONDS = 0.2

_DEMAND = (FactKind.HEADS, FactKind.NEED)
_PEOPLE_FIRST = (FactKind.BUSY, FactKind.SERVING, FactKind.WISH, FactKind.PIN, FactKind.RULE)
_RULES_FIRST = (FactKind.RULE, FactKind.SERVING, FactKind.BUSY, FactKind.WISH, FactKind.PIN)
_TOGETHER = (FactKind.BUSY, FactKind.SERVING)
"""The kinds of fact of which all are set aside at once, and looked at one by one only in the end."""

_Unit = frozenset[Fact]


class Bearing(Protocol):
    """What facts of a sheet are about."""

    def heads(self, fact: Fact) -> int:
        """Return the heads that a demand asks for."""

    def concerns(self, fact: Fact, demand: Collection[Fact]) -> bool:
        """Tell whether leave, or who serves when, keeps away someone who could stand where the demand is."""


@dataclass(frozen=True, slots=True)
class Core:
    """Facts proved not to hold together; `smallest` where each sort of them is needed for that."""

    facts: frozenset[Fact]
    smallest: bool

    @property
    def lines(self) -> int:
        """How many lines tell the facts, about: those who are away count as one."""
        alone = sum(fact.kind not in _TOGETHER for fact in self.facts)
        return alone + len({fact.kind for fact in self.facts if fact.kind in _TOGETHER})


def smallest_core(
    prover: Prover,
    question: Question,
    bearing: Bearing,
    *,
    among: Collection[Fact] | None = None,
    asking: Collection[Fact] = (),
) -> Core | None:
    """Return a smallest set of facts that cannot all hold; None where they can, or time is up.

    `among` are the facts looked at, all of the sheet where it is None. Where the demand `asking` alone
    clashes with all that is no demand, no other is looked at. Facts are set aside one after another, whole
    runs of them first, and stay away if the rest still cannot hold: so what is tried first is the likeliest
    to go. Demand is tried first, that for few heads before that for many, so that few lines of it stay.
    Then two orders are tried and the smaller set is taken. In one, rules go first: what stays is particular
    (leave, pins), on which a leader can act, and says that even without the rules there are too few people.
    In the other, leave goes first. Of two equal sets the first is taken. All leave is one in this, and so is
    who serves when; in the end each of it is set aside that is not needed, as far as a little time allows,
    first of all what by its `bearing` concerns nobody who could stand where the demand is.
    """
    facts = question.facts if among is None else question.facts & frozenset(among)

    def can_hold(held: Collection[Fact]) -> bool | None:
        return question.can_hold(prover, held)

    fewer = frozenset(fact for fact in facts if fact.kind not in _DEMAND or fact in asking)
    if asking and fewer != facts and can_hold(fewer) is False:
        facts = fewer
    elif can_hold(facts) is not False:
        return None
    if len(facts) > _MANY and among is None:
        suspects = question.suspects(prover, _SUSPECT_SECONDS)
        if suspects is not None and suspects < facts and can_hold(suspects) is False:
            facts = suspects
    others = frozenset(fact for fact in facts if fact.kind not in _DEMAND)
    asked, is_smallest = _asked(can_hold, facts - others, others, bearing)
    best: Core | None = None
    for kinds in (_RULES_FIRST, _PEOPLE_FIRST):
        kept, is_least = _reduced(can_hold, _units(others, kinds), _facts(asked))
        core = Core(_facts((*asked, *kept)), is_smallest and is_least)
        if best is None or (core.smallest, -core.lines) > (best.smallest, -best.lines):
            best = core
        if not is_least:
            break
    return None if best is None else _taken_apart(prover, question, best, bearing)


def _asked(
    can_hold: Callable[[Collection[Fact]], bool | None],
    demand: frozenset[Fact],
    others: frozenset[Fact],
    bearing: Bearing,
) -> tuple[list[_Unit], bool]:
    """Return the demand that clashes with all that is none; that of each day is one where it is much."""
    needing = {fact.place for fact in demand if fact.kind is FactKind.NEED}

    def turn(fact: Fact) -> int:
        """Return when a demand is tried: heads of no kind, then needs, then the heads that have them."""
        if fact.kind is FactKind.NEED:
            return 1
        return 2 if fact.place in needing else 0

    if len(demand) > _MUCH_DEMAND and len({fact.place[2] for fact in demand if fact.place}) > 1:
        for which in (0, 1):
            fewer = frozenset(fact for fact in demand if turn(fact) != which)
            if fewer != demand and can_hold(fewer | others) is False:
                demand = fewer
        needing = {fact.place for fact in demand if fact.kind is FactKind.NEED}
        days: defaultdict[tuple[object, ...], set[Fact]] = defaultdict(set)
        for fact in sorted(demand):
            post, _shift, day = fact.place or ("", "", None)
            days[day, post if fact.place in needing else ""].add(fact)
        units, shown = _reduced(can_hold, [frozenset(unit) for unit in days.values()], others)
        demand = _facts(units)
        if len(units) > 1 or not shown:
            return units, shown
    order = sorted(demand, key=lambda fact: (turn(fact), bearing.heads(fact), fact))
    return _reduced(can_hold, [frozenset({fact}) for fact in order], others)


def _units(facts: Iterable[Fact], kinds: Sequence[FactKind]) -> list[_Unit]:
    """Return the facts in the order of kinds, those of some kinds all together."""
    units: list[_Unit] = []
    for kind in kinds:
        alike = sorted(fact for fact in facts if fact.kind is kind)
        if kind in _TOGETHER and alike:
            units.append(frozenset(alike))
        else:
            units.extend(frozenset({fact}) for fact in alike)
    return units


def _facts(units: Iterable[_Unit]) -> frozenset[Fact]:
    return frozenset(fact for unit in units for fact in unit)


def _taken_apart(prover: Prover, question: Question, core: Core, bearing: Bearing) -> Core:
    """Return the core without those who are away, or do not serve, for whom it holds all the same."""
    for kind in _TOGETHER:
        together = sorted(fact for fact in core.facts if fact.kind is kind)
        if len(together) > 1:
            quick = prover.within(_TAKEN_APART_SECONDS)
            rest = core.facts - set(together)
            near = {fact for fact in together if bearing.concerns(fact, rest)}
            if near != set(together) and question.can_hold(quick, rest | near) is False:
                together = sorted(near)
            kept, _each = _reduced(
                lambda held: question.can_hold(quick, held),  # noqa: B023 - used within the round
                [frozenset({fact}) for fact in together],
                rest,
            )
            core = Core(rest | _facts(kept), core.smallest)
    return core


def _reduced(
    can_hold: Callable[[Collection[Fact]], bool | None], order: Sequence[_Unit], rest: frozenset[Fact]
) -> tuple[list[_Unit], bool]:
    """Return what stays of `order` when units are set aside from its front as long as all else clashes.

    The second value tells whether each that stays was shown to be needed.
    """
    needed: list[_Unit] = []
    shown = True

    def sift(run: Sequence[_Unit], after: Sequence[_Unit]) -> None:
        """Add to `needed` those of `run` without which it and `after` would not clash."""
        nonlocal shown
        answer = can_hold(_facts((*needed, *after)) | rest)
        if answer is False:
            return
        if answer is None:
            shown = False
            needed.extend(run)
        elif len(run) == 1:
            needed.append(run[0])
        else:
            middle = len(run) // 2
            sift(run[:middle], (*run[middle:], *after))
            sift(run[middle:], after)

    if order:
        sift(order, ())
    return needed, shown
