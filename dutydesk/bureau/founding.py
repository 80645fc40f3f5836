"""Making a bureau, and new desks in it."""

import hashlib
import re
from datetime import datetime
from pathlib import Path, PurePath
from zoneinfo import ZoneInfo, available_timezones

from dutydesk.api import DataProblem
from dutydesk.bureau.bureau import Bureau
from dutydesk.bureau.desk_places import DeskPlace, check_desk_name
from dutydesk.bureau.settings import BUREAU_NAME
from dutydesk.config.desk_settings import DatabaseTable
from dutydesk.config.writing import write_toml
from dutydesk.exchange.sample_school import ZONE, fill_sample_school, found_sample_school
from dutydesk.host.founding import found_desk
from dutydesk.store.postgres_server import PostgresServer
from dutydesk.wording import _

DESKS = "schools/*"
_PLAIN = 40


def found_bureau(folder: Path, *, name: str, database: str = "") -> None:
    """Make a bureau in `folder`: its ``bureau.toml``, and a folder for desks.

    Raises:
        DataProblem: there is a bureau already, the folder cannot be made, or `database` is no PostgreSQL.
    """
    if database:
        PostgresServer(database).close()
    if (folder / BUREAU_NAME).exists():
        raise DataProblem(_("{folder}: there is a bureau here already").format(folder=folder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        (folder / PurePath(DESKS).parent).mkdir(exist_ok=True)
        document: dict[str, dict[str, object]] = {"bureau": {"name": name, "desks": [DESKS]}}
        if database:
            document["database"] = {"url": database}
        write_toml(folder / BUREAU_NAME, document)
        (folder / BUREAU_NAME).chmod(0o600)
    except OSError as error:
        raise DataProblem(
            _("{folder}: no bureau can be made here: {reason}").format(folder=folder, reason=error.strerror)
        ) from error


def place_of_new(bureau: Bureau, name: str) -> DeskPlace:
    """Return where a new desk of this name is to be made.

    Raises:
        DataProblem: the name is taken or none for a desk, or the bureau's globs leave no room for a new one.
    """
    check_desk_name(name)
    if name in {each.name for each in bureau.places()}:
        raise DataProblem(_("{name!r} is a desk of this bureau already").format(name=name))
    for glob in bureau.settings.bureau.desks:
        pattern = PurePath(glob)
        if pattern.name == "*" and not any("*" in part for part in pattern.parts[:-1]):
            return DeskPlace(name, bureau.folder / pattern.parent / name)
    raise DataProblem(
        _("{file}: no glob of [bureau] desks ends with a folder for new desks, such as schools/*").format(
            file=BUREAU_NAME
        )
    )


def add_desk(bureau: Bureau, place: DeskPlace, *, school: str, zone: str, sample: bool = False) -> None:
    """Make a desk at a place, in the bureau's database where it has one; with `sample`, filled for a trial.

    Raises:
        DataProblem: the desk cannot be made.
    """
    if zone not in available_timezones():
        raise DataProblem(
            _("--zone: {zone!r} is no time zone; expected one such as Asia/Shanghai").format(zone=zone)
        )
    url = bureau.settings.database.url
    database = {"url": url, "schema": schema_name(place.name)} if url else None
    if database and bureau.holds_journal(DatabaseTable(**database)):
        raise DataProblem(
            _("the schema {schema} of the bureau's database holds a desk already").format(
                schema=database["schema"]
            )
        )
    if sample:
        today = datetime.now(ZoneInfo(ZONE)).date()
        found_sample_school(place.folder, today, name=school, database=database)
    else:
        found_desk(place.folder, name=school, zone=zone, database=database)
    with bureau.desk(place) as desk:
        if sample:
            fill_sample_school(desk, desk.today())


def schema_name(desk: str) -> str:
    """Return the schema of the desk with this name: the name itself, as far as a schema can be called so."""
    plain = re.sub(r"[^a-z0-9]+", "_", desk.lower()).strip("_")
    if plain == desk and len(plain) <= _PLAIN:
        return f"desk_{plain}"
    # Other letters are lost here, so that two names could become one: a piece of the whole keeps them apart.
    return f"desk_{plain[:_PLAIN]}_{hashlib.sha256(desk.encode()).hexdigest()[:8]}"
