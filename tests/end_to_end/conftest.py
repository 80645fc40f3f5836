"""The program as people run it: a process, a desk folder, and calendar readers that nobody here wrote."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@dataclass
class Finished:
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def document(self):
        return json.loads(self.out)


class CommandLine:
    """Runs ``dutydesk`` for one desk, with a home of its own."""

    def __init__(self, desk: Path, home: Path):
        self.desk = desk
        home.mkdir(exist_ok=True)
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("DUTYDESK")},
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_DATA_HOME": str(home / "data"),
            "LANG": "C.UTF-8",
        }

    def start(self, *arguments, **options) -> subprocess.Popen:
        return subprocess.Popen(
            [sys.executable, "-m", "dutydesk", "--desk", str(self.desk), *map(str, arguments)],
            env=self.environment,
            text=True,
            **options,
        )

    def __call__(self, *arguments) -> Finished:
        run = self.start(*arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        out, err = run.communicate(timeout=180)
        return Finished(run.returncode, out, err)


@pytest.fixture
def command(tmp_path):
    return CommandLine(tmp_path / "desk", tmp_path / "home")
