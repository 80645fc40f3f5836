"""``dutydesk feeds``: what the commands about links print, write and refuse."""

import csv
import io
import json
import stat

import pytest

from dutydesk.domain import Person
from dutydesk.feeds.desk_tokens import DeskTokens
from dutydesk.feeds.qr_blocks import qr_blocks
from dutydesk.feeds.tokens import hash_token
from tests.plugins.roster.roster_desk import PEOPLE

URL = "https://duty.school.example"


@pytest.fixture
def reachable(at):
    """Give the desk a public address."""
    with (at.folder / "desk.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[feeds]\nurl = "{URL}"\n')


@pytest.fixture
def tokens(at):
    return DeskTokens(at.open())


def token_of(address):
    return address.partition("?")[0].rpartition("/")[2].removesuffix(".ics")


@pytest.mark.usefixtures("reachable")
def test_the_page_is_printed_first_then_the_addresses_for_programs(commands, tokens):
    status, out, err = commands("feeds", "issue", "person/li", "--label", "phone")
    page, webcal, https, *said = out.splitlines()
    token = token_of(page)
    assert (status, err) == (0, "")
    assert page == f"{URL}/s/{token}"
    assert webcal == f"webcal://duty.school.example/f/{token}.ics"
    assert https == f"{URL}/f/{token}.ics"
    assert "cannot be shown again" in said[-1]
    assert tokens.open_tokens() == {hash_token(token): "person/li"}


@pytest.mark.usefixtures("reachable")
def test_a_choice_stands_in_every_address(commands):
    asked = ("--language", "zh", "--kind", "meeting", "--kind", "duty", "--alarm", "30", "--alarm", "60")
    _status, issued = commands.json("feeds", "issue", "person/li", *asked)
    query = "?lang=zh&kind=duty&kind=meeting&alarm=60&alarm=30"
    assert issued["page"] == f"{URL}/s/{token_of(issued['page'])}{query}"
    assert issued["url"] == f"{URL}/f/{token_of(issued['page'])}.ics{query}"
    assert issued["webcal"].endswith(query)


@pytest.mark.usefixtures("reachable")
def test_the_code_of_the_page_is_shown_where_it_is_asked_for_and_fits(commands, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    _status, out, _err = commands("feeds", "issue", "person/li", "--qr")
    page, _webcal, _https, *lines = out.splitlines()
    code = list(qr_blocks(page, 80, 60))
    assert lines[: len(code)] == code
    assert not any(line in commands("feeds", "issue", "person/li", "--no-qr")[1] for line in code[2:])
    monkeypatch.setenv("COLUMNS", "30")
    assert "too narrow for a QR code" in commands("feeds", "issue", "person/li", "--qr")[1]


def test_an_address_that_nobody_elsewhere_reaches_is_warned_of(commands):
    status, out, err = commands("feeds", "issue", "person/li")
    assert status == 0
    assert out.startswith("http://127.0.0.1:8765/s/")
    assert err == (
        "dutydesk: people elsewhere cannot reach http://127.0.0.1:8765; set url under [feeds] in desk.toml\n"
    )


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--language", "fr"), "'fr' is not one of 'en', 'zh'"),
        (("--alarm", "45"), "'45' is not one of '15', '30', '60', '120', '720', '1440'"),
        (("--alarm", "15", "--alarm", "30", "--alarm", "60"), "--alarm: expected at most 2 reminders"),
        (("--kind", "dutty"), "'dutty' is no kind of event; expected one of drill-bus, "),
        (("--kind", "dutty"), ", duty, "),
    ],
)
def test_a_choice_that_cannot_be_made_names_what_can_and_makes_no_link(commands, tokens, options, expected):
    assert expected in commands.refused("feeds", "issue", "person/li", *options)
    assert tokens.known() == ()


def test_a_link_is_listed_labelled_replaced_and_revoked_by_the_first_characters_of_its_id(commands, tokens):
    _status, issued = commands.json("feeds", "issue", "person/li", "--label", "phone")
    assert commands("feeds", "label", issued["id"][:6], "new\nphone")[1] == (
        "The link to person/li is labelled 'new phone'.\n"
    )
    _status, other = commands.json("feeds", "rotate", issued["id"][:6])
    assert (other["feed"], other["label"]) == ("person/li", "new phone")
    assert tokens.open_tokens() == {hash_token(token_of(other["page"])): "person/li"}
    _status, out, _err = commands("feeds", "list", "--links-only")
    state = {line.split()[0]: line.split()[-1] for line in out.splitlines()[1:]}
    assert state == {issued["id"]: "revoked", other["id"]: "open"}
    assert commands("feeds", "revoke", other["id"][:6])[1] == "The link to person/li is revoked.\n"
    assert tokens.open_tokens() == {}
    assert "is revoked; `dutydesk feeds issue person/li`" in commands.refused("feeds", "rotate", other["id"])


def test_the_list_counts_the_open_links_of_each_feed(commands):
    for _time in range(2):
        commands("feeds", "issue", "person/li")
    _status, listed = commands.json("feeds", "list")
    assert {each["name"]: each["links"] for each in listed["feeds"]}["person/li"] == 2
    assert [each["open"] for each in listed["links"]] == [True, True]
    _status, out, _err = commands("feeds", "list")
    assert next(line for line in out.splitlines() if line.startswith("person/li ")).split()[-1] == "2"
    assert set(commands.json("feeds", "list", "--links-only")[1]) == {"links"}


def test_every_link_of_a_person_is_revoked_at_once(commands, tokens):
    for _time in range(2):
        tokens.issue("person/li")
    tokens.issue("person/wu")
    assert commands("feeds", "revoke", "--person", "li")[1] == "2 links are revoked.\n"
    assert list(tokens.open_tokens().values()) == ["person/wu"]
    assert commands("feeds", "revoke", "--person", "li")[1] == "0 links are revoked.\n"
    assert "no link to 'person/nobody'" in commands.refused("feeds", "revoke", "--person", "nobody")


@pytest.mark.parametrize("arguments", [(), ("abcd", "--person", "li")])
def test_revoking_needs_either_a_link_or_a_person(commands, arguments):
    assert "expected the ID of a link, or --person KEY" in commands.refused("feeds", "revoke", *arguments)


@pytest.mark.usefixtures("reachable")
def test_everyone_without_a_link_is_given_one_and_a_card(commands, tokens, tmp_path):
    tokens.issue("person/li")
    page, table = tmp_path / "cards.html", tmp_path / "cards.csv"
    status, out, _err = commands("feeds", "issue-all", "--to", str(page), "--to", str(table))
    assert status == 0
    assert out.startswith(f"{len(PEOPLE) - 1} links are in {page}, {table}.\n")
    rows = list(csv.DictReader(io.StringIO(table.read_text("utf-8-sig"), newline="")))
    assert {row["key"] for row in rows} == {person.id for person in PEOPLE} - {"li"}
    for row in rows:
        assert tokens.open_tokens()[hash_token(token_of(row["page"]))] == f"person/{row['key']}"
        assert row["page"] in page.read_text("utf-8")
    assert {stat.S_IMODE(file.stat().st_mode) for file in (page, table)} == {0o600}
    assert {each.label for each in tokens.known() if each.feed != "person/li"} == {"handed out 2026-11-24"}
    other = tmp_path / "other.html"
    assert "Everyone has a link already" in commands("feeds", "issue-all", "--to", str(other))[1]
    assert not other.exists()


@pytest.mark.usefixtures("reachable")
def test_cards_replace_a_file_only_by_force_and_take_its_readers_from_it(commands, tokens, tmp_path):
    file = tmp_path / "cards.csv"
    file.write_text("mine", encoding="utf-8")
    file.chmod(0o644)
    assert "is there already; --force replaces it" in commands.refused(
        "feeds", "issue-all", "--to", str(file)
    )
    assert file.read_text(encoding="utf-8") == "mine"
    assert tokens.known() == ()
    assert commands("feeds", "issue-all", "--to", str(file), "--force")[0] == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.usefixtures("reachable")
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("cards.pdf", "expected a name that ends in .html or .csv"),
        ("missing/cards.csv", "cannot be written, so no link was made: No such file"),
        ("folder.csv", "is no file"),
    ],
)
def test_where_cards_cannot_be_written_no_link_is_made(commands, tokens, tmp_path, name, expected):
    (tmp_path / "folder.csv").mkdir()
    first, second = str(tmp_path / "first.html"), str(tmp_path / name)
    assert expected in commands.refused("feeds", "issue-all", "--to", first, "--to", second, "--force")
    assert tokens.known() == ()
    assert not (tmp_path / "first.html").exists()


@pytest.mark.usefixtures("reachable")
def test_cards_speak_the_language_that_is_asked_for(commands, tmp_path):
    file = tmp_path / "cards.html"
    assert commands("feeds", "issue-all", "--to", str(file), "--language", "zh")[0] == 0
    text = file.read_text("utf-8")
    assert '<html lang="zh-Hans">' in text
    assert text.count("?lang=zh") == 2 * len(PEOPLE)


@pytest.mark.usefixtures("reachable")
def test_links_for_all_can_be_had_as_json_alone(commands, tokens):
    _status, document = commands.json("feeds", "issue-all", "--label", "autumn")
    assert document["files"] == []
    assert {each["person"] for each in document["links"]} == {person.id for person in PEOPLE}
    assert {each.label for each in tokens.known()} == {"autumn"}


def test_links_that_nobody_could_open_are_not_handed_out(commands, tokens, tmp_path):
    refusal = commands.refused("feeds", "issue-all", "--to", str(tmp_path / "cards.html"))
    assert "people elsewhere cannot reach" in refusal
    assert "--to cards.html" in commands.refused("feeds", "issue-all")
    assert tokens.known() == ()


@pytest.mark.usefixtures("reachable")
def test_what_people_are_called_moves_no_cursor(at, commands):
    with at.open().change("one more") as change:
        change.add(Person(id="evil", name="\x1b[2J=cmd()"))
    commands("feeds", "issue", "person/evil", "--label", "\x1b]0;x\x07")
    assert "\x1b" not in commands("feeds", "list")[1]


def test_export_by_link_writes_a_file_a_link_and_deletes_those_of_revoked_ones(commands, tmp_path):
    folder = tmp_path / "bucket"
    assert commands("feeds", "export", str(folder), "--by-link")[1].startswith("No link is open")
    for feed in ("person/li", "person/li", "squadron"):
        commands("feeds", "issue", feed, "--no-qr")
    _status, told, _err = commands("feeds", "export", str(folder), "--by-link")
    files = {each.name for each in folder.glob("*.ics")}
    assert len(files) == 3
    assert all(name in told for name in files)
    commands("feeds", "revoke", "--person", "li")
    _status, out, _err = commands("feeds", "export", str(folder), "--by-link", "--json")
    (left,) = json.loads(out)["feeds"]
    assert left["name"] == "squadron"
    assert [str(each) for each in folder.glob("*.ics")] == [left["file"]]
