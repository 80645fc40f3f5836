"""Opening a desk folder: plugins, settings, database, in that order."""

import getpass
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from dutydesk.api import DataProblem, QualificationsFile, SettingsFile
from dutydesk.api.host_settings import check_qualifications
from dutydesk.api.path_typed import OUT_FOLDER
from dutydesk.api.registry import Registry
from dutydesk.config.calendar_settings import CalendarSettings, check_calendar_settings
from dutydesk.config.desk_settings import DatabaseTable, DeskSettings, check_desk_settings
from dutydesk.config.reading import read_settings
from dutydesk.config.role_settings import ROLES_FILE
from dutydesk.desk import OpenDesk, Parts
from dutydesk.host.database_mark import DATABASE_FILE, emptied, is_marked, mark, refuse_odd_files
from dutydesk.host.desk_place import DESK_FILE, desk_folder
from dutydesk.host.finding import FoundPlugin, installed_plugins, local_plugins
from dutydesk.host.plugin_parts import plugin_schema
from dutydesk.host.plugin_settings import usable_settings
from dutydesk.host.registry import build_registry
from dutydesk.host.trust import TrustPins
from dutydesk.store.database import Database, sqlite_url
from dutydesk.store.migrate import EmptiedDatabase
from dutydesk.store.postgres_server import PostgresServer
from dutydesk.wording import _

HOST_SETTINGS = (
    SettingsFile(DESK_FILE, DeskSettings, check_desk_settings),
    SettingsFile("config/calendar.toml", CalendarSettings, check_calendar_settings),
    SettingsFile("config/qualifications.toml", QualificationsFile, check_qualifications),
    ROLES_FILE,
)


def find_plugins(folder: Path | None, pins: TrustPins | None = None) -> tuple[FoundPlugin, ...]:
    """Return the plugins of installed packages and, where a desk folder is given, its own."""
    local = local_plugins(folder / "plugins", pins or TrustPins()) if folder is not None else ()
    return (*installed_plugins(), *local)


def open_desk(
    folder: Path,
    *,
    actor: str | None = None,
    registry: Registry | None = None,
    clock: Callable[[], datetime] | None = None,
    pins: TrustPins | None = None,
    confined: bool = False,
    server: PostgresServer | None = None,
) -> OpenDesk:
    """Open the desk in `folder`, as `actor` or else as whoever is logged in.

    `pins` are those of the user, unless given. Where it is `confined`, a path that someone types stays in
    the desk's `OUT_FOLDER`. Desks that are kept in one PostgreSQL share the connections of a `server`; one
    that is kept elsewhere leaves it alone.

    Raises:
        DataProblem: there is no desk, a settings file is wrong, or the database cannot be used.
    """
    folder = desk_folder(folder)
    pins = pins or TrustPins()
    registry = registry or build_registry(find_plugins(folder, pins))
    files = usable_settings(folder, HOST_SETTINGS, registry)
    settings = read_settings(folder, files)
    database = desk_database(folder, settings[DeskSettings].database, server)  # type: ignore[attr-defined]  # the value is of its key's type
    try:
        schema = plugin_schema(registry, database, kept_before=is_marked(folder))
        mark(folder)
    except BaseException as error:
        database.close()
        if isinstance(error, EmptiedDatabase):
            raise emptied(folder, database) from error
        raise
    return OpenDesk(
        Parts(
            folder=folder,
            settings=settings,
            registry=registry,
            schema=schema,
            database=database,
            settings_files=files,
            denied=pins.denies,
            confined_to=folder / OUT_FOLDER if confined else None,
        ),
        actor or current_user(),
        clock,
    )


def current_user() -> str:
    """Return the name of whoever runs the program, as the journal shows it."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def desk_database(
    folder: Path, table: DatabaseTable | None = None, server: PostgresServer | None = None
) -> Database:
    """Return the database of the desk in `folder`, by what ``desk.toml`` says of it.

    Raises:
        DataProblem: it is such as cannot be opened.
        DamagedDesk: it is gone.
    """
    if table is not None and table.url:
        database = Database(table.url, table.schema, server=server)
        refuse_odd_files(folder, database)
        return database
    database = Database(sqlite_url(folder / DATABASE_FILE))
    refuse_odd_files(folder, database)
    _private_file(folder / DATABASE_FILE)
    return database


def _private_file(path: Path) -> None:
    """Make an empty file that only its owner may read, unless it is there already."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    except OSError as error:
        if not path.is_file():
            raise DataProblem(
                _("{path} cannot be made: {reason}").format(path=path, reason=error.strerror)
            ) from error
