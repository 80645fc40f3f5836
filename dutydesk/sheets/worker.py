"""The process that reads a workbook: bytes on standard input, its rows as JSON on standard output.

The library that reads workbooks makes room for every cell between the first and the last, so that one cell
in the far corner of a tiny file asks for half a terabyte and ends the process it is in.
"""

import io
import sys
import zipfile
import zlib
from datetime import date, datetime, time, timedelta

from dutydesk.api import DataProblem
from dutydesk.confined import MOST_FILE_BYTES, answer, confine
from dutydesk.domain import clean
from dutydesk.wording import _

MOST_INFLATED = 64 * 1024 * 1024
MOST_MEMBERS = 2000
MOST_CELLS = 8_000_000
MOST_TEXT = 5000
_ARCHIVE = b"PK\x03\x04"
_CHUNK = 64 * 1024
_EXACT = 2.0**53

Sent = str | float | int | bool | dict[str, str] | None


def check_archive(raw: bytes) -> None:
    """Refuse a zip archive that is damaged, locked, or larger inside than a school's table can be.

    Sizes that the archive declares are checked first, then counted while inflating, for they may lie.

    Raises:
        DataProblem: one of these.
    """
    too_large = DataProblem(_("it holds more than 64 MiB when unpacked, the most that is read"))
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > MOST_INFLATED:
                raise too_large
            total = 0
            for member in members:
                if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
                    raise DataProblem(_("it is packed in a way that is not read"))
                if member.flag_bits & 1:
                    raise _locked()
                with archive.open(member) as stream:
                    while chunk := stream.read(_CHUNK):
                        total += len(chunk)
                        if total > MOST_INFLATED:
                            raise too_large
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise DataProblem(_("the file is damaged and cannot be unpacked")) from error


def rows_of(raw: bytes) -> list[list[Sent]]:
    """Return the rows of the first sheet with content, empty ones above included, ready for JSON.

    Raises:
        DataProblem: the workbook is locked, damaged, empty or too large.
    """
    import python_calamine  # noqa: PLC0415 - loaded under the limit

    if raw.startswith(_ARCHIVE):
        check_archive(raw)
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw))
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            if sheet.end is None:
                continue
            if (sheet.end[0] + 1) * (sheet.end[1] + 1) > MOST_CELLS:
                raise DataProblem(_("its sheet {name!r} spans too many cells").format(name=name))
            rows = [[_sent(cell) for cell in row] for row in sheet.iter_rows()]
            if any(cell is not None for row in rows for cell in row):
                return rows
    except python_calamine.PasswordError as error:
        raise _locked() from error
    except (python_calamine.CalamineError, ValueError, OverflowError, OSError) as error:
        raise DataProblem(_("it is no workbook that can be read, or it is damaged")) from error
    raise DataProblem(_("there is nothing in the table"))


def _locked() -> DataProblem:
    return DataProblem(_("it is locked by a password; please save it without one"))


def _sent(cell: object) -> Sent:
    """Return a cell as JSON can hold it: whole numbers whole, times of day as text, the rest as it is."""
    if isinstance(cell, str):
        return clean(cell, MOST_TEXT) or None
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and abs(cell) < _EXACT else cell
    if isinstance(cell, date):
        return {"datetime" if isinstance(cell, datetime) else "date": cell.isoformat()}
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    if isinstance(cell, timedelta):
        minutes = int(cell.total_seconds()) // 60
        return f"{minutes // 60:02}:{minutes % 60:02}"
    return cell if isinstance(cell, (bool, int)) else None


def main() -> None:
    """Read the workbook from standard input and answer with its rows, or with what is wrong with it."""
    confine()
    try:
        rows = rows_of(sys.stdin.buffer.read(MOST_FILE_BYTES + 1))
    except DataProblem as problem:
        answer(problem=str(problem))
    except (MemoryError, RecursionError):
        answer(problem=_("it is far too large inside"))
    else:
        answer(rows)


if __name__ == "__main__":
    main()
