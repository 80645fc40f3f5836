"""Settings of the host that plugins read too."""

from collections.abc import Iterable
from typing import Annotated

from msgspec import Meta

from dutydesk.api.settings import Settings, SettingsFault, SettingsReader
from dutydesk.wording import _


class Qualification(Settings, frozen=True, kw_only=True):
    """Something that a person may be trained for; `aliases` are other names that imported files use."""

    code: Annotated[str, Meta(pattern=r"^[\w-]{1,32}$")]
    name: Annotated[str, Meta(min_length=1, max_length=60)]
    aliases: tuple[str, ...] = ()


class QualificationsFile(Settings, frozen=True, kw_only=True):
    """``qualifications.toml``."""

    qualification: tuple[Qualification, ...] = ()


def check_qualifications(file: QualificationsFile, _read: SettingsReader) -> Iterable[SettingsFault]:
    """Yield a fault for every code, name or alias that stands twice."""
    seen: dict[str, str] = {}
    for index, each in enumerate(file.qualification):
        for key, value in (
            ("code", each.code),
            ("name", each.name),
            *(("aliases", alias) for alias in each.aliases),
        ):
            owner = seen.setdefault(value.casefold(), each.code)
            if owner != each.code or (
                key == "code" and any(e.code == each.code for e in file.qualification[:index])
            ):
                yield SettingsFault(
                    ("qualification", index, key),
                    _("{value!r} is used twice; every code, name and alias must be different").format(
                        value=value
                    ),
                )
