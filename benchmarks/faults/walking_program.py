"""The terminal of a desk, walking by itself: ``walking_program.py FOLDER REPORT PARTS SHARE...``.

It opens every area and there does all that a key does, one action after another, and within what that opens
everything again; so it meets the forms, panels, histories and questions that nobody has listed. What it saw
goes into the file REPORT as JSON, and then it leaves. Of each PARTS actions of an area, those are done whose
SHARE is named.
"""

import asyncio
import json
import os
import sys
import time
from collections import Counter
from pathlib import Path

from textual import events
from textual.keys import key_to_character
from textual.pilot import Pilot
from textual.worker import WorkerState

from benchmarks.faults.hostile_desk import opened
from benchmarks.faults.hostile_texts import eaten
from dutydesk.tui.app import DutyDeskApp, Opened
from dutydesk.tui.areas import FaultyArea
from dutydesk.tui.widgets import AreaScreen, ConfirmBar
from dutydesk.tui.widgets.actions import offered

SEARCHES = frozenset({"roster.generate", "training.plan", "topics.plan", "roster.propose"})
LEAVES = frozenset({"app.quit", "app.suspend", "app.help-quit", "app.repaint", "app.next-theme"})
_BUSY = {WorkerState.PENDING, WorkerState.RUNNING}
_ESCAPES = 4
_LONGEST_REST = 8.0


class WalkingApp(DutyDeskApp):
    """Remembers every fault and every screen that was shown."""

    def __init__(self, folder: Path) -> None:
        self.faults: Counter[str] = Counter()
        self.eaten: dict[str, str] = {}
        self.screens: set[str] = set()
        self.shown: Counter[str] = Counter()
        self.keys_pressed = 0
        self.copied = 0
        self._folder = folder
        super().__init__(self._open_it, {"SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"})

    def _open_it(self) -> Opened:
        desk = opened(self._folder)
        return desk, desk.registry.screens, desk.registry.commands

    def show_fault(self, error: BaseException) -> bool:
        """Count the fault."""
        at = error.__traceback__
        while at is not None and at.tb_next is not None:
            at = at.tb_next
        where = "" if at is None else f" at {Path(at.tb_frame.f_code.co_filename).name}:{at.tb_lineno}"
        self.faults[f"{type(error).__name__}: {error!s:.200}{where}"] += 1
        return super().show_fault(error)

    def copy_to_clipboard(self, text: str) -> None:
        """Count what would go to the clipboard, which is the one order with a text in it that is meant."""
        del text
        self.copied += 1

    async def rest(self) -> None:
        """Wait until what was begun is shown."""
        end = time.monotonic() + _LONGEST_REST
        quiet = 0
        while quiet < 2 and time.monotonic() < end:
            painted = asyncio.Event()
            self.call_after_refresh(painted.set)
            await asyncio.sleep(0.002)
            with_paint = asyncio.wait_for(painted.wait(), 1.0)
            try:
                await with_paint
            except TimeoutError:
                continue
            busy = self._under_way or any(
                each.state in _BUSY for each in self.workers if each.group in {"open", "load", "search"}
            )
            quiet = 0 if busy else quiet + 1
        self.look()

    def look(self) -> None:
        """Remember what stands on the screen."""
        text = "\n".join(strip.text for strip in self.screen._compositor.render_strips())  # noqa: SLF001
        place = type(self.screen).__name__
        self.screens.add(f"{place}|{type(self.focused).__name__}")
        for line in eaten(text):
            self.eaten.setdefault(line, place)
        for word in ("zmark", "cleared", "clip", "eight"):
            self.shown[f"{place}:{word}"] += text.count(word)
        if isinstance(self.screen, FaultyArea):
            self.faults[f"{self.current_mode} could not be opened: {self.screen.error!r:.300}"] += 1

    async def press(self, key: str) -> None:
        """Press a key, and wait for what it does."""
        character = key if len(key) == 1 else key_to_character(key)
        self.keys_pressed += 1
        self.post_message(events.Key(key, character))
        await self.rest()

    def here(self) -> dict[str, str]:
        """Return what can be done here: the id of each action and a key that does it."""
        return {
            str(binding.binding.id or binding.binding.action): binding.binding.key.split(",")[0]
            for each in offered(list(self.screen.active_bindings.items()))
            if (binding := each.binding)
        }

    async def back_to(self, area: str) -> None:
        """Leave whatever is open, and show the area."""
        for _time in range(_ESCAPES):
            if (
                len(self.screen_stack) == 1
                and isinstance(self.screen, AreaScreen)
                and not self.screen.unsaved
            ):
                break
            await self.press("escape")
            if any(bar.display for bar in self.screen.query(ConfirmBar)):
                await self.press("y")
        await self.action_open_area(area)
        await self.rest()


def kept(found: dict[str, str], known: set[str]) -> list[tuple[str, str]]:
    """Return the actions of a place that are new, and whose doing neither leaves nor searches for long."""
    return [
        (name, key)
        for name, key in found.items()
        if name not in known and name not in LEAVES and name not in SEARCHES and "open-area" not in name
    ]


async def walk(app: WalkingApp, parts: int, shares: frozenset[int]) -> None:
    """Do what can be done, everywhere."""
    while not app.areas:
        await app.rest()
    await app.rest()
    everywhere = {name for name in app.here() if name.startswith("app.")}
    turn = 0
    for area in [each.name for each in app.areas]:
        await app.back_to(area)
        for key in ("pagedown", "end", "home"):
            await app.press(key)
        known = set(everywhere) if area != app.areas[0].name else set()
        for _name, key in kept(app.here(), known):
            turn += 1
            if turn % parts not in shares:
                continue
            before = set(app.here())
            await app.press(key)
            for _inner, further in kept(app.here(), before | everywhere)[:12]:
                await app.press(further)
            await app.back_to(area)


def main() -> int:
    """Walk, report and leave."""
    folder, report = Path(sys.argv[1]), Path(sys.argv[2])
    os.chdir(report.parent)  # what is printed on the way lies there
    parts, shares = int(sys.argv[3]), frozenset(map(int, sys.argv[4:]))
    app = WalkingApp(folder)

    async def pilot(driven: Pilot[None]) -> None:
        del driven
        try:
            await walk(app, parts, shares)
        except BaseException as error:  # what ends the walk is what it is for
            app.faults[f"the walk ended: {error!r:.500}"] += 1
            raise
        finally:
            document = {
                "faults": dict(app.faults), "eaten": app.eaten, "screens": sorted(app.screens),
                "shown": {name: count for name, count in app.shown.items() if count},
                "areas": [each.name for each in app.areas], "keys": app.keys_pressed, "copied": app.copied,
            }  # fmt: skip
            report.with_suffix(".part").write_text(json.dumps(document), encoding="utf-8")
            app.exit(return_code=7)

    app.run(auto_pilot=pilot)
    report.with_suffix(".part").rename(report)
    return app.return_code or 0


if __name__ == "__main__":
    sys.exit(main())
