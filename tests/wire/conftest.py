"""Desks that the real program opens on a pseudo-terminal, and a home that holds nobody's preferences."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.workbench.desks import dutydesk
from benchmarks.workbench.measuring import open_board


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The sample school's desk, in a home where the tour of a first start is over."""
    home = tmp_path_factory.mktemp("home")
    before = dict(os.environ)
    os.environ.update({f"XDG_{kind}_HOME": str(home / kind) for kind in ("CONFIG", "STATE", "DATA")})
    folder = home / "desk"
    dutydesk("init", str(folder), "--sample", "school")
    with open_board(folder, remote=True) as line:
        line.press(b"\x1b")
    yield folder
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def sample(template: Path, tmp_path: Path) -> Path:
    """A desk of the sample school that nobody has touched."""
    return Path(shutil.copytree(template, tmp_path / "desk"))
