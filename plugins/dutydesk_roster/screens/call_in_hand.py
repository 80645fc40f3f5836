"""How far a sick call has come: which duties are left, who took the others, what is to be published."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from dutydesk.api import DataProblem, Desk
from dutydesk.domain import Person
from dutydesk_roster.screens.absence_line import AskedAbsence
from dutydesk_roster.sick_call import DutyToCover, SickCall, look_into
from dutydesk_roster.standing_in import StandIn

Choice = tuple[DutyToCover, StandIn]


@dataclass
class CallInHand:
    """A sick call while it is dealt with.

    `done` are the duties that others took, by id; `changed` the ids of what is not published yet, and
    `people` whom that concerns.
    """

    call: SickCall | None = None
    done: dict[str, Choice] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    at: str = ""

    def take(self, call: SickCall) -> None:
        """Go on with the call as it was read anew; a duty that is back, by an undo, is left again."""
        self.call = call
        back = {each.assignment.id for each in call.duties}
        self.done = {key: each for key, each in self.done.items() if key not in back}

    @property
    def left(self) -> tuple[DutyToCover, ...]:
        """The duties that nobody has taken yet."""
        duties = self.call.duties if self.call is not None else ()
        return tuple(each for each in duties if each.assignment.id not in self.done)

    @property
    def duty(self) -> DutyToCover | None:
        """The duty that is looked at."""
        left = self.left
        return next((each for each in left if each.assignment.id == self.at), next(iter(left), None))

    def go_on(self, steps: int) -> None:
        """Look at another duty."""
        left, duty = self.left, self.duty
        if duty is not None:
            self.at = left[(left.index(duty) + steps) % len(left)].assignment.id

    def best_for_all(self) -> list[Choice]:
        """Return each duty that is left with the best for it, where anyone fits."""
        return [(duty, best) for duty in self.left if (best := duty.best) is not None]

    def give(self, choices: Iterable[Choice]) -> None:
        """Count duties as taken."""
        for duty, chosen in choices:
            self.done[duty.assignment.id] = (duty, chosen)
            self.changed.add(duty.assignment.id)
            self.people |= {duty.assignment.person, chosen.person}

    def forget_changes(self) -> None:
        """Count everything as published."""
        self.changed.clear()
        self.people.clear()


def read_call(desk: Desk, person: Person, asked: AskedAbsence) -> SickCall | str:
    """Read the duties of whoever is away, or return what is wrong with what was asked."""
    try:
        return look_into(desk, person, asked.first, asked.last, asked.kind)
    except DataProblem as error:
        return str(error)
