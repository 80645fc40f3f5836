"""The smallest set of facts that cannot all hold."""

from collections.abc import Collection
from dataclasses import dataclass

from dutydesk_roster.engine.explain.proof import Prover
from dutydesk_roster.engine.fact import Fact, FactKind
from dutydesk_roster.engine.model.sheet import Sheet

_MANY = 80
_PART_OF_TIME = 0.3

_TURNS = (
    FactKind.RULE,
    FactKind.NEED,
    FactKind.SERVING,
    FactKind.BUSY,
    FactKind.WISH,
    FactKind.PIN,
    FactKind.HEADS,
)
"""Which kind of fact is set aside first; the later its turn, the likelier it stays."""


@dataclass(frozen=True, slots=True)
class Core:
    """Facts proved not to hold together; `smallest` where each single one is needed for that."""

    facts: frozenset[Fact]
    smallest: bool


def smallest_core(
    prover: Prover, sheet: Sheet, among: Collection[Fact] | None = None, wanted: Collection[Fact] = ()
) -> Core | None:
    """Return a smallest set of facts of the sheet that cannot all hold; None where they can, or time is up.

    `among` are the facts looked at, all of the sheet where it is None. Facts are set aside one after another,
    and stay away if the rest still cannot hold, so that whatever is tried first is the likeliest to go. Rules
    go first: what stays is particular (leave, needs, pins), on which a leader can act. Heads go last, those
    of `wanted` last of all, for without demand there is nothing to explain. Where all clashes even without
    any leave, or without any rule, that is the stronger thing to say, and only the rest is looked at; where
    either is so, the smaller set is taken.
    """
    facts = frozenset(row.fact for row in sheet.rows if row.fact is not None)
    if among is not None:
        facts &= frozenset(among)
    if len(facts) > _MANY:
        suspects = prover.suspects(sheet, prover.left * _PART_OF_TIME) if among is None else None
        if suspects is not None and prover.can_hold(sheet, suspects) is False:
            facts = suspects
    if prover.can_hold(sheet, facts) is not False:
        return None
    leave = {fact for fact in facts if fact.kind in (FactKind.BUSY, FactKind.SERVING)}
    rules = {fact for fact in facts if fact.kind is FactKind.RULE}
    clashes = [part for part in (facts - rules, facts - leave) if prover.can_hold(sheet, part) is False]
    cores = [_reduced(prover, sheet, part, wanted) for part in clashes or [facts]]
    return max(cores, key=lambda core: (core.smallest, -len(core.facts)))


def _reduced(prover: Prover, sheet: Sheet, facts: Collection[Fact], wanted: Collection[Fact]) -> Core:
    """Return what stays of facts that clash when they are set aside in turn as long as the rest clashes.

    Runs of facts are tried at once, longer ones while that succeeds, shorter ones where it fails.
    """
    later = sorted(facts, key=lambda fact: (_TURNS.index(fact.kind), fact in wanted, fact))
    needed: list[Fact] = []
    smallest = True
    length = len(later)
    while later:
        length = min(length, sum(fact.kind is later[0].kind for fact in later))
        answer = prover.can_hold(sheet, frozenset((*needed, *later[length:])))
        if answer is False:
            later = later[length:]
            length *= 2
        elif length > 1:
            length = max(1, length // 4)
        else:
            smallest = smallest and answer is True
            needed.append(later.pop(0))
    return Core(frozenset(needed), smallest)
