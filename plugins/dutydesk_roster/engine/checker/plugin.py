"""Rules that plugins bring, judged by their own code."""

from collections.abc import Iterable

import msgspec

from dutydesk.wording import _
from dutydesk_roster.engine.checker.roster import CheckedRoster
from dutydesk_roster.engine.plugin_rules import rule_code
from dutydesk_roster.engine.rules import PluginRule
from dutydesk_roster.engine.solution import Breach


def brought(roster: CheckedRoster, rule: PluginRule) -> Iterable[Breach]:
    """Yield what the plugin finds about people whom the rule binds, each with the rule's weight.

    Raises:
        PluginRuleFailed: the plugin's code cannot be had, or fails.
    """
    for found in rule_code(rule).check(roster.facts.problem, roster.placed):
        if found.person and not rule.binds(found.person):
            continue
        if roster.people is None or found.person in roster.people:
            yield msgspec.structs.replace(
                found,
                rule=found.rule or rule.code,
                text=_("{rule}: {text}").format(rule=rule.name, text=found.text) if rule.name else found.text,
                weight=rule.weight or 0,
            )
