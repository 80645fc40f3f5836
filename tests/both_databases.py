"""Tests that run on both databases: they ask for `database_home`, and get one of each."""

import pytest

from dutydesk.store.database import Database, sqlite_url
from dutydesk.store.migrate import migrate
from dutydesk.store.schema import Schema


def only_on(kind, reason):
    """Run a test on one database only, for a reason that whoever reads the test shall know."""
    assert reason
    return pytest.mark.parametrize("database_kind", [kind], indirect=True)


class SqliteHome:
    """A folder with SQLite files."""

    kind = "sqlite"

    def __init__(self, folder):
        self.folder = folder

    def arguments(self, name="desk.db"):
        """What `Database` takes to open the database `name`."""
        return (sqlite_url(self.folder / name),)

    def database(self, name="desk.db"):
        return Database(*self.arguments(name))

    def settings(self):
        """What ``desk.toml`` says of it."""
        return ""

    def filled(self, _sets):
        """Make no tables: a new file gets them quickly enough."""

    def close(self):
        pass


class PostgresHome:
    """One schema of the tests' PostgreSQL, empty unless it is `filled` before it is first opened."""

    kind = "postgres"

    def __init__(self, url, empty, washed):
        self.url = url
        self.schema = empty
        self._washed = washed
        self._taken = None

    def arguments(self, _name=""):
        return (self.url, self.schema)

    def database(self, _name=""):
        return Database(*self.arguments())

    def settings(self):
        return f'\n[database]\nurl = "{self.url}"\nschema = "{self.schema}"\n'

    def filled(self, sets):
        def make(name):
            database = Database(self.url, name)
            migrate(database, Schema(sets))
            database.close()

        self._taken = self._washed.taken(tuple(each.owner for each in sets), make)
        self.schema = self._taken.__enter__()

    def close(self):
        if self._taken is not None:
            self._taken.__exit__(None, None, None)


@pytest.fixture(params=["sqlite", "postgres"])
def database_kind(request):
    return request.param


@pytest.fixture
def database_home(database_kind, request, tmp_path):
    if database_kind == "sqlite":
        yield SqliteHome(tmp_path)
        return
    made = PostgresHome(
        *(request.getfixturevalue(each) for each in ("postgres_url", "postgres_schema", "washed_schemas"))
    )
    yield made
    made.close()
