"""Printing a roster into a file, in the format that the file's ending asks for."""

import os
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from dutydesk.api import DataProblem, Desk
from dutydesk.wording import _, ngettext
from dutydesk_roster.month import Month
from dutydesk_roster.printing.drawing import Drawing
from dutydesk_roster.printing.paper import Paper
from dutydesk_roster.printing.sheet import PrintedBy, Sheet
from dutydesk_roster.printing.sheet_of import sheet_of

ENDINGS: Mapping[str, str] = MappingProxyType(
    {".pdf": "pdf", ".xlsx": "workbook", ".html": "web_page", ".csv": "text_table"}
)
"""The endings of what can be printed, and the module here that draws each; it is imported only then."""

FONTS_FOLDER = "fonts"
"""The folder of a desk whose font files are used beside those of the system."""

_MOST_NAMED = 4


class _Format(Protocol):
    def draw(self, sheet: Sheet, paper: Paper, fonts: Path) -> Drawing: ...


@dataclass(frozen=True, slots=True)
class PrintedRoster:
    """A roster in a file.

    `pages` is None for a format without pages of its own. `missing_glyphs` are the characters that no font
    could draw and that show as empty boxes; `fonts` is the folder where a font for them can be put.
    """

    path: Path
    pages: int | None
    missing_glyphs: tuple[str, ...]
    fonts: Path

    def complaint(self) -> str:
        """Return one line on the characters that could not be drawn; empty where all could."""
        if not self.missing_glyphs:
            return ""
        named = ", ".join(map(_named, self.missing_glyphs[:_MOST_NAMED]))
        more = len(self.missing_glyphs) - _MOST_NAMED
        if more > 0:
            named += ngettext(" and {count} other", " and {count} others", more).format(count=more)
        return _(
            "no font here has {characters}: printed as empty boxes; put a font file that has them "
            "(for Chinese such as Noto Sans CJK) into {folder} and print again"
        ).format(characters=named, folder=self.fonts)


def print_roster(
    desk: Desk,
    month: Month,
    to: Path,
    *,
    paper: Paper = Paper.A4,
    by: PrintedBy = PrintedBy.PERSON,
    published: bool = False,
) -> PrintedRoster:
    """Print the roster of `month` into the file `to`, as arranged or as `published`.

    A file of that name is replaced in one step, so that nobody opens half a roster. ``~`` stands for the
    user's folder. May be called from any thread.

    Raises:
        DataProblem: the ending is unknown, there is nothing to print, or the file cannot be written.
    """
    to = to.expanduser()
    module = ENDINGS.get(to.suffix.lower())
    if module is None:
        raise DataProblem(
            _("{file!r} must end in one of {endings}, which tells the format").format(
                file=to.name, endings=" ".join(ENDINGS)
            )
        )
    fonts = desk.folder / FONTS_FOLDER
    sheet = sheet_of(desk, month, by=by, published=published)
    form: _Format = import_module(f"dutydesk_roster.printing.{module}")
    drawing = form.draw(sheet, paper, fonts)
    try:
        _put(to, drawing.content)
    except OSError as error:
        raise DataProblem(
            _("{path} cannot be written: {reason}").format(path=to, reason=error.strerror or error)
        ) from error
    return PrintedRoster(to, drawing.pages, drawing.missing_glyphs, fonts)


def _put(path: Path, content: bytes) -> None:
    """Put `content` at `path` so that a reader sees the old file or the new one."""
    draft = path.with_name(f".dutydesk-{secrets.token_hex(8)}.tmp")
    try:
        with draft.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _named(character: str) -> str:
    """Return a character that may not show on the reader's own screen either, with its number and name."""
    codes = " ".join(f"U+{ord(each):04X}" for each in character)
    name = unicodedata.name(character[0], "").lower()
    return f"{character} ({', '.join(filter(None, (codes, name)))})"
