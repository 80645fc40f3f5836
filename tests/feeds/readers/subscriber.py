"""Someone who has subscribed to feeds with vdirsyncer, and looks at them with khal.

Both live in a virtual environment of their own, made from requirements/readers.lock: `.readers` at the root
of the repository, or the one that DUTYDESK_READERS_VENV names.
"""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.feeds.readers.reading import need

ROOT = Path(__file__).parents[3]
ONLY = "duty"
"""What the calendar of someone with a single feed is called."""


def programs() -> Path:
    """Return the folder with the two programs."""
    folder = Path(os.environ.get("DUTYDESK_READERS_VENV") or ROOT / ".readers") / "bin"
    there = all((folder / program).is_file() for program in ("vdirsyncer", "khal"))
    need(there, "needs a virtual environment with vdirsyncer and khal: `make readers`")
    return folder


class Subscriber:
    """Someone with vdirsyncer and khal, a home of their own, and feeds: one address, or several by name."""

    def __init__(self, readers: Path, home: Path, address: str | Mapping[str, str], zone: str):
        self.programs = readers
        feeds = {ONLY: address} if isinstance(address, str) else address
        self.calendars = {name: home / "calendars" / name for name in feeds}
        for calendar in self.calendars.values():
            calendar.mkdir(parents=True)
        self.environment = {
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_CACHE_HOME": str(home / "cache"),
            "PATH": os.defpath,
            "LC_ALL": "C.UTF-8",
            "TZ": zone,
        }
        self.sync_config = home / "vdirsyncer.ini"
        pairs = [
            f"""
[pair {name}]
a = "{name}_here"
b = "{name}_there"
collections = null
[storage {name}_here]
type = "filesystem"
path = "{self.calendars[name]}"
fileext = ".ics"
[storage {name}_there]
type = "http"
url = "{url}"
"""
            for name, url in feeds.items()
        ]
        self.sync_config.write_text(
            f'[general]\nstatus_path = "{home / "status"}"\n' + "".join(pairs), encoding="utf-8"
        )
        listed = "".join(
            f"[[{name}]]\npath = {folder}\nreadonly = True\n" for name, folder in self.calendars.items()
        )
        self.khal_config = home / "khal.ini"
        self.khal_config.write_text(
            f"""[calendars]
{listed}
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = {zone}
default_timezone = {zone}
[sqlite]
path = {home / "khal.db"}
""",
            encoding="utf-8",
        )

    def run(self, program: str, *arguments: str) -> str:
        done = subprocess.run(
            [str(self.programs / program), *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def sync(self, *, anew: bool = False) -> None:
        if anew:
            self.run("vdirsyncer", "-c", str(self.sync_config), "discover")
        self.run("vdirsyncer", "-c", str(self.sync_config), "sync")

    def listed(
        self, first: str, days: str, form: str = "{start-long}|{end-long}|{title}|{location}"
    ) -> list[str]:
        """Return a line for each event that khal shows in some days from `first`."""
        arguments = ("--once", "--day-format", "", "--format", form, first, days)
        return [
            line
            for line in self.run("khal", "-c", str(self.khal_config), "list", *arguments).splitlines()
            if line
        ]

    def files(self, name: str = ONLY) -> dict[str, tuple[int, bytes]]:
        return {
            path.name: (path.stat().st_mtime_ns, path.read_bytes())
            for path in self.calendars[name].glob("*.ics")
        }
