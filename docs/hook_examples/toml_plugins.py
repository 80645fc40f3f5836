"""Walks through the grounds, each a file such as ``plugins/night-walk.toml`` that anyone can write."""

from collections.abc import Iterable, Sequence

from dutydesk.api import Settings, SettingsFault, SettingsReader, TomlPlugin, hookimpl


class WalkFile(Settings, frozen=True, kw_only=True):
    """``plugin = "walk"``, a title, and the places in their order."""

    plugin: str
    title: str
    places: tuple[str, ...]


def check(file: WalkFile, _read: SettingsReader) -> Iterable[SettingsFault]:
    if len(set(file.places)) <= 1:
        yield SettingsFault(("places",), "expected at least two places to walk between")


@hookimpl
def toml_plugins() -> Sequence[TomlPlugin]:
    return [TomlPlugin("walk", WalkFile, check)]
