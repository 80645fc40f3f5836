"""A link to a feed is issued, used and revoked; it ends with its person, and undo passes it over."""

from dataclasses import replace
from datetime import timedelta

import pytest

from dutydesk.api import DataProblem, UndoRefused
from dutydesk.domain import Person
from dutydesk.feeds.desk_tokens import DeskTokens
from dutydesk.feeds.tokens import hash_token
from tests.plugins.roster.roster_desk import TODAY


@pytest.fixture
def tokens(desk):
    return DeskTokens(desk)


def test_a_token_opens_its_feed_until_it_is_revoked(tokens):
    digest = hash_token(tokens.issue("person/li", "phone"))
    assert tokens.feed_of(digest) == "person/li"
    assert tokens.feed_of(hash_token("guessed")) is None
    (known,) = tokens.known()
    assert (known.feed, known.label, known.last_used, known.revoked) == ("person/li", "phone", None, False)
    assert tokens.revoke(known.id).feed == "person/li"
    assert tokens.feed_of(digest) is None


def test_when_it_was_issued_is_told_after_it_is_revoked_too(at):
    desk = at.open()
    tokens, issued = DeskTokens(desk), at.now
    tokens.issue("squadron")
    at.now += timedelta(days=3)
    tokens.revoke(tokens.known()[0].id)
    assert tokens.known()[0].issued == issued


def test_its_last_use_is_noted_without_a_journal_entry(tokens, desk):
    digest = hash_token(tokens.issue("squadron"))
    revision = desk.revision()
    for hours in (1, 2):
        tokens.used(digest, desk.now() + timedelta(hours=hours))
    assert tokens.known()[0].last_used == desk.now() + timedelta(hours=2)
    assert desk.revision() == revision


def test_only_its_hash_is_kept(tokens, at):
    token = tokens.issue("squadron")
    assert token.encode() not in (at.folder / "dutydesk.db").read_bytes()
    assert "digest" in str(at.open().history("feed:squadron")[0].rows[0].after)
    assert token not in str(at.open().history("feed:squadron"))


def test_a_token_ends_the_day_after_its_person_leaves(tokens, desk):
    digest = hash_token(tokens.issue("person/li"))
    person = desk.table(Person).get("li")
    for ends, expected in ((TODAY, "person/li"), (TODAY - timedelta(days=1), None)):
        with desk.change("leaves") as change:
            person = change.replace(replace(person, ends=ends))
        assert tokens.feed_of(digest) == expected
    with desk.change("gone") as change:
        change.remove(person)
    assert tokens.feed_of(digest) is None


def test_undo_passes_over_issuing_and_revoking(tokens, desk):
    digest = hash_token(tokens.issue("person/li"))
    assert desk.undo().why == "people"
    with pytest.raises(UndoRefused):
        desk.undo()
    desk.redo()
    tokens.revoke(tokens.known()[0].id)
    assert desk.undo().why == "people"
    desk.redo()
    assert tokens.feed_of(digest) is None


def test_revoking_twice_is_harmless_and_unknown_names_are_refused(tokens, desk):
    tokens.issue("squadron")
    (known,) = tokens.known()
    tokens.revoke(known.id)
    revision = desk.revision()
    tokens.revoke(known.id)
    assert desk.revision() == revision
    with pytest.raises(DataProblem, match="'xyz' is no link's id"):
        tokens.revoke("xyz")
    with pytest.raises(DataProblem, match="'person/nobody' is no feed"):
        tokens.issue("person/nobody")
