"""Printing a month's roster: a PDF, a workbook, a web page or a table of text.

The door for commands and screens::

    print_roster(desk, month, to: Path, *, paper=Paper.A4, by=PrintedBy.PERSON, published=False)
        -> WrittenDocument(path, pages, missing_glyphs), .complaint() -> str

The ending of `to` (.pdf, .xlsx, .html, .csv) says what is made; a file of that name is replaced in one step.
What cannot be printed raises `DataProblem` with one line. A roster is first read into a `Sheet` of plain
text, and each format draws that sheet.
"""

from dutydesk_roster.printing.paper import Paper
from dutydesk_roster.printing.printed_roster import ENDINGS, print_roster
from dutydesk_roster.printing.sheet import PrintedBy, Sheet
from dutydesk_roster.printing.sheet_of import sheet_of

__all__ = ["ENDINGS", "Paper", "PrintedBy", "Sheet", "print_roster", "sheet_of"]
