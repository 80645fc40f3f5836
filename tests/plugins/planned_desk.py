"""A real desk with settings of a test's own, its clock in the test's hand, and its commands and screens."""

import atexit
import json
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from textual.pilot import Pilot

from dutydesk.api import DataProblem
from dutydesk.config.shipped import default_desk
from dutydesk.desk import OpenDesk
from dutydesk.domain import Person
from dutydesk.host.finding import installed_plugins
from dutydesk.host.founding import found_desk
from dutydesk.host.opening import open_desk
from dutydesk.host.registry import build_registry
from dutydesk.tui.app import DutyDeskApp
from dutydesk.tui.widgets import ChoiceInput
from tests.terminal.pilot_help import settle

CALENDAR = """
workdays = [2026-10-10]
[[term]]
name = "Autumn"
first = 2026-09-01
last = 2027-01-22
[[term]]
name = "Spring"
first = 2027-02-22
last = 2027-07-09
[[holiday]]
name = "National Day"
first = 2026-10-01
last = 2026-10-07
[[holiday]]
name = "New Year"
first = 2027-01-01
last = 2027-01-03
"""
PEOPLE = (
    Person(id="zhao", name="赵建国", rank="leader", squad="1"),
    Person(id="qian", name="钱卫东", rank="deputy", squad="2"),
    Person(id="li", name="李强", rank="guard", squad="1"),
    Person(id="wu", name="吴刚", rank="guard", squad="2"),
)


class PlannedDesk:
    """Opens desks in one folder; `at` sets the clock, in UTC, of all of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
        self._open: list[OpenDesk] = []

    def at(self, day: date, hour: int = 2) -> None:
        self.now = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)

    def write(self, **files: str) -> None:
        for name, text in files.items():
            (self.folder / "config" / f"{name}.toml").write_text(text, encoding="utf-8")

    def open(self, actor: str = "test") -> OpenDesk:
        desk = open_desk(self.folder, actor=actor, clock=lambda: self.now)
        self._open.append(desk)
        return desk

    def close(self) -> None:
        for desk in self._open:
            desk.close()


class _Call:
    """The public part of a call of the program: it opens the desk, as someone else."""

    def __init__(self, planned: PlannedDesk) -> None:
        self._planned = planned

    def open(self) -> OpenDesk:
        return self._planned.open("clerk")


@cache
def _template() -> Path:
    """Make one desk with its tables, to be copied: migrating costs more than all that a test does."""
    folder = Path(tempfile.mkdtemp(prefix="dutydesk-template-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    found_desk(folder / "desk", name="Test", zone="Asia/Shanghai")
    open_desk(folder / "desk").close()
    return folder / "desk"


def make(folder: Path) -> Iterator[PlannedDesk]:
    shutil.copytree(_template(), folder)
    planned = PlannedDesk(folder)
    planned.write(calendar=CALENDAR)
    yield planned
    planned.close()


def wall(text: str) -> datetime:
    """Return naive wall time, as activities hold it."""
    return datetime.fromisoformat(text)


def with_people(desk: OpenDesk) -> OpenDesk:
    with desk.change("people") as change:
        for person in PEOPLE:
            change.add(person)
    return desk


@cache
def _targets() -> dict[str, str]:
    """Return where the commands of the bundled plugins are, by their names."""
    return {group.name: group.target for group in build_registry(installed_plugins()).cli}


def run(planned: PlannedDesk, *arguments: str) -> tuple[int, str]:
    name, *rest = arguments
    module, _colon, attribute = _targets()[name].partition(":")
    group = getattr(import_module(module), attribute)
    result = CliRunner().invoke(group, rest, obj=_Call(planned))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def run_json(planned: PlannedDesk, *arguments: str) -> tuple[int, Any]:
    status, output = run(planned, *arguments, "--json")
    return status, json.loads(output)


@asynccontextmanager
async def area(
    desk: OpenDesk, name: str, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Any, Pilot[None]]]:
    app = DutyDeskApp(lambda: (desk, desk.registry.screens, desk.registry.commands), {})
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await app.action_open_area(name)
        await settle(pilot)
        yield app, pilot


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


def example(name: str) -> str:
    """Return the example that a default settings file carries in its comments."""
    lines = (default_desk() / f"{name}.toml").read_text(encoding="utf-8").splitlines()
    first = next(index for index, line in enumerate(lines) if line.startswith("# [["))
    return "\n".join(line.removeprefix("#").strip() for line in lines[first:])


async def fill(app: Any, pilot: Pilot[None], **values: str) -> None:
    """Put `values` into the fields of the open form, as if they had been typed."""
    for name, value in values.items():
        control = app.area.form.lines[name].control
        if isinstance(control, ChoiceInput):
            control.choose([key for key, _label in control.choices].index(value))
        else:
            control.value = value
    await settle(pilot)


def refused(planned: PlannedDesk, expected: str, **files: str) -> None:
    planned.write(**files)
    with pytest.raises(DataProblem) as caught:
        planned.open()
    assert expected in str(caught.value)
