"""Opening the roster's screen and what lies beneath its grid, for tests that drive it by keys."""

from contextlib import asynccontextmanager

from dutydesk.feeds.desk_book import feed_book
from dutydesk.tui.app import DutyDeskApp
from dutydesk_roster.screens.roster import RosterScreen
from tests.terminal.pilot_help import lines, settle, until


@asynccontextmanager
async def roster_on(desk, size=(80, 24)):
    app = DutyDeskApp(lambda: (desk, desk.registry.screens, desk.registry.commands), {})
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await app.action_open_area("roster")
        await settle(pilot)
        screen = app.area
        assert isinstance(screen, RosterScreen)
        await until(pilot, lambda: screen.view is not None)
        yield screen, pilot


async def go(screen, pilot, person, on):
    screen.grid.move_to(person, on.isoformat())
    await settle(pilot)


async def keys(pilot, *pressed):
    await pilot.press(*pressed)
    await settle(pilot)


async def opened(screen, pilot, key, kind):
    """Press a key that opens a panel of `kind`, and return it."""
    await keys(pilot, key)
    await until(pilot, lambda: isinstance(screen.bench.panel, kind) and screen.bench.panel.is_attached)
    return screen.bench.panel


async def searched(pilot, holds):
    """Wait for a search in another process, however busy the machine is."""
    for _attempt in range(1200):
        if holds():
            return
        await pilot.pause(0.05)
    raise AssertionError("\n".join(lines(pilot.app)))


def message(screen):
    return screen.message_bar.message


def feed(desk, name):
    book = feed_book(desk)
    book.refresh()
    text = next(each for each in book.feeds() if each.name == name).body.decode()
    return text.replace("\r\n ", "")
