"""What holds when several processes write, and when one is killed while it writes."""

import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from dutydesk.domain import Person

HEAD = """
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from dutydesk.api import StaleChange
from dutydesk.domain import Absence, Person
from dutydesk.store.database import Database, sqlite_url
from dutydesk.store.journal import Journal
from dutydesk.store.schema import Schema
from dutydesk.store.unit import UnitOfWork

schema = Schema()
database = Database(sqlite_url(Path(sys.argv[1])))
journal = Journal(schema.system)
who = sys.argv[2]

def change(act):
    with database.writing() as connection:
        unit = UnitOfWork(connection, schema, journal, datetime.now(UTC), str)
        kept = act(unit)
        journal.write(connection, at=datetime.now(UTC), who=who, why="w", kind="change", reverts=None,
                      rows=unit.rows, subjects=unit.subjects)
    return kept

def li():
    from dutydesk.store.reading import TableReader
    return TableReader(schema.of(Person), database.reading).get("li")
"""
COUNTING = (
    HEAD
    + """
stale = 0
for _ in range(int(sys.argv[3])):
    while True:
        seen = li()
        try:
            change(lambda unit: unit.replace(replace(seen, phone=str(int(seen.phone) + 1))))
        except StaleChange:
            stale += 1
        else:
            break
print(stale)
"""
)
WRITING = (
    HEAD
    + """
number = 0
while True:
    number += 1
    key = f"{who}-{number}"
    def act(unit):
        unit.add(Absence(id=key, person="li", first=date(2026, 1, 1), last=date(2026, 1, 2),
                         note="x" * (number % 700)))
        return unit.replace(replace(unit.table(Person).get("li"), phone=key))
    change(act)
    print(key, flush=True)
"""
)


def start(script, *arguments):
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)], stdout=subprocess.PIPE, text=True, bufsize=1
    )


def assert_whole(keeper):
    """Assert that the file is sound, and that each record is what its newest journal row says."""
    assert keeper.sql("pragma integrity_check") == [("ok",)]
    assert keeper.sql("pragma foreign_key_check") == []
    newest = {}
    for table, key, before, after in keeper.sql(
        'select "table", "row", before, after from journal_row order by entry, position'
    ):
        known = newest.get((table, key))
        assert known == (json.loads(before) if before else None)
        newest[table, key] = json.loads(after) if after else None
    kept = {}
    for table in keeper.schema.record_tables():
        with keeper.database.reading() as connection:
            for row in connection.execute(table.sql.select()):
                record = table.record(row)
                kept[table.spec.name, record.id] = json.loads(json.dumps(table.document(record)))
    assert kept == {key: document for key, document in newest.items() if document is not None}
    rowless = "select count(*) from journal where number not in (select entry from journal_row)"
    assert keeper.sql(rowless) == [(0,)]


@pytest.mark.soak
def test_no_update_is_lost_among_four_processes(make_keeper, soak):
    keeper = make_keeper(sets=()).migrated()
    with keeper.change() as change:
        change.add(Person(id="li", name="Li", phone="0"))
    each = 50 * soak
    processes = [start(COUNTING, keeper.path, f"p{number}", each) for number in range(4)]
    for process in processes:
        output, _ = process.communicate(timeout=120 * soak)
        assert process.returncode == 0, output
    assert keeper.sql("select phone, revision from person") == [(str(4 * each), 4 * each + 1)]
    assert keeper.sql("select count(*) from journal") == [(4 * each + 1,)]
    assert_whole(keeper)


@pytest.mark.soak
def test_what_was_acknowledged_survives_the_killing_of_its_writer(make_keeper, soak):
    keeper = make_keeper(sets=()).migrated()
    with keeper.change() as change:
        change.add(Person(id="li", name="Li", phone="0"))
    chance = random.Random(20261101)  # noqa: S311 - a moment to strike, no secret
    acknowledged = set()
    for round_number in range(20 * soak):
        process = start(WRITING, keeper.path, f"k{round_number}")
        first = process.stdout.readline()
        time.sleep(chance.uniform(0, 0.12))
        os.kill(process.pid, signal.SIGKILL)
        rest = process.stdout.read()
        process.wait()
        process.stdout.close()
        lines = (first + rest).splitlines(keepends=True)
        acknowledged |= {line.strip() for line in lines if line.endswith("\n")}
    assert len(acknowledged) > 20 * soak
    kept = {row[0] for row in keeper.sql("select id from absence")}
    assert acknowledged <= kept
    assert len(kept - acknowledged) <= 20 * soak
    assert_whole(keeper)
