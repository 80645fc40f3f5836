"""What tables that migrations made need besides in a PostgreSQL, and what its own books say of them."""

import sqlalchemy as sa

from dutydesk.store.listening import CHANNEL
from dutydesk.wording import _

_WIDENING = """
SELECT 'ALTER TABLE ' || quote_ident(t.relname) || ' ' || string_agg(
    'ALTER COLUMN ' || quote_ident(c.attname) || ' TYPE ' ||
    CASE c.atttypid WHEN 'integer'::regtype THEN 'bigint'
    ELSE format_type(c.atttypid, c.atttypmod) || ' COLLATE "C"' END, ', ')
FROM pg_catalog.pg_attribute c JOIN pg_catalog.pg_class t ON t.oid = c.attrelid
WHERE t.relkind = 'r' AND t.relnamespace = current_schema()::text::regnamespace
  AND c.attnum > 0 AND NOT c.attisdropped
  AND (c.atttypid = 'integer'::regtype OR (c.attcollation <> 0 AND c.attcollation <> '"C"'::regcollation))
GROUP BY t.relname ORDER BY t.relname
"""
_IS_SILENT = """
SELECT EXISTS (SELECT FROM pg_catalog.pg_class t WHERE t.oid = to_regclass('journal')
               AND NOT EXISTS (SELECT FROM pg_catalog.pg_trigger
                               WHERE tgrelid = t.oid AND tgname = 'journal_tells'))
"""
_TELLING = f"""
CREATE OR REPLACE FUNCTION journal_tells() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN PERFORM pg_notify('{CHANNEL}', TG_TABLE_SCHEMA); RETURN NULL; END $$;
CREATE TRIGGER journal_tells AFTER INSERT ON journal FOR EACH STATEMENT EXECUTE FUNCTION journal_tells()
"""
_BROKEN_INDEXES = """
SELECT t.relname FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class t ON t.oid = i.indexrelid
WHERE t.relnamespace = current_schema()::text::regnamespace AND NOT (i.indisvalid AND i.indisready)
"""
_BROKEN_CONSTRAINTS = """
SELECT conname FROM pg_catalog.pg_constraint
WHERE connamespace = current_schema()::text::regnamespace AND NOT convalidated
"""
_MISSING_TABLES = """
SELECT name FROM unnest(ARRAY['journal', 'journal_row', 'journal_subject', 'feed_ledger', 'feed_use']) name
WHERE to_regclass('schema_host') IS NOT NULL AND to_regclass(name) IS NULL
"""
_BROKEN_PAGES = """
SELECT checksum_failures FROM pg_catalog.pg_stat_database
WHERE datname = current_database() AND checksum_failures > 0
"""


def finish_tables(connection: sa.Connection) -> None:
    """Make new columns hold and sort what they would in SQLite, and the journal tell of its entries.

    Whole numbers get 64 bits, and text the order of its code points whatever the database's language is. The
    journal tells by itself, so that whatever writes an entry is heard of.
    """
    for order in connection.exec_driver_sql(_WIDENING).scalars().all():
        connection.exec_driver_sql(order)
    if connection.exec_driver_sql(_IS_SILENT).scalar():
        connection.exec_driver_sql(_TELLING)


def complaints_of_tables(connection: sa.Connection) -> tuple[str, ...]:
    """Return what the server's books say is wrong with the tables, nothing if they are whole.

    Nothing is read through: the server checks the sum of each page that it reads, and counts what it found.
    """
    questions = {
        _BROKEN_INDEXES: _("the index {what} is not whole: REINDEX"),
        _BROKEN_CONSTRAINTS: _("the constraint {what} is not held"),
        _MISSING_TABLES: _("the table {what} is gone"),
        _BROKEN_PAGES: _("the server has found {what} broken pages in this database"),
    }
    return tuple(
        text.format(what=what)
        for question, text in questions.items()
        for what in connection.exec_driver_sql(question).scalars().all()
    )
