"""Every way in which the program writes a file as a whole, and how to tell that none is half there."""

import tomllib
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.faults.desks import SHARED, opened
from dutydesk.api.attachments import FILES_FOLDER, attach, file_of
from dutydesk.config.text_file import read_text, save_text
from dutydesk.config.writing import write_toml
from dutydesk.desk import OpenDesk
from dutydesk.domain import Absence, Attachment
from dutydesk.exchange.desk_backup import write_backup
from dutydesk.feeds.desk_book import feed_book
from dutydesk.feeds.export import export_feeds
from dutydesk.sheets.writing import write_table
from dutydesk.whole_files import is_unfinished

Step = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: `writing` gives what writes the file numbered so and so, into a desk's folder.

    `halves` returns what is half there after the files up to a number were acknowledged; it takes None where
    nobody knows, and may be asked while others write if the kind `is_quick`. A writer is killed within
    `longest_seconds` of its beginning.
    """

    name: str
    writing: Callable[[Path], AbstractContextManager[Step]]
    halves: Callable[[Path, int | None], list[str]]
    is_quick: bool = False
    longest_seconds: float = 0.012


def left_behind(folder: Path) -> list[str]:
    """Return what stands in `folder` that a writer has not finished, however deep."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if is_unfinished(path.name))


def _length(number: int) -> int:
    """Return how long a file is: from nothing to a quarter of a megabyte, in no order."""
    return number * 7919 % 250_000


def _wrong_number(file: Path, found: object, done: int | None) -> list[str]:
    """Return what is wrong with a file that is neither the last acknowledged nor the one after."""
    right = done is None or found in (done, done + 1)
    return [] if right else [f"{file.name} is number {found!r}, and {done} was acknowledged"]


# TOML, as the program writes it and as people type it


@contextmanager
def _write_settings(folder: Path) -> Iterator[Step]:
    yield lambda number: write_toml(
        folder / "config" / "made.toml",
        {"number": number, "text": "line\n" * (_length(number) // 5), "end": number},
    )


@contextmanager
def _save_typed(folder: Path) -> Iterator[Step]:
    path = folder / "config" / "made.toml"

    def save(number: int) -> None:
        text = f"number = {number}\ntext = '''{'line' * (_length(number) // 4)}'''\nend = {number}\n"
        save_text(path, text, read_text(path))

    yield save


def _half_settings(folder: Path, done: int | None) -> list[str]:
    path = folder / "config" / "made.toml"
    if not path.exists():
        return _wrong_number(path, 0, done)
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        return [f"{path.name} is half there: {error}"]
    if document.get("end", -1) != document.get("number"):
        return [f"{path.name} is half there"]
    return _wrong_number(path, document["number"], done)


# Tables and documents


@contextmanager
def _write_table(folder: Path) -> Iterator[Step]:
    yield lambda number: write_table(
        folder / "people.csv", ["number"], [[str(number)]] * (1 + _length(number) // 20)
    )


def _half_table(folder: Path, done: int | None) -> list[str]:
    path = folder / "people.csv"
    if not path.exists():
        return _wrong_number(path, 0, done)
    _heading, *rows = path.read_text(encoding="utf-8-sig").splitlines()
    number = int(rows[0]) if rows else 0
    if rows != [str(number)] * (1 + _length(number) // 20):
        return [f"{path.name} is half there"]
    return _wrong_number(path, number, done)


# Files that are attached, calendars, backups


@contextmanager
def _attach(folder: Path) -> Iterator[Step]:
    source = folder / "letter.txt"

    with opened(folder) as desk:

        def write(number: int) -> None:
            source.write_bytes(b"x" * _length(number))
            attach(desk, f"person:{SHARED}", str(source), str(number))

        yield write


def _half_attachments(folder: Path, done: int | None) -> list[str]:
    with opened(folder) as desk:
        kept = desk.table(Attachment).all()
        complaints = _wrong_number(
            folder / FILES_FOLDER, max((int(each.title) for each in kept), default=0), done
        )
        for each in kept:
            file = file_of(desk, each)
            if not file.is_file() or file.stat().st_size != _length(int(each.title)):
                complaints.append(f"the attached file {file.name} is half there")
    return complaints


@contextmanager
def _export(folder: Path) -> Iterator[Step]:
    with opened(folder) as desk:
        book = feed_book(desk)

        def write(number: int) -> None:
            _add_leave(desk, number)
            export_feeds(book, folder / "feeds")

        yield write


def _add_leave(desk: OpenDesk, number: int) -> None:
    day = desk.today()
    with desk.change("leave") as change:
        key = f"leave-{desk.revision() + number}"
        change.add(Absence(id=key, person=SHARED, first=day, last=day, note="x" * 500))


def _half_calendars(folder: Path, done: int | None) -> list[str]:
    calendars = list((folder / "feeds").rglob("*.ics"))
    complaints = [] if calendars or not done else ["no calendar is there"]
    for each in calendars:
        content = each.read_bytes()
        if not (content.startswith(b"BEGIN:VCALENDAR\r\n") and content.endswith(b"END:VCALENDAR\r\n")):
            complaints.append(f"the calendar {each.name} is half there")
    return complaints


@contextmanager
def _back_up(folder: Path) -> Iterator[Step]:
    with opened(folder) as desk:

        def write(number: int) -> None:
            write_backup(desk, folder / f"backup-{number}.zip")

        yield write


def _half_backups(folder: Path, done: int | None) -> list[str]:
    files = sorted(folder.glob("backup-*.zip"), key=lambda each: int(each.stem.partition("-")[2]))
    complaints = _wrong_number(folder, len(files), done)
    for each in files:
        with zipfile.ZipFile(each) as packed:
            if packed.testzip() is not None:
                complaints.append(f"{each.name} is half there")
    return complaints


TOML_KINDS = (
    FileKind("settings that the program writes", _write_settings, _half_settings, is_quick=True),
    FileKind("settings that a person saves", _save_typed, _half_settings, is_quick=True),
)
OTHER_KINDS = (
    FileKind("tables", _write_table, _half_table),
    FileKind("attached files", _attach, _half_attachments, longest_seconds=0.02),
    FileKind("calendars", _export, _half_calendars, longest_seconds=0.04),
    FileKind("backups", _back_up, _half_backups, longest_seconds=0.05),
)
