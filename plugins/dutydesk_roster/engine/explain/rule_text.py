"""Rules in a leader's words."""

from dutydesk.wording import _, listed, ngettext
from dutydesk_roster.engine.checker.names import Names
from dutydesk_roster.engine.rules import (
    Apart,
    Beside,
    DaysInARow,
    DutiesADay,
    FewestDaysInARow,
    FewestDaysOff,
    HeadsOf,
    HoursAMonth,
    HoursAWeek,
    NightsInARow,
    OnePost,
    Overtime,
    Rest,
    Rule,
    Succession,
    Together,
    WeekendsOff,
)

_FEW = 4


def rule_text(rule: Rule, names: Names) -> str:
    """Return what a rule says in one line, after the name that the leader gave it, if any."""
    text = _sentence(rule, names)
    if rule.people and not isinstance(rule, Apart | Together):
        text = _("{rule} (for {people})").format(rule=text, people=people_text(rule.people, names))
    return _("{name}: {rule}").format(name=rule.name, rule=text) if rule.name else text


def rule_subject(rule: Rule) -> str:
    """Return what a rule limits, or its name, to stand before two numbers."""
    if rule.name:
        return rule.name
    return {
        Rest: _("rest between two duties"),
        DutiesADay: _("most duties a day"),
        DaysInARow: _("most days in a row"),
        NightsInARow: _("most nights in a row"),
        FewestDaysInARow: _("fewest days in a row"),
        FewestDaysOff: _("fewest days off in a row"),
        HoursAWeek: _("most hours a week"),
        HoursAMonth: _("most hours a month"),
        Overtime: _("most hours of overtime a month"),
        WeekendsOff: _("fewest weekends off"),
        Succession: _("shifts that may not follow"),
        Apart: _("people apart"),
        Together: _("people together"),
        Beside: _("someone beside them"),
        HeadsOf: _("heads of one kind in a shift"),
        OnePost: _("one post each"),
    }.get(type(rule), rule.code)


def rule_amount(rule: Rule) -> float | None:
    """Return the number in a rule, in its own unit, where it has one."""
    match rule:
        case Rest(hours=hours):
            return hours
        case FewestDaysInARow(fewest=fewest) | FewestDaysOff(fewest=fewest) | WeekendsOff(fewest=fewest):
            return fewest
        case DutiesADay(most=most) | DaysInARow(most=most) | NightsInARow(most=most):
            return most
        case HoursAWeek(most=hours) | HoursAMonth(most=hours) | Overtime(most=hours):
            return hours
        case HeadsOf(least=least):
            return least
    return None


def people_text(keys: tuple[str, ...] | list[str], names: Names) -> str:
    """Return the names of some people; of many, the first few and how many more."""
    shown = [names.person(key) for key in keys[:_FEW]]
    more = len(keys) - len(shown)
    if not more:
        return listed(shown)
    return ngettext("{people} and {count} more", "{people} and {count} more", more).format(
        people=listed(shown), count=more
    )


def _sentence(rule: Rule, names: Names) -> str:  # noqa: C901, PLR0911, PLR0912 - one line for each kind of rule
    match rule:
        case Rest(hours=hours):
            return _("at least {hours:g} h of rest between two duties").format(hours=hours)
        case DutiesADay(most=most):
            return ngettext("at most {most} duty a day", "at most {most} duties a day", most).format(
                most=most
            )
        case DaysInARow(most=most):
            return ngettext(
                "at most {most} day with duty in a row", "at most {most} days with duty in a row", most
            ).format(most=most)
        case NightsInARow(most=most):
            return ngettext("at most {most} night in a row", "at most {most} nights in a row", most).format(
                most=most
            )
        case FewestDaysInARow(fewest=fewest):
            return ngettext(
                "at least {fewest} day with duty in a row",
                "at least {fewest} days with duty in a row",
                fewest,
            ).format(fewest=fewest)
        case FewestDaysOff(fewest=fewest):
            return ngettext(
                "at least {fewest} day off in a row", "at least {fewest} days off in a row", fewest
            ).format(fewest=fewest)
        case HoursAWeek(most=hours):
            return _("at most {hours:g} h a week").format(hours=hours)
        case HoursAMonth(most=hours):
            return _("at most {hours:g} h a month").format(hours=hours)
        case Overtime(contract=contract, most=hours):
            return _("at most {hours:g} h of overtime a month, beyond {contract:g} h").format(
                hours=hours, contract=contract
            )
        case WeekendsOff(fewest=fewest):
            return ngettext(
                "at least {fewest} whole weekend off a month",
                "at least {fewest} whole weekends off a month",
                fewest,
            ).format(fewest=fewest)
        case Succession(before=before, after=after):
            return _("no {after} on the day after {before}").format(
                after=listed(map(names.shift, after)), before=names.shift(before)
            )
        case Apart(people=people):
            return _("{people} stand apart").format(people=people_text(people, names))
        case Together(people=people):
            return _("{people} stand together").format(people=people_text(people, names))
        case Beside(who=who, by=by):
            return _("whoever has {who} stands only near someone with {by}").format(
                who=names.need(who), by=names.need(by)
            )
        case HeadsOf(who=who, least=least, most=None):
            return _("at least {least} with {who} in each shift").format(least=least, who=names.need(who))
        case HeadsOf(who=who, least=least, most=most):
            return _("{least} to {most} with {who} in each shift").format(
                least=least, most=most, who=names.need(who)
            )
        case OnePost():
            return _("everyone keeps to one post")
        case _:
            return _("the rule {code}").format(code=rule.code)
