"""The rules that other plugins bring."""

import sys
from collections.abc import Iterator
from importlib.abc import InspectLoader

import msgspec

from dutydesk.api import Desk
from dutydesk_roster.engine.plugin_rules import PluginRuleFailed, rule_code
from dutydesk_roster.engine.rules import PluginRule

_LOCAL = "dutydesk_local."


def brought_rules(desk: Desk) -> tuple[PluginRule, ...]:
    """Return the rules of every plugin; one from a desk's own folder carries its source.

    Another process knows no module that was loaded from a desk's folder. Rules whose code cannot be had are
    left out; `brought_complaints` names them.
    """
    return tuple(rule for rule, complaint in _brought(desk) if not complaint)


def brought_complaints(desk: Desk) -> tuple[str, ...]:
    """Return a line for each rule of a plugin whose code cannot be had."""
    return tuple(complaint for _rule, complaint in _brought(desk) if complaint)


def _brought(desk: Desk) -> Iterator[tuple[PluginRule, str]]:
    for given in desk.ask("roster_rules", PluginRule):
        rule, complaint = _with_source(given), ""
        try:
            rule_code(rule)
        except PluginRuleFailed as fault:
            complaint = str(fault)
        yield rule, complaint


def _with_source(rule: PluginRule) -> PluginRule:
    module, _colon, _name = rule.target.partition(":")
    if rule.source or not module.startswith(_LOCAL):
        return rule
    loader = getattr(sys.modules.get(module), "__loader__", None)
    source = loader.get_source(module) if isinstance(loader, InspectLoader) else None
    return msgspec.structs.replace(rule, source=source or "")
