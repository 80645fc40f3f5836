"""A bureau in one PostgreSQL: a schema for each desk, few connections, and a board that asks once for all."""

import uuid
from contextlib import contextmanager

import psycopg
import pytest
import sqlalchemy as sa

from dutydesk.api import DataProblem
from dutydesk.api.tasks import new_task
from dutydesk.bureau.feed_server import BureauApp
from dutydesk.bureau.founding import add_desk, found_bureau, place_of_new
from dutydesk.domain import Person
from dutydesk.feeds.desk_tokens import DeskTokens
from dutydesk.store.newest_entries import newest_in_schemas
from tests.bureau.conftest import Town
from tests.feeds.web_client import Client
from tests.plugins.roster.roster_desk import TODAY

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture(scope="module")
def made(postgres_url, tmp_path_factory):
    """A bureau of two schools in schemas that are dropped at the end."""
    folder = tmp_path_factory.mktemp("town")
    mark = uuid.uuid4().hex[:8]
    found_bureau(folder, name="The town", database=postgres_url)
    schema = f"bureau_{mark}"
    with (folder / "bureau.toml").open("a") as file:
        file.write(f'schema = "{schema}"\n')
    town = Town(folder, None)
    for name in (f"east{mark}", f"north{mark}"):
        bureau = town.bureau()
        add_desk(bureau, place_of_new(bureau, name), school=name, zone="Asia/Shanghai")
    town.close()
    yield town
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        for each in (schema, f"desk_east{mark}", f"desk_north{mark}"):
            connection.execute(f'DROP SCHEMA IF EXISTS "{each}" CASCADE')


@pytest.fixture
def town(made):
    yield made
    made.close()


@contextmanager
def statements(engine):
    found = []

    def note(_connection, _cursor, statement, *_more):
        found.append(statement)

    sa.event.listen(engine, "before_cursor_execute", note)
    yield found
    sa.event.remove(engine, "before_cursor_execute", note)


def names(town):
    return [each.name for each in town.bureau().places()]


def test_the_board_asks_the_server_once_for_all_desks_and_renews_only_what_moved(town):
    east, north = names(town)
    town.renewed()
    with town.desk(east) as desk, desk.change("A task") as change:
        change.add(new_task("Mend", due=TODAY.replace(day=3)))
    bureau = town.bureau()
    board = town.board(bureau)
    with statements(bureau.database.engine) as asked:
        rows = {row.place.name: row for row in board.look()}
    assert [name for name, row in rows.items() if row.is_renewing] == [east]
    assert sum("journal" in each and "UNION" in each for each in asked) == 1
    assert {row.place.name: row.count("tasks.overdue") for row in board.renew()} == {east: 1}
    assert rows[north].fault == ""


def test_all_desks_share_a_few_connections_and_give_them_back(town):
    bureau = town.bureau()
    open_desks = [bureau.open(place) for place in bureau.places() for _again in range(5)]
    for desk in open_desks:
        desk.people()
        desk.version()
    (engine,) = {desk.database.engine for desk in open_desks}
    assert (engine.pool.checkedout(), engine.pool.checkedin() <= 2) == (0, True)
    for desk in open_desks:
        desk.close()
    assert town.renewed(bureau)


def test_a_schema_that_holds_a_desk_is_not_given_to_another(town, postgres_url, tmp_path):
    found_bureau(tmp_path / "other", name="Another town", database=postgres_url)
    other = Town(tmp_path / "other", None)
    bureau = other.bureau()
    with pytest.raises(DataProblem, match="holds a desk already"):
        add_desk(bureau, place_of_new(bureau, names(town)[0]), school="E", zone="Asia/Shanghai")
    other.close()
    assert list((tmp_path / "other" / "schools").iterdir()) == []


def test_a_schema_without_a_journal_is_left_out_of_the_question(town):
    bureau = town.bureau()
    schema = bureau.card(bureau.places()[0]).desk.database.schema
    found = newest_in_schemas(bureau.database.engine, (schema, "not_there", 'odd"name'))
    assert list(found) == [schema]


async def test_two_servers_on_one_database_give_the_same_bytes(town):
    east, _north = names(town)
    with town.desk(east) as desk:
        with desk.change("Someone joins") as change:
            change.add(Person(id="li", name="李强"))
            change.add(new_task("Check the gate", owner="li", due=TODAY))
        link = DeskTokens(desk).issue("person/li")
    apps = [BureauApp(town.bureau()) for _number in range(2)]
    one, other = [await Client(app).ask(f"/{east}/f/{link}.ics") for app in apps]
    assert one.status == 200
    assert b"Check the gate" in one.body
    assert (other.body, other.headers["etag"]) == (one.body, one.headers["etag"])
    for app in apps:
        await app._apps.end()
