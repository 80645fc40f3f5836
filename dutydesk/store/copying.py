"""Copying a desk's database of one moment into an SQLite file, wherever it is kept."""

from pathlib import Path

import sqlalchemy as sa

from dutydesk.store.database import Database, sqlite_url
from dutydesk.store.migrate import migrate
from dutydesk.store.schema import Schema
from dutydesk.store.whole import kept_tables, make_table, mark_revision, put_rows, rows_of, shape_of


def copy_to_file(database: Database, schema: Schema, path: Path) -> None:
    """Write every row that `database` keeps into the new SQLite file `path`, while others go on writing.

    What is kept for plugins that are not here is copied too. Tables beside them that are no desk's stay.

    Raises:
        DataProblem: the copy cannot be written, or a table holds what no record can.
    """
    if database.is_sqlite:
        database.copy_to(path)
        return
    copy = Database(sqlite_url(path))
    try:
        migrate(copy, schema)
        with database.reading() as source, copy.writing() as target:
            _copy_all(source, target, schema)
    finally:
        copy.close()


def _copy_all(source: sa.Connection, target: sa.Connection, schema: Schema) -> None:
    kept = kept_tables(source, schema)
    known = [table for table in schema.metadata.sorted_tables if table.name in kept.tables]
    for table in known:
        put_rows(target, table, rows_of(source, kept.tables[table.name]))
    for name, table in kept.tables.items():
        if name not in schema.metadata.tables:
            make_table(target, shape_of(table))
            put_rows(target, table, rows_of(source, table))
    for owner, revision in kept.revisions.items():
        if owner not in {each.owner for each in schema.sets}:
            mark_revision(target, owner, revision)
