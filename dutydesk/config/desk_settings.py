"""What `desk.toml` says of the desk itself: its name, zone, database, feeds and searches."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from msgspec import Meta, field

from dutydesk.api import Settings, SettingsFault, SettingsFile, SettingsReader
from dutydesk.config.complaints import suggestion
from dutydesk.domain import Zone, clean_line
from dutydesk.wording import _


class DeskTable(Settings, frozen=True, kw_only=True):
    """The table ``[desk]``; `uid` is the domain part of event UIDs and must never change once used.

    An empty `language` means that of the environment; what someone chose for themselves goes before it.
    """

    name: Annotated[str, Meta(min_length=1, max_length=100)]
    zone: str
    uid: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=100,
            pattern=r"^[a-z0-9.-]*\Z",
            description="small letters a to z, digits, dots and dashes",
        ),
    ]
    language: Literal["", "en", "zh"] = ""


class DatabaseTable(Settings, frozen=True, kw_only=True):
    """The table ``[database]``; without a `url` the records are in ``dutydesk.db`` in the desk's folder.

    In a PostgreSQL, which many desks can share, each has a `schema` of its own.
    """

    url: str = ""
    schema: Annotated[
        str,
        Meta(
            max_length=63,
            pattern=r"^[a-z][a-z0-9_]*\Z",
            description="small letters a to z, digits and _, a letter first",
        ),
    ] = "public"

    def __repr__(self) -> str:
        """Show no `url`, which may hold a password."""
        return f"DatabaseTable(schema={self.schema!r})"

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        """Show no `url` in a traceback with values either."""
        return [("schema", self.schema)]


class FeedsTable(Settings, frozen=True, kw_only=True):
    """The table ``[feeds]``: how many days feeds reach back and ahead, and the address people see.

    `url` is the public address under which the feeds are served, such as ``https://duty.school.example``.
    `open_kinds` are the kinds of activity that the feed of open events holds. With `keep_cancelled`, what was
    called off stays in feeds, marked as cancelled; else it leaves them, which every reader shows rightly.
    """

    days_back: Annotated[int, Meta(ge=0, le=400)] = 30
    days_ahead: Annotated[int, Meta(ge=1, le=400)] = 180
    url: str = ""
    open_kinds: tuple[str, ...] = ("holiday", "school")
    keep_cancelled: bool = False


class SearchTable(Settings, frozen=True, kw_only=True):
    """The table ``[search]``: where what takes long, such as arranging a month, is searched for."""

    engine: Annotated[
        str,
        Meta(
            pattern=r"^(local|(tcp|tls)://(\[[0-9A-Fa-f:.]+\]|[\w.-]+):\d{1,5})\Z",
            description='"local", or where a Dask scheduler listens, such as "tcp://10.0.0.5:8786"',
        ),
    ] = "local"


class DeskSettings(Settings, frozen=True, kw_only=True):
    """The content of ``desk.toml``."""

    desk: DeskTable
    database: DatabaseTable = field(default_factory=DatabaseTable)
    feeds: FeedsTable = field(default_factory=FeedsTable)
    search: SearchTable = field(default_factory=SearchTable)

    @property
    def zone(self) -> Zone:
        """The zone in which days and shifts are meant."""
        return Zone(self.desk.zone)


def check_desk_settings(settings: DeskSettings, _reader: SettingsReader) -> Iterator[SettingsFault]:
    """Yield what the types of ``desk.toml`` cannot say: an unknown zone, a name or address of no use."""
    name = settings.desk.name
    if len(name.strip().splitlines()) != 1 or "\N{REPLACEMENT CHARACTER}" in clean_line(name):
        yield SettingsFault(("desk", "name"), _("the name must be one line of visible characters"))
    if not _is_zone(settings.desk.zone):
        near = suggestion(settings.desk.zone, sorted(available_timezones()))
        shown = clean_line(settings.desk.zone, 60)
        yield SettingsFault(("desk", "zone"), _("{zone!r} is no time zone").format(zone=shown) + near)
    if settings.database.schema.startswith("pg_") or settings.database.schema == "information_schema":
        yield SettingsFault(("database", "schema"), _("PostgreSQL keeps this name for itself"))
    if settings.feeds.url and not _is_web_address(settings.feeds.url):
        yield SettingsFault(
            ("feeds", "url"), _("expected an address that begins with https:// or http://, or nothing")
        )


def _is_zone(name: str) -> bool:
    """Tell whether the standard library knows the zone; it raises four kinds of error for odd names."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and url.isprintable() and " " not in url


DESK_FILE = SettingsFile("desk.toml", DeskSettings, check_desk_settings)
