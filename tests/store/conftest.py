"""A schema with the roster's tables, databases in files, and records to put in them."""

from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
from hypothesis import strategies as st

from dutydesk.store.journal import Journal
from dutydesk.store.migrate import migrate
from dutydesk.store.schema import Schema
from dutydesk.store.unit import UnitOfWork
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.tables import ROSTER_TABLES

ROSTER = ROSTER_TABLES


class Keeper:
    """A database with a schema, and the journal, as a desk puts them together."""

    def __init__(self, home, name="desk.db", sets=(ROSTER,)):
        self.path = home.folder / name if home.kind == "sqlite" else None
        self.arguments = home.arguments(name)
        self.schema = Schema(sets)
        self.database = home.database(name)
        self.journal = Journal(self.schema.system)

    def migrated(self):
        migrate(self.database, self.schema)
        return self

    @contextmanager
    def change(self, who="li", why="a reason"):
        now = datetime.now(UTC)
        with self.database.writing() as connection:
            unit = UnitOfWork(connection, self.schema, self.journal, now, lambda at: f"{at:%H:%M}")
            yield unit
            if unit.rows:
                self.journal.write(
                    connection,
                    at=now,
                    who=who,
                    why=why,
                    kind="change",
                    reverts=None,
                    rows=unit.rows,
                    subjects=unit.subjects,
                )

    def sql(self, statement):
        with self.database.reading() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(statement)]


@pytest.fixture
def make_keeper(database_home):
    made = []

    def make(name="desk.db", sets=(ROSTER,)):
        made.append(Keeper(database_home, name, sets))
        return made[-1]

    yield make
    for keeper in made:
        keeper.database.close()


@pytest.fixture
def keeper(database_home, make_keeper):
    database_home.filled((ROSTER,))
    return make_keeper().migrated()


@pytest.fixture
def assignment():
    return Assignment(id="a1", person="li", post="gate", shift="day", day=date(2026, 11, 1))


st.register_type_strategy(str, st.text(st.characters(codec="utf-8", exclude_characters="\0")))
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
