"""A ``[[rule]]`` of ``training.toml``: how many sessions a week, month, term or year wants, and for whom."""

from collections.abc import Iterable
from typing import Annotated, Literal

from msgspec import Meta

from dutydesk.api import Settings, SettingsFault
from dutydesk.api.settings_values import Name, Weekday, participant_faults, repeated_codes
from dutydesk_training.settings.sessions import SessionKind


class Rule(Settings, frozen=True, kw_only=True):
    """So many sessions of a kind in every week, month, term or year.

    `counts` says what is counted: sessions; days on which there is one; or people, each of `who` of whom must
    attend `least` of them. `who` narrows sessions and days to those at which these people are expected.
    `weekdays` are those on which a day can count, the workdays where nothing is said.
    """

    name: Name
    kind: SessionKind
    least: Annotated[int, Meta(ge=1, le=366)] = 1
    every: Literal["week", "month", "term", "year"] = "week"
    counts: Literal["sessions", "days", "people"] = "sessions"
    who: tuple[str, ...] = ()
    weekdays: tuple[Weekday, ...] = ()


def rule_faults(rules: tuple[Rule, ...]) -> Iterable[SettingsFault]:
    """Yield what is wrong with the rules."""
    yield from repeated_codes((each.name for each in rules), ("rule",), "name")
    for index, rule in enumerate(rules):
        yield from participant_faults(rule.who, ("rule", index, "who"))
