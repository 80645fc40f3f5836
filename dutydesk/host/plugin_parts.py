"""Taking from the plugins what an open desk is made of, with a part that does not work left out."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from dutydesk.api import DataProblem, Settings, SettingsFault, SettingsFile, SettingsReader, TableSet
from dutydesk.api.registry import Registry
from dutydesk.config.reading import read_settings
from dutydesk.host.calling import IsolatedHooks
from dutydesk.store.database import Database
from dutydesk.store.migrate import MigrationFault, migrate
from dutydesk.store.schema import Schema
from dutydesk.store.tables import HOST_TABLES
from dutydesk.wording import _


def usable_settings(
    folder: Path, host: Sequence[SettingsFile], registry: Registry
) -> tuple[SettingsFile, ...]:
    """Return the settings files of the host and of the plugins that can be read at all.

    A plugin whose type or check is broken is at fault; what a person wrote wrongly is theirs to mend.
    """
    files = list(host)
    for each in registry.settings:
        file = SettingsFile(f"config/{each.name}", each.type, _guarded(registry, each))
        problem = _unfit(file, files, folder)
        if problem is None:
            files.append(file)
        else:
            _record(registry, each.name.removesuffix(".toml"), "settings", problem)
    return tuple(files)


def _unfit(file: SettingsFile, others: Sequence[SettingsFile], folder: Path) -> Exception | None:
    if any(file.name == each.name or file.type is each.type for each in others):
        return ValueError(_("{name} is read by another already").format(name=file.name))
    declared: object = file.type
    if not isinstance(declared, type) or not issubclass(declared, Settings):
        return TypeError(_("{name}: its type must be a Settings class").format(name=file.name))
    try:
        read_settings(folder, (replace(file, check=None),))
    except DataProblem:
        return None
    except Exception as error:  # noqa: BLE001 - whatever a plugin's type does is its own fault
        return error
    return None


def _guarded(registry: Registry, file: SettingsFile) -> Any:  # noqa: ANN401 - a check takes its own type
    check = file.check
    if check is None:
        return None

    def guarded(settings: Settings, reader: SettingsReader) -> Iterable[SettingsFault]:
        try:
            return tuple(check(settings, reader))
        except DataProblem:
            raise
        except (Exception, SystemExit) as error:  # noqa: BLE001 - likewise
            _record(registry, file.name.removesuffix(".toml"), "settings", error)
            return ()

    return guarded


def plugin_schema(registry: Registry, database: Database) -> Schema:
    """Return the schema of the host and of the plugins, with the database brought to it.

    Table sets that cannot be built or migrated are left out, and their plugins are at fault.

    Raises:
        DataProblem: the database was written by a newer version, or cannot be used.
    """
    kept = list(registry.tables)
    schema = _whole_schema(kept)
    if schema is None:
        kept = _sound_sets(registry)
        schema = Schema(kept)
    while True:
        try:
            migrate(database, schema)
        except MigrationFault as fault:
            kept = [each for each in kept if each.owner != fault.owner]
            _record(registry, fault.owner, "tables", fault.__cause__ or fault)
            schema = Schema(kept)
        else:
            return schema


def _whole_schema(sets: Sequence[TableSet]) -> Schema | None:
    """Return the schema of all sets, or None where one of them cannot be built."""
    if any(each.owner == HOST_TABLES.owner for each in sets):
        return None
    try:
        return _schema_of(tuple(sets))
    except (ValueError, TypeError, LookupError, AttributeError):
        return None


@lru_cache(maxsize=8)
def _schema_of(sets: tuple[TableSet, ...]) -> Schema:
    """Return the schema of `sets`, built once for every desk that has the same plugins."""
    return Schema(sets)


def _sound_sets(registry: Registry) -> list[TableSet]:
    """Return the sets that can be built, tried one after another; the plugins of the others are at fault."""
    kept = list(registry.tables)
    for each in registry.tables:
        try:
            if each.owner == HOST_TABLES.owner:
                raise ValueError(_("{name} is taken by another plugin").format(name=each.owner))  # noqa: TRY301 - one way of being at fault
            Schema(kept[: kept.index(each) + 1])
        except (ValueError, TypeError, LookupError, AttributeError) as error:
            kept.remove(each)
            _record(registry, each.owner, "tables", error)
    return kept


def _record(registry: Registry, plugin: str, where: str, error: BaseException) -> None:
    if isinstance(registry.hooks, IsolatedHooks):
        registry.hooks.record(plugin, where, error)
