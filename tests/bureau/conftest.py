"""A bureau of three small schools, of which each test has its own copy, at the time of their clocks."""

import json
import shutil
from datetime import timedelta

import pytest
import time_machine

from dutydesk.bureau.board import Board
from dutydesk.bureau.bureau import Bureau
from dutydesk.bureau.founding import found_bureau
from dutydesk.bureau.kept_standings import KeptStandings
from dutydesk.cli.main import main
from dutydesk.config.writing import write_toml
from tests.plugins.roster.roster_desk import NOW, make_template

SCHOOLS = ("east", "north", "south")


class Town:
    """A bureau in a folder: opened anew as often as a test wants, its schools at hand."""

    def __init__(self, folder, capsys):
        self.folder = folder
        self._capsys = capsys
        self._opened = []

    def bureau(self, actor="boss"):
        self._opened.append(Bureau(self.folder, actor))
        return self._opened[-1]

    def board(self, bureau=None):
        bureau = bureau or self.bureau()
        kept = KeptStandings(bureau.database, "en")
        kept.prepare()
        return Board(bureau, kept)

    def renewed(self, bureau=None):
        """Return the rows of a board brought up to date, by the names of desks."""
        board = self.board(bureau)
        board.look()
        list(board.renew())
        return {row.place.name: row for row in board.rows}

    def school(self, name):
        return self.folder / "schools" / name

    def desk(self, name, actor="leader"):
        bureau = self.bureau(actor)
        return bureau.desk(next(each for each in bureau.places() if each.name == name))

    def command(self, *arguments):
        """Run ``dutydesk bureau …`` and return status, standard output and standard error."""
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main(["--as", "boss", "bureau", "--in", str(self.folder), *arguments])
        captured = self._capsys.readouterr()
        return left.value.code, captured.out, captured.err

    def json(self, *arguments):
        status, out, _err = self.command(*arguments, "--json")
        return status, json.loads(out)

    def close(self):
        while self._opened:
            self._opened.pop().close()


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    folder = make_template(tmp_path_factory.mktemp("bureau") / "desk")
    for beside in folder.glob("dutydesk.db-*"):
        beside.unlink()
    return folder


@pytest.fixture(autouse=True)
def _own_user(tmp_path, monkeypatch):
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "user"))
    monkeypatch.delenv("DUTYDESK_BUREAU", raising=False)


@pytest.fixture
def clock():
    """The clock of the machine, to be moved on."""
    with time_machine.travel(NOW) as traveller:
        yield lambda **by: traveller.shift(timedelta(**by))


@pytest.fixture
def town(template, tmp_path, capsys, clock):  # noqa: ARG001 - the schools' commands go by it
    found_bureau(tmp_path / "town", name="The town")
    for name in SCHOOLS:
        folder = tmp_path / "town" / "schools" / name
        shutil.copytree(template, folder)
        school = {"name": f"School of the {name}", "zone": "Asia/Shanghai", "uid": f"{name}.example"}
        write_toml(folder / "desk.toml", {"desk": school})
    made = Town(tmp_path / "town", capsys)
    yield made
    made.close()
