"""All that a plugin imports: the hooks, the values they return, and the desk they are given."""

from typing import TYPE_CHECKING

from dutydesk.later import later

if TYPE_CHECKING:
    from dutydesk.api.desk import Desk, UndoRefused
    from dutydesk.api.hookspecs import HOOK_VERSION, hookimpl, hookspec
    from dutydesk.api.host_settings import Qualification, QualificationsFile
    from dutydesk.api.problem import DataProblem
    from dutydesk.api.settings import (
        KeyPath,
        Settings,
        SettingsFault,
        SettingsFile,
        SettingsFileState,
        SettingsReader,
        TomlPlugin,
    )
    from dutydesk.api.tables import (
        Change,
        JournalEntry,
        Records,
        RowChange,
        StaleChange,
        Table,
        TableSet,
        TableSpec,
    )
    from dutydesk.api.values import (
        ActivityNote,
        CliGroup,
        Command,
        DigestLine,
        DueGroup,
        DueItem,
        DueState,
        Feed,
        FeedEvent,
        Figure,
        PluginFault,
        PluginState,
        Screen,
    )

__getattr__ = later(
    __name__,
    {
        "desk": (
            "Desk",
            "UndoRefused",
        ),
        "hookspecs": (
            "HOOK_VERSION",
            "ActivityNote",
            "hookimpl",
            "hookspec",
        ),
        "host_settings": (
            "Qualification",
            "QualificationsFile",
        ),
        "problem": ("DataProblem",),
        "settings": (
            "KeyPath",
            "Settings",
            "SettingsFault",
            "SettingsFile",
            "SettingsFileState",
            "SettingsReader",
            "TomlPlugin",
        ),
        "tables": (
            "Change",
            "JournalEntry",
            "Records",
            "RowChange",
            "StaleChange",
            "Table",
            "TableSet",
            "TableSpec",
        ),
        "values": (
            "ActivityNote",
            "CliGroup",
            "Command",
            "DigestLine",
            "DueGroup",
            "DueItem",
            "DueState",
            "Feed",
            "FeedEvent",
            "Figure",
            "PluginFault",
            "PluginState",
            "Screen",
        ),
    },
)

__all__ = [
    "HOOK_VERSION",
    "ActivityNote",
    "Change",
    "CliGroup",
    "Command",
    "DataProblem",
    "Desk",
    "DigestLine",
    "DueGroup",
    "DueItem",
    "DueState",
    "Feed",
    "FeedEvent",
    "Figure",
    "JournalEntry",
    "KeyPath",
    "PluginFault",
    "PluginState",
    "Qualification",
    "QualificationsFile",
    "Records",
    "RowChange",
    "Screen",
    "Settings",
    "SettingsFault",
    "SettingsFile",
    "SettingsFileState",
    "SettingsReader",
    "StaleChange",
    "Table",
    "TableSet",
    "TableSpec",
    "TomlPlugin",
    "UndoRefused",
    "hookimpl",
    "hookspec",
]
