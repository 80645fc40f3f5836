"""``dutydesk registers``: what each command says and keeps."""

import csv

import pytest

from dutydesk.api import DataProblem
from dutydesk.domain import Attachment, Task, TaskKind
from dutydesk.sheets import read_table
from dutydesk_registers.complete_years import is_complete
from dutydesk_registers.entries import entries
from dutydesk_registers.registers import known_register
from tests.documents.foreign_readers import pdf_text
from tests.plugins.planned_desk import run, run_json
from tests.plugins.registers.hook_desk import LEAKS, WALKS

LETTERS = """
plugin = "register"
[register]
code = "promises"
name = "Promises"
title = "party"
day = "year"
[[field]]
code = "party"
name = "Party"
required = true
[[field]]
code = "year"
name = "Year"
kind = "year"
required = true
[[field]]
code = "signed"
name = "Signed on"
kind = "date"
[carry]
year = "year"
empties = ["signed"]
"""


@pytest.fixture(scope="module")
def planned(school):
    """Give a desk with registers of its own for all tests here."""
    for name, text in {"walks": WALKS, "leaks": LEAKS, "promises": LETTERS}.items():
        (school.planned.folder / "plugins" / f"{name}.toml").write_text(text, encoding="utf-8")
    return school.planned


def registers(planned, *arguments):
    return run(planned, "registers", *arguments)


def document(planned, *arguments):
    return run_json(planned, "registers", *arguments)


def kept(planned, code):
    desk = planned.open()
    return {each.title: each for each in entries(desk, known_register(desk, code))}


def add(planned, *values):
    return document(planned, "add", "keys", *values)[1]["entry"]


def test_registers_are_listed_with_their_counts_and_files(planned):
    add(planned, "label=Listed", "until=+1")
    status, found = document(planned, "list")
    assert status == 0
    lines = {each["register"]: each for each in found["registers"]}
    assert {"hazards", "equipment", "keys"} <= set(lines)
    assert lines["keys"]["file"] == "plugins/keys.toml"
    assert lines["keys"]["entries"] == len(kept(planned, "keys")) >= 1
    assert lines["hazards"] | {"file": ""} == {
        "register": "hazards", "name": "Hazards", "entries": 0, "this_year": 0, "open": 0, "overdue": 0,
        "file": "",
    }  # fmt: skip
    status, output = registers(planned, "list")
    assert status == 0
    assert "comes with DutyDesk" in output
    assert "plugins/keys.toml" in output


def test_an_entry_is_added_as_people_write_it_with_what_the_file_gives(planned):
    status, found = document(
        planned, "add", "keys", "KEY=Gate", "tag=AD-1", "kind=Safe key", "Wanted back by=+3", "holder=李强",
        "copies=over 3", "note=one=two",
    )  # fmt: skip
    assert status == 0
    assert found["title"] == "Gate"
    assert found["day"] == "2026-11-24"
    assert found["due"][0] == {"rule": "return", "day": "2026-11-27", "text": "Ask 李强 for Gate"}
    assert found["values"] == {
        "label": "Gate", "number": "AD-1", "kind": "safe", "given": "2026-11-24", "until": "2026-11-27",
        "holder": "li", "copies": "over 3", "at": "10:00", "term": "2026", "note": "one=two",
    }  # fmt: skip
    assert kept(planned, "keys")["Gate"].values == found["values"]
    assert registers(planned, "add", "keys", "label=Door")[1].startswith("Added to Keys: Door (")


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (("Gate",), r"'Gate': expected a field and its value, such as label=\.\.\."),
        (("colour=red",), "'colour' is no field of Keys; expected one of label, number, kind"),
        (("label=a", "Key=b"), "'Key' is given twice"),
        (("note=x",), "Key: this is needed"),
        (
            ("label=x", "copies=many", "number=1"),
            "Copies: 'many' is no count .*Number: Letters|Number: .*Copies:",
        ),
    ],
)
def test_what_cannot_be_kept_is_one_line_and_nothing_is_kept(planned, values, told):
    before = planned.open().revision()
    with pytest.raises(DataProblem, match=told):
        registers(planned, "add", "keys", *values)
    assert planned.open().revision() == before


def test_an_unknown_register_names_those_that_there_are(planned):
    with pytest.raises(DataProblem, match=r"'key' is no register; expected one of .*keys"):
        registers(planned, "show", "key")


def test_an_entry_is_changed_by_its_key_or_number_and_emptied(planned):
    key = add(planned, "label=Change me", "number=CH-1", "note=old", "weight=3")
    status, found = document(planned, "change", "keys", "ch-1", "note=", "weight=4")
    assert (status, found["entry"], found["values"]["weight"]) == (0, key, "4")
    assert "note" not in found["values"]
    assert "Changed in Keys: Changed" in registers(planned, "change", "keys", key[:8], "label=Changed")[1]
    with pytest.raises(DataProblem, match="is no entry"):
        registers(planned, "change", "keys", "nothing", "note=x")


def test_a_step_is_taken_with_what_it_asks_for_and_no_more(planned):
    key = add(planned, "label=Lent", "number=ST-1")
    with pytest.raises(DataProblem, match="return asks for note, not for weight"):
        registers(planned, "step", "keys", "ST-1", "return", "weight=3")
    found = document(planned, "step", "keys", "ST-1", "return", "note=by hand")[1]
    assert (found["values"]["back"], found["values"]["note"]) == ("2026-11-24", "by hand")
    assert found["closed"] is True
    with pytest.raises(
        DataProblem, match="'return' is no step that can be taken with Lent; expected one of none"
    ):
        registers(planned, "step", "keys", key, "return")


def test_an_entry_is_removed_and_undo_brings_it_back(planned):
    key = add(planned, "label=Lost", "number=RM-1")
    assert registers(planned, "remove", "keys", "RM-1") == (0, "Removed from Keys: Lost\n")
    assert "Lost" not in kept(planned, "keys")
    planned.open("clerk").undo()
    assert kept(planned, "keys")["Lost"].id == key


def test_a_file_is_attached_and_shown_with_all_that_is_kept_of_an_entry(planned, tmp_path):
    key = add(planned, "label=Photo", "number=PH-1", "until=2026-12-01", "holder=zhao")
    (tmp_path / "key.txt").write_text("a key")
    assert (
        registers(planned, "attach", "keys", "PH-1", str(tmp_path / "key.txt"), "--title", "The key")[0] == 0
    )
    (file,) = planned.open().table(Attachment).where(about=f"entry:{key}")
    found = document(planned, "show", "keys", "--entry", "PH-1")[1]
    assert found["files"] == [{"title": "The key", "target": file.target}]
    assert found["steps"] == ["return"]
    output = registers(planned, "show", "keys", "--entry", key)[1].splitlines()
    assert output[0] == f"Keys: Photo ({key})"
    assert "Who has it: 赵建国" in output
    assert "! by 2026-12-01: Ask 赵建国 for Photo" in output
    assert f"+ The key: {file.target}" in output


def test_entries_are_shown_by_year_and_only_open_ones_where_asked(planned):
    add(planned, "label=Old", "given=2024-03-01", "back=2024-04-01")
    add(planned, "label=New", "given=2024-05-01")
    titles = [each["title"] for each in document(planned, "show", "keys", "--year", "2024")[1]["entries"]]
    assert titles == ["New", "Old"]
    titles = [
        each["title"] for each in document(planned, "show", "keys", "--year", "2024", "--open")[1]["entries"]
    ]
    assert titles == ["New"]
    output = registers(planned, "show", "keys", "--year", "2024")[1].splitlines()
    assert output[0].split() == ["Key", "Key", "Due"]
    assert output[2].endswith("closed")
    assert registers(planned, "show", "promises") == (0, "Promises: nothing of this is kept\n")


def test_a_table_is_imported_whole_or_not_at_all(planned, tmp_path):
    file = tmp_path / "keys.csv"
    file.write_text("Key,Tag,Weight,Colour\nBarn,IM-1,2,red\nByre,IM-2,heavy,\n", encoding="utf-8")
    before = planned.open().revision()
    status, output = registers(planned, "import", "keys", str(file))
    assert status == 1
    assert "keys.csv, row 3, Weight: 'heavy' is no number" in output
    assert "keys.csv, row 1, column 4 (Colour): no field of Keys is called so" in output
    assert output.endswith("Nothing was imported.\n")
    assert "Colour): no" not in registers(planned, "import", "keys", str(file), "--pass-over")[1]
    assert document(planned, "import", "keys", str(file))[1]["kept"] is False
    assert planned.open().revision() == before
    file.write_text("Key,Tag,Weight\nBarn,IM-1,2\nByre,IM-2,3\n", encoding="utf-8")
    status, found = document(planned, "import", "keys", str(file), "--dry-run")
    assert (status, found["kept"], len(found["added"])) == (0, False, 2)
    assert found["added"][0] == {
        "row": 2, "entry": None, "fields": {"label": "Barn", "number": "IM-1", "weight": "2", "kind": "door"},
    }  # fmt: skip
    output = registers(planned, "import", "keys", str(file), "--dry-run")[1]
    assert "row 3, new: " in output
    assert output.endswith("Would be imported: 2 new, 0 changed; 0 are kept already\n")
    assert planned.open().revision() == before
    assert registers(planned, "import", "keys", str(file)) == (
        0,
        "Imported: 2 new, 0 changed; 0 were kept already\n",
    )
    file.write_text("Tag,Weight\nIM-1,5\nIM-2,3\n", encoding="utf-8")
    output = registers(planned, "import", "keys", str(file), "--dry-run")[1]
    assert (
        output == "row 2, changed: Barn (weight)\nWould be imported: 0 new, 1 changed; 1 are kept already\n"
    )
    found = document(planned, "import", "keys", str(file))[1]
    assert found["changed"] == [
        {"row": 2, "entry": kept(planned, "keys")["Barn"].id, "fields": {"weight": "5"}}
    ]


def test_entries_are_exported_as_a_table(planned, tmp_path):
    registers(planned, "add", "promises", "party=Class 1", "year=2023")
    status, output = registers(
        planned, "export", "promises", str(tmp_path / "promises.csv"), "--year", "2023"
    )
    assert (status, output) == (0, f"1 entry written to {tmp_path / 'promises.csv'}\n")
    rows = list(csv.reader((tmp_path / "promises.csv").read_text("utf-8-sig").splitlines()))
    assert rows[0] == ["Party", "Year", "Signed on", "DutyDesk key"]
    assert rows[1][:3] == ["Class 1", "2023", ""]
    found = document(planned, "export", "promises", str(tmp_path / "promises.xlsx"))[1]
    assert found["entries"] == len(read_table(tmp_path / "promises.xlsx").rows)
    with pytest.raises(DataProblem, match="must end in one of"):
        registers(planned, "export", "promises", str(tmp_path / "promises.ods"))


def test_labels_are_printed_of_those_that_were_named(planned, tmp_path):
    add(planned, "label=Labelled", "number=LB-1")
    status, found = document(planned, "labels", "keys", str(tmp_path / "labels.pdf"), "--entry", "LB-1")
    assert (status, found["register"], found["pages"]) == (0, "keys", 1)
    text = pdf_text(tmp_path / "labels.pdf")
    assert "Labelled" in text
    assert "1 label" in text


def test_what_is_due_is_shown_and_overdue_is_status_1(planned):
    add(planned, "label=Overdue", "given=2026-01-01", "until=2026-11-01", "holder=li")
    status, found = document(planned, "due")
    assert status == 1
    (line,) = [each for each in found["due"] if "Overdue" in each["title"]]
    assert (line["day"], line["overdue"]) == ("2026-11-01", True)
    assert "Ask 李强 for Overdue" in registers(planned, "due")[1]
    assert all(each["day"] <= "2026-11-24" or not each["overdue"] for each in found["due"])


def test_a_round_is_begun_marked_and_shown(planned):
    status, found = document(planned, "round", "begin", "walks", "fire", "--place", "Gym")
    assert (status, found["title"]) == (0, "Fire safety: Gym")
    key = found["entry"]
    status, marked = document(planned, "round", "mark", "walks", key, "2", "wrong", "--note", "a bicycle")
    assert (status, marked["lines"][1]["found"], marked["lines"][1]["note"]) == (0, "wrong", "a bicycle")
    raised = kept(planned, "leaks")["Exits are free"]
    assert marked["raised"] == raised.id
    assert raised.values["note"] == "a bicycle"
    status, output = registers(planned, "round", "mark", "walks", key, "2", "right")
    assert output == "Fire safety: Gym: 1 of 3 lines marked\nWhat had been kept of it is removed.\n"
    registers(planned, "round", "mark", "walks", key, "1", "right")
    registers(planned, "round", "mark", "walks", key, "3", "right")
    assert kept(planned, "walks")["Fire safety: Gym"].values["done"] == "2026-11-24"
    output = registers(planned, "round", "show", "walks", key)[1].splitlines()
    assert output[0] == "Fire safety: Gym"
    assert output[2].split(maxsplit=2) == ["1", "right", "Extinguishers are there"]
    with pytest.raises(DataProblem, match="no line 9"):
        registers(planned, "round", "mark", "walks", key, "9", "right")


def test_seasons_of_a_year_are_shown_and_an_overdue_one_is_status_1(planned):
    status, found = document(planned, "seasons", "2026")
    walks = [each for each in found["seasons"] if each["register"] == "walks"]
    assert {(each["season"], each["place"]) for each in walks} >= {("winter", "Gym"), ("flood", "")}
    assert status == int(any(each["state"] == "overdue" for each in found["seasons"]))
    assert registers(planned, "seasons", "2026")[1].splitlines()[0].split() == [
        *("Season", "Place", "From", "To", "State", "With")
    ]
    assert document(planned, "seasons")[1]["year"] == 2026


def test_a_year_is_carried_over_once(planned):
    registers(planned, "add", "promises", "party=Class 2", "year=2025", "signed=2025-09-03")
    assert registers(planned, "carry", "promises", "2025")[1] == "Promises: 1 entry carried over to 2026\n"
    assert document(planned, "carry", "promises", "2025")[1] == {
        "register": "promises",
        "year": 2026,
        "added": 0,
    }
    with pytest.raises(DataProblem, match="Keys is not carried over"):
        registers(planned, "carry", "keys", "2025")


def test_a_register_is_said_to_be_complete_and_that_is_taken_back(planned):
    desk = planned.open()
    assert registers(planned, "complete", "keys", "2024")[1] == "Keys: 2024 is complete\n"
    assert is_complete(desk, known_register(desk, "keys"), 2024)
    assert document(planned, "complete", "keys", "2024", "--undo")[1]["complete"] is False
    assert not is_complete(desk, known_register(desk, "keys"), 2024)


def test_open_tasks_are_taken_into_their_register(planned):
    desk = planned.open()
    with desk.change("a hazard") as change:
        change.add(Task(id="t1", title="Loose tile", kind=TaskKind.HAZARD))
    assert registers(planned, "take", "hazards", "--dry-run")[1] == "- Loose tile\n1 task would be taken\n"
    assert document(planned, "take", "hazards")[1]["taken"] == 1
    assert "Loose tile" in kept(planned, "hazards")
    assert document(planned, "take", "hazards")[1] == {"register": "hazards", "tasks": [], "taken": 0}


def test_due_days_are_reckoned_anew_once_the_rules_are_others(planned):
    add(planned, "label=Renewed", "kind=safe", "given=2026-01-31")
    assert registers(planned, "renew") == (0, "All due days are reckoned by the rules of now.\n")
    file = planned.folder / "plugins" / "keys.toml"
    before = file.read_text("utf-8")
    try:
        file.write_text(before.replace("months = 6", "months = 7"), encoding="utf-8")
        assert document(planned, "renew")[1]["renewed"] > 0
        assert str(kept(planned, "keys")["Renewed"].due) == "2026-09-01"
    finally:
        file.write_text(before, encoding="utf-8")
        document(planned, "renew")


def test_files_of_registers_are_checked_and_each_fault_is_a_line(planned):
    assert document(planned, "check")[1]["faults"] == []
    output = registers(planned, "check")[1]
    assert output.startswith("All files of registers are right: ")
    packs = planned.folder / "config" / "packs" / "register"
    packs.mkdir(parents=True, exist_ok=True)
    wrong = packs / "promises2.toml"
    wrong.write_text(
        LETTERS.replace('"promises"', '"promises2"').replace('"party"', '"part"', 1), encoding="utf-8"
    )
    try:
        status, output = registers(planned, "check")
        assert status == 1
        assert [line for line in output.splitlines() if "promises2.toml" in line and "part" in line]
        assert document(planned, "check")[1]["faults"] == output.splitlines()
    finally:
        wrong.unlink()


def test_everything_a_person_typed_is_shown_without_what_a_terminal_would_obey(planned):
    key = add(planned, "label=\x1b[2JEvil\u202e", "note=a\x07b")
    for arguments in (("show", "keys"), ("show", "keys", "--entry", key), ("due",)):
        output = registers(planned, *arguments)[1]
        assert not {"\x1b", "\x07", "\u202e"} & set(output)
