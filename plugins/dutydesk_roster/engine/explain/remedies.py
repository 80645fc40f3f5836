"""What would lift a clash, each shown by a solve."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from dutydesk.wording import _
from dutydesk_roster.engine.explain.proof import Prover
from dutydesk_roster.engine.explain.reasons import Telling
from dutydesk_roster.engine.explain.relaxing import Relaxed, Relaxing
from dutydesk_roster.engine.explain.smallest import Core
from dutydesk_roster.engine.explain.stretch import stretch_of
from dutydesk_roster.engine.explanation import Reason, Remedy
from dutydesk_roster.engine.fact import Fact, FactKind
from dutydesk_roster.engine.model.layout import lay_out_strictly
from dutydesk_roster.engine.problem import Problem

_MOST_OF_A_KIND = 3
_MOST_PEOPLE = 3
_SMALL = 4_000
"""People times slots up to which it is quick to look whether everything can then be filled."""


@dataclass(frozen=True, slots=True)
class Clashing:
    """Facts of `problem` that clash on the days `first` to `last`; `missing` is what stays open there."""

    problem: Problem
    first: date
    last: date
    core: Core
    missing: Mapping[Fact, int]


def remedies_for(
    prover: Prover, clashing: Clashing, telling: Telling, reasons: Sequence[Reason], until: float
) -> tuple[tuple[Remedy, ...], tuple[Reason, ...]]:
    """Return what lifts the clash, what is enough by itself first, and the reasons that nothing changes.

    For each fact, growing amounts are tried until the days can be filled; where none is enough, the least
    that lifts this clash is told. Of one kind of fact only the first few are tried, and nothing once only
    `until` seconds are left.
    """
    relaxing = Relaxing(clashing.problem, telling, clashing.first, clashing.last)
    tried: Counter[FactKind] = Counter()
    found: list[Remedy] = []
    helpless: list[Reason] = []
    missing = sum(clashing.missing.values())
    needs = _needs(telling, clashing.core.facts)
    if any(fact.kind in (FactKind.HEADS, FactKind.NEED) for fact in clashing.core.facts):
        people = relaxing.more_people(needs, max(_MOST_PEOPLE, missing + 1))
        remedy = _least(prover, clashing, people, until)
        if remedy is not None:
            found.append(remedy)
    for reason in reasons:
        helps, looked = False, False
        for fact in sorted(reason.facts, key=lambda one: one not in clashing.missing):
            if tried[fact.kind] >= _MOST_OF_A_KIND and fact.kind is not FactKind.RULE:
                break
            tried[fact.kind] += 1
            for way in relaxing.ways(fact, missing):
                if prover.left <= until:
                    continue
                looked = True
                remedy = _least(prover, clashing, way, until)
                if remedy is not None:
                    found.append(remedy)
                    helps = helps or remedy.enough
        if looked and not helps:
            helpless.append(reason)
    return tuple(sorted(found, key=lambda one: not one.enough)), tuple(helpless)


def _needs(telling: Telling, facts: Iterable[Fact]) -> tuple[str, ...]:
    needs: dict[str, None] = {}
    for fact in sorted(facts):
        cell = telling.cell(fact) if fact.kind is FactKind.NEED else None
        if cell is not None:
            needs.update(dict.fromkeys(cell.slots[0].needs))
    return tuple(needs)


def _least(prover: Prover, clashing: Clashing, way: Iterable[Relaxed], until: float) -> Remedy | None:
    """Return the least of `way` with which the days can be filled, or else that lifts this clash."""
    lifting: Remedy | None = None
    for relaxed in way:
        if prover.left <= until:
            break
        days = stretch_of(relaxed.problem, clashing.first, clashing.last)
        sheet = lay_out_strictly(days)
        if not (relaxed.fact_is_gone and clashing.core.smallest) and lifting is None:
            facts = {row.fact for row in sheet.rows if row.fact is not None}
            if prover.can_hold(sheet, _with_parts(clashing, facts)) is not True:
                continue
        if prover.can_hold(sheet) is True:
            whole = _fills_whole(prover, clashing, relaxed.problem, until)
            return msgspec.structs.replace(relaxed.remedy, enough=True, whole=whole)
        if lifting is None:
            lifting = msgspec.structs.replace(
                relaxed.remedy,
                enough=False,
                whole=False,
                text=_("{remedy} That lifts this clash, but other reasons remain.").format(
                    remedy=relaxed.remedy.text
                ),
            )
    return lifting


def _with_parts(clashing: Clashing, facts: Collection[Fact]) -> set[Fact]:
    """Return the facts of the clash, and the parts into which busy stretches were cut."""
    parts = len(clashing.problem.busy)
    return {
        fact
        for fact in facts
        if fact in clashing.core.facts or (fact.kind is FactKind.BUSY and fact.index >= parts)
    }


def _fills_whole(prover: Prover, clashing: Clashing, relaxed: Problem, until: float) -> bool | None:
    if clashing.first <= relaxed.first and relaxed.last <= clashing.last:
        return True
    if len(relaxed.people) * len(relaxed.slots) > _SMALL or prover.left <= until:
        return None
    return prover.can_hold(lay_out_strictly(relaxed), seconds=1.0)
