# ruff: noqa: PT012 - what is dropped is more than one statement
"""What PostgreSQL is asked to promise besides what every test of the store asks of both databases."""

import subprocess
import tempfile
import threading
import time
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from dutydesk.api import DamagedDesk, DataProblem
from dutydesk.domain import Person
from dutydesk.host.registry import bundled_table_sets
from dutydesk.store.database import Database
from dutydesk.store.migrate import migrate, run_migrations
from dutydesk.store.postgres_server import PostgresServer
from dutydesk.store.reading import TableReader
from dutydesk.store.schema import Schema
from tests.postgres_server import postgres_in

LI = Person(id="li", name="Li")


@pytest.fixture
def database_kind():
    return "postgres"


@pytest.fixture
def admin(postgres_url):
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def server(postgres_url):
    made = PostgresServer(postgres_url)
    yield made
    made.close()


def eventually(holds, limit=20):
    end = time.monotonic() + limit
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.005)


def people(keeper):
    return [each.id for each in TableReader(keeper.schema.of(Person), keeper.database.reading).all()]


def end_connections(admin, *, of="dutydesk"):
    query = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE application_name = %s AND pid <> pg_backend_pid()"
    )
    admin.execute(query, (of,))


@pytest.fixture
def named_keeper(keeper):
    """A keeper whose connections can be told from those of all other tests."""
    url, schema = keeper.arguments
    keeper.database.close()
    keeper.application = f"test-{schema}"[:60]
    keeper.database = Database(f"{url}&application_name={keeper.application}", schema)
    yield keeper
    keeper.database.close()


class TestTables:
    def test_every_text_sorts_by_code_point_and_every_number_has_64_bits(self, postgres_url, postgres_schema):
        database = Database(postgres_url, postgres_schema)
        migrate(database, Schema(bundled_table_sets()))
        with database.reading() as connection:
            columns = connection.exec_driver_sql(
                "SELECT table_name, column_name, data_type, collation_name FROM information_schema.columns"
                " WHERE table_schema = current_schema()"
            ).fetchall()
        database.close()
        texts = [each for each in columns if each.data_type in {"text", "character varying"}]
        assert len(texts) > 100
        assert [each for each in texts if each.collation_name != "C"] == []
        assert [each for each in columns if each.data_type == "integer"] == []

    def test_the_migrations_of_every_bundled_plugin_go_up_down_and_up(self, postgres_url, postgres_schema):
        database, schema = Database(postgres_url, postgres_schema), Schema(bundled_table_sets())

        def columns():
            with database.reading() as connection:
                return connection.exec_driver_sql(
                    "SELECT table_name, column_name, data_type, collation_name, is_nullable, column_default"
                    " FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY 1, 2"
                ).fetchall()

        migrate(database, schema)
        first = columns()
        with database.writing() as connection:
            for table_set in reversed(schema.sets):
                run_migrations(connection, table_set, "base")
        assert {each.table_name.removeprefix("schema_") for each in columns()} == {
            each.owner for each in schema.sets
        }
        migrate(database, schema)
        assert columns() == first
        database.close()

    def test_a_desk_sees_nothing_of_the_other_schemas(self, admin, keeper, postgres_url, postgres_schema):
        admin.execute(f"CREATE SCHEMA {postgres_schema}; CREATE TABLE {postgres_schema}.schema_odd (x int)")
        other = Database(postgres_url, f"{postgres_schema}")
        with keeper.database.reading() as mine, other.reading() as theirs:
            assert "schema_odd" not in sa.inspect(mine).get_table_names()
            assert sa.inspect(theirs).get_table_names() == ["schema_odd"]
        other.close()

    def test_what_is_missing_or_broken_is_complained_of(self, keeper, admin):
        assert keeper.database.complaints() == ()
        (_, schema) = keeper.arguments
        admin.execute(f"DROP TABLE {schema}.feed_use")
        admin.execute(
            "UPDATE pg_index SET indisvalid = false WHERE indexrelid = %s::regclass",
            (f"{schema}.ix_journal_reverts",),
        )
        assert keeper.database.complaints() == (
            "the index ix_journal_reverts is not whole: REINDEX",
            "the table feed_use is gone",
        )

    @pytest.mark.parametrize(
        "name", ["", "School", "a-b", 'a"; drop', "1st", "pg_desk", "x" * 64, "a b", "é"]
    )
    def test_a_schema_that_no_desk_can_have_is_refused(self, postgres_url, name):
        with pytest.raises(DataProblem, match="schema"):
            Database(postgres_url, name)


class TestFaults:
    def refused(self, keeper, match):
        with pytest.raises(DataProblem, match=match) as refused, keeper.change() as change:
            change.add(LI)
        assert "\n" not in str(refused.value)
        assert people(keeper) == []

    @pytest.mark.parametrize(
        ("code", "match"),
        [
            ("53100", "disk is full; nothing was changed"),
            ("53200", "out of memory"),
            ("25006", "only be read"),
            ("42501", "may not do that"),
            ("55P03", r"busy: someone else .*try again"),
            ("57P01", "connection was lost and nothing was changed"),
            ("58030", "a reason"),
            ("XX001", "damaged.*restore"),
        ],
    )
    def test_what_the_server_refuses_is_told_in_one_line_and_nothing_is_changed(
        self, keeper, admin, code, match
    ):
        (_, schema) = keeper.arguments
        admin.execute(
            f"CREATE FUNCTION {schema}.refuse() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE EXCEPTION E'a reason\\nand more' USING ERRCODE = '{code}'; END $$;"
            f"CREATE TRIGGER refuse BEFORE INSERT ON {schema}.journal_row EXECUTE FUNCTION {schema}.refuse()"
        )
        self.refused(keeper, match)
        admin.execute(f"DROP FUNCTION {schema}.refuse CASCADE")
        with keeper.change() as change:
            change.add(LI)
        assert people(keeper) == ["li"]

    def test_a_table_that_is_gone_is_told_as_damage(self, keeper, admin):
        (_, schema) = keeper.arguments
        admin.execute(f"DROP TABLE {schema}.person")
        with pytest.raises(DamagedDesk, match=r"damaged .*person.*restore"):
            people(keeper)

    def test_a_connection_that_died_while_nobody_used_it_is_not_noticed(self, named_keeper, admin):
        people(named_keeper)
        end_connections(admin, of=named_keeper.application)
        assert people(named_keeper) == []
        end_connections(admin, of=named_keeper.application)
        with named_keeper.change() as change:
            change.add(LI)
        assert people(named_keeper) == ["li"]

    def test_a_connection_lost_in_a_change_drops_it_whole_and_the_next_one_works(self, named_keeper, admin):
        match = "connection was lost and nothing was changed"
        with pytest.raises(DataProblem, match=match) as lost, named_keeper.change() as change:
            change.add(LI)
            end_connections(admin, of=named_keeper.application)
            change.add(Person(id="wang", name="Wang"))
        assert "\n" not in str(lost.value)
        assert people(named_keeper) == []
        with named_keeper.change() as change:
            change.add(LI)
        assert people(named_keeper) == ["li"]

    def test_a_connection_lost_at_the_last_moment_leaves_open_whether_it_was_kept(self, named_keeper, admin):
        with pytest.raises(DataProblem, match="look whether it is there"), named_keeper.change() as change:
            change.add(LI)
            sa.event.listen(
                named_keeper.database.engine,
                "commit",
                lambda _connection: end_connections(admin, of=named_keeper.application),
                once=True,
            )
        assert people(named_keeper) == []

    @pytest.mark.parametrize(
        ("url", "match"),
        [
            ("postgresql://postgres@127.0.0.1:1/x", "cannot be reached: .*refused"),
            ("postgresql://nobody.invalid/x", "cannot be reached"),
            ("postgresql:///x?host=/no/such/folder", "cannot be reached"),
            ("postgresql:///?service=no_such_service", "cannot be reached.*no_such_service"),
        ],
    )
    def test_a_server_that_is_not_there_is_told_in_one_line(self, url, match):
        database = Database(url)
        for ask in (lambda: migrate(database, Schema()), database.file_version):
            with pytest.raises(DataProblem, match=match) as away:
                ask()
            assert "\n" not in str(away.value)
        database.close()

    def test_a_database_or_user_that_is_not_there_is_told_in_one_line(self, postgres_url):
        for wrong in (
            postgres_url.replace("/postgres?", "/no_such?"),
            postgres_url.replace("postgres:@", "no_such:@"),
        ):
            database = Database(wrong)
            with pytest.raises(DataProblem, match=r"is not there: .*no_such"):
                migrate(database, Schema())
            database.close()

    def test_a_user_who_may_only_read_and_one_without_connections_are_told_so(
        self, admin, keeper, postgres_url
    ):
        (_, schema) = keeper.arguments
        role = f"reader_{schema}"
        admin.execute(
            f"CREATE ROLE {role} LOGIN; ALTER ROLE {role} SET default_transaction_read_only = on;"
            f"GRANT USAGE ON SCHEMA {schema} TO {role}; GRANT ALL ON ALL TABLES IN SCHEMA {schema} TO {role}"
        )
        url = postgres_url.replace("postgres:@", f"{role}@")
        keeper.database.close()
        keeper.database = Database(url, schema)
        self.refused(keeper, "only be read")
        admin.execute(f"ALTER ROLE {role} CONNECTION LIMIT 0")
        keeper.database.close()
        with pytest.raises(DataProblem, match="no connection to spare"):
            people(keeper)
        admin.execute(f"ALTER ROLE {role} CONNECTION LIMIT 5")
        new = Database(url, f"x{schema}"[:63])
        admin.execute(f"ALTER ROLE {role} SET default_transaction_read_only = off")
        with pytest.raises(DataProblem, match=r"may not do that .*permission denied"):
            migrate(new, Schema())
        new.close()
        keeper.database.close()
        admin.execute(f"DROP OWNED BY {role}; DROP ROLE {role}")

    def test_a_database_that_is_not_in_utf8_is_refused(self, admin, postgres_url, postgres_schema):
        name = f"latin_{postgres_schema}"
        admin.execute(
            f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C' STRATEGY file_copy"
        )
        database = Database(postgres_url.replace("/postgres?", f"/{name}?"))
        with pytest.raises(DataProblem, match="LATIN1; a desk needs a database in UTF8"):
            migrate(database, Schema())
        database.close()
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


class TestManyDesks:
    def test_a_few_connections_serve_many_desks_and_each_sees_its_own(
        self, admin, postgres_url, postgres_schema
    ):
        server = PostgresServer(f"{postgres_url}&application_name={postgres_schema}")
        names = [f"{postgres_schema}_{number}" for number in range(40)]
        for name in names:
            admin.execute(f"CREATE SCHEMA {name}; CREATE TABLE {name}.own AS SELECT '{name}' AS name")
        desks = {name: Database("", name, server=server) for name in names}
        wrong = []

        def ask(some):
            for _ in range(5):
                for name in some:
                    desks[name].file_version()
                    with desks[name].writing() as connection:
                        found = connection.exec_driver_sql("SELECT name FROM own").scalar()
                    with desks[name].reading() as connection:
                        again = connection.exec_driver_sql("SELECT name FROM own").scalar()
                    wrong.extend(each for each in (found, again) if each != name)

        threads = [threading.Thread(target=ask, args=(names[start::4],)) for start in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert wrong == []
        count = "SELECT count(*) FROM pg_stat_activity WHERE application_name = %s"
        assert admin.execute(count, (postgres_schema,)).fetchone()[0] <= 5
        for desk in desks.values():
            desk.close()
        assert admin.execute(count, (postgres_schema,)).fetchone()[0] > 0
        server.close()
        eventually(lambda: admin.execute(count, (postgres_schema,)).fetchone()[0] == 0)
        for name in names:
            admin.execute(f"DROP SCHEMA {name} CASCADE")

    def test_nothing_is_left_on_a_connection_that_the_next_desk_could_meet(self, server, keeper):
        (_, schema) = keeper.arguments
        desk = Database("", schema, server=server)
        ask = (
            "SELECT current_setting('search_path'), current_setting('lock_timeout'),"
            " current_setting('transaction_read_only'),"
            " (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid())"
        )
        for opened in (desk.reading, desk.writing):
            with opened():
                pass
            with server.engine.connect() as connection:
                assert tuple(connection.exec_driver_sql(ask).one()) == ('"$user", public', "0", "off", 0)

    def test_writers_of_other_desks_are_not_waited_for(self, keeper, server, postgres_schema):
        other = Database("", postgres_schema, server=server)
        with keeper.change() as change:
            change.add(LI)
            with other.writing() as connection:
                assert connection.exec_driver_sql("SELECT 1").scalar() == 1

    def test_a_desk_that_is_kept_elsewhere_leaves_the_server_alone(self, server, keeper):
        (url, schema) = keeper.arguments
        assert Database(url, schema, server=server).engine is server.engine
        elsewhere = Database(url.replace("/postgres?", "/other?"), schema, server=server)
        assert elsewhere.engine is not server.engine
        elsewhere.close()


class TestHearing:
    def test_a_journal_entry_of_anyone_is_heard_of_and_nothing_else(self, keeper, make_keeper, admin):
        other = make_keeper()
        before = keeper.database.file_version()
        assert keeper.database.file_version() == before
        with other.database.writing() as connection:
            connection.exec_driver_sql("INSERT INTO feed_use VALUES ('d', 'now')")
        admin.execute("SELECT pg_notify('dutydesk', 'some_other_desk')")
        assert keeper.database.wait(0.2, before) == before
        with pytest.raises(ZeroDivisionError), other.change() as change:
            change.add(LI)
            raise ZeroDivisionError
        assert keeper.database.wait(0.2, before) == before
        with other.change() as change:
            change.add(LI)
        heard = keeper.database.wait(20, before)
        assert heard != before
        assert people(keeper) == ["li"]

    def test_ones_own_change_counts_at_once(self, keeper):
        before = keeper.database.file_version()
        with keeper.change() as change:
            change.add(LI)
        assert keeper.database.file_version() != before

    def test_one_connection_hears_for_all_desks_of_a_server(self, keeper, make_keeper, admin):
        (url, schema) = keeper.arguments
        server = PostgresServer(f"{url}&application_name={schema}")
        desks = [Database("", name, server=server) for name in (schema, "another", "third")]
        before = [desk.file_version() for desk in desks]
        count = "SELECT count(*) FROM pg_stat_activity WHERE application_name = %s"
        assert admin.execute(count, (schema,)).fetchone() == (1,)
        with make_keeper().change() as change:
            change.add(LI)
        assert desks[0].wait(20, before[0]) != before[0]
        assert [desk.file_version() for desk in desks[1:]] == before[1:]
        server.close()

    def test_whoever_waits_is_woken(self, keeper, make_keeper):
        other, before, heard = make_keeper(), keeper.database.file_version(), []
        thread = threading.Thread(target=lambda: heard.append(keeper.database.wait(60, before)))
        thread.start()
        with other.change() as change:
            change.add(LI)
        thread.join(20)
        assert not thread.is_alive()
        assert heard != [before]

    def test_when_it_stopped_hearing_everything_counts_as_changed(self, named_keeper, admin, make_keeper):
        before = named_keeper.database.file_version()
        assert people(named_keeper) == []
        end_connections(admin, of=named_keeper.application)
        eventually(lambda: named_keeper.database.file_version() != before)
        before = named_keeper.database.file_version()
        assert named_keeper.database.file_version() == before
        with make_keeper().change() as change:
            change.add(LI)
        assert named_keeper.database.wait(20, before) != before


def test_the_numbers_of_the_journal_are_committed_in_their_order(keeper, make_keeper):
    """Else whoever has read up to a number would miss a lower one that is committed later."""
    writers, stop, seen = [make_keeper() for _ in range(3)], threading.Event(), []

    def write(writer):
        number = 0
        while not stop.is_set() and number < 60:
            number += 1
            with writer.change() as change:
                change.add(Person(id=f"{id(writer)}-{number}", name="A"))

    def read():
        last = 0
        while not stop.is_set():
            with keeper.database.reading() as connection:
                numbers = connection.exec_driver_sql(
                    f"SELECT number FROM journal WHERE number > {last} ORDER BY number"  # noqa: S608
                ).scalars()
                seen.extend(found := list(numbers))
            last = max([last, *found])

    threads = [threading.Thread(target=write, args=(each,)) for each in writers]
    reader = threading.Thread(target=read)
    for thread in (*threads, reader):
        thread.start()
    for thread in threads:
        thread.join()
    eventually(lambda: len(seen) >= 180)
    stop.set()
    reader.join()
    assert seen == sorted(seen)
    assert keeper.sql("select count(*) from journal") == [(len(seen),)]


def test_a_server_that_is_restarted_is_missed_in_one_line_and_then_goes_on(tmp_path):
    with tempfile.TemporaryDirectory(prefix="dutydesk-tests-") as folder:
        place = Path(folder) / "pg"
        with postgres_in(place, tmp_path / "lock") as server:
            database, schema = Database(server.get_uri(), "desk"), Schema()
            migrate(database, schema)
            before = database.file_version()

            def control(*arguments):
                order = [server.bin_path / "pg_ctl", "-D", place, "-w", *arguments]
                subprocess.run(order, user=server.system_user, check=True, stdout=subprocess.DEVNULL)

            control("stop", "-m", "immediate")
            with pytest.raises(DataProblem, match=r"cannot be reached|connection was lost") as away:
                migrate(database, schema)
            assert "\n" not in str(away.value)
            with pytest.raises(DataProblem, match=r"cannot be reached|connection was lost"):
                # The first look may still find what the server said last.
                eventually(lambda: database.file_version() is None)
            control("start", "-l", place / "log", "-o", f'-h "" -k {place}')
            assert migrate(database, schema) == ()
            assert database.file_version() != before
            database.close()
