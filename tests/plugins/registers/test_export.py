"""Entries written to tables: other programs know them, none runs them, and what was written is read back."""

import csv

import pytest
import python_calamine
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dutydesk.api import DataProblem
from dutydesk.sheets import read_table
from dutydesk.wording import speaking
from dutydesk_registers.entries import Entry
from dutydesk_registers.exchange.entry_columns import KEY_HEADING, column_headings, entry_columns
from dutydesk_registers.exchange.entry_export import export_entries, exported_cell, write_entries
from dutydesk_registers.exchange.entry_import import preview_import
from dutydesk_registers.field_values import canonical
from dutydesk_registers.keeping import keep_entries, record_of
from dutydesk_registers.registers import known_register
from tests.plugins.registers.keys_register import KEYS, context_of, register_of

REGISTER, CONTEXT = register_of(), context_of()
KEPT = (
    {
        "label": '=HYPERLINK("x")', "number": "GT-1", "kind": "safe", "given": "2026-09-01",
        "holder": "zhao", "copies": "over 1000", "weight": "12.5", "tagged": "yes", "at": "07:05",
        "term": "2026", "list": "cabinet", "note": "one\ntwo; \"three\", '四",
    },
    {"label": "Cellar", "number": "GT-2", "given": "2025-03-01", "copies": "about 30", "tagged": "no"},
    {"label": "0012", "holder": "Mrs. Somebody", "weight": "123456789.000001", "copies": "7"},
)  # fmt: skip


@pytest.fixture(scope="module")
def desk(school):
    """Give a desk with three keys."""
    keep_entries(school.desk, school.keys, [(values, None) for values in KEPT], "three keys")
    return school.desk


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_was_written_is_read_back_equal_by_readers_of_either_language(desk, tmp_path, language, ending):
    path = tmp_path / f"keys.{ending}"
    with speaking(language):
        assert export_entries(desk, known_register(desk, "keys"), path) == 3
    other = {"en": "zh", "zh": "en"}[language]
    with speaking(other):
        found = preview_import(desk, known_register(desk, "keys"), read_table(path))
    assert (found.faults, found.added, found.changed, found.same) == ((), (), (), 3)
    assert found.passed_over == ()


def test_without_keys_they_are_found_by_what_they_say(desk, tmp_path):
    export_entries(desk, REGISTER, tmp_path / "keys.csv")
    rows = list(csv.reader((tmp_path / "keys.csv").read_text("utf-8-sig").splitlines(keepends=True)))
    with (tmp_path / "keys.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(row[:-1] for row in rows)
    found = preview_import(desk, known_register(desk, "keys"), read_table(tmp_path / "keys.csv"))
    assert (found.faults, found.added, found.changed, found.same) == ((), (), (), 3)


def test_a_spreadsheet_program_sees_days_numbers_and_texts(desk, tmp_path):
    export_entries(desk, known_register(desk, "keys"), tmp_path / "keys.xlsx")
    sheet = python_calamine.CalamineWorkbook.from_path(str(tmp_path / "keys.xlsx")).get_sheet_by_name("Keys")
    headings, *rows = sheet.to_python()
    assert headings[0] == "Key"
    assert headings[-1] == KEY_HEADING
    by_title = {row[0]: dict(zip(headings, row, strict=True)) for row in rows}
    gate = by_title['=HYPERLINK("x")']
    assert str(gate["Given on"]) == "2026-09-01"
    assert (gate["Weight"], gate["Year"], gate["Copies"], gate["Kind"]) == (
        12.5,
        2026,
        "over 1000",
        "Safe key",
    )
    assert (gate["Who has it"], gate["Tagged"]) == ("赵建国", "yes")
    assert by_title["0012"]["Copies"] == 7


def test_no_text_is_run_as_a_formula(desk, tmp_path):
    export_entries(desk, REGISTER, tmp_path / "keys.csv")
    text = (tmp_path / "keys.csv").read_text("utf-8-sig")
    cells = [cell for row in csv.reader(text.splitlines(keepends=True)) for cell in row]
    assert '\'=HYPERLINK("x")' in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_a_year_has_its_own_entries_and_those_without_a_day_the_oldest_first(desk, tmp_path):
    keys = known_register(desk, "keys")
    assert export_entries(desk, keys, tmp_path / "keys.csv", 2025) == 2
    assert export_entries(desk, keys, tmp_path / "all.csv") == 3
    sheet = read_table(tmp_path / "all.csv")
    assert [row[0] for row in sheet.rows] == ["0012", "Cellar", '=HYPERLINK("x")']


def test_a_register_without_entries_is_a_table_of_headings(tmp_path):
    write_entries(tmp_path / "keys.csv", REGISTER, (), CONTEXT)
    columns = entry_columns(REGISTER, read_table(tmp_path / "keys.csv"))
    assert list(columns.of_field)[:-1] == list(REGISTER.fields)


def test_only_tables_are_written(desk, tmp_path):
    with pytest.raises(DataProblem, match="must end in one of"):
        export_entries(desk, REGISTER, tmp_path / "keys.pdf")


def test_a_file_that_is_new_can_be_read_by_its_owner_alone(desk, tmp_path):
    export_entries(desk, REGISTER, tmp_path / "keys.csv")
    assert (tmp_path / "keys.csv").stat().st_mode & 0o077 == 0


def test_two_fields_of_one_name_are_headed_by_their_codes():
    twins = register_of(KEYS.replace('name = "Back on"', 'name = "Given on"'))
    headings = column_headings(twins)
    assert (headings["given"], headings["back"]) == ("Given on", "back")


def test_a_value_that_the_register_would_not_take_any_more_stays_as_it_is_kept():
    assert exported_cell(REGISTER.fields["kind"], "window", CONTEXT) == "window"
    assert exported_cell(REGISTER.fields["given"], "once", CONTEXT) == "once"
    assert exported_cell(REGISTER.fields["proves"], "hazards.found", CONTEXT) == "hazards.found"
    assert exported_cell(REGISTER.fields["holder"], "li", CONTEXT) == "李强 (li)"


def _values():
    """Return values that a register may keep, made of what people may type."""
    typed = {
        "text": st.text(max_size=40),
        "long": st.text(max_size=60),
        "number": st.decimals(-(10**9), 10**9, places=6).map(str),
        "count": st.tuples(st.sampled_from(["", "over ", "about "]), st.integers(0, 10**7)).map(
            lambda pair: f"{pair[0]}{pair[1]}"
        ),
        "date": st.dates().map(str),
        "time": st.times().map(lambda each: f"{each:%H:%M}"),
        "year": st.integers(1900, 2200).map(str),
        "yes": st.sampled_from(["yes", "no"]),
        "choice": st.sampled_from(["door", "safe"]),
        "person": st.one_of(
            st.sampled_from(["zhao", "li", "li2", "wu", "吴刚", "李强 (li)"]), st.text(max_size=20)
        ),
        "checklist": st.just("cabinet"),
        "figure": st.sampled_from(["hazards.found", "keys.copies"]),
    }
    return st.fixed_dictionaries(
        {}, optional={code: typed[field.kind] for code, field in REGISTER.fields.items()}
    )


@given(st.lists(_values(), max_size=4))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example([{"label": "'=a"}, {"label": "'"}, {"label": "sep=;"}, {"note": "-\n\n+"}])
@example([{"label": " \u3000a\t"}, {"label": "\ufeff"}, {"label": "1e5"}, {"label": "TRUE"}])
def test_whatever_is_kept_is_read_back_equal(tmp_path, rows):
    kept = []
    for row in rows:
        values = {}
        for code, text in row.items():
            try:
                values[code] = canonical(REGISTER.fields[code], text, CONTEXT)
            except ValueError:
                continue
        kept.append(Entry(record_of(REGISTER, values, None, CONTEXT)))
    path = tmp_path / "keys.csv"
    write_entries(path, REGISTER, kept, CONTEXT)
    sheet = read_table(path)
    columns = entry_columns(REGISTER, sheet).of_field
    read = [
        {
            code: text
            for code, field in REGISTER.fields.items()
            if (text := canonical(field, row[columns[code]], CONTEXT))
        }
        for row in sheet.rows
    ]
    assert read == [dict(each.values) for each in kept]
