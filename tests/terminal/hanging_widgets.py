"""An area of a plugin that hangs, or leaves the program, wherever a test wants it."""

import sys
import time

from textual import events
from textual.app import ComposeResult, RenderResult
from textual.widgets import Static

from dutydesk.tui.widgets import AreaScreen, SelectTable, TableColumn, TableRow


def loop_for_ever() -> None:
    while True:
        pass


class HangsOnKey(Static, can_focus=True):
    """Hangs, each in another way, when a key comes; answers y."""

    def __init__(self) -> None:
        super().__init__()
        self.answered: list[str] = []

    def on_key(self, event: events.Key) -> None:
        ways = {
            "x": self.loop,
            "s": lambda: time.sleep(600),
            "d": self.ask_for_ever,
            "l": lambda: self.call_later(loop_for_ever),
            "n": lambda: self.call_next(sys.exit, 3),
            "e": lambda: sys.exit(3),
            "c": self.interrupt,
            "w": lambda: self.run_worker(self.leave()),
            "t": lambda: self.run_worker(sys.exit, thread=True),
            "y": lambda: self.answered.append("y"),
        }
        if event.key in ways:
            ways[event.key]()

    def loop(self) -> None:
        try:
            loop_for_ever()
        except Exception:  # noqa: BLE001 - it must not be able to go on
            loop_for_ever()

    def ask_for_ever(self) -> None:
        while True:
            self.app.query("*")

    def interrupt(self) -> None:
        raise KeyboardInterrupt

    async def leave(self) -> None:
        sys.exit(4)


class HangsInRender(Static):
    """Hangs when it is drawn."""

    def render(self) -> RenderResult:
        loop_for_ever()
        return ""


class HangsInCompose(Static):
    """Hangs when it is laid out."""

    def compose(self) -> ComposeResult:
        loop_for_ever()
        yield Static("never")


class HangingArea(AreaScreen):
    """One hanging widget and a sound list; a test names the widget in `wanted`."""

    wanted: type[Static] = HangsOnKey

    def compose_body(self) -> ComposeResult:
        yield type(self).wanted()
        yield SelectTable((TableColumn("text", ""),), show_header=False)

    def reload(self) -> None:
        self.query_one(SelectTable).show_rows([TableRow(str(n), (f"sound line {n}",)) for n in range(3)])


class HangingBody(AreaScreen):
    """Hangs when its own body is made."""

    def compose_body(self) -> ComposeResult:
        loop_for_ever()
        yield Static("never")


class HangingReload(AreaScreen):
    """Hangs when it shows the desk."""

    def reload(self) -> None:
        loop_for_ever()


class HangingStart(AreaScreen):
    """Hangs before it is there."""

    def __init__(self, desk: object) -> None:
        loop_for_ever()
        super().__init__(desk)


class LeavingStart(AreaScreen):
    """Leaves the program before it is there."""

    def __init__(self, desk: object) -> None:
        sys.exit(5)
        super().__init__(desk)
