"""What a first paint waits for: nothing that only the opened desk, or another command, needs."""

import subprocess
import sys
from pathlib import Path

import pytest

from dutydesk.cli.entry import plain_opening
from dutydesk.later import later

BEFORE_FIRST_PAINT = "import sys, dutydesk.cli.entry, dutydesk.config.personal, dutydesk.tui.app"
SPARED = {
    "click",
    "sqlalchemy",
    "dateutil",
    "zoneinfo",
    "plotext",
    "dutydesk.desk",
    "dutydesk.domain.activity",
    "dutydesk.tui.screens.today",
    "dutydesk.tui.widgets.grid",
    "dutydesk_roster",
}


def test_the_shell_is_painted_before_the_desk_and_the_command_line_are_loaded():
    script = f"{BEFORE_FIRST_PAINT}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "dutydesk.tui.opening" in loaded
    assert loaded & SPARED == set()


@pytest.mark.parametrize(
    ("arguments", "folder", "actor"),
    [
        ((), None, None),
        (("--desk", "d"), Path("d"), None),
        (("--as", "Li Wei", "--desk", "d"), Path("d"), "Li Wei"),
    ],
)
def test_where_and_who_open_the_desk(arguments, folder, actor):
    call = plain_opening(arguments)
    assert call is not None
    assert call.actor == actor
    assert folder is None or call.folder == folder


@pytest.mark.parametrize(
    "arguments",
    [
        ("--help",),
        ("--version",),
        ("--desk",),
        ("--desk", ""),
        ("--desk=d",),
        ("--desk", "d", "feeds"),
        ("feeds", "list"),
        ("--desk", "d", "--desk", "e"),
    ],
)
def test_everything_else_is_for_the_command_line(arguments):
    assert plain_opening(arguments) is None


@pytest.mark.parametrize("package", ["dutydesk.api", "dutydesk.domain", "dutydesk.tui.widgets"])
def test_every_name_of_a_package_is_there_when_it_is_asked_for(package):
    script = (
        f"import {package} as package\n"
        "for name in package.__all__:\n"
        "    getattr(package, name)\n"
        "    assert name in vars(package)\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_a_name_that_is_not_there_is_missed_by_name():
    with pytest.raises(AttributeError, match=r"dutydesk\.later.*Nobody"):
        later("dutydesk.later", {"later": ("later",)})("Nobody")
