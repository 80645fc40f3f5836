"""A safety education week as the desk keeps it."""

from dataclasses import dataclass
from datetime import date

from dutydesk.domain import Record, RoughCount, kept_count

KIND = "safety-week"
"""The kind of the activities of all safety weeks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyWeek(Record):
    """A week with its theme and aims, from `first` to `last`, both included.

    Its id is the year, or the year and a word where a year has several. `pack` is the template that it was
    planned from, `conclusion` what was learned, and `closed` the day on which its report was made.
    """

    theme: str
    first: date
    last: date
    aims: tuple[str, ...] = ()
    pack: str = ""
    conclusion: str = ""
    closed: date | None = None

    def subjects(self) -> tuple[str, ...]:
        """The week."""
        return (f"safetyweek:{self.id}",)

    def days(self) -> tuple[tuple[date, date], ...]:
        """None: its activities say themselves when they are."""
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekActivity(Record):
    """What the week knows of one of its activities beyond time, place and owner; its id is the activity's.

    `audience` are grades and classes in words; `classes` and `heads` are how many of them. `materials` is
    what is needed. Once held, `reached` people, `leaflets` and `classes_held` are counted, and `outcome` says
    how it went. A precision is nothing, ``over`` or ``about``; classes are counted exactly.
    """

    week: str
    kind: str
    audience: str = ""
    classes: int | None = None
    heads: int | None = None
    materials: str = ""
    is_ready: bool = False
    reached: int | None = None
    reached_precision: str = ""
    leaflets: int | None = None
    leaflets_precision: str = ""
    classes_held: int | None = None
    outcome: str = ""

    @property
    def people_reached(self) -> RoughCount | None:
        """How many people it reached, where that was counted."""
        return kept_count(self.reached, self.reached_precision)

    @property
    def leaflets_given(self) -> RoughCount | None:
        """How many leaflets were given out, where that was counted."""
        return kept_count(self.leaflets, self.leaflets_precision)

    def subjects(self) -> tuple[str, ...]:
        """The activity and the week."""
        return (f"activity:{self.id}", f"safetyweek:{self.week}")

    def days(self) -> tuple[tuple[date, date], ...]:
        """None: the activity itself says when it is."""
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekCost(Record):
    """A line of the week's budget, for one activity or for the week; amounts in the school's own money."""

    week: str
    title: str
    activity: str = ""
    planned: float = 0.0
    spent: float | None = None

    def subjects(self) -> tuple[str, ...]:
        """The week."""
        return (f"safetyweek:{self.week}",)

    def days(self) -> tuple[tuple[date, date], ...]:
        """None: it alters no event."""
        return ()
