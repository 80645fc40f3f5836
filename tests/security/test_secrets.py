"""No link, password or phone number stands where nobody asked for it: logs, errors, documents, backups."""

import logging
import resource
import zipfile
from dataclasses import replace
from pathlib import Path

import click
import pytest

from dutydesk.api import DataProblem, RowChange
from dutydesk.cli.call import Call
from dutydesk.cli.entry import leave_no_core
from dutydesk.cli.main import dutydesk
from dutydesk.domain import Person
from dutydesk.feeds.desk_app import desk_app
from dutydesk.feeds.files import link_file
from dutydesk.feeds.tokens import hash_token
from dutydesk.feeds.web.request_log import RequestLog
from dutydesk.host.opening import open_desk
from dutydesk.store.database import Database
from dutydesk.tui.containment import ContainingApp
from dutydesk.tui.screens.history_rows import change_rows
from tests.feeds.web_client import Client
from tests.security.conftest import every_command

PHONE = "13912345678"
PASSWORD = "pass-word-of-the-base"  # noqa: S105 - a marker
LINK = "https://duty.school.example"
CHANGING = {("feeds", "issue-all"), ("redo",), ("undo",), ("serve",), ("training", "plan")}
"""Commands that change the desk, print a link on purpose, or do not end."""


def reporting() -> list[tuple[str, ...]]:
    """Return every command that can be called without an argument, with --json where it takes it."""
    context = click.Context(dutydesk, info_name="dutydesk", obj=Call(Path("none"), None))
    return [
        (*words, *(["--json"] if any("--json" in each.opts for each in command.params) else []))
        for words, command in every_command(dutydesk, context)
        if words not in CHANGING and not any(each.required for each in command.params)
    ]


@pytest.fixture
def issued(at, commands):
    """A link to someone's calendar, made by a command; and a phone number of someone."""
    desk = at.open()
    with desk.change("a number") as change:
        change.replace(replace(desk.table(Person).get("li"), phone=PHONE))
    _status, document = commands.json("feeds", "issue", "person/li")
    return document["url"].rpartition("/")[2].removesuffix(".ics")


def test_a_link_is_told_once_and_by_no_command_after(issued, commands):
    called = reporting()
    assert len(called) > 20
    for words in called:
        _status, out, err = commands(*words)
        for secret in (issued, hash_token(issued), link_file(hash_token(issued)).stem):
            assert secret not in out + err, words


@pytest.mark.usefixtures("issued")
def test_a_phone_number_is_told_by_the_history_of_its_person_alone(commands):
    called = (*reporting(), ("history", "person:li"), ("history", "feed:person/li", "--json"))
    assert [words for words in called if PHONE in "".join(commands(*words)[1:])] == []
    assert PHONE in commands("history", "person:li", "--json")[1]


def test_the_history_of_a_link_does_not_tell_its_fingerprint(issued, commands):
    _status, document = commands.json("history", "feed:person/li")
    (row,) = document["entries"][0]["rows"]
    assert row["after"]["feed"] == "person/li"
    assert hash_token(issued) not in str(document)


def test_only_the_fingerprint_of_a_link_is_kept(issued, at, commands, tmp_path):
    commands("backup", str(tmp_path / "b.zip"))
    with zipfile.ZipFile(tmp_path / "b.zip") as packed:
        kept = {name: packed.read(name) for name in packed.namelist()}
    kept |= {str(each): each.read_bytes() for each in at.folder.rglob("*") if each.is_file()}
    assert any(hash_token(issued).encode() in content for content in kept.values())
    assert [name for name, content in kept.items() if issued.encode() in content] == []


@pytest.mark.usefixtures("issued")
@pytest.mark.parametrize("command", [("backup", "b.zip"), ("people", "export", "people.csv")])
def test_what_takes_phone_numbers_out_of_the_desk_says_so(commands, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    assert "phone numbers: keep it safe" in commands(*command)[1]


def test_no_command_takes_a_secret_as_an_argument():
    context = click.Context(dutydesk, info_name="dutydesk", obj=Call(Path("none"), None))
    asked = {
        each.name
        for _words, command in every_command(dutydesk, context)
        for each in command.params
        if each.name and not (isinstance(each, click.Option) and each.is_flag)
    }
    assert asked & {"token", "password", "secret", "digest", "url"} == set()


def test_the_commands_that_take_the_address_of_a_database_are_those_that_the_threat_model_names():
    context = click.Context(dutydesk, info_name="dutydesk", obj=Call(Path("none"), None))
    page = (Path(__file__).parents[2] / "docs" / "threat-model.md").read_text(encoding="utf-8")
    taking = {
        " ".join(words)
        for words, command in every_command(dutydesk, context)
        for each in command.params
        if each.metavar == "URL"
    }
    assert taking == {"import", "bureau init"}
    assert all(f"`dutydesk {words} --database`" in page for words in taking)


# The database's password


ADDRESSES = (
    f"postgresql://desk:{PASSWORD}@127.0.0.1:9/none",
    f"postgresql://desk@127.0.0.1:9/none?password={PASSWORD}",
    f"postgresql://desk:{PASSWORD}@127.0.0.1:port/none",
    f"postgresql://desk:{PASSWORD}@[::1/none",
    f"postgres://desk:{PASSWORD}@127.0.0.1/none",
    f"nothing://desk:{PASSWORD}@127.0.0.1/none",
    f"desk:{PASSWORD}@127.0.0.1",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_that_leads_to_no_database_is_told_without_its_password(address, at, commands, caplog):
    text = (at.folder / "desk.toml").read_text(encoding="utf-8")
    (at.folder / "desk.toml").write_text(f'{text}\n[database]\nurl = "{address}"\n', encoding="utf-8")
    caplog.set_level(logging.DEBUG)
    for words in (("people", "list"), ("people", "list", "--json"), ("doctor",), ("backup", "b.zip")):
        status, out, err = commands(*words)
        assert status in {1, 2}
        assert err or out
        assert PASSWORD not in out + err, words
    assert PASSWORD not in caplog.text


@pytest.mark.parametrize(
    "lines",
    [
        f'url = "postgresql://desk:{PASSWORD}@host/none',
        f'url = ["postgresql://desk:{PASSWORD}@host/none"]',
        f'url = "postgresql://desk:{PASSWORD}@host/none"\nurl = "twice"',
        f'address = "postgresql://desk:{PASSWORD}@host/none"',
    ],
)
def test_a_mistake_in_the_settings_is_told_without_what_stands_there(lines, at, commands):
    text = (at.folder / "desk.toml").read_text(encoding="utf-8")
    (at.folder / "desk.toml").write_text(f"{text}\n[database]\n{lines}\n", encoding="utf-8")
    assert PASSWORD not in commands.refused("people", "list")


# Errors of the program


def test_an_error_of_the_database_does_not_tell_the_values(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'x.db'}")
    try:
        with database.writing() as connection:
            connection.exec_driver_sql("CREATE TABLE x (phone TEXT PRIMARY KEY)")
            connection.exec_driver_sql("INSERT INTO x VALUES (?)", (PHONE,))
        with pytest.raises(Exception, match="UNIQUE") as told, database.writing() as connection:
            connection.exec_driver_sql("INSERT INTO x VALUES (?)", (PHONE,))
    finally:
        database.close()
    assert PHONE not in str(told.value)


async def test_a_crash_of_the_terminal_shows_no_values_of_variables(capsys):
    class Broken(ContainingApp):
        def on_mount(self):
            number = PHONE
            raise RuntimeError(f"nothing can be done about {len(number)} digits")

    app = Broken()
    with pytest.raises(RuntimeError, match="11 digits"):
        async with app.run_test():
            pass
    app._print_error_renderables()
    told = capsys.readouterr()
    assert "11 digits" in told.err + told.out
    assert PHONE not in told.err + told.out


SOUR = """
from dutydesk.api import hookimpl


class Sour:
    @hookimpl
    def due(self, desk, first, last):
        numbers = [each.phone for each in desk.people()]
        raise RuntimeError(f"sour about {len(numbers)}")


plugin = Sour()
"""


def test_a_plugin_that_raises_is_shown_without_the_values_of_its_variables(at, commands):
    (at.folder / "plugins" / "sour.py").write_text(SOUR, encoding="utf-8")
    commands("plugins", "allow", "sour")
    desk = open_desk(at.folder, actor="test")
    try:
        desk.due(desk.today(), desk.today())
        (fault,) = [each for each in desk.faults() if each.plugin == "sour"]
    finally:
        desk.close()
    assert "sour about 8" in fault.traceback
    assert "1380000000" not in fault.traceback + fault.summary


def test_a_crash_leaves_no_memory_behind():
    former = resource.getrlimit(resource.RLIMIT_CORE)
    try:
        leave_no_core()
        assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, former)


# The feed server


async def test_the_server_logs_no_link_whatever_is_asked_and_whatever_fails(issued, at, monkeypatch, caplog):
    caplog.set_level(logging.DEBUG)

    def fails(_desk, _book, _watch, request):
        raise RuntimeError(f"no page for {request.token} at /s/{request.token}?lang=en")

    monkeypatch.setattr("dutydesk.feeds.desk_app._page", fails)
    app = desk_app(at.open())
    await app.watch.look()
    client = Client(RequestLog(app, frozenset({"/health"})))
    mistyped = issued[:-1] + ("A" if issued[-1] != "A" else "B")
    for path in (
        f"/f/{issued}.ics",
        f"/f/{issued}",
        f"/f/{issued}.ics?kind=duty",
        f"/s/{issued}",
        f"/s/{issued}/",
        f"/F/{issued}.ics",
        f"/{issued}",
        f"/f/{mistyped}.ics",
        f"/f//{issued}.ics",
        f"/health?{issued}",
    ):
        for method in ("GET", "HEAD", "POST"):
            await client.ask(path, method, referer=f"{LINK}/s/{issued}")
    assert "a request could not be answered" in caplog.text
    assert "RuntimeError: no page for [" in caplog.text
    assert hash_token(issued)[:8] in caplog.text
    assert issued not in caplog.text
    assert mistyped not in caplog.text


async def test_a_database_that_is_away_for_an_hour_is_told_once_and_in_a_line(at, monkeypatch, caplog):
    caplog.set_level(logging.INFO)
    app = desk_app(at.open())

    def away():
        raise DataProblem("PostgreSQL at db/duty cannot be reached")

    with monkeypatch.context() as broken:
        broken.setattr(app.watch, "_settings_changed", away)
        for _second in range(5):
            await app.watch.look()
        assert not app.watch.is_well
    await app.watch.look()
    assert app.watch.is_well
    told = [each.message for each in caplog.records if "up to date" in each.message]
    assert told == [
        "the feeds could not be brought up to date: PostgreSQL at db/duty cannot be reached",
        "the feeds are up to date again",
    ]
    assert "Traceback" not in caplog.text


async def test_figures_name_no_link_and_no_one(issued, at):
    app = desk_app(at.open())
    await app.watch.look()
    client = Client(app, address="127.0.0.1")
    await client.ask(f"/f/{issued}.ics")
    figures = (await client.ask("/metrics")).body.decode()
    assert 'dutydesk_requests_total{place="feed",status="200"}' in figures
    for secret in (issued, hash_token(issued), "person/li", "李强", "127.0.0.1"):
        assert secret not in figures


# The history and the names of exported files


def test_the_history_on_the_screen_does_not_tell_the_fingerprint_of_a_link():
    record = {"id": "x1", "feed": "person/li", "label": "phone", "digest": hash_token("a"), "revoked": False}
    added, changed = change_rows(
        [
            RowChange("feed_token", "x1", None, record),
            RowChange("feed_token", "x1", record, {**record, "digest": hash_token("b"), "revoked": True}),
        ],
        {},
    )
    told = f"{added.cells} {changed.cells}"
    assert "person/li" in told
    assert "revoked" in told
    assert hash_token("a")[:8] not in told
    assert hash_token("b")[:8] not in told


@pytest.mark.usefixtures("issued")
def test_who_may_not_give_out_links_does_not_get_the_names_of_their_files(at, commands, tmp_path):
    (at.folder / "config" / "roles.toml").write_text(
        '[[member]]\nname = "zhao"\nrole = "leader"\n[[member]]\nname = "office"\nrole = "viewer"\n',
        encoding="utf-8",
    )
    assert "may not" in commands.refused(
        "--as", "office", "feeds", "export", str(tmp_path / "f"), "--by-link", "--json"
    )
    assert commands("--as", "office", "feeds", "export", str(tmp_path / "f"))[0] == 0
    assert commands("--as", "zhao", "feeds", "export", str(tmp_path / "g"), "--by-link")[0] == 0
