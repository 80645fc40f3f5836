"""Real desks to do harm to, and whether one is whole."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import sqlalchemy as sa

from dutydesk.api.registry import Registry
from dutydesk.desk import OpenDesk
from dutydesk.domain import Person
from dutydesk.host.founding import found_desk
from dutydesk.host.opening import find_plugins, open_desk
from dutydesk.host.registry import build_registry
from dutydesk.host.trust import TrustPins

SHARED = "li"
"""The person whom everybody changes."""


@cache
def bundled() -> Registry:
    """Return the bundled plugins, found once for every desk and every process that is forked."""
    return build_registry(find_plugins(None))


@contextmanager
def opened(folder: Path, actor: str = "leader") -> Iterator[OpenDesk]:
    """Give the desk in `folder`, open, as `actor`; nothing is read or kept of who runs this."""
    desk = open_desk(folder, actor=actor, registry=bundled(), pins=TrustPins(folder / "no-pins.toml"))
    try:
        yield desk
    finally:
        desk.close()


def new_desk(folder: Path, database: str = "") -> Path:
    """Make a desk with one person in `folder`; `database` is what its ``desk.toml`` says of that."""
    found_desk(folder, name="Sea School", zone="Asia/Shanghai")
    if database:
        with (folder / "desk.toml").open("a", encoding="utf-8") as settings:
            settings.write(f"\n[database]\n{database}\n")
    with opened(folder) as desk, desk.change("the first") as change:
        change.add(Person(id=SHARED, name="Li Wei", phone="0"))
    return folder


@contextmanager
def scratch() -> Iterator[Path]:
    """Give a folder that goes when the block ends."""
    with tempfile.TemporaryDirectory(prefix="dutydesk-faults-", ignore_cleanup_errors=True) as name:
        yield Path(name)


def copied(template: Path, folder: Path) -> Path:
    """Return a copy of a desk that is closed."""
    shutil.copytree(template, folder)
    return folder


def torn(desk: OpenDesk) -> list[str]:
    """Return what is not whole: the file, the journal, or a record that is not what the journal says.

    All of it is of one moment, so others may write meanwhile. The program's own look at its journal, as
    `dutydesk doctor` takes it, has no part in this.
    """
    system = desk.schema.system
    complaints = list(desk.database.complaints())
    with desk.database.reading() as connection:
        if desk.database.is_sqlite:
            broken = connection.exec_driver_sql("pragma foreign_key_check").fetchall()
            complaints += [f"a row leads nowhere: {tuple(row)}" for row in broken]
        rows = system.journal_row
        newest: dict[tuple[str, str], object] = {}
        for row in connection.execute(sa.select(rows).order_by(rows.c.entry, rows.c.position)):
            before = json.loads(row.before) if row.before else None
            if newest.get((row.table, row.row)) != before:
                complaints.append(f"entry {row.entry} did not begin where {row.table} {row.row} stood")
            newest[row.table, row.row] = json.loads(row.after) if row.after else None
        kept = {
            (table.spec.name, record.id): json.loads(json.dumps(table.document(record)))
            for table in desk.schema.record_tables()
            for record in map(table.record, connection.execute(table.sql.select()))
        }
        said = {key: document for key, document in newest.items() if document is not None}
        complaints += [
            f"{table} {key} is not what the journal says"
            for table, key in sorted(kept.keys() | said.keys())
            if kept.get((table, key)) != said.get((table, key))
        ]
        with_rows = sa.select(rows.c.entry)
        journal = system.journal
        odd = sa.select(journal.c.number, journal.c.kind).where(
            journal.c.number.in_(with_rows) == (journal.c.kind == "refused")
        )
        complaints += [f"entry {row.number} ({row.kind}) is half" for row in connection.execute(odd)]
    return complaints
