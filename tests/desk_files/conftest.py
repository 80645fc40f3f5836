"""A small squadron's desk, made once and copied for each test."""

import pytest

from dutydesk.host.registry import bundled_table_sets
from dutydesk.store.database import Database, sqlite_url
from dutydesk.store.schema import Schema
from dutydesk.store.whole import go_on_counting, put_rows, rows_of
from tests.plugins.roster.roster_desk import copied, make_template


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    return make_template(tmp_path_factory.mktemp("template") / "desk")


@pytest.fixture
def at(template, tmp_path, database_home):
    with copied(template, tmp_path / "desk") as made:
        if database_home.kind == "postgres":
            moved(made.folder, database_home)
        yield made


def moved(folder, home):
    """Take the desk in `folder` over into an empty PostgreSQL."""
    sets = bundled_table_sets()
    home.filled(sets)
    with (folder / "desk.toml").open("a") as file:
        file.write(home.settings())
    old, new, schema = Database(sqlite_url(folder / "dutydesk.db")), home.database(), Schema(sets)
    with old.reading() as source, new.writing() as target:
        for table in schema.metadata.sorted_tables:
            put_rows(target, table, rows_of(source, table))
        go_on_counting(target)
    old.close()
    new.close()
    for file in folder.glob("dutydesk.db*"):
        file.unlink()


@pytest.fixture
def desk(at):
    return at.open()
