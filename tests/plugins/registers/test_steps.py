"""Steps, carrying over, taking tasks, complete years, and due days reckoned anew."""

from datetime import date
from types import SimpleNamespace

import pytest

from dutydesk.api import DataProblem, RoleRefused, StaleChange
from dutydesk.api.tasks import finished, new_task, reopened
from dutydesk.domain import Task, TaskKind
from dutydesk.wording import speaking
from dutydesk_registers.carrying import carry_over
from dutydesk_registers.complete_years import (
    is_complete,
    say_complete,
    take_back_complete,
)
from dutydesk_registers.due_renewal import renew_due_days, rules_have_changed
from dutydesk_registers.entries import entries, find_entry
from dutydesk_registers.keeping import EntryRefused, keep_entry
from dutydesk_registers.registers import known_register
from dutydesk_registers.steps import steps_for, take_step
from dutydesk_registers.taking import take_tasks, tasks_to_take
from tests.plugins.planned_desk import make, with_people
from tests.plugins.registers.keys_register import KEYS

LOST = """
[[step]]
code = "lost"
name = "Lost"
asks = ["note"]
where = [{ field = "kind", is = ["safe"] }]
sets = { back = "@today" }
[step.adds]
register = "losses"
values = { what = "{label} ({kind})", sort = "{kind}", who = "{holder}", why = "{note}" }
"""
LOSSES = """plugin = "register"
[register]
code = "losses"
name = "Losses"
title = "what"
day = "found"
owner = "owner"
takes = "hazard"
[[field]]
code = "what"
name = "What"
[[field]]
code = "found"
name = "Found on"
kind = "date"
default = "@today"
[[field]]
code = "sort"
name = "Sort"
kind = "choice"
required = true
[[field.choice]]
code = "safe"
name = "Strongbox"
[[field]]
code = "who"
name = "Who"
kind = "person"
[[field]]
code = "owner"
name = "Owner"
kind = "person"
[[field]]
code = "why"
name = "Why"
required = true
pattern = "[a-z ]+"
[[field]]
code = "end"
name = "By"
kind = "date"
[[field]]
code = "place"
name = "Place"
[[field]]
code = "note"
name = "Note"
kind = "long"
[[due]]
code = "find"
name = "Find it"
day = "end"
"""
LOANS = """plugin = "register"
[register]
code = "loans"
name = "Loans"
title = "who"
day = "year"
[[field]]
code = "who"
name = "Who"
[[field]]
code = "sort"
name = "Sort"
required = true
[[field]]
code = "year"
name = "Year"
kind = "year"
required = true
[[field]]
code = "signed"
name = "Signed"
kind = "date"
[[field]]
code = "note"
name = "Note"
[carry]
year = "year"
empties = ["signed"]
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Give a desk with registers that add to one another, take tasks, and are carried over."""
    base, tail = KEYS.split("[[figure]]", 1)
    for planned in make(tmp_path_factory.mktemp("office") / "desk"):
        files = {"keys": base + LOST + "[[figure]]" + tail, "losses": LOSSES, "loans": LOANS}
        for name, text in files.items():
            (planned.folder / "plugins" / f"{name}.toml").write_text(text, encoding="utf-8")
        planned.write(
            roles='others = "leader"\n[[member]]\nname = "wu-phone"\nperson = "wu"\nrole = "guard"\n'
        )
        desk = with_people(planned.open())
        named = {code: known_register(desk, code) for code in files}
        yield SimpleNamespace(planned=planned, desk=desk, guard=planned.open("wu-phone"), **named)


def losses(office):
    return {each.title: each for each in entries(office.desk, office.losses)}


def test_steps_are_offered_where_their_conditions_hold(office):
    door = keep_entry(office.desk, office.keys, {"label": "Door", "kind": "door"})
    safe = keep_entry(office.desk, office.keys, {"label": "Safe", "kind": "safe"})
    assert [each.code for each in steps_for(office.keys, door)] == ["return"]
    assert [each.code for each in steps_for(office.keys, safe)] == ["return", "lost"]
    back = take_step(office.desk, office.keys, door, office.keys.step("return"), {"note": "in order"})
    assert back.record.closed
    assert dict(back.values) == {
        "label": "Door", "kind": "door", "back": "2026-11-24", "tagged": "no", "note": "in order",
    }  # fmt: skip
    with pytest.raises(DataProblem, match="Door: this step cannot be taken now: Return"):
        take_step(office.desk, office.keys, back, office.keys.step("return"), {})


def test_a_step_adds_to_another_register_in_the_same_change(office):
    desk = office.planned.open("locksmith")
    safe = keep_entry(desk, office.keys, {"label": "Vault", "kind": "safe", "holder": "li", "until": "+3"})
    lost = take_step(
        desk, office.keys, safe, office.keys.step("lost"), {"note": "in the lake", "back": "11-23"}
    )
    added = losses(office)["Vault (Safe key)"]
    assert dict(added.values) == {
        "what": "Vault (Safe key)", "found": "2026-11-24", "sort": "safe", "who": "li", "why": "in the lake",
    }  # fmt: skip
    assert added.record.source == safe.record.subject
    assert lost.values["back"] == "2026-11-23", "what is asked goes before what is set"
    assert desk.journal_entry(desk.revision()).why == "Keys: Vault: Lost"
    desk.undo()
    assert "Vault (Safe key)" not in losses(office)
    assert find_entry(office.desk, safe.id).values == safe.values


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"note": "IN THE LAKE"}, "Why: this is not of the form that is wanted"),
        ({}, "Why: this is needed"),
        ({"note": "gone", "back": "2026-13-01"}, "Back on: '2026-13-01' is no day"),
        ({"note": "gone", "back": "+1"}, "Back on: this day is still to come"),
    ],
)
def test_a_step_that_cannot_be_taken_whole_is_not_taken(office, asked, said):
    safe = keep_entry(office.desk, office.keys, {"label": "Till", "kind": "safe"})
    with pytest.raises(EntryRefused, match=said):
        take_step(office.desk, office.keys, safe, office.keys.step("lost"), asked)
    assert find_entry(office.desk, safe.id).record == safe.record
    assert "Till (Safe key)" not in losses(office)


def test_a_step_on_what_somebody_else_has_changed_is_refused(office):
    safe = keep_entry(office.desk, office.keys, {"label": "Desk"})
    keep_entry(office.desk, office.keys, {"note": "moved"}, safe)
    with pytest.raises(StaleChange):
        take_step(office.desk, office.keys, safe, office.keys.step("return"), {})


def test_a_guard_takes_a_step_that_fills_in_and_none_that_adds_elsewhere(office):
    kept = keep_entry(office.desk, office.keys, {"label": "Locker", "kind": "safe"})
    with pytest.raises(RoleRefused):
        take_step(office.guard, office.keys, kept, office.keys.step("lost"), {"note": "gone"})
    assert "Locker (Safe key)" not in losses(office)
    assert take_step(office.guard, office.keys, kept, office.keys.step("return"), {}).record.closed


def test_a_step_is_taken_where_the_school_does_not_keep_the_other_register(planned):
    base, tail = KEYS.split("[[figure]]", 1)
    text = base + LOST + "[[figure]]" + tail
    (planned.folder / "plugins" / "keys.toml").write_text(text, encoding="utf-8")
    desk = planned.open()
    keys = known_register(desk, "keys")
    safe = keep_entry(desk, keys, {"label": "Safe", "kind": "safe"})
    assert take_step(desk, keys, safe, keys.step("lost"), {"note": "gone"}).record.closed


def test_a_years_entries_are_carried_over_once_with_what_is_emptied(office):
    desk, loans = office.planned.open("carrier"), office.loans
    for who, sort, signed in (
        ("Class 1", "a", "2026-09-01"),
        ("Class 1", "b", "2026-09-02"),
        ("Class 2", "a", ""),
    ):
        keep_entry(desk, loans, {"who": who, "sort": sort, "year": "2026", "signed": signed, "note": "n"})
    keep_entry(desk, loans, {"who": "Class 2", "sort": "a", "year": "2027", "note": "by hand"})
    assert carry_over(desk, loans, 2026) == 2
    following = [(each.title, each.values) for each in entries(desk, loans, 2027)]
    assert sorted((title, *map(values.get, ("sort", "note", "signed"))) for title, values in following) == [
        ("Class 1", "a", "n", None),
        ("Class 1", "b", "n", None),
        ("Class 2", "a", "by hand", None),
    ]
    assert carry_over(desk, loans, 2026) == 0
    desk.undo()
    assert len(entries(desk, loans, 2027)) == 1
    with pytest.raises(DataProblem, match="Keys is not carried over from year to year"):
        carry_over(desk, office.keys, 2026)


def test_a_carried_entry_that_was_renamed_is_not_carried_again(planned):
    (planned.folder / "plugins" / "loans.toml").write_text(LOANS, encoding="utf-8")
    desk = planned.open()
    loans = known_register(desk, "loans")
    keep_entry(desk, loans, {"who": "Class 1", "sort": "a", "year": "2026"})
    assert carry_over(desk, loans, 2026) == 1
    keep_entry(desk, loans, {"who": "Class 9"}, entries(desk, loans, 2027)[0])
    assert carry_over(desk, loans, 2026) == 0


def test_open_tasks_of_its_kind_are_taken_into_a_register_and_finished(office):
    desk = office.planned.open("taker")
    hazard = new_task(
        "Loose railing",
        kind=TaskKind.HAZARD,
        owner="li",
        due=date(2026, 12, 1),
        place="Stairs",
        note="two\nlines",
    )
    with desk.change("found") as change:
        change.add(hazard)
        change.add(new_task("Bare", kind=TaskKind.HAZARD))
        change.add(finished(new_task("Done", kind=TaskKind.HAZARD), date(2026, 11, 1)))
        change.add(new_task("Another kind", kind=TaskKind.FINDING))
    assert [each.title for each in tasks_to_take(desk, office.losses)] == ["Loose railing", "Bare"]
    assert tasks_to_take(desk, office.keys) == ()
    office.planned.at(date(2026, 11, 27))
    assert take_tasks(desk, office.losses) == 2
    office.planned.at(date(2026, 11, 24))
    taken = losses(office)["Loose railing"]
    assert dict(taken.values) == {
        "what": "Loose railing", "found": "2026-11-24", "owner": "li", "end": "2026-12-01", "place": "Stairs",
        "note": "two\nlines",
    }  # fmt: skip
    assert (taken.record.source, taken.due) == (hazard.subject, date(2026, 12, 1))
    task = desk.table(Task).get(hazard.id)
    assert (task.done, task.outcome) == (date(2026, 11, 27), "it is kept in the register Losses now")
    assert take_tasks(desk, office.losses) == 0
    desk.undo()
    assert desk.table(Task).get(hazard.id).is_open
    assert "Loose railing" not in losses(office)


def test_a_task_that_was_opened_again_is_not_taken_twice(planned):
    (planned.folder / "plugins" / "losses.toml").write_text(LOSSES, encoding="utf-8")
    desk = planned.open()
    register = known_register(desk, "losses")
    task = new_task("Loose railing", kind=TaskKind.HAZARD)
    with desk.change("found") as change:
        change.add(task)
    take_tasks(desk, register)
    with desk.change("open after all") as change:
        change.replace(reopened(desk.table(Task).get(task.id)))
    take_tasks(desk, register)
    assert len(entries(desk, register)) == 1
    assert not desk.table(Task).get(task.id).is_open


def test_a_year_is_said_to_be_complete_once_and_taken_back(office):
    desk, keys = office.desk, office.keys
    assert not is_complete(desk, keys, 2026)
    said = say_complete(desk, keys, 2026)
    assert (said.subject, said.by, said.on) == ("complete:keys-2026", "test", date(2026, 11, 24))
    assert said.subject == "complete:keys-2026"
    assert say_complete(office.planned.open("other"), keys, 2026) == said
    assert is_complete(desk, keys, 2026)
    assert not is_complete(desk, keys, 2025)
    take_back_complete(desk, keys, 2026)
    take_back_complete(desk, keys, 2026)
    assert not is_complete(desk, keys, 2026)
    with pytest.raises(RoleRefused):
        say_complete(office.guard, keys, 2026)


def test_due_days_are_reckoned_anew_where_the_rules_have_changed(planned):
    path = planned.folder / "plugins" / "keys.toml"
    path.write_text(KEYS, encoding="utf-8")
    desk = planned.open()
    keys = known_register(desk, "keys")
    safe = keep_entry(desk, keys, {"label": "Safe", "kind": "safe", "given": "2026-08-31"})
    door = keep_entry(desk, keys, {"label": "Door", "kind": "door"})
    assert rules_have_changed(desk) == ()
    with speaking("zh"):
        assert rules_have_changed(desk) == (), "another language is no other rule"
    path.write_text(
        KEYS.replace("months = 6", "months = 12").replace("Ask {holder}", "Call {holder}"), encoding="utf-8"
    )
    desk.renew_settings()
    assert [each.code for each in rules_have_changed(desk)] == ["keys"]
    assert find_entry(desk, safe.id).due == date(2027, 3, 1), "until somebody has them reckoned"
    assert renew_due_days(desk) == 2
    assert find_entry(desk, safe.id).due == date(2027, 9, 1)
    assert find_entry(desk, door.id).due is None
    assert rules_have_changed(desk) == ()
    assert renew_due_days(desk) == 0
    assert desk.journal_entry(desk.revision()).why == "Registers: due days reckoned anew"
    desk.undo()
    assert [each.code for each in rules_have_changed(desk)] == ["keys"]
    path.write_text(KEYS, encoding="utf-8")
    desk.renew_settings()
    assert rules_have_changed(desk) == (), "the old rules again, and the old days"


def test_other_texts_of_a_rule_change_no_due_day(planned):
    path = planned.folder / "plugins" / "keys.toml"
    path.write_text(KEYS, encoding="utf-8")
    desk = planned.open()
    keep_entry(desk, known_register(desk, "keys"), {"label": "Safe"})
    path.write_text(KEYS.replace("Ask {holder}", "Call {holder}"), encoding="utf-8")
    desk.renew_settings()
    assert rules_have_changed(desk) == ()
