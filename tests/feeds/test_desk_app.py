"""The server of a real desk: what its settings, its people and its records do to feeds and pages."""

import html
import pickle
import re
import shutil
from dataclasses import replace
from datetime import timedelta

import pytest

from dutydesk.api import StoreProblem
from dutydesk.domain import Absence, Person
from dutydesk.feeds.desk_app import DeskApp, desk_app
from dutydesk.feeds.desk_tokens import DeskTokens
from dutydesk.host.opening import open_desk
from dutydesk_roster.assignment import Assignment, PublishedAssignment
from dutydesk_roster.swap import Swap, SwapState
from tests.feeds.readers.samples import NOW, open_school
from tests.feeds.web_client import Client


@pytest.fixture(scope="module")
def school(tmp_path_factory):
    folder = tmp_path_factory.mktemp("school") / "desk"
    open_school(folder).close()
    return folder


@pytest.fixture
def desk(school, tmp_path):
    desk = open_desk(shutil.copytree(school, tmp_path / "desk"), actor="leader", clock=lambda: NOW)
    yield desk
    desk.close()


@pytest.fixture
def tokens(desk):
    return DeskTokens(desk)


@pytest.fixture
def client(desk):
    return Client(desk_app(desk))


def edit(desk, old: str, new: str) -> None:
    file = desk.folder / "desk.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(old, new) if old else f"{text}\n{new}\n", encoding="utf-8")


async def test_each_person_reads_their_own_duties_and_where_they_stand(client, desk, tokens):
    token = tokens.issue("person/li-qiang")
    body = (await client.ask(f"/f/{token}.ics")).body.decode()
    mine = [each for each in desk.table(PublishedAssignment).all() if each.person == "li-qiang"]
    assert mine
    for duty in mine:
        assert f"UID:duty-{duty.id}@{desk.uid}" in body
    assert "李强" not in "".join(re.findall(r"SUMMARY:.*", body))
    assert "If you cannot come\\, tell the squadron leader" in body.replace("\r\n ", "")


async def test_a_reader_is_spoken_to_in_their_language(client, tokens):
    token = tokens.issue("person/li-qiang")
    chinese = (await client.ask(f"/f/{token}.ics?lang=zh")).body.decode().replace("\r\n ", "")
    assert "如不能到岗，请告知队长" in chinese
    assert "CATEGORIES:值班" in chinese
    english = (await client.ask(f"/f/{token}.ics?lang=en")).body
    assert english == (await client.ask(f"/f/{token}.ics")).body


async def test_the_page_speaks_it_too_and_names_the_address_of_the_settings(client, desk, tokens):
    edit(desk, "", '[feeds]\nurl = "https://duty.school.example"')
    token = tokens.issue("person/li-qiang")
    page = await client.ask(f"/s/{token}?lang=zh&kind=duty", host="127.0.0.1:8765")
    text = html.unescape(page.body.decode())
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert '<html lang="zh' in text
    assert "接下来的值班" in text
    assert f"webcal://duty.school.example/f/{token}.ics?lang=zh&kind=duty" in text
    assert "127.0.0.1" not in text


async def test_edited_settings_are_taken_up_and_broken_ones_left_alone(client, desk, tokens, caplog):
    token = tokens.issue("squadron")
    before = await client.ask(f"/f/{token}.ics")
    edit(desk, "", "[feeds]\ndays_ahead = 1\ndays_back = 0")
    caplog.set_level("INFO")
    fewer = await client.ask(f"/f/{token}.ics")
    assert fewer.body.count(b"BEGIN:VEVENT") < before.body.count(b"BEGIN:VEVENT")
    edit(desk, "days_ahead = 1", "days_ahead = many")
    assert (await client.ask(f"/f/{token}.ics")).body == fewer.body
    (line,) = [each.getMessage() for each in caplog.records if each.levelname == "WARNING"]
    assert "desk.toml" in line
    assert "\n" not in line
    edit(desk, "days_ahead = many", "days_ahead = 30")
    assert (await client.ask("/health")).status == 200
    assert (await client.ask(f"/f/{token}.ics")).body != fewer.body


@pytest.mark.parametrize("fault", [StoreProblem("the disk cannot be read"), RuntimeError("a fault of ours")])
async def test_duties_do_not_leave_calendars_because_they_cannot_be_read_for_a_moment(
    client, desk, tokens, monkeypatch, fault
):
    token = tokens.issue("squadron")
    before = await client.ask(f"/f/{token}.ics")
    assert b"BEGIN:VEVENT" in before.body

    def failing(*_anything, **_more):
        raise fault

    with monkeypatch.context() as broken:
        broken.setattr("dutydesk_roster.duty_events.duty_events", failing)
        with desk.change("someone joins") as change:
            change.add(Person(id="new", name="New"))
        assert (await client.ask(f"/f/{token}.ics")).body == before.body
        assert (await client.ask("/health")).status == 503
    with desk.change("another joins") as change:
        change.add(Person(id="newer", name="Newer"))
    assert b"BEGIN:VEVENT" in (await client.ask(f"/f/{token}.ics")).body
    assert (await client.ask("/health")).status == 200


async def test_the_link_of_someone_who_leaves_shuts_after_their_last_day(desk, tokens):
    now = [NOW]
    desk._clock = lambda: now[0]
    client = Client(desk_app(desk))
    token = tokens.issue("person/li-qiang")
    with desk.change("leaves") as change:
        change.replace(replace(desk.table(Person).get("li-qiang"), ends=NOW.date()))
    assert (await client.ask(f"/f/{token}.ics")).status == 200
    now[0] += timedelta(days=1)
    gone = await client.ask(f"/f/{token}.ics")
    assert gone == await client.ask("/f/nothing.ics")
    assert (await client.ask(f"/s/{token}")).status == 404


async def test_a_rotated_link_opens_nothing_and_the_new_one_the_same_feed(client, tokens):
    token = tokens.issue("person/li-qiang", "phone")
    body = (await client.ask(f"/f/{token}.ics")).body
    fresh = tokens.rotate(tokens.known()[0].id)
    assert (await client.ask(f"/f/{token}.ics")).status == 404
    assert (await client.ask(f"/f/{fresh}.ics")).body == body


async def test_when_a_link_was_used_is_kept(client, desk, tokens):
    token = tokens.issue("person/li-qiang")
    await client.ask(f"/f/{token}.ics")
    client.app._uses.write()
    assert tokens.known()[0].last_used == desk.now()


async def test_a_swap_that_waits_is_tentative_for_the_other_and_gone_once_it_is_answered(
    client, desk, tokens
):
    duty = next(
        each for each in desk.table(Assignment).all() if each.person == "li-qiang" and each.day > NOW.date()
    )
    link = tokens.issue("person/wang-fang")
    swap = Swap(
        id="s1",
        person="li-qiang",
        assignment=duty.id,
        day=duty.day,
        post=duty.post,
        shift=duty.shift,
        other="wang-fang",
    )
    with desk.change("asked") as change:
        swap = change.add(swap)
    body = (await client.ask(f"/f/{link}.ics")).body
    assert body.count(b"STATUS:TENTATIVE") == 1
    assert b"UID:swap-s1@" in body
    with desk.change("declined") as change:
        change.replace(replace(swap, state=SwapState.DECLINED))
    assert b"STATUS:TENTATIVE" not in (await client.ask(f"/f/{link}.ics")).body


async def test_leave_and_notes_of_the_leader_are_in_no_feed(client, desk, tokens):
    with desk.change("ill") as change:
        change.add(
            Absence(
                id="a1", person="li-qiang", kind="sick", first=NOW.date(), last=NOW.date(), note="back pain"
            )
        )
        person = desk.table(Person).get("li-qiang")
        change.replace(replace(person, phone="13800138000", email="li@example.org", note="strong"))
    for feed in ("person/li-qiang", "squadron", "post/main-gate", "open"):
        body = (await client.ask(f"/f/{tokens.issue(feed)}.ics")).body
        for private in (b"back pain", b"sick", b"13800138000", b"li@example.org", b"strong"):
            assert private not in body


def test_the_maker_of_the_application_can_be_given_to_another_process(desk):
    made = DeskApp(desk.folder, "leader", log_requests=True)
    assert pickle.loads(pickle.dumps(made)) == made  # noqa: S301 - our own bytes
