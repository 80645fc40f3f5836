"""The settings files and TOML files of plugins, with types and checks that do not work left out."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from dutydesk.api import DataProblem, Settings, SettingsFault, SettingsFile, SettingsReader, TomlPlugin
from dutydesk.api.registry import Registry
from dutydesk.config.reading import read_settings
from dutydesk.host.calling import IsolatedHooks
from dutydesk.wording import _

_Check = Callable[[Any, SettingsReader], Iterable[SettingsFault]]


def usable_settings(
    folder: Path, host: Sequence[SettingsFile], registry: Registry
) -> tuple[SettingsFile, ...]:
    """Return the settings files of the host and of the plugins that can be read at all.

    A plugin whose type or check is broken is at fault; what a person wrote wrongly is theirs to mend.
    """
    files = list(host)
    hooks = registry.hooks
    for each in registry.settings:
        file = SettingsFile(f"config/{each.name}", each.type, each.check)
        if not isinstance(hooks, IsolatedHooks):
            files.append(file)
            continue
        owner = hooks.owner("settings", each.name)
        if hooks.carefully(owner, "settings", partial(_is_fit, file, files, folder), otherwise=False):
            check = careful_check(hooks, owner, "settings", file.check, ())
            files.append(replace(file, check=check))
    return tuple(files)


def _is_fit(file: SettingsFile, others: Sequence[SettingsFile], folder: Path) -> bool:
    if any(file.name == each.name or file.type is each.type for each in others):
        raise ValueError(_("{name} is read by another already").format(name=file.name))
    declared: object = file.type
    if not isinstance(declared, type) or not issubclass(declared, Settings):
        raise TypeError(_("{name}: its type must be a Settings class").format(name=file.name))
    with suppress(DataProblem):
        read_settings(folder, (replace(file, check=None),))
    return True


def sound_sorts(hooks: IsolatedHooks, plugin: str, sorts: Iterable[TomlPlugin]) -> Iterable[TomlPlugin]:
    """Yield those sorts of TOML plugin whose types can be read, each with a check that is guarded."""
    for each in sorts:
        if hooks.carefully(plugin, "toml_plugins", partial(_can_be_read, each), otherwise=False):
            unchecked = SettingsFault((), _("the plugin {plugin} cannot check it").format(plugin=plugin))
            yield replace(each, check=careful_check(hooks, plugin, "toml_plugins", each.check, (unchecked,)))


def _can_be_read(sort: TomlPlugin) -> bool:
    declared: object = sort.type
    if not isinstance(declared, type) or not issubclass(declared, Settings):
        raise TypeError(_("{name}: its type must be a Settings class").format(name=sort.sort))
    if "plugin" not in declared.__struct_fields__:
        raise TypeError(_("{name}: its type must have a field plugin").format(name=sort.sort))
    with suppress(msgspec.ValidationError):
        msgspec.convert({"plugin": sort.sort}, declared, strict=True)
    return True


def careful_check(
    hooks: IsolatedHooks,
    plugin: str,
    where: str,
    check: _Check | None,
    otherwise: tuple[SettingsFault, ...],
) -> _Check | None:
    """Return a check that records what `check` does wrong against its plugin, and then gives `otherwise`."""
    if check is None:
        return None

    def guarded(settings: Settings, reader: SettingsReader) -> Iterable[SettingsFault]:
        def work() -> tuple[tuple[SettingsFault, ...], DataProblem | None]:
            try:
                return tuple(check(settings, reader)), None
            except DataProblem as problem:
                return (), problem

        unchecked: tuple[tuple[SettingsFault, ...], DataProblem | None] = (otherwise, None)
        faults, problem = hooks.carefully(plugin, where, work, unchecked)
        if problem is not None:
            raise problem
        return faults

    return guarded
