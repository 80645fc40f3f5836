"""calcurse, which keeps what it imports in a text file of its own, in local time and without UIDs."""

import os
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.feeds.readers.reading import Read, need

_NOTE = r"(?:>[0-9a-f]+ )?"
_TIME = re.compile(rf"(\S+ @ \S+) -> (\S+ @ \d\d:\d\d){_NOTE}\|(.*)")
_DAYS = re.compile(rf"(\S+) \[1\] (?:{{1D -> (\S+)}} )?{_NOTE}(.*)")


def _instant(text: str) -> str:
    return f"{datetime.strptime(text, '%m/%d/%Y @ %H:%M').replace(tzinfo=UTC).timestamp():.0f}"


def _day(text: str, more: int = 0) -> str:
    return (datetime.strptime(text, "%m/%d/%Y") + timedelta(days=more)).date().isoformat()  # noqa: DTZ007 - a day


def _entry(line: str) -> Read:
    if timed := _TIME.fullmatch(line):
        return timed[3], _instant(timed[1]), _instant(timed[2])
    days = _DAYS.fullmatch(line)
    assert days, line
    return days[3], _day(days[1]), _day(days[2] or days[1], more=1)


def imported(body: bytes, folder: Path) -> list[Read]:
    """Import a file into a new calendar in `folder`; return title, start and end of what is there then."""
    program = shutil.which("calcurse")
    need(program, "needs calcurse")
    kept = folder / "data"
    kept.mkdir(parents=True)
    file = folder / "feed.ics"
    file.write_bytes(body)
    run = subprocess.run(
        [str(program), "-D", str(kept), "-i", str(file)],
        env={**os.environ, "TZ": "UTC", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert " 0 skipped" in run.stdout
    apts = kept / "apts"
    return sorted(map(_entry, apts.read_text(encoding="utf-8").splitlines() if apts.exists() else ()))
