"""What would lift a clash, each shown by a solve."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

import msgspec

from dutydesk_roster.engine.explain.proof import Prover, Question
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
    """Facts of `problem` that clash on the days `first` to `last`, where `missing` heads stay open.

    `question` is about all facts of these days.
    """

    problem: Problem
    first: date
    last: date
    question: Question
    core: Core
    missing: int


def remedies_for(
    prover: Prover, clashing: Clashing, telling: Telling, reasons: Sequence[Reason]
) -> tuple[tuple[Remedy, ...], tuple[Reason, ...]]:
    """Return what lifts the clash, what is enough by itself first, and the reasons that nothing changes.

    For each fact, growing amounts are tried until the days can be filled; where none is enough, the least
    that lifts this clash is told. Of one kind of fact only the first few are tried, rules first of all, and
    more people last; nothing more once the prover's time is up.
    """
    looking = _Looking(prover, clashing, Relaxing(clashing.problem, telling, clashing.first, clashing.last))
    found: list[Remedy] = []
    helpless: list[Reason] = []
    if any(fact.kind in (FactKind.HEADS, FactKind.NEED) for fact in clashing.core.facts):
        needs = _needs(telling, clashing.core.facts)
        more = looking.relaxing.more_people(needs, max(_MOST_PEOPLE, clashing.missing + 1))
        found.extend(looking.least(frozenset(), more))
    for reason in sorted(reasons, key=lambda one: one.facts[0].kind is not FactKind.RULE):
        if prover.left <= 0:
            break
        remedies = looking.about(reason)
        found.extend(remedies)
        if not any(remedy.enough for remedy in remedies):
            helpless.append(reason)
    order = [
        FactKind.BUSY,
        FactKind.SERVING,
        FactKind.PIN,
        FactKind.WISH,
        FactKind.RULE,
        FactKind.NEED,
        FactKind.HEADS,
    ]
    found = [looking.with_whole(remedy) for remedy in found]
    found.sort(
        key=lambda one: (not one.enough, len(order) if one.fact is None else order.index(one.fact.kind))
    )
    return tuple(found), tuple(helpless)


def _needs(telling: Telling, facts: Iterable[Fact]) -> tuple[str, ...]:
    needs: dict[str, None] = {}
    for fact in sorted(facts):
        cell = telling.cell(fact) if fact.kind is FactKind.NEED else None
        if cell is not None:
            needs.update(dict.fromkeys(cell.needs))
    return tuple(needs)


@dataclass(frozen=True, slots=True)
class _Looking:
    """Looks for what lifts a clash."""

    prover: Prover
    clashing: Clashing
    relaxing: Relaxing
    problems: dict[Remedy, Problem] = field(default_factory=dict)
    """What the problem is with each remedy that is enough."""

    def with_whole(self, remedy: Remedy) -> Remedy:
        """Return the remedy with what is known about everything that was to be explained."""
        if remedy.enough and remedy in self.problems:
            whole = _fills_whole(self.prover, self.clashing, self.problems[remedy])
            return msgspec.structs.replace(remedy, whole=whole)
        return remedy

    def about(self, reason: Reason) -> list[Remedy]:
        """Return what can be done about a reason: all that is enough, or else the first of each kind."""
        found: list[Remedy] = []
        tried: Counter[FactKind] = Counter()
        for fact in reason.facts:
            if tried[fact.kind] < _MOST_OF_A_KIND and self.prover.left > 0:
                tried[fact.kind] += 1
                for way in self.relaxing.ways(fact, self.clashing.missing):
                    found.extend(self.least(frozenset({fact}), way))
        if not any(remedy.enough for remedy in found) and tried[FactKind.BUSY] > 1:
            found.extend(self.least(frozenset(reason.facts), self.relaxing.all_back(reason.facts)))
        enough = [remedy for remedy in found if remedy.enough]
        kinds = {remedy.kind: remedy for remedy in reversed(found)}
        return enough or list(kinds.values())

    def least(self, about: frozenset[Fact], way: Iterable[Relaxed]) -> tuple[Remedy, ...]:
        """Return the least of `way` with which the days can be filled, or else this clash is lifted.

        What is not enough with all the facts that it is `about` gone is not enough with them relaxed.
        """
        prover, whole, core = self.prover, self.clashing.question, self.clashing.core.facts
        could_be_enough = not about or whole.can_hold(prover, whole.facts - about) is True
        lifting: Remedy | None = None
        for relaxed in way:
            if prover.left <= 0:
                break
            if not could_be_enough and lifting is not None:
                break
            if relaxed.gone:
                enough = could_be_enough and whole.can_hold(prover, whole.facts - relaxed.gone) is True
                lifts = enough or lifting is not None or whole.can_hold(prover, core - relaxed.gone) is True
            else:
                days = stretch_of(relaxed.problem, self.clashing.first, self.clashing.last)
                question = Question(lay_out_strictly(days))
                enough = could_be_enough and question.can_hold(prover) is True
                lifts = enough or (
                    lifting is None
                    and question.can_hold(prover, _with_parts(self.clashing, question)) is True
                )
            if enough:
                self.problems[relaxed.remedy] = relaxed.problem
                return (relaxed.remedy,)
            if lifts and lifting is None:
                lifting = msgspec.structs.replace(relaxed.remedy, enough=False, whole=False)
        return () if lifting is None else (lifting,)


def _with_parts(clashing: Clashing, question: Question) -> frozenset[Fact]:
    """Return the facts of the clash, and the parts into which busy stretches were cut."""
    parts = len(clashing.problem.busy)
    return frozenset(
        fact
        for fact in question.facts
        if fact in clashing.core.facts or (fact.kind is FactKind.BUSY and fact.index >= parts)
    )


def _fills_whole(prover: Prover, clashing: Clashing, relaxed: Problem) -> bool | None:
    if clashing.first <= relaxed.first and relaxed.last <= clashing.last:
        return True
    if len(relaxed.people) * len(relaxed.slots) > _SMALL or prover.left <= 0:
        return None
    return Question(lay_out_strictly(relaxed)).can_hold(prover, seconds=1.0)
