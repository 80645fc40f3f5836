"""Desks that the real program opens on a pseudo-terminal, and a home that holds nobody's preferences."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from benchmarks.workbench.desks import dutydesk
from benchmarks.workbench.line import Line
from benchmarks.workbench.measuring import open_board, open_roster


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
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


@pytest.fixture(scope="module")
def opened(sample: Path) -> Iterator[dict[str, Line]]:
    """The roster, open on each kind of line that the budgets name."""
    with ExitStack() as stack:
        yield {
            "80x24": stack.enter_context(open_roster(sample, remote=True)),
            "160x50": stack.enter_context(open_roster(sample, remote=True, columns=160, lines=50)),
            "80x24 truecolour": stack.enter_context(open_roster(sample, remote=False)),
        }
