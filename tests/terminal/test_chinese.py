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
NAMES = {"dutydesk", "Language", "English", "PDF", "Word", "TOML", "FREQ", "WEEKLY", "BYDAY", "pdf"}
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


COMMANDS = """
import contextlib, io, json, sys
from dutydesk.cli.entry import main

def run(*arguments):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main(list(arguments))
        except SystemExit as left:
            return left.code, out.getvalue(), err.getvalue()

desk = sys.argv[1]
calls = json.loads(sys.argv[2])
sys.stdout.write(json.dumps([run("--desk", desk, *each) for each in calls]))
"""
CALLS = (
    ("--help",),
    ("roster", "--help"),
    ("roster", "repair", "--help"),
    ("roster", "check", "2026-12"),
    ("roster", "repair"),
    ("roster", "tidy"),
    ("people", "list"),
    ("roster", "check", "2026-12", "--json"),
)


@pytest.fixture(scope="module")
def answers(folder, screens) -> dict[tuple[str, ...], tuple[int, str, str]]:
    """What commands answer: their status, what they print, and what they say of mistakes."""
    del screens
    command = [sys.executable, "-c", COMMANDS, str(folder / "desk"), json.dumps(CALLS)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, env=environ(folder), cwd=ROOT)
    assert run.returncode == 0, run.stderr[-4000:]
    return dict(zip(CALLS, map(tuple, json.loads(run.stdout)), strict=True))


@pytest.mark.parametrize("call", CALLS[:3])
def test_help_is_in_chinese_and_fits_the_terminal(answers, call):
    _status, out, _err = answers[call]
    for line in out.splitlines():
        assert cell_len(line) <= 80, line
        explained = re.split(r" {2,}", line.strip(), maxsplit=1)[-1]
        assert re.search("[一-鿿]", explained) or not _WORD.search(explained), line
    assert "用法：" in out
    assert "显示本说明后退出。" in out
    assert not re.search(r"^ *\S+ +\.\.\.$", out, re.MULTILINE)


def test_a_report_is_in_chinese_with_chinese_weekdays(answers):
    status, out, _err = answers["roster", "check", "2026-12"]
    assert status == 1
    assert "空缺：周二12-01 正门岗，早班：缺 2 人\n" in out


def test_mistakes_are_told_in_chinese(answers):
    assert answers["roster", "repair"][0] == 2
    assert answers["roster", "repair"][2].startswith("dutydesk: 缺少选项 '--absent'")
    assert answers["roster", "tidy"][2].startswith("dutydesk: 没有命令 'tidy'。")


def test_columns_of_a_list_are_under_their_headings(answers):
    heading, *rows = answers["people", "list"][1].splitlines()
    assert heading.split() == ["编号", "姓名", "拼音", "职务", "班组", "资质"]
    at = cell_len(heading[: heading.index("拼音")])
    for row in rows:
        name = next(place for place in range(len(row)) if cell_len(row[:place]) == at)
        assert row[name - 1] == " ", row
        assert row[name].isupper(), row


def test_what_programs_read_is_the_same_in_every_language(answers):
    document = json.loads(answers["roster", "check", "2026-12", "--json"][1])
    assert {"month", "unfilled", "clashes"} <= set(document)
