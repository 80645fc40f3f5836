"""What a search for the plan of a term has found."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PlacedSession:
    """A session at its time, in naive wall time: who comes, and who of the group cannot.

    `key` is that of the activity which an earlier plan made for it, or empty.
    """

    topic: str
    group: int
    part: int
    start: datetime
    end: datetime
    people: tuple[str, ...]
    missing: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The people who come together to the sessions of a topic; every one of a topic is in one group."""

    topic: str
    number: int
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanSolution:
    """The sessions placed in order of time, the groups, and what no time was found for.

    `unplaced` names topic, group and part.
    """

    placed: tuple[PlacedSession, ...]
    groups: tuple[Group, ...]
    unplaced: tuple[tuple[str, int, int], ...] = ()

    def group(self, topic: str, number: int) -> tuple[str, ...]:
        """Return the people of a group."""
        return next((each.people for each in self.groups if (each.topic, each.number) == (topic, number)), ())

    @property
    def missed(self) -> int:
        """How many times someone cannot come to a session of their group."""
        return sum(len(each.missing) for each in self.placed)
