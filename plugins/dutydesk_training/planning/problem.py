"""What the plan of a term is asked: which sessions to place, at which times, and who cannot come when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property


class HindranceKind(StrEnum):
    """Why someone cannot come at a time."""

    DUTY = "duty"
    REST = "rest"
    AWAY = "away"
    ELSEWHERE = "elsewhere"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Someone who cannot come; `title` is the duty, the leave or the other activity that keeps them."""

    person: str
    kind: HindranceKind
    title: str = ""


@dataclass(frozen=True, slots=True)
class PlanTime:
    """A time at which a session of a topic could be, in naive wall time, and who cannot come then.

    Where it is `closed`, that says in words why nothing can be placed there: a holiday, an examination, the
    place is taken, whoever teaches cannot come.
    """

    start: datetime
    end: datetime
    closed: str = ""
    hindrances: tuple[Hindrance, ...] = ()

    @property
    def day(self) -> date:
        """The day on which it is."""
        return self.start.date()

    @property
    def hindered(self) -> frozenset[str]:
        """The keys of those who cannot come."""
        return frozenset(each.person for each in self.hindrances)

    def overlaps(self, other: "PlanTime") -> bool:
        """Tell whether the two share any time."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class KeptSession:
    """A session of a topic that stays where it is: it was held, is over, or was moved by hand."""

    group: int
    part: int
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Lesson:
    """A session to place; one that an earlier plan placed has its activity's `key` and `revision`.

    `was` is when that is now, in naive wall time, and `who` is expected at it.
    """

    group: int
    part: int
    key: str = ""
    revision: int = 0
    was: datetime | None = None
    who: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicProblem:
    """One topic: who needs it, when it could be taught, what stays and what is to be placed.

    `people` are their keys. `joined` says who belongs to which group for good, because that group has begun;
    `were` says in which group an earlier plan put the others.
    """

    code: str
    title: str
    kind: str
    place: str
    owner: str
    minutes: int
    parts: int
    groups: int
    people: tuple[str, ...]
    times: tuple[PlanTime, ...]
    kept: tuple[KeptSession, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    joined: tuple[tuple[str, int], ...] = ()
    were: tuple[tuple[str, int], ...] = ()

    @property
    def open_times(self) -> tuple[PlanTime, ...]:
        """The times at which it could be taught, in order."""
        return tuple(each for each in self.times if not each.closed)

    def times_for(self, lesson: Lesson) -> tuple[PlanTime, ...]:
        """Return the open times that lie between the kept parts before `lesson` and those after it."""
        before = [each.end for each in self.kept if each.group == lesson.group and each.part < lesson.part]
        after = [each.start for each in self.kept if each.group == lesson.group and each.part > lesson.part]
        return tuple(
            each
            for each in self.open_times
            if all(end <= each.start for end in before) and all(each.end <= start for start in after)
        )

    def may_run_beside(self, other: "TopicProblem") -> bool:
        """Tell whether the two can be taught at one time to different people: by others and elsewhere."""
        same_place = bool(self.place) and self.place.casefold() == other.place.casefold()
        same_owner = bool(self.owner) and self.owner == other.owner
        return self.code != other.code and not same_place and not same_owner


@dataclass(frozen=True)
class PlanProblem:
    """All topics of a stretch of days, both included; picklable, so that a search can run elsewhere.

    `kept_days` are the days of sessions that stay, `names` what people are called, by key. `unarranged` are
    the months, such as ``2027-01``, whose roster nobody has arranged: there everyone counts as free of duty.
    `remarks` say in words what is left out of the plan, and why.
    """

    first: date
    last: date
    topics: tuple[TopicProblem, ...]
    kept_days: tuple[date, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    unarranged: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    @cached_property
    def name_of(self) -> Mapping[str, str]:
        """What people are called, by key."""
        return dict(self.names)

    @property
    def lessons(self) -> Iterable[tuple[TopicProblem, Lesson]]:
        """Every session to place, with its topic."""
        return ((topic, lesson) for topic in self.topics for lesson in topic.lessons)

    def topic(self, code: str) -> TopicProblem:
        """Return the topic with this code.

        Raises:
            KeyError: the plan is not about it.
        """
        found = next((each for each in self.topics if each.code == code), None)
        if found is None:
            raise KeyError(code)
        return found
