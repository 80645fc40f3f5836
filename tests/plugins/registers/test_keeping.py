"""Keeping entries: what is typed is checked, kept as one change, and taken back by one undo."""

from dataclasses import replace
from datetime import date

import pytest

from dutydesk.api import DamagedDesk, DataProblem, RoleRefused, StaleChange, UndoRefused
from dutydesk_registers.entries import entries, find_entry, open_entries, read_entry
from dutydesk_registers.entry import EntryMark, RegisterEntry
from dutydesk_registers.field_values import field_context
from dutydesk_registers.keeping import (
    EntryRefused,
    keep_entries,
    keep_entry,
    kept_record,
    new_values,
    remove_entry,
    typed_values,
)
from dutydesk_registers.registers import known_register


def titles(found):
    return [each.title for each in found]


def newest_change(desk):
    return desk.journal_entry(desk.revision())


def test_an_entry_holds_what_was_typed_and_what_follows_from_it(school):
    kept = keep_entry(
        school.desk,
        school.keys,
        {
            "label": " Main gate ",
            "number": "A-1",
            "given": "2026-11-01",
            "until": "+7",
            "holder": "李强",
            "kind": "safe",
        },
    )
    assert kept.record == school.desk.table(RegisterEntry).get(kept.id)
    assert (kept.title, kept.day, kept.due) == ("Main gate", date(2026, 11, 1), date(2026, 12, 1))
    record = kept.record
    assert (record.due_rule, record.owner, record.closed, record.shared, record.known_by) == (
        "return", "li", False, True, "a-1",
    )  # fmt: skip
    assert set(kept.values) == {"label", "number", "given", "until", "holder", "kind"}
    assert newest_change(school.desk).why == "Keys: Main gate added"
    assert school.desk.history(record.subject)[0].who == "test"
    assert school.desk.history("person:li")[0].why == "Keys: Main gate added"


def test_what_is_not_typed_stays_and_what_is_emptied_is_empty(school):
    before = keep_entry(school.desk, school.keys, {"label": "Gym", "note": "two\nlines", "copies": "over 3"})
    after = keep_entry(school.desk, school.keys, {"copies": "", "weight": "2"}, before)
    assert (after.id, after.record.revision) == (before.id, 2)
    assert dict(after.values) == {"label": "Gym", "note": "two\nlines", "weight": "2"}


def test_all_that_is_wrong_is_told_and_nothing_is_kept(school):
    count, revision = len(entries(school.desk, school.keys)), school.desk.revision()
    with pytest.raises(EntryRefused) as caught:
        keep_entry(school.desk, school.keys, {"given": "soon", "weight": "0", "colour": "red"})
    assert [each.field for each in caught.value.faults] == ["given", "colour", "label", "weight"]
    assert str(caught.value).startswith("Given on: 'soon' is no day such as")
    assert "Key: this is needed; Weight: this must be at least 0.5" in str(caught.value)
    assert (len(entries(school.desk, school.keys)), school.desk.revision()) == (count, revision)


def test_a_value_that_the_register_would_not_take_any_more_stays_while_nobody_changes_it(keys, context):
    old = read_entry(
        RegisterEntry(
            id="x", register="keys", title="Old", body='{"label":"Old","kind":"padlock","gone":"1"}'
        )
    )
    values, faults = typed_values(keys, {"kind": "padlock", "note": "seen"}, old, context)
    assert faults == ()
    assert values == {"label": "Old", "kind": "padlock", "gone": "1", "note": "seen"}
    assert [each.field for each in typed_values(keys, {"kind": "bolt"}, old, context)[1]] == ["kind"]


def test_a_new_entry_begins_with_the_registers_defaults(school):
    given = new_values(school.keys, field_context(school.guard))
    assert given == {
        "kind": "door", "given": "2026-11-24", "holder": "wu", "at": "10:00", "term": "2026",
    }  # fmt: skip
    assert new_values(school.keys, field_context(school.desk))["holder"] == "test", "nobody of the squadron"


def test_entries_differ_in_a_unique_field_whatever_its_case(school):
    first = keep_entry(school.desk, school.keys, {"label": "Roof", "number": "R-1"})
    with pytest.raises(EntryRefused, match="Number: another entry has this already: Roof"):
        keep_entry(school.desk, school.keys, {"label": "Other roof", "number": "R-1"})
    assert (
        keep_entry(school.desk, school.keys, {"number": "R-1", "note": "same"}, first).values["note"]
        == "same"
    )
    keep_entry(school.desk, school.keys, {"label": "No number"})
    keep_entry(school.desk, school.keys, {"label": "No number either"})


def test_an_entry_is_found_by_its_key_a_beginning_of_it_or_its_number(school):
    kept = keep_entry(school.desk, school.keys, {"label": "Attic", "number": "ATT-7"})
    for text in (kept.id, f" {kept.id} ", kept.id[:12].upper(), "ATT-7", "att-7"):
        assert find_entry(school.desk, text).id == kept.id
        assert find_entry(school.desk, text, school.keys).id == kept.id
    with pytest.raises(DataProblem, match="is no entry"):
        find_entry(school.desk, "ATT-7", known_register(school.desk, "hazards"))
    for text in ("", "ATT", "zzzzzz", "x\0y", "Attic"):
        with pytest.raises(DataProblem, match="is no entry"):
            find_entry(school.desk, text)


@pytest.mark.parametrize("body", ["", "{", "[]", '{"label": 3}'])
def test_an_entry_whose_values_are_damaged_says_so(body):
    entry = read_entry(RegisterEntry(id="x1", register="keys", title="X", body=body))
    with pytest.raises(DamagedDesk, match="the entry x1 of a register is damaged"):
        _ = entry.values


def test_a_beginning_that_is_several_entries_is_refused_with_their_names(school):
    with school.desk.change("two") as change:
        for key in ("qqq1", "qqq2"):
            change.add(RegisterEntry(id=key, register="keys", title=f"Twin {key}", body='{"label":"Twin"}'))
    with pytest.raises(DataProblem, match=r"'qqq' may be Twin qqq1 \(qqq1\), Twin qqq2 \(qqq2\)"):
        find_entry(school.desk, "qqq")
    assert find_entry(school.desk, "qqq2").title == "Twin qqq2"


def test_somebody_elses_change_is_not_overwritten(school):
    before = keep_entry(school.desk, school.keys, {"label": "Library"})
    other = school.planned.open("other")
    keep_entry(other, school.keys, {"note": "moved"}, find_entry(other, before.id))
    with pytest.raises(StaleChange, match="other changed this"):
        keep_entry(school.desk, school.keys, {"note": "mine"}, before)
    assert find_entry(school.desk, before.id).values["note"] == "moved"
    with pytest.raises(StaleChange):
        remove_entry(school.desk, school.keys, before)


def test_a_change_is_undone_and_done_again(school):
    desk = school.planned.open("undoer")
    kept = keep_entry(desk, school.keys, {"label": "Cellar", "until": "+3"})
    changed = keep_entry(desk, school.keys, {"until": "+5"}, kept)
    desk.undo()
    again = find_entry(desk, kept.id)
    assert (again.due, again.values) == (kept.due, kept.values)
    desk.redo()
    assert find_entry(desk, kept.id).due == changed.due
    desk.undo()
    desk.undo()
    with pytest.raises(DataProblem):
        find_entry(desk, kept.id)
    desk.redo()
    keep_entry(school.desk, school.keys, {"note": "in between"}, find_entry(school.desk, kept.id))
    with pytest.raises(UndoRefused):
        desk.undo()


def test_removing_an_entry_takes_its_marks_with_it_and_undo_brings_both_back(school):
    desk = school.planned.open("remover")
    kept = keep_entry(desk, school.keys, {"label": "Shed"})
    with desk.change("mark") as change:
        change.add(EntryMark(id="m-shed", entry=kept.id, position=0, item="It is locked", is_right=True))
    remove_entry(desk, school.keys, kept)
    assert desk.table(EntryMark).where(entry=kept.id) == ()
    desk.undo()
    assert find_entry(desk, kept.id).title == "Shed"
    assert len(desk.table(EntryMark).where(entry=kept.id)) == 1


def test_entries_come_newest_first_and_those_without_a_day_last_and_in_any_year(planned, keys):
    desk = planned.open()
    for label, day in (
        ("B", "2026-01-01"),
        ("A", "2026-01-01"),
        ("C", "2026-11-01"),
        ("D", "2025-12-31"),
        ("E", ""),
    ):
        keep_entry(desk, keys, {"label": label, "given": day})
    assert titles(entries(desk, keys)) == ["C", "A", "B", "D", "E"]
    assert titles(entries(desk, keys, 2026)) == ["C", "A", "B", "E"]
    assert titles(entries(desk, keys, 2025)) == ["D", "E"]
    keep_entry(desk, keys, {"back": "today"}, find_entry(desk, entries(desk, keys)[0].id))
    assert titles(open_entries(desk, keys)) == ["A", "B", "D", "E"]


def test_many_entries_are_one_change_and_all_or_none(planned, keys):
    desk = planned.open()
    first, second = keep_entries(
        desk,
        keys,
        [({"label": "A", "number": "N-1"}, None), ({"label": "B", "number": "N-2"}, None)],
        "imported",
    )
    assert newest_change(desk).why == "imported"
    assert len(newest_change(desk).rows) == 2
    swapped = [({"number": "N-2"}, first), ({"number": "N-1"}, second)]
    assert [each.values["number"] for each in keep_entries(desk, keys, swapped, "swapped")] == ["N-2", "N-1"]
    for wrong in (
        [({"label": "C"}, None), ({"label": "D", "number": "n 3"}, None)],
        [({"label": "C"}, None), ({"label": "D", "number": "N-1"}, None)],
        [({"label": "C", "number": "N-4"}, None), ({"label": "D", "number": "N-4"}, None)],
    ):
        with pytest.raises(EntryRefused, match="Number: "):
            keep_entries(desk, keys, wrong, "wrong")
    assert sorted(titles(entries(desk, keys))) == ["A", "B"]
    desk.undo()
    desk.undo()
    assert entries(desk, keys) == ()


def test_a_guard_adds_to_a_shared_register_and_fills_in_what_is_empty(school):
    kept = keep_entry(school.guard, school.keys, {"label": "Guard room", "holder": "wu"})
    filled = keep_entry(school.guard, school.keys, {"note": "hangs by the door"}, kept)
    assert filled.values["note"] == "hangs by the door"


@pytest.mark.parametrize("typed", [{"label": "Other"}, {"note": ""}, {"note": "hangs elsewhere"}])
def test_a_guard_does_not_alter_what_somebody_wrote(school, typed):
    kept = keep_entry(school.desk, school.keys, {"label": "Kitchen", "note": "hangs by the door"})
    with pytest.raises(RoleRefused, match="wu-phone is guard here"):
        keep_entry(school.guard, school.keys, typed, kept)
    assert find_entry(school.desk, kept.id).record == kept.record
    with pytest.raises(RoleRefused):
        remove_entry(school.guard, school.keys, kept)


def test_a_guard_adds_nothing_to_a_register_that_is_not_shared_nor_moves_an_entry_there(school):
    kept = keep_entry(school.desk, school.keys, {"label": "Store"})
    context = field_context(school.guard)
    unshared = replace(kept_record(school.keys, {"label": "New"}, None, context), shared=False)
    with pytest.raises(RoleRefused), school.guard.change("new") as change:
        change.add(unshared)
    for moved in (
        replace(kept.record, register="hazards"),
        replace(kept.record, source="task:1"),
        replace(kept.record, shared=False),
    ):
        with pytest.raises(RoleRefused), school.guard.change("moved") as change:
            change.replace(moved)
