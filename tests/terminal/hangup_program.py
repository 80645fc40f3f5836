"""The terminal of a desk in a folder, brought into a state in which its line may drop.

``MAIN([FOLDER, STATE, HOW])``, with `STATE` the name of a method of `BroughtApp`; once it is there, the file
``ready`` stands in the folder. Where the line is to be ``gone``, the signal of it is ignored. The grace is
short, so that tests of what comes after it are.
"""

import os
import signal
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from dutydesk.config.personal import PersonalFolders
from dutydesk.domain import Person
from dutydesk.executors import open_executor
from dutydesk.host.kept_process import run_kept
from dutydesk.host.opening import open_desk
from dutydesk.tui import hangup
from dutydesk.tui.app import DutyDeskApp, Opened
from dutydesk.tui.screens.today import TodayScreen
from tests.plugins import planned_desk

LONG = 60.0
FRAME = "\x1b[1;1H" + "x" * 60_000
COUNTS_FOR_EVER = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"
MEMORY = 1 << 30


class BroughtApp(DutyDeskApp):
    """Is brought into a state."""

    def __init__(self, folder: Path, state: str) -> None:
        self.folder = folder
        self.state: Callable[[], object] = getattr(self, state)
        personal = PersonalFolders(folder / "personal", folder / "personal")
        personal.remember_tour()
        super().__init__(partial(self.open, slowly=state == "opening"), personal=personal)

    def open(self, *, slowly: bool) -> Opened:
        """Open the desk and confirm a change; it may take long."""
        if slowly:
            self.opening()
        desk = open_desk(self.folder, actor="li")
        if desk.table(Person).get("confirmed") is None:
            with desk.change("Added") as change:
                change.add(Person(id="confirmed", name="李强"))
        return desk, (), ()

    async def _opened(self, opened: Opened) -> None:
        await super()._opened(opened)
        self.call_after_refresh(self.state)

    def ready(self) -> None:
        """Say that the state is reached."""
        (self.folder / "ready").touch()

    def in_thread(self, work: Callable[[], object]) -> None:
        """Do `work` beside the loop."""
        self.run_worker(lambda: work() and None, thread=True, exit_on_error=False)

    # States

    def idle(self) -> None:
        """Wait for a key."""
        self.ready()

    def opening(self) -> None:
        """Take long to open the desk."""
        self.ready()
        time.sleep(LONG)

    async def asking(self) -> None:
        """Have the help open over the area."""
        self.action_help()
        self.call_after_refresh(self.ready)

    def sleeping(self) -> None:
        """Block the loop in a call that the system may interrupt."""
        self.ready()
        time.sleep(LONG)

    def looping(self) -> None:
        """Block the loop in Python."""
        self.ready()
        end = time.monotonic() + LONG
        while time.monotonic() < end:
            pass

    def counting(self) -> None:
        """Block the loop in a library that does not come back to Python, but lets other threads run."""
        self.ready()
        sqlite3.connect(":memory:").execute(COUNTS_FOR_EVER).fetchall()

    def searching(self) -> None:
        """Have a search and a plugin's trial run in processes of their own."""
        executor = open_executor("local")
        executor.submit(time.sleep, LONG)
        self.in_thread(self._try)
        self.in_thread(lambda: (executor.submit(int).result(), self.ready()))

    def _try(self) -> None:
        with tempfile.TemporaryFile() as errors:
            run_kept(
                [sys.executable, "-S", "-c", f"import time; time.sleep({LONG})"],
                folder=self.folder,
                environment=os.environ,
                errors=errors,
                seconds=LONG,
                memory=MEMORY,
            )

    def changing(self) -> None:
        """Have a change under way in another thread, which holds the database."""
        self.in_thread(self._change)

    def _change(self) -> None:
        assert self.desk is not None
        with self.desk.change("Never confirmed") as change:
            change.add(Person(id="lost", name="吴刚"))
            self.ready()
            time.sleep(LONG)

    def frozen(self) -> None:
        """Send more than a client that has stopped reading takes."""
        threading.Thread(target=self._ready_when_full, daemon=True).start()
        for _frame in range(100):
            self._driver.write(FRAME)

    def _ready_when_full(self) -> None:
        queue = self._driver._writer_thread._queue
        while not queue.full():
            time.sleep(0.01)
        self.ready()


def WARM() -> None:  # noqa: N802 - the name that its parent asks for
    """Import what every one of them needs."""
    with tempfile.TemporaryDirectory() as folder:
        for planned in planned_desk.make(Path(folder) / "desk"):
            desk = planned.open()
            TodayScreen(desk)


def MAIN(arguments: Sequence[str]) -> int:  # noqa: N802 - the name that its parent asks for
    """Run the terminal and return its status."""
    folder, state, how = arguments
    hangup.GRACE = 0.6
    signal.signal(signal.SIGHUP, signal.SIG_IGN if how == "gone" else signal.SIG_DFL)
    app = BroughtApp(Path(folder), state)
    app.run()
    return app.return_code or 0
