"""Writing a document as PDF, Word, Markdown: by the ending of its file."""

import unicodedata
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from dutydesk.documents.document import Document
from dutydesk.documents.drawing import Drawing
from dutydesk.documents.prepared import prepared
from dutydesk.replacing import ending_of, replace_file
from dutydesk.wording import _, ngettext

_FORMATS = MappingProxyType({".pdf": "pdf", ".docx": "word", ".md": "markdown"})
"""The endings, and the module here that draws each; it is imported only then."""

ENDINGS = tuple(_FORMATS)

FONTS_FOLDER = "fonts"
"""The folder of a desk whose font files are used beside those of the system."""

_MOST_NAMED = 4


class _Format(Protocol):
    def draw(self, document: Document, path: Path, fonts: Path) -> Drawing: ...


@dataclass(frozen=True, slots=True)
class WrittenDocument:
    """A file that was written.

    `pages` is None for a format without pages of its own. `missing_glyphs` are the characters that no font
    could draw and that show as empty boxes; `fonts` is the folder where a font for them can be put.
    """

    path: Path
    pages: int | None = None
    missing_glyphs: tuple[str, ...] = ()
    fonts: Path = Path(FONTS_FOLDER)

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


def write_document(document: Document, path: Path, fonts: Path) -> WrittenDocument:
    """Write `document` to `path` as its ending says; a file that is there is replaced only by a whole one.

    `fonts` is a folder that may hold more fonts, such as the desk's `FONTS_FOLDER`. ``~`` stands for the
    user's folder. May be called from any thread.

    Raises:
        DataProblem: the ending is none of `ENDINGS`, or the file cannot be written.
    """
    path = path.expanduser()
    module = _FORMATS[ending_of(path, ENDINGS)]
    form: _Format = import_module(f"dutydesk.documents.{module}")
    return put_drawing(path, form.draw(prepared(document), path, fonts), fonts)


def put_drawing(path: Path, drawing: Drawing, fonts: Path) -> WrittenDocument:
    """Put what was drawn at `path`; a file that is there is replaced in one step.

    Raises:
        DataProblem: the file cannot be written.
    """
    replace_file(path, drawing.content)
    return WrittenDocument(path, drawing.pages, drawing.missing_glyphs, fonts)


def _named(character: str) -> str:
    """Return a character that may not show on the reader's own screen either, with its number and name."""
    codes = " ".join(f"U+{ord(each):04X}" for each in character)
    name = unicodedata.name(character[0], "").lower()
    return f"{character} ({', '.join(filter(None, (codes, name)))})"
