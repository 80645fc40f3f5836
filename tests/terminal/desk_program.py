"""The terminal on a desk in memory, for tests that read what it sends to a real terminal."""

import asyncio
import os
import signal
import sys
import time

from dutydesk.api import Command, DataProblem, Screen
from dutydesk.tui.app import DutyDeskApp, Opened
from tests.terminal.fake_desk import sample_desk


def open_desk() -> Opened:
    """Return the sample desk with two plugins' areas, one of them faulty."""
    if os.environ.get("FAULT"):
        raise DataProblem("desk.toml: line 3: unknown time zone 'Mars'")
    time.sleep(float(os.environ.get("SLOW", "0")))
    screens = (
        Screen("roster", "Roster", "tests.terminal.area_screens:GridArea", 20),
        Screen("drills", "Drills 演练", "tests.terminal.area_screens:RaisingArea", 50),
    )
    return sample_desk(), screens, (Command("Generate the roster", "roster", "generate", "Fill the month"),)


class StubbornApp(DutyDeskApp):
    """Can be told to miss a hang-up's signal, and to block."""

    def on_ready(self) -> None:
        if os.environ.get("IGNORE_HANGUP"):
            asyncio.get_running_loop().remove_signal_handler(signal.SIGHUP)
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
        if os.environ.get("BLOCK"):
            self.set_timer(1.0, self.block)

    def block(self) -> None:
        """Say so, then do nothing for a minute."""
        self._driver.write("\x1b[1;1HBlocked")
        self._driver.flush()
        time.sleep(60)


if __name__ == "__main__":
    app = StubbornApp(open_desk)
    app.run()
    sys.exit(app.return_code)
