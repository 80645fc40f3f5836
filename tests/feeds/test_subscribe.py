"""A subscription with real clients: vdirsyncer fetches the feed, and khal shows the duties.

They live in a virtual environment of their own, made from requirements/readers.lock: `.readers` at the root
of the repository, or the one that DUTYDESK_READERS_VENV names.
"""

import os
import subprocess
import threading
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from dutydesk.domain import Zone
from dutydesk.feeds.tokens import new_token
from dutydesk.feeds.web import serving
from dutydesk.feeds.web.app import feed_app

ROOT = Path(__file__).parents[2]
SHANGHAI = ZoneInfo("Asia/Shanghai")
NEW_YORK = ZoneInfo("America/New_York")


@pytest.fixture
def readers() -> Path:
    """Return the folder with the clients' programs."""
    folder = Path(os.environ.get("DUTYDESK_READERS_VENV") or ROOT / ".readers") / "bin"
    if not all((folder / program).is_file() for program in ("vdirsyncer", "khal")):
        reason = "needs a virtual environment with vdirsyncer and khal: requirements/readers.lock"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


class Statuses:
    """ASGI middleware that remembers how each request was answered."""

    def __init__(self, app):
        self.app = app
        self.seen: list[int] = []

    async def __call__(self, scope, receive, send):
        async def noted(message):
            if message["type"] == "http.response.start":
                self.seen.append(message["status"])
            await send(message)

        await self.app(scope, receive, noted)


@contextmanager
def served(app):
    with serving.listen("127.0.0.1", 0) as listening:
        server = serving.feed_server(app)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join(15)


class Subscriber:
    """Someone with vdirsyncer and khal, and a home of their own."""

    def __init__(self, programs: Path, home: Path, address: str, zone: str):
        self.programs = programs
        self.calendar = home / "calendar"
        self.calendar.mkdir(parents=True)
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
        self.sync_config.write_text(
            f"""[general]
status_path = "{home / "status"}"
[pair duty]
a = "here"
b = "there"
collections = null
[storage here]
type = "filesystem"
path = "{self.calendar}"
fileext = ".ics"
[storage there]
type = "http"
url = "{address}"
""",
            encoding="utf-8",
        )
        self.khal_config = home / "khal.ini"
        self.khal_config.write_text(
            f"""[calendars]
[[duty]]
path = {self.calendar}
readonly = True
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
            timeout=60,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def sync(self, *, anew: bool = False) -> None:
        if anew:
            self.run("vdirsyncer", "-c", str(self.sync_config), "discover")
        self.run("vdirsyncer", "-c", str(self.sync_config), "sync")

    def listed(self, first: str, days: str) -> list[str]:
        form = "{start-long}|{end-long}|{title}|{location}"
        out = self.run(
            "khal",
            "-c",
            str(self.khal_config),
            "list",
            "--once",
            "--day-format",
            "",
            "--format",
            form,
            first,
            days,
        )
        return [line for line in out.splitlines() if line]

    def files(self) -> dict[str, tuple[int, bytes]]:
        return {
            path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in self.calendar.glob("*.ics")
        }


@pytest.fixture
def subscribe(readers, tmp_path, book, tokens):
    """Return a context manager that serves a person's feed and gives a subscriber in a time zone."""

    @contextmanager
    def begun(zone: str):
        token = new_token()
        tokens.issue(token, "person/li-wei")
        app = Statuses(feed_app(book, tokens, refresh_seconds=0))
        with served(app) as port:
            yield Subscriber(readers, tmp_path, f"http://127.0.0.1:{port}/f/{token}.ics", zone), app

    return begun


def test_duties_arrive_stay_and_follow_changes(subscribe, desk, make_event):
    desk.events = [
        make_event(
            "night",
            start=datetime(2026, 11, 3, 22, tzinfo=SHANGHAI),
            end=datetime(2026, 11, 4, 6, tzinfo=SHANGHAI),
            title="夜班；李伟, main gate",
            place="正门",
            description="长" * 200,
        ),
        make_event("week", start=date(2026, 11, 9), end=date(2026, 11, 14), title="安全教育周"),
    ]
    with subscribe("Asia/Shanghai") as (subscriber, app):
        subscriber.sync(anew=True)
        assert subscriber.listed("2026-11-01", "30d") == [
            "2026-11-03 22:00|2026-11-04 06:00|夜班；李伟, main gate|正门",
            "2026-11-09|2026-11-13|安全教育周|",
        ]
        first = subscriber.files()
        assert len(first) == 2

        subscriber.sync()
        assert subscriber.files() == first

        desk.rename(0, title="夜班；王芳")
        desk.events.pop()
        subscriber.sync()
        assert subscriber.listed("2026-11-01", "30d") == ["2026-11-03 22:00|2026-11-04 06:00|夜班；王芳|正门"]
        assert set(app.seen) == {200}


def test_nights_over_a_clock_change_are_shown_right(subscribe, desk, make_event):
    desk.zone = Zone("America/New_York")
    desk.events = [
        make_event(
            "autumn",
            start=datetime(2026, 10, 31, 22, tzinfo=NEW_YORK),
            end=datetime(2026, 11, 1, 6, tzinfo=NEW_YORK),
        ),
        make_event(
            "spring",
            start=datetime(2027, 3, 13, 22, tzinfo=NEW_YORK),
            end=datetime(2027, 3, 14, 6, tzinfo=NEW_YORK),
        ),
    ]
    with subscribe("UTC") as (subscriber, _):
        subscriber.sync(anew=True)
        assert subscriber.listed("2026-10-31", "3d") == ["2026-11-01 02:00|2026-11-01 11:00|Night duty|"]
        assert subscriber.listed("2027-03-13", "3d") == ["2027-03-14 03:00|2027-03-14 10:00|Night duty|"]
