"""Going through a round: marks, what a wrong line raises elsewhere, what the last mark tells the round."""

from dataclasses import replace
from datetime import date

import msgspec
import pytest

from dutydesk.api import DataProblem
from dutydesk.domain import Attachment, new_id
from dutydesk.wording import speaking
from dutydesk_registers.entries import entries, find_entry
from dutydesk_registers.entry import EntryMark, RegisterEntry
from dutydesk_registers.inspecting.rounds import begin_round, mark_item, round_items
from dutydesk_registers.keeping import EntryRefused, remove_entry
from dutydesk_registers.registers import known_register
from tests.plugins.registers.hook_desk import (
    LEAKS,
    TODAY,
    WALKS,
    emptied,
    keep,
    keep_again,
    keeping,
    leave_out,
)


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    with keeping(tmp_path_factory.mktemp("rounds") / "desk", leaks=LEAKS, walks=WALKS) as made:
        yield made


@pytest.fixture(scope="module")
def opened(planned):
    return planned.open()


@pytest.fixture
def desk(planned, opened):
    planned.at(TODAY)
    yield opened
    emptied(opened)


@pytest.fixture
def walks(desk):
    return known_register(desk, "walks")


@pytest.fixture
def walk(desk, walks):
    return begin_round(desk, walks, "fire", "Gym")


def leaks(desk):
    return entries(desk, known_register(desk, "leaks"))


def lines(desk, walks, walk):
    found = round_items(desk, walks, walk)
    return [(each.text, None if each.mark is None else each.mark.is_right, each.dropped) for each in found]


def test_a_round_begins_with_all_lines_open(desk, walks, walk):
    assert (walk.title, walk.day) == ("Fire safety: Gym", TODAY)
    assert walk.values["place"] == "gym"
    assert lines(desk, walks, walk) == [
        ("Extinguishers are there", None, False),
        ("Exits are free", None, False),
        ("Lights work", None, False),
    ]
    assert begin_round(desk, walks, "roof", "").title == "Roofs"


def test_only_checklists_of_the_register_can_be_gone_through(desk, walks):
    with pytest.raises(DataProblem, match=r"'pool' is no checklist of Walks; expected one of fire, roof"):
        begin_round(desk, walks, "pool", "Gym")
    with pytest.raises(DataProblem, match="Leaks has no rounds"):
        begin_round(desk, known_register(desk, "leaks"), "fire", "Gym")


def test_a_wrong_line_makes_an_entry_elsewhere_in_the_same_change(desk, walks, walk):
    before = desk.revision()
    marked = mark_item(desk, walks, walk, 1, is_right=False, note="Bicycles in the way")
    assert desk.revision() == before + 1
    (leak,) = leaks(desk)
    assert marked.raised.id == leak.id
    assert leak.record.source == f"entry:{walk.id}"
    assert dict(leak.values) == {
        "what": "Exits are free",
        "place": "Gym",
        "note": "Bicycles in the way",
        "found": "2026-11-24",
    }
    (mark,) = desk.table(EntryMark).where(entry=walk.id)
    assert (mark.raised, mark.item, mark.is_right) == (leak.id, "Exits are free", False)


def test_undo_takes_back_mark_and_entry_and_redo_makes_both_again(desk, walks, walk):
    mark_item(desk, walks, walk, 1, is_right=False, note="blocked")
    desk.undo()
    assert leaks(desk) == ()
    assert desk.table(EntryMark).where(entry=walk.id) == ()
    desk.redo()
    assert [each.title for each in leaks(desk)] == ["Exits are free"]
    assert lines(desk, walks, walk)[1] == ("Exits are free", False, False)


def test_another_note_renews_the_entry_where_nobody_has_written_otherwise(desk, walks, walk):
    raised = mark_item(desk, walks, walk, 1, is_right=False, note="blocked").raised
    again = mark_item(desk, walks, walk, 1, is_right=False, note="blocked by bicycles").raised
    assert (again.id, again.values["note"]) == (raised.id, "blocked by bicycles")
    keep_again(desk, raised, note="I have written more")
    mark_item(desk, walks, walk, 1, is_right=False, note="still blocked")
    assert find_entry(desk, raised.id).values["note"] == "I have written more"
    assert len(leaks(desk)) == 1


def test_marking_right_removes_the_entry_that_nobody_has_touched(planned, desk, walks, walk):
    raised = mark_item(desk, walks, walk, 1, is_right=False, note="blocked").raised
    mark_item(desk, walks, walk, 1, is_right=False, note="blocked by bicycles")
    planned.at(date(2026, 11, 27))
    marked = mark_item(desk, walks, walk, 1, is_right=True)
    assert (marked.removed.id, leaks(desk)) == (raised.id, ())
    (mark,) = desk.table(EntryMark).where(entry=walk.id)
    assert (mark.is_right, mark.raised, mark.note) == (True, "", "")
    desk.undo()
    assert [each.id for each in leaks(desk)] == [raised.id]


def test_an_entry_is_known_as_raised_by_whoever_reads_another_language(desk, walks, walk):
    with speaking("zh"):
        chinese = known_register(desk, "walks")
        raised = mark_item(desk, chinese, walk, 1, is_right=False).raised
        assert raised.title == "不合格：出口畅通"
        mark_item(desk, chinese, walk, 1, is_right=False, note="堵塞")
    english = mark_item(desk, walks, walk, 1, is_right=False, note="blocked").raised
    assert (english.id, english.title, english.values["note"]) == (raised.id, "Exits are free", "blocked")
    with speaking("zh"):
        marked = mark_item(desk, known_register(desk, "walks"), walk, 1, is_right=True)
    assert marked.removed.id == raised.id


def test_marking_right_leaves_the_entry_with_which_somebody_has_gone_on(desk, walks, walk):
    raised = mark_item(desk, walks, walk, 1, is_right=False).raised
    keep_again(desk, raised, owner="李强")
    marked = mark_item(desk, walks, walk, 1, is_right=True)
    assert (marked.left.id, marked.removed) == (raised.id, None)
    assert [each.id for each in leaks(desk)] == [raised.id]
    assert mark_item(desk, walks, walk, 1, is_right=False).raised.id == raised.id, "it is the same leak"
    assert len(leaks(desk)) == 1


def test_a_photo_of_it_is_going_on_with_it(desk, walks, walk):
    raised = mark_item(desk, walks, walk, 1, is_right=False).raised
    with desk.change("photo") as change:
        change.add(Attachment(id=new_id(), about=raised.record.subject, title="photo", target="photo.jpg"))
    assert mark_item(desk, walks, walk, 1, is_right=True).left.id == raised.id


def test_what_was_mended_and_is_wrong_again_is_a_new_entry(desk, walks, walk):
    raised = mark_item(desk, walks, walk, 1, is_right=False).raised
    keep_again(desk, raised, mended="today")
    assert mark_item(desk, walks, walk, 1, is_right=False, note="again").raised.id != raised.id
    assert len(leaks(desk)) == 2


def test_an_entry_that_somebody_removed_is_made_anew_with_the_next_mark(desk, walks, walk):
    raised = mark_item(desk, walks, walk, 1, is_right=False).raised
    remove_entry(desk, known_register(desk, "leaks"), raised)
    again = mark_item(desk, walks, walk, 1, is_right=False).raised
    assert again.id != raised.id
    assert [each.id for each in leaks(desk)] == [again.id]


def test_the_last_line_tells_the_round_that_it_is_done_and_how_many_were_wrong(planned, desk, walks, walk):
    mark_item(desk, walks, walk, 0, is_right=True)
    assert "done" not in mark_item(desk, walks, walk, 1, is_right=False).round.values
    planned.at(date(2026, 11, 25))
    last = mark_item(desk, walks, walk, 2, is_right=True).round
    assert (last.values["done"], last.values["wrong"]) == ("2026-11-25", "1")
    planned.at(date(2026, 11, 26))
    after = mark_item(desk, walks, walk, 2, is_right=False).round
    assert (after.values["done"], after.values["wrong"]) == ("2026-11-25", "2"), "it was done on that day"


def test_taking_back_a_mark_opens_the_round_again(desk, walks):
    roof = begin_round(desk, walks, "roof", "Gym")
    assert mark_item(desk, walks, roof, 0, is_right=False).round.values["wrong"] == "1"
    again = mark_item(desk, walks, roof, 0, is_right=None)
    assert {"done", "wrong"}.isdisjoint(again.round.values)
    assert again.removed is not None
    assert (leaks(desk), desk.table(EntryMark).where(entry=roof.id)) == ((), ())
    nothing = mark_item(desk, walks, roof, 0, is_right=None)
    assert nothing.removed is None


def test_two_people_can_mark_lines_of_one_round_at_once(planned, desk, walks, walk):
    other = planned.open("zhao")
    mark_item(desk, walks, walk, 0, is_right=True)
    mark_item(other, walks, walk, 1, is_right=True)
    done = mark_item(desk, walks, walk, 2, is_right=True).round
    assert done.values["done"] == "2026-11-24"
    assert mark_item(other, walks, walk, 1, is_right=False).round.values["wrong"] == "1"


def test_what_cannot_be_raised_leaves_the_mark_out_too(desk, walks, walk):
    nameless = msgspec.structs.replace(walks.file.rounds.fails, values={"place": "{place}"})
    rounds = msgspec.structs.replace(walks.file.rounds, fails=nameless)
    faulty = replace(walks, file=msgspec.structs.replace(walks.file, rounds=rounds))
    before = desk.revision()
    with pytest.raises(EntryRefused, match="What: this is needed"):
        mark_item(desk, faulty, walk, 1, is_right=False)
    assert desk.revision() == before
    assert desk.table(EntryMark).where(entry=walk.id) == ()


def test_a_school_without_the_other_register_marks_lines_all_the_same(planned, desk, walks, walk):
    leave_out(planned, "leaks")
    try:
        without = planned.open()
    finally:
        leave_out(planned)
    marked = mark_item(without, known_register(without, "walks"), walk, 1, is_right=False, note="blocked")
    assert marked.raised is None
    assert lines(desk, walks, walk)[1] == ("Exits are free", False, False)
    assert desk.table(RegisterEntry).where(register="leaks") == ()


def test_a_mark_is_of_its_line_in_any_language(desk, walks, walk):
    with speaking("zh"):
        mark_item(desk, known_register(desk, "walks"), walk, 1, is_right=True)
        found = round_items(desk, known_register(desk, "walks"), walk)
        assert [each.mark is not None for each in found] == [False, True, False]
    (mark,) = desk.table(EntryMark).where(entry=walk.id)
    assert mark.item == "出口畅通"
    assert lines(desk, walks, walk) == [
        ("Extinguishers are there", None, False),
        ("Exits are free", True, False),
        ("Lights work", None, False),
    ]
    mark_item(desk, walks, walk, 0, is_right=True)
    with speaking("zh"):
        found = round_items(desk, known_register(desk, "walks"), walk)
        assert [each.mark is not None for each in found] == [True, True, False]


def test_a_mark_stays_with_its_text_when_the_checklist_is_written_anew(desk, walks, walk):
    mark_item(desk, walks, walk, 0, is_right=False)
    mark_item(desk, walks, walk, 1, is_right=True)
    fire, roof = walks.file.checklist
    shorter = msgspec.structs.replace(fire, item=(fire.item[2], fire.item[1]))
    changed = replace(walks, file=msgspec.structs.replace(walks.file, checklist=(shorter, roof)))
    assert lines(desk, changed, walk) == [
        ("Lights work", None, False),
        ("Exits are free", True, False),
        ("Extinguishers are there", False, True),
    ]
    done = mark_item(desk, changed, walk, 0, is_right=True).round
    assert done.values["wrong"] == "1", "what was found wrong is not forgotten with its line"


def test_a_line_that_is_not_there_cannot_be_marked(desk, walks, walk):
    for position in (-1, 3):
        with pytest.raises(DataProblem, match="the round has no line"):
            mark_item(desk, walks, walk, position, is_right=True)


def test_a_round_that_is_gone_cannot_be_marked(desk, walks, walk):
    remove_entry(desk, walks, walk)
    with pytest.raises(DataProblem, match="this round is gone"):
        mark_item(desk, walks, walk, 0, is_right=True)


def test_a_note_is_cleaned(desk, walks, walk):
    mark_item(desk, walks, walk, 1, is_right=False, note="\x1b[31mred\u202e\nand more" + "!" * 400)
    (leak,) = leaks(desk)
    assert leak.values["note"].startswith("\N{REPLACEMENT CHARACTER}[31mred")
    assert len(leak.values["note"]) == 200


def test_an_entry_typed_with_its_day_of_doing_keeps_it(desk, walks):
    typed = keep(desk, "walks", what="On paper", list="roof", place="lab", done="2026-11-20")
    after = mark_item(desk, walks, typed, 0, is_right=True).round
    assert (after.values["done"], after.values["wrong"]) == ("2026-11-20", "0")
