"""Prints what the screens of a sample desk show, in the language of its environment.

Run as ``python -m tests.terminal.spoken_program FOLDER VIEWS``: a view is the name of an area and the keys to
press there, and VIEWS a list of them in JSON. It is always the same morning there.
"""

import asyncio
import json
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import time_machine

from dutydesk.exchange.sample_school import fill_sample_school, found_sample_school
from dutydesk.host.opening import open_desk
from dutydesk.tui.areas import FaultyArea
from tests.terminal.pilot_help import lines, settle
from tests.terminal.real_desk import personal_folders, running

MORNING = datetime(2026, 12, 1, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
_ESCAPES = 4


async def shown(folder: Path, views: list[tuple[str, list[str]]]) -> dict[str, list[str]]:
    desk = open_desk(folder, actor="zhao-jianguo")
    found = {}
    try:
        fill_sample_school(desk, desk.today())
        async with running(desk, personal_folders(folder.parent)) as (app, pilot):
            for area, keys in views:
                for _time in range(_ESCAPES):
                    await pilot.press("escape")
                await app.action_open_area(area)
                await settle(pilot)
                for key in keys:
                    await pilot.press(key)
                    await settle(pilot)
                assert not isinstance(app.screen, FaultyArea), app.screen.error
                found[" ".join((area, *keys))] = lines(app)
    finally:
        desk.close()
    return found


def main() -> None:
    folder, views = Path(sys.argv[1]), json.loads(sys.argv[2])
    with time_machine.travel(MORNING, tick=True):
        found_sample_school(folder, MORNING.date())
        sys.stdout.write(json.dumps(asyncio.run(shown(folder, views)), ensure_ascii=False))


if __name__ == "__main__":
    main()
