"""``dutydesk plugins check``: whatever a plugin does, one clear line says so and nothing of it is left."""

import os
import signal
import time
import uuid
from pathlib import Path

import pytest

HEAD = """import os, subprocess, sys, time
from dutydesk.api import *
from dutydesk.domain import ActivityKind
"""


@pytest.fixture
def check(commands):
    """Writes a plugin, with its test, and checks it; returns status and what was said of it."""

    def run(text, *options, test=None, name="visitor.py", head=HEAD):
        plugins = commands.folder / "plugins"
        file = plugins / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(head + text if name.endswith(".py") else text)
        if test is not None:
            (plugins / "tests").mkdir()
            (plugins / "tests" / f"test_{Path(name).stem}.py").write_text(test)
        return commands.json("plugins", "check", Path(name).parts[0].partition(".")[0], *options)

    return run


def told(verdict):
    return [(each["file"], each["line"], each["where"], each["text"]) for each in verdict["faults"]]


def running(mark):
    """Return whether any process has `mark` in its command line."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                found.append((folder / "cmdline").read_bytes())
            except OSError:
                continue
    return any(mark.encode() in line for line in found)


def test_each_fault_of_a_hook_has_its_line_and_the_others_are_still_called(check):
    status, verdict = check("""
@hookimpl
def due(desk, first, last):
    return [DueItem(title="x", day=str(first))]

@hookimpl
def figures(desk, year):
    return [Figure("v", "Visits", len(desk.people()) / 0)]

@hookimpl
def feeds(desk):
    sys.exit(3)

@hookimpl
def digest(desk, first, last):
    os._exit(4)

@hookimpl
def clashes(desk, first, last):
    return [Feed("a", "A")]

@hookimpl
def commitments(desk, window):
    for number in range(100_000):
        print("flood")

@hookimpl
def activity_kinds():
    return [ActivityKind("visit", "Visit")]

@hookimpl
def activities(desk):
    yield Feed("b", "B")
    raise KeyboardInterrupt
""")
    assert status == 1
    assert verdict["name"] == "visitor"
    assert len(verdict["hooks"]) == 8
    file = "plugins/visitor.py"
    found = told(verdict)
    assert (file, 6, "hook due", "DueItem.day must be date, not str") in found
    assert (file, 11, "hook figures", "ZeroDivisionError: division by zero") in found
    assert (file, 15, "hook feeds", "SystemExit: 3") in found
    assert (file, 19, "hook digest", "it ends the whole program with os._exit") in found
    assert (file, 22, "hook clashes", "Clash was expected, not Feed") in found
    assert any(each[:3] == (file, 26, "hook commitments") and "100000 lines" in each[3] for each in found)
    assert any(each[2] == "hook activities" for each in found)
    assert not any(each[2] == "hook activity_kinds" for each in found)


def test_the_lines_end_with_one_of_summary(check, commands):
    check("@hookimpl\ndef due(desk, first, last):\n    return [1]\n")
    status, out, err = commands("plugins", "check", "visitor")
    assert (status, err) == (1, "")
    assert out.splitlines() == [
        "plugins/visitor.py, line 5, hook due: DueItem was expected, not int",
        "visitor: 1 fault, 1 hook, no tests",
    ]


def test_hooks_and_arguments_that_nobody_knows_are_named(check):
    status, verdict = check("""
@hookimpl
def dew(desk):
    return []

@hookimpl
def due(desk, weather):
    return []

@hookimpl
def drill_kinds(desks):
    return []
""")
    assert status == 1
    found = {each[2]: (each[1], each[3]) for each in told(verdict)}
    assert found["hook dew"] == (6, "there is no hook of this name; did you mean 'due'?")
    assert (found["hook due"][0], "asks for weather" in found["hook due"][1]) == (10, True)
    assert (found["hook drill_kinds"][0], "asks for desks" in found["hook drill_kinds"][1]) == (14, True)
    assert len(verdict["faults"]) == 3


def test_hooks_of_other_plugins_are_called_and_their_values_checked(check):
    _status, verdict = check("@hookimpl\ndef drill_kinds():\n    return [Feed('a', 'A')]\n")
    assert told(verdict) == [
        ("plugins/visitor.py", 5, "hook drill_kinds", "DrillKind was expected, not Feed")
    ]


def test_screens_are_shown_and_commands_imported(check):
    status, verdict = check("""
from dutydesk.tui.widgets import AreaScreen
class Late(AreaScreen):
    def reload(self):
        raise ValueError("no list")
class Apart(AreaScreen):
    def reload(self):
        self.in_background(self.work, print)
    def work(self):
        return 1 / 0
class Bare(AreaScreen):
    def compose_body(self):
        raise KeyError("d")
class Good(AreaScreen):
    pass
@hookimpl
def screens():
    return [Screen(n.lower(), n, f"{__name__}:{n}") for n in ("Late", "Apart", "Bare", "Good", "Gone")]
@hookimpl
def cli():
    return [CliGroup("late", f"{__name__}:Late", "No command")]
@hookimpl
def commands():
    return [Command("Go", "nowhere", "go"), Command("Stay", "good", "stay")]
""")
    assert status == 1
    found = {each[2]: (each[1], each[3]) for each in told(verdict)}
    assert found["screen late"] == (8, "ValueError: no list")
    assert found["screen apart"] == (13, "ZeroDivisionError: division by zero")
    assert found["screen bare"] == (16, "KeyError: 'd'")
    assert found["screen gone"][0] == 20
    assert "no Click command" in found["hook cli, Late"][1]
    assert found["hook commands"] == (26, "the command 'Go' opens 'nowhere', and there is no such screen")
    assert len(found) == 6


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("import no_such_module\n", 4, "ModuleNotFoundError: No module named 'no_such_module'"),
        ("\ndef x(:\n    pass\n", 5, "SyntaxError: invalid syntax"),
        ("def due():\n    return []\n", None, "it has no hooks"),
        ("sys.exit()\n", 4, "SystemExit"),
        ("os._exit(0)\n", 4, "it ends the whole program"),
    ],
    ids=["imports what is missing", "does not parse", "has no plugin", "exits", "ends the process"],
)
def test_a_plugin_that_does_not_load_is_named_with_its_line(check, text, line, said):
    status, verdict = check(text)
    assert status == 1
    ((file, at, where, what),) = told(verdict)
    assert (file, at, where) == ("plugins/visitor.py", line, "loading")
    assert what.startswith(said)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("time.sleep(1000)\n", 4, "gave no answer within 5 s"),
        ("import ctypes\nwhile True: ctypes.PyDLL(None).sleep(900)\n", 5, "longer than 7 seconds"),
        ("os.kill(os.getpid(), 9)\n", None, "brought the whole program down (signal 9)"),
        ("import ctypes\nctypes.string_at(0)\n", 5, "brought the whole program down (signal 11)"),
        ("held = bytearray(2**38)\n", 4, "MemoryError"),
    ],
    ids=["sleeps", "lets nobody else run", "kills itself", "crashes", "takes all memory"],
)
def test_what_hangs_or_crashes_is_ended_with_the_line_where_it_was(check, text, line, said):
    status, verdict = check(text, "--seconds", "7")
    assert status == 1
    ((file, at, where, what),) = told(verdict)
    assert (file, at, where) == ("plugins/visitor.py", line, "loading")
    assert said in what


@pytest.mark.parametrize(
    "start",
    [
        """code = 'import time; time.sleep(600)'
subprocess.Popen([sys.executable, '-c', code, {mark!r}], start_new_session=True)
""",
        "if os.fork() == 0:\n    os.setsid()\n    os.execlp('sleep', {mark!r}, '600')\n",
    ],
    ids=["a session of its own", "a copy of itself"],
)
def test_a_process_that_a_plugin_leaves_is_told_and_ended(check, start):
    mark = f"left-{uuid.uuid4()}"
    status, verdict = check(start.format(mark=mark) + "@hookimpl\ndef feeds(desk):\n    return []\n")
    assert status == 1
    ((_file, _line, _where, what),) = told(verdict)
    assert "left a process running" in what
    assert mark in what
    assert not running(mark)


def test_failing_tests_are_told_with_the_line_of_the_assertion(check):
    status, verdict = check(
        "@hookimpl\ndef activity_kinds():\n    return [ActivityKind('visit', 'Visit')]\n"
        "@hookimpl\ndef figures(desk, year):\n    return [Figure('v', 'V', 1 / (2025 - year))]\n",
        test="""
import pytest

def test_sound(desk):
    assert "visit" in desk.activity_kinds()

def test_wrong(desk):
    kinds = desk.activity_kinds()
    assert "visits" in kinds, "no visits"

def test_at_fault(desk):
    desk.figures(2025)

@pytest.mark.skip(reason="later")
def test_skipped():
    raise AssertionError
""",
    )
    assert status == 1
    assert verdict["tests"] == {"passed": 1, "failed": 2}
    wrong, fault = told(verdict)
    assert wrong[:3] == ("plugins/tests/test_visitor.py", 9, "test test_wrong")
    assert "no visits" in wrong[3]
    assert fault[2] == "test test_at_fault"
    assert "ZeroDivisionError" in fault[3]


SOUND = "@hookimpl\ndef feeds(desk):\n    return []\n"


@pytest.mark.parametrize(
    ("test", "line", "where", "said"),
    [
        ("import time\ndef test_it():\n    time.sleep(900)\n", 3, "test test_it", "longer than 7 seconds"),
        ("import os\ndef test_it():\n    os._exit(0)\n", 2, "test test_it", "ended the whole program"),
        ("import no_such\n", 1, "tests", "No module named 'no_such'"),
        ("x = 1\n", None, "tests", "no test was found"),
    ],
    ids=["hangs", "ends the process", "imports what is missing", "no tests"],
)
def test_tests_that_do_not_come_to_an_end_are_told(check, test, line, where, said):
    status, verdict = check(SOUND, "--seconds", "7", test=test)
    assert status == 1
    ((_file, at, found, what),) = told(verdict)
    assert (at, found) == (line, where)
    assert said in what


def test_a_package_is_tried_with_the_tests_inside_it(check, commands):
    tests = commands.folder / "plugins" / "night" / "tests"
    tests.mkdir(parents=True)
    (tests.parent / "inner.py").write_text(
        "from dutydesk.api import hookimpl\n@hookimpl\ndef feeds(desk):\n    return [4]\n"
    )
    (tests / "test_inner.py").write_text(
        "def test_it(desk):\n"
        "    from dutydesk_local.night import inner\n"
        "    assert inner.feeds(desk) == [5]\n"
    )
    status, verdict = check("from .inner import feeds\n", name="night/__init__.py", head="")
    assert status == 1
    assert [each[:3] for each in told(verdict)] == [
        ("plugins/night/inner.py", 3, "hook feeds"),
        ("plugins/night/tests/test_inner.py", 3, "test test_it"),
    ]


def test_a_toml_plugin_is_read_and_a_wrong_key_named_with_its_line(check):
    text = 'plugin = "drill"\n[drill]\ncode = "quake"\nname = "Quake"\n[[stage]]\ncode = "alarm"\nname = 3\n'
    status, verdict = check(text, name="quake.toml")
    assert status == 1
    assert told(verdict) == [
        ("plugins/quake.toml", 7, "[[stage]] 1, name", "expected text, found the whole number 3")
    ]


def test_what_a_plugin_does_it_does_to_another_desk_and_another_home(check, commands, tmp_path, monkeypatch):
    monkeypatch.setenv("DUTYDESK_DESK", str(commands.folder))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    before = {file: file.read_bytes() for file in commands.folder.rglob("*") if file.is_file()}
    status, verdict = check(
        """
from pathlib import Path
(Path.home() / "mine").write_text("was here")
(Path(__file__).parent / "beside").write_text("was here")
assert "DUTYDESK_DESK" not in os.environ
@hookimpl
def due(desk, first, last):
    for person in desk.people():
        with desk.change("all gone") as change:
            change.remove(person)
    (desk.folder / "desk.toml").unlink()
    return []
"""
    )
    assert (status, verdict["faults"]) == (0, [])
    after = {file: file.read_bytes() for file in commands.folder.rglob("*") if file.is_file()}
    assert {file for file in after if after[file] != before.get(file)} == {
        commands.folder / "plugins" / "visitor.py"
    }
    assert list((tmp_path / "home").iterdir()) == []


def test_a_path_that_holds_no_plugin_cannot_be_checked(commands, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "test_x.py").write_text("")
    (tmp_path / "notes.md").write_text("")
    assert "no such file" in commands.refused("plugins", "check", "nowhere.py")
    assert "no plugin" in commands.refused("plugins", "check", str(tmp_path / "empty"))
    assert "no plugin" in commands.refused("plugins", "check", str(tmp_path / "notes.md"))
    assert "is a test" in commands.refused("plugins", "check", str(tmp_path / "test_x.py"))
    commands.refused("plugins", "check", str(tmp_path), "--seconds", "0")


def test_nothing_runs_on_when_the_check_itself_is_killed(start, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    mark = f"left-{uuid.uuid4()}"
    plugin = tmp_path / "hanging.py"
    plugin.write_text(
        f"{HEAD}subprocess.Popen(['sleep', '600'], start_new_session=True, executable='/bin/sleep')\n"
        f"subprocess.run([sys.executable, '-c', 'import time; time.sleep(600)', {mark!r}])\n"
    )
    process = start("--desk", str(tmp_path / "desk"), "plugins", "check", str(plugin))
    until = time.monotonic() + 30
    while not running(mark) and time.monotonic() < until:
        time.sleep(0.05)
    assert running(mark)
    os.kill(process.pid, signal.SIGKILL)
    until = time.monotonic() + 30
    while running(mark) and time.monotonic() < until:
        time.sleep(0.05)
    assert not running(mark)
