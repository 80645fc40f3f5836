"""Plugins of other people's packages, found by the entry point that they declare."""

import sys
from datetime import date

import pytest

from dutydesk.host.finding import installed_plugins
from dutydesk.host.opening import open_desk
from dutydesk.host.registry import build_registry

DAY = date(2026, 11, 2)
MODULE = """
from dutydesk.api import DueItem, hookimpl

hook_version = {version}


@hookimpl
def due(first):
    return [DueItem(title="Walk the fence", day=first)]
"""


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Put a package with an entry point where Python looks for packages, as an installer does."""
    site = tmp_path / "site"
    monkeypatch.syspath_prepend(str(site))

    def put(name, *, version=1, module="dutydesk_fence"):
        about = site / f"{module}-2.5.dist-info"
        about.mkdir(parents=True)
        (site / f"{module}.py").write_text(MODULE.format(version=version))
        (about / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {module.replace('_', '-')}\nVersion: 2.5\n"
        )
        (about / "entry_points.txt").write_text(f"[dutydesk.plugins]\n{name} = {module}\n")

    yield put
    sys.modules.pop("dutydesk_fence", None)


def opened(bench):
    desk = open_desk(bench.folder, actor="li", registry=build_registry(installed_plugins()))
    bench.opened.append(desk)
    return desk


def told(desk):
    return [item.title for item in desk.due(DAY, DAY) if item.title == "Walk the fence"]


def test_a_package_that_is_installed_is_on_with_its_version_and_needs_no_consent(bench, install):
    install("fence")
    desk = opened(bench)
    (state,) = [each for each in desk.plugins() if each.name == "fence"]
    assert (state.state, state.version, state.source) == ("on", "2.5", "dutydesk-fence")
    assert told(desk) == ["Walk the fence"]


def test_a_package_for_later_hooks_is_named_and_not_asked(bench, install):
    install("fence", version=2)
    desk = opened(bench)
    (state,) = [each for each in desk.plugins() if each.name == "fence"]
    assert state.state == "faulty"
    assert "version 2" in state.fault
    assert told(desk) == []


def test_a_package_cannot_take_the_name_of_a_plugin_that_comes_along(bench, install):
    install("drills")
    desk = opened(bench)
    assert [(each.source, each.state) for each in desk.plugins() if each.name == "drills"] == [
        ("dutydesk", "on"),
        ("dutydesk-fence", "faulty"),
    ]
    assert told(desk) == []
    assert desk.activity_kinds()["drill-fire"].name
