"""The newest journal entry of many desks at once, without opening them."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from dutydesk.store.place import with_begin
from dutydesk.store.postgres import is_schema_name

_READING = "BEGIN READ ONLY"
_JOURNALS = """
SELECT n.nspname FROM pg_catalog.pg_class t JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
WHERE t.relname = 'journal' AND t.relkind = 'r'
"""
_QUERY = "SELECT number, at, who FROM journal ORDER BY number DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class NewestEntry:
    """A journal's newest entry: its number, and who changed the desk when; 0 and nobody in an empty one."""

    number: int = 0
    at: datetime | None = None
    who: str = ""


def newest_in_files(paths: Iterable[Path]) -> Mapping[Path, NewestEntry]:
    """Return the newest entry in each SQLite file; one that cannot be read, or is no desk's, is left out."""
    found: dict[Path, NewestEntry] = {}
    for path in paths:
        try:
            uri = f"{path.absolute().as_uri()}?mode=ro"
            with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
                row: tuple[int, str, str] | None = connection.execute(_QUERY).fetchone()
        except sqlite3.Error:
            continue
        found[path] = _entry(row)
    return found


def _entry(row: tuple[int, str, str] | None) -> NewestEntry:
    return NewestEntry() if row is None else NewestEntry(row[0], datetime.fromisoformat(row[1]), row[2])


def newest_in_schemas(engine: sa.Engine, schemas: Sequence[str]) -> Mapping[str, NewestEntry]:
    """Return the newest entry in each of these schemas of a PostgreSQL, those of all desks in one question.

    A schema that holds no journal is left out.

    Raises:
        sqlalchemy.exc.DBAPIError: the server does not answer.
    """
    with with_begin(engine.connect(), _READING) as connection, connection.begin():
        there = frozenset(connection.exec_driver_sql(_JOURNALS).scalars())
        asked = [each for each in schemas if each in there]
        if not asked:
            return {}
        # Only names that are schemas here stand in it, and of those only what a desk's can be called.
        query = " UNION ALL ".join(
            f"SELECT '{each}' AS place, newest.* FROM (SELECT number, at, who FROM \"{each}\".journal "  # noqa: S608 - checked above
            "ORDER BY number DESC LIMIT 1) newest"
            for each in asked
            if is_schema_name(each)
        )
        found = {each: NewestEntry() for each in asked}
        for place, number, at, who in connection.exec_driver_sql(query):
            found[place] = _entry((number, at, who))
    return found
