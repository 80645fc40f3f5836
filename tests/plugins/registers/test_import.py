"""Entries from tables that people keep: what is understood, what is told, what is kept."""

import pytest

from dutydesk.api import DataProblem
from dutydesk.sheets.reading import Sheet, read_table
from dutydesk.wording import speaking
from dutydesk_registers.entries import entries
from dutydesk_registers.exchange.entry_export import export_entries
from dutydesk_registers.exchange.entry_import import MOST_TOLD, keep_import, more_faults_line, preview_import
from dutydesk_registers.keeping import keep_entry
from dutydesk_registers.registers import known_register
from tests.plugins.registers.hook_desk import LEAKS, keeping


def sheet(headers, *rows, first=2):
    """Return a table whose rows are texts with commas, empty ones between two commas None."""
    width = len(headers.split(","))
    cells = (tuple(cell or None for cell in row.split(",")) if isinstance(row, str) else row for row in rows)
    return Sheet(
        tuple(headers.split(",")),
        tuple((*row, *[None] * (width - len(row))) for row in cells),
        first,
        "keys.csv",
    )


@pytest.fixture(scope="module")
def leaky(tmp_path_factory):
    """Give a desk with a register in which nothing is unique."""
    with keeping(tmp_path_factory.mktemp("leaky") / "desk", leaks=LEAKS) as planned:
        yield planned.open()


@pytest.fixture
def preview(school):
    """Return what a table would do to the register of keys."""

    def previewed(*table, passes_over=False, **more):
        return preview_import(school.desk, school.keys, sheet(*table, **more), passes_over=passes_over)

    return previewed


@pytest.fixture
def keys_kept(school):
    return lambda: {each.title: each.values for each in entries(school.desk, school.keys)}


def only(found):
    assert (found.faults, found.more_faults) == ((), 0)
    (row,) = (*found.added, *found.changed)
    return row


def keep(desk, code, **typed):
    """Keep an entry of nothing but what is typed, and return its key."""
    return keep_entry(desk, known_register(desk, code), typed).id


def leaks_preview(desk, *table):
    return preview_import(desk, known_register(desk, "leaks"), sheet(*table))


def test_columns_are_found_by_code_name_in_either_language_and_headings(preview):
    row = only(
        preview(
            "label,TAG,KIND,given on,Wanted_back-by,holder,weight (kg)",
            "Gate,GT-1,保险柜钥匙,2026年9月1日,2026/12/1,赵建国,12.50",
        )
    )
    assert row.values == {
        "label": "Gate", "number": "GT-1", "kind": "safe", "given": "2026-09-01", "until": "2026-12-01",
        "holder": "zhao", "weight": "12.5",
    }  # fmt: skip
    assert only(preview("钥匙名", "Cellar")).values["label"] == "Cellar"


def test_the_names_of_the_file_hold_though_the_reader_speaks_another_language(school):
    with speaking("zh"):
        keys = known_register(school.desk, "keys")
        row = only(preview_import(school.desk, keys, sheet("Key,Kind", "Gate,Safe key")))
    assert (row.values["label"], row.values["kind"]) == ("Gate", "safe")


def test_a_column_too_many_is_named(preview):
    table = ("Key,Colour,,Note", "Gate,red,blue,old")
    coloured, nameless = preview(*table).faults
    assert coloured.startswith(
        "keys.csv, row 1, column 2 (Colour): no field of Keys is called so; expected Key, "
    )
    assert nameless.startswith("keys.csv, row 1, column 3, without a heading: no field of Keys is called so")
    found = preview(*table, passes_over=True)
    assert found.passed_over == ("column 2 (Colour)", "column 3, without a heading")
    assert only(found).values["note"] == "old"


def test_a_column_twice_is_a_fault(preview):
    found = preview("Key,Note,label", "Gate,old,Door")
    assert found.faults == ("keys.csv: the columns Key and label mean the same",)


def test_every_wrong_cell_is_named_by_file_row_and_column_in_the_order_of_rows(preview):
    found = preview(
        "Key,Tag,kind,Given on,Back on,Copies",
        "Gate,GT-1,window,soon,,many",
        ",GT-2,,,,",
        "Door,gt 3,,2026-11-30,,9000",
        "Good,GT-4,,2026-09-01,2026-08-31,",
        first=4,
    )
    assert [line.partition(": ")[0] for line in found.faults] == [
        *("keys.csv, row 4, kind", "keys.csv, row 4, Given on", "keys.csv, row 4, Copies"),
        "keys.csv, row 5, Key",
        *("keys.csv, row 6, Tag", "keys.csv, row 6, Given on", "keys.csv, row 6, Copies"),
        "keys.csv, row 7, Back on",
    ]
    assert "'window' is none of these: Door key, Safe key" in found.faults[0]
    assert found.faults[3].endswith(": this is needed")
    assert found.faults[6].endswith(": this must be at most 2000")
    assert "cannot be before Given on, 2026-09-01" in found.faults[7]


def test_of_many_faults_the_first_are_told_and_the_others_counted(preview):
    found = preview("Key,Weight", *(f"Gate {n},heavy" for n in range(25)))
    assert (len(found.faults), found.more_faults) == (MOST_TOLD, 5)
    assert more_faults_line(found.more_faults) == "and 5 more faults"


def test_nothing_is_kept_unless_all_is_right(school, preview):
    before = school.desk.revision()
    found = preview("Key,Weight", "Shed,2", "Barn,heavy")
    with pytest.raises(DataProblem, match=r"keys\.csv, row 3, Weight: 'heavy' is no number"):
        keep_import(school.desk, school.keys, found)
    assert school.desk.revision() == before


def test_a_look_keeps_nothing_and_keeping_is_one_change_that_undo_takes_back(school, preview, keys_kept):
    before = school.desk.revision()
    found = preview("Key", "Shed", "Barn")
    assert school.desk.revision() == before
    assert {each.title for each in keep_import(school.desk, school.keys, found)} == {"Shed", "Barn"}
    assert school.desk.revision() == before + 1
    assert school.desk.journal(1)[0].why == "Keys: imported from keys.csv"
    school.desk.undo()
    assert not {"Shed", "Barn"} & set(keys_kept())


def test_a_row_changes_the_entry_with_its_unique_value_and_leaves_what_has_no_column(
    school, preview, keys_kept
):
    keep(school.desk, "keys", label="Roof", number="RF-1", note="old", weight="3", copies="2")
    found = preview("Tag,Weight,Copies", "RF-1,,over 5")
    assert sorted(only(found).changes) == ["copies", "weight"]
    keep_import(school.desk, school.keys, found)
    assert keys_kept()["Roof"] == {"label": "Roof", "number": "RF-1", "note": "old", "copies": "over 5"}
    assert preview("Tag,Weight,Copies", "RF-1,,over 5").same == 1


def test_two_rows_about_one_entry_are_a_fault(preview):
    found = preview("Key,Tag", "Gate,GG-1", "Door,GG-1")
    assert found.faults == ("keys.csv, row 3, Tag: row 2 is about the same entry",)


def test_a_row_with_a_key_may_not_take_the_unique_value_of_another_entry(school, preview):
    keep(school.desk, "keys", label="One", number="ON-1")
    two = keep(school.desk, "keys", label="Two", number="TW-1")
    found = preview("DutyDesk key,Key,Tag", f"{two},Two,ON-1")
    assert found.faults == ("keys.csv, row 2, Tag: another entry has this already: One",)


def test_what_new_entries_need_and_has_no_column_is_told_once(preview):
    found = preview("Tag", "NN-1", "NN-2", "NN-3")
    assert found.faults == ("keys.csv: no column is headed Key or label, which new entries need",)


def test_a_new_entry_is_given_what_the_file_says_but_no_day_and_no_name_of_now(preview):
    assert only(preview("Key", "Attic")).values == {"label": "Attic", "kind": "door"}
    assert only(preview("Key,Kind", "Attic,")).values == {"label": "Attic"}


def test_a_table_of_something_else_is_refused_with_its_headings(preview):
    with pytest.raises(DataProblem) as caught:
        preview("姓名,班级", "李强,一班")
    assert str(caught.value) == "keys.csv: no column is headed Key or label; the headings are: 姓名, 班级"


def test_empty_rows_are_passed_over(preview):
    found = preview("Key,Note", ",", "Attic,", ",")
    assert [row.number for row in found.added] == [3]


def test_an_equal_row_is_passed_over_and_two_equal_rows_are_two_entries(leaky):
    table = ("What,Place,Found", "Tap,Gym,2026-09-01", "Tap,Gym,2026-09-01", "Pipe,Lab,2026-09-02")
    first = leaks_preview(leaky, *table)
    assert (len(first.added), first.same) == (3, 0)
    keep_import(leaky, known_register(leaky, "leaks"), first)
    again = leaks_preview(leaky, *table, "Tap,Gym,2026-09-01")
    assert ([row.number for row in again.added], again.same) == ([5], 3)
    assert leaks_preview(leaky, "What", "Pipe", "Roof").same == 1


def test_a_row_with_the_key_of_an_entry_changes_it(leaky):
    key = keep(leaky, "leaks", what="Sink", place="Kitchen", note="drips")
    found = leaks_preview(leaky, "DutyDesk key,What,Place", f"{key},Sink,Canteen", "gone,Basin,Gym")
    assert [(row.before.id, row.changes) for row in found.changed] == [(key, ("place",))]
    assert [row.values["what"] for row in found.added] == ["Basin"], "a key of another desk is none here"


def test_a_table_that_was_saved_changed_and_read_again_adds_nothing_twice(leaky, tmp_path):
    leaks = known_register(leaky, "leaks")
    count = export_entries(leaky, leaks, tmp_path / "leaks.csv")
    text = (tmp_path / "leaks.csv").read_text("utf-8-sig").replace("Pipe", "Old pipe")
    (tmp_path / "leaks.csv").write_text(text, "utf-8")
    found = preview_import(leaky, leaks, read_table(tmp_path / "leaks.csv"))
    assert (len(found.added), len(found.changed), found.same) == (0, 1, count - 1)


def test_hostile_text_is_cleaned_and_stays_text(preview):
    row = only(preview("Key,Note", ("\x1b[31mGate\u202e\x00", "=1+1\n[bold]two[/]")))
    assert "\x1b" not in row.values["label"]
    assert "\u202e" not in row.values["label"]
    assert row.values["note"] == "=1+1\n[bold]two[/]"
    found = preview("Key", "x" * 400)
    assert found.faults == ("keys.csv, row 2, Key: this is longer than 300 characters",)


def test_cells_of_a_workbook_are_read_as_what_they_are(preview):
    row = only(preview("Key,Copies,Tagged,Year,Weight,At", ("Gate", 5, True, 2026.0, 0.5, "07:05")))
    assert row.values == {
        "label": "Gate", "kind": "door", "copies": "5", "tagged": "yes", "term": "2026", "weight": "0.5",
        "at": "07:05",
    }  # fmt: skip
