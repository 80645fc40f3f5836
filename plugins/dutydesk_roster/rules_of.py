"""The rules of the settings as the engine's, bound to the people whom they name."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

import msgspec

from dutydesk.wording import _
from dutydesk_roster.engine.problem import Wish
from dutydesk_roster.engine.rules import (
    DaysInARow,
    DutiesADay,
    FewestDaysInARow,
    FewestDaysOff,
    HoursAMonth,
    HoursAWeek,
    NightsInARow,
    OnePost,
    Overtime,
    Rest,
    Rule,
    WeekendsOff,
    Weights,
)
from dutydesk_roster.settings import PersonalRule, RulesFile, RuleTable, WeightsTable
from dutydesk_roster.settings.rule_tables import ApartRule, BesideRule, HeadsOfRule, RestRule, TogetherRule
from dutydesk_roster.squadron import Ability, Squadron


def rules_of(file: RulesFile, squadron: Squadron) -> tuple[Rule, ...]:
    """Return the rules of the file, each for the people that serve.

    A ``[[rule]]`` that must hold takes the place of the key of its kind for those whom it names: who has a
    ``[[rule]]`` of their own about hours a week is no longer bound by ``most_hours_a_week``. A rule that
    binds nobody is left out.
    """
    tables = (_table_rule(table, squadron) for table in file.rule)
    return (*_key_rules(file, squadron), *(each for each in tables if each is not None))


def abilities_of(file: RulesFile, squadron: Squadron) -> tuple[Ability, ...]:
    """Return what the rules ask of people beyond their qualifications, each once."""
    return tuple(dict.fromkeys(squadron.ability(each) for table in file.rule for each in _named(table)))


def rest_hours(file: RulesFile, squadron: Squadron) -> Mapping[str, float]:
    """Return the hours between two duties that each person must have who has a rule of their own."""
    hours: dict[str, float] = {}
    for table in file.rule:
        if isinstance(table, RestRule) and table.weight is None:
            for key in squadron.serving_keys(table.people or ("@all",)):
                hours[key] = max(table.hours, hours.get(key, 0))
    return hours


def weights_of(table: WeightsTable) -> Weights:
    """Return what shortcomings cost; what the table does not name costs what the engine says."""
    return msgspec.structs.replace(Weights(), **msgspec.structs.asdict(table))


def wishes_of(file: RulesFile, squadron: Squadron, first: date, last: date) -> tuple[Wish, ...]:
    """Return what people who serve wish for each day from `first` to `last`, each wish once."""
    serving = {person.id: person for person in squadron.serving}
    days = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
    found = (
        Wish(
            person=wish.person,
            day=day,
            on=wish.want == "on",
            shift=wish.shift,
            post=wish.post,
            weight=wish.price,
        )
        for wish in file.wish
        if wish.person in serving
        for day in days
        if wish.falls_on(day) and serving[wish.person].serves_on(day)
    )
    return tuple(dict.fromkeys(found))


def rules_complaints(file: RulesFile, squadron: Squadron) -> Iterator[str]:
    """Yield a line for each name in the file that nobody in the squadron has, or has any more."""
    for table in file.rule:
        for name, fault in squadron.misnamed(_expressions(table)):
            yield _("rules.toml: the rule {rule} names {name}, {fault}.").format(
                rule=table.called, name=name, fault=fault
            )
    for name, fault in squadron.misnamed(wish.person for wish in file.wish):
        yield _("rules.toml: there is a wish of {name}, {fault}.").format(name=name, fault=fault)


def _named(table: RuleTable) -> tuple[tuple[str, ...], ...]:
    """Return those of whom the rule speaks as of people with an ability."""
    if isinstance(table, BesideRule):
        return (table.who, table.by)
    return (table.who,) if isinstance(table, HeadsOfRule) else ()


def _expressions(table: RuleTable) -> tuple[str, ...]:
    people = table.people if isinstance(table, PersonalRule) else None
    return (*(people or ()), *(each for named in _named(table) for each in named))


def _given_rules(file: RulesFile) -> Iterator[Rule]:
    """Yield the rules that are keys of the file's own, for everyone."""
    yield Rest(hours=file.rest_hours)
    yield DutiesADay(most=file.most_duties_a_day)
    yield DaysInARow(most=file.most_days_in_a_row)
    yield NightsInARow(most=file.most_nights_in_a_row)
    yield HoursAWeek(most=file.most_hours_a_week)
    if file.fewest_days_in_a_row is not None:
        yield FewestDaysInARow(fewest=file.fewest_days_in_a_row)
    if file.fewest_days_off is not None:
        yield FewestDaysOff(fewest=file.fewest_days_off)
    if file.most_hours_a_month is not None:
        yield HoursAMonth(most=file.most_hours_a_month)
    if file.contract_hours is not None and file.most_overtime_hours is not None:
        yield Overtime(contract=file.contract_hours, most=file.most_overtime_hours)
    if file.whole_weekends_off is not None:
        yield WeekendsOff(fewest=file.whole_weekends_off)
    if file.one_post is not None:
        yield OnePost(weight=file.one_post)


def _key_rules(file: RulesFile, squadron: Squadron) -> Iterator[Rule]:
    everyone = [person.id for person in squadron.serving]
    for rule in _given_rules(file):
        own = {
            key
            for table in file.rule
            if isinstance(table, PersonalRule) and table.kind == rule.code and table.weight is None
            for key in squadron.serving_keys(table.people or ("@all",))
        }
        others = tuple(key for key in everyone if key not in own)
        if not own:
            yield rule
        elif others:
            yield msgspec.structs.replace(rule, people=others)


def _table_rule(table: RuleTable, squadron: Squadron) -> Rule | None:
    fields = msgspec.structs.asdict(table) | {"rule": table.kind, "people": ()}
    if isinstance(table, PersonalRule) and table.people:
        people = _in_order(table.people, squadron)
        if len(people) < (2 if isinstance(table, ApartRule | TogetherRule) else 1):
            return None
        fields["people"] = people
    for key in ("who", "by"):
        if key in fields:
            fields[key] = squadron.ability(fields[key]).code
    rule: Rule = msgspec.convert(fields, Rule)
    return rule


def _in_order(expressions: Iterable[str], squadron: Squadron) -> tuple[str, ...]:
    """Return the people in the order in which the leader names them."""
    return tuple(dict.fromkeys(key for each in expressions for key in squadron.serving_keys((each,))))
