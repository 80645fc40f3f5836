"""All that a plugin imports: the hooks, the values they return, and the desk they are given."""

from typing import TYPE_CHECKING

from dutydesk.later import later

if TYPE_CHECKING:
    from dutydesk.api.bureau import MonthAsked, MonthOutcome, MonthWork, Standing, StandingState
    from dutydesk.api.desk import Desk, UndoRefused
    from dutydesk.api.hookspecs import HOOK_VERSION, hookimpl, hookspec
    from dutydesk.api.host_settings import Qualification, QualificationsFile
    from dutydesk.api.problem import DamagedDesk, DataProblem, RoleRefused, StoreProblem
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
        OwnChange,
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
        OwnLine,
        PluginFault,
        PluginState,
        Screen,
    )

__getattr__ = later(
    __name__,
    {
        "bureau": (
            "MonthAsked",
            "MonthOutcome",
            "MonthWork",
            "Standing",
            "StandingState",
        ),
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
        "problem": (
            "DamagedDesk",
            "DataProblem",
            "RoleRefused",
            "StoreProblem",
        ),
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
            "OwnChange",
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
            "OwnLine",
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
    "DamagedDesk",
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
    "MonthAsked",
    "MonthOutcome",
    "MonthWork",
    "OwnChange",
    "OwnLine",
    "PluginFault",
    "PluginState",
    "Qualification",
    "QualificationsFile",
    "Records",
    "RoleRefused",
    "RowChange",
    "Screen",
    "Settings",
    "SettingsFault",
    "SettingsFile",
    "SettingsFileState",
    "SettingsReader",
    "StaleChange",
    "Standing",
    "StandingState",
    "StoreProblem",
    "Table",
    "TableSet",
    "TableSpec",
    "TomlPlugin",
    "UndoRefused",
    "hookimpl",
    "hookspec",
]
