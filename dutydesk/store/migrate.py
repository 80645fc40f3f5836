"""Bringing a database to the schema that this version works with."""

import importlib.resources
import re
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import sqlalchemy as sa

from dutydesk.api import DamagedDesk, DataProblem
from dutydesk.api.tables import TableSet
from dutydesk.store.database import Database, is_of_the_disk
from dutydesk.store.schema import Schema
from dutydesk.store.tables import HOST_TABLES
from dutydesk.wording import _

_REVISION = re.compile(r"(?P<owner>.+)_(?P<number>\d{4})")


class EmptiedDatabase(DamagedDesk):
    """A database that had a desk's records has no tables of one any more."""


class MigrationFault(Exception):
    """A migration of a plugin's tables failed; nothing was changed. `owner` is whose."""

    def __init__(self, owner: str) -> None:
        super().__init__(f"a migration of {owner}'s tables failed")
        self.owner = owner


def version_table(owner: str) -> str:
    """Return the name of the table in which Alembic keeps the revision of `owner`'s tables."""
    return f"schema_{owner}"


def owners_of_tables(connection: sa.Connection) -> frozenset[str]:
    """Return the owners whose tables the database holds, be they known to this program or not."""
    start = version_table("")
    names = sa.inspect(connection).get_table_names()
    return frozenset(name.removeprefix(start) for name in names if name.startswith(start))


def stored_revisions(connection: sa.Connection, schema: Schema) -> dict[str, str]:
    """Return the stored revision of each table set that the database knows."""
    present = set(sa.inspect(connection).get_table_names())
    stored: dict[str, str] = {}
    for table_set in schema.sets:
        name = version_table(table_set.owner)
        if name in present:
            revision = connection.execute(
                sa.select(sa.column("version_num")).select_from(sa.table(name))
            ).scalar()
            if revision is not None:
                stored[table_set.owner] = revision
    return stored


def migrate(database: Database, schema: Schema, *, kept_before: bool = False) -> tuple[str, ...]:
    """Bring every table set to its head, all in one transaction, and return the owners that moved.

    Alembic is imported only when a stored revision differs from the expected one. With `kept_before` it is
    known that the database had a desk's records, so an empty one is not filled with new tables.

    Raises:
        EmptiedDatabase: it had records, and now nothing is in it.
        DataProblem: the database was written by a newer version, or cannot be written.
        MigrationFault: a migration of a plugin's is wrong.
    """
    with database.reading() as connection:
        stored = stored_revisions(connection, schema)
    if kept_before and not stored:
        raise EmptiedDatabase(
            _("{place} holds nothing, but had the desk's records").format(place=database.place.name)
        )
    behind = [each for each in schema.sets if stored.get(each.owner) != each.head]
    for table_set in behind:
        refuse_newer(table_set, stored.get(table_set.owner))
    if not behind:
        return ()
    with database.writing() as connection:
        database.prepare(connection)
        stored = stored_revisions(connection, schema)
        for table_set in behind:
            if stored.get(table_set.owner) != table_set.head:
                _run_to_head(connection, table_set)
        database.finish(connection)
    return tuple(each.owner for each in behind)


def refuse_newer(table_set: TableSet, stored: str | None) -> None:
    """Go on only where this version knows the stored revision of a table set.

    Raises:
        DataProblem: a newer version wrote it.
    """
    if stored is None:
        return
    at, head = _REVISION.fullmatch(stored), _REVISION.fullmatch(table_set.head)
    if at is None or head is None or int(at["number"]) > int(head["number"]):
        raise DataProblem(
            _(
                "this desk was written by a newer version ({owner} at {stored}, this one knows {head}); "
                "install that version, or restore a backup"
            ).format(owner=table_set.owner, stored=stored, head=table_set.head)
        )


def _run_to_head(connection: sa.Connection, table_set: TableSet) -> None:
    try:
        run_migrations(connection, table_set, "head")
    except Exception as error:
        if table_set is HOST_TABLES or (isinstance(error, sa.exc.DBAPIError) and is_of_the_disk(error)):
            raise
        raise MigrationFault(table_set.owner) from error


def run_migrations(connection: sa.Connection, table_set: TableSet, target: str) -> None:
    """Move one table set to `target`, a revision, ``head`` or ``base``, inside the caller's transaction."""
    from alembic.migration import MigrationContext  # noqa: PLC0415 - costs 0.3 s, and is seldom needed
    from alembic.operations import Operations  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    with _folder(table_set.migrations) as folder:
        scripts = ScriptDirectory(str(folder), version_locations=[str(folder)])
        head = scripts.get_current_head()

        def steps(revision: tuple[str, ...], _context: MigrationContext) -> list[object]:
            current = revision[0] if revision else "base"
            goal = head if target == "head" else target
            downwards = goal == "base" or (current != "base" and _is_older(goal, current))
            moves = (
                scripts._downgrade_revs(goal, revision or None)  # type: ignore[arg-type] # noqa: SLF001 - what alembic.command calls; there is no public name
                if downwards
                else scripts._upgrade_revs(goal, revision or None)  # type: ignore[arg-type] # noqa: SLF001
            )
            return list(moves)

        context = MigrationContext.configure(
            connection,
            opts={
                "version_table": version_table(table_set.owner),
                "fn": steps,
                "transactional_ddl": True,
                "render_as_batch": True,
            },
        )
        with Operations.context(context):
            context.run_migrations()


def _is_older(one: str | None, other: str) -> bool:
    return one is not None and one < other


def _folder(package: str) -> AbstractContextManager[Path]:
    place = importlib.resources.files(package)
    if isinstance(place, Path):
        return nullcontext(place)
    return importlib.resources.as_file(place)
