"""Rules that plugins bring, on the sheet."""

from dutydesk_roster.engine.fact import Fact
from dutydesk_roster.engine.model.sheet import Sheet
from dutydesk_roster.engine.rules import PluginRule


def write_plugin_rule(sheet: Sheet, rule: PluginRule, fact: Fact) -> None:
    """Let the plugin's own code write; rows that name no fact are given this one."""
    from dutydesk_roster.engine.plugin_rules import rule_code  # noqa: PLC0415 - loads nothing where no plugin rules

    before = len(sheet.rows)
    rule_code(rule).constrain(sheet, rule)
    sheet.stamp(before, fact)
