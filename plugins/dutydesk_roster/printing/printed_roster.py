"""Printing a roster into a file, in the format that the file's ending asks for."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from dutydesk.api import Desk
from dutydesk.documents import FONTS_FOLDER, Drawing, WrittenDocument, ending_of, put_drawing
from dutydesk_roster.month import Month
from dutydesk_roster.printing.paper import Paper
from dutydesk_roster.printing.sheet import PrintedBy, Sheet
from dutydesk_roster.printing.sheet_of import sheet_of

ENDINGS: Mapping[str, str] = MappingProxyType(
    {".pdf": "pdf", ".xlsx": "workbook", ".html": "web_page", ".csv": "text_table"}
)
"""The endings of what can be printed, and the module here that draws each; it is imported only then."""


class _Format(Protocol):
    def draw(self, sheet: Sheet, paper: Paper, fonts: Path) -> Drawing: ...


def print_roster(
    desk: Desk,
    month: Month,
    to: Path,
    *,
    paper: Paper = Paper.A4,
    by: PrintedBy = PrintedBy.PERSON,
    published: bool = False,
) -> WrittenDocument:
    """Print the roster of `month` into the file `to`, as arranged or as `published`.

    A file of that name is replaced in one step, so that nobody opens half a roster. ``~`` stands for the
    user's folder. May be called from any thread.

    Raises:
        DataProblem: the ending is unknown, there is nothing to print, or the file cannot be written.
    """
    to = to.expanduser()
    module = ENDINGS[ending_of(to, ENDINGS)]
    fonts = desk.folder / FONTS_FOLDER
    sheet = sheet_of(desk, month, by=by, published=published)
    form: _Format = import_module(f"dutydesk_roster.printing.{module}")
    return put_drawing(to, form.draw(sheet, paper, fonts), fonts)
