"""The smallest set of facts that cannot all hold."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from dutydesk_roster.engine.explain.proof import Prover
from dutydesk_roster.engine.fact import Fact, FactKind
from dutydesk_roster.engine.model.sheet import Sheet

_MANY = 80
_PART_OF_TIME = 0.3

_PEOPLE_FIRST = (
    FactKind.BUSY,
    FactKind.SERVING,
    FactKind.NEED,
    FactKind.WISH,
    FactKind.PIN,
    FactKind.RULE,
    FactKind.HEADS,
)
_RULES_FIRST = (
    FactKind.RULE,
    FactKind.NEED,
    FactKind.SERVING,
    FactKind.BUSY,
    FactKind.WISH,
    FactKind.PIN,
    FactKind.HEADS,
)


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
    whole runs of them first, and stay away if the rest still cannot hold: so whatever is tried first is the
    likeliest to go. Heads go last, those of `wanted` last of all, for without demand there is nothing to
    explain. Before them, two orders are tried and the smaller set is taken. In one, rules go first: what
    stays is particular (leave, needs, pins), on which a leader can act, and says that even without the rules
    there are too few people. In the other, leave goes first, which is better where one rule says what it
    takes the leave of ten people to say. Of two equal sets the first is taken.
    """
    facts = frozenset(row.fact for row in sheet.rows if row.fact is not None)
    if among is not None:
        facts &= frozenset(among)
    if len(facts) > _MANY:
        suspects = prover.suspects(sheet, prover.left * _PART_OF_TIME) if among is None else None
        if suspects is not None and prover.can_hold(sheet, suspects) is False:
            facts = suspects
    best: Core | None = None
    for kinds in (_RULES_FIRST, _PEOPLE_FIRST):
        order = sorted(
            facts, key=lambda fact: (kinds.index(fact.kind), fact in wanted, fact)  # noqa: B023 - used at once
        )
        found = _reduced(lambda held: prover.can_hold(sheet, held), order, known=best is not None)
        if found is None:
            break
        if best is None or (found.smallest, -len(found.facts)) > (best.smallest, -len(best.facts)):
            best = found
    return best


def _reduced(
    can_hold: Callable[[Collection[Fact]], bool | None], order: Sequence[Fact], *, known: bool
) -> Core | None:
    """Return what stays of `order` when facts are set aside from its front as long as the rest clashes."""
    if not known and can_hold(frozenset(order)) is not False:
        return None
    needed: list[Fact] = []
    smallest = True

    def sift(run: Sequence[Fact], after: Sequence[Fact]) -> None:
        """Add to `needed` those of `run` without which it and `after` would not clash."""
        nonlocal smallest
        answer = can_hold(frozenset((*needed, *after)))
        if answer is False:
            return
        if len(run) == 1:
            smallest = smallest and answer is True
            needed.append(run[0])
            return
        middle = len(run) // 2
        sift(run[:middle], (*run[middle:], *after))
        sift(run[middle:], after)

    kinds = {kind: [fact for fact in order if fact.kind is kind] for kind in dict.fromkeys(f.kind for f in order)}
    later = list(order)
    for run in kinds.values():
        later = later[len(run) :]
        sift(run, later)
    return Core(frozenset(needed), smallest)
