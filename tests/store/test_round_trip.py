import json
import uuid
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta, timezone

import msgspec
import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from dutydesk.api import DataProblem, TableSpec
from dutydesk.domain import (
    Absence,
    Activity,
    ActivityException,
    Attachment,
    Certificate,
    Person,
    Record,
    Task,
)
from dutydesk.store.columns import RecordTable
from dutydesk.store.database import Database, sqlite_url
from dutydesk.store.migrate import migrate
from dutydesk.store.schema import Schema
from dutydesk.store.tables import FeedToken, PluginDocument
from dutydesk_roster.assignment import Assignment, PublishedAssignment
from dutydesk_roster.tables import ROSTER_TABLES

TYPES = [
    Person,
    Absence,
    Activity,
    ActivityException,
    Attachment,
    Certificate,
    Task,
    PluginDocument,
    FeedToken,
    Assignment,
    PublishedAssignment,
]
instants = st.datetimes(datetime(1980, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def kept(request, tmp_path_factory):
    schema = Schema([ROSTER_TABLES])
    if request.param == "sqlite":
        database = Database(sqlite_url(tmp_path_factory.mktemp("kept") / "desk.db"))
    else:
        name = f"round_trips_{uuid.uuid4().hex[:12]}"
        database = Database(request.getfixturevalue("postgres_url"), name)
    migrate(database, schema)
    yield schema, database
    if not database.is_sqlite:
        with database.writing() as connection:
            connection.exec_driver_sql(f"DROP SCHEMA {name} CASCADE")
    database.close()


def test_every_record_type_of_the_host_is_tried_here():
    assert {table.type for table in Schema().record_tables()} <= set(TYPES)


@pytest.mark.parametrize("record_type", TYPES)
def test_a_record_comes_back_from_its_row_and_from_its_document(kept, record_type):
    schema, database = kept
    table = schema.of(record_type)

    @settings(max_examples=60, deadline=None)
    @given(st.builds(record_type, revision=st.integers(0, 2**63 - 1), changed=instants))
    def comes_back(record):
        with database.writing() as connection:
            connection.execute(sa.delete(table.sql))
            connection.execute(sa.insert(table.sql).values(**table.row(record)))
            assert table.record(connection.execute(sa.select(table.sql)).one()) == record
        text = json.dumps(table.document(record))
        assert table.from_document(json.loads(text)) == record
        assert table.from_document(msgspec.json.decode(msgspec.json.encode(table.document(record)))) == record

    comes_back()


def test_a_document_with_a_field_that_has_gone_is_still_read():
    table = Schema().of(Person)
    document = {**table.document(Person(id="li", name="Li")), "shoe_size": 43}
    assert table.from_document(document) == Person(id="li", name="Li")


def test_an_instant_of_another_zone_is_kept_as_the_same_instant_in_utc():
    table = Schema().of(Person)
    east = datetime(2026, 11, 1, 8, tzinfo=timezone(timedelta(hours=8)))
    assert table.row(Person(id="li", name="Li", changed=east))["changed"] == "2026-11-01T00:00:00+00:00"


def test_a_time_with_a_zone_is_refused_where_wall_time_is_kept():
    table = Schema().of(ActivityException)
    aware = ActivityException(
        id="x", activity="a", day=date(2026, 1, 1), start=datetime(2026, 1, 1, tzinfo=UTC)
    )
    with pytest.raises(ValueError, match="wall"):
        table.row(aware)
    assert table.row(replace(aware, start=None))["start"] is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Odd(Record):
    many: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Either(Record):
    one: int | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Count(Record):
    heads: int


def test_a_number_of_more_than_64_bits_is_refused_before_a_database_sees_it():
    table = RecordTable(TableSpec("count", Count), sa.MetaData())
    for heads in (2**63 - 1, -(2**63)):
        assert table.row(Count(id="x", heads=heads))["heads"] == heads
    for heads in (2**63, -(2**63) - 1, 10**5000):
        with pytest.raises(DataProblem, match="too large"):
            table.row(Count(id="x", heads=heads))


@pytest.mark.parametrize("odd", [Odd, Either])
def test_a_field_that_no_column_can_hold_is_refused_by_name(odd):
    with pytest.raises(TypeError, match=rf"{odd.__name__}\.{fields(odd)[-1].name}"):
        RecordTable(TableSpec("odd", odd), sa.MetaData())


def test_two_plugins_cannot_have_one_table_or_one_type():
    with pytest.raises(ValueError, match="assignment"):
        Schema([ROSTER_TABLES, replace(ROSTER_TABLES, owner="other")])


def test_a_type_without_its_plugin_is_named():
    with pytest.raises(LookupError, match="Assignment"):
        Schema().of(Assignment)
