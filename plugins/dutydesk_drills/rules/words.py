"""How rules and their days are named in a sentence."""

from datetime import date

from dutydesk.domain import weekday_names, whole_day
from dutydesk.wording import _, language
from dutydesk_drills.rules.rule import DrillRule


def rule_name(rule: DrillRule) -> str:
    """Return a rule's name in the reader's language."""
    words = rule.translations.get(language())
    return words.name if words is not None else rule.name


def weekday_word(number: int) -> str:
    """Return the short name of a weekday; 0 is Monday."""
    return weekday_names()[number]


def day_words(day: date) -> str:
    """Return a day with its weekday: ``Fri 2026-11-27``."""
    return whole_day(day)


def run_words(first: date, last: date) -> str:
    """Return a run of days, or its only day."""
    if first == last:
        return day_words(first)
    return _("{first} to {last}").format(first=day_words(first), last=day_words(last))
