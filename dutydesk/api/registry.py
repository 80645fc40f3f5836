"""What the host has collected from the plugins, frozen."""

from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from dutydesk.api.settings import SettingsFile, TomlPlugin
from dutydesk.api.tables import TableSet
from dutydesk.api.values import CliGroup, Command, PluginFault, PluginState, Screen

T = TypeVar("T")


class HookCaller(Protocol):
    """Asks the plugins, one at a time, so that a fault of one is not a fault of all."""

    def ask(self, hook: str, of: type[T], **arguments: object) -> tuple[T, ...]:
        """Return what every plugin's implementation of `hook` gives, each value checked to be an `of`."""
        ...

    def ask_whole(self, hook: str, of: type[T], **arguments: object) -> tuple[T, ...]:
        """Return what every plugin gives, or raise what one that comes with the program raised."""
        ...

    def tell(self, hook: str, **arguments: object) -> None:
        """Call every plugin's implementation of `hook` and pass over what it returns."""
        ...

    def record(self, plugin: str, where: str, error: BaseException) -> PluginFault:
        """Record what `plugin` raised outside a hook, and return it."""
        ...

    def faults(self) -> tuple[PluginFault, ...]:
        """Return what has gone wrong so far."""
        ...


class NoPlugins:
    """The caller of a desk without plugins."""

    def ask(self, hook: str, of: type[T], **arguments: object) -> tuple[T, ...]:  # noqa: ARG002 - nobody to ask
        """Return nothing."""
        return ()

    def ask_whole(self, hook: str, of: type[T], **arguments: object) -> tuple[T, ...]:  # noqa: ARG002 - likewise
        """Return nothing."""
        return ()

    def tell(self, hook: str, **arguments: object) -> None:
        """Tell nobody."""

    def record(self, plugin: str, where: str, error: BaseException) -> PluginFault:
        """Keep nothing."""
        return PluginFault(plugin, where, str(error))

    def faults(self) -> tuple[PluginFault, ...]:
        """Return nothing."""
        return ()


@dataclass(frozen=True, slots=True)
class Registry:
    """All that the plugins contribute, collected once; `hooks` asks them what only an open desk can tell."""

    screens: tuple[Screen, ...] = ()
    commands: tuple[Command, ...] = ()
    cli: tuple[CliGroup, ...] = ()
    tables: tuple[TableSet, ...] = ()
    settings: tuple[SettingsFile, ...] = ()
    toml_plugins: tuple[TomlPlugin, ...] = ()
    plugins: tuple[PluginState, ...] = ()
    hooks: HookCaller = field(default_factory=NoPlugins)
