"""What a rule for drills can ask: how many, how far apart, how different, and notice to parents."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Literal

from msgspec import Meta

from dutydesk.api import Settings, SettingsFault
from dutydesk.api.settings import KeyPath
from dutydesk.api.settings_values import Code, Name, repeated_codes
from dutydesk.wording import _

Every = Literal["month", "two_months", "quarter", "term", "school_year", "calendar_year", "summer_school"]
"""The stretches of time in which a rule counts anew.

Two months and quarters are counted from the month in which the school year begins. ``summer_school`` is each
``[[summer_school]]`` of ``drills.toml``.
"""
MonthDay = Annotated[
    str,
    Meta(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\Z", description='a month and day such as "12-01"'),
]
Condition = Literal["night", "break", "second_way_out", "unannounced", "dormitory", "bus", "kindergarten"]
"""What a drill must have been to count.

``night`` and ``break`` follow from when it begins (``[hours]`` of ``drills.toml``), ``unannounced`` from its
being kept from those who take part, ``second_way_out`` is said in its plan, and the others are sorts of
building that take part in it.
"""
Count = Annotated[int, Meta(ge=1, le=60)]
Days = Annotated[int, Meta(ge=1, le=366)]


class RuleWords(Settings, frozen=True, kw_only=True):
    """A rule's name in another language."""

    name: Name


class _Rule(Settings, frozen=True, kw_only=True, tag_field="wants"):
    """What all rules have.

    `source` is where the rule stands written, and `note` how its words were read where they leave a choice.
    It holds for schools of one of `schools`, the codes in ``[school] sorts``; without any, for all. `kinds`
    are the kinds of drill that count, those that count as one of them too; without any, every drill. Of a
    drill that counts, all `conditions` are true, and none of `without`.
    """

    code: Code
    name: Name
    source: str = ""
    note: str = ""
    schools: tuple[Code, ...] = ()
    kinds: tuple[Code, ...] = ()
    conditions: tuple[Condition, ...] = ()
    without: tuple[Condition, ...] = ()
    translations: Mapping[str, RuleWords] = {}


class CountRule(_Rule, frozen=True, kw_only=True, tag="count"):
    """At least so many drills in every stretch of time.

    `first` and `last` narrow a stretch of a year to a part of it, both days included; ``12-01`` to ``03-31``
    runs over New Year. Without `first` the part begins with the year, and without `last` it ends with it.
    `first_weeks` narrows a term, year or summer school to its first weeks, counted from its first day of
    school. A stretch with fewer than `school_days` days of school asks for nothing.
    """

    least: Count = 1
    every: Every
    first: MonthDay | None = None
    last: MonthDay | None = None
    first_weeks: Annotated[int, Meta(ge=1, le=52)] | None = None
    school_days: Days = 1


class VarietyRule(_Rule, frozen=True, kw_only=True, tag="variety"):
    """The drills of each stretch of time fall on at least so many different weekdays or hours of the day.

    With fewer drills than that, all must differ.
    """

    different: Literal["weekday", "hour"]
    least: Annotated[int, Meta(ge=2, le=7)] = 2
    every: Every = "school_year"


class SpacingRule(_Rule, frozen=True, kw_only=True, tag="spacing"):
    """Two drills that follow one another are at least, or at most, so many days apart.

    At most: holidays between terms do not count.
    """

    least_days: Days | None = None
    most_days: Days | None = None


class NoticeRule(_Rule, frozen=True, kw_only=True, tag="notice"):
    """Parents hear of each such drill at least so many days before it."""

    days_before: Days


DrillRule = CountRule | VarietyRule | SpacingRule | NoticeRule


def rule_faults(rules: Iterable[DrillRule], base: KeyPath) -> Iterator[SettingsFault]:
    """Yield what is wrong with the rules of the list at `base` beyond the types of their values."""
    found = tuple(rules)
    yield from repeated_codes([each.code for each in found], base)
    for index, rule in enumerate(found):
        if isinstance(rule, CountRule):
            for key, day in (("first", rule.first), ("last", rule.last)):
                if day is not None and rule.every not in {"school_year", "calendar_year"}:
                    yield SettingsFault(
                        (*base, index, key), _("only a year has a part from one day to another")
                    )
            if rule.first_weeks is not None and rule.every not in {"term", "school_year", "summer_school"}:
                yield SettingsFault(
                    (*base, index, "first_weeks"),
                    _("only a term, a school year or a summer school has first weeks"),
                )
        elif isinstance(rule, SpacingRule) and (rule.least_days is None) == (rule.most_days is None):
            yield SettingsFault((*base, index), _("give either least_days or most_days"))
