"""Bringing the database to what the plugins keep, with tables that do not work left out."""

from collections.abc import Sequence
from functools import lru_cache

from dutydesk.api import TableSet
from dutydesk.api.registry import Registry
from dutydesk.host.calling import IsolatedHooks
from dutydesk.store.database import Database
from dutydesk.store.migrate import MigrationFault, migrate
from dutydesk.store.schema import Schema
from dutydesk.store.tables import HOST_TABLES
from dutydesk.wording import _


def plugin_schema(registry: Registry, database: Database, *, kept_before: bool = False) -> Schema:
    """Return the schema of the host and of the plugins, with the database brought to it.

    Table sets that cannot be built or migrated are left out, and their plugins are at fault. With
    `kept_before` it is known that the database had a desk's records.

    Raises:
        DataProblem: the database was written by a newer version, or cannot be used.
        EmptiedDatabase: it had records, and now nothing is in it.
    """
    kept = list(registry.tables)
    schema = _whole_schema(kept)
    if schema is None:
        kept = _sound_sets(registry)
        schema = Schema(kept)
    while True:
        try:
            migrate(database, schema, kept_before=kept_before)
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
        registry.hooks.record(registry.hooks.owner(where, plugin), where, error)
