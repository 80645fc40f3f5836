"""What ``config/summary.toml`` says: the template of the annual summary, and how reminders are kept."""

from typing import Literal

from dutydesk.api import Settings, SettingsFile
from dutydesk.api.settings_values import Code, Weekday


class SummaryFile(Settings, frozen=True, kw_only=True):
    """The content of ``config/summary.toml``.

    `template` is a pack of ``config/packs/summary/``. `language` is that of the documents, nothing for that
    of the desk. A reminder is due on the `reminder_day` of each week of a term.
    """

    template: Code = "annual"
    language: Literal["", "en", "zh"] = ""
    reminder_day: Weekday = "mon"


SETTINGS_FILES = (SettingsFile("summary.toml", SummaryFile),)
