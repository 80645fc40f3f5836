"""In Chinese, screens stay in their columns and nothing of the program's is left in English."""

import json
import os
import re
import sqlite3
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from rich.cells import cell_len

ROOT = Path(__file__).parents[2]
VIEWS = [
    ("today", []),
    ("today", ["question_mark"]),
    ("roster", []),
    ("roster", ["P"]),
    ("requests", []),
    ("mine", ["l"]),
    ("calendar", ["m"]),
    ("people", []),
    ("people", ["n"]),
    ("people", ["l"]),
    ("tasks", ["a"]),
    ("training", []),
    ("training", ["p"]),
    ("training", ["m"]),
    ("training", ["t"]),
    ("safetyweek", []),
    ("safetyweek", ["a"]),
    ("drills", []),
    ("drills", ["m"]),
    ("drills", ["t"]),
    ("drills", ["o"]),
    ("drills", ["up", "r"]),
    ("registers", []),
    ("registers", ["enter"]),
    ("registers", ["enter", "a"]),
    ("summary", []),
    ("settings", []),
    ("settings", ["p"]),
    ("settings", ["ctrl+p"]),
]
KEYS = {
    *("Enter", "Esc", "Tab", "Space", "Del", "Backspace", "Home", "End", "PgUp", "PgDn"),
    *("Left", "Right", "Up", "Down", "Ctrl", "Shift"),
}
NAMES = {"dutydesk", "English", "PDF", "Word", "TOML", "FREQ", "WEEKLY", "BYDAY", "pdf"}
"""What has no other name in Chinese: programs, formats, languages, rules of calendars."""

_WORD = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{3,}(?![A-Za-z0-9>])")


def environ(folder: Path) -> dict[str, str]:
    own = {name: str(folder / "user") for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "DUTYDESK"))}
    return {**kept, **own, "LANG": "C.UTF-8", "LANGUAGE": "zh"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("chinese")


@pytest.fixture(scope="module")
def screens(folder) -> dict[str, list[str]]:
    """What the screens show, by the keys that lead there."""
    command = [sys.executable, "-m", "tests.terminal.spoken_program", str(folder / "desk"), json.dumps(VIEWS)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, env=environ(folder), cwd=ROOT)
    assert run.returncode == 0, run.stderr[-4000:]
    return json.loads(run.stdout)


def strings_in(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from strings_in(each)
    elif isinstance(value, str):
        yield value


def records(database: Path) -> Iterator[str]:
    with closing(sqlite3.connect(database)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            for row in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - a name of its own
                yield from (str(value) for value in row)


@pytest.fixture(scope="module")
def written(folder, screens) -> set[str]:
    """The Latin words that someone of the sample school wrote: in its settings and its records."""
    del screens
    desk = folder / "desk"
    files = [*desk.rglob("*.toml"), *(ROOT / "config").rglob("*.toml")]
    texts = [each for file in files for each in strings_in(tomllib.loads(file.read_text(encoding="utf-8")))]
    texts += [str(file) for file in files]
    texts += records(desk / "dutydesk.db")
    return set(_WORD.findall(" ".join(texts)))


def test_every_line_is_as_wide_as_the_screen(screens):
    wrong = [
        (name, line)
        for name, lines in screens.items()
        for line in lines
        if cell_len(line) != 80 or len(lines) != 24
    ]
    assert not wrong


def test_only_what_people_wrote_is_in_latin_letters(screens, written):
    wrong = {
        f"{name}: {line.strip()}": sorted(left)
        for name, lines in screens.items()
        for line in lines
        if (left := set(_WORD.findall(line)) - written - KEYS - NAMES)
    }
    assert not wrong, "\n".join(f"{line} {left}" for line, left in wrong.items())


def test_keys_and_tabs_are_told_in_chinese(screens):
    for name, (first, *_rest, last) in screens.items():
        left = set(_WORD.findall(f"{first} {last}")) - KEYS
        assert not left, (name, left)
        assert re.search("[一-鿿]", last), name
