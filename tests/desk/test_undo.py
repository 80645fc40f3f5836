from dataclasses import replace
from datetime import date, timedelta

import pytest

from dutydesk.api import StaleChange, UndoRefused
from dutydesk.domain import Absence, Person
from dutydesk_roster.assignment import Assignment
from dutydesk_roster.tables import ROSTER_TABLES

LI = Person(id="li", name="Li")


def add(desk, record, why="added", **more):
    with desk.change(why, **more) as change:
        return change.add(record)


def edit(desk, why="edited", key="li", **fields):
    with desk.change(why) as change:
        return change.replace(replace(desk.table(Person).get(key), **fields))


def name(desk, key="li"):
    person = desk.table(Person).get(key)
    return None if person is None else person.name


def test_undo_and_redo_put_back_content_and_never_a_revision(desk):
    add(desk, LI)
    edit(desk, name="Li Na")
    assert desk.undo().why == "edited"
    assert (name(desk), desk.table(Person).get("li").revision) == ("Li", 3)
    assert desk.redo().kind == "undo"
    assert (name(desk), desk.table(Person).get("li").revision) == ("Li Na", 4)
    desk.undo()
    desk.undo()
    assert name(desk) is None
    desk.redo()
    assert (name(desk), desk.table(Person).get("li").revision) == ("Li", 6)


def test_what_was_removed_comes_back_with_the_next_revision(desk):
    kept = add(desk, LI)
    with desk.change("left") as change:
        change.remove(kept)
    desk.undo()
    assert (name(desk), desk.table(Person).get("li").revision) == ("Li", 2)


def test_the_time_of_a_record_rises_through_undo(desk, clock):
    add(desk, LI)
    clock.move(hours=1)
    later = edit(desk, name="Li Na").changed
    clock.move(hours=1)
    desk.undo()
    assert desk.table(Person).get("li").changed > later


def test_with_nothing_done_there_is_nothing_to_undo_or_redo(desk):
    with pytest.raises(UndoRefused, match="nothing"):
        desk.undo()
    with pytest.raises(UndoRefused, match="nothing"):
        desk.redo()
    assert desk.revision() == 0


def test_one_undoes_only_ones_own(make_desk):
    li, wang = make_desk(actor="li"), make_desk(actor="wang")
    add(li, LI)
    with pytest.raises(UndoRefused, match="nothing"):
        wang.undo()
    add(wang, Person(id="zhao", name="Zhao"))
    li.undo()
    assert [person.id for person in wang.people()] == ["zhao"]


def test_undo_is_refused_when_someone_else_has_changed_the_record_since(make_desk):
    li, wang = make_desk(actor="li"), make_desk(actor="wang")
    add(li, LI)
    edit(wang, "his new phone", phone="1")
    before = li.revision()
    with pytest.raises(UndoRefused, match=r"wang changed this at 2026-11-02 09:00 \(his new phone\)"):
        li.undo()
    assert (name(li), li.revision()) == ("Li", before)


def test_undo_of_many_records_is_refused_whole_when_one_has_moved_on(make_desk):
    li, wang = make_desk(actor="li"), make_desk(actor="wang")
    with li.change("two") as change:
        change.add(LI)
        change.add(Person(id="zhao", name="Zhao"))
    edit(wang, phone="1", key="li")
    with pytest.raises(UndoRefused):
        li.undo()
    assert {person.id for person in li.people()} == {"li", "zhao"}


def test_undo_does_not_take_what_another_has_put_under_the_same_identity(make_desk):
    li, wang = make_desk(actor="li"), make_desk(actor="wang")
    li.records("drills").put("plan", {"by": "li"})
    wang.records("drills").delete("plan")
    wang.records("drills").put("plan", {"by": "wang"})
    with pytest.raises(UndoRefused, match="wang"):
        li.undo()
    assert li.records("drills").get("plan") == {"by": "wang"}


def test_undo_does_not_bring_back_what_was_removed_by_another_since(make_desk):
    li, wang = make_desk(actor="li"), make_desk(actor="wang")
    kept = add(li, LI)
    with li.change("left") as change:
        change.remove(kept)
    again = add(wang, LI)
    with wang.change("left again") as change:
        change.remove(again)
    with pytest.raises(UndoRefused, match="wang"):
        li.undo()
    assert name(li) is None


def test_undo_reaches_back_over_what_another_has_done_and_undone(make_desk):
    li, wang = make_desk(actor="li"), make_desk(actor="wang")
    add(li, LI)
    edit(wang, name="Li Na")
    with pytest.raises(UndoRefused):
        li.undo()
    wang.undo()
    li.undo()
    assert name(li) is None


def test_a_chain_of_changes_to_one_record_is_undone_and_done_again_step_by_step(desk):
    add(desk, LI)
    for each in ("A", "B", "C"):
        edit(desk, name=each)
    seen = []
    for act in (desk.undo, desk.undo, desk.redo, desk.undo, desk.undo, desk.undo, desk.redo, desk.redo):
        act()
        seen.append(name(desk))
    assert seen == ["B", "A", "B", "A", "Li", None, "Li", "A"]


def test_a_change_that_touched_one_record_twice_is_undone_and_done_again(desk):
    with desk.change("twice") as change:
        kept = change.add(LI)
        change.replace(replace(kept, name="Li Na"))
    desk.undo()
    assert name(desk) is None
    desk.redo()
    assert name(desk) == "Li Na"
    with desk.change("thrice") as change:
        kept = desk.table(Person).get("li")
        for each in ("A", "B", "C"):
            kept = change.replace(replace(kept, name=each))
    desk.undo()
    assert name(desk) == "Li Na"


def test_a_record_removed_and_added_in_one_change_is_undone(desk):
    kept = add(desk, LI)
    with desk.change("anew") as change:
        change.remove(kept)
        change.add(replace(LI, name="Li Na"))
    desk.undo()
    assert name(desk) == "Li"


def test_a_change_that_comes_back_to_where_it_began_can_be_undone(desk):
    kept = add(desk, LI)
    with desk.change("to and fro") as change:
        there = change.replace(replace(kept, name="Li Na"))
        change.replace(replace(there, name="Li"))
    assert desk.undo().why == "to and fro"
    assert desk.undo().why == "added"
    assert name(desk) is None


def test_redo_after_a_new_change_is_refused(desk):
    add(desk, LI)
    edit(desk, name="Li Na")
    desk.undo()
    edit(desk, phone="1")
    with pytest.raises(UndoRefused, match="nothing"):
        desk.redo()
    assert name(desk) == "Li"


def test_redo_is_refused_when_someone_else_has_changed_the_record_since(make_desk):
    li, wang = make_desk(actor="li"), make_desk(actor="wang")
    add(li, LI)
    edit(li, name="Li Na")
    li.undo()
    edit(wang, phone="1")
    with pytest.raises(UndoRefused, match="wang"):
        li.redo()


def test_a_final_change_is_passed_over(desk):
    add(desk, LI)
    with desk.change("token revoked", final=True) as change:
        change.add(Person(id="zhao", name="Zhao"))
    assert desk.undo().why == "added"
    assert [person.id for person in desk.people()] == ["zhao"]
    with pytest.raises(UndoRefused):
        desk.undo()


def test_undo_goes_on_after_the_desk_was_closed(make_desk):
    first = make_desk()
    add(first, LI)
    edit(first, name="Li Na")
    first.undo()
    first.close()
    second = make_desk()
    second.redo()
    assert name(second) == "Li Na"
    second.undo()
    second.undo()
    assert name(second) is None


def test_undo_of_a_month_of_assignments_is_quick_and_whole(make_desk):
    desk = make_desk(tables=[ROSTER_TABLES])
    with desk.change("generated") as change:
        for number in range(400):
            day = date(2026, 11, 1) + timedelta(days=number % 30)
            change.add(Assignment(id=f"a{number}", person="li", post="gate", shift="day", day=day))
    desk.undo()
    assert desk.table(Assignment).all() == ()
    desk.redo()
    assert len(desk.table(Assignment).all()) == 400


def test_a_change_of_a_plugin_that_is_gone_is_not_undone(make_desk):
    whole = make_desk(tables=[ROSTER_TABLES])
    add(whole, Assignment(id="a", person="li", post="gate", shift="day", day=date(2026, 11, 1)))
    without = make_desk()
    with pytest.raises(UndoRefused, match="plugin"):
        without.undo()


def test_history_tells_all_that_happened_to_a_person_the_newest_first(make_desk):
    li, wang = make_desk(actor="li"), make_desk(actor="wang")
    add(li, LI, "hired")
    add(wang, Absence(id="x", person="li", first=date(2026, 11, 3), last=date(2026, 11, 3)), "ill")
    add(wang, Person(id="zhao", name="Zhao"), "hired too")
    wang.undo()
    li.undo()
    history = li.history("person:li")
    assert [(each.who, each.why, each.kind) for each in history] == [
        ("li", "hired", "undo"),
        ("wang", "ill", "change"),
        ("li", "hired", "change"),
    ]
    assert history[1].rows[0].after["kind"] == "other"
    assert li.history("person:li", limit=1) == history[:1]
    assert li.history("person:nobody") == ()


def test_a_change_of_nothing_leaves_no_trace(desk):
    with desk.change("looked") as change:
        change.note("person:li")
    assert desk.revision() == 0


def test_a_reason_is_kept_as_one_clean_line(desk):
    add(desk, LI, "first\nsecond \x1b[2J")
    assert desk.history("person:li")[0].why == "first second \ufffd[2J"


def test_a_stale_record_is_refused_through_the_desk(make_desk):
    li, wang = make_desk(actor="li"), make_desk(actor="wang\x1b]0;x")
    kept = add(li, LI)
    edit(wang, name="Li Na")
    with pytest.raises(StaleChange, match="wang") as stale, li.change("mine") as change:
        change.replace(replace(kept, name="Li Li"))
    assert "\x1b" not in str(stale.value)
