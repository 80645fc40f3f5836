"""A statement is compiled once for the files of all desks."""

import sqlalchemy as sa

from dutydesk.store.database import Database, sqlite_url
from dutydesk.store.sqlite_dialect import COMPILED


def test_what_was_compiled_for_one_file_serves_every_other(tmp_path):
    asked = sa.select(sa.literal("compiled once"), sa.literal(42))
    compiled = []
    for name in ("one.db", "other.db"):
        database = Database(sqlite_url(tmp_path / name))
        with database.reading() as connection:
            assert tuple(connection.execute(asked).one()) == ("compiled once", 42)
        database.close()
        compiled.append(len(COMPILED))
    assert compiled[0] == compiled[1]
