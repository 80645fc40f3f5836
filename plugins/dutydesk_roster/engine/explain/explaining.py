"""Why no full roster exists: what stays open, which facts clash, and what would lift that."""

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from dutydesk.wording import _, ngettext
from dutydesk_roster.engine.day_text import days_text
from dutydesk_roster.engine.explain.at_a_glance import open_days, short_days
from dutydesk_roster.engine.explain.proof import Prover, Question
from dutydesk_roster.engine.explain.reasons import Telling
from dutydesk_roster.engine.explain.remedies import Clashing, remedies_for
from dutydesk_roster.engine.explain.smallest import Core, smallest_core
from dutydesk_roster.engine.explain.stretch import days_of, stretch_of
from dutydesk_roster.engine.explanation import Clash, Explanation, Reason, Shortfall
from dutydesk_roster.engine.fact import Fact, FactKind
from dutydesk_roster.engine.model.layout import lay_out_strictly
from dutydesk_roster.engine.model.sheet import Sheet
from dutydesk_roster.engine.problem import Problem

_LENGTHS = (1, 3, 5, 7)
_MOST_CLASHES = 3
_SMALL = 4_000
"""People times slots up to which the whole is looked at first."""
_PART_FOR_LOOKING = 0.3
_STRETCH_SECONDS = 0.5
_SHORTAGE_SECONDS = 0.5
_REMEDY_SECONDS = 1.5
_WORTH_BEGINNING = 0.4
"""The seconds without which no further clash is begun."""
_FEW_FACTS = 30
_LONG_LINE = 170
_DEMANDS = (FactKind.HEADS, FactKind.NEED, FactKind.PIN, FactKind.WISH)

_Place = tuple[str, str, date]


def explain(
    problem: Problem,
    *,
    first: date | None = None,
    last: date | None = None,
    near: Iterable[date] = (),
    seconds: float = 10.0,
    settle_seconds: float = 2.0,
    seed: int = 0,
    cancelled: Callable[[], bool] | None = None,
) -> Explanation:
    """Return why the days `first` to `last` (all, where None) cannot be filled, found within `seconds`.

    Looked at are single days, then longer and longer stretches, and last the whole: what cannot be in a
    stretch taken by itself cannot be at all, and a short one gives few reasons. Days on which too few people
    are there come first, then days in `near`, such as those that a roster at hand leaves open, and those that
    a roster made in one pass leaves open. One clash is explained in full, with remedies; after
    `settle_seconds` nothing more is looked for, so that not all that stays open need be told, nor every
    clash (three at most). Only what is hard counts; heads are those without which a post is not guarded.

    Raises:
        PluginRuleFailed: the code of a rule that a plugin brings cannot be had, or fails.
    """
    started = time.monotonic()
    prover = Prover(seconds, seed, cancelled)
    whole = stretch_of(problem, first or problem.first, last or problem.last)
    brief, looking = prover.within(settle_seconds), prover.within(settle_seconds * _PART_FOR_LOOKING)
    search = _Search(prover, brief, looking, whole)
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


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Days that cannot be filled; `asking` are places that ask for too much, where some are known."""

    first: date
    last: date
    question: Question
    asking: frozenset[_Place] = frozenset()

    @property
    def sheet(self) -> Sheet:
        return self.question.sheet


@dataclass(slots=True)
class _Search:
    """Looks for stretches of days that cannot be filled, and explains them.

    What need not be found is looked for only while the `brief` prover has time, and further days that
    cannot be filled only while the one for `looking` has.
    """

    prover: Prover
    brief: Prover
    looking: Prover
    whole: Problem
    impossible: list[_Stretch] = field(default_factory=list)
    has_told: bool = False
    """Whether a clash has been found and explained."""

    def look(self, near: Iterable[date]) -> bool | None:
        """Tell whether the whole can be filled; where not, `impossible` has stretches that show it."""
        self._look_at_short_days()
        if self.impossible:
            return False
        open_ones = open_days(self.whole)
        if not open_ones:
            return True
        answer: bool | None = None
        if len(self.whole.people) * len(self.whole.slots) <= _SMALL:
            answer = self._whole_can_be_filled(0.5)
        days = days_of(self.whole.first, self.whole.last)
        suspect = {*near, *open_ones}
        for among, part in ((suspect, 0.25), (set(days) - suspect, 0.5)):
            if answer is not True:
                self._look_around(days, among)
            if self.impossible:
                return False
            if answer is None:
                answer = self._whole_can_be_filled(part)
        if answer is False:
            self.impossible.append(self._trimmed(self.whole.first, self.whole.last))
        return answer

    def _look_at_short_days(self) -> None:
        for short in short_days(self.whole):
            if self._has_looked_enough():
                return
            self._look_at(short.day, short.day, short.places)

    def _has_looked_enough(self) -> bool:
        """Tell whether it is time to explain what has been found."""
        return bool(self.impossible) and self.looking.left <= 0

    def _whole_can_be_filled(self, part: float) -> bool | None:
        question = self._question(self.whole.first, self.whole.last)
        return question.can_hold(self.prover, seconds=self.prover.left * part)

    def _look_around(self, days: list[date], among: set[date]) -> None:
        """Look at single days of `among`, then at longer and longer stretches around them."""
        for length in _LENGTHS:
            for first, last in _stretches(days, length, among):
                if self._has_looked_enough():
                    return
                self._look_at(first, last)
            if self.impossible:
                return

    def _look_at(self, first: date, last: date, asking: frozenset[_Place] = frozenset()) -> None:
        if any(each.first <= last and first <= each.last for each in self.impossible):
            return
        question = self._question(first, last)
        if question.can_hold(self.prover, seconds=_STRETCH_SECONDS) is False:
            trimmed = _Stretch(first, last, question, asking)
            self.impossible.append(trimmed if first == last else self._trimmed(first, last))

    def _question(self, first: date, last: date) -> Question:
        return Question(lay_out_strictly(stretch_of(self.whole, first, last)))

    def _trimmed(self, first: date, last: date) -> _Stretch:
        """Return the days without those at either end without which the rest cannot be filled either."""
        days = days_of(first, last)
        best = self._question(first, last)
        for end in (0, -1):
            while len(days) > 1:
                fewer = days[1:] if end == 0 else days[:-1]
                question = self._question(fewer[0], fewer[-1])
                if question.can_hold(self.prover, seconds=_STRETCH_SECONDS) is not False:
                    break
                days, best = fewer, question
        return _Stretch(days[0], days[-1], best)

    def explained(self) -> tuple[tuple[Shortfall, ...], tuple[Clash, ...]]:
        """Return what stays open in the impossible stretches, and what clashes in the first few."""
        shortfalls: list[Shortfall] = []
        clashes: list[Clash] = []
        runs: list[Iterator[Clash]] = []
        for stretch in self.impossible:
            if runs and self.brief.left <= 0:
                break
            short = self.prover.shortage(stretch.sheet, _SHORTAGE_SECONDS)
            missing = {} if short is None else dict(short.missing)
            telling = Telling(self.whole, stretch.sheet)
            shortfalls += [
                telling.shortfall(fact, count, proved=short is not None and short.proved)
                for fact, count in sorted(missing.items())
            ]
            runs.append(self._clashes(stretch, telling, missing))
            if not clashes:
                clashes.extend(islice(runs[0], 1))
        for run in (*runs[1:], *runs[:1]) if clashes else ():
            while len(clashes) < _MOST_CLASHES and self.brief.left > _WORTH_BEGINNING:
                more = tuple(islice(run, 1))
                clashes += [clash for clash in more if clash.smallest]
                if run is not runs[0] or not more:
                    break
        shortfalls.sort(key=lambda one: one.fact.place[2] if one.fact.place is not None else date.min)
        return tuple(shortfalls), tuple(clashes)

    def _clashes(self, stretch: _Stretch, telling: Telling, missing: dict[Fact, int]) -> Iterator[Clash]:
        """Yield the clashes of one stretch; each further one does without the earlier's demands."""
        question = stretch.question
        left = question.facts
        asking = frozenset(fact for fact in left if fact.place in stretch.asking) or frozenset(missing)
        among = None
        while True:
            prover = self.brief if self.has_told else self.prover
            core = smallest_core(prover, question, telling, among=among, asking=asking)
            if core is None:
                return
            core, reasons = _told(prover, question, telling, core)
            clashing = Clashing(
                self.whole, stretch.first, stretch.last, question, core, sum(missing.values())
            )
            quick = self.brief if self.has_told else self.prover.within(_REMEDY_SECONDS)
            remedies, helpless = remedies_for(quick, clashing, telling, reasons)
            self.has_told = True
            yield Clash(
                first=stretch.first,
                last=stretch.last,
                reasons=reasons,
                remedies=remedies,
                helpless=helpless,
                smallest=core.smallest,
            )
            left -= {fact for fact in core.facts if fact.kind in _DEMANDS} or core.facts
            among, asking = left, frozenset()

    def least_open(self) -> tuple[bool | None, tuple[Shortfall, ...]] | None:
        """Return what the best roster found in the time that is left leaves open, where nothing is proved."""
        sheet = lay_out_strictly(self.whole)
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


def _told(
    prover: Prover, question: Question, telling: Telling, core: Core
) -> tuple[Core, tuple[Reason, ...]]:
    """Return the core and its lines, without those lines of much demand that it does not need."""
    reasons = telling.reasons(core.facts)
    for reason in reasons if len(core.facts) > _FEW_FACTS else ():
        fewer = core.facts - set(reason.facts)
        answer = question.can_hold(prover, fewer)
        if answer is False:
            core = Core(fewer, core.smallest)
        elif answer is None:
            core = Core(core.facts, smallest=False)
    return core, telling.reasons(core.facts)


def _stretches(days: list[date], length: int, among: set[date]) -> Iterator[tuple[date, date]]:
    """Yield stretches of days that hold one of `among`, so near to one another that they overlap."""
    if length < len(days):
        for place in range(0, len(days) - length + 1, max(1, length // 2)):
            if among.intersection(days[place : place + length]):
                yield days[place], days[place + length - 1]


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
        return _("{days} cannot be filled.").format(days=days)
    texts = [reason.text for reason in clashes[0].reasons]
    shown = texts[:1]
    for text in texts[1:]:
        if len(" ".join([*shown, text])) > _LONG_LINE:
            break
        shown.append(text)
    if len(shown[0]) > _LONG_LINE:
        shown = [_("too much is asked for {days}.").format(days=days_text(clashes[0].first, clashes[0].last))]
    return _("{days} cannot be filled: {reasons}").format(days=days, reasons=" ".join(shown))
