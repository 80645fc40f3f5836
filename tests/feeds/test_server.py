"""The feeds over HTTP, asked through ASGI itself."""

import asyncio
import gzip
import logging
import threading
from datetime import timedelta

import pytest

from dutydesk.api import Feed
from dutydesk.feeds.book import FeedBook
from dutydesk.feeds.tokens import hash_token, new_token
from dutydesk.feeds.web.limits import RateLimits
from dutydesk.feeds.web.request_log import RequestLog
from tests.feeds.web_client import Client, feed_app

PRIVACY = {"referrer-policy": "no-referrer", "x-robots-tag": "noindex, nofollow"}


@pytest.fixture
def token(tokens):
    token = new_token()
    tokens.issue(token, "person/li-wei")
    return token


@pytest.fixture
def client(book, tokens):
    return Client(feed_app(book, tokens))


async def test_a_token_opens_its_feed_with_and_without_the_suffix(client, token, book):
    with_suffix = await client.ask(f"/f/{token}.ics")
    assert with_suffix == await client.ask(f"/f/{token}")
    assert with_suffix.status == 200
    feed = book.feed("person/li-wei")
    assert with_suffix.body == feed.body
    headers = with_suffix.headers
    assert headers["content-type"] == "text/calendar; charset=utf-8"
    assert headers["content-length"] == str(len(feed.body))
    assert headers["etag"] == feed.etag
    assert headers["last-modified"] == "Mon, 02 Nov 2026 01:00:00 GMT"
    assert headers["cache-control"].startswith("private, max-age=")
    assert headers["vary"] == "Accept-Encoding"
    assert "content-disposition" not in headers
    assert PRIVACY.items() <= headers.items()


async def test_head_says_the_same_without_the_body(client, token):
    for accepted in ("identity", "gzip"):
        got = await client.ask(f"/f/{token}.ics", accept_encoding=accepted)
        head = await client.ask(f"/f/{token}.ics", "HEAD", accept_encoding=accepted)
        assert (head.status, head.headers, head.body) == (200, got.headers, b"")


async def test_gzip_has_an_etag_of_its_own(client, token, book):
    plain = await client.ask(f"/f/{token}.ics")
    packed = await client.ask(f"/f/{token}.ics", accept_encoding="gzip, deflate")
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["vary"] == "Accept-Encoding"
    assert gzip.decompress(packed.body) == plain.body == book.feed("person/li-wei").body
    assert packed.headers["etag"] != plain.headers["etag"]
    assert packed.headers["content-length"] == str(len(packed.body))


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("had", ["identity", "gzip"])
@pytest.mark.parametrize("accepted", ["identity", "gzip"])
async def test_a_client_that_has_the_feed_in_either_form_is_told_so(client, token, method, had, accepted):
    etag = (await client.ask(f"/f/{token}.ics", accept_encoding=had)).headers["etag"]
    again = await client.ask(
        f"/f/{token}.ics", method, accept_encoding=accepted, if_none_match=f'"x", W/{etag}'
    )
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == etag
    assert again.headers["vary"] == "Accept-Encoding"
    assert again.headers["cache-control"].startswith("private")
    assert "content-type" not in again.headers
    assert "content-encoding" not in again.headers


async def test_a_feed_that_changed_is_sent_anew(client, token, desk):
    first = await client.ask(f"/f/{token}.ics")
    desk.clock += timedelta(hours=1)
    desk.rename(0, title="Changed")
    second = await client.ask(
        f"/f/{token}.ics",
        if_none_match=first.headers["etag"],
        if_modified_since="Fri, 01 Jan 2100 00:00:00 GMT",
    )
    assert second.status == 200
    assert b"SUMMARY:Changed" in second.body
    assert second.headers["last-modified"] == "Mon, 02 Nov 2026 02:00:00 GMT"


async def test_if_modified_since_counts_where_there_is_no_etag(client, token):
    last = (await client.ask(f"/f/{token}.ics")).headers["last-modified"]
    assert (await client.ask(f"/f/{token}.ics", if_modified_since=last)).status == 304
    before = "Sun, 01 Nov 2026 23:59:59 GMT"
    assert (await client.ask(f"/f/{token}.ics", if_modified_since=before)).status == 200


async def test_whatever_opens_nothing_gets_the_same_answer(client, token, tokens):
    revoked, orphan = new_token(), new_token()
    tokens.issue(revoked, "person/li-wei")
    tokens.revoke(revoked)
    tokens.issue(orphan, "person/who-left")
    await client.app.watch.look()
    answers = [
        await client.ask(path, "GET")
        for path in (
            f"/f/{new_token()}.ics",
            f"/f/{revoked}.ics",
            f"/f/{orphan}.ics",
            "/f/short.ics",
            f"/f/{token}.ics.ics",
            f"/f/{token}x",
            f"/f/{token}/",
            f"/f/{token}/x.ics",
            "/f/",
            "/f",
            "/",
            f"/{token}.ics",
            "/f/../health",
            f"/f/{'李' * 43}",
        )
    ]
    assert all(answer == answers[0] for answer in answers)
    assert answers[0].status == 404
    assert answers[0].headers["cache-control"] == "no-store"
    assert PRIVACY.items() <= answers[0].headers.items()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"])
async def test_other_methods_are_refused(client, token, method):
    known = await client.ask(f"/f/{token}.ics", method)
    unknown = await client.ask(f"/f/{new_token()}.ics", method)
    assert known == unknown
    assert known.status == 405
    assert {one.strip() for one in known.headers["allow"].split(",")} == {"GET", "HEAD"}


async def test_no_log_line_holds_a_token(client, token, caplog):
    client.app = RequestLog(client.app, frozenset({"/health"}))
    await client.app._app.watch.look()
    with caplog.at_level(logging.DEBUG):
        for path in (
            f"/f/{token}.ics?lang=zh",
            f"/f/{token}",
            f"/s/{token}",
            f"/feeds/{token}.ics",
            f"/f/{token}/",
            "/health",
        ):
            await client.ask(path)
    assert token not in caplog.text
    lines = [
        record.getMessage() for record in caplog.records if record.name == "dutydesk.feeds.web.request_log"
    ]
    assert [line.rpartition(" ms")[0].rpartition(" ")[0] for line in lines] == [
        f"192.0.2.7 GET /f/[{hash_token(token)[:8]}] 200",
        f"192.0.2.7 GET /f/[{hash_token(token)[:8]}] 200",
        f"192.0.2.7 GET /s/[{hash_token(token)[:8]}] 200",
        "192.0.2.7 GET [other] 404",
        f"192.0.2.7 GET /f/[{hash_token(token + '/')[:8]}] 404",
        "192.0.2.7 GET /health 200",
    ]


async def test_a_hostile_client_address_cannot_steer_the_log(client, token, caplog):
    client.app = RequestLog(client.app)
    client.address = "\x1b[2J\r\n203.0.113.9" + "9" * 500
    with caplog.at_level(logging.INFO):
        await client.ask(f"/f/{token}.ics")
    (line,) = (
        record.getMessage() for record in caplog.records if record.name == "dutydesk.feeds.web.request_log"
    )
    assert line.isprintable()
    assert len(line) < 150


async def test_a_fault_of_the_program_tells_nothing(book, tokens, token, caplog):
    def broken(_request):
        raise RuntimeError("the database says something private")

    answer = await Client(feed_app(book, tokens, page=broken)).ask(f"/s/{token}")
    assert (answer.status, answer.body) == (500, b"Internal error\n")
    assert "something private" in caplog.text


async def test_the_use_of_a_link_is_noted_once_and_written_later(client, token, tokens, desk):
    for _ in range(3):
        await client.ask(f"/f/{token}.ics")
    assert tokens.uses == []
    client.app._uses.write()
    assert tokens.uses == [(hash_token(token), desk.clock)]


async def test_a_use_that_cannot_be_noted_keeps_nobody_out(client, token, tokens, caplog):
    def read_only(_uses):
        raise OSError("read-only database")

    tokens.used_many = read_only
    assert (await client.ask(f"/f/{token}.ics")).status == 200
    client.app._uses.write()
    assert "could not be noted" in caplog.text


async def test_a_client_that_loops_is_slowed_down(book, tokens, token):
    client = Client(feed_app(book, tokens, limits=RateLimits(by_token=3)))
    statuses = [(await client.ask(f"/f/{token}.ics")).status for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    other = new_token()
    tokens.issue(other, "post/main-gate")
    await client.app.watch.look()
    client.app._doors.renew()
    assert (await client.ask(f"/f/{other}.ics")).status == 200


async def test_guessing_is_slowed_down_by_address_but_locks_nobody_with_a_link_out(book, tokens, token):
    client = Client(feed_app(book, tokens, limits=RateLimits(misses_by_address=2)))
    statuses = [(await client.ask(f"/f/{new_token()}.ics")).status for _ in range(3)]
    assert statuses == [404, 404, 429]
    assert (await client.ask(f"/f/{token}.ics")).status == 200


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("2001:db8::1", "2001:db8::ffff", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("192.0.2.1", "192.0.2.2", False),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
    ],
)
def test_whoever_has_a_subnet_of_addresses_counts_once(one, other, together):
    limits = RateLimits(misses_by_address=1)
    assert limits.allows_miss(one)
    assert limits.allows_miss(other) is not together


async def test_health_is_well_or_not(client, desk):
    assert (await client.ask("/health")).body == b"ok\n"
    assert (await client.ask("/health", "HEAD")).body == b""

    def broken(_window):
        raise RuntimeError("database is locked")

    desk.feed_events = broken
    desk.revision += 1
    ill = await client.ask("/health")
    assert ill.status == 503
    assert b"locked" not in ill.body


async def test_a_failing_desk_leaves_the_feeds_as_they_were(client, token, desk, caplog):
    before = await client.ask(f"/f/{token}.ics")

    def broken(_window):
        raise RuntimeError("database is locked")

    desk.feed_events = broken
    desk.revision += 1
    assert await client.ask(f"/f/{token}.ics") == before
    assert "could not be brought up to date" in caplog.text


async def test_a_desk_that_fails_from_the_start_is_no_404(desk, ledger, tokens, token):
    def broken(_window):
        raise RuntimeError("database is locked")

    desk.feed_events = broken
    client = Client(feed_app(FeedBook(desk, ledger), tokens))
    answer = await client.ask(f"/f/{token}.ics")
    assert answer.status == 503
    assert answer.headers["retry-after"] == "60"


async def test_a_request_never_asks_the_desk(client, token, desk):
    await client.ask(f"/f/{token}.ics")
    desk.rename(0, title="Changed")
    assert b"Changed" not in (await client.ask(f"/f/{token}.ics", look=False)).body
    assert len(desk.asked) == 1
    assert b"Changed" in (await client.ask(f"/f/{token}.ics")).body


async def test_others_are_answered_while_the_desk_is_looked_at(client, token, desk):
    await client.ask(f"/f/{token}.ics")
    going, go_on = threading.Event(), threading.Event()

    def slow(_window):
        going.set()
        assert go_on.wait(10)
        return tuple(desk.events)

    desk.feed_events = slow
    desk.rename(0, title="Changed")
    looking = asyncio.create_task(client.app.watch.look())
    await asyncio.to_thread(going.wait, 10)
    second = await asyncio.wait_for(client.ask(f"/f/{token}.ics", look=False), 5)
    assert b"Changed" not in second.body
    go_on.set()
    await looking
    assert b"Changed" in (await client.ask(f"/f/{token}.ics", look=False)).body


async def test_a_revoked_link_is_shut_at_the_next_look_even_if_the_feeds_fail(client, token, tokens, desk):
    await client.ask(f"/f/{token}.ics")
    tokens.revoke(token)

    def broken(_window):
        raise RuntimeError("database is locked")

    desk.feed_events = broken
    desk.revision += 1
    assert (await client.ask(f"/f/{token}.ics")).status == 404


async def test_a_choice_in_the_address_narrows_and_never_widens(client, token, desk, make_event):
    desk.events = [
        make_event("a", kind="duty"),
        make_event("b", kind="meeting"),
        make_event("c", people=("x",)),
    ]
    whole = await client.ask(f"/f/{token}.ics?person=x&feed=squadron")
    assert whole.body.count(b"BEGIN:VEVENT") == 2
    chosen = await client.ask(f"/f/{token}.ics?kind=duty&alarm=60")
    assert chosen.body.count(b"BEGIN:VEVENT") == 1
    assert b"TRIGGER:-PT1H" in chosen.body
    assert chosen.headers["etag"] != whole.headers["etag"]


async def test_the_page_is_asked_for_with_the_address_by_which_the_client_came(client, token):
    page = await client.ask(f"/s/{token}?kind=duty", host="duty.school.example:8443")
    assert page.body == b"person/li-wei kind=duty http://duty.school.example:8443\n"
    for host in ('evil"><script>', "a b", ""):
        page = await client.ask(f"/s/{token}", host=host)
        assert page.body == b"person/li-wei  \n"
    assert (await client.ask(f"/s/{new_token()}")).body == b"Not found\n"


async def test_figures_are_for_this_machine_alone_and_tell_nothing_about_anyone(client, token):
    await client.ask(f"/f/{token}.ics")
    outside = await client.ask("/metrics")
    assert (outside.status, outside.body) == (404, b"Not found\n")
    client.address = "127.0.0.1"
    inside = await client.ask("/metrics")
    assert inside.headers["content-type"].startswith("text/plain; version=0.0.4")
    text = inside.body.decode()
    assert 'dutydesk_requests_total{place="feed",status="200"} 1.0' in text
    assert 'dutydesk_requests_total{place="other",status="404"} 1.0' in text
    assert "dutydesk_feeds 2.0" in text
    assert "dutydesk_links_open 1.0" in text
    assert "dutydesk_up_to_date 1.0" in text
    for private in (token, hash_token(token), "li-wei", "Li Wei", "192.0.2.7"):
        assert private not in text


async def test_edited_settings_are_taken_up(book, tokens, token, desk):
    edited = [True]
    client = Client(feed_app(book, tokens, settings_changed=lambda: bool(edited and edited.pop())))
    await client.ask(f"/f/{token}.ics")
    edited.append(True)
    desk.given_feeds[0] = Feed("person/li-wei", "Li Wei (night shift)")
    assert b"night shift" in (await client.ask(f"/f/{token}.ics")).body


async def test_edited_settings_are_not_lost_when_the_desk_fails_at_that_moment(book, tokens, token, desk):
    edited = []
    client = Client(feed_app(book, tokens, settings_changed=lambda: bool(edited and edited.pop())))
    await client.ask(f"/f/{token}.ics")
    given = desk.feeds

    def broken():
        raise RuntimeError("database is locked")

    desk.feeds = broken
    edited.append(True)
    desk.given_feeds[0] = Feed("person/li-wei", "Li Wei (night shift)")
    await client.app.watch.look()
    desk.feeds = given
    assert b"night shift" in (await client.ask(f"/f/{token}.ics")).body
