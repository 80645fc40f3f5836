"""A swap of duties that someone asks for, and those who offer to help."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dutydesk.domain import Record


class SwapState(StrEnum):
    """Where a request stands.

    An asked one waits for the leader, and so does a taken one: its duty has passed on already, and the leader
    keeps it or takes it back. The others are settled.
    """

    ASKED = "asked"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    TAKEN = "taken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap(Record):
    """`person` asks that `other` stands a duty of theirs, for `back` or for nothing.

    `assignment` and `back` are the ids of the duties, so that a request follows a duty whose day, post or
    shift is changed. Where and when they were to be stood when somebody last asked or answered is kept
    beside, to be told when a duty has moved since or is gone. Without an `other`, anyone may offer. `note` is
    the asker's word, `answer` the leader's. A swap that is taken was made in an emergency by the one who
    stands in, without waiting for the leader; it has no `person` where nobody stood there before.
    """

    person: str
    assignment: str
    day: date
    post: str
    shift: str
    other: str = ""
    back: str = ""
    back_day: date | None = None
    back_post: str = ""
    back_shift: str = ""
    state: SwapState = SwapState.ASKED
    note: str = ""
    answer: str = ""

    def subjects(self) -> tuple[str, ...]:
        """The request and the people in it."""
        people = tuple(f"person:{each}" for each in (self.person, self.other) if each)
        return (f"swap:{self.id}", *people)

    def days(self) -> tuple[tuple[date, date], ...]:
        """The days whose calendar events this record can alter: those of the two duties when it was asked."""
        return tuple((each, each) for each in (self.day, self.back_day) if each is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SwapOffer(Record):
    """`person` offers to stand the duty of an open request, for a duty `back` of theirs or for nothing."""

    swap: str
    person: str
    back: str = ""
    note: str = ""

    def subjects(self) -> tuple[str, ...]:
        """The request and the person."""
        return (f"swap:{self.swap}", f"person:{self.person}")

    def days(self) -> tuple[tuple[date, date], ...]:
        """The days whose calendar events this record can alter: none."""
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Volunteer(Record):
    """`person` can be called for a further duty on the days `first` to `last`, both included."""

    person: str
    first: date
    last: date
    note: str = ""

    def subjects(self) -> tuple[str, ...]:
        """The person."""
        return (f"person:{self.person}",)

    def days(self) -> tuple[tuple[date, date], ...]:
        """The days whose calendar events this record can alter: none."""
        return ()
