"""The ``[[rule]]`` tables of ``rules.toml``, one class for each kind."""

from typing import Annotated, Literal

from msgspec import Meta

from dutydesk.api import Settings

Weight = Annotated[int, Meta(ge=1, le=10_000)]
Days = Annotated[int, Meta(ge=1, le=31)]
RestHours = Annotated[float, Meta(ge=0, le=48)]
WeekHours = Annotated[float, Meta(gt=0, le=168)]
MonthHours = Annotated[float, Meta(gt=0, le=744)]
OvertimeHours = Annotated[float, Meta(ge=0, le=744)]
Weekends = Annotated[int, Meta(ge=1, le=5)]
Duties = Annotated[int, Meta(ge=1, le=4)]
Heads = Annotated[int, Meta(ge=0, le=50)]
People = Annotated[tuple[str, ...], Meta(min_length=1)]
Codes = Annotated[tuple[str, ...], Meta(min_length=1)]
Within = Literal["post", "shift"]


class RuleTable(Settings, frozen=True, kw_only=True, tag_field="kind"):
    """One ``[[rule]]``, which must hold, or costs `weight` each time that it does not.

    `name` is what people call it.
    """

    name: Annotated[str, Meta(max_length=100)] = ""
    weight: Weight | None = None

    @property
    def kind(self) -> str:
        """What the table says under ``kind``."""
        return str(self.__struct_config__.tag)

    @property
    def called(self) -> str:
        """What people call the rule: its name, or its kind."""
        return self.name or self.kind


class PersonalRule(RuleTable, frozen=True, kw_only=True):
    """A rule for everyone, or for `people`: keys, ``@squad:1``, ``@rank:guard`` or ``@qualified:x``."""

    people: People | None = None


class RestRule(PersonalRule, frozen=True, kw_only=True, tag="rest"):
    """At least so many hours between two duties."""

    hours: RestHours


class DutiesADayRule(PersonalRule, frozen=True, kw_only=True, tag="duties-a-day"):
    """At most so many duties a day."""

    most: Duties


class DaysInARowRule(PersonalRule, frozen=True, kw_only=True, tag="days-in-a-row"):
    """At most so many days with duty in a row."""

    most: Days


class NightsInARowRule(PersonalRule, frozen=True, kw_only=True, tag="nights-in-a-row"):
    """At most so many nights in a row."""

    most: Days


class FewestDaysInARowRule(PersonalRule, frozen=True, kw_only=True, tag="fewest-days-in-a-row"):
    """No run of days with duty shorter than this."""

    fewest: Days


class FewestDaysOffRule(PersonalRule, frozen=True, kw_only=True, tag="fewest-days-off"):
    """No run of days off shorter than this."""

    fewest: Days


class HoursAWeekRule(PersonalRule, frozen=True, kw_only=True, tag="hours-a-week"):
    """At most so many hours from Monday to Sunday."""

    most: WeekHours


class HoursAMonthRule(PersonalRule, frozen=True, kw_only=True, tag="hours-a-month"):
    """At most so many hours a month."""

    most: MonthHours


class OvertimeRule(PersonalRule, frozen=True, kw_only=True, tag="overtime"):
    """At most so many hours a month beyond those of the contract, which are those of a full post."""

    contract: MonthHours
    most: OvertimeHours


class WeekendsOffRule(PersonalRule, frozen=True, kw_only=True, tag="weekends-off"):
    """At least so many whole weekends off a month."""

    fewest: Weekends


class SuccessionRule(PersonalRule, frozen=True, kw_only=True, tag="succession"):
    """None of the shifts `after` on the day after the shift `before`."""

    before: str
    after: Codes


class ApartRule(PersonalRule, frozen=True, kw_only=True, tag="apart"):
    """No two of `people` in the same shift, or at the same post."""

    people: People
    within: Within = "shift"


class TogetherRule(PersonalRule, frozen=True, kw_only=True, tag="together"):
    """`people` in the same shifts."""

    people: People


class BesideRule(RuleTable, frozen=True, kw_only=True, tag="beside"):
    """Each of `who` only beside one of `by`, named like `people`."""

    who: People
    by: People
    within: Within = "post"


class HeadsOfRule(RuleTable, frozen=True, kw_only=True, tag="heads-of"):
    """In each shift at least `least` and at most `most` of `who`, named like `people`."""

    who: People
    least: Heads = 1
    most: Heads | None = None
    shifts: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()


class OnePostRule(PersonalRule, frozen=True, kw_only=True, tag="one-post"):
    """The whole month at one post."""


AnyRule = (
    RestRule
    | DutiesADayRule
    | DaysInARowRule
    | NightsInARowRule
    | FewestDaysInARowRule
    | FewestDaysOffRule
    | HoursAWeekRule
    | HoursAMonthRule
    | OvertimeRule
    | WeekendsOffRule
    | SuccessionRule
    | ApartRule
    | TogetherRule
    | BesideRule
    | HeadsOfRule
    | OnePostRule
)
"""Any ``[[rule]]``."""
