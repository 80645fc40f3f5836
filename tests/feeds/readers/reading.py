"""Readers of calendar files that nobody here wrote, each as a function from files to what stands in them."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
import vobject

READERS = Path(__file__).parent
Read = tuple[str, str, str]
"""UID, start and end of an event: Unix seconds, or dates of whole days, then the end is the day after."""
ReadAll = Callable[[Sequence[bytes]], list[list[Read]]]
"""A reader of many files at once, each of them by itself; events come in the order of their UIDs."""


def need(there: object, reason: str) -> None:
    """Skip the test where a program is not `there`; the CI has no such excuse."""
    if not there:
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)


def moment(value: datetime | date) -> str:
    """Return a moment as readers are made to give it."""
    return f"{value.timestamp():.0f}" if isinstance(value, datetime) else value.isoformat()


def _ended(read: Sequence[str]) -> Read:
    """Return an event with the end that RFC 5545 section 3.6.1 gives it where the file says none."""
    uid, start, end = read
    if not end:
        end = start if start.isdigit() else (date.fromisoformat(start) + timedelta(days=1)).isoformat()
    return uid, start, end


def _sorted(events: Sequence[Sequence[str]]) -> list[Read]:
    return sorted(map(_ended, events))


def by_icalendar(bodies: Sequence[bytes]) -> list[list[Read]]:
    """Read with icalendar."""
    return [
        _sorted(
            [
                (str(one["UID"]), moment(one.decoded("DTSTART")), moment(one.end))
                for one in icalendar.Calendar.from_ical(body).walk("VEVENT")
            ]
        )
        for body in bodies
    ]


def by_vobject(bodies: Sequence[bytes]) -> list[list[Read]]:
    """Read with vobject."""
    found = []
    for body in bodies:
        calendar = vobject.readOne(body.decode())
        found.append(
            _sorted(
                [
                    (
                        one.uid.value,
                        moment(one.dtstart.value),
                        moment(one.dtend.value) if hasattr(one, "dtend") else "",
                    )
                    for one in calendar.contents.get("vevent", ())
                ]
            )
        )
    return found


def _by_node(library: str, bodies: Sequence[bytes]) -> list[list[Read]]:
    node = shutil.which("node")
    need(
        node and (READERS / "node_modules" / library).is_dir(),
        f"needs node and {library}: `npm ci` in tests/feeds/readers",
    )
    run = subprocess.run(
        [str(node), str(READERS / "read.mjs"), library],
        input=json.dumps([body.decode() for body in bodies]),
        env={**os.environ, "TZ": "UTC"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=600,
    )
    assert run.returncode == 0, run.stderr
    return [_sorted(events) for events in json.loads(run.stdout)]


def by_icaljs(bodies: Sequence[bytes]) -> list[list[Read]]:
    """Read with ical.js, which Thunderbird reads with."""
    return _by_node("ical.js", bodies)


def by_node_ical(bodies: Sequence[bytes]) -> list[list[Read]]:
    """Read with node-ical."""
    return _by_node("node-ical", bodies)


class Libical:
    """The program of a few lines of C that reads with libical, as Evolution and KOrganizer do."""

    def __init__(self, folder: Path) -> None:
        self.program = folder / "read_libical"
        self._compile()

    def _compile(self) -> None:
        flags = self._flags()
        source = str(READERS / "read_libical.c")
        build = subprocess.run(
            [str(shutil.which("cc")), "-Wall", "-Wextra", "-O1", "-o", str(self.program), source, *flags],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert build.returncode == 0, build.stderr

    def _flags(self) -> list[str]:
        reason = "needs a C compiler, pkg-config and the headers of libical"
        need(shutil.which("cc") and shutil.which("pkg-config"), reason)
        asked = subprocess.run(
            ["pkg-config", "--cflags", "--libs", "libical"], capture_output=True, text=True, check=False
        )
        need(asked.returncode == 0, reason)
        return asked.stdout.split()

    def run(self, body: bytes) -> subprocess.CompletedProcess[bytes]:
        """Run the program on the calendars in `body`."""
        return subprocess.run(
            [str(self.program)],
            input=body,
            env={**os.environ, "TZ": "UTC"},
            capture_output=True,
            check=False,
            timeout=600,
        )

    def __call__(self, bodies: Sequence[bytes]) -> list[list[Read]]:
        """Read, and fail where libical finds a rule of the standard violated."""
        run = self.run(b"".join(bodies))
        assert run.returncode == 0, run.stderr.decode()
        found: list[list[Sequence[str]]] = []
        for line in run.stdout.decode().removesuffix("\n").split("\n"):
            if line == "calendar":
                found.append([])
            else:
                found[-1].append(line.split("\t"))
        return [_sorted(events) for events in found]


BY_NAME: dict[str, ReadAll] = {
    "icalendar": by_icalendar,
    "vobject": by_vobject,
    "ical.js": by_icaljs,
    "node-ical": by_node_ical,
}
"""The readers that need nothing compiled."""
