"""Every hook has a heading, an example that works, and a place in the manual page made from them."""

import importlib
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from dutydesk.api import (
    FigureName,
    Indicator,
    MonthAsked,
    MonthWork,
    NamedRecord,
    OwnLine,
    hookspecs,
)
from dutydesk.desk.host_standing import all_standings
from dutydesk.domain import Activity, Person
from dutydesk.host.finding import installed_plugins, local_plugins
from dutydesk.host.founding import found_desk
from dutydesk.host.opening import open_desk
from dutydesk.host.registry import build_registry
from dutydesk.host.trust import TrustPins
from dutydesk_drills import hookspecs as drills_hookspecs
from dutydesk_drills.kinds import drill_kinds
from dutydesk_drills.rules.in_force import packs_in_force
from dutydesk_roster import hookspecs as roster_hookspecs
from dutydesk_roster.engine import PluginRule

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs" / "hook_examples"


def specified(module):
    return [name for name, value in vars(module).items() if hasattr(value, "dutydesk_spec")]


BROUGHT_BY = {
    **dict.fromkeys(specified(roster_hookspecs), "roster"),
    **dict.fromkeys(specified(drills_hookspecs), "drills"),
}
HOOKS = sorted([*specified(hookspecs), *BROUGHT_BY])


@pytest.fixture(autouse=True)
def _no_local_plugin_stays_loaded():
    yield
    for name in [each for each in sys.modules if each.startswith("dutydesk_local.")]:
        del sys.modules[name]


def test_the_page_of_hooks_is_what_the_code_gives():
    finished = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "make_hooks.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr


def test_every_example_is_of_a_hook_and_every_hook_has_one():
    assert sorted(path.stem for path in EXAMPLES.glob("*.py")) == HOOKS


@pytest.mark.parametrize("hook", HOOKS)
def test_the_example_of_a_hook_works_as_a_local_plugin(hook, tmp_path):
    folder = tmp_path / "desk"
    found_desk(folder, name="Test", zone="Asia/Shanghai")
    shutil.copy(EXAMPLES / f"{hook}.py", folder / "plugins" / f"my_{hook}.py")
    pins = TrustPins(tmp_path / "pins.toml")
    (blocked,) = local_plugins(folder / "plugins", pins)
    pins.allow(blocked.path, blocked.digest)
    others = [each for each in installed_plugins() if each.name == BROUGHT_BY.get(hook)]
    registry = build_registry((*others, *local_plugins(folder / "plugins", pins)))
    assert [(each.name, each.state) for each in registry.plugins[len(others) :]] == [(f"my_{hook}", "on")]
    if hook == "tables":
        # Its migrations are in a package that is not installed here; the table itself is declared.
        assert [each.owner for each in registry.tables] == ["keys"]
        return
    desk = open_desk(
        folder, actor="test", registry=registry, clock=lambda: datetime(2026, 11, 24, 2, tzinfo=UTC)
    )
    try:
        _ask_everything(desk)
        assert desk.faults() == ()
        assert _contribution(hook, desk), f"the example of {hook} gives nothing"
    finally:
        desk.close()


def _ask_everything(desk):
    with desk.change("someone joins") as change:
        change.add(Person(id="li", name="Li", qualifications=("fire-brigade",), starts=date(2026, 11, 1)))
        for kind in ("training", "school"):
            at = datetime(2026, 11, 20, 14)  # noqa: DTZ001 - wall time
            change.add(Activity(id=kind, kind=kind, title=kind, start=at, end=at + timedelta(hours=1)))
    desk.registry.hooks.tell("fill_sample", desk=desk, today=date(2026, 11, 24))
    window = desk.zone.days(date(2026, 11, 1), date(2026, 11, 30))
    desk.commitments(window)
    desk.clashes(date(2026, 11, 1), date(2026, 11, 30))
    desk.due(date(2026, 11, 1), date(2026, 12, 1))
    desk.feeds()
    desk.feed_events(window)
    desk.figures(2026)
    desk.digest(date(2026, 11, 16), date(2026, 11, 22))
    all_standings(desk)


def _rounds_kept(desk, asked):
    (work,) = desk.ask("month_work", MonthWork, asked=asked)
    work.kept(work.function(*work.arguments))
    return desk.records("key-rounds").get("2026-11")


def _contribution(hook, desk):
    window = desk.zone.days(date(2026, 11, 1), date(2026, 11, 30))
    first, last = date(2026, 11, 1), date(2026, 11, 30)
    registry = desk.registry
    return {
        "screens": lambda: [importlib.import_module(each.target.split(":")[0]) for each in registry.screens],
        "commands": lambda: registry.commands,
        "cli": lambda: registry.cli,
        "settings": lambda: registry.settings,
        "toml_plugins": lambda: registry.toml_plugins,
        "activity_kinds": lambda: [each for each in desk.activity_kinds() if each == "parents-evening"],
        "activities": lambda: [
            each for each in desk.occurrences(first, last) if each.activity.title == "Flag raising"
        ],
        "commitments": lambda: [each for each in desk.commitments(window) if each.title == "Fire brigade"],
        # Nobody has a duty in a desk without a roster: that it is asked without a fault is all there is.
        "clashes": lambda: True,
        "due": lambda: [each for each in desk.due(first, last) if each.title == "Count the keys"],
        "feeds": lambda: [each for each in desk.feeds() if each.name == "deliveries"],
        "feed_events": lambda: [each for each in desk.feed_events(window) if each.feeds == ("deliveries",)],
        "activity_notes": lambda: [
            each for each in desk.feed_events(window) if "Bring gloves" in each.description
        ],
        "digest": lambda: [each for each in desk.digest(first, last) if each.heading == "School events"],
        "fill_sample": lambda: [
            each for each in desk.activities() if each.title == "Visit of the fire brigade"
        ],
        "figures": lambda: desk.figures(2026),
        "figure_names": lambda: desk.ask("figure_names", FigureName),
        "indicators": lambda: desk.ask("indicators", Indicator, year=2026),
        "named_records": lambda: desk.ask("named_records", NamedRecord, keys=("keys-lost:2026-1",)),
        "own_lines": lambda: desk.ask("own_lines", OwnLine, person="li"),
        "standing": lambda: [each for each in all_standings(desk) if each.key == "leave.asked"],
        "month_work": lambda: _rounds_kept(desk, MonthAsked(first=first, last=last)),
        "changes_committed": lambda: desk.records("last-change").get("people") == ["person:li"],
        "hookspecs": lambda: True,
        "roster_rules": lambda: desk.ask("roster_rules", PluginRule),
        "drill_kinds": lambda: [each for each in drill_kinds(desk) if each == "flood"],
        "drill_rule_packs": lambda: [each for each in packs_in_force(desk) if each.code == "district"],
    }[hook]()
