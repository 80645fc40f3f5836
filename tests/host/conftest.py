"""Desks whose plugins the tests write, with pins of trust in a folder of their own."""

import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from dutydesk.host import opening
from dutydesk.host.finding import FoundPlugin, local_plugins
from dutydesk.host.founding import found_desk
from dutydesk.host.registry import build_registry
from dutydesk.host.trust import TrustPins, read_plugin_files


@dataclass
class Bench:
    """A desk folder, its pins, and what opens it."""

    folder: Path
    pins: TrustPins
    opened: list = field(default_factory=list)

    @property
    def plugins(self):
        return self.folder / "plugins"

    def write(self, name, text):
        file = self.plugins / name
        file.parent.mkdir(exist_ok=True, parents=True)
        file.write_text(text)
        return self.plugins / Path(name).parts[0]

    def allow(self, path):
        self.pins.allow(path, read_plugin_files(path).digest)

    def found(self):
        return local_plugins(self.plugins, self.pins)

    def open(self, *objects, local=False, seconds=5.0):
        found = [
            each
            if isinstance(each, FoundPlugin)
            else on_hand(*each)
            if isinstance(each, tuple)
            else on_hand(type(each).__name__, each)
            for each in objects
        ]
        if local:
            found.extend(self.found())
        registry = build_registry(found, seconds=seconds)
        desk = opening.open_desk(self.folder, actor="li", registry=registry, pins=self.pins)
        self.opened.append(desk)
        return desk


def on_hand(name, plugin):
    """Return a plugin that is found already; a function in its place is called to load it."""
    return FoundPlugin(name, "1.0", "test", plugin if callable(plugin) else lambda: plugin)


@pytest.fixture
def bench(tmp_path):
    found_desk(tmp_path / "desk", name="Sea School", zone="Asia/Shanghai")
    made = Bench(tmp_path / "desk", TrustPins(tmp_path / "home" / "dutydesk" / "pins.toml"))
    finders, modules = list(sys.meta_path), set(sys.modules)
    yield made
    for desk in made.opened:
        desk.close()
    sys.meta_path[:] = finders
    for name in [each for each in sys.modules if each.startswith("dutydesk_local") and each not in modules]:
        del sys.modules[name]
