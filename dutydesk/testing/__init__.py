"""What tests of a plugin need; pytest finds it wherever DutyDesk is installed.

A test in ``plugins/tests/test_visitor.py`` asks for the fixture `desk`, an open desk on which the plugin
``plugins/visitor.py`` is on::

    def test_a_visitor_who_has_not_left_is_due(desk):
        desk.records("visitor").put("1", {"name": "Wang"})
        assert [item.title for item in desk.due(desk.today(), desk.today())] == ["Wang is still here"]

It is imported with every run of pytest, so what it needs is imported where it is used.
"""

import logging
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from dutydesk.desk import OpenDesk


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the plugin under test be named."""
    parser.addoption(
        "--plugin",
        metavar="PATH",
        help="the DutyDesk plugin that the fixture `desk` has on; else it is found by the name of the test",
    )


@pytest.fixture(scope="session")
def _practice_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a desk with its tables and people, to be copied."""
    from dutydesk.host.finding import installed_plugins  # noqa: PLC0415
    from dutydesk.host.registry import build_registry  # noqa: PLC0415
    from dutydesk.host.trust import TrustPins  # noqa: PLC0415
    from dutydesk.testing.practice_desk import (  # noqa: PLC0415
        add_people,
        found_practice_desk,
        open_practice_desk,
    )

    folder = tmp_path_factory.mktemp("practice") / "desk"
    found_practice_desk(folder)
    desk = open_practice_desk(folder, build_registry(installed_plugins()), TrustPins(folder.parent / "pins"))
    try:
        add_people(desk)
    finally:
        desk.close()
    return folder


@pytest.fixture
def desk(request: pytest.FixtureRequest, tmp_path: Path, _practice_desk: Path) -> Iterator["OpenDesk"]:
    """An open desk in a folder of its own, with the plugin under test and those that come with DutyDesk on.

    It has six people (`dutydesk.testing.practice_desk.PEOPLE`), a school year with terms and holidays, and
    nothing else. Its time stands still on Tuesday, 24 November 2026, 10:00 in Shanghai. A fault of the
    plugin, which a desk would only list, fails the test. What the plugin prints stands below a failed test.
    """
    from dutydesk.host.finding import installed_plugins  # noqa: PLC0415
    from dutydesk.host.registry import build_registry  # noqa: PLC0415
    from dutydesk.host.trust import TrustPins  # noqa: PLC0415
    from dutydesk.testing.plugin_under_test import found_for_test, plugin_of  # noqa: PLC0415
    from dutydesk.testing.practice_desk import open_practice_desk  # noqa: PLC0415

    printed = logging.getLogger("dutydesk.plugins")
    level = printed.level
    printed.setLevel(logging.INFO)
    named = request.config.getoption("--plugin")
    plugin = Path(named).resolve() if named else plugin_of(request.path)
    folder = tmp_path / "desk"
    shutil.copytree(_practice_desk, folder)
    found = list(installed_plugins())
    if plugin is not None and plugin.suffix == ".toml":
        shutil.copy(plugin, folder / "plugins")
    elif plugin is not None:
        found.append(found_for_test(plugin))
    try:
        desk = open_practice_desk(folder, build_registry(found), TrustPins(tmp_path / "pins"))
        try:
            _expect_no_fault(desk, plugin)
            yield desk
            _expect_no_fault(desk, plugin)
        finally:
            desk.close()
    finally:
        printed.setLevel(level)


def _expect_no_fault(desk: "OpenDesk", plugin: Path | None) -> None:
    """Fail the test where the plugin under test is at fault."""
    if plugin is None:
        return
    for fault in desk.faults():
        if fault.plugin == plugin.stem:
            pytest.fail(f"{fault.plugin}, {fault.where}: {fault.summary}\n{fault.traceback}", pytrace=False)
    source = f"plugins/{plugin.name}"
    for state in desk.plugins():
        if state.source == source and state.state != "on":
            pytest.fail(f"{state.name} is {state.state}: {state.fault}", pytrace=False)


def screen_text(
    desk: "OpenDesk", area: str, keys: Iterable[str] = (), size: tuple[int, int] = (80, 24)
) -> str:
    """Return what stands on the screen of an area, such as ``today`` or a plugin's, once `keys` are pressed.

    Keys are named as Textual does: ``a``, ``enter``, ``ctrl+s``, ``question_mark``. Whatever the area's
    widgets raise is raised here; no terminal and no asynchronous test is needed.
    """
    from dutydesk.testing.headless import text_after  # noqa: PLC0415 - only tests of screens pay for Textual

    return text_after(desk, area, tuple(keys), size)
