"""The feeds of every desk on one address: opened when asked for, the same from any server."""

import logging

import pytest

from dutydesk.api.tasks import new_task
from dutydesk.bureau.feed_server import BureauApp
from dutydesk.feeds.desk_tokens import DeskTokens
from dutydesk.feeds.web.limits import RateLimits
from tests.bureau.conftest import SCHOOLS
from tests.feeds.web_client import Client
from tests.plugins.roster.roster_desk import TODAY


@pytest.fixture
def links(town):
    """A link to someone's feed at each desk, by the desk's name."""
    found = {}
    for name in SCHOOLS:
        with town.desk(name) as desk:
            found[name] = DeskTokens(desk).issue("person/li")
    return found


@pytest.fixture
async def serve(town):
    """Servers of the town; every desk that they have opened is closed at the end."""
    servers = []

    def server(**more):
        servers.append(BureauApp(town.bureau(), **more))
        return Client(servers[-1])

    yield server
    for each in servers:
        await each._apps.end()


def opened(client):
    return len(client.app._apps.opened)


async def test_a_desk_is_opened_by_the_first_link_to_it_and_by_nothing_else(serve, links):
    client = serve()
    for path in (
        "/",
        "/north",
        "/north/",
        "/north/f/nothing.ics",
        "/nowhere/f/x.ics",
        f"/f/{links['north']}.ics",
    ):
        assert ((await client.ask(path)).status, opened(client)) == (404, 0), path
    answer = await client.ask(f"/north/f/{links['north']}.ics")
    assert (answer.status, opened(client)) == (200, 1)
    assert answer.body.startswith(b"BEGIN:VCALENDAR")
    assert (await client.ask(f"/south/f/{links['north']}.ics")).status == 404


async def test_whatever_opens_nothing_is_answered_alike(serve, links):
    client = serve()
    await client.ask(f"/north/f/{links['north']}.ics")
    answers = [
        await client.ask(path)
        for path in (
            "/nowhere/f/x.ics",
            "/south/f/x.ics",
            "/north/f/x.ics",
            "/north/metrics",
            "/north/health",
        )
    ]
    assert {(each.status, each.body) for each in answers} == {(404, b"Not found\n")}


async def test_the_page_has_links_that_lead_back_to_the_same_desk(serve, links):
    client = serve()
    page = await client.ask(f"/north/s/{links['north']}", host="duty.example")
    assert page.status == 200
    assert f"webcal://duty.example/north/f/{links['north']}.ics".encode() in page.body


async def test_a_change_at_a_desk_comes_out_and_two_servers_give_the_same_bytes(serve, town, links):
    one, other = serve(), serve()
    paths = [f"/{name}/f/{links[name]}.ics" for name in SCHOOLS]
    before = [(await one.ask(path)).body for path in paths]
    with town.desk("north") as desk, desk.change("A task") as change:
        change.add(new_task("Check the gate", owner="li", due=TODAY))
    for app in one.app._apps.opened:
        await app.feeds.watch.look()
    after = [await one.ask(path) for path in paths]
    assert [was != is_.body for was, is_ in zip(before, after, strict=True)] == [False, True, False]
    assert [(await other.ask(path)).body for path in paths] == [each.body for each in after]
    assert [(await other.ask(path)).headers["etag"] for path in paths] == [
        each.headers["etag"] for each in after
    ]


async def test_no_more_desks_are_open_than_are_allowed_those_asked_for_last(serve, links):
    client = serve(most_open=2)
    for name in ("east", "north", "east", "south"):
        assert (await client.ask(f"/{name}/f/{links[name]}.ics")).status == 200
    assert list(client.app._apps._open) == ["east", "south"]
    assert (await client.ask(f"/north/f/{links['north']}.ics")).status == 200
    assert list(client.app._apps._open) == ["south", "north"]


async def test_a_desk_that_cannot_be_opened_is_not_found_and_the_log_says_why(serve, town, links, caplog):
    (town.school("north") / "config" / "posts.toml").write_text("[[post]]\ncode = 3\n")
    client = serve()
    with caplog.at_level(logging.WARNING):
        assert (await client.ask(f"/north/f/{links['north']}.ics")).status == 404
    assert "config/posts.toml" in caplog.text
    assert (await client.ask(f"/south/f/{links['south']}.ics")).status == 200


async def test_health_and_figures_are_of_all_desks_that_are_open(serve, links):
    client = serve()
    for name in ("east", "north"):
        await client.ask(f"/{name}/f/{links[name]}.ics")
    assert (await client.ask("/health")).body == b"ok\n"
    client.address = "127.0.0.1"
    figures = (await client.ask("/metrics")).body.decode()
    assert "dutydesk_links_open 2.0" in figures
    client.app._apps.opened[0].feeds.watch.is_well = False
    ill = await client.ask("/health")
    assert (ill.status, ill.body) == (503, b"the feeds of 1 desks cannot be brought up to date\n")


async def test_figures_are_for_this_machine_alone_and_only_reading_is_allowed(serve, links):
    client = serve()
    assert (await client.ask("/metrics")).status == 404
    assert (await client.ask(f"/north/f/{links['north']}.ics", "POST")).status == 405
    assert opened(client) == 0


async def test_guessing_links_of_desks_that_are_not_open_is_slowed_down(serve, links):
    client = serve(limits=RateLimits(misses_by_address=3))
    answers = [(await client.ask(f"/north/f/guess{number}.ics")).status for number in range(4)]
    assert answers[0] == 404
    assert answers[-1] == 429
    client.address = "192.0.2.8"
    assert (await client.ask(f"/north/f/{links['north']}.ics")).status == 200


async def test_the_log_holds_a_line_for_each_request_and_no_link(serve, links, caplog):
    client = serve(log_requests=True)
    with caplog.at_level(logging.INFO, "dutydesk.feeds.web.request_log"):
        await client.ask(f"/north/f/{links['north']}.ics")
        await client.ask(f"/nowhere/f/{links['north']}.ics")
    lines = [each.getMessage() for each in caplog.records if each.name.endswith("request_log")]
    assert [line.split()[2].partition("[")[0] for line in lines] == ["/north/f/", ""]
    assert links["north"] not in caplog.text
