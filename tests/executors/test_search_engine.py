"""Where a desk's searches run is said in its own file."""

import subprocess
import sys

import pytest

from dutydesk.api import DataProblem
from dutydesk.executors import LocalProcesses, open_executor
from dutydesk.host.founding import found_desk
from dutydesk.host.opening import open_desk


@pytest.fixture
def folder(tmp_path):
    found_desk(tmp_path / "desk", name="Test", zone="Asia/Shanghai")
    return tmp_path / "desk"


def engine_of(folder, line):
    path = folder / "desk.toml"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n[search]\n{line}\n", encoding="utf-8")
    desk = open_desk(folder)
    try:
        return desk.search_engine
    finally:
        desk.close()


def test_searches_run_on_this_machine_unless_it_is_said_otherwise(folder):
    desk = open_desk(folder)
    with open_executor(desk.search_engine) as executor:
        assert isinstance(executor, LocalProcesses)
    desk.close()


@pytest.mark.parametrize(
    "engine", ["local", "tcp://10.0.0.5:8786", "tls://desk.school.cn:1", "tcp://[::1]:8786"]
)
def test_the_engine_is_here_or_at_an_address(folder, engine):
    assert engine_of(folder, f'engine = "{engine}"') == engine


@pytest.mark.parametrize("line", ['engine = "tcp://desk"', 'engine = "remote"', 'engine = ""', "engine = 3"])
def test_another_engine_is_refused_with_its_line(folder, line):
    with pytest.raises(DataProblem, match=r"desk\.toml, line \d+, \[search\] engine: expected"):
        engine_of(folder, line)


def test_the_engine_may_be_changed_while_the_desk_is_open(folder):
    desk, path = open_desk(folder), folder / "desk.toml"
    path.write_text(path.read_text(encoding="utf-8") + '\n[search]\nengine = "tcp://a:1"\n', encoding="utf-8")
    desk.renew_settings()
    assert desk.search_engine == "tcp://a:1"
    desk.close()


def test_opening_an_executor_loads_nothing_that_was_installed():
    script = (
        "import sys\n"
        "import dutydesk.executors\n"
        "dutydesk.executors.open_executor('local').shutdown()\n"
        "heavy = {'distributed', 'numpy', 'ortools', 'msgspec', 'click', 'textual', 'sqlalchemy'}\n"
        "heavy &= set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
