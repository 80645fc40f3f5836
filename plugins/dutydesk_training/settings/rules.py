"""A ``[[rule]]`` of ``training.toml``: how many sessions a week, month, term or year wants, and for whom."""

from collections.abc import Iterable, Sequence
from typing import Annotated, Literal

from msgspec import Meta

from dutydesk.api import Settings, SettingsFault
from dutydesk.api.settings_values import (
    WEEKDAYS,
    Name,
    Weekday,
    participant_faults,
    repeated_codes,
)
from dutydesk.wording import _
from dutydesk_training.settings.sessions import SessionKind

Every = Literal["week", "month", "term", "year"]
Counted = Literal["sessions", "days", "people"]

_WORKDAYS = WEEKDAYS[:5]
_LONGEST_MONTH, _LONGEST_YEAR = 31, 366


class Rule(Settings, frozen=True, kw_only=True):
    """So many sessions of a kind in every week, month, term or year.

    `counts` says what is counted: sessions; days on which there is one; or people, each of `who` of whom must
    attend `least` of them. `who` narrows sessions and days to those at which any of these people is expected;
    people without it are all. `weekdays` are those on which a day can count, the workdays where nothing is
    said.
    """

    name: Name
    kind: SessionKind
    least: Annotated[int, Meta(ge=1, le=366)] = 1
    every: Every = "week"
    counts: Counted = "sessions"
    who: tuple[str, ...] = ()
    weekdays: tuple[Weekday, ...] = ()


def rule_faults(rules: tuple[Rule, ...]) -> Iterable[SettingsFault]:
    """Yield what is wrong with the rules.

    Of a term nobody knows here how many days it has; a rule that wants more of them says so when it is
    measured.
    """
    yield from repeated_codes((each.name for each in rules), ("rule",), "name")
    for index, rule in enumerate(rules):
        yield from participant_faults(rule.who, ("rule", index, "who"))
        if rule.weekdays and rule.counts != "days":
            yield SettingsFault(
                ("rule", index, "weekdays"),
                _('weekdays choose which days count; expected counts = "days", found {counts!r}').format(
                    counts=rule.counts
                ),
            )
        elif rule.counts == "days" and rule.least > (most := _most_days(rule)):
            yield SettingsFault(
                ("rule", index, "least"),
                _("a {period} has at most {most} days that can count; found {least}").format(
                    period=_period_name(rule.every),
                    most=most,
                    least=rule.least,
                ),
            )


def _period_name(every: Every) -> str:
    return {"week": _("week"), "month": _("month"), "term": _("term"), "year": _("year")}[every]


def _most_days(rule: Rule) -> int:
    """Return how many days can count in the period of a rule at best; a term is no longer than a year."""
    counting = sorted({WEEKDAYS.index(each) for each in rule.weekdays or _WORKDAYS})
    if rule.every == "week":
        return len(counting)
    length = _LONGEST_MONTH if rule.every == "month" else _LONGEST_YEAR
    return max(_days_from(first, counting, length) for first in range(len(WEEKDAYS)))


def _days_from(first: int, counting: Sequence[int], length: int) -> int:
    """Return how many of so many days, the first of them on the weekday `first`, are of those `counting`."""
    weeks, rest = divmod(length, len(WEEKDAYS))
    begun = {(first + offset) % len(WEEKDAYS) for offset in range(rest)}
    return weeks * len(counting) + len(begun.intersection(counting))
