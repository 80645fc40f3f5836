"""Every binding of the program has an id that nothing else has, and a sentence that explains it."""

import json
import subprocess
import sys
from collections import Counter

import pytest

PROBE = """
import json
from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from dutydesk.host.opening import find_plugins
from dutydesk.host.registry import build_registry
from dutydesk.tui.app import DutyDeskApp
from dutydesk.tui.areas import in_order
from dutydesk.tui.catalogue import catalogue

known = catalogue(in_order(build_registry(find_plugins(None)).screens))
found, waiting = set(), [DOMNode]
while waiting:
    cls = waiting.pop()
    if cls not in found:
        found.add(cls)
        waiting += cls.__subclasses__()
bound = [
    [cls.__qualname__, binding.id, binding.key, binding.tooltip, binding.description, binding.show]
    for cls in found
    if cls.__module__.startswith("dutydesk")
    for binding in cls.__dict__.get("BINDINGS", ())
    if isinstance(binding, Binding)
]
inherited = [
    [cls.__qualname__, key]
    for cls in found
    if cls.__module__.startswith("dutydesk") and (cls is DutyDeskApp or not issubclass(cls, App))
    for key, bindings in cls._merge_bindings().key_to_bindings.items()
    for binding in bindings
    if not (binding.id and binding.tooltip)
]
print(json.dumps({"bound": bound, "inherited": inherited, "unread": known.unread, "ids": sorted(known.ids)}))
"""


@pytest.fixture(scope="module")
def bindings():
    probe = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True)
    return json.loads(probe.stdout)


def test_every_area_is_read(bindings):
    assert bindings["unread"] == []
    named = {name.partition(".")[0] for name in bindings["ids"]}
    assert {"roster", "occurrences", "people", "app", "table", "form"} <= named
    assert {
        "registers",
        "register",
        "round",
        "matrix",
        "summary",
        "records",
        "reminders",
        "reminder",
    } <= named


def test_every_binding_has_an_id_and_a_tooltip(bindings):
    assert [each[:3] for each in bindings["bound"] if not (each[1] and each[3])] == []


def test_no_class_inherits_a_binding_without_them(bindings):
    assert bindings["inherited"] == []


def test_no_id_stands_for_two_actions(bindings):
    meanings = {(each[1], each[3]) for each in bindings["bound"]}
    assert [name for name, count in Counter(name for name, _does in meanings).items() if count > 1] == []
