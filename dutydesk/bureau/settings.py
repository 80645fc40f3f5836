"""What `bureau.toml` says: what the bureau is called, where its desks are, and where it keeps standings."""

from collections.abc import Iterator
from pathlib import PurePath
from typing import Annotated

from msgspec import Meta, field

from dutydesk.api import Settings, SettingsFault, SettingsFile, SettingsReader
from dutydesk.domain import clean_line
from dutydesk.store.postgres_server import is_postgres
from dutydesk.wording import _

BUREAU_NAME = "bureau.toml"


class BureauTable(Settings, frozen=True, kw_only=True):
    """The table ``[bureau]``: its name, and the folders of its desks, as globs from the bureau's folder."""

    name: Annotated[str, Meta(min_length=1, max_length=100)]
    desks: tuple[Annotated[str, Meta(min_length=1, max_length=200)], ...] = ("schools/*",)


class BureauDatabaseTable(Settings, frozen=True, kw_only=True):
    """The table ``[database]``: the PostgreSQL in which new desks are kept, and the bureau's standings.

    Without a `url` each new desk has a file of its own, and standings are in ``bureau.db``.
    """

    url: str = ""
    schema: Annotated[
        str, Meta(pattern=r"^[a-z][a-z0-9_]{0,62}\Z", description="small letters a to z, digits and _")
    ] = "bureau"

    def __repr__(self) -> str:
        """Show no `url`, which may hold a password."""
        return f"BureauDatabaseTable(schema={self.schema!r})"


class BureauSettings(Settings, frozen=True, kw_only=True):
    """The content of ``bureau.toml``."""

    bureau: BureauTable
    database: BureauDatabaseTable = field(default_factory=BureauDatabaseTable)


def check_bureau_settings(settings: BureauSettings, _reader: SettingsReader) -> Iterator[SettingsFault]:
    """Yield a name that is no line of text, a database of another kind, and globs that lead out of here."""
    if clean_line(settings.bureau.name) != settings.bureau.name:
        yield SettingsFault(("bureau", "name"), _("the name must be one line of visible characters"))
    if settings.database.url and not is_postgres(settings.database.url):
        yield SettingsFault(("database", "url"), _("expected postgresql://USER:PASSWORD@HOST/DATABASE"))
    for index, glob in enumerate(settings.bureau.desks):
        if PurePath(glob).is_absolute() or ".." in PurePath(glob).parts:
            yield SettingsFault(
                ("bureau", "desks", index), _("expected a path inside the bureau's folder, such as schools/*")
            )


BUREAU_FILE = SettingsFile(BUREAU_NAME, BureauSettings, check_bureau_settings)
