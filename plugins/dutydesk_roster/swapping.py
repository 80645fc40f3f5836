"""Swaps of duties between two people on a desk: which would free someone, and making one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dutydesk.api import DataProblem, Desk
from dutydesk.wording import _
from dutydesk_roster.arranging import accept
from dutydesk_roster.engine import (
    EngineFailed,
    Placed,
    Problem,
    SwapOffer,
    SwapVerdict,
    judge_swap,
    swaps_that_free,
)
from dutydesk_roster.month import Month
from dutydesk_roster.problem_of import placed, problem_of
from dutydesk_roster.roster import Roster


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


class SwapsOfMonth:
    """The swaps that a month's roster allows, as it stands when this is made.

    A month is looked at alone: a duty is given back in the same month.
    """

    def __init__(self, desk: Desk, month: Month) -> None:
        self.month = month
        self.roster = Roster.of(desk, month.first, month.last)
        self._problem: Problem = problem_of(desk, self.roster)
        self._standing = tuple(map(placed, self.roster.asked))

    def freeing(self, give: Placed) -> tuple[SwapOffer, ...]:
        """Return the swaps that would free someone of a duty, the best first.

        Raises:
            DataProblem: the duty does not stand in the month, or a rule that a plugin brings does not work.
        """
        self._refuse_unknown(give)
        try:
            return swaps_that_free(self._problem, self._standing, give)
        except (ValueError, EngineFailed) as error:
            raise DataProblem(str(error)) from error

    def proposed(self, give: Placed, other: str, back: date | None = None) -> SwapProposal:
        """Return the swap in which `other` takes a duty, and gives theirs of the day `back` if one is said.

        Of several duties on that day it is the one that fits best.

        Raises:
            DataProblem: a duty does not stand in the month, someone is not known or swaps with themselves, or
                a rule that a plugin brings does not work.
        """
        self._refuse_unknown(give)
        self._refuse_stranger("--with", other)
        proposals = []
        for take in self._given_back(other, back):
            try:
                verdict = judge_swap(self._problem, self._standing, give, take, other)
            except (ValueError, EngineFailed) as error:
                raise DataProblem(str(error)) from error
            proposals.append(SwapProposal(self.roster, give, take, other, verdict))
        return min(proposals, key=lambda one: (not one.verdict.allowed, one.verdict.cost))

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
        if not self.month.first <= day <= self.month.last:
            raise DataProblem(
                _("{option}: {day} is no day of {month}").format(option=option, day=day, month=self.month)
            )

    def _refuse_stranger(self, option: str, person: str) -> None:
        if person not in self.roster.names:
            raise DataProblem(
                _("{option}: {person!r} is nobody's key; `dutydesk people list` shows the keys").format(
                    option=option, person=person
                )
            )
