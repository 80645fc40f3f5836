"""Who could stand a duty, with what that would mean for each: hours, nights, fairness, rules, good will."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dutydesk.api import DataProblem, Desk
from dutydesk.domain import new_id, short_day
from dutydesk.wording import _
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.calendar import duty_title
from dutydesk_roster.changed_since import refuse_if_place_changed
from dutydesk_roster.engine import (
    Candidate,
    EngineFailed,
    Measure,
    Placed,
    Problem,
    fairness_table,
    rank_replacements,
)
from dutydesk_roster.engine.fair_shares import FairShares
from dutydesk_roster.problem_of import placed
from dutydesk_roster.roster import Roster
from dutydesk_roster.swap import Volunteer

_HOUR = 60
_FAIRNESS_SHOWN = 8
"""For how many of the first the fairness of the whole month is counted anew."""


@dataclass(frozen=True, slots=True)
class StandIn:
    """A candidate for a duty: what they would stand in the month with it, and their fair share of that.

    `fairness` is the fairness of the month with them there, known for the first who fit. `offer` is what a
    volunteer for that day wrote, empty for one who wrote nothing; None for anyone else.
    """

    candidate: Candidate
    name: str
    stood: Mapping[Measure, float]
    share: Mapping[Measure, float]
    fairness: int | None = None
    offer: str | None = None

    @property
    def person(self) -> str:
        """The person's key."""
        return self.candidate.person

    @property
    def fits(self) -> bool:
        """Tell whether no rule speaks against them."""
        return self.candidate.fits

    @property
    def volunteers(self) -> bool:
        """Tell whether they have offered to be called on that day."""
        return self.offer is not None


@dataclass(frozen=True, slots=True)
class Ranking:
    """Everyone who might stand a duty: volunteers who fit, others who fit, then those who cannot.

    `fairness` is the fairness of the month as it stands.
    """

    stand_ins: tuple[StandIn, ...]
    fairness: int

    @property
    def best(self) -> StandIn | None:
        """The first who fits, if anyone does."""
        return next((each for each in self.stand_ins if each.fits), None)

    def of(self, person: str) -> StandIn | None:
        """Return a person's place in the ranking."""
        return next((each for each in self.stand_ins if each.person == person), None)


def volunteers_on(desk: Desk, day: date) -> Mapping[str, str]:
    """Return what those wrote who can be called for a further duty on `day`, by their key."""
    offers = desk.table(Volunteer).between("last", day, date.max)
    return {each.person: each.note for each in offers if each.first <= day}


def have_stand(desk: Desk, roster: Roster, cell: Placed, person: str, why: str) -> Assignment:
    """Put `person` at `cell`, pinned, in place of its person, or beside others where that is empty.

    It is one change, `why`, that one undo takes back.

    Raises:
        StaleChange: someone has changed who stands there since `roster` was read.
    """
    held = next((each for each in roster.assignments if placed(each) == cell), None)
    with desk.change(why) as change:
        title = duty_title(roster.plan, cell.post, cell.shift)
        refuse_if_place_changed(desk, change, roster, cell.place, title)
        if held is not None:
            return change.replace(replace(held, person=person, pinned=True))
        return change.add(
            Assignment(
                id=new_id(), person=person, post=cell.post, shift=cell.shift, day=cell.day, pinned=True
            )
        )


def rank_stand_ins(
    roster: Roster,
    problem: Problem,
    standing: Sequence[Placed],
    cell: Placed,
    volunteers: Mapping[str, str],
) -> Ranking:
    """Rank who could stand `cell`, whose person is to be replaced, empty where nobody is.

    `problem` and `standing` are those of the month of `roster`. This takes a moment: it belongs in a thread.

    Raises:
        DataProblem: nobody is asked for there, or a rule that a plugin brings does not work.
    """
    places = {slot.place for slot in problem.slots}
    if cell.place not in places:
        raise DataProblem(
            _("Nobody is asked for at {duty} on {day}, so nobody is ranked for it.").format(
                duty=duty_title(roster.plan, cell.post, cell.shift), day=short_day(cell.day)
            )
        )
    try:
        candidates = rank_replacements(problem, standing, cell)
    except EngineFailed as error:
        raise DataProblem(str(error)) from error
    asked = [each for each in standing if each.place in places]
    left = [each for each in asked if each != cell]
    shares = FairShares(problem)
    names = {person.key: person.name for person in problem.people}
    ordered = sorted(candidates, key=lambda one: not (one.fits and one.person in volunteers))
    found = []
    for place, candidate in enumerate(ordered):
        there = Placed(candidate.person, *cell.place)
        stood = shares.stood([*(each for each in left if each.person == candidate.person), there])
        fair = (
            fairness_table(problem, [*left, there]).number
            if candidate.fits and place < _FAIRNESS_SHOWN
            else None
        )
        found.append(
            StandIn(
                candidate=candidate,
                name=names[candidate.person],
                stood={
                    each: count / _HOUR if each is Measure.HOURS else count for each, count in stood.items()
                },
                share={each: shares.share(candidate.person, each) for each in Measure},
                fairness=fair,
                offer=volunteers.get(candidate.person),
            )
        )
    return Ranking(tuple(found), fairness_table(problem, asked).number)
