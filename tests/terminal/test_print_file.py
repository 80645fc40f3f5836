"""Writing a file from a form: which one is meant, and that none is replaced without a yes."""

from pathlib import Path

import pytest

from dutydesk.documents import WrittenDocument
from dutydesk.tui.widgets import Form, FormField, print_file, target_fault, target_path
from tests.plugins import planned_desk
from tests.plugins.planned_desk import area, press
from tests.terminal.fake_desk import sample_desk
from tests.terminal.pilot_help import settle, text, until

ENDINGS = (".pdf", ".md")


@pytest.fixture
def planned(tmp_path):
    yield from planned_desk.make(tmp_path / "desk")


@pytest.mark.parametrize(
    ("typed", "ending", "expected"),
    [
        ("week", ".pdf", "week.pdf"),
        ("week.md", ".pdf", "week.pdf"),
        ("week.MD", ".pdf", "week.pdf"),
        ("week-1.2", ".md", "week-1.2.md"),
        ("/plans/week", ".md", "/plans/week.md"),
    ],
)
def test_the_file_is_meant_in_the_current_folder_with_the_chosen_ending(typed, ending, expected):
    assert target_path(sample_desk(), typed, ending, ENDINGS) == Path.cwd() / expected


def test_without_an_ending_to_give_the_name_stays_as_typed():
    assert target_path(sample_desk(), "~/a.txt") == Path.home() / "a.txt"


def test_a_name_that_cannot_be_written_is_told(tmp_path):
    assert target_fault(sample_desk(), str(tmp_path / "a.pdf")) == ""
    assert (
        target_fault(sample_desk(), str(tmp_path / "none" / "a.pdf"))
        == f"There is no folder {tmp_path / 'none'}."
    )
    for wrong in ("/", "~nobody-of-this-name/a.pdf"):
        assert target_fault(sample_desk(), wrong) == "Type the name of a file."


async def test_a_file_that_is_there_is_replaced_only_after_a_yes(planned, tmp_path):
    desk, path, told = planned.open(), tmp_path / "sheet.pdf", []
    path.write_text("old", encoding="utf-8")

    def write():
        path.write_text("new", encoding="utf-8")
        return WrittenDocument(path, 2, ("\N{CUNEIFORM SIGN A}",))

    async with area(desk, "tasks") as (app, pilot):
        screen = app.area
        form = Form(
            "Print",
            [FormField("file", "File")],
            lambda _values: print_file(screen, form, path, write, lambda: told.append("done")),
        )
        screen.show_form(form)
        await settle(pilot)
        await press(pilot, "enter")
        assert "sheet.pdf is there already; replace it?" in text(app)
        await press(pilot, "n")
        assert (path.read_text(encoding="utf-8"), screen.form, told) == ("old", form, [])
        await press(pilot, "enter", "y")
        await until(pilot, lambda: bool(told))
        assert screen.form is None
        assert path.read_text(encoding="utf-8") == "new"
        assert "Printed: sheet.pdf (2 pages) in" in text(app)
