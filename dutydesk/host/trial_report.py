"""How the trial of a plugin goes, line by line in a file: written where the plugin runs, read elsewhere."""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal

from dutydesk.domain import clean_line

REPORT = "DUTYDESK_TRIAL_REPORT"
"""The variable of the environment that names the file."""
GIVEN = "DUTYDESK_TRIAL_GIVEN"
"""The variable that names the folder in which the plugin lies, under ``plugins/``."""
_MOST_BYTES = 4 * 1024 * 1024
_MOST_FAULTS = 200
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Place:
    """A file of the plugin, such as ``plugins/visitor.py``, and a line in it, where one is known."""

    file: str = ""
    line: int | None = None


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the report.

    It says that something begins (``doing``), what is wrong (``fault``), which hooks the plugin has
    (``hooks``), how a test went (``passed`` or ``failed``), that the trial itself cannot go on (``broken``),
    or that it is over (``done``).
    """

    what: Literal["doing", "fault", "hooks", "passed", "failed", "broken", "done"]
    where: str = ""
    text: str = ""
    place: Place = NOWHERE
    names: tuple[str, ...] = ()


class ReportWriter:
    """Writes the report; what a copy of this process, made by the plugin, tells is left out."""

    def __init__(self, file: Path) -> None:
        self._stream: IO[str] = file.open("a", encoding="utf-8")
        self._process = os.getpid()
        self._told: set[tuple[object, ...]] = set()

    @property
    def is_mine(self) -> bool:
        """Whether this is the process for which it was made."""
        return os.getpid() == self._process

    def doing(self, where: str, place: Place = NOWHERE) -> None:
        """Tell what begins: if nothing follows, this is where it stopped."""
        self._write("doing", where=where, place=place)

    def fault(self, where: str, text: str, place: Place = NOWHERE) -> None:
        """Tell what is wrong, once, however often it shows."""
        told = (text, place) if place.line is not None else (where, text, place)
        if told not in self._told and len(self._told) < _MOST_FAULTS:
            self._told.add(told)
            self._write("fault", where=where, text=text, place=place)

    def hooks(self, names: Iterable[str]) -> None:
        """Tell which hooks the plugin has."""
        self._write("hooks", names=tuple(names))

    def tested(self, *, passed: bool) -> None:
        """Tell how one test went."""
        self._write("passed" if passed else "failed")

    def broken(self, text: str) -> None:
        """Tell why the trial itself cannot go on."""
        self._write("broken", text=text)

    def done(self) -> None:
        """Tell that it is over."""
        self._write("done")

    def _write(
        self, what: str, *, where: str = "", text: str = "", place: Place = NOWHERE, names: Iterable[str] = ()
    ) -> None:
        if not self.is_mine:
            return
        document = {
            "what": what,
            "where": where,
            "text": clean_line(text, _LONGEST),
            "file": place.file,
            "line": place.line,
            "names": list(names),
        }
        self._stream.write(json.dumps(document) + "\n")
        self._stream.flush()


def read_report(file: Path) -> tuple[Told, ...]:
    """Return the lines of a report; those that are none, written by the plugin perhaps, are passed over."""
    try:
        with file.open("rb") as stream:
            lines = stream.read(_MOST_BYTES).splitlines()
    except OSError:
        return ()
    return tuple(told for told in map(_told, lines) if told is not None)


def _told(line: bytes) -> Told | None:
    try:
        document = json.loads(line)
        return _line(document) if isinstance(document, dict) else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _line(document: Mapping[str, Any]) -> Told:
    at = document["line"]
    return Told(
        what=document["what"],
        where=clean_line(str(document["where"]), _LONGEST),
        text=clean_line(str(document["text"]), _LONGEST),
        place=Place(clean_line(str(document["file"]), _LONGEST), at if isinstance(at, int) else None),
        names=tuple(clean_line(str(name)) for name in document["names"]),
    )
