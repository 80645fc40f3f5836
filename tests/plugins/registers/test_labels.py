"""Labels of what a register keeps: what stands on them, for what there are some, in which order."""

import pytest

from dutydesk.api import DataProblem
from dutydesk.documents import Label
from dutydesk.wording import speaking
from dutydesk_registers.entries import entries
from dutydesk_registers.keeping import keep_entries
from dutydesk_registers.labels import in_order, label_document, print_labels
from dutydesk_registers.registers import known_register
from tests.documents.foreign_readers import pdf_text, word_lines, word_pictures
from tests.plugins.registers.keys_register import KEYS, register_of

KEPT = (
    {"label": "Gate", "number": "K-10", "kind": "safe"},
    {"label": "Cellar\x1b", "number": "K-9", "kind": "door"},
    {"label": "Attic", "number": "K-100", "kind": "door", "given": "2026-09-01", "back": "2026-10-01"},
    {"label": "Shed"},
)


@pytest.fixture(scope="module")
def desk(school):
    """Give a desk with four keys, one of which is back."""
    keep_entries(school.desk, school.keys, [(values, None) for values in KEPT], "four keys")
    return school.desk


def labels_of(document):
    (sheet,) = document.blocks
    return sheet.labels


def test_a_label_has_the_code_and_the_lines_that_the_file_says(desk):
    keys = register_of(
        KEYS.replace('["{label}", "{number}"]', '["{label}: {kind}", "{note}", "since {given}"]')
    )
    gate = [each for each in entries(desk, keys) if each.title == "Gate"]
    assert labels_of(label_document(desk, keys, gate)) == (Label("K-10", ("Gate: Safe key", "since")),)


def test_it_speaks_the_language_of_the_reader(desk):
    with speaking("zh"):
        keys = register_of(KEYS.replace('["{label}", "{number}"]', '["{kind}"]'))
        gate = [each for each in entries(desk, keys) if each.title == "Gate"]
        assert labels_of(label_document(desk, keys, gate)) == (Label("K-10", ("保险柜钥匙",)),)


def test_all_that_is_in_use_has_one_in_the_order_of_the_numbers(desk, tmp_path):
    keys = known_register(desk, "keys")
    written = print_labels(desk, keys, tmp_path / "labels.pdf")
    text = pdf_text(written.path)
    assert "Attic" not in text
    assert "3 labels" in text
    ordered = in_order(keys, entries(desk, keys))
    assert [each.values.get("number") for each in ordered] == [None, "K-9", "K-10", "K-100"]


def test_those_that_were_chosen_have_one_though_they_are_closed(desk, tmp_path):
    keys = known_register(desk, "keys")
    attic = [each for each in entries(desk, keys) if each.title == "Attic"]
    path = print_labels(desk, keys, tmp_path / "labels.docx", attic).path
    assert len(word_pictures(path)) == 1
    assert {"Attic", "K-100"} <= set(word_lines(path))
    assert "Gate" not in word_lines(path)


def test_a_register_without_labels_says_so(desk, tmp_path):
    hazards = known_register(desk, "hazards")
    with pytest.raises(
        DataProblem, match=r"Hazards has no labels; its file .*hazards\.toml says none under \[label\]"
    ):
        print_labels(desk, hazards, tmp_path / "labels.pdf")


def test_where_nothing_is_in_use_nothing_is_written(desk, tmp_path):
    with pytest.raises(DataProblem, match="Equipment: nothing is in use"):
        print_labels(desk, known_register(desk, "equipment"), tmp_path / "labels.pdf")
    assert not (tmp_path / "labels.pdf").exists()
