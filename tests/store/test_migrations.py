import subprocess
import sys
import threading
import types

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from dutydesk.api import DataProblem, TableSet
from dutydesk.domain import Person
from dutydesk.store.migrate import MigrationFault, migrate, run_migrations, stored_revisions, version_table
from dutydesk.store.tables import HOST_TABLES


def test_the_migrations_make_just_the_tables_that_the_program_uses(keeper):
    versions = {version_table(each.owner) for each in keeper.schema.sets}
    with keeper.database.reading() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "compare_type": True,
                "include_name": lambda name, kind, _up: kind != "table" or name not in versions,
            },
        )
        assert compare_metadata(context, keeper.schema.metadata) == []
        assert stored_revisions(connection, keeper.schema) == {"host": "host_0003", "roster": "roster_0002"}


def test_a_database_that_is_up_to_date_is_left_alone(keeper):
    assert migrate(keeper.database, keeper.schema) == ()


def test_migrations_go_up_down_and_up_again_beside_the_data_of_others(keeper, assignment):
    roster = keeper.schema.sets[1]
    with keeper.change() as change:
        change.add(Person(id="li", name="Li"))
        change.add(assignment)
    people, journal = keeper.sql("select * from person"), keeper.sql("select * from journal_row")

    def tables():
        with keeper.database.reading() as connection:
            return set(sa.inspect(connection).get_table_names())

    before = tables()
    with keeper.database.writing() as connection:
        run_migrations(connection, roster, "base")
    assert before - tables() == {spec.name for spec in roster.tables}
    assert keeper.sql("select * from person") == people
    assert migrate(keeper.database, keeper.schema) == ("roster",)
    assert tables() == before
    assert keeper.sql("select * from assignment") == []
    assert keeper.sql("select * from journal_row") == journal
    with keeper.database.writing() as connection:
        run_migrations(connection, HOST_TABLES, "base")
    assert migrate(keeper.database, keeper.schema) == ("host",)
    assert tables() == before


def test_leave_from_before_answers_were_kept_has_none(keeper):
    with keeper.database.writing() as connection:
        run_migrations(connection, HOST_TABLES, "host_0001")
        connection.exec_driver_sql(
            "insert into absence (id, revision, changed, person, kind, first, last, state, note) values"
            " ('a', 1, '2026-11-01T00:00:00+00:00', 'li', 'annual', '2026-11-02', '2026-11-03', 'asked', 'w')"
        )
    assert migrate(keeper.database, keeper.schema) == ("host",)
    assert keeper.sql("select state, note, answer from absence") == [("asked", "w", "")]


def test_a_newer_schema_is_refused_in_one_line_and_left_alone(keeper):
    with keeper.database.writing() as connection:
        connection.exec_driver_sql("update schema_host set version_num = 'host_9999'")
    with pytest.raises(DataProblem, match=r"newer version.*host_9999.*host_0003") as refused:
        migrate(keeper.database, keeper.schema)
    assert "\n" not in str(refused.value)
    assert keeper.sql("select version_num from schema_host") == [("host_9999",)]


def test_a_database_whose_plugin_is_gone_opens_and_keeps_its_data(make_keeper, assignment):
    whole = make_keeper().migrated()
    with whole.change() as change:
        change.add(assignment)
    without = make_keeper(sets=()).migrated()
    assert without.schema.named("assignment") is None
    with without.change() as change:
        change.add(Person(id="li", name="Li"))
    again = make_keeper().migrated()
    assert [row[0] for row in again.sql("select id from assignment")] == ["a1"]


def test_a_plugin_that_comes_later_gets_its_tables(make_keeper):
    make_keeper(sets=()).migrated()
    later = make_keeper()
    assert migrate(later.database, later.schema) == ("roster",)


def test_alembic_is_not_imported_when_nothing_moves(keeper):
    script = (
        "import sys\n"
        "from dutydesk.store.database import Database\n"
        "from dutydesk.store.migrate import migrate\n"
        "from dutydesk.store.schema import Schema\n"
        f"database = Database(*{keeper.arguments!r})\n"
        "assert migrate(database, Schema()) == ()\n"
        "print('alembic' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_a_broken_migration_names_its_owner_and_changes_nothing(make_keeper, tmp_path, monkeypatch):
    folder = tmp_path / "broken_migrations"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "broken_0001.py").write_text(
        "from alembic import op\nimport sqlalchemy as sa\n"
        "revision = 'broken_0001'\ndown_revision = branch_labels = depends_on = None\n"
        "def upgrade():\n"
        "    op.create_table('half_made', sa.Column('id', sa.Text))\n"
        "    raise KeyError('oh')\n"
    )
    package = types.ModuleType("broken_migrations")
    package.__path__ = [str(folder)]
    monkeypatch.setitem(sys.modules, "broken_migrations", package)
    monkeypatch.syspath_prepend(str(tmp_path))
    broken = TableSet("broken", (), "broken_migrations", "broken_0001")
    make_keeper(sets=()).migrated()
    keeper = make_keeper(sets=(broken,))
    with pytest.raises(MigrationFault) as fault:
        keeper.migrated()
    assert fault.value.owner == "broken"
    with keeper.database.reading() as connection:
        assert {"half_made", "schema_broken"}.isdisjoint(sa.inspect(connection).get_table_names())


def test_several_that_open_a_new_database_at_once_all_find_it_whole(make_keeper):
    keepers = [make_keeper() for _ in range(6)]
    faults = []

    def opening(keeper):
        try:
            keeper.migrated()
            assert keeper.sql("select count(*) from assignment") == [(0,)]
        except Exception as error:  # noqa: BLE001 - the test wants to see whatever it is
            faults.append(error)

    threads = [threading.Thread(target=opening, args=(each,)) for each in keepers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
