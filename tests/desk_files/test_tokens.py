"""A link to a feed is issued, used and revoked; it ends with its person, and undo passes it over."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta, timezone

import pytest
import sqlalchemy as sa

from dutydesk.api import DataProblem, UndoRefused
from dutydesk.domain import Person
from dutydesk.feeds.desk_tokens import DeskTokens
from dutydesk.feeds.tokens import hash_token, new_token
from dutydesk.store.tables import FeedToken
from tests.plugins.roster.roster_desk import DEMAND, POSTS, TODAY


@pytest.fixture
def tokens(desk):
    return DeskTokens(desk)


def label_of(tokens, token):
    return next(each.label for each in tokens.known() if each.id == tokens.kept(token).id)


def leave(desk, key, ends):
    with desk.change("leaves") as change:
        change.replace(replace(change.table(Person).get(key), ends=ends))


@contextmanager
def statements(desk):
    """Collect the statements that are sent to the database inside the block, transactions aside."""
    sent = []

    def note(_connection, _cursor, statement, *_more):
        if not statement.startswith(("BEGIN", "PRAGMA")):
            sent.append(statement)

    sa.event.listen(desk.database.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        sa.event.remove(desk.database.engine, "before_cursor_execute", note)


def test_a_token_opens_its_feed_until_it_is_revoked(tokens):
    digest = hash_token(tokens.issue("person/li", "phone"))
    assert tokens.open_tokens() == {digest: "person/li"}
    (known,) = tokens.known()
    assert (known.feed, known.label, known.last_used, known.revoked) == ("person/li", "phone", None, False)
    assert known.is_open
    assert tokens.revoke(known.id).feed == "person/li"
    assert tokens.open_tokens() == {}
    assert not tokens.known()[0].is_open


def test_when_it_was_issued_is_told_whatever_was_done_to_it_since(at):
    desk = at.open()
    tokens, issued = DeskTokens(desk), at.now
    tokens.issue("squadron")
    tokens.issue("person/li")
    at.now += timedelta(days=3)
    first, second = tokens.known()
    tokens.revoke(first.id)
    tokens.relabel(second.id, "phone")
    assert [each.issued for each in tokens.known()] == [issued, issued]


def test_reading_costs_as_many_statements_for_thirty_tokens_as_for_three(tokens, desk):
    counts = []
    for more in (3, 27):
        for number in range(more):
            tokens.issue(f"person/{('li', 'wu', 'sun')[number % 3]}")
        for each in tokens.known()[::2]:
            tokens.revoke(each.id)
        with statements(desk) as known:
            tokens.known()
        with statements(desk) as opened:
            tokens.open_tokens()
        counts.append((len(known), len(opened)))
    assert counts[0] == counts[1]
    assert counts[0][1] == 2


def test_last_uses_are_noted_in_one_go_without_a_journal_entry(tokens, desk):
    first, second = (hash_token(tokens.issue(feed)) for feed in ("person/li", "squadron"))
    revision, now = desk.revision(), desk.now()
    with statements(desk) as sent:
        tokens.used_many({first: now, second: now + timedelta(hours=1)})
    assert len(sent) == 1
    assert [each.last_used for each in tokens.known()] == [now, now + timedelta(hours=1)]
    tokens.used_many({})
    assert desk.revision() == revision


def test_a_last_use_never_moves_back(tokens, desk):
    digest, now = hash_token(tokens.issue("squadron")), desk.now()
    elsewhere = timezone(timedelta(hours=8))
    for hours in (2, 1, 3, 0):
        tokens.used_many({digest: (now + timedelta(hours=hours)).astimezone(elsewhere)})
    tokens.used_many({digest: now + timedelta(hours=3, milliseconds=-1)})
    assert tokens.known()[0].last_used == now + timedelta(hours=3)


def everything_kept(at):
    desk = at.open()
    with desk.database.reading() as connection:
        tables = desk.schema.metadata.sorted_tables
        rows = [row for table in tables for row in connection.execute(table.select())]
    return str(rows) + "".join(path.read_bytes().decode("latin-1") for path in at.folder.glob("dutydesk.db*"))


def test_only_its_hash_is_kept(tokens, at):
    token = tokens.issue("squadron")
    assert token not in everything_kept(at)
    assert "digest" in str(at.open().history("feed:squadron")[0].rows[0].after)
    assert token not in str(at.open().history("feed:squadron"))


def test_a_token_ends_the_day_after_its_person_leaves(tokens, desk):
    digest = hash_token(tokens.issue("person/li"))
    for ends, opened in ((TODAY, {digest: "person/li"}), (TODAY - timedelta(days=1), {})):
        leave(desk, "li", ends)
        assert tokens.open_tokens() == opened
        assert tokens.known()[0].ended is not bool(opened)
        assert not tokens.known()[0].revoked
    with desk.change("gone") as change:
        change.remove(change.table(Person).get("li"))
    assert tokens.open_tokens() == {}
    assert tokens.known()[0].ended


def test_a_token_to_a_post_that_is_gone_has_ended(tokens, at):
    tokens.issue("post/yard")
    desk = at.reopened(
        posts=POSTS.partition('[[post]]\ncode = "yard"')[0],
        demand=DEMAND.partition('[[demand]]\npost = "yard"')[0],
    )
    assert [each.ended for each in DeskTokens(desk).known()] == [True]


def test_nobody_who_has_left_is_given_a_link(tokens, desk):
    leave(desk, "li", TODAY - timedelta(days=1))
    with pytest.raises(DataProblem, match="li has left"):
        tokens.issue("person/li")
    assert tokens.known() == ()


def test_undo_passes_over_issuing_rotating_labelling_and_revoking(tokens, desk):
    digest = hash_token(tokens.rotate(tokens.kept(tokens.issue("person/li")).id))
    tokens.relabel(tokens.find(next(each.id for each in tokens.known() if each.is_open)).id, "phone")
    assert desk.undo().why == "people"
    with pytest.raises(UndoRefused):
        desk.undo()
    desk.redo()
    tokens.revoke_all("person/li")
    assert desk.undo().why == "people"
    desk.redo()
    assert digest not in tokens.open_tokens()


def test_rotating_gives_a_new_token_with_feed_and_label_and_ends_the_old_in_one_change(tokens, desk):
    former = tokens.issue("person/li", "phone")
    revision = desk.revision()
    token = tokens.rotate(tokens.kept(former).id)
    assert token != former
    assert tokens.open_tokens() == {hash_token(token): "person/li"}
    assert label_of(tokens, token) == "phone"
    assert desk.revision() == revision + 1
    (entry, *_older) = desk.history("feed:person/li")
    assert [(row.before is None, row.after["revoked"]) for row in entry.rows] == [
        (False, True),
        (True, False),
    ]


def test_what_opens_nothing_any_more_is_not_rotated(tokens, desk):
    revoked, ended = (tokens.kept(tokens.issue(feed)).id for feed in ("squadron", "person/li"))
    tokens.revoke(revoked)
    leave(desk, "li", TODAY - timedelta(days=1))
    with pytest.raises(DataProblem, match="is revoked; `dutydesk feeds issue squadron` makes a new one"):
        tokens.rotate(revoked)
    with pytest.raises(DataProblem, match="li has left"):
        tokens.rotate(ended)
    assert len(tokens.known()) == 2


def test_labels_are_cleaned(tokens):
    token = tokens.issue("squadron", " a\x1b[2J\n b ")
    assert label_of(tokens, token) == "a\N{REPLACEMENT CHARACTER}[2J b"
    assert tokens.relabel(tokens.kept(token).id, "x" * 300 + "\n").label == "x" * 100
    assert tokens.open_tokens()


def test_every_link_of_a_feed_is_revoked_at_once(tokens, desk):
    for label in ("phone", "desk"):
        tokens.issue("person/li", label)
    other = tokens.issue("person/wu")
    revision = desk.revision()
    assert {each.label for each in tokens.revoke_all("person/li")} == {"phone", "desk"}
    assert tokens.open_tokens() == {hash_token(other): "person/wu"}
    assert tokens.revoke_all("person/li") == ()
    assert desk.revision() == revision + 1


def test_the_first_characters_of_an_id_name_a_token_while_no_other_begins_so(tokens, desk):
    with desk.change("tokens", final=True) as change:
        for id_ in ("abcd000000000000", "abcd111111111111", "wxyz000000000000"):
            change.add(FeedToken(id=id_, feed="squadron", digest=hash_token(id_)))
    assert tokens.find("wxyz").id == "wxyz000000000000"
    assert tokens.find(" ABCD1 ").id == "abcd111111111111"
    with pytest.raises(DataProblem, match="'abcd' begins the ids of several links"):
        tokens.revoke("abcd")
    for wrong in ("wxy", "", "wxyz1", "xyz0"):
        with pytest.raises(DataProblem, match=f"'{wrong}' is no link's id"):
            tokens.revoke(wrong)
    assert len(tokens.open_tokens()) == 3


def test_many_are_issued_in_one_change_or_not_at_all(tokens, desk):
    fresh = {f"person/{key}": new_token() for key in ("li", "wu")}
    revision = desk.revision()

    def fail():
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        tokens.issue_all(fresh, "cards", hand_over=fail)
    with pytest.raises(DataProblem, match="'person/nobody' is no feed"):
        tokens.issue_all({**fresh, "person/nobody": new_token()}, "cards")
    assert (tokens.known(), desk.revision()) == ((), revision)
    tokens.issue_all(fresh, "cards")
    assert tokens.open_tokens() == {hash_token(token): feed for feed, token in fresh.items()}
    assert desk.revision() == revision + 1


def test_without_a_link_are_those_here_or_to_come_whose_links_are_all_closed(tokens, desk):
    everyone = {each.id for each in desk.people()}
    tokens.issue("person/li")
    tokens.revoke_all("person/li")
    tokens.issue("person/wu")
    leave(desk, "sun", TODAY - timedelta(days=1))
    with desk.change("comes") as change:
        change.replace(replace(change.table(Person).get("zhu"), starts=TODAY + timedelta(days=9)))
    assert {each.id for each in tokens.without_link()} == everyone - {"wu", "sun"}


def test_revoking_twice_is_harmless_and_unknown_names_are_refused(tokens, desk):
    tokens.issue("squadron")
    (known,) = tokens.known()
    tokens.revoke(known.id)
    revision = desk.revision()
    tokens.revoke(known.id)
    assert desk.revision() == revision
    with pytest.raises(DataProblem, match="'person/nobody' is no feed"):
        tokens.issue("person/nobody")
    with pytest.raises(DataProblem, match="did you mean 'person/li'"):
        tokens.issue("li")
    with pytest.raises(LookupError):
        tokens.kept("guessed")
