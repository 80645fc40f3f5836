"""Rules that plugins bring: found, made from their settings, judged, and what is said where they fail."""

import pickle
from datetime import date

import pytest

from dutydesk_roster.engine import Breach, Placed, PluginRule, check, check_people, shortcomings
from dutydesk_roster.engine.plugin_rules import PluginRuleFailed, RosterRuleCode, rule_code
from tests.plugins.roster_engine.months import DAY, guard, problem, slot

DAYS = [date(2026, 11, day) for day in (2, 3, 4)]

SOURCE = """
from __future__ import annotations

from dataclasses import dataclass

import msgspec

from dutydesk_roster.engine.solution import Breach


class NoDuty(msgspec.Struct, frozen=True):
    weekday: int

    def check(self, problem, roster):
        for one in roster:
            if one.day.weekday() == self.weekday:
                yield Breach(one.day, one.person, "", f"{one.person} stands on a day of prayer.", 2)

    def constrain(self, sheet, rule):
        raise LookupError("the sheet\\nis wet")


@dataclass
class Careless:
    fault: str = ""

    def check(self, problem, roster):
        if self.fault == "raise":
            raise ZeroDivisionError
        return ["not a breach"]

    def constrain(self, sheet, rule):
        pass


class Mute:
    pass
"""


def brought(kind, settings="{}", **more):
    return PluginRule(target=f"prayers:{kind}", settings=settings, source=SOURCE, **more)


def asked(*rules):
    return problem([guard("li"), guard("zhao")], [slot("gate", DAY, day) for day in DAYS], rules=rules)


ROSTER = [Placed(key, "gate", "day", day) for key, day in zip(("li", "zhao", "li"), DAYS, strict=True)]


def test_a_plugins_rule_is_judged_by_its_own_code():
    hard = brought("NoDuty", '{"weekday": 1}')
    assert check(asked(hard), ROSTER) == (
        Breach(DAYS[1], "zhao", "plugin", "zhao stands on a day of prayer.", 2, 0),
    )
    assert check(asked(brought("NoDuty", '{"weekday": 3}')), ROSTER) == ()
    assert check_people(asked(hard), ROSTER, ["li"]) == ()
    assert len(check_people(asked(hard), ROSTER, ["zhao"])) == 1


def test_a_weighted_one_is_a_shortcoming_with_its_name_and_weight():
    soft = brought("NoDuty", '{"weekday": 1}', weight=9, name="Prayers")
    assert check(asked(soft), ROSTER) == ()
    assert [(one.text, one.weight) for one in shortcomings(asked(soft), ROSTER)] == [
        ("Prayers: zhao stands on a day of prayer.", 9)
    ]


def test_it_binds_only_its_people():
    assert check(asked(brought("NoDuty", '{"weekday": 1}', people=("li",))), ROSTER) == ()


class ByName:
    """A rule in a module that Python can import."""

    def __init__(self, words="nothing"):
        self.words = words

    def check(self, problem, roster):
        del problem
        return [Breach(one.day, one.person, "by-name", self.words) for one in roster[:1]]

    def constrain(self, sheet, rule):
        del sheet, rule


def test_a_module_that_can_be_imported_is():
    rule = PluginRule(target=f"{__name__}:ByName", settings='{"words": "no"}')
    assert [(one.rule, one.text) for one in check(asked(rule), ROSTER)] == [("by-name", "no")]
    assert isinstance(rule_code(rule), RosterRuleCode)
    assert rule_code(rule) is rule_code(rule)


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        (PluginRule(target="no.such.module:Rule"), "ModuleNotFoundError: No module named 'no'"),
        (PluginRule(target="prayers"), 'it is not of the form "module:Class"'),
        (brought("Missing"), "AttributeError: module "),
        (brought("Mute"), "it lacks check or constrain"),
        (brought("NoDuty"), "ValidationError: Object missing required field `weekday`"),
        (brought("NoDuty", '{"weekday": "x"}'), "ValidationError: Expected `int`, got `str`"),
        (brought("Careless", '{"colour": 1}'), "TypeError: "),
        (brought("Careless", '{"fault": "raise"}'), "ZeroDivisionError"),
        (brought("Careless"), "check gives str instead of Breach"),
        (PluginRule(target="broken:Rule", source="def"), "SyntaxError: invalid syntax"),
    ],
)
def test_code_that_fails_is_named_in_one_line(rule, reason):
    with pytest.raises(PluginRuleFailed) as failed:
        check(asked(rule), ROSTER)
    assert failed.value.target == rule.target
    assert failed.value.reason.startswith(reason)
    assert str(failed.value).startswith(f"The rule {rule.target} does not work: {reason}")
    assert "\n" not in str(failed.value)
    again = pickle.loads(pickle.dumps(failed.value))  # noqa: S301 - our own
    assert str(again) == str(failed.value)


def test_so_is_code_that_cannot_constrain():
    rule = brought("NoDuty", '{"weekday": 1}')
    with pytest.raises(PluginRuleFailed, match="LookupError: the sheet is wet"):
        rule_code(rule).constrain(None, rule)
