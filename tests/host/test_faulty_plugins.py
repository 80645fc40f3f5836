"""A plugin may do what it likes: the desk opens, answers, and says whose fault it was."""

from datetime import UTC, date, datetime, timedelta
from types import ModuleType

import pytest

from dutydesk.api import (
    Command,
    DueItem,
    Feed,
    Screen,
    hookimpl,
    hookspec,
)
from dutydesk.domain import ActivityKind, Commitment, CommitmentKind, Window
from dutydesk.host.finding import FoundPlugin

MONDAY = date(2026, 11, 2)
NOON = datetime(2026, 11, 2, 4, tzinfo=UTC)


class Good:
    @hookimpl
    def due(self, first):
        return [DueItem(title="good", day=first)]

    @hookimpl
    def screens(self):
        return [Screen("good", "Good", "good:Screen", order=50)]


def state_of(desk, name):
    (state,) = [each for each in desk.plugins() if each.name == name]
    return state


def raising(error):
    def load():
        raise error

    return load


def importing():
    import no_such_module  # noqa: F401


@pytest.mark.parametrize(
    ("load", "told"),
    [
        (raising(RuntimeError("broken here")), "RuntimeError: broken here"),
        (raising(SystemExit(3)), "SystemExit: 3"),
        (raising(SyntaxError("what is this")), "SyntaxError"),
        (importing, "ModuleNotFoundError: No module named 'no_such_module'"),
    ],
    ids=["raises", "exits", "does not parse", "imports what is missing"],
)
def test_a_plugin_that_cannot_be_loaded_is_listed_and_the_others_work(bench, load, told):
    desk = bench.open(("bad", load), Good())
    assert [item.title for item in desk.due(MONDAY, MONDAY)] == ["good"]
    state = state_of(desk, "bad")
    assert state.state == "faulty"
    assert told in state.fault
    (fault,) = desk.faults()
    assert (fault.plugin, fault.where) == ("bad", "loading")
    assert "Traceback" in fault.traceback
    assert state_of(desk, "Good").state == "on"


def hook(answer):
    class Bad:
        @hookimpl
        def due(self):
            return answer() if callable(answer) else answer

    return Bad()


def yielding_then_raising():
    yield DueItem(title="half", day=MONDAY)
    raise KeyError("half way")


class BadText(Exception):
    def __str__(self):
        raise ValueError


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (raising(ZeroDivisionError("no")), "ZeroDivisionError: no"),
        (raising(SystemExit(1)), "SystemExit"),
        (raising(KeyboardInterrupt()), "KeyboardInterrupt"),
        (raising(BadText()), "BadText"),
        (yielding_then_raising, "half way"),
        (7, "a list of DueItem was expected, not int"),
        ([Feed("a", "A")], "DueItem was expected, not Feed"),
        ("text", "DueItem was expected, not str"),
        ([None], "DueItem was expected, not NoneType"),
        ([DueItem(title="t", day=NOON)], "DueItem.day must be date, not datetime"),
        ([DueItem(title=None, day=MONDAY)], "DueItem.title must be str, not NoneType"),
        ([DueItem(title="t", day=MONDAY, state="urgent")], "DueItem.state must be DueState, not str"),
        (raising(RuntimeError("\x1b]52;c;AAAA\x07")), "RuntimeError: \ufffd]52"),
    ],
)
def test_a_hook_at_fault_takes_nothing_from_the_others(bench, answer, told):
    desk = bench.open(("bad", hook(answer)), Good())
    for _ in range(3):
        assert [item.title for item in desk.due(MONDAY, MONDAY)] == ["good"]
    (fault,) = desk.faults()
    assert (fault.plugin, fault.where) == ("bad", "due")
    assert told in fault.summary
    assert "\x1b" not in fault.summary + fault.traceback
    assert state_of(desk, "bad").state == "faulty"


@pytest.mark.parametrize(
    "answer", [None, [], (), lambda: iter(())], ids=["None", "list", "tuple", "iterator"]
)
def test_a_hook_with_nothing_to_say_is_no_fault(bench, answer):
    desk = bench.open(("quiet", hook(answer)), Good())
    assert [item.title for item in desk.due(MONDAY, MONDAY)] == ["good"]
    assert desk.faults() == ()


def test_only_the_wrong_values_of_a_plugin_are_left_out(bench):
    desk = bench.open(("mixed", hook([DueItem(title="right", day=MONDAY), 3])))
    assert [item.title for item in desk.due(MONDAY, MONDAY)] == ["right"]
    assert len(desk.faults()) == 1


def test_ctrl_c_while_one_of_our_own_plugins_works_ends_the_program(bench):
    plugin = hook(raising(KeyboardInterrupt()))
    found = FoundPlugin("ours", "1.0", "dutydesk", lambda: plugin, foreign=False)
    desk = bench.open(found)
    with pytest.raises(KeyboardInterrupt):
        desk.due(MONDAY, MONDAY)


def test_a_plugin_that_faults_without_end_does_not_fill_the_memory(bench):
    class Bad:
        count = 0

        @hookimpl
        def due(self):
            Bad.count += 1
            raise RuntimeError(f"number {Bad.count}")

    desk = bench.open(Bad())
    for _ in range(400):
        desk.due(MONDAY, MONDAY)
    assert len(desk.faults()) <= 200


def test_a_plugin_that_calls_back_without_end_is_at_fault_alone(bench):
    class Endless:
        @hookimpl
        def due(self, desk, first, last):
            return desk.due(first, last)

    desk = bench.open(Endless(), Good())
    assert "good" in [item.title for item in desk.due(MONDAY, MONDAY)]
    assert "RecursionError" in desk.faults()[0].summary


def test_a_misspelt_hook_is_told(bench):
    class Misspelt:
        @hookimpl
        def dues(self):
            return []

    desk = bench.open(Misspelt())
    assert "no hook named dues" in state_of(desk, "Misspelt").fault


def test_a_hook_that_asks_for_what_is_not_given_makes_its_whole_plugin_faulty(bench):
    class Asking:
        @hookimpl
        def feeds(self):
            return [Feed("mine", "Mine")]

        @hookimpl
        def due(self, weather):
            return [DueItem(title=weather, day=MONDAY)]

    desk = bench.open(Asking(), Good())
    assert "weather" in state_of(desk, "Asking").fault
    assert "mine" not in {feed.name for feed in desk.feeds()}
    assert [item.title for item in desk.due(MONDAY, MONDAY)] == ["good"]


class TestNames:
    def test_the_second_plugin_of_a_name_is_at_fault_and_is_not_even_run(self, bench):
        ran = []

        def second():
            ran.append(True)
            return Good()

        desk = bench.open(("roster", Good()), ("roster", second))
        first, other = desk.plugins()
        assert (first.state, other.state) == ("on", "faulty")
        assert "roster" in other.fault
        assert ran == []

    def test_the_second_screen_of_a_name_is_left_out_and_its_plugin_at_fault(self, bench):
        class Other:
            @hookimpl
            def screens(self):
                return [Screen("good", "Stolen", "other:Screen"), Screen("own", "Own", "other:Own", order=5)]

        desk = bench.open(Good(), Other())
        assert [(each.name, each.title) for each in desk.registry.screens] == [
            ("own", "Own"),
            ("good", "Good"),
        ]
        assert "good is taken" in state_of(desk, "Other").fault

    def test_a_screen_with_an_order_that_cannot_be_sorted_is_left_out(self, bench):
        class Other:
            @hookimpl
            def screens(self):
                return [Screen("own", "Own", "other:Own", order=None)]

            @hookimpl
            def commands(self):
                return [Command("Go", "own", "go")]

            @hookimpl
            def activity_kinds(self):
                return [ActivityKind("own", "Own")]

        desk = bench.open(Good(), Other())
        assert [each.name for each in desk.registry.screens] == ["good"]
        assert [each.title for each in desk.registry.commands] == ["Go"]
        assert "own" in desk.activity_kinds()


@pytest.mark.parametrize("wrong", [ModuleType("empty"), 3])
def test_hookspecs_that_are_none_are_a_fault_of_their_plugin(bench, wrong):
    class Specifying:
        @hookimpl
        def hookspecs(self):
            return [wrong]

    desk = bench.open(Specifying(), Good())
    assert state_of(desk, "Specifying").state == "faulty"
    assert [item.title for item in desk.due(MONDAY, MONDAY)] == ["good"]


def test_a_plugin_may_bring_hooks_that_another_implements(bench):
    module = ModuleType("specs")

    @hookspec
    def drill_kinds():
        """Name kinds of drill."""

    module.drill_kinds = drill_kinds

    class Specifying:
        @hookimpl
        def hookspecs(self):
            return [module]

    class Implementing:
        @hookimpl
        def drill_kinds(self):
            return ["fire", 3]

    desk = bench.open(Implementing(), Specifying())
    assert desk.ask("drill_kinds", str) == ("fire",)
    assert "drill_kinds" in [fault.where for fault in desk.faults()]


def test_the_desk_is_handed_to_hooks_that_plugins_bring(bench):
    module = ModuleType("specs")

    @hookspec
    def badges(desk, colour):
        """Name badges."""

    module.badges = badges

    class Specifying:
        @hookimpl
        def hookspecs(self):
            return [module]

        @hookimpl
        def badges(self, desk, colour):
            return [f"{desk.name}, {colour}"]

    class Raising:
        @hookimpl
        def badges(self):
            raise ValueError("none left")

    desk = bench.open(Raising(), Specifying())
    assert desk.ask("badges", str, colour="red") == ("Sea School, red",)
    assert [(fault.plugin, fault.where) for fault in desk.faults()] == [("Raising", "badges")]


def test_a_hook_that_nobody_brings_cannot_be_asked(bench):
    with pytest.raises(LookupError, match="no hook named badges"):
        bench.open(Good()).ask("badges", str)


def test_commitments_that_cannot_be_sorted_are_left_out(bench):
    class Bad:
        @hookimpl
        def commitments(self):
            window = Window(NOON, NOON + timedelta(hours=1))
            kind = CommitmentKind.ACTIVITY
            return [
                Commitment(person=person, window=window, kind=kind, title="t", source="s")
                for person in ("li", None)
            ]

    desk = bench.open(Bad())
    assert [each.person for each in desk.commitments(desk.zone.days(MONDAY, MONDAY))] == ["li"]


def test_a_plugin_whose_file_is_gone_is_asked_no_more(bench):
    path = bench.write(
        "walks.py",
        "from dutydesk.api import DueItem, hookimpl\n\n@hookimpl\ndef due(first):\n"
        "    return [DueItem(title='walk', day=first)]\n",
    )
    bench.allow(path)
    assert [item.title for item in bench.open(local=True).due(MONDAY, MONDAY)] == ["walk"]
    path.unlink()
    desk = bench.open(local=True)
    assert desk.due(MONDAY, MONDAY) == ()
    assert desk.plugins() == ()
