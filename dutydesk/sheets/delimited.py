"""Text with a separator between its cells: which encoding, which separator, which cells."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from dutydesk.api import DataProblem
from dutydesk.domain.formula import unquoted_formula
from dutydesk.wording import _

_SEPARATORS = ",;\t"
_SAMPLE = 50


def read_delimited(raw: bytes) -> Iterator[tuple[str | None, ...]]:
    """Yield the rows of a CSV file; empty cells are None.

    UTF-8 and UTF-16 are told by their marks, else UTF-8 is tried and then GB18030, in which Chinese
    spreadsheet programs save. An apostrophe that keeps a cell from being run as a formula is taken off.

    Raises:
        DataProblem: the bytes are no text, or a cell is far too long.
    """
    text = _decoded(raw)
    if text.lstrip()[:200].lower().startswith(("<!doctype", "<html", "<?xml", "<table")):
        raise DataProblem(_("this is a web page, not a table; please save it again as .xlsx or .csv"))
    first, _newline, rest = text.partition("\n")
    declared = first.strip().lower()
    if declared.startswith("sep=") and len(declared) == len("sep=") + 1:
        yield ()
        separator, text = declared[-1], rest
    else:
        separator = _separator(text)
    try:
        for row in _rows(text, separator):
            yield tuple(unquoted_formula(cell) if cell.strip() else None for cell in row)
    except csv.Error as error:
        raise DataProblem(_("it is no table of text: {reason}").format(reason=error)) from error


def _decoded(raw: bytes) -> str:
    marked = (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    )
    encodings = [name for mark, name in marked if raw.startswith(mark)] or ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise DataProblem(_("this is no table that can be read; a .csv or .xlsx file was expected"))


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)


def _separator(text: str) -> str:
    """Return the separator that gives the most rows the same width, and of several the widest rows."""

    def agreement(separator: str) -> tuple[int, int]:
        try:
            widths = Counter(len(row) for row in islice(_rows(text, separator), _SAMPLE) if row)
        except csv.Error:
            return (0, 0)
        width, count = max(widths.items(), key=lambda one: (one[0] > 1, one[1], one[0]), default=(1, 0))
        return (count, width) if width > 1 else (0, 0)

    return max(_SEPARATORS, key=agreement)
