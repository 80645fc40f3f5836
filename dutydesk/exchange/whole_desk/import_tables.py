"""The tables of a desk that is imported: made as they were, filled, compared, and brought to the newest."""

from collections.abc import Iterator, Mapping

import sqlalchemy as sa

from dutydesk.api import DataProblem, TableSet
from dutydesk.exchange.whole_desk.counting import Counting
from dutydesk.exchange.whole_desk.export_check import CheckedExport
from dutydesk.exchange.whole_desk.journal_files import (
    JOURNAL,
    JOURNAL_ROW,
    JOURNAL_SUBJECT,
    JOURNAL_TABLES,
    EntryReader,
)
from dutydesk.exchange.whole_desk.manifest import KeptTable, Manifest
from dutydesk.exchange.whole_desk.rows import RowReader
from dutydesk.store.migrate import refuse_newer, run_migrations, stored_revisions, version_table
from dutydesk.store.schema import Schema
from dutydesk.store.whole import (
    Digest,
    Row,
    TableShape,
    go_on_counting,
    kept_tables,
    make_table,
    mark_revision,
    put_rows,
    rows_of,
    shape_of,
)
from dutydesk.wording import _


def refuse_filled(connection: sa.Connection, schema: Schema) -> None:
    """Go on only where no desk has ever kept anything in the database.

    Raises:
        DataProblem: it has tables of a desk.
    """
    names = set(sa.inspect(connection).get_table_names())
    if taken := names & ({*schema.metadata.tables} | {version_table(each.owner) for each in schema.sets}):
        raise DataProblem(
            _(
                "the database is not empty (it has a table {table}); a desk is imported into an empty one"
            ).format(table=min(taken))
        )


def made_tables(connection: sa.Connection, schema: Schema, manifest: Manifest) -> Mapping[str, sa.Table]:
    """Make the tables as they were when the desk was exported, and return them by name.

    Those of plugins that are here are made by their migrations, up to the revision of then, and those of
    plugins that are not, by what the manifest says of them.

    Raises:
        DataProblem: a newer version wrote the desk, or its tables are not what this one makes.
    """
    revisions = manifest.revisions
    for table_set in schema.sets:
        refuse_newer(table_set, revisions.get(table_set.owner))
    for table_set in schema.sets:
        if table_set.owner in revisions:
            _migrate(connection, table_set, revisions[table_set.owner])
    present = set(sa.inspect(connection).get_table_names())
    for each in manifest.table:
        if each.name not in present:
            make_table(connection, each.shape)
    for owner in revisions.keys() - {table_set.owner for table_set in schema.sets}:
        mark_revision(connection, owner, revisions[owner])
    kept = kept_tables(connection, schema).tables
    for each in manifest.table:
        _same_columns(kept[each.name], each)
    return {each.name: kept[each.name] for each in manifest.table}


def _migrate(connection: sa.Connection, table_set: TableSet, revision: str) -> None:
    from alembic.util import CommandError  # noqa: PLC0415 - costs 0.3 s, and is needed only here

    try:
        run_migrations(connection, table_set, revision)
    except CommandError as error:
        raise DataProblem(
            _("the tables of {owner} cannot be made as they were at {revision}: {reason}").format(
                owner=table_set.owner, revision=revision, reason=error
            )
        ) from error


def _same_columns(table: sa.Table, kept: KeptTable) -> None:
    here = {(each.name, each.kind, each.optional, each.key) for each in shape_of(table).columns}
    there = {(each.name, each.kind, each.optional, each.key) for each in kept.shape.columns}
    if here != there:
        name = min(each[0] for each in here ^ there)
        raise DataProblem(
            _("the table {table} is not what this version makes of it: look at its column {column}").format(
                table=kept.name, column=name
            )
        )


def fill_tables(
    connection: sa.Connection, export: CheckedExport, tables: Mapping[str, sa.Table], counting: Counting
) -> None:
    """Put every row of the export into the tables, and let the journal go on where it ended.

    Raises:
        DataProblem: a file holds something that is no row, with the file and the place in it.
    """
    if lacking := sorted(set(JOURNAL_TABLES) - tables.keys()):
        raise DataProblem(_("the export has no table {table}").format(table=lacking[0]))
    _fill_journal(connection, export, tables, counting)
    for file in export.files("records"):
        name = file.name.removeprefix("records/").removesuffix(".toml").partition("-")[0]
        if name not in tables or name in JOURNAL_TABLES:
            raise DataProblem(_("{file}: the manifest knows no such table").format(file=file.name))
        reader = RowReader(shape_of(tables[name]))
        rows = reader.rows(export.document(file), file.name)
        _put(connection, tables[name], _counted(rows, name, counting), file.name)
    go_on_counting(connection)


def _fill_journal(
    connection: sa.Connection, export: CheckedExport, tables: Mapping[str, sa.Table], counting: Counting
) -> None:
    reader = EntryReader(tables)
    for file in export.files("journal"):
        entries = tuple(reader.entries(export.document(file), file.name))
        for name, rows in (
            (JOURNAL, (each.head for each in entries)),
            (JOURNAL_ROW, (row for each in entries for row in each.rows)),
            (JOURNAL_SUBJECT, (row for each in entries for row in each.subjects)),
        ):
            _put(connection, tables[name], _counted(rows, JOURNAL, counting), file.name)


def _counted(rows: Iterator[Row], what: str, counting: Counting) -> Iterator[Row]:
    for row in rows:
        counting.step(what)
        yield row


def _put(connection: sa.Connection, table: sa.Table, rows: Iterator[Row], file: str) -> None:
    try:
        put_rows(connection, table, rows)
    except (sa.exc.IntegrityError, sa.exc.DataError) as error:
        raise DataProblem(
            _("{file}: the database refuses a row of {table}: {reason}").format(
                file=file, table=table.name, reason=error.orig
            )
        ) from error
    except (OverflowError, sa.exc.StatementError) as error:
        if isinstance(error, sa.exc.DBAPIError):
            raise
        raise DataProblem(
            _("{file}: the database cannot keep a row of {table}: {reason}").format(
                file=file, table=table.name, reason=error
            )
        ) from error


def compare(connection: sa.Connection, schema: Schema, manifest: Manifest, counting: Counting) -> None:
    """Read every table again and hold it against what the manifest says of it.

    Raises:
        DataProblem: a table has other rows than it had.
    """
    tables = kept_tables(connection, schema).tables
    for each in manifest.table:
        digest = Digest()
        for row in _counted(rows_of(connection, tables[each.name], _order(each)), each.name, counting):
            digest.add(_in_order(row, each.shape))
        if (digest.rows, digest.text) != (each.rows, each.digest):
            raise DataProblem(
                _("the table {table} is not as it was exported ({here} rows here, {there} there)").format(
                    table=each.name, here=digest.rows, there=each.rows
                )
            )


def _order(table: KeptTable) -> tuple[str, ...]:
    return ("entry", "subject") if table.name == JOURNAL_SUBJECT else ()


def _in_order(row: Row, shape: TableShape) -> Row:
    return {column.name: row[column.name] for column in shape.columns}


def to_newest(connection: sa.Connection, schema: Schema) -> None:
    """Bring tables that an older version wrote to what this one works with.

    Raises:
        DataProblem: a migration fails.
    """
    stored = stored_revisions(connection, schema)
    for table_set in schema.sets:
        if stored.get(table_set.owner) != table_set.head:
            _migrate(connection, table_set, "head")
