"""The example in the page for writers of plugins."""

import re
from pathlib import Path

import docx
import pytest

from tests.plugins.planned_desk import PEOPLE, make

PAGE = Path(__file__).parents[2] / "docs" / "plugins" / "README.md"


@pytest.fixture
def desk(tmp_path):
    for planned in make(tmp_path / "desk"):
        opened = planned.open()
        with opened.change("people") as change:
            for each in PEOPLE:
                change.add(each)
        yield opened


@pytest.fixture
def example():
    """What the example defines."""
    passage = PAGE.read_text("utf-8").partition("## Documents and sheets")[2]
    names = {}
    exec(re.search(r"```python\n(.*?)```", passage, re.DOTALL)[1], names)  # noqa: S102 - our own page
    return names


def test_the_example_for_plugins_works(tmp_path, desk, example):
    assert example["print_sign_in_sheet"](desk, tmp_path / "sheet.docx") == ""
    facts, table = docx.Document(tmp_path / "sheet.docx").tables
    assert [[cell.text for cell in row.cells] for row in facts.rows] == [
        ["Day", "2026-11-24"],
        ["Place", "Yard"],
    ]
    assert {row.cells[0].text for row in table.rows} == {"Name", *(each.name for each in PEOPLE)}
    rows = example["write_names"](desk, tmp_path / "names.xlsx")
    assert {row[0] for row in rows} == {each.name for each in PEOPLE}
