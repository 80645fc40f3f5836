"""Keys that come in one packet: each reaches what the one before it has opened, and none is lost."""

import asyncio
import re
import subprocess
import sys
import time
from collections.abc import Callable

import pytest
from textual import events
from textual.binding import Binding
from textual.widgets import Input, Static

from dutydesk.desk import OpenDesk
from dutydesk.domain import Person, new_id
from dutydesk.host.opening import open_desk
from dutydesk.tui.keys_in_turn import KeysInTurnApp
from dutydesk_roster.assignment import Assignment
from tests.terminal.terminal_session import TerminalSession

TYPED = "dequax"
"""Each letter would do something on one screen or another: remove, edit, leave, take back, add, remove."""
TODAY, ROSTER, CALENDAR, PEOPLE, TASKS, SAFETY_WEEK = "1", "2", "5", "6", "7", "9"
SHOWN = {
    TODAY: "Requests waiting",
    ROSTER: "by person",
    CALENDAR: "weeks from",
    PEOPLE: "zhao-ji",
    TASKS: "weak point",
    SAFETY_WEEK: "cost",
}
"""What stands in each area once it has been read."""
ESCAPE, PALETTE, HISTORY, LINKS = "\x1b", "\x10", "\x1a", "\x1b[19~"
OPENINGS = {
    "people, add": (PEOPLE, "n", "Key *"),
    "people, absence": (PEOPLE, "a\t", "First day *"),
    "people, filter": (PEOPLE, "/", "Filter:"),
    "calendar, add": (CALENDAR, "n", "Title *"),
    "calendar, filter": (CALENDAR, "/", "Filter:"),
    "tasks, add": (TASKS, "a", "Task *"),
    "tasks, a question answered, add": (TASKS, "xdeuqna", "Task *"),
    "roster, find": (ROSTER, "/", "Find:"),
    "roster, note": (ROSTER, "'", "Note"),
    "roster, sick call": (ROSTER, "s", "from"),
    "roster, who can, filter": (ROSTER, "w/", "Filter:"),
    "safety week, add": (SAFETY_WEEK, "a", ""),
    "history over an area, filter": (CALENDAR, HISTORY + "/", "Filter:"),
    "links over an area, filter": (TODAY, LINKS + "/", "Filter:"),
    "help over an area, find": (TODAY, "?/", "Filter:"),
    "palette": (TODAY, PALETTE, ""),
    "another area, filter": (TODAY, PEOPLE + "/", "Filter:"),
}


class Typist:
    """The program on a pseudo-terminal, brought back from whatever was opened in it."""

    def __init__(self, desk: OpenDesk) -> None:
        self.desk = desk
        self.session = TerminalSession("typing_program.py", str(desk.folder))
        self.session.wait_for(SHOWN[TODAY])

    def go_to(self, area: str) -> None:
        self.in_one_packet(area)
        self.until(lambda text: SHOWN[area] in text)

    def in_one_packet(self, keys: str) -> None:
        self.session.child.send(keys)

    def until(self, is_so: Callable[[str], bool]) -> str:
        """Read until the screen is as it should be, and return it."""
        end = time.monotonic() + 15
        while not is_so(self.session.text):
            assert time.monotonic() < end, f"it never came to that; the screen shows:\n{self.session.text}"
            self.session.read(quiet=0.03, limit=0.1)
        return self.session.text

    def line_with(self, text: str) -> str:
        shown = self.until(lambda shown: text in shown)
        return next(line for line in shown.splitlines() if text in line)

    def close_all(self) -> None:
        """Close one thing after another until no key bar offers to, and nothing typed is in sight.

        A key that follows an Escape too soon would be read as one with it.
        """
        for _layer in range(10):
            before = self.session.text
            if "Drop what you typed" in before:
                self.in_one_packet("y")
            elif TYPED in before or re.search(r"\bEsc\b", before):
                self.in_one_packet(ESCAPE)
            else:
                return
            self.until(lambda text, before=before: text != before)
            self.session.read(quiet=0.2)


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """Open the sample school's desk once for all that is typed."""
    folder = tmp_path_factory.mktemp("typing") / "desk"
    command = [sys.executable, "-m", "dutydesk", "init", str(folder), "--sample", "school"]
    subprocess.run(command, check=True, capture_output=True)
    desk = open_desk(folder, actor="clerk")
    with desk.change("Duties") as change:
        for person in desk.table(Person).all():
            change.add(
                Assignment(id=new_id(), person=person.id, post="main-gate", shift="day", day=desk.today())
            )
    found = Typist(desk)
    yield found
    found.session.close()
    desk.close()


@pytest.fixture
def typist(running):
    """Leave nothing open behind, whatever was typed."""
    yield running
    running.close_all()


@pytest.mark.parametrize("opening", OPENINGS)
def test_what_is_typed_behind_an_opening_key_stands_in_what_it_opens(typist, opening):
    area, keys, label = OPENINGS[opening]
    typist.go_to(area)
    before = typist.desk.version()
    typist.in_one_packet(keys + TYPED)
    assert re.search(rf"{re.escape(label)} +{TYPED}", typist.line_with(TYPED))
    assert typist.desk.version() == before
    assert typist.session.child.isalive()


def test_a_form_over_an_area_takes_what_comes_with_its_key(typist):
    typist.go_to(TODAY)
    typist.in_one_packet(LINKS)
    typist.until(lambda text: "no link" in text)
    typist.in_one_packet("n" + TYPED)
    assert "Label" in typist.line_with(TYPED)


def test_a_question_refuses_what_comes_with_the_key_that_asks_it(typist):
    typist.go_to(TASKS)
    before = typist.desk.version()
    typist.in_one_packet("x" + TYPED)
    assert "Remove the task" in typist.line_with("y Yes")
    typist.in_one_packet("n")
    typist.until(lambda text: "y Yes" not in text)
    assert typist.desk.version() == before


def test_escape_that_comes_with_the_key_of_a_form_closes_it(typist):
    typist.go_to(PEOPLE)
    typist.session.press("n" + ESCAPE)
    typist.in_one_packet("/" + TYPED)
    assert "Filter:" in typist.line_with(TYPED)
    assert "Key *" not in typist.session.text


class SlowOpening(KeysInTurnApp):
    """Takes its time to open a line to type in with o; x is noted, h hangs, s rests late or never."""

    BINDINGS = [  # noqa: RUF012 - Textual declares it so
        Binding("o", "open"),
        Binding("s", "spin"),
        Binding("x", "note('x')"),
    ]

    def __init__(self):
        super().__init__()
        self.noted = []
        self.ended = asyncio.Event()
        self.spinning = None

    def compose(self):
        yield Ground()

    def action_open(self):
        self.call_later(self.mount, Line())

    def action_spin(self):
        async def spin():
            for _turn in range(1_000_000):
                if self.ended.is_set():
                    return
                await asyncio.sleep(0)

        self.spinning = asyncio.create_task(spin())

    def action_note(self, text):
        self.noted.append(text)


class Line(Input):
    """Takes the focus late."""

    async def on_mount(self):
        for _turn in range(100):
            await asyncio.sleep(0)
        self.call_later(self.focus)


class Ground(Static, can_focus=True):
    """Has the focus at first."""

    async def on_key(self, event):
        if event.key == "h":
            event.stop()
            await self.app.ended.wait()


@pytest.mark.parametrize(
    ("keys", "noted", "typed"),
    [
        ("oxshr", [], "xshr"),
        ("xxoxo", ["x", "x"], "xo"),
        ("sxoxs", ["x"], "xs"),
        ("hoxo", [], "xo"),
    ],
    ids=["opening", "done before", "never at rest", "hanging"],
)
async def test_keys_are_neither_lost_nor_out_of_turn(keys, noted, typed):
    app = SlowOpening()
    async with app.run_test():
        if keys.startswith("h"):
            app.post_message(events.Key("h", "h"))
            await asyncio.sleep(0.05)
            app.set_focus(None)
        for key in keys.removeprefix("h"):
            app.post_message(events.Key(key, key))
        for _look in range(500):
            await asyncio.sleep(0.01)
            if [each.value for each in app.query(Input)] == [typed]:
                break
        app.ended.set()
        assert [each.value for each in app.query(Input)] == [typed]
        assert app.noted == noted
