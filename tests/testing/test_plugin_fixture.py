"""The shipped pytest plugin: a desk with the plugin under test on, for whoever writes one."""

import os
import re
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from dutydesk.testing import screen_text
from dutydesk.testing.plugin_under_test import plugin_of

ROOT = Path(__file__).parents[2]
NUMBERS = """from dutydesk.api import DueItem, Screen, hookimpl
from dutydesk.tui.widgets import ActionSpec, AreaScreen, bindings
from textual.widgets import Static


class NumbersScreen(AreaScreen):
    ACTIONS = (ActionSpec("numbers.call", "x", "call", "Call", "Call the first"),)
    BINDINGS = bindings(*ACTIONS)

    def compose_body(self):
        yield Static(f"{len(self.desk.people())} people, fire 119")

    def action_call(self):
        self.show_message("Calling 119")


@hookimpl
def screens():
    return [Screen("numbers", "Numbers", f"{__name__}:NumbersScreen", 95)]


@hookimpl
def due(desk, first, last):
    return [DueItem(title="Count the keys", day=first)]
"""
NUMBERS_TEST = """
from datetime import UTC, date, datetime

import pytest

from dutydesk.testing import screen_text


def test_the_desk_is_that_of_the_manual(desk):
    assert desk.now() == datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
    assert desk.today() == date(2026, 11, 24)
    assert len(desk.people()) == 6
    assert [term.name for term in desk.school_calendar().terms] == ["Autumn", "Spring"]
    assert {"roster", "drills", "numbers"} <= {each.name for each in desk.plugins()}


def test_what_one_test_changes_the_next_does_not_see(desk):
    with desk.change("gone") as change:
        for person in desk.people():
            change.remove(person)


def test_it_is_a_fresh_desk(desk):
    assert len(desk.people()) == 6
    assert "Count the keys" in [item.title for item in desk.due(desk.today(), desk.today())]


def test_the_screen(desk):
    assert "6 people, fire 119" in screen_text(desk, "numbers")
    assert "Calling 119" in screen_text(desk, "numbers", keys=["x"])


def test_an_area_that_is_not_there(desk):
    with pytest.raises(LookupError, match="no area nowhere"):
        screen_text(desk, "nowhere")


def test_the_plugin_can_be_imported(desk):
    from dutydesk_local import numbers
    assert numbers.NumbersScreen
"""
FAULTY = """from dutydesk.api import Screen, hookimpl
from dutydesk.tui.widgets import AreaScreen


class Broken(AreaScreen):
    def reload(self):
        raise ValueError("no numbers")


@hookimpl
def screens():
    return [Screen("broken", "Broken", f"{__name__}:Broken")]


@hookimpl
def due(desk, first, last):
    return [3]
"""
FAULTY_TEST = """
from dutydesk.testing import screen_text


def test_quiet(desk):
    assert desk.name


def test_swallowed(desk):
    desk.due(desk.today(), desk.today())


def test_raising(desk):
    screen_text(desk, "broken")
"""


def run_pytest(folder, *arguments):
    """Run pytest in a process of its own, as someone who writes a plugin does."""
    known = "dutydesk.testing" in {point.value for point in entry_points(group="pytest11")}
    done = subprocess.run(
        [
            sys.executable,
            *("-m", "pytest", "-q", "--rootdir", str(folder), "-p", "no:cacheprovider", "-p", "no:xdist"),
            *([] if known else ["-p", "dutydesk.testing"]),
            *map(str, arguments),
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
    )
    counts = {word: int(count) for count, word in re.findall(r"(\d+) (passed|failed|error)", done.stdout)}
    return counts, done.stdout + done.stderr


@pytest.fixture
def plugins(tmp_path):
    (tmp_path / "plugins" / "tests").mkdir(parents=True)
    return tmp_path / "plugins"


def test_a_plugin_beside_its_tests_is_found_and_on_in_a_desk_of_its_own(plugins):
    (plugins / "numbers.py").write_text(NUMBERS)
    (plugins / "tests" / "test_numbers.py").write_text(NUMBERS_TEST)
    counts, told = run_pytest(plugins.parent)
    assert counts == {"passed": 6}, told


def test_a_fault_that_a_desk_would_only_list_fails_the_test(plugins):
    (plugins / "faulty.py").write_text(FAULTY)
    (plugins / "tests" / "test_faulty.py").write_text(FAULTY_TEST)
    counts, told = run_pytest(plugins.parent)
    assert counts.get("failed", 0) + counts.get("error", 0) >= 2, told
    assert "faulty, due: " in told
    assert "DueItem was expected, not int" in told
    assert "ValueError: no numbers" in told


def test_a_plugin_that_does_not_load_fails_every_test_of_it(plugins):
    (plugins / "bad.py").write_text("import no_such\n")
    (plugins / "tests" / "test_bad.py").write_text("def test_it(desk):\n    pass\n")
    counts, told = run_pytest(plugins.parent)
    assert counts == {"error": 1}
    assert "No module named 'no_such'" in told


def test_the_plugin_can_be_named(plugins, tmp_path):
    (tmp_path / "elsewhere.toml").write_text('plugin = "drill"\n[drill]\ncode = "quake"\nname = "Quake"\n')
    (plugins / "tests" / "test_any.py").write_text(
        "def test_it(desk):\n    assert desk.activity_kinds()['drill-quake'].name == 'Quake'\n"
    )
    counts, told = run_pytest(plugins.parent, "--plugin", tmp_path / "elsewhere.toml")
    assert counts == {"passed": 1}, told


def test_other_tests_notice_nothing_of_it(tmp_path):
    (tmp_path / "test_mine.py").write_text(
        "import pytest, sys\n\n"
        "@pytest.fixture\ndef desk():\n    return 'mine'\n\n"
        "def test_it(desk):\n    assert desk == 'mine'\n\n"
        "def test_nothing_heavy_was_loaded():\n"
        "    heavy = {'sqlalchemy', 'dutydesk.api', 'dutydesk.desk', 'dutydesk.tui', 'dutydesk.host'}\n"
        "    assert heavy & set(sys.modules) == set()\n"
    )
    counts, told = run_pytest(tmp_path, "-W", "error")
    assert counts == {"passed": 2}, told


@pytest.mark.parametrize(
    ("test", "plugin"),
    [
        ("plugins/tests/test_visitor.py", "plugins/visitor.py"),
        ("plugins/tests/test_visitor_badges.py", "plugins/visitor.py"),
        ("plugins/tests/test_night_walk.py", "plugins/night_walk.toml"),
        ("plugins/tests/test_gate.py", "plugins/gate"),
        ("plugins/gate/tests/test_any.py", "plugins/gate"),
        ("plugins/gate/tests/deep/test_any.py", "plugins/gate"),
        ("plugins/tests/test_other.py", None),
        ("elsewhere/test_visitor.py", None),
    ],
)
def test_the_plugin_of_a_test_is_found_by_its_name(tmp_path, test, plugin):
    for name in ("visitor.py", "night_walk.toml", "night.py", "gate/__init__.py"):
        file = tmp_path / "plugins" / name
        file.parent.mkdir(exist_ok=True, parents=True)
        file.touch()
    expected = None if plugin is None else tmp_path / plugin
    assert plugin_of(tmp_path / test) == expected


def test_screen_text_is_offered():
    assert callable(screen_text)
