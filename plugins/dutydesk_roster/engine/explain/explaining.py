"""Why no full roster exists: what stays open, which facts clash, and what would lift that."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from dutydesk.wording import _, ngettext
from dutydesk_roster.engine.day_text import days_text
from dutydesk_roster.engine.explain.proof import Prover
from dutydesk_roster.engine.explain.reasons import Telling
from dutydesk_roster.engine.explain.remedies import Clashing, remedies_for
from dutydesk_roster.engine.explain.smallest import Core, smallest_core
from dutydesk_roster.engine.explain.stretch import days_of, stretch_of
from dutydesk_roster.engine.explanation import Clash, Explanation, Shortfall
from dutydesk_roster.engine.fact import Fact, FactKind
from dutydesk_roster.engine.model.layout import lay_out_strictly
from dutydesk_roster.engine.model.sheet import Sheet
from dutydesk_roster.engine.problem import Problem

_LENGTHS = (1, 3, 5, 7)
_MOST_CLASHES = 3
_SMALL = 4_000
"""People times slots up to which the whole is looked at first."""
_LOOK_PART = 0.15
_STRETCH_SECONDS = 0.5
_SHORTAGE_SECONDS = 1.0
_DEMANDS = (FactKind.HEADS, FactKind.NEED, FactKind.PIN, FactKind.WISH)


def explain(
    problem: Problem,
    *,
    first: date | None = None,
    last: date | None = None,
    near: Iterable[date] = (),
    seconds: float = 10.0,
    seed: int = 0,
    cancelled: Callable[[], bool] | None = None,
) -> Explanation:
    """Return why the days `first` to `last` (all, where None) cannot be filled, found within `seconds`.

    Looked at are single days, then longer and longer stretches, and last the whole: what cannot be in a
    stretch taken by itself cannot be at all, and a short one gives few reasons. Days in `near`, such as
    those that a roster at hand leaves open, are looked at first. For stretches that cannot be filled it
    gives what must stay open there, up to three clashes, each the smallest by itself, and remedies; of
    stretches that follow one another, only the first one's clashes. Only what is hard counts; heads are those
    without which a post is not guarded.
    """
    started = time.monotonic()
    prover = Prover(seconds, seed, cancelled)
    whole = stretch_of(problem, first or problem.first, last or problem.last)
    search = _Search(prover, whole)
    possible = search.look(near)
    shortfalls, clashes = search.explained()
    if possible is not True and not search.impossible:
        short = search.least_open()
        if short is not None:
            possible, shortfalls = short
    return Explanation(
        possible=possible,
        first=whole.first,
        last=whole.last,
        text=_summary(possible, whole, shortfalls, clashes),
        shortfalls=shortfalls,
        clashes=clashes,
        seconds=time.monotonic() - started,
    )


@dataclass(slots=True)
class _Search:
    """Looks for stretches of days that cannot be filled, and explains them."""

    prover: Prover
    whole: Problem
    impossible: list[tuple[date, date]] = field(default_factory=list)

    def look(self, near: Iterable[date]) -> bool | None:
        """Tell whether the whole can be filled; if not, `impossible` has stretches for which that shows."""
        everything = (self.whole.first, self.whole.last)
        answer: bool | None = None
        if len(self.whole.people) * len(self.whole.slots) <= _SMALL:
            answer = self._can_be_filled(*everything, self.prover.left / 2)
        days = days_of(*everything)
        for length in _LENGTHS:
            if answer is True or length >= len(days):
                break
            for stretch in _stretches(days, length, frozenset(near)):
                self._look_at(*stretch)
            if self.impossible:
                return False
            if length == 1 and answer is None:
                answer = self._can_be_filled(*everything, self.prover.left * _LOOK_PART)
        if answer is None:
            answer = self._can_be_filled(*everything, self.prover.left / 2)
        if answer is False:
            self.impossible.append(self._trimmed(*everything))
        return answer

    def _look_at(self, first: date, last: date) -> None:
        near = any(begin <= last and first <= end for begin, end in self.impossible)
        if not near and self._can_be_filled(first, last, _STRETCH_SECONDS) is False:
            self.impossible.append(self._trimmed(first, last))

    def _can_be_filled(self, first: date, last: date, seconds: float) -> bool | None:
        return self.prover.can_hold(self._sheet(first, last), seconds=seconds)

    def _sheet(self, first: date, last: date) -> Sheet:
        return lay_out_strictly(stretch_of(self.whole, first, last))

    def _trimmed(self, first: date, last: date) -> tuple[date, date]:
        """Return the days without those at either end without which the rest cannot be filled either."""
        days = days_of(first, last)
        for end in (0, -1):
            while len(days) > 1:
                fewer = days[1:] if end == 0 else days[:-1]
                if self._can_be_filled(fewer[0], fewer[-1], _STRETCH_SECONDS) is not False:
                    break
                days = fewer
        return days[0], days[-1]

    def explained(self) -> tuple[tuple[Shortfall, ...], tuple[Clash, ...]]:
        """Return what stays open in the impossible stretches, and what clashes in the first few."""
        self.impossible.sort()
        shortfalls: list[Shortfall] = []
        clashes: list[Clash] = []
        told = self._told()
        for first, last in self.impossible:
            sheet = self._sheet(first, last)
            telling = Telling(self.whole, sheet)
            short = self.prover.shortage(sheet, _SHORTAGE_SECONDS)
            missing = {} if short is None else dict(short.missing)
            shortfalls += [
                telling.shortfall(fact, count, proved=short is not None and short.proved)
                for fact, count in sorted(missing.items())
            ]
            if first in told and len(clashes) < _MOST_CLASHES:
                until = self.prover.left * (1 - 1 / (len(told) - told.index(first)))
                clashes += self._clashes(sheet, telling, missing, _MOST_CLASHES - len(clashes), until)
        return tuple(shortfalls), tuple(clashes)

    def _told(self) -> list[date]:
        """Return the first days of the stretches whose clashes are told: not the next day's, mostly alike."""
        told: list[date] = []
        before: date | None = None
        for first, last in sorted(self.impossible):
            if before is None or (first - before).days > 1:
                told.append(first)
            before = last
        return told[:_MOST_CLASHES]

    def _clashes(
        self, sheet: Sheet, telling: Telling, missing: dict[Fact, int], most: int, until: float
    ) -> list[Clash]:
        """Return up to `most` clashes of one stretch; each further one does without the earlier's demands."""
        cores: list[Core] = []
        left = {row.fact for row in sheet.rows if row.fact is not None}
        while len(cores) < most:
            core = smallest_core(self.prover, sheet, left if cores else None, missing)
            if core is None:
                break
            cores.append(core)
            left -= {fact for fact in core.facts if fact.kind in _DEMANDS} or core.facts
        found = []
        first, last = sheet.problem.first, sheet.problem.last
        for core in cores:
            reasons = telling.reasons(core.facts)
            clashing = Clashing(self.whole, first, last, core, missing)
            remedies, helpless = remedies_for(self.prover, clashing, telling, reasons, until)
            found.append(
                Clash(
                    first=first,
                    last=last,
                    reasons=reasons,
                    remedies=remedies,
                    helpless=helpless,
                    smallest=core.smallest,
                )
            )
        return found

    def least_open(self) -> tuple[bool | None, tuple[Shortfall, ...]] | None:
        """Return what the best roster found in the time that is left leaves open, where nothing is proved."""
        sheet = self._sheet(self.whole.first, self.whole.last)
        short = self.prover.shortage(sheet, self.prover.left)
        if short is None:
            return None
        if not short.missing:
            return True, ()
        telling = Telling(self.whole, sheet)
        shortfalls = tuple(
            telling.shortfall(fact, count, proved=short.proved)
            for fact, count in sorted(short.missing.items())
        )
        return (False if short.proved else None), shortfalls


def _stretches(days: list[date], length: int, near: frozenset[date]) -> list[tuple[date, date]]:
    """Return stretches of `length` of the days that overlap by half, those with a day of `near` first."""
    step = max(1, length // 2)
    starts = sorted({*range(0, len(days) - length + 1, step), len(days) - length})
    stretches = [(days[start], days[start + length - 1]) for start in starts]
    return sorted(stretches, key=lambda one: not any(one[0] <= day <= one[1] for day in near))


def _summary(
    possible: bool | None, whole: Problem, shortfalls: tuple[Shortfall, ...], clashes: tuple[Clash, ...]
) -> str:
    days = days_text(whole.first, whole.last)
    if possible is True:
        return _("A full roster exists for {days}.").format(days=days)
    missing = sum(one.missing for one in shortfalls)
    if possible is None:
        if not missing:
            return _("It was not found out in the time whether {days} can be filled.").format(days=days)
        return ngettext(
            "It was not found out in the time whether {days} can be filled; {count} place stayed open.",
            "It was not found out in the time whether {days} can be filled; {count} places stayed open.",
            missing,
        ).format(days=days, count=missing)
    if not clashes:
        return _("No full roster exists for {days}.").format(days=days)
    return _("No full roster exists for {days}, because not all of this can hold: {reasons}").format(
        days=days, reasons=" ".join(reason.text for reason in clashes[0].reasons)
    )
