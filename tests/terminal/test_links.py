"""The links to calendars in the terminal: listed, made, shown once, replaced and revoked."""

from dataclasses import replace
from datetime import timedelta

import pytest

from dutydesk.domain import Person
from dutydesk.feeds.desk_tokens import DeskTokens
from dutydesk.feeds.links import feed_links
from dutydesk.feeds.qr_blocks import qr_blocks
from dutydesk.feeds.tokens import hash_token
from dutydesk.tui.app import DutyDeskApp
from dutydesk.tui.screens.link_card import CodePicture, LinkCard
from dutydesk.tui.screens.links import LinksScreen
from dutydesk.tui.widgets.key_bar import KeyBar
from tests.plugins import planned_desk
from tests.terminal.fake_desk import sample_desk
from tests.terminal.pilot_help import area, lines, opened, settle, text, type_text
from tests.terminal.real_desk import running

URL = "https://duty.school.example"


@pytest.fixture
def planned(tmp_path):
    for planned in planned_desk.make(tmp_path / "desk"):
        with (planned.folder / "desk.toml").open("a", encoding="utf-8") as file:
            file.write(f'\n[feeds]\nurl = "{URL}"\n')
        yield planned


@pytest.fixture
def desk(planned):
    return planned_desk.with_people(planned.open("leader"))


@pytest.fixture
def tokens(desk):
    return DeskTokens(desk)


async def open_links(app, pilot, person="li", key="l"):
    await app.action_open_area("people")
    await settle(pilot)
    area(app).people.move_to(person)
    await pilot.press(key)
    await settle(pilot)
    return area(app)


def listed(screen):
    return [row.cells for row in screen.list.rows]


def card(app):
    return app.screen.query_one(LinkCard)


async def test_a_persons_links_are_listed_with_label_times_and_state(desk, tokens):
    tokens.used_many({hash_token(tokens.issue("person/li", "phone [/]")): desk.now() + timedelta(hours=1)})
    tokens.issue("person/wu", "of someone else")
    tokens.issue("person/li", "old")
    tokens.revoke(next(each.id for each in tokens.known() if each.label == "old"))
    async with running(desk) as (app, pilot):
        screen = await open_links(app, pilot)
        assert isinstance(screen, LinksScreen)
        assert "Links to the calendar of 李强" in text(app)
        assert listed(screen) == [
            ("李强 (person/li)", "", "", "1 link"),
            ("- phone [/]", "2026-11-24", "2026-11-24 11:00", "open"),
            ("- old", "2026-11-24", "never", "revoked"),
        ]
        assert screen.token.label == "phone [/]"
        assert not any(token in text(app) for token in ("webcal:", "https:"))
        await pilot.press("escape")
        await settle(pilot)
        assert area(app).person.id == "li"


async def test_a_person_without_a_link_is_told_how_to_make_one(desk):
    async with running(desk) as (app, pilot):
        await open_links(app, pilot)
        assert "No link to the calendar of 李强 yet: n makes one" in text(app)


async def test_a_new_link_is_shown_once_with_code_and_addresses_at_the_smallest_size(desk, tokens):
    async with running(desk) as (app, pilot):
        screen = await open_links(app, pilot)
        await pilot.press("n")
        await type_text(pilot, "phone")
        await pilot.press("enter")
        await settle(pilot)
        (known,) = tokens.known()
        assert (known.feed, known.label) == ("person/li", "phone")
        shown = card(app).links
        token = shown.page.rpartition("/")[2]
        assert tokens.open_tokens() == {hash_token(token): "person/li"}
        code = qr_blocks(shown.page, 42, 21)
        assert [line[: len(code[0])] for line in lines(app)[1:22]] == list(code)
        beside = "".join(line[len(code[0]) :].strip() for line in lines(app)[1:22])
        assert shown.page in beside
        assert shown.webcal in beside
        assert beside.endswith("cannot beshown again.")
        assert "people elsewhere" not in beside
        await pilot.press("escape")
        await settle(pilot)
        assert token not in text(app)
        assert screen.token.id == known.id
        assert "1 link" in text(app)


async def test_addresses_are_copied_through_the_terminal(desk):
    async with running(desk) as (app, pilot):
        await open_links(app, pilot)
        await pilot.press("n", "enter")
        await settle(pilot)
        shown = card(app).links
        await pilot.press("c")
        assert app.clipboard == shown.page
        await pilot.press("w")
        assert app.clipboard == shown.webcal


async def test_an_address_that_the_mouse_has_marked_is_copied_in_one_piece(desk):
    async with running(desk) as (app, pilot):
        await open_links(app, pilot)
        await pilot.press("n", "enter")
        await settle(pilot)
        page = card(app).query_one(".card-page")
        assert page.size.height > 1
        page.text_select_all()
        await pilot.press("ctrl+c")
        assert app.clipboard == card(app).links.page


async def test_replacing_asks_and_then_shows_another_link_with_the_same_label(desk, tokens):
    former = tokens.issue("person/li", "phone")
    async with running(desk) as (app, pilot):
        screen = await open_links(app, pilot)
        await pilot.press("r", "n")
        await settle(pilot)
        assert list(tokens.open_tokens()) == [hash_token(former)]
        await pilot.press("r", "y")
        await settle(pilot)
        token = card(app).links.page.rpartition("/")[2]
        assert token != former
        assert tokens.open_tokens() == {hash_token(token): "person/li"}
        await pilot.press("escape")
        await settle(pilot)
        assert [row[0::3] for row in listed(screen)[1:]] == [("- phone", "open"), ("- phone", "revoked")]
        assert screen.token.is_open


async def test_revoking_asks_and_is_final(desk, tokens):
    tokens.issue("person/li", "phone")
    async with running(desk) as (app, pilot):
        screen = await open_links(app, pilot)
        await pilot.press("x")
        await settle(pilot)
        assert "Revoke the link 'phone' to person/li for good?" in text(app)
        await pilot.press("y")
        await settle(pilot)
        assert tokens.open_tokens() == {}
        assert listed(screen)[1][3] == "revoked"
        await pilot.press("u")
        await settle(pilot)
        assert "Links are not undone" in screen.message_bar.message
        assert desk.people()


async def test_a_label_is_changed(desk, tokens):
    tokens.issue("person/li", "phone")
    async with running(desk) as (app, pilot):
        screen = await open_links(app, pilot)
        await pilot.press("enter")
        await settle(pilot)
        screen.form.lines["label"].control.value = "new phone"
        await pilot.press("enter")
        await settle(pilot)
        assert listed(screen)[1][0] == "- new phone"


async def test_what_needs_a_link_says_so_on_a_calendar(desk, tokens):
    tokens.issue("person/li")
    async with running(desk) as (app, pilot):
        screen = await open_links(app, pilot)
        await pilot.press("home", "x")
        await settle(pilot)
        assert "Go to a link first" in screen.message_bar.message
        assert tokens.open_tokens()


async def test_every_calendar_is_listed_under_headings_and_found_by_typing(desk, tokens):
    tokens.issue("squadron", "notice board")
    async with running(desk) as (app, pilot):
        screen = await open_links(app, pilot, key="f8")
        headings = [row.cells[0] for row in screen.list.rows if row.heading]
        assert headings == ["People", "The squadron", "Posts", "Kinds of activity", "Other calendars"]
        assert screen.list.rows[1].cells == ("赵建国 (person/zhao)", "", "", "no link")
        await pilot.press("slash")
        await type_text(pilot, "notice")
        await settle(pilot)
        assert [row.cells[0] for row in screen.list.rows if not row.heading] == [
            "Test (squadron)",
            "- notice board",
        ]
        await pilot.press("escape", "escape")
        await settle(pilot)
        assert area(app).person.id == "li"


async def test_from_one_person_all_are_a_key_away(desk):
    async with running(desk) as (app, pilot):
        screen = await open_links(app, pilot)
        assert len(screen.list.rows) == 1
        assert " a All " in app.screen.query_one(KeyBar).line_text
        await pilot.press("a")
        await settle(pilot)
        assert len(screen.list.rows) > len(desk.feeds())
        assert screen.feed.name == "person/li"
        assert " a All " not in app.screen.query_one(KeyBar).line_text


async def test_the_links_of_someone_who_has_left_say_so(desk, tokens):
    tokens.issue("person/li", "phone")
    for key in ("li", "wu"):
        with desk.change("left") as change:
            person = change.table(Person).get(key)
            change.replace(replace(person, ends=desk.today() - timedelta(days=1)))
    async with running(desk) as (app, pilot):
        screen = await open_links(app, pilot, key="f8")
        found = {row.cells[0]: row.cells[3] for row in screen.list.rows if not row.heading}
        assert found["李强 (person/li)"] == "has left"
        assert found["- phone"] == "ended"
        assert "吴刚 (person/wu)" not in found
        screen.list.move_to("feed:person/li")
        await pilot.press("n", "enter")
        await settle(pilot)
        assert "li has left" in screen.message_bar.message
        assert screen.form is not None


async def test_a_change_from_elsewhere_is_shown(planned, desk):
    async with running(desk) as (app, pilot):
        screen = await open_links(app, pilot)
        DeskTokens(planned.open("other")).issue("person/li", "of the other")
        for _attempt in range(100):
            await pilot.pause(0.05)
            await settle(pilot)
            if len(screen.list.rows) > 1:
                break
        assert listed(screen)[1][0] == "- of the other"


async def test_an_address_that_nobody_elsewhere_reaches_is_warned_of(tmp_path):
    for planned in planned_desk.make(tmp_path / "desk"):
        desk = planned_desk.with_people(planned.open())
        async with running(desk) as (app, pilot):
            await open_links(app, pilot)
            await pilot.press("n", "enter")
            await settle(pilot)
            assert "! people elsewhere cannot reach" in text(app)


async def test_a_small_window_shows_addresses_without_a_code(desk):
    async with running(desk, size=(60, 20)) as (app, pilot):
        await open_links(app, pilot)
        await pilot.press("n", "enter")
        await settle(pilot)
        assert not app.screen.query_one(CodePicture).display
        assert "A larger window shows a QR code too." in text(app)
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert app.screen.query_one(CodePicture).display


async def test_links_are_made_with_the_mouse_alone(desk, tokens):
    async with running(desk, size=(120, 30)) as (app, pilot):
        screen = await open_links(app, pilot)
        for wanted in (
            "n New",
            "Enter saves",
            "Esc Done",
            "r Replace",
            "y Yes",
            "Esc Done",
            "x Revoke",
            "y Yes",
        ):
            y, line = next((y, line) for y, line in enumerate(lines(app)) if wanted in line)
            await pilot.click(offset=(line.index(wanted) + 1, y))
            await settle(pilot)
            screen.list.move_to(next((row.key for row in screen.list.rows if row.cells[3] == "open"), ""))
        assert [each.is_open for each in tokens.known()] == [False, False]


async def test_a_desk_that_keeps_no_links_says_so():
    async with opened(sample_desk()) as (app, pilot):
        await pilot.press("4", "l")
        await settle(pilot)
        assert area(app).message_bar.message == "This desk keeps no links."


@pytest.fixture
def handed_out(desk, tokens, monkeypatch):
    """Return the desk with a few links, each new one the same."""
    phone = tokens.issue("person/li", "phone")
    tokens.used_many({hash_token(phone): desk.now()})
    tokens.rotate(next(each.id for each in tokens.known()))
    tokens.issue("squadron", "notice board")
    monkeypatch.setattr(
        "dutydesk.tui.screens.links.feed_links", lambda base, _token: feed_links(base, "x" * 43)
    )
    return desk


@pytest.mark.parametrize("size", [(80, 24), (160, 50)], ids=["80x24", "160x50"])
@pytest.mark.parametrize("part", ["list", "card"])
def test_links_look_as_they_did(snap_compare, handed_out, size, part):

    async def show(pilot):
        await settle(pilot)
        await open_links(pilot.app, pilot, key="l" if part == "card" else "f8")
        if part == "card":
            await pilot.press("n", "enter")
            await settle(pilot)

    app = DutyDeskApp(lambda: (handed_out, (), ()), {})
    assert snap_compare(app, terminal_size=size, run_before=show)
