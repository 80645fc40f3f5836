"""The tutorial for a first plugin, followed by machine: every file and command of the page, in a fresh home.

What the page does in the terminal it also does by commands; here those are run, and the last area is opened.
"""

import json
import re
import shlex
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
import time_machine

from dutydesk.cli.main import main
from dutydesk.host.opening import open_desk
from tests.documents.foreign_readers import pdf_text
from tests.plugins.planned_desk import area
from tests.terminal.pilot_help import text as text_on

PAGE = Path(__file__).parents[2] / "docs" / "plugins" / "tutorial.md"
START = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
BETWEEN_COMMANDS = timedelta(seconds=20)
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"`((?:config|plugins)/[\w/.]+)`")


@dataclass(frozen=True)
class Block:
    """A block of the page: its language, its text, and what is said between the block before and this one."""

    language: str
    text: str
    said: str


def blocks():
    page, end = PAGE.read_text(encoding="utf-8"), 0
    for found in _BLOCK.finditer(page):
        yield Block(found[1], found[2], page[end : found.start()])
        end = found.end()


class Reader:
    """Somebody who does what the page says, twenty seconds a command."""

    def __init__(self, folder, capsys, monkeypatch):
        self.folder = folder
        self.now = START
        self.printed = ""
        self.ran = []
        self._capsys = capsys
        self._chdir = monkeypatch.chdir

    def save(self, block):
        """Write the file that is named last before the block, at the end of what is there if it says so."""
        name = _FILE.findall(block.said)[-1]
        file = self.folder / name
        kept = file.read_text(encoding="utf-8") if "at the end of" in block.said else ""
        file.write_text(kept + block.text, encoding="utf-8")

    def type(self, block, *, failing):
        """Run the commands; `failing` says that the page shows what is wrong with what it has so far."""
        self.printed = ""
        for line in block.text.splitlines():
            name, *arguments = shlex.split(line)
            if name == "cd":
                self.folder /= arguments[0]
                self._chdir(self.folder)
                continue
            assert name == "dutydesk", f"the page runs {name}"
            status, printed, wrong = self.run(
                *(self.key() if each == "DRILL" else each for each in arguments)
            )
            assert status == (1 if failing else 0), f"{line}: {status}\n{printed}{wrong}"
            self.ran.append(line)
            self.printed += printed

    def run(self, *arguments):
        self._capsys.readouterr()
        self.now += BETWEEN_COMMANDS
        with time_machine.travel(self.now), pytest.raises(SystemExit) as left:
            main([*arguments])
        captured = self._capsys.readouterr()
        return left.value.code, captured.out, captured.err

    def key(self):
        """Return the key of the first drill, as the list prints it."""
        _status, printed, _wrong = self.run("drills", "list")
        return printed.splitlines()[1].split()[0]


@pytest.fixture
def reader(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / "home" / name.lower()))
    monkeypatch.delenv("DUTYDESK_DESK", raising=False)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return Reader(tmp_path / "work", capsys, monkeypatch)


def lines_of(text):
    return [" ".join(line.split()) for line in text.splitlines()]


async def test_whoever_follows_the_page_has_a_drill_reported_and_a_plugin_that_counts_it(reader):
    page = [*blocks(), Block("", "", "")]
    shown = []
    for block, after in pairwise(page):
        if block.language in {"toml", "python"}:
            reader.save(block)
        elif block.language == "sh":
            expected = "" if after.language or "terminal" in after.said else after.text
            reader.type(block, failing="fault" in expected)
            assert not set(lines_of(expected)) - set(lines_of(reader.printed)), reader.printed
        elif "terminal" in block.said:
            shown += lines_of(block.text)

    assert "drills report DRILL --to bus.pdf" in " ".join(reader.ran)
    report = " ".join(pdf_text(reader.folder / "bus.pdf").split())
    assert "Report: Bus evacuation drill" in report
    assert "2 of 2 buildings" in report
    assert "83/83" in report
    assert "Both doors were used" in report

    _status, printed, _wrong = reader.run("figures", "2026", "--json")
    figure = next(each for each in json.loads(printed)["figures"] if each["figure"] == "bus")
    assert figure["value"] == 1
    assert len(figure["records"]) == 1

    _status, printed, _wrong = reader.run("plugins", "list", "--json")
    states = {each["name"]: each["state"] for each in json.loads(printed)["plugins"]}
    assert (states["bus_evacuation"], states["bus_card"]) == ("on", "on")

    desk = open_desk(reader.folder, actor="reader", clock=lambda: reader.now)
    try:
        async with area(desk, "bus-card") as (app, _pilot):
            assert shown
            assert not set(shown) - set(lines_of(text_on(app)))
    finally:
        desk.close()
