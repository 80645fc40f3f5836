"""What is wrong with the values of an entry: each check holds for one value and not for another."""

import pytest

from dutydesk_registers.entry_checks import entry_faults
from tests.plugins.registers.keys_register import TODAY

SOUND = {"label": "Gate"}


def wrong(register, **values):
    return [(each.field, each.problem) for each in entry_faults(register, {**SOUND, **values}, TODAY)]


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"number": "AB-12"},
        {"given": "2026-11-24", "back": "2026-11-24"},
        {"given": "2026-11-01", "until": "2027-01-01"},
        {"back": "2026-11-01"},
        {"copies": "1"},
        {"copies": "over 2000"},
        {"weight": "0.5"},
    ],
)
def test_values_within_the_checks_are_sound(keys, values):
    assert wrong(keys, **values) == []


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"label": ""}, "label", "this is needed"),
        ({"number": "ab-12"}, "number", "Letters, a dash and a number"),
        ({"number": "AB-12 "}, "number", "Letters, a dash and a number"),
        ({"number": "A-" + "1" * 200}, "number", "Letters, a dash and a number"),
        ({"given": "2026-11-25"}, "given", "this day is still to come; it cannot be after today, 2026-11-24"),
        (
            {"given": "2026-11-20", "back": "2026-11-19"},
            "back",
            "this cannot be before Given on, 2026-11-20",
        ),
        ({"copies": "0"}, "copies", "this must be at least 1"),
        ({"copies": "about 2001"}, "copies", "this must be at most 2000"),
        ({"weight": "0.25"}, "weight", "this must be at least 0.5"),
    ],
)
def test_a_value_outside_of_a_check_is_named_with_its_field(keys, values, field, said):
    assert wrong(keys, **values) == [(field, said)]


def test_all_that_is_wrong_is_told_in_the_order_of_the_fields(keys):
    found = wrong(keys, weight="0", label="", given="2027-01-01")
    assert [field for field, _problem in found] == ["label", "given", "weight"]
