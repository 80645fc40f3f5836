"""What the engine is asked: people, slots to fill, time that is taken, and rules."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

import msgspec

from dutydesk.domain.school_calendar import DayKind
from dutydesk_roster.engine.rules import STANDARD_RULES, Rule, RuleBase, Weights

KindOfRule = TypeVar("KindOfRule", bound=RuleBase)

Instant = datetime
"""An aware time in UTC."""


class BusyKind(StrEnum):
    """What takes a person's time."""

    ABSENCE = "absence"
    ACTIVITY = "activity"


class Burden(msgspec.Struct, frozen=True, kw_only=True):
    """Duties stood, counted the four ways in which they are shared out fairly; `hours` are real hours."""

    nights: int = 0
    weekends: int = 0
    holidays: int = 0
    hours: float = 0.0


class LimitedQualification(msgspec.Struct, frozen=True):
    """A qualification that someone has on a run of days only, both included; None is without end."""

    code: str
    first: date | None = None
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Tell whether `day` lies inside."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


class EnginePerson(msgspec.Struct, frozen=True, kw_only=True):
    """Someone who can stand duty.

    They have their `qualifications` on all of the problem's days, and those `limited` on their days; what
    counts is the day on which a duty starts. `share` is the part of a full post that they work; `starts` and
    `ends` bound their time in the squadron, both days included; `carried` is what they stood in earlier
    months, against which this one is balanced.
    """

    key: str
    name: str
    qualifications: tuple[str, ...] = ()
    limited: tuple[LimitedQualification, ...] = ()
    rank: str = "guard"
    share: float = 1.0
    starts: date | None = None
    ends: date | None = None
    carried: Burden = Burden()

    def serves_on(self, day: date) -> bool:
        """Tell whether the person belongs to the squadron on `day`."""
        return (self.starts is None or self.starts <= day) and (self.ends is None or day <= self.ends)

    def meets(self, need: str, day: date) -> bool:
        """Tell whether the person has on `day` what `need` names: a qualification or a rank."""
        if need in self.qualifications or need == self.rank:
            return True
        return bool(self.limited) and any(each.code == need and each.holds(day) for each in self.limited)

    def meets_all(self, needs: Collection[str], day: date) -> bool:
        """Tell whether the person has on `day` all that `needs` name."""
        return not needs or all(self.meets(need, day) for need in needs)


class EnginePost(msgspec.Struct, frozen=True, kw_only=True):
    """A place to guard."""

    code: str
    name: str


class EngineShift(msgspec.Struct, frozen=True, kw_only=True):
    """A template of a duty: `start` and `end` are minutes of the day.

    An end that is not after the start is on the next day.
    """

    code: str
    name: str
    start: int
    end: int
    night: bool = False


class Slot(msgspec.Struct, frozen=True, kw_only=True):
    """A post in a shift on a day, and the `heads` that are wanted there.

    It can do with `least` (below that it counts as uncovered) and has work for `most`. At least one person of
    the slot must meet each of its `needs` on its `day`, that on which the duty starts; one person may meet
    several. `start` and `end` are instants in UTC, so that a shift over a clock change has its real length.
    """

    post: str
    shift: str
    day: date
    start: Instant
    end: Instant
    heads: int = 1
    needs: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None

    @property
    def fewest(self) -> int:
        """The heads below which the post is not guarded; without `least`, all that are wanted."""
        return self.heads if self.least is None else self.least

    @property
    def room(self) -> int:
        """The heads that may stand there; without `most`, no more than are wanted."""
        return self.heads if self.most is None else self.most

    @property
    def place(self) -> tuple[str, str, date]:
        """What tells this slot from every other: post, shift and day."""
        return (self.post, self.shift, self.day)

    @property
    def hours(self) -> float:
        """How long the duty really lasts, in hours."""
        return (self.end - self.start) / timedelta(hours=1)


class Busy(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a person's time, in UTC, in which they cannot stand duty."""

    person: str
    start: Instant
    end: Instant
    what: BusyKind
    title: str


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A duty outside the month, already settled, which counts for rest and for days and nights in a row."""

    person: str
    post: str
    shift: str
    day: date
    start: Instant
    end: Instant


class Placed(msgspec.Struct, frozen=True, order=True):
    """A person in a slot."""

    person: str
    post: str
    shift: str
    day: date

    @property
    def place(self) -> tuple[str, str, date]:
        """The slot: post, shift and day."""
        return (self.post, self.shift, self.day)


class Pin(Placed, frozen=True):
    """A person in a slot because someone said so: the engine keeps it, whatever rule it breaks."""


class Kept(Placed, frozen=True):
    """A person who stands in a slot now; leaving them there is worth a little."""


class Wish(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """What someone asked for on a day: to stand (`on`) or not to stand, a certain shift or post or any.

    It costs `weight` not to grant it; a wish with a weight of None is granted whatever else it costs, like a
    rule that no roster may break.
    """

    person: str
    day: date
    on: bool
    shift: str = ""
    post: str = ""
    weight: int | None = 20


class Based(msgspec.Struct, frozen=True, order=True):
    """What a rotation lays under a person's day: a shift, or a day off where `shift` is empty."""

    person: str
    day: date
    shift: str = ""


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One month to fill, or any run of days from `first` to `last`, both included.

    A day missing from `day_kinds` is a weekday. Of the rules of a kind of which a month needs only one (rest,
    runs, hours), several may stand beside one another for different people. `need_names` says what people
    call the qualifications and ranks, which elsewhere are codes. The whole travels to another process as
    MessagePack.

    Raises:
        ValueError: two people, posts, shifts or slots are the same, a slot lies outside the days, or it
            names no known post or shift.
    """

    first: date
    last: date
    people: tuple[EnginePerson, ...]
    posts: tuple[EnginePost, ...]
    shifts: tuple[EngineShift, ...]
    slots: tuple[Slot, ...]
    rules: tuple[Rule, ...] = STANDARD_RULES
    weights: Weights = Weights()
    wishes: tuple[Wish, ...] = ()
    base: tuple[Based, ...] = ()
    busy: tuple[Busy, ...] = ()
    held: tuple[Held, ...] = ()
    pins: tuple[Pin, ...] = ()
    kept: tuple[Kept, ...] = ()
    day_kinds: dict[date, DayKind] = {}
    need_names: dict[str, str] = {}

    def __post_init__(self) -> None:
        _all_different("person", [person.key for person in self.people])
        _all_different("post", [post.code for post in self.posts])
        _all_different("shift", [shift.code for shift in self.shifts])
        _all_different("slot", [slot.place for slot in self.slots])
        posts = {post.code for post in self.posts}
        shifts = {shift.code for shift in self.shifts}
        for slot in self.slots:
            if slot.post not in posts or slot.shift not in shifts:
                raise ValueError(f"slot {slot.place} names an unknown post or shift")
            if not self.first <= slot.day <= self.last:
                raise ValueError(f"slot {slot.place} lies outside {self.first} to {self.last}")
            if slot.end <= slot.start or not 0 <= slot.fewest <= slot.heads <= slot.room:
                raise ValueError(
                    f"slot {slot.place} ends before it starts, or asks for heads that contradict one another"
                )

    def rules_of(self, kind: type[KindOfRule]) -> tuple[KindOfRule, ...]:
        """Return the rules of one kind, in the order given."""
        return tuple(rule for rule in self.rules if isinstance(rule, kind))

    def kind_of(self, day: date) -> DayKind:
        """Return what kind of day `day` is."""
        return self.day_kinds.get(day, DayKind.WEEKDAY)


def _all_different(what: str, keys: list[object] | list[str] | list[tuple[str, str, date]]) -> None:
    seen: set[object] = set()
    for key in keys:
        if key in seen:
            raise ValueError(f"{what} {key} is given twice")
        seen.add(key)
