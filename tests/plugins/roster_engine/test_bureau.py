"""Many desks in one run: each once, and none stops another."""

from concurrent.futures import Executor, Future
from datetime import date

import msgspec
import pytest

from dutydesk.executors import LocalProcesses, open_executor
from dutydesk_roster.engine import EngineFailed, PluginRule, check
from dutydesk_roster.engine.bureau import arrange_all
from tests.plugins.roster_engine.months import DAY, NIGHT, guard, problem, slot


def desks(count):
    day = date(2026, 11, 2)
    return {
        f"desk{number}": problem(
            [guard(f"a{number}"), guard(f"b{number}")], [slot("gate", DAY, day), slot("gate", NIGHT, day)]
        )
        for number in range(count)
    }


def broken(asked):
    return msgspec.structs.replace(
        asked, rules=(*asked.rules, PluginRule(target="nowhere:Nothing", name="Nothing"))
    )


def test_each_desk_is_done_once_and_told_of():
    asked, told = desks(3), []
    found = list(arrange_all(asked, open_executor("inline"), seconds=1, report=told.append))
    assert sorted(desk for desk, _ in found) == sorted(asked)
    for desk, solution in found:
        assert check(asked[desk], solution.assignments) == ()
        assert {one.person[-1] for one in solution.assignments} == {desk[-1]}
    assert [(one.done, one.failed, one.desks) for one in told] == [(1, 0, 3), (2, 0, 3), (3, 0, 3)]


def test_a_desk_that_fails_is_named_and_the_others_are_done():
    asked = desks(3)
    asked["desk1"] = broken(asked["desk1"])
    told = []
    found = dict(arrange_all(asked, open_executor("inline"), seconds=1, report=told.append))
    assert isinstance(found["desk1"], EngineFailed)
    assert "nowhere:Nothing" in str(found["desk1"])
    assert "\n" not in str(found["desk1"])
    assert [len(found[desk].assignments) for desk in ("desk0", "desk2")] == [2, 2]
    assert told[-1].failed == 1


def test_cancelling_keeps_what_is_done():
    found = []
    for desk, _solution in arrange_all(
        desks(4), open_executor("inline"), seconds=1, cancelled=lambda: len(found) == 2
    ):
        found.append(desk)
    assert found == ["desk0", "desk1"]


class Hanging(Executor):
    """Never does anything."""

    def __init__(self):
        self.futures = []

    def submit(self, _function, /, *_args, **_kwargs):
        self.futures.append(Future())
        return self.futures[-1]


def test_cancelling_takes_back_what_waits():
    hanging, asked_before = Hanging(), []

    def cancelled():
        asked_before.append(True)
        return len(asked_before) > 1

    assert list(arrange_all(desks(2), hanging, cancelled=cancelled)) == []
    assert [one.cancelled() for one in hanging.futures] == [True, True]


def test_an_executor_that_takes_no_more_is_told_for_each_desk():
    executor = open_executor("inline")
    executor.shutdown()
    found = dict(arrange_all(desks(2), executor))
    assert all("cannot schedule new futures" in str(one) for one in found.values())
    assert len(found) == 2


def test_desks_come_out_the_same_in_other_processes_when_one_is_killed():
    asked = desks(6)
    alone = dict(arrange_all(asked, open_executor("inline"), seconds=1, seed=3))
    executor = LocalProcesses(2, tries=3)
    found = {}
    try:
        for desk, solution in arrange_all(asked, executor, seconds=1, seed=3):
            if not found:
                import os
                import signal

                os.kill(executor.pids[0], signal.SIGKILL)
            assert desk not in found
            found[desk] = solution
    finally:
        executor.shutdown(cancel_futures=True)
    assert {desk: one.assignments for desk, one in found.items()} == {
        desk: one.assignments for desk, one in alone.items()
    }


def test_a_desk_that_ends_its_process_each_time_fails_for_itself_only():
    asked = desks(3)
    deadly = PluginRule(target="deadly:Rule", name="Deadly", source="import os\nos._exit(7)")
    asked["desk1"] = msgspec.structs.replace(asked["desk1"], rules=(deadly,))
    executor = LocalProcesses(2, tries=2)
    try:
        found = dict(arrange_all(asked, executor, seconds=1))
    finally:
        executor.shutdown(cancel_futures=True)
    assert str(found["desk1"]) == "The roster search ended before it was done (exit status 7)."
    assert [len(found[desk].assignments) for desk in ("desk0", "desk2")] == [2, 2]


def test_no_desks_are_no_trouble():
    with pytest.raises(StopIteration):
        next(arrange_all({}, open_executor("inline")))
