"""What registers say is due on Today: entries, those escalated, rounds, and what waits for a decision."""

from datetime import date, timedelta

import pytest

from dutydesk.api import DueState
from dutydesk.api.tasks import new_task
from dutydesk.domain import TaskKind
from dutydesk.store.reading import TableReader
from dutydesk_registers.due_items import due_items
from dutydesk_registers.entry import RegisterEntry
from tests.plugins.registers.hook_desk import (
    LEAKS,
    TODAY,
    WALKS,
    emptied,
    keep,
    keep_again,
    keeping,
)

TAKING = LEAKS.replace('title = "what"', 'title = "what"\ntakes = "hazard"')
WEEK = timedelta(days=7)


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    with keeping(tmp_path_factory.mktemp("due") / "desk", leaks=TAKING) as made:
        yield made


@pytest.fixture(scope="module")
def opened(planned):
    return planned.open()


@pytest.fixture
def desk(planned, opened):
    planned.at(TODAY)
    yield opened
    emptied(opened)


def told(desk, first=TODAY, last=TODAY + WEEK):
    return list(due_items(desk, first, last))


def titles(desk, *days):
    return [each.title for each in told(desk, *days)]


def test_an_empty_register_wants_nothing(desk):
    assert told(desk) == []


def test_an_entry_is_due_with_what_its_rule_says_and_goes_right_there(desk):
    entry = keep(desk, "leaks", what="Pipe", until="2026-11-26", grade="grave", place="Gym", owner="李强")
    (item,) = told(desk)
    assert (item.title, item.day, item.state) == (
        "Mend Pipe (grave) at Gym",
        date(2026, 11, 26),
        DueState.DUE,
    )
    assert (item.screen, item.action) == ("registers", f"go_to('leaks', '{entry.id}')")
    assert item.detail == "Leaks, 李强"


def test_it_stands_on_today_as_long_before_as_the_rule_gives_notice(planned, desk):
    keep(desk, "leaks", what="Pipe", until="2026-12-14")
    assert len(told(desk)) == 1, "twenty days before"
    planned.at(date(2026, 11, 23))
    assert told(desk, date(2026, 11, 23), date(2026, 11, 30)) == []


def test_other_days_than_today_are_told_of_what_is_due_in_them(desk):
    keep(desk, "leaks", what="Near", until="2026-12-02")
    keep(desk, "leaks", what="Far", until="2027-03-02")
    assert titles(desk, date(2027, 3, 1), date(2027, 3, 31)) == ["Mend Far () at"]
    assert titles(desk, date(2026, 12, 1), date(2027, 3, 31)) == ["Mend Near () at", "Mend Far () at"]


def test_what_is_overdue_is_told_on_every_day(desk):
    keep(desk, "leaks", what="Pipe", until="2026-11-23")
    (item,) = told(desk, date(2027, 3, 1), date(2027, 3, 31))
    assert (item.state, item.detail) == (DueState.OVERDUE, "Leaks")
    assert [each.state for each in told(desk)] == [DueState.OVERDUE]


def test_what_is_overdue_for_long_is_escalated_and_names_to_whom(planned, desk):
    keep(desk, "leaks", what="Pipe", until="2026-11-17")
    assert "escalated" not in told(desk)[0].detail, "seven days over, and not more"
    planned.at(date(2026, 11, 25))
    assert told(desk)[0].detail == "Leaks, overdue since 2026-11-17, escalated to 赵建国, 吴刚, 教育局"


def test_escalation_to_nobody_is_still_told(desk):
    keep(desk, "leaks", what="Pipe", found="2026-04-30")
    (item,) = told(desk)
    assert (item.title, item.day) == ("Looking again: Pipe", date(2026, 10, 30))
    assert item.detail == "Leaks, overdue since 2026-10-30, escalated"


def test_what_is_done_is_due_no_more(desk):
    entry = keep(desk, "leaks", what="Pipe", until="2026-11-20")
    assert told(desk)
    keep_again(desk, entry, mended="2026-11-22")
    assert told(desk) == []


def test_many_due_on_one_day_share_a_line_and_few_do_not(desk):
    for number in range(4):
        keep(desk, "leaks", what=f"Pipe {number}", until="2026-11-26")
    for number in range(3):
        keep(desk, "leaks", what=f"Tap {number}", until="2026-11-27")
    assert sorted(titles(desk)) == [
        "Mend Tap 0 () at",
        "Mend Tap 1 () at",
        "Mend Tap 2 () at",
        "Mending: 4 entries of Leaks",
    ]
    shared = next(each for each in told(desk) if "4 entries" in each.title)
    assert (shared.day, shared.state) == (date(2026, 11, 26), DueState.DUE)
    assert shared.action.startswith("go_to('leaks', '")


def test_many_overdue_share_a_line_whatever_their_days_with_those_escalated(desk):
    for day in (1, 2, 19, 20, 21):
        keep(desk, "leaks", what=f"Pipe {day}", until=f"2026-11-{day:02}")
    (item,) = told(desk)
    assert (item.title, item.day) == ("Mending: 5 entries of Leaks", date(2026, 11, 1))
    assert (item.state, item.detail) == (DueState.OVERDUE, "2 of them escalated to 赵建国, 吴刚, 教育局")


def test_what_people_typed_cannot_break_a_line(desk):
    keep(desk, "leaks", what="{place} 【x】", place="{what}\x1b[2J", until="2026-11-26")
    assert titles(desk) == ["Mend {place} 【x】 () at {what}\N{REPLACEMENT CHARACTER}[2J"]


def test_not_all_rows_of_a_register_are_read(desk, monkeypatch):
    keep(desk, "leaks", what="Far", until="2029-11-26")
    keep(desk, "leaks", what="Pipe", until="2026-11-26")
    read = []
    select = TableReader._select

    def counting(self, *conditions, **more):
        found = select(self, *conditions, **more)
        if self._table.type is RegisterEntry:
            read.extend(each.title for each in found)
        return found

    monkeypatch.setattr(TableReader, "_select", counting)
    assert len(told(desk)) == 1
    assert read == ["Pipe"]


def test_open_tasks_that_belong_in_a_register_are_told(desk):
    with desk.change("hazards") as change:
        tasks = [
            change.add(new_task(f"Wire {number}", kind=TaskKind.HAZARD, due=date(2027, 6, 1)))
            for number in "12"
        ]
        change.add(new_task("Chairs", kind=TaskKind.TASK))
    (item,) = told(desk)
    assert item.title == "2 open tasks belong in the register Leaks"
    assert (item.action, item.state) == ("go_to('leaks', '')", DueState.DUE)
    with desk.change("done") as change:
        for task in tasks:
            change.remove(task)
    assert told(desk) == []


def test_due_days_of_other_rules_than_those_of_now_are_told(planned, desk):
    keep(desk, "leaks", what="Pipe", until="2027-11-26")
    file = planned.folder / "plugins" / "leaks.toml"
    file.write_text(TAKING.replace("months = 6", "months = 7"), encoding="utf-8")
    try:
        (item,) = told(planned.open())
    finally:
        file.write_text(TAKING, encoding="utf-8")
    assert item.title == "Leaks: the due rules have changed; have the due days reckoned anew"
    assert told(desk) == []


def test_rounds_of_the_season_are_told_in_one_line_with_their_places(tmp_path):
    with keeping(tmp_path / "desk", leaks=LEAKS, walks=WALKS) as planned:
        desk = planned.open()
        (item,) = told(desk)
        assert (item.title, item.day) == ("Round: Winter wiring, 2 places", date(2027, 1, 31))
        assert (item.state, item.action) == (DueState.PLANNED, "go_to('walks', '')")
        assert item.detail == "Gym, Laboratory, with the electrician"
        keep(desk, "walks", what="Gym", list="fire", place="gym", done="today")
        begun = keep(desk, "walks", what="Lab", list="fire", place="lab")
        planned.at(date(2027, 1, 20))
        (item,) = told(desk, desk.today(), desk.today())
        assert (item.title, item.state) == ("Round: Winter wiring, Laboratory", DueState.DUE)
        assert item.detail == "with the electrician, begun"
        assert item.action == f"go_to('walks', '{begun.id}')"
        planned.at(date(2027, 2, 2))
        assert [each.state for each in told(desk, desk.today(), desk.today())] == [DueState.OVERDUE]
        assert titles(desk, date(2027, 2, 20), date(2027, 2, 21))[1:] == ["Round: Begin of term"]
        assert titles(desk, date(2027, 3, 1), date(2027, 3, 2))[1:] == [], "it is over by then"


def test_what_is_wrong_with_files_is_told_and_the_rest_goes_on(planned, desk):
    keep(desk, "leaks", what="Pipe", until="2026-11-26")
    folder = planned.folder / "config" / "packs" / "register"
    folder.mkdir(parents=True)
    (folder / "pools.toml").write_text(LEAKS, encoding="utf-8")
    try:
        fault, item = told(desk)
    finally:
        (folder / "pools.toml").unlink()
    assert "config/packs/register/pools.toml" in fault.title
    assert (fault.state, fault.screen) == (DueState.OVERDUE, "registers")
    assert item.title.startswith("Mend Pipe")
