"""Writing a document as PDF, Word, Markdown: by the ending of its file."""

from dataclasses import dataclass
from pathlib import Path

from dutydesk.documents.document import Document

ENDINGS = (".pdf", ".docx", ".md")


@dataclass(frozen=True, slots=True)
class WrittenDocument:
    """A file that was written: its pages, where the format has any, and characters that no font here has."""

    path: Path
    pages: int | None = None
    missing_glyphs: tuple[str, ...] = ()


def write_document(document: Document, path: Path, fonts: Path) -> WrittenDocument:
    """Write `document` to `path` as its ending says; a file that is there is replaced only by a whole one.

    `fonts` is a folder that may hold more fonts, such as the desk's ``fonts``.

    Raises:
        DataProblem: the ending is none of `ENDINGS`, or the file cannot be written.
    """
    raise NotImplementedError
