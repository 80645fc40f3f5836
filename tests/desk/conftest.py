"""Desks in folders of their own, with plugins that the tests write."""

from datetime import UTC, datetime, timedelta

import pluggy
import pytest

from dutydesk.api import hookimpl, hookspecs
from dutydesk.api.registry import Registry
from dutydesk.host.calling import IsolatedHooks
from dutydesk.host.founding import found_desk
from dutydesk.host.opening import open_desk


class Clock:
    """A clock that the test moves."""

    def __init__(self):
        self.instant = datetime(2026, 11, 2, 1, tzinfo=UTC)

    def __call__(self):
        return self.instant

    def move(self, **by):
        self.instant += timedelta(**by)


class Kinds:
    """A plugin that brings kinds of activity."""

    def __init__(self, kinds):
        self._kinds = tuple(kinds)

    @hookimpl
    def activity_kinds(self):
        return self._kinds


def registry_of(*plugins, tables=(), kinds=()):
    manager = pluggy.PluginManager("dutydesk")
    manager.add_hookspecs(hookspecs)
    for plugin in (*plugins, Kinds(kinds)):
        manager.register(plugin, name=type(plugin).__name__.lower())
    return Registry(tables=tuple(tables), hooks=IsolatedHooks(manager))


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def folder(tmp_path, database_home):
    found_desk(tmp_path / "desk", name="Sea School", zone="Asia/Shanghai")
    database_home.filled(())
    with (tmp_path / "desk" / "desk.toml").open("a") as file:
        file.write(database_home.settings())
    return tmp_path / "desk"


@pytest.fixture
def make_desk(folder, clock):
    made = []

    def make(*plugins, actor="li", **more):
        made.append(open_desk(folder, actor=actor, registry=registry_of(*plugins, **more), clock=clock))
        return made[-1]

    yield make
    for desk in made:
        desk.close()


@pytest.fixture
def desk(make_desk):
    return make_desk()
