"""Swaps of duties between two people on a desk: which would free someone, and making one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import msgspec

from dutydesk.api import DataProblem, Desk
from dutydesk.domain import short_day
from dutydesk.wording import _
from dutydesk_roster.arranging import accept
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.calendar import duty_title
from dutydesk_roster.engine import (
    EngineFailed,
    Placed,
    SwapOffer,
    SwapVerdict,
    judge_swap,
    swaps_that_free,
)
from dutydesk_roster.month import Month
from dutydesk_roster.problem_of import placed, problem_of
from dutydesk_roster.roster import Roster
from dutydesk_roster.standing_in import Ranking, rank_stand_ins

MOST_OFFERED = 10
_EDGE = timedelta(days=14)
"""How near to the edge of a month a duty lies that may be exchanged for one beyond it."""
_LONGEST = timedelta(days=92)
"""How far apart the two duties of a swap lie at most: all months between them are looked at together."""


@dataclass(frozen=True)
class SwapProposal:
    """A swap and what it does; nothing is kept before it is accepted."""

    roster: Roster
    give: Placed
    take: Placed | None
    other: str
    verdict: SwapVerdict

    def accept(self, desk: Desk) -> None:
        """Make the swap, as one change that one undo takes back.

        Raises:
            DataProblem: it is not allowed.
            StaleChange: someone has changed an assignment of these days since the swap was judged.
        """
        if not self.verdict.allowed:
            raise DataProblem(self.verdict.text)
        gone = {self.give, self.take}
        wanted = [each for each in map(placed, self.roster.asked) if each not in gone]
        wanted.append(Placed(self.other, *self.give.place))
        if self.take is not None:
            wanted.append(Placed(self.give.person, *self.take.place))
        names = self.roster.names
        why = (
            _("{other} takes a duty of {name}, {day:%m-%d}")
            if self.take is None
            else _("{other} and {name} swap duties, {day:%m-%d} and {back:%m-%d}")
        )
        accept(
            desk,
            self.roster,
            wanted,
            why.format(
                other=names.get(self.other, self.other),
                name=names.get(self.give.person, self.give.person),
                day=self.give.day,
                back=self.take.day if self.take is not None else self.give.day,
            ),
        )


class Swaps:
    """The swaps that the roster of some months allows, as it stands when this is made.

    Without `minds_pins`, a pinned duty can be swapped like any other: a pin is for the generator, and says
    nothing against what people agree on.
    """

    def __init__(self, desk: Desk, first: Month, last: Month, *, minds_pins: bool = True) -> None:
        self._desk = desk
        self._minds_pins = minds_pins
        self.roster = Roster.of(desk, first.first, last.last)
        problem = problem_of(desk, self.roster)
        self._problem = problem if minds_pins else msgspec.structs.replace(problem, pins=())
        self._standing = tuple(map(placed, self.roster.asked))

    def freeing(self, give: Placed, limit: int = MOST_OFFERED) -> tuple[SwapOffer, ...]:
        """Return the swaps that would free someone of a duty, the best first.

        Raises:
            DataProblem: the duty does not stand there, or a rule that a plugin brings does not work.
        """
        self._refuse_unknown(give)
        try:
            return swaps_that_free(self._problem, self._standing, give, limit)
        except (ValueError, EngineFailed) as error:
            raise DataProblem(str(error)) from error

    def judged(self, give: Placed, other: str, take: Placed | None) -> SwapProposal:
        """Return the swap in which `other` takes the duty `give`, and gives `take` for it, or nothing.

        Raises:
            DataProblem: a duty does not stand there, someone is not known or swaps with themselves, or a rule
                that a plugin brings does not work.
        """
        for duty in (give, take):
            if duty is not None and duty.place not in self._places:
                raise DataProblem(
                    _("Nobody is asked for at {duty} on {day}, so no rule can judge it.").format(
                        duty=duty_title(self.roster.plan, duty.post, duty.shift), day=short_day(duty.day)
                    )
                )
        try:
            verdict = judge_swap(self._problem, self._standing, give, take, other)
        except (ValueError, EngineFailed) as error:
            raise DataProblem(str(error)) from error
        return SwapProposal(self.roster, give, take, other, verdict)

    def proposed(self, give: Placed, other: str, back: date | None = None) -> SwapProposal:
        """Return the swap in which `other` takes a duty, and gives theirs of the day `back` if one is said.

        Of several duties on that day it is the one that fits best.

        Raises:
            DataProblem: a duty does not stand there, someone is not known or swaps with themselves, or a rule
                that a plugin brings does not work.
        """
        self._refuse_unknown(give)
        self._refuse_stranger("--with", other)
        proposals = [self.judged(give, other, take) for take in self._given_back(other, back)]
        return min(proposals, key=lambda one: (not one.verdict.allowed, one.verdict.cost))

    def stand_ins(self, give: Placed, volunteers: Mapping[str, str]) -> Ranking:
        """Return who could stand a duty for nothing; `volunteers` have offered to be called on its day.

        Raises:
            DataProblem: nobody is asked for there, or a rule that a plugin brings does not work.
        """
        return rank_stand_ins(self.roster, self._problem, self._standing, give, volunteers)

    @property
    def _places(self) -> frozenset[tuple[str, str, date]]:
        return frozenset(slot.place for slot in self._problem.slots)

    def _given_back(self, other: str, back: date | None) -> Sequence[Placed | None]:
        if back is None:
            return (None,)
        self._refuse_day("--back", back)
        takes = [one for one in self._standing if (one.person, one.day) == (other, back)]
        if not takes:
            raise DataProblem(
                _("--back: {name} stands no duty on {day}").format(
                    name=self.roster.names.get(other, other), day=back
                )
            )
        return takes

    def _refuse_unknown(self, give: Placed) -> None:
        self._refuse_day("--day", give.day)
        self._refuse_stranger("--person", give.person)

    def _refuse_day(self, option: str, day: date) -> None:
        first, last = self.roster.first, self.roster.last
        if first <= day <= last:
            return
        if Month.of(first) == Month.of(last):
            text = _("{option}: {day} is no day of {month}")
        else:
            text = _("{option}: {day} is no day of {month} to {last}")
        raise DataProblem(text.format(option=option, day=day, month=Month.of(first), last=Month.of(last)))

    def _refuse_stranger(self, option: str, person: str) -> None:
        if person not in self.roster.names:
            raise DataProblem(
                _("{option}: {person!r} is nobody's key; `dutydesk people list` shows the keys").format(
                    option=option, person=person
                )
            )


class SwapsOfMonth(Swaps):
    """The swaps of the duties of one month; what is given back for one may lie in another month.

    The month is looked at alone, as fair shares are those of a month, until a swap reaches over its edge:
    then all months that it touches are looked at together.
    """

    def __init__(self, desk: Desk, month: Month, *, minds_pins: bool = True) -> None:
        super().__init__(desk, month, month, minds_pins=minds_pins)
        self.month = month

    def freeing(self, give: Placed, limit: int = MOST_OFFERED) -> tuple[SwapOffer, ...]:
        """Return the swaps that would free someone of a duty, those over the month's edge too."""
        found = super().freeing(give, limit)
        near = self._desk.table(Assignment).between("day", give.day - _EDGE, give.day + _EDGE)
        for month in {Month.of(each.day) for each in near} - {self.month}:
            wider = self._with(month).freeing(give, limit)
            over = (one for one in wider if one.take is not None and Month.of(one.take.day) == month)
            found = (*found, *over)
        if any(one.allowed for one in found):
            found = tuple(one for one in found if one.allowed)
        return tuple(sorted(found, key=lambda one: (len(one.breaches), one.cost)))[:limit]

    def judged(self, give: Placed, other: str, take: Placed | None) -> SwapProposal:
        """Return the swap in which `other` takes the duty `give`, and gives `take` for it, or nothing."""
        if take is None or Month.of(take.day) == self.month:
            return super().judged(give, other, take)
        self._refuse_far("--back", give.day, take.day)
        return self._with(Month.of(take.day)).judged(give, other, take)

    def proposed(self, give: Placed, other: str, back: date | None = None) -> SwapProposal:
        """Return the swap in which `other` takes a duty, and gives theirs of the day `back` if one is said.

        Raises:
            DataProblem: as for one month, or the two days lie too far apart.
        """
        if back is None or Month.of(back) == self.month:
            return super().proposed(give, other, back)
        self._refuse_unknown(give)
        self._refuse_far("--back", give.day, back)
        return self._with(Month.of(back)).proposed(give, other, back)

    def _with(self, month: Month) -> Swaps:
        first, last = sorted((self.month, month))
        return Swaps(self._desk, first, last, minds_pins=self._minds_pins)

    def _refuse_far(self, option: str, day: date, back: date) -> None:
        if abs(back - day) > _LONGEST:
            raise DataProblem(
                _("{option}: {back} lies more than {days} days from {day}").format(
                    option=option, back=back, day=day, days=_LONGEST.days
                )
            )
