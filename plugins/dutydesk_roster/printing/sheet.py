"""A roster as it is printed: rows, columns and legend in plain safe text, the same for every format."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dutydesk.domain import DayKind
from dutydesk.wording import clauses, headed

WEEKEND_SIGN, HOLIDAY_SIGN, CHANGED_SIGN = "-", "=", "~"
"""The signs of the terminal's grid; they stand beside a shade, so that no meaning hangs on the shade."""


class PrintedBy(StrEnum):
    """What a row is: someone with their duties, or a post in a shift with those who stand there."""

    PERSON = "person"
    POST = "post"


@dataclass(frozen=True, slots=True)
class DayHeading:
    """The heading of a day's column."""

    day: date
    weekday: str
    kind: DayKind

    @property
    def sign(self) -> str:
        """The sign of a weekend or a holiday, else nothing."""
        return {DayKind.WEEKEND: WEEKEND_SIGN, DayKind.HOLIDAY: HOLIDAY_SIGN}.get(self.kind, "")

    @property
    def number(self) -> str:
        """The day of the month with its sign."""
        return f"{self.day.day}{self.sign}"


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """What stands in a cell, line by line; `strong` where someone is missing."""

    lines: tuple[str, ...] = ()
    strong: bool = False


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A person, or a post in a shift; `begins_group` where a line is to part it from the row above."""

    name: str
    cells: tuple[PrintedCell, ...]
    totals: tuple[float, ...]
    begins_group: bool = False


@dataclass(frozen=True, slots=True)
class LegendGroup:
    """A part of the legend: its title, and each sign with what it means."""

    title: str
    entries: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """The whole part as one line."""
        return headed(self.title, clauses(f"{sign} {meaning}".strip() for sign, meaning in self.entries))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A month's roster, ready to be drawn.

    `state` says whether this is a draft or what was published, and of when; `heads` are the last rows, which
    count those on duty each day and those missing; `signatures` are the lines to sign on.
    """

    school: str
    title: str
    state: str
    draft: bool
    name_heading: str
    total_headings: tuple[str, ...]
    days: tuple[DayHeading, ...]
    rows: tuple[PrintedRow, ...]
    heads: tuple[PrintedRow, ...]
    legend: tuple[LegendGroup, ...]
    signatures: tuple[str, ...]

    @property
    def all_rows(self) -> Sequence[PrintedRow]:
        """The rows, and the counts of heads below them."""
        return (*self.rows, *self.heads)


def number_text(number: float) -> str:
    """Return a total as it is written: no more than one decimal, and none that says nothing."""
    return f"{number:.1f}".removesuffix(".0")
