from importlib import import_module

from dutydesk_roster.engine import PluginRule


def test_the_roster_takes_the_rule_and_its_class_is_there(desk):
    rules = desk.ask("roster_rules", PluginRule)
    (rule,) = [each for each in rules if each.target.endswith(":FewSundays")]
    module, _colon, name = rule.target.partition(":")
    assert getattr(import_module(module), name)(most=2).most == 2
