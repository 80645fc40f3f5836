"""A small squadron's desk and the command line, in this process or in one of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import time_machine

from dutydesk.cli.main import main
from tests.plugins.roster.roster_desk import NOW, copied, make_template


class Commands:
    """Runs ``dutydesk --desk FOLDER …`` and tells status, standard output and standard error."""

    def __init__(self, folder, capsys):
        self.folder = folder
        self._capsys = capsys

    def __call__(self, *arguments):
        return self.bare("--desk", str(self.folder), *arguments)

    def bare(self, *arguments):
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main(list(arguments))
        captured = self._capsys.readouterr()
        return left.value.code, captured.out, captured.err

    def json(self, *arguments):
        status, out, err = self(*arguments, "--json")
        assert err == ""
        return status, json.loads(out)

    def refused(self, *arguments):
        """Run what cannot be done: status 2, nothing on standard output, one line on standard error."""
        status, out, err = self(*arguments)
        assert (status, out) == (2, "")
        assert err.startswith("dutydesk: ")
        assert err.count("\n") == 1
        return err


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    return make_template(tmp_path_factory.mktemp("template") / "desk")


@pytest.fixture(autouse=True)
def _own_user(tmp_path, monkeypatch):
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "user"))
    monkeypatch.delenv("DUTYDESK_DESK", raising=False)


@pytest.fixture(autouse=True)
def _time_of_the_desks():
    """Commands open a desk by the machine's clock; here it shows the time of the desks that tests open."""
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def at(template, tmp_path):
    with copied(template, tmp_path / "desk") as made:
        yield made


@pytest.fixture
def commands(at, capsys):
    return Commands(at.folder, capsys)


@pytest.fixture
def no_desk(tmp_path, capsys):
    return Commands(tmp_path / "nowhere", capsys)


ROOT = Path(__file__).parents[2]


def program(*arguments, code="", **options):
    """Start the program in a process of its own."""
    start = ["-c", code] if code else ["-m", "dutydesk"]
    return subprocess.Popen(
        [sys.executable, *start, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'plugins'}"},
        **options,
    )


@pytest.fixture
def start():
    """Starts programs, and ends those that a test leaves running."""
    started = []

    def starting(*arguments, **options):
        started.append(program(*arguments, **options))
        return started[-1]

    yield starting
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()
