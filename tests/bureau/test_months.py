"""Months of many desks: each exactly once, kept as they are done, and no desk stops another."""

from concurrent.futures import Executor, Future

import msgspec
import pytest

from dutydesk.api import MonthAsked
from dutydesk.bureau.measured_call import Measured
from dutydesk.bureau.months import Months
from dutydesk.executors import WorkerDied, open_executor
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.engine import Solution, Status
from tests.bureau.conftest import SCHOOLS
from tests.plugins.roster.roster_desk import NOVEMBER, PEOPLE, day, put

ASKED = MonthAsked(first=NOVEMBER.first, last=NOVEMBER.last, seconds=0.05)


def arranged(town, *, applies=True, executor=None, asked=ASKED, actor="boss", **more):
    bureau = town.bureau(actor)
    months = Months(bureau, asked, applies=applies)
    return list(months.arrange(bureau.places(), executor or open_executor("inline"), 1, **more))


def duties(town, name):
    with town.desk(name) as desk:
        return desk.table(Assignment).all()


def alone(town, *names):
    """Leave only these schools in the town."""
    for name in set(SCHOOLS) - set(names):
        (town.school(name) / "desk.toml").unlink()
        town.school(name).rename(town.folder / name)


def test_a_month_is_arranged_and_kept_as_one_change_and_then_passed_over(town):
    alone(town, "east")
    (month,) = arranged(town)
    assert (month.fault, month.passed_over, month.kept) == ("", "", True)
    assert month.outcome.changes == len(duties(town, "east")) > 30
    with town.desk("east") as desk:
        assert desk.journal(1)[0].who == "boss"
    (again,) = arranged(town)
    assert "already" in again.passed_over
    anew = MonthAsked(first=ASKED.first, last=ASKED.last, again=True)
    (month,) = arranged(town, asked=anew, executor=Answering(ValueError("it was sent")))
    assert "it was sent" in month.fault


def test_nothing_is_changed_unless_it_is_to_be_kept(town):
    alone(town, "east")
    (month,) = arranged(town, applies=False)
    assert (month.kept, month.outcome.changes > 30) == (False, True)
    assert duties(town, "east") == ()


def test_a_pin_is_no_arranged_month_and_stays(town):
    alone(town, "east")
    with town.desk("east") as desk:
        (pinned,) = put(desk, (PEOPLE[4].id, "gate", "day", day(3)), pinned=True)
    (month,) = arranged(town)
    assert month.kept
    assert pinned in duties(town, "east")


class Answering(Executor):
    """Answers each call with what the test gives for it, in the order of the desks."""

    def __init__(self, *outcomes):
        self.outcomes = list(outcomes)
        self.waiting = []

    def submit(self, _function, /, *_args, **_kwargs):
        future = Future()
        outcome = self.outcomes.pop(0)
        if outcome is not None:
            future.set_exception(outcome)
        else:
            self.waiting.append(future)
        return future


def test_a_desk_that_fails_is_told_and_the_others_go_on(town):
    (town.school("north") / "config" / "posts.toml").write_text("[[post]]\ncode = 3\n")
    months = {
        each.place.name: each
        for each in arranged(town, executor=Answering(WorkerDied("signal 9"), ValueError("odd")))
    }
    assert "signal 9" in months["east"].fault
    assert "config/posts.toml" in months["north"].fault
    assert months["south"].fault == "ValueError: odd"
    assert not any(each.is_well for each in months.values())


def test_a_desk_without_people_is_passed_over(town):
    alone(town, "north", "south")
    with town.desk("north") as desk, desk.change("All leave") as change:
        for person in desk.people():
            change.remove(person)
    months = {each.place.name: each for each in arranged(town, executor=Answering(ValueError("south")))}
    assert "nobody" in months["north"].passed_over
    assert months["south"].fault


def test_whoever_may_not_change_a_desk_is_refused_there_and_it_is_in_its_journal(town):
    alone(town, "east")
    (town.school("east") / "config" / "roles.toml").write_text(
        'others = "viewer"\n[[member]]\nname = "leader"\nrole = "leader"\n'
    )
    (month,) = arranged(town)
    assert "boss" in month.fault
    with town.desk("east") as desk:
        assert [(each.who, each.kind) for each in desk.journal(1)] == [("boss", "refused")]


def test_stopping_takes_back_what_waits_and_closes_every_desk(town):
    executor, asked = Answering(None, None, None), []

    def cancelled():
        asked.append(True)
        return len(asked) > 1

    assert arranged(town, executor=executor, cancelled=cancelled) == []
    assert executor.waiting
    assert all(each.cancelled() for each in executor.waiting)


def test_what_was_changed_meanwhile_is_not_overwritten(town):
    alone(town, "east")

    nobody = Solution(
        assignments=(), unfilled=(), status=Status.OPTIMAL, objective=0, bound=0, seconds=0, fairness={}
    )

    class Late(Executor):
        def submit(self, _function, /, *_args, **_kwargs):
            with town.desk("east") as desk:
                put(desk, (PEOPLE[4].id, "gate", "day", day(3)))
            future = Future()
            future.set_result(Measured(msgspec.msgpack.encode(nobody), 0.0, 0.0))
            return future

    (month,) = arranged(town, executor=Late())
    assert "roster" in month.fault
    assert len(duties(town, "east")) == 1


@pytest.mark.parametrize("text", ["2026-13", "November", "2026-1"])
def test_a_month_that_is_none_is_refused(town, text):
    status, out, err = town.command("generate", text)
    assert (status, out) == (2, "")
    assert "2026-11" in err


def test_the_command_keeps_what_other_processes_arrange_and_tells_what_stays_open(town):
    alone(town, "east")
    status, document = town.json("generate", "2026-11", "--seconds", "0.05", "--workers", "1", "--apply")
    (desk,) = document["desks"]
    assert (desk["desk"], desk["kept"], document["left_out"]) == ("east", True, 0)
    assert status == (1 if desk["open"] or desk["broken"] else 0)
    assert document["busy"] > 0
    assert len(duties(town, "east")) == desk["changes"]
