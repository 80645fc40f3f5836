"""The feeds over HTTP, asked through ASGI itself."""

import asyncio
import gzip
import logging
import threading
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from dutydesk.feeds.book import FeedBook
from dutydesk.feeds.tokens import hash_token, new_token
from dutydesk.feeds.web.app import feed_app

PRIVACY = {"referrer-policy": "no-referrer", "x-robots-tag": "noindex, nofollow"}


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Client:
    """Asks an ASGI application as a server would."""

    app: object
    address: str = "192.0.2.7"
    sent: list = field(default_factory=list)

    async def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        messages = self.sent = []

        async def receive():
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message):
            messages.append(message)

        await self.app(
            {
                "type": "http",
                "asgi": {"version": "3.0"},
                "http_version": "1.1",
                "method": method,
                "scheme": "http",
                "path": path,
                "raw_path": path.encode(),
                "root_path": "",
                "query_string": b"",
                "headers": [
                    (name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()
                ],
                "client": (self.address, 5000),
                "server": ("127.0.0.1", 80),
            },
            receive,
            send,
        )
        start, *parts = messages
        names = [name.decode() for name, _ in start["headers"]]
        assert len(names) == len(set(names))
        return Answer(
            start["status"],
            {name.decode(): value.decode() for name, value in start["headers"]},
            b"".join(part.get("body", b"") for part in parts),
        )


@pytest.fixture
def token(tokens):
    token = new_token()
    tokens.issue(token, "person/li-wei")
    return token


@pytest.fixture
def client(book, tokens):
    return Client(feed_app(book, tokens, refresh_seconds=0))


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
    with caplog.at_level(logging.DEBUG):
        for path in (f"/f/{token}.ics", f"/f/{token}", f"/feeds/{token}.ics", f"/f/{token}/", "/health"):
            await client.ask(path)
    assert token not in caplog.text
    lines = [record.getMessage() for record in caplog.records if record.name == "dutydesk.feeds.web.access"]
    assert [line.rpartition(" ms")[0].rpartition(" ")[0] for line in lines] == [
        f"192.0.2.7 GET /f/[{hash_token(token)[:8]}] 200",
        f"192.0.2.7 GET /f/[{hash_token(token)[:8]}] 200",
        "192.0.2.7 GET [other] 404",
        f"192.0.2.7 GET /f/[{hash_token(token + '/')[:8]}] 404",
        "192.0.2.7 GET /health 200",
    ]


async def test_a_hostile_client_address_cannot_steer_the_log(client, token, caplog):
    client.address = "\x1b[2J\r\n203.0.113.9" + "9" * 500
    with caplog.at_level(logging.INFO):
        await client.ask(f"/f/{token}.ics")
    (line,) = (record.getMessage() for record in caplog.records if record.name == "dutydesk.feeds.web.access")
    assert line.isprintable()
    assert len(line) < 150


async def test_a_fault_of_the_program_tells_nothing(client, token, tokens):
    def broken(_hash):
        raise RuntimeError("the database says something private")

    tokens.feed_of = broken
    with pytest.raises(RuntimeError):
        await client.ask(f"/f/{token}.ics")
    start, body = client.sent
    assert start["status"] == 500
    assert body["body"] == b"Internal error\n"


async def test_the_use_of_a_token_is_noted_once_a_minute(client, token, tokens):
    for _ in range(3):
        await client.ask(f"/f/{token}.ics")
    assert [used for used, _ in tokens.uses] == [hash_token(token)]


async def test_a_use_that_cannot_be_noted_keeps_nobody_out(client, token, tokens, caplog):
    def read_only(*_):
        raise OSError("read-only database")

    tokens.used = read_only
    assert (await client.ask(f"/f/{token}.ics")).status == 200
    assert "could not be noted" in caplog.text


async def test_a_client_that_loops_is_slowed_down(book, tokens, token):
    client = Client(feed_app(book, tokens, token_requests_a_minute=3))
    statuses = [(await client.ask(f"/f/{token}.ics")).status for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    other = new_token()
    tokens.issue(other, "post/main-gate")
    assert (await client.ask(f"/f/{other}.ics")).status == 200


async def test_guessing_is_slowed_down_by_address(book, tokens):
    client = Client(feed_app(book, tokens, address_requests_a_minute=2))
    statuses = [(await client.ask(f"/f/{new_token()}.ics")).status for _ in range(3)]
    assert statuses == [404, 404, 429]


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


async def test_the_book_is_refreshed_once_for_many_requests(book, tokens, token, desk):
    client = Client(feed_app(book, tokens, refresh_seconds=60))
    answers = await asyncio.gather(*(client.ask(f"/f/{token}.ics") for _ in range(8)))
    assert {answer.status for answer in answers} == {200}
    desk.rename(0, title="Changed")
    assert b"Changed" not in (await client.ask(f"/f/{token}.ics")).body
    assert len(desk.asked) == 1


async def test_others_are_answered_while_one_request_refreshes(client, token, desk):
    await client.ask(f"/f/{token}.ics")
    going, go_on = threading.Event(), threading.Event()

    def slow(_window):
        going.set()
        assert go_on.wait(10)
        return tuple(desk.events)

    desk.feed_events = slow
    desk.rename(0, title="Changed")
    first = asyncio.create_task(client.ask(f"/f/{token}.ics"))
    await asyncio.to_thread(going.wait, 10)
    second = await asyncio.wait_for(client.ask(f"/f/{token}.ics"), 5)
    assert b"Changed" not in second.body
    go_on.set()
    assert b"Changed" in (await first).body
