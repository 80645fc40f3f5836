"""Looking a desk over step by step, without opening it: what is broken hides nothing of the rest."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from dutydesk.api import DamagedDesk, DataProblem, TableSet
from dutydesk.api.registry import Registry
from dutydesk.config.desk_settings import DeskSettings
from dutydesk.config.reading import read_settings_file, settings_faults
from dutydesk.exchange.nearby_backups import restoring
from dutydesk.host.database_mark import refuse_emptied
from dutydesk.host.desk_place import DESK_FILE, desk_folder
from dutydesk.host.exposure import exposures
from dutydesk.host.opening import HOST_SETTINGS, desk_database, find_plugins
from dutydesk.host.plugin_settings import usable_settings
from dutydesk.host.registry import build_registry
from dutydesk.store.consistency import inconsistencies
from dutydesk.store.database import Database
from dutydesk.store.migrate import owners_of_tables, refuse_newer, stored_revisions
from dutydesk.store.schema import Schema
from dutydesk.wording import _, ngettext

_MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found wrong with a desk; `is_sound` tells whether it can be opened for more."""

    folder: Path
    findings: tuple[str, ...]
    is_sound: bool


def examined(folder: Path) -> Examination:
    """Look at permissions, settings files and the database of the desk in `folder`.

    Raises:
        DataProblem: there is no desk, or it cannot be looked at.
    """
    whole = folder.resolve()
    damage: list[str] = []
    try:
        whole = desk_folder(folder)
    except DamagedDesk as problem:
        damage.append(problem.found)
    open_to_others = exposures(whole)
    registry = build_registry(find_plugins(whole))
    faults = [] if damage else _faulty_settings(whole, registry)
    otherwise = ""
    try:
        damage += _damage(whole, registry)
    except DamagedDesk as problem:
        damage.append(problem.found)
        otherwise = problem.otherwise
    except DataProblem as problem:
        damage.append(str(problem))
    advice = tuple(filter(None, (restoring(whole), otherwise))) if damage else ()
    return Examination(whole, (*open_to_others, *faults, *damage, *advice), not (faults or damage))


def _faulty_settings(folder: Path, registry: Registry) -> list[str]:
    files = usable_settings(folder, HOST_SETTINGS, registry)
    return [fault for fault in settings_faults(folder, files).values() if fault]


def _damage(folder: Path, registry: Registry) -> list[str]:
    try:
        desk_settings = read_settings_file(folder / DESK_FILE, DeskSettings, DESK_FILE)
    except DataProblem:
        desk_settings = None
    database = desk_database(folder, desk_settings.database if desk_settings else None)
    try:
        return _shown(_of_database(folder, database, Schema(_usable(registry))))
    finally:
        database.close()


def _usable(registry: Registry) -> Iterator[TableSet]:
    """Yield the table sets that can be built together; the faults of the others are told of their plugins."""
    kept: list[TableSet] = []
    for each in registry.tables:
        try:
            Schema((*kept, each))
        except (ValueError, TypeError, LookupError, AttributeError):
            continue
        kept.append(each)
        yield each


def _of_database(folder: Path, database: Database, schema: Schema) -> Iterator[str]:
    for complaint in database.complaints():
        yield _("{place} is damaged ({complaint})").format(place=database.place.name, complaint=complaint)
    with database.reading() as connection:
        stored = stored_revisions(connection, schema)
        if not stored and not owners_of_tables(connection):
            refuse_emptied(folder, database)
            return
        for table_set in schema.sets:
            refuse_newer(table_set, stored.get(table_set.owner))
        if all(stored.get(each.owner) == each.head for each in schema.sets):
            yield from inconsistencies(connection, schema)


def _shown(findings: Iterator[str]) -> list[str]:
    """Return the first of what may be thousands of findings, and how many there are besides."""
    shown = list(islice(findings, _MOST_SHOWN))
    if more := sum(1 for _each in findings):
        shown.append(ngettext("and {count} more", "and {count} more", more).format(count=more))
    return shown
