"""Collecting what the plugins contribute into a frozen Registry."""

from collections.abc import Callable, Iterable, Iterator
from types import ModuleType
from typing import TypeVar

import pluggy

from dutydesk.api import (
    CliGroup,
    Command,
    PluginState,
    Screen,
    SettingsFile,
    TableSet,
    TomlPlugin,
    hookspecs,
)
from dutydesk.api.registry import Registry
from dutydesk.host.calling import IsolatedHooks
from dutydesk.host.finding import FoundPlugin, installed_plugins
from dutydesk.host.limits import LIMIT_SECONDS
from dutydesk.host.loading import load_plugin
from dutydesk.host.plugin_settings import sound_sorts
from dutydesk.wording import _

T = TypeVar("T")


class _HookManager(pluggy.PluginManager):
    """Looks for hooks among what a plugin names itself, and not among the two dozen names of every object."""

    def parse_hookimpl_opts(self, plugin: object, name: str) -> pluggy.HookimplOpts | None:
        """Return how a plugin marks an attribute as a hook, or None where it does not."""
        return None if name.startswith("__") else super().parse_hookimpl_opts(plugin, name)


def build_registry(found: Iterable[FoundPlugin], *, seconds: float = LIMIT_SECONDS) -> Registry:
    """Load the plugins that were found and return what they contribute.

    A plugin that cannot be loaded, or is not allowed, is listed with its fault and the others go on. Where
    two plugins want one name, the first keeps it and the second is at fault. `seconds` is how long a plugin
    that is not ours may take each time that it is called.
    """
    manager = _HookManager("dutydesk")
    manager.add_hookspecs(hookspecs)
    hooks = IsolatedHooks(manager, seconds)
    states: list[PluginState] = []
    for each in found:
        fault = each.fault
        if any(each.name == other.name for other in states):
            error = ValueError(_("another plugin has the name {name} already").format(name=each.name))
            fault = hooks.record(f"{each.name} ({each.source})", "loading", error).summary
        elif each.state == "on":
            fault = load_plugin(manager, hooks, each)
        state = "faulty" if fault and each.state == "on" else each.state
        states.append(PluginState(each.name, each.version, each.source, state, fault, each.package))
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
        toml_plugins=tuple(_toml_sorts(hooks)),
        plugins=tuple(states),
        hooks=hooks,
    )


def _report_unknown_hooks(manager: pluggy.PluginManager, hooks: IsolatedHooks) -> None:
    """Record each implementation of a hook that nobody calls: its name is misspelt."""
    for name, caller in sorted(vars(manager.hook).items()):
        if not isinstance(caller, pluggy.HookCaller) or caller.has_spec():
            continue
        for implementation in caller.get_hookimpls():
            if not implementation.optionalhook:
                error = LookupError(_("there is no hook named {name}").format(name=name))
                hooks.record(implementation.plugin_name, name, error)


def _toml_sorts(hooks: IsolatedHooks) -> Iterator[TomlPlugin]:
    for each in _unique(hooks, "toml_plugins", TomlPlugin, lambda v: v.sort):
        yield from sound_sorts(hooks, hooks.owner("toml_plugins", each.sort), (each,))


def bundled_table_sets() -> tuple[TableSet, ...]:
    """Return the table sets of the installed plugins, without opening a desk."""
    return build_registry(installed_plugins()).tables


def _unique(hooks: IsolatedHooks, hook: str, of: type[T], name: Callable[[T], str]) -> tuple[T, ...]:
    kept: dict[str, T] = {}
    for plugin, values in hooks.ask_each(hook, of):
        for value in values:
            if name(value) in kept:
                error = ValueError(_("{name} is taken by another plugin").format(name=name(value)))
                hooks.record(plugin, hook, error)
            else:
                kept[name(value)] = value
                hooks.own(hook, name(value), plugin)
    return tuple(kept.values())
