from dataclasses import replace

import pytest
import sqlalchemy as sa

from dutydesk.api import DataProblem
from dutydesk.domain import Person
from dutydesk.store.database import Database, sqlite_url
from dutydesk.store.migrate import migrate
from tests.both_databases import only_on

LI = Person(id="li", name="Li")


def refused_in_one_line(keeper, match, record=LI):
    before = keeper.sql("select * from person"), keeper.sql("select * from journal")
    with pytest.raises(DataProblem, match=match) as refused, keeper.change() as change:
        change.add(record)
    assert "\n" not in str(refused.value)
    assert "Background on this error" not in str(refused.value)
    assert (keeper.sql("select * from person"), keeper.sql("select * from journal")) == before


def with_pragma(keeper, pragma):
    keeper.database.engine.dispose()

    @sa.event.listens_for(keeper.database.engine, "connect")
    def _set(connection, _record):
        connection.execute(f"pragma {pragma}").fetchall()


@only_on("sqlite", "a pragma says so")
def test_a_database_that_can_only_be_read_says_so_and_stays_as_it_was(keeper):
    with keeper.change() as change:
        change.add(replace(LI, id="wang"))
    with_pragma(keeper, "query_only = on")
    refused_in_one_line(keeper, "only be read")


@only_on("sqlite", "a pragma limits the pages")
def test_a_full_disk_says_so_and_nothing_is_changed(keeper):
    with_pragma(keeper, f"max_page_count = {keeper.sql('pragma page_count')[0][0]}")
    refused_in_one_line(keeper, "disk is full", replace(LI, note="x" * 100_000))
    assert keeper.sql("pragma integrity_check") == [("ok",)]
    with keeper.change() as change:
        change.add(LI)


def test_half_a_character_is_refused_and_nothing_is_changed(keeper):
    refused_in_one_line(keeper, "half a character", replace(LI, name="\ud83d"))


@only_on("sqlite", "it is about a file")
def test_a_file_that_is_no_database_is_named(keeper, tmp_path):
    file = tmp_path / "other.db"
    file.write_text("This is a letter to the headmaster. " * 100)
    database = Database(sqlite_url(file))
    with pytest.raises(DataProblem, match=r"other\.db.*not a database") as refused:
        migrate(database, keeper.schema)
    database.close()
    assert "\n" not in str(refused.value)
    assert file.read_text().startswith("This is a letter")


@only_on("sqlite", "it is about the bytes of a file")
def test_a_damaged_file_is_named(keeper):
    with keeper.change() as change:
        for number in range(300):
            change.add(replace(LI, id=f"p{number}", note="x" * 200))
    keeper.database.close()
    content = bytearray(keeper.path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    keeper.path.write_bytes(content)
    with pytest.raises(DataProblem, match=r"damaged.*restore"):
        keeper.sql("select * from person")


@only_on("sqlite", "it is about a folder")
def test_a_folder_that_is_not_there_is_named(tmp_path, keeper):
    database = Database(sqlite_url(tmp_path / "gone" / "desk.db"))
    with pytest.raises(DataProblem, match=r"gone/desk\.db cannot be opened"):
        migrate(database, keeper.schema)
    with pytest.raises(DataProblem, match="gone"):
        database.file_version()
