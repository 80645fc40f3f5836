"""The registers that the manual and the guide for plugins show are whole and sound."""

import re
from pathlib import Path

import pytest

from dutydesk_registers.due_days import first_due
from dutydesk_registers.field_values import FieldContext
from dutydesk_registers.keeping import new_values, typed_values
from dutydesk_registers.register_faults import register_faults
from tests.plugins.registers.keys_register import context_of, file_of, register_of

DOCS = Path(__file__).parents[3] / "docs"
BLOCK = re.compile(r"```toml\n(plugin = \"register\"\n.*?)```", re.DOTALL)


def shown(page: str) -> str:
    (text,) = BLOCK.findall((DOCS / page).read_text(encoding="utf-8"))
    return text


def due_of(text: str, context: FieldContext, **typed: str):
    register = register_of(text)
    values, faults = typed_values(register, {**new_values(register, context), **typed}, None, context)
    assert faults == ()
    return first_due(register, values)


@pytest.mark.parametrize("page", ["manual/registers.md", "plugins/README.md"])
def test_a_register_that_a_page_shows_is_sound(page):
    assert list(register_faults(file_of(shown(page)))) == []


def test_they_want_what_their_pages_say():
    context = context_of()
    day, rule = due_of(shown("manual/registers.md"), context, card="7")
    assert (f"{day}", rule) == ("2026-11-25", "return")
    day, rule = due_of(shown("plugins/README.md"), context, number="R-1")
    assert (f"{day}", rule) == ("2026-12-01", "charge")
