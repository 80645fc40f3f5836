"""A password in a URL is used and never shown, and need not stand there at all."""

import traceback
from urllib.parse import quote

import psycopg
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dutydesk.api import DataProblem
from dutydesk.config.desk_settings import DESK_FILE, DatabaseTable, DeskSettings
from dutydesk.config.reading import read_settings
from dutydesk.store.database import Database
from dutydesk.store.migrate import migrate
from dutydesk.store.schema import Schema

SECRET = "Kai5hek!x"  # noqa: S105 - the tests' own
ODD_CHARACTERS = "@:/?#[]%&=+ '\"\\;{}$"


@pytest.fixture
def locked(postgres_url, postgres_schema):
    """A user who needs a password, and the URL without it."""
    name = f"locked_{postgres_schema}"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {name} LOGIN PASSWORD '{SECRET}'")
        connection.execute(f"GRANT CREATE ON DATABASE postgres TO {name}")
        yield name, postgres_url.replace("postgres:@", f"{name}@")
        connection.execute(f"DROP OWNED BY {name} CASCADE")
        connection.execute(f"DROP ROLE {name}")


def opens(url, schema):
    database = Database(url, schema)
    try:
        return migrate(database, Schema())
    finally:
        database.close()


class TestWays:
    def test_in_the_url(self, locked, postgres_schema):
        name, url = locked
        assert opens(url.replace(f"{name}@", f"{name}:{quote(SECRET, safe='')}@"), postgres_schema) == (
            "host",
        )

    def test_in_the_query_of_the_url(self, locked, postgres_schema):
        _, url = locked
        assert opens(f"{url}&password={quote(SECRET, safe='')}", postgres_schema) == ("host",)

    def test_in_a_password_file(self, locked, postgres_schema, tmp_path, monkeypatch):
        _, url = locked
        file = tmp_path / "passwords"
        file.write_text(f"*:*:*:*:{SECRET}\n")
        file.chmod(0o600)
        monkeypatch.setenv("PGPASSFILE", str(file))
        assert opens(url, postgres_schema) == ("host",)

    def test_in_a_service(self, locked, postgres_schema, postgres_url, tmp_path, monkeypatch):
        name, _ = locked
        host = postgres_url.partition("host=")[2]
        file = tmp_path / "services"
        file.write_text(f"[school]\nhost={host}\ndbname=postgres\nuser={name}\npassword={SECRET}\n")
        monkeypatch.setenv("PGSERVICEFILE", str(file))
        assert opens("postgresql://?service=school", postgres_schema) == ("host",)

    def test_a_wrong_one_and_none_are_told_in_one_line(self, locked, postgres_schema):
        name, url = locked
        for wrong in (url.replace(f"{name}@", f"{name}:{SECRET}-not@"), url):
            with pytest.raises(
                DataProblem, match=f"does not let this user in: .*({name}|password)"
            ) as refused:
                opens(wrong, postgres_schema)
            assert "\n" not in str(refused.value)
            assert SECRET not in "".join(traceback.format_exception(refused.value))


def all_that_is_shown(url):
    """Return every text in which a URL could come out."""
    shown = []
    try:
        database = Database(url)
    except DataProblem as problem:
        return "".join(traceback.format_exception(problem)) + repr(problem)
    shown += [repr(database), repr(database.engine), str(database.engine.url), database.place.name]
    for ask in (lambda: migrate(database, Schema()), database.file_version):
        try:
            ask()
        except DataProblem as problem:
            shown += [*traceback.format_exception(problem), repr(problem)]
    database.close()
    return "\n".join(map(str, shown))


WORDS = st.text("QXZ7" + ODD_CHARACTERS, min_size=1, max_size=8)


@settings(max_examples=20, deadline=None)
@given(before=WORDS, after=WORDS, escaped=st.booleans())
@example(before="@", after="/", escaped=False)
@example(before="1/", after="?", escaped=False)
@example(before="1?", after="=", escaped=False)
def test_no_part_of_a_password_comes_out_wherever_it_stands(before, after, escaped):
    """Two words of it are looked for: a character that is not escaped tears it into other parts of a URL."""
    password = f"{before}HUSHHUSH{after}SILENCE"
    written = quote(password, safe="") if escaped else password
    for url in (
        f"postgresql://li:{written}@127.0.0.1:1/duty",
        f"postgresql://li@127.0.0.1:1/duty?password={written}",
        f"postgresql://li:{written}@",
        f"postgres://li:{written}@127.0.0.1:1/duty?connect_timeout=3",
        f"postgresql+other://li:{written}@127.0.0.1:1/duty",
        f"mysql://li:{written}@127.0.0.1:1/duty",
    ):
        shown = all_that_is_shown(url)
        assert "HUSHHUSH" not in shown, url
        assert "SILENCE" not in shown, url


def test_settings_show_no_url(tmp_path):
    url = f"postgresql://li:{SECRET}@host/duty"
    text = f'[desk]\nname = "X"\nzone = "UTC"\nuid = "x"\n[database]\nurl = "{url}"\nschema = "school_17"\n'
    (tmp_path / "desk.toml").write_text(text)
    found = read_settings(tmp_path, [DESK_FILE])[DeskSettings]
    assert found.database == DatabaseTable(url=url, schema="school_17")
    assert (
        SECRET not in f"{found!r} {found.database!r} {found.__rich_repr__()} {found.database.__rich_repr__()}"
    )
    for line in ('schema = "School"', 'schema = "pg_x"', "urls = 3", "schema = 17", 'schema = "x'):
        (tmp_path / "desk.toml").write_text(text.replace('schema = "school_17"', line))
        with pytest.raises(DataProblem) as refused:
            read_settings(tmp_path, [DESK_FILE])
        assert "desk.toml, line 7" in str(refused.value)
        assert SECRET not in "".join(traceback.format_exception(refused.value))


def test_a_missing_driver_is_told_with_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    with pytest.raises(DataProblem, match=r"pip install dutydesk\[postgres\]"):
        Database("postgresql://host/duty")
