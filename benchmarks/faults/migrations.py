"""Every migration of every owner: up, down and up again, from each older schema, and killed half way."""

import importlib
import random
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from alembic.script import ScriptDirectory

from benchmarks.faults.children import Child, Say
from benchmarks.faults.desks import bundled, copied, new_desk, opened, scratch
from benchmarks.faults.rows import Kept, fill, kept, missing
from benchmarks.faults.trial import Outcome, Trial
from dutydesk.api import DataProblem, TableSet
from dutydesk.host.database_mark import DATABASE_FILE
from dutydesk.store.database import Database, sqlite_url
from dutydesk.store.migrate import migrate, run_migrations, stored_revisions, version_table
from dutydesk.store.schema import Schema

_ROWS = 12


def _schema() -> Schema:
    return Schema(bundled().tables)


def revisions(table_set: TableSet) -> tuple[str, ...]:
    """Return the revisions of an owner's tables, the oldest first."""
    folder = Path(importlib.import_module(table_set.migrations).__path__[0])
    scripts = ScriptDirectory(str(folder), version_locations=[str(folder)])
    return tuple(each.revision for each in scripts.walk_revisions())[::-1]


@contextmanager
def _database(folder: Path) -> Iterator[Database]:
    database = Database(sqlite_url(folder / DATABASE_FILE))
    try:
        yield database
    finally:
        database.close()


def run(count: int, seed: int) -> Outcome:
    """Try every migration `count` times, each time with other rows."""
    dice = random.Random(seed)
    schema = _schema()
    failures: list[str] = []
    moves = rows = 0
    with scratch() as place:
        template = new_desk(place / "template")
        for turn in range(count):
            for table_set in schema.sets:
                chain = ("base", *revisions(table_set))
                for number in range(1, len(chain)):
                    folder = copied(template, place / f"{turn}-{chain[number]}")
                    found, filled = _there_and_back(folder, table_set, chain[number - 1], chain[number], dice)
                    failures += [f"{chain[number]}: {each}" for each in found]
                    moves, rows = moves + 1, rows + filled
                if turn == 0:
                    failures += _newer(copied(template, place / f"newer-{table_set.owner}"), table_set)
    return Outcome(
        count,
        tuple(failures),
        {"migrations": moves, "migrated_rows": rows, "migrations_that_lost": len(failures)},
    )


def _there_and_back(
    folder: Path, table_set: TableSet, older: str, newer: str, dice: random.Random
) -> tuple[list[str], int]:
    """Go from `older` up to `newer`, down, up and on to the head, with rows in every table at each stop."""
    schema = _schema()
    failures: list[str] = []
    with _database(folder) as database:

        def go(target: str) -> Kept:
            with database.writing() as connection:
                run_migrations(connection, table_set, target)
            return look()

        def look() -> Kept:
            with database.reading() as connection:
                return kept(connection)

        go(older)
        with database.writing() as connection:
            rows = fill(connection, schema, _ROWS, dice)
        at_older = look()
        failures += [f"on the way up {each}" for each in missing(at_older, go(newer))]
        with database.writing() as connection:
            rows += fill(connection, schema, _ROWS, dice)
        failures += [f"on the way down {each}" for each in missing(at_older, go(older))]
        again = go(newer)
        failures += [f"on the way up again {each}" for each in missing(at_older, again)]
        with database.writing() as connection:
            rows += fill(connection, schema, _ROWS, dice)
        before = look()
        migrate(database, schema)
        failures += [f"on the way to the head {each}" for each in missing(before, look())]
        failures += _unreadable(database, schema)
    return failures, rows


def _unreadable(database: Database, schema: Schema) -> list[str]:
    """Return the tables whose rows the program cannot read as records."""
    complaints = []
    with database.reading() as connection:
        for table in schema.record_tables():
            try:
                for row in connection.execute(table.sql.select()):
                    table.record(row)
            except (ValueError, TypeError) as error:
                complaints.append(f"{table.spec.name} cannot be read: {error}")
    return complaints


def _newer(folder: Path, table_set: TableSet) -> list[str]:
    """Return what is wrong with how a desk of a newer version is refused."""
    newer = f"{table_set.owner}_9999"
    with _database(folder) as database, database.writing() as connection:
        connection.execute(
            sa.update(sa.table(version_table(table_set.owner), sa.column("version_num"))).values(
                version_num=newer
            )
        )
    with _database(folder) as database, database.reading() as connection:
        before = kept(connection)
    try:
        with opened(folder):
            return [f"{newer} was not refused"]
    except DataProblem as refused:
        failures = [] if newer in str(refused) and "\n" not in str(refused) else [f"refused with: {refused}"]
    with _database(folder) as database, database.reading() as connection:
        return failures + missing(before, kept(connection))


# Killed half way


def run_kills(count: int, seed: int) -> Outcome:
    """Kill `count` processes while they bring a desk from the oldest schema to this one."""
    dice = random.Random(seed)
    schema = _schema()
    failures: list[str] = []
    stayed = 0
    with scratch() as place:
        template = new_desk(place / "template")
        oldest = _at_the_oldest(template, schema, dice)
        heads = {each.owner: each.head for each in schema.sets}
        with _database(template) as database, database.reading() as connection:
            before = kept(connection)
        seconds = _seconds(copied(template, place / "measured"))
        for number in range(count):
            folder = copied(template, place / f"desk-{number}")
            _kill(folder, dice.uniform(0, seconds * 1.1))
            at, found = _state(folder, schema)
            if at not in (oldest, heads):
                failures.append(f"the schema was left half way: {at}")
            stayed += at == oldest
            failures += missing(before, found)
            with opened(folder) as desk:
                failures += desk.database.complaints()
            at, found = _state(folder, schema)
            failures += missing(before, found)
            if at != heads:
                failures.append(f"opened again, the schema is not at its head: {at}")
    return Outcome(
        count,
        tuple(failures),
        {
            "migration_kills": count,
            "migration_kills_half_way": stayed,
            "migration_kills_that_lost": len(failures),
        },
    )


def _at_the_oldest(folder: Path, schema: Schema, dice: random.Random) -> dict[str, str]:
    """Bring a desk down to the oldest schema of every owner, full of rows, and return the revisions."""
    oldest = {each.owner: revisions(each)[0] for each in schema.sets}
    with _database(folder) as database, database.writing() as connection:
        for each in schema.sets:
            run_migrations(connection, each, oldest[each.owner])
        fill(connection, schema, _ROWS, dice)
    return oldest


def _state(folder: Path, schema: Schema) -> tuple[dict[str, str], Kept]:
    with _database(folder) as database, database.reading() as connection:
        return stored_revisions(connection, schema), kept(connection)


def _opener(folder: Path) -> Child:
    def work(say: Say) -> None:
        say("begun")
        with opened(folder):
            say("open")
            signal.pause()

    return Child(work)


def _seconds(folder: Path) -> float:
    """Return how long an opening takes that nobody disturbs."""
    child = _opener(folder)
    child.wait_for_lines()
    begun = time.monotonic()
    child.wait_for_lines(2)
    seconds = time.monotonic() - begun
    child.kill()
    return seconds


def _kill(folder: Path, seconds: float) -> None:
    child = _opener(folder)
    child.wait_for_lines()
    time.sleep(seconds)
    child.kill()


MIGRATIONS = Trial(
    name="migrations",
    what="every migration of every owner: up, down and up again, in a full database; a newer schema",
    promise="all that both schemas can hold is there after each step; a newer one is refused in one line",
    full_count=10,
    run=run,
)
MIGRATION_KILLS = Trial(
    name="migration-kills",
    what="a process is killed while it brings a desk from the oldest schema to this one",
    promise="the schema is the old or the new one, all data are there, and the next opening goes on",
    full_count=200,
    unit="kills",
    run=run_kills,
)
