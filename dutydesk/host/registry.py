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
        fault = each.fault if each.state != "on" else _load(manager, hooks, each)
        state = "faulty" if fault and each.state == "on" else each.state
        states.append(PluginState(each.name, each.version, each.source, state, fault))
    for plugin, modules in hooks.ask_each("hookspecs", ModuleType):
        for module in modules:
            try:
                manager.add_hookspecs(module)
            except (ValueError, pluggy.PluginValidationError) as error:
                hooks.record(plugin, "hookspecs", error)
    _report_unknown_hooks(manager, hooks)

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


def _load(manager: pluggy.PluginManager, hooks: IsolatedHooks, found: FoundPlugin) -> str:
    """Load and register a plugin, and return what went wrong, if anything did."""
    if manager.has_plugin(found.name):
        error = ValueError(_("another plugin has the name {name} already").format(name=found.name))
        return hooks.record(f"{found.name} ({found.source})", "loading", error).summary
    try:
        plugin = found.load()
        manager.register(plugin, name=found.name)
        if not manager.get_hookcallers(plugin):
            raise TypeError(_("it has no hooks; mark its methods with hookimpl, and name the object plugin"))  # noqa: TRY301 - one way of being at fault
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a plugin raises is its own fault
        if manager.has_plugin(found.name):
            manager.unregister(name=found.name)
        return hooks.record(found.name, "loading", error).summary
    return ""


def _report_unknown_hooks(manager: pluggy.PluginManager, hooks: IsolatedHooks) -> None:
    """Record each implementation of a hook that nobody calls: its name is misspelt."""
    for name, caller in sorted(vars(manager.hook).items()):
        if not isinstance(caller, pluggy.HookCaller) or caller.has_spec():
            continue
        for implementation in caller.get_hookimpls():
            if not implementation.optionalhook:
                error = LookupError(_("there is no hook named {name}").format(name=name))
                hooks.record(implementation.plugin_name, name, error)


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
