"""The short names that the grid shows and a leader types."""

from collections.abc import Iterable
from typing import Annotated

from msgspec import Meta

from dutydesk.api import SettingsFault
from dutydesk.wording import _

Short = Annotated[str, Meta(pattern=r"^[^\W_]{1,3}\Z", description="one to three letters or digits")]


def repeated_shorts(shorts: Iterable[str], table: str) -> Iterable[SettingsFault]:
    """Yield a fault for each short that stands twice, in whatever case: the grid does not tell case."""
    seen: set[str] = set()
    for index, short in enumerate(shorts):
        if short.casefold() in seen:
            yield SettingsFault(
                (table, index, "short"),
                _("{short!r} is used twice, large and small letters alike; every short must differ").format(
                    short=short
                ),
            )
        seen.add(short.casefold())
