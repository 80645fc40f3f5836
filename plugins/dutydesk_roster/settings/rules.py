"""``rules.toml``: what a roster must keep to, what it should, and how long the search may take."""

from collections.abc import Iterable
from typing import Annotated, Literal

from msgspec import Meta

from dutydesk.api import KeyPath, Settings, SettingsFault, SettingsReader
from dutydesk.api.settings_values import participant_faults
from dutydesk.wording import _
from dutydesk_roster.settings.dated import Dated, dated_faults
from dutydesk_roster.settings.known import people_faults, unknown_post, unknown_shift
from dutydesk_roster.settings.rule_tables import (
    AnyRule,
    ApartRule,
    BesideRule,
    Days,
    Duties,
    HeadsOfRule,
    MonthHours,
    OvertimeHours,
    PersonalRule,
    RestHours,
    SuccessionRule,
    TogetherRule,
    Weekends,
    WeekHours,
    Weight,
)

WISH_WEIGHT = 20
Price = Annotated[int, Meta(ge=0, le=10_000)]


class WeightsTable(Settings, frozen=True, kw_only=True):
    """``[weights]``: what each shortcoming costs that a roster may have; 0 means that it does not matter.

    The first four are for each duty, or hour, outside a person's fair share; `change` for each duty changed,
    `base` for each day on which a person departs from their rotation.
    """

    nights: Price = 10
    weekends: Price = 8
    holidays: Price = 12
    hours: Price = 1
    change: Price = 2
    base: Price = 40


class WishTable(Dated, frozen=True, kw_only=True):
    """One ``[[wish]]``: someone would like to stand on these days, or not to; a certain shift or post or any.

    Not granting it costs `weight` for each day; with `must` it is granted whatever else it costs.
    """

    person: str
    want: Literal["on", "off"]
    shift: str = ""
    post: str = ""
    weight: Weight | None = None
    must: bool = False

    @property
    def price(self) -> int | None:
        """What each day costs on which the wish is not granted; None where it must be."""
        return None if self.must else self.weight or WISH_WEIGHT


class RulesFile(Settings, frozen=True, kw_only=True):
    """``rules.toml``; rules without a default hold only where they are given."""

    rest_hours: RestHours = 11
    most_duties_a_day: Duties = 1
    most_days_in_a_row: Days = 6
    most_nights_in_a_row: Days = 3
    most_hours_a_week: WeekHours = 48
    fewest_days_in_a_row: Days | None = None
    fewest_days_off: Days | None = None
    most_hours_a_month: MonthHours | None = None
    contract_hours: MonthHours | None = None
    most_overtime_hours: OvertimeHours | None = None
    whole_weekends_off: Weekends | None = None
    one_post: Weight | None = None
    search_seconds: Annotated[float, Meta(gt=0, le=3600)] = 20
    memory_months: Annotated[int, Meta(ge=0, le=24)] = 3
    weights: WeightsTable = WeightsTable()
    rule: tuple[AnyRule, ...] = ()
    wish: tuple[WishTable, ...] = ()


def check_rules(rules: RulesFile, read: SettingsReader) -> Iterable[SettingsFault]:
    """Yield what is wrong in ``rules.toml``."""
    yield from _overtime_faults(rules)
    if (rules.fewest_days_in_a_row or 1) > rules.most_days_in_a_row:
        yield SettingsFault(
            ("fewest_days_in_a_row",),
            _("{fewest} days in a row are more than most_days_in_a_row allows, {most}").format(
                fewest=rules.fewest_days_in_a_row, most=rules.most_days_in_a_row
            ),
        )
    names = [each.name for each in rules.rule]
    for index, rule in enumerate(rules.rule):
        table = ("rule", index)
        if rule.name and rule.name in names[:index]:
            yield SettingsFault(
                (*table, "name"), _("{name!r} is used twice; every rule has its own").format(name=rule.name)
            )
        yield from _rule_faults(rule, read, table)
    for index, wish in enumerate(rules.wish):
        yield from _wish_faults(wish, read, ("wish", index))


def _overtime_faults(rules: RulesFile) -> Iterable[SettingsFault]:
    pair = ("contract_hours", "most_overtime_hours")
    given = [key for key in pair if getattr(rules, key) is not None]
    if len(given) == 1:
        (other,) = set(pair) - set(given)
        yield SettingsFault(
            (given[0],), _("{given} needs {other} beside it").format(given=given[0], other=other)
        )


def _rule_faults(rule: AnyRule, read: SettingsReader, table: KeyPath) -> Iterable[SettingsFault]:
    if isinstance(rule, PersonalRule):
        yield from people_faults(rule.people or (), read, (*table, "people"))
    match rule:
        case ApartRule() | TogetherRule():
            yield from _company_faults(rule, table)
        case BesideRule():
            yield from people_faults(rule.who, read, (*table, "who"))
            yield from people_faults(rule.by, read, (*table, "by"))
        case HeadsOfRule():
            yield from people_faults(rule.who, read, (*table, "who"))
            yield from _heads_faults(rule, read, table)
        case SuccessionRule():
            yield from unknown_shift(rule.before, read, (*table, "before"))
            for index, shift in enumerate(rule.after):
                yield from unknown_shift(shift, read, (*table, "after", index))
        case _:
            pass


def _company_faults(rule: ApartRule | TogetherRule, table: KeyPath) -> Iterable[SettingsFault]:
    several = len(rule.people) > 1 or rule.people[0].startswith("@")
    if not several:
        yield SettingsFault(
            (*table, "people"), _("{kind} needs at least two people, found one").format(kind=rule.kind)
        )


def _heads_faults(rule: HeadsOfRule, read: SettingsReader, table: KeyPath) -> Iterable[SettingsFault]:
    if rule.most is not None and rule.most < rule.least:
        yield SettingsFault(
            (*table, "most"),
            _("the most, {most}, is fewer than the least, {least}").format(most=rule.most, least=rule.least),
        )
    if rule.least == 0 and rule.most is None:
        yield SettingsFault(
            (*table, "least"), _("at least 0 asks for nothing; give most, or a least above 0")
        )
    for index, shift in enumerate(rule.shifts):
        yield from unknown_shift(shift, read, (*table, "shifts", index))
    for index, post in enumerate(rule.posts):
        yield from unknown_post(post, read, (*table, "posts", index))


def _wish_faults(wish: WishTable, read: SettingsReader, table: KeyPath) -> Iterable[SettingsFault]:
    if wish.person.startswith("@"):
        yield SettingsFault((*table, "person"), _("a wish is one person's; expected their key"))
    else:
        for fault in participant_faults((wish.person,), ()):
            yield SettingsFault((*table, "person"), fault.problem)
    if wish.shift:
        yield from unknown_shift(wish.shift, read, (*table, "shift"))
    if wish.post:
        yield from unknown_post(wish.post, read, (*table, "post"))
    if wish.must and wish.weight is not None:
        yield SettingsFault((*table, "weight"), _("a wish that must be granted has no weight; leave out one"))
    yield from dated_faults(wish, table, bounded=False)
