"""A server of one desk waits for the next look no longer than until someone changes the desk."""

import asyncio
import threading
import time

from dutydesk.domain import Person
from dutydesk.feeds.change_wait import ChangeWait
from dutydesk.host.founding import found_desk
from dutydesk.host.opening import open_desk

LONG = 60.0


def change_from_elsewhere(folder):
    other = open_desk(folder, actor="other")
    with other.change("someone joins") as change:
        change.add(Person(id="new", name="New"))
    other.close()


async def test_a_change_ends_the_wait_and_without_one_it_takes_its_time(tmp_path):
    found_desk(tmp_path / "desk", name="Test", zone="Asia/Shanghai")
    desk = open_desk(tmp_path / "desk")
    wait = ChangeWait(desk.database)
    await wait(0.2)
    begun = time.monotonic()
    await wait(0.3)
    assert time.monotonic() - begun >= 0.29
    threading.Thread(target=change_from_elsewhere, args=(tmp_path / "desk",)).start()
    await asyncio.wait_for(wait(LONG), LONG / 2)
    desk.close()


async def test_a_database_that_is_away_is_not_asked_without_pause(tmp_path):
    found_desk(tmp_path / "desk", name="Test", zone="Asia/Shanghai")
    desk = open_desk(tmp_path / "desk")
    wait = ChangeWait(desk.database)
    await wait(0.2)
    desk.close()
    (tmp_path / "desk" / "dutydesk.db").unlink()
    (tmp_path / "desk" / "dutydesk.db").mkdir()
    begun = time.monotonic()
    await wait(0.3)
    assert time.monotonic() - begun >= 0.29
