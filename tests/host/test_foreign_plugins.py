"""Plugins that do not come with DutyDesk run under a limit of time, and are taken for what they say."""

import threading
import time
from contextlib import suppress
from datetime import date
from itertools import count

import pytest

from dutydesk.api import DigestLine, DueItem, SettingsFile, TomlPlugin, hookimpl
from dutydesk.host.finding import FoundPlugin
from dutydesk.wording import language, speaking
from tests.host.test_faulty_plugins import Good, hook, state_of
from tests.host.test_faulty_settings import OwnFile, keeping
from tests.host.test_toml_plugins import LIGHTNING, Drill, sorted_by, states

MONDAY = date(2026, 11, 2)
SHORT = 0.2


def looping():
    while True:
        pass


def looping_on_through_everything():
    for _each in range(3):
        with suppress(BaseException):
            looping()


def swallowing():
    try:
        looping()
    except Exception:  # noqa: BLE001 - that is the point
        looping()


def sleeping():
    time.sleep(1.5)
    return []


def yielding():
    for number in count():
        yield DueItem(title=f"number {number}", day=MONDAY)
        time.sleep(0.01)


def hooks_running():
    return [each for each in threading.enumerate() if each.name.startswith("plugin ")]


def until_none_runs():
    for _each in range(400):
        if not hooks_running():
            return True
        time.sleep(0.01)
    return False


def titles(desk):
    return [item.title for item in desk.due(MONDAY, MONDAY)]


@pytest.mark.parametrize("answer", [looping, swallowing, sleeping, yielding, looping_on_through_everything])
def test_a_hook_that_gives_no_answer_is_given_up_and_not_asked_again(bench, answer):
    calls = []

    def counted():
        calls.append(True)
        return answer()

    desk = bench.open(("slow", hook(counted)), Good(), seconds=SHORT)
    for _each in range(3):
        assert titles(desk) == ["good"]
    assert len(calls) == 1
    (fault,) = desk.faults()
    assert (fault.plugin, fault.where, fault.summary) == ("slow", "due", "gave no answer within 0.2 s")
    assert answer.__name__ in fault.traceback
    assert state_of(desk, "slow").state == "faulty"
    assert until_none_runs()


def test_the_other_hooks_of_a_slow_plugin_are_asked_as_before(bench):
    class Slow:
        @hookimpl
        def due(self):
            looping()

        @hookimpl
        def digest(self, first):
            return [DigestLine(heading="slow", text=str(first))]

    desk = bench.open(Slow(), seconds=SHORT)
    assert titles(desk) == []
    assert [each.heading for each in desk.digest(MONDAY, MONDAY) if each.heading == "slow"] == ["slow"]


def test_a_plugin_that_hangs_while_it_is_loaded_is_listed(bench):
    desk = bench.open(("slow", looping), Good(), seconds=SHORT)
    assert titles(desk) == ["good"]
    assert state_of(desk, "slow").fault == "gave no answer within 0.2 s"


def test_a_local_plugin_that_hangs_at_its_import_is_listed(bench):
    path = bench.write("slow.py", "while True:\n    pass\n")
    bench.allow(path)
    desk = bench.open(Good(), local=True, seconds=SHORT)
    assert titles(desk) == ["good"]
    assert state_of(desk, "slow").fault == "gave no answer within 0.2 s"
    assert "slow.py" in desk.faults()[0].traceback


def test_checks_that_hang_are_given_up(bench):
    def check(_settings, _read):
        looping()

    bench.write("lightning.toml", LIGHTNING)
    desk = bench.open(
        ("keeping", keeping(settings=[SettingsFile("own.toml", OwnFile, check)])),
        ("other", sorted_by(TomlPlugin("drill", Drill, check))),
        seconds=SHORT,
    )
    assert desk.settings(OwnFile).limit == 3
    assert {fault.plugin for fault in desk.faults()} == {"keeping", "other"}
    assert states(desk)["lightning"][0] == "faulty"


def test_it_is_the_plugin_that_hangs_which_is_at_fault_and_not_the_one_that_asked(bench):
    class Asking:
        @hookimpl
        def digest(self, desk, first, last):
            desk.due(first, last)
            return []

    desk = bench.open(Asking(), ("slow", hook(looping)), seconds=SHORT)
    desk.digest(MONDAY, MONDAY)
    assert [(fault.plugin, fault.where) for fault in desk.faults()] == [("slow", "due")]


def test_our_own_plugins_have_no_limit_and_no_thread(bench):
    asked = []

    def slow():
        time.sleep(0.3)
        asked.append(threading.current_thread())
        return [DueItem(title="ours", day=MONDAY)]

    plugin = hook(slow)
    desk = bench.open(FoundPlugin("ours", "1", "dutydesk", lambda: plugin, foreign=False), seconds=0.1)
    assert titles(desk) == ["ours"]
    assert asked == [threading.current_thread()]


def test_a_plugin_may_change_the_desk_and_speaks_the_readers_language(bench):
    class Writing:
        @hookimpl
        def due(self, desk):
            desk.records("mine").put("asked", language())
            return []

    desk = bench.open(Writing())
    with speaking("zh"):
        titles(desk)
    assert desk.faults() == ()
    assert desk.records("mine").get("asked") == "zh"


def test_an_answer_without_end_is_no_answer(bench):
    desk = bench.open(("endless", hook(lambda: (DueItem(title="x", day=MONDAY) for _ in count()))))
    assert titles(desk) == []
    assert desk.faults()[0].summary == "gave more than 100000 values"


@pytest.mark.parametrize(
    ("version", "told"),
    [
        (1, ""),
        (
            2,
            "it is written for version 2 of the hooks; this DutyDesk has version 1: update DutyDesk",
        ),
        ("two", "its hook_version must be a whole number such as 1"),
        (0, "its hook_version must be a whole number such as 1"),
    ],
)
def test_a_plugin_for_later_hooks_is_not_loaded(bench, version, told):
    plugin = hook([DueItem(title="later", day=MONDAY)])
    plugin.hook_version = version
    desk = bench.open(("later", plugin), Good())
    assert state_of(desk, "later").fault == told
    assert titles(desk) == (["good"] if told else ["good", "later"])


def test_a_module_says_for_the_plugin_in_it_which_hooks_it_wants(bench):
    path = bench.write(
        "later.py",
        "from dutydesk.api import hookimpl\nhook_version = 7\n"
        "class Plugin:\n    @hookimpl\n    def due(self):\n        return []\n"
        "plugin = Plugin()\n",
    )
    bench.allow(path)
    assert "version 7 of the hooks" in state_of(bench.open(local=True), "later").fault


def test_tests_of_plugins_are_no_plugins(bench):
    bench.write("night.py", "")
    bench.write("test_night.py", "raise RuntimeError")
    bench.write("conftest.py", "raise RuntimeError")
    bench.write("tests/__init__.py", "")
    bench.write("tests/test_night.py", "")
    bench.write("drafts/night.py", "")
    assert [each.name for each in bench.found()] == ["night"]


@pytest.mark.parametrize("first", ["blocked", "faulty"])
def test_a_name_is_taken_even_by_a_plugin_that_does_not_run(bench, first):
    bench.write("night.py", "raise RuntimeError\n")
    if first == "faulty":
        bench.allow(bench.plugins / "night.py")
    ran = []
    desk = bench.open(*(), local=True)
    assert state_of(desk, "night").state == first
    registry_found = (*bench.found(), FoundPlugin("night", "1", "other", lambda: ran.append(True)))
    desk = bench.open(*registry_found)
    assert [each.state for each in desk.plugins()] == [first, "faulty"]
    assert ran == []
