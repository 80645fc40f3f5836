"""Why one person stands somewhere and not another; who imports this loads the solver."""

import time
from collections.abc import Callable, Iterable
from datetime import timedelta

import msgspec

from dutydesk.wording import _, clauses, ngettext
from dutydesk_roster.engine.cells import known_placements
from dutydesk_roster.engine.checker import check, unfilled
from dutydesk_roster.engine.checker.names import Names
from dutydesk_roster.engine.cost_text import cost_lines, cost_parts
from dutydesk_roster.engine.explain import explain
from dutydesk_roster.engine.explanation import Clash, WhyNot
from dutydesk_roster.engine.fact import Fact, FactKind
from dutydesk_roster.engine.failure import failure_of
from dutydesk_roster.engine.fairness import fairness_table
from dutydesk_roster.engine.generate import differences
from dutydesk_roster.engine.plugin_rules import PluginRuleFailed
from dutydesk_roster.engine.problem import Kept, Pin, Placed, Problem, Wish
from dutydesk_roster.engine.repair import repair
from dutydesk_roster.engine.replacements import rank_replacements
from dutydesk_roster.engine.score import score
from dutydesk_roster.engine.solution import Unfilled
from dutydesk_roster.engine.standing_roster import newly_broken

_PART_TO_REPAIR = 0.6
_AROUND = timedelta(days=6)
_EXPLAINED = 1.0
_FEW = 2
_HEADS = frozenset({"uncovered", "unwanted", "unmet"})
ASKED = "asked"
"""The code of the reason of a clash that is the question itself."""


def why_not(
    problem: Problem,
    assignments: Iterable[Placed],
    cell: Placed,
    other: str,
    *,
    seconds: float = 5.0,
    seed: int = 0,
    workers: int = 8,
    cancelled: Callable[[], bool] | None = None,
) -> WhyNot:
    """Return why the person of `cell` stands there and not `other`, found within about `seconds`.

    First it is judged as if nothing else changed. Then `other` is pinned there, the one who stands there is
    kept away from it, and the roster is repaired around that day. Where this leaves something open or
    breaks a rule, the days around are asked why.

    Raises:
        ValueError: `cell` is not in the roster, or `other` is not known or stands there already.
        EngineFailed: a rule that a plugin brings does not work; the text says which in one line.
    """
    before = known_placements(problem, assignments)
    leaver, new = Placed(cell.person, *cell.place), Placed(other, *cell.place)
    if leaver not in before:
        raise ValueError(f"{cell.person!r} does not stand in {cell.place}")
    if new in before or all(person.key != other for person in problem.people):
        raise ValueError(f"{other!r} stands in {cell.place} already, or is nobody in this roster")
    try:
        return _why_not(_Question(problem, before, leaver, new), seconds, seed, workers, cancelled)
    except PluginRuleFailed as failure:
        raise failure_of(failure) from failure


class _Question:
    """A roster, a duty in it, and the same with someone else there."""

    def __init__(self, problem: Problem, before: tuple[Placed, ...], leaver: Placed, new: Placed) -> None:
        self.before, self.leaver, self.new = before, leaver, new
        # What stands is kept, so that the score counts what changes.
        self.problem = msgspec.structs.replace(
            problem, kept=tuple(Kept(one.person, *one.place) for one in before)
        )
        self.pinned = msgspec.structs.replace(
            self.problem,
            pins=(
                *(pin for pin in problem.pins if (pin.person, pin.place) != (leaver.person, leaver.place)),
                Pin(new.person, *new.place),
            ),
            wishes=(
                *problem.wishes,
                Wish(
                    person=leaver.person,
                    day=leaver.day,
                    on=False,
                    shift=leaver.shift,
                    post=leaver.post,
                    weight=None,
                ),
            ),
        )

    def asks(self, fact: Fact) -> bool:
        """Tell whether a fact is what was asked for: that one stands there and the other does not."""
        if fact.kind is FactKind.PIN:
            return (fact.person, fact.place) == (self.new.person, self.new.place)
        return fact.kind is FactKind.WISH and fact.index == len(self.problem.wishes)

    def as_asked(self, clash: Clash) -> Clash:
        """Return a clash that calls what was asked for by that name, and does not propose to give it up."""
        names = Names(self.problem)
        duty = names.duty(self.new.shift, self.new.post, self.new.day)
        asked = {
            FactKind.PIN: _("{name} is to stand {duty}.").format(
                name=names.person(self.new.person), duty=duty
            ),
            FactKind.WISH: _("{name} is not to stand {duty}.").format(
                name=names.person(self.leaver.person), duty=duty
            ),
        }
        return msgspec.structs.replace(
            clash,
            reasons=tuple(
                msgspec.structs.replace(reason, code=ASKED, text=asked[reason.facts[0].kind])
                if self.asks(reason.facts[0])
                else reason
                for reason in clash.reasons
            ),
            remedies=tuple(
                remedy for remedy in clash.remedies if remedy.fact is None or not self.asks(remedy.fact)
            ),
        )


def _why_not(
    question: _Question, seconds: float, seed: int, workers: int, cancelled: Callable[[], bool] | None
) -> WhyNot:
    started = time.monotonic()
    problem, before, day = question.problem, question.before, question.new.day
    candidate = next(
        one
        for one in rank_replacements(problem, before, question.leaver)
        if one.person == question.new.person
    )
    stays = [one for one in before if one != question.leaver]
    found = repair(
        question.pinned,
        stays,
        day,
        day,
        seconds=seconds * _PART_TO_REPAIR,
        seed=seed,
        workers=workers,
        cancelled=cancelled,
    )
    after = tuple(sorted(found.assignments))
    broken = newly_broken(check(problem, before), check(problem, after))
    short = _newly_open(problem, before, after)
    possible: bool | None = True
    clashes: tuple[Clash, ...] = ()
    if broken or short:
        left = max(seconds - (time.monotonic() - started), seconds * (1 - _PART_TO_REPAIR) / 2)
        possible, clashes = _clashes(question, left, seed, cancelled)
    scores = score(problem, before), score(problem, after)
    parts = cost_parts(*scores)
    fairness = tuple(fairness_table(problem, roster).number for roster in (before, after))
    answer = WhyNot(
        cell=question.leaver,
        other=question.new.person,
        possible=possible,
        text="",
        breaches=candidate.breaches,
        costs=candidate.costs,
        assignments=after,
        changes=differences(before, after),
        unfilled=short,
        broken=broken,
        cost=scores[1].total - scores[0].total,
        parts=parts,
        worse=cost_lines(problem, before, after, parts),
        fairness_before=fairness[0],
        fairness_after=fairness[1],
        clashes=clashes,
    )
    return msgspec.structs.replace(answer, text=_text(problem, answer))


def _newly_open(problem: Problem, before: Iterable[Placed], after: Iterable[Placed]) -> tuple[Unfilled, ...]:
    """Return the slots that are shorter than they were."""
    were = {(one.post, one.shift, one.day): one for one in unfilled(problem, before)}
    return tuple(
        one
        for one in unfilled(problem, after)
        if (was := were.get((one.post, one.shift, one.day))) is None
        or one.missing > was.missing
        or len(one.lacking) > len(was.lacking)
    )


def _clashes(
    question: _Question, seconds: float, seed: int, cancelled: Callable[[], bool] | None
) -> tuple[bool | None, tuple[Clash, ...]]:
    """Return False and what the pin clashes with, or None where it is not proved to clash with anything."""
    day = question.new.day
    explanation = explain(
        question.pinned,
        first=day - _AROUND,
        last=day + _AROUND,
        near=(day,),
        seconds=seconds,
        settle_seconds=min(seconds, _EXPLAINED),
        seed=seed,
        cancelled=cancelled,
    )
    clashes = tuple(
        question.as_asked(clash) for clash in explanation.clashes if any(map(question.asks, clash.facts))
    )
    return (False if clashes else None), clashes


def _text(problem: Problem, answer: WhyNot) -> str:
    names = Names(problem)
    cell = answer.cell
    said = {"other": names.person(answer.other), "duty": names.duty(cell.shift, cell.post, cell.day)}
    if answer.clashes:
        # That they are to stand there was asked; it is no reason against it.
        reasons = [reason.text for reason in answer.clashes[0].reasons if reason.code != ASKED]
        return _("{other} cannot stand {duty}: {reasons}").format(**said, reasons=" ".join(reasons))
    if answer.possible is None:
        why = answer.broken[0].text if answer.broken else ""
        return _("No sound roster was found with {other} on {duty}. {why}").format(**said, why=why).strip()
    text = ngettext(
        "{other} could stand {duty}: {count} assignment would change, {cost}.",
        "{other} could stand {duty}: {count} assignments would change, {cost}.",
        len(answer.changes),
    ).format(**said, count=len(answer.changes), cost=_cost_text(answer))
    if not answer.breaches:
        return text
    return _("As the roster stands: {why} {text}").format(why=answer.breaches[0].text, text=text)


def _cost_text(answer: WhyNot) -> str:
    # Heads that a repair fills by the way are worth more than anything, but are not what was asked.
    cost = sum(each for part, each in answer.parts if each > 0 or part not in _HEADS)
    if cost < 0:
        return _("and it would cost {cost} less").format(cost=-cost)
    if cost == 0:
        return _("at no further cost")
    text = _("and it would cost {cost} more").format(cost=cost)
    if not answer.worse:
        return text
    return _("{text}: {worse}").format(text=text, worse=clauses(answer.worse[:_FEW]))
