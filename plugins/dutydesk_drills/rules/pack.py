"""Rule packs: what one authority asks for, as a TOML file under ``config/packs/drill_rules/``."""

from collections.abc import Iterator, Mapping
from typing import Annotated

from msgspec import Meta

from dutydesk.api import Settings, SettingsFault
from dutydesk.api.settings_values import Code, Name, Weekday, repeated_codes
from dutydesk.wording import _
from dutydesk_drills.rules.rule import DrillRule, MonthDay, RuleWords, rule_faults

PACK_KIND = "drill_rules"


class PackTable(Settings, frozen=True, kw_only=True):
    """The table ``[pack]``: where the rules hold, and where they stand written.

    `replaces` are the codes of rules of other packs that do not hold beside this one, as ``PACK:RULE``: a
    city that asks for more takes the place of its country's line.
    """

    name: Name
    source: str = ""
    note: str = ""
    replaces: tuple[str, ...] = ()
    translations: Mapping[str, RuleWords] = {}


class Observance(Settings, frozen=True, kw_only=True):
    """One ``[[observance]]``: a day of the year that calls for something, such as a fire day.

    It stands on `day`, or on the `nth` `weekday` of `month`: 1 is the first, -1 the last. A drill of one of
    `kinds` is best held in its week.
    """

    code: Code
    name: Name
    day: MonthDay | None = None
    month: Annotated[int, Meta(ge=1, le=12)] | None = None
    weekday: Weekday | None = None
    nth: Annotated[int, Meta(ge=-5, le=5)] | None = None
    kinds: tuple[Code, ...] = ()
    source: str = ""
    translations: Mapping[str, RuleWords] = {}


class RulePackFile(Settings, frozen=True, kw_only=True):
    """``config/packs/drill_rules/NAME.toml``."""

    pack: PackTable
    rule: tuple[DrillRule, ...] = ()
    observance: tuple[Observance, ...] = ()


def pack_faults(file: RulePackFile) -> Iterator[SettingsFault]:
    """Yield what is wrong with a pack beyond the types of its values."""
    yield from rule_faults(file.rule, ("rule",))
    yield from repeated_codes([each.code for each in file.observance], ("observance",))
    for index, each in enumerate(file.observance):
        by_weekday = (each.month, each.weekday, each.nth)
        if (each.day is None) == (None in by_weekday) or (each.day is not None and any(by_weekday)):
            yield SettingsFault(
                ("observance", index), _("give either a day, or month, weekday and nth together")
            )
        elif each.nth == 0:
            yield SettingsFault(
                ("observance", index, "nth"), _("1 is the first such weekday of the month, -1 the last")
            )
