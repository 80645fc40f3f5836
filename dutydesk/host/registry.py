"""Collecting what the plugins contribute into a frozen Registry."""

from collections.abc import Callable, Iterable
from types import ModuleType
from typing import TypeVar

import pluggy

from dutydesk.api import CliGroup, Command, PluginState, Screen, SettingsFile, TableSet, hookspecs
from dutydesk.api.registry import Registry
from dutydesk.domain import ActivityKind
from dutydesk.host.calling import IsolatedHooks
from dutydesk.host.finding import FoundPlugin, bundled_plugins
from dutydesk.wording import _

T = TypeVar("T")


def build_registry(found: Iterable[FoundPlugin]) -> Registry:
    """Load the plugins that were found and return what they contribute.

    A plugin that cannot be loaded, or is not allowed, is listed with its fault and the others go on. Where
    two plugins want one name, the first keeps it and the second is at fault.
    """
    manager = pluggy.PluginManager("dutydesk")
    manager.add_hookspecs(hookspecs)
    hooks = IsolatedHooks(manager)
    states: list[PluginState] = []
    for each in found:
        state, fault = each.state, each.fault
        if state == "on":
            try:
                plugin = each.load()
                if manager.has_plugin(each.name):
                    raise ValueError(_("another plugin has the name {name} already").format(name=each.name))  # noqa: TRY301 - one way of being at fault
                manager.register(plugin, name=each.name)
            except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a plugin raises is its own fault
                hooks.record(each.name, "loading", error)
                state, fault = "faulty", hooks.faults()[-1].summary
        states.append(PluginState(each.name, each.version, each.source, state, fault))
    for module in hooks.ask("hookspecs", ModuleType):
        manager.add_hookspecs(module)

    return Registry(
        screens=tuple(sorted(_unique(hooks, "screens", Screen, lambda v: v.name), key=lambda v: v.order)),
        commands=hooks.ask("commands", Command),
        cli=_unique(hooks, "cli", CliGroup, lambda v: v.name),
        tables=_unique(hooks, "tables", TableSet, lambda v: v.owner),
        settings=_unique(hooks, "settings", SettingsFile, lambda v: v.name),
        activity_kinds={v.code: v for v in _unique(hooks, "activity_kinds", ActivityKind, lambda v: v.code)},
        plugins=tuple(states),
        hooks=hooks,
    )


def bundled_table_sets() -> tuple[TableSet, ...]:
    """Return the table sets of the installed plugins, without opening a desk."""
    return build_registry(bundled_plugins()).tables


def _unique(hooks: IsolatedHooks, hook: str, of: type[T], name: Callable[[T], str]) -> tuple[T, ...]:
    kept: dict[str, T] = {}
    for plugin, values in hooks.ask_each(hook, of):
        for value in values:
            if name(value) in kept:
                error = ValueError(_("{name} is taken by another plugin").format(name=name(value)))
                hooks.record(plugin, hook, error)
            else:
                kept[name(value)] = value
    return tuple(kept.values())
