"""A sheet with as many people as a test likes, and readers for what is printed."""

import calendar
import shutil
import subprocess

import pytest

from dutydesk.domain import DayKind
from dutydesk_roster.printing import Sheet
from dutydesk_roster.printing.sheet import DayHeading, LegendGroup, PrintedCell, PrintedRow
from tests.plugins.roster.roster_desk import NOVEMBER

HOSTILE = (
    '=HYPERLINK("http://x.example","y")',
    "#let x = 1; *b* $a$ `c` @ref <l>",
    "</td><script>alert(1)</script>",
    "@SUM(1+1)",
    "+86 138",
    "-2+3",
    "[/] [bold]",
    "محمد عبد الله",
    "Nguyễn Thị Ánh",
)


def sheet_with(people, line="DMG"):
    """Return a sheet where each of `people`, or so many of them, stands every other day."""
    names = [f"张伟{number}" for number in range(people)] if isinstance(people, int) else people
    days = tuple(DayHeading(day, calendar.day_abbr[day.weekday()], DayKind.WEEKDAY) for day in NOVEMBER.days)
    return Sheet(
        school="学府路学校",
        title="Duty roster, November 2026",
        state="DRAFT of 2026-11-24, not published",
        draft=True,
        name_heading="Name",
        total_headings=("Duties", "Hours", "Nights"),
        days=days,
        rows=tuple(
            PrintedRow(
                name,
                tuple(PrintedCell((line,) if day.day.day % 2 else ()) for day in days),
                (15, 120.5, 5),
            )
            for name in names
        ),
        heads=(
            PrintedRow("On duty", tuple(PrintedCell(("7",)) for _ in days), (15, 120.0), begins_group=True),
        ),
        legend=(
            LegendGroup("Shifts", (("D", "Day 07:00–15:00"),)),
            LegendGroup("Signs", (("-", "weekend"),)),
        ),
        signatures=("Squadron leader", "Date"),
    )


def pdf_text(path, page=None):
    """Return the text of a PDF as poppler reads it."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    pages = [] if page is None else ["-f", str(page), "-l", str(page)]
    command = ["pdftotext", "-layout", *pages, str(path), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
