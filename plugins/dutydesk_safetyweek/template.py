"""A safety week without dates: what a pack, last year's week or someone's table gives to plan from."""

from collections.abc import Iterable
from dataclasses import dataclass

from dutydesk_safetyweek.entry_draft import EntryValues, Outcome


@dataclass(frozen=True, slots=True)
class PreparationStep:
    """Something that an activity needs so many days beforehand."""

    title: str
    days_before: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateEntry(EntryValues):
    """An activity of a week; `day` counts from the week's first, 1. Without times it lasts all day.

    `outcome` is what became of it where the template tells of a week that was held.
    """

    day: int
    preparation: tuple[PreparationStep, ...] = ()
    outcome: Outcome | None = None

    def meets(self, others: Iterable["TemplateEntry"]) -> bool:
        """Tell whether its hours overlap those of any of `others`, on whatever day these are."""
        return any(
            self.start < other.end and other.start < self.end
            for other in others
            if self.start is not None
            and self.end is not None
            and other.start is not None
            and other.end is not None
        )

    @property
    def minutes(self) -> int:
        """How long it takes; what lasts all day takes no time."""
        if self.start is None or self.end is None:
            return 0
        return (self.end.hour - self.start.hour) * 60 + self.end.minute - self.start.minute


@dataclass(frozen=True, slots=True)
class TemplateCost:
    """A line of the budget; `entry` is the place of its activity in the template, or None."""

    title: str
    planned: float
    entry: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekTemplate:
    """A whole week to plan from; `source` is the pack's name, or the week that it was copied from.

    `left` names the people who were in charge of something and are no longer there.
    """

    theme: str
    source: str
    aims: tuple[str, ...] = ()
    entries: tuple[TemplateEntry, ...] = ()
    costs: tuple[TemplateCost, ...] = ()
    left: tuple[str, ...] = ()
