import pytest

from dutydesk.api import DataProblem
from dutydesk_summary.year.notes import MOST_CHARACTERS, keep_note, notes_of


def test_a_paragraph_of_the_school_stands_in_its_section(figured):
    figured.template("")
    keep_note(figured.desk, 2026, "fire", "  We mended the east stairs.\r\nAnd the lamp.\x1b[0m ")
    note = figured.written().section("fire").note
    assert note.startswith("We mended the east stairs.\nAnd the lamp.")
    assert "\x1b" not in note
    assert figured.written(2025).section("fire").note == ""


def test_it_is_changed_in_place_and_gone_when_emptied(figured):
    figured.template("")
    keep_note(figured.desk, 2026, "fire", "First.")
    keep_note(figured.desk, 2026, "fire", "Second.")
    assert notes_of(figured.desk, 2026) == {"fire": "Second."}
    assert keep_note(figured.desk, 2026, "fire", " \n ") is None
    assert notes_of(figured.desk, 2026) == {}


def test_emptying_what_is_not_there_changes_nothing(figured):
    figured.template("")
    before = figured.desk.revision()
    assert keep_note(figured.desk, 2026, "fire", "") is None
    assert figured.desk.revision() == before


def test_a_section_that_the_template_does_not_have_is_refused_with_those_that_there_are(figured):
    figured.template("")
    with pytest.raises(DataProblem, match="no section 'fier'; expected one of fire"):
        keep_note(figured.desk, 2026, "fier", "Text.")


def test_one_that_is_too_long_is_refused_not_cut(figured):
    figured.template("")
    with pytest.raises(DataProblem, match="too long"):
        keep_note(figured.desk, 2026, "fire", "a" * (MOST_CHARACTERS + 1))


def test_the_paragraph_of_a_section_that_the_template_lost_is_not_lost(figured):
    figured.template("")
    keep_note(figured.desk, 2026, "fire", "We mended the stairs.")
    figured.template("", head='title = "S"\n[[section]]\ncode = "other"\nheading = "Other"\n')
    assert figured.written().section("fire").note == "We mended the stairs."
    keep_note(figured.desk, 2026, "fire", "")
    assert figured.written().section("fire") is None
