"""A plugin in the desk's folder brings a rule of its own."""

import sys
from pathlib import Path

import pytest

from dutydesk.host.finding import installed_plugins, local_plugins
from dutydesk.host.opening import open_desk
from dutydesk.host.registry import build_registry
from dutydesk.host.trust import TrustPins
from dutydesk_roster.checking import rule_clashes, shortcomings
from dutydesk_roster.engine import EngineFailed, GenerateJob, PluginRule
from dutydesk_roster.engine.checker import check
from dutydesk_roster.problem_of import problem_of, settings_complaints
from tests.plugins.roster.roster_desk import NOW, day, month_of, put

EXAMPLE = Path(__file__).parents[3] / "docs" / "hook_examples" / "roster_rules.py"
SUNDAYS = (1, 8, 15, 22, 29)


@pytest.fixture
def opened(at, tmp_path):
    """Return what opens the desk with `text` as a plugin of its own."""
    finders, modules, desks = list(sys.meta_path), set(sys.modules), []

    def open_with(text):
        file = at.folder / "plugins" / "sundays.py"
        file.write_text(text, encoding="utf-8")
        pins = TrustPins(tmp_path / "pins.toml")
        (found,) = local_plugins(file.parent, pins)
        pins.allow(found.path, found.digest)
        registry = build_registry((*installed_plugins(), *local_plugins(file.parent, pins)))
        desks.append(open_desk(at.folder, actor="test", registry=registry, clock=lambda: NOW))
        return desks[-1]

    yield open_with
    for each in desks:
        each.close()
    sys.meta_path[:] = finders
    for name in [each for each in sys.modules if each.startswith("dutydesk_local") and each not in modules]:
        del sys.modules[name]


@pytest.fixture
def desk_with_rule(opened):
    return opened(EXAMPLE.read_text(encoding="utf-8"))


def brought(desk):
    return [each for each in problem_of(desk, month_of(desk)).rules if isinstance(each, PluginRule)]


def test_the_rule_of_a_local_plugin_carries_its_source(desk_with_rule):
    (rule,) = brought(desk_with_rule)
    assert rule.target == "dutydesk_local.sundays:FewSundays"
    assert rule.source == EXAMPLE.read_text(encoding="utf-8")


def test_the_roster_is_checked_by_it(desk_with_rule):
    put(desk_with_rule, *(("chen", "room", "day", day(number)) for number in SUNDAYS[:2]))
    assert rule_clashes(desk_with_rule, day(1), day(30)) == ()
    put(desk_with_rule, ("chen", "room", "day", day(SUNDAYS[2])))
    (clash,) = rule_clashes(desk_with_rule, day(1), day(30))
    assert (clash.person, clash.day, clash.rule) == ("chen", day(15), "few-sundays")
    assert clash.text == "陈静 would stand 3 Sundays; at most 2 are allowed."


def test_a_weight_makes_it_a_shortcoming(opened):
    text = EXAMPLE.read_text(encoding="utf-8").replace(
        """settings='{"most": 2}'""", """settings='{"most": 0}', weight=5"""
    )
    desk = opened(text)
    put(desk, ("chen", "room", "day", day(1)))
    assert rule_clashes(desk, day(1), day(30)) == ()
    assert [(each.person, each.rule, each.weight) for each in shortcomings(desk, day(1), day(30))] == [
        ("chen", "few-sundays", 5)
    ]


def test_the_search_keeps_to_it(desk_with_rule):
    problem = problem_of(desk_with_rule, month_of(desk_with_rule))
    with GenerateJob(problem, seconds=4, settle_seconds=1) as job:
        found = job.result()
    on_sundays = [each for each in found.assignments if each.day.weekday() == 6]
    assert len(on_sundays) == 3 * len(SUNDAYS)
    assert check(problem, found.assignments) == ()


def test_a_rule_whose_code_cannot_be_had_is_named_and_left_out(opened):
    desk = opened(EXAMPLE.read_text(encoding="utf-8").replace(":FewSundays", ":FewMondays"))
    assert brought(desk) == []
    (complaint,) = settings_complaints(desk, month_of(desk))
    assert "dutydesk_local.sundays:FewMondays" in complaint
    assert "\n" not in complaint


def test_a_rule_that_fails_while_checking_is_named_and_the_others_are_judged(opened):
    text = EXAMPLE.read_text(encoding="utf-8").replace("names = {", "names = 1 / 0 and {")
    desk = opened(text)
    put(desk, *(("chen", "room", "day", day(number)) for number in range(1, 8)))
    told = {each.rule: each.text for each in rule_clashes(desk, day(1), day(30))}
    assert set(told) == {"days-in-a-row", "settings"}
    assert "division by zero" in told["settings"]


def test_a_rule_that_fails_in_the_search_is_named_in_one_line(opened):
    desk = opened(EXAMPLE.read_text(encoding="utf-8").replace("sundays = [", "1 / 0\n        sundays = ["))
    with (
        GenerateJob(problem_of(desk, month_of(desk)), seconds=1) as job,
        pytest.raises(EngineFailed) as caught,
    ):
        job.result()
    assert "dutydesk_local.sundays:FewSundays" in str(caught.value)
    assert "division by zero" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_plugin_that_gives_something_else_is_at_fault_and_the_roster_goes_on(opened):
    desk = opened("from dutydesk.api import hookimpl\n\n@hookimpl\ndef roster_rules():\n    return ['x']\n")
    assert brought(desk) == []
    assert [(fault.plugin, fault.where) for fault in desk.faults()] == [("sundays", "roster_rules")]
