"""A settings file of its own: ``config/visitors.toml``, checked when the desk is opened."""

from collections.abc import Iterable, Sequence

from dutydesk.api import Settings, SettingsFault, SettingsFile, SettingsReader, hookimpl


class VisitorsFile(Settings, frozen=True, kw_only=True):
    """When visitors may come."""

    opens: int = 8
    closes: int = 18


def check(file: VisitorsFile, _read: SettingsReader) -> Iterable[SettingsFault]:
    if file.closes <= file.opens:
        yield SettingsFault(("closes",), f"expected an hour after {file.opens}")


@hookimpl
def settings() -> Sequence[SettingsFile]:
    return [SettingsFile("visitors.toml", VisitorsFile, check)]
