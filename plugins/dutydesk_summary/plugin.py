"""The summary plugin's hooks."""

from collections.abc import Sequence
from datetime import date

from dutydesk.api import (
    CliGroup,
    Command,
    Desk,
    DueItem,
    Figure,
    FigureName,
    NamedRecord,
    Screen,
    SettingsFile,
    TableSet,
    hookimpl,
)
from dutydesk.wording import _
from dutydesk_summary.settings import SETTINGS_FILES
from dutydesk_summary.tables import SUMMARY_TABLES


class SummaryPlugin:
    """The weekly reminder and the annual work summary.

    What a hook needs is imported when it is called, so that opening a desk does not wait for it.
    """

    @hookimpl
    def settings(self) -> Sequence[SettingsFile]:
        """Read which template is used, and when the reminder is due."""
        return SETTINGS_FILES

    @hookimpl
    def tables(self) -> Sequence[TableSet]:
        """Keep reminders, and what people add to a year's summary."""
        return (SUMMARY_TABLES,)

    @hookimpl
    def screens(self) -> Sequence[Screen]:
        """Add the summary of the year, with the reminders of its weeks."""
        return (
            Screen(
                name="summary",
                title=_("Summary"),
                target="dutydesk_summary.screens.summary:SummaryScreen",
                order=80,
                tooltip=_("The weekly reminder and the summary of the year, from the desk's own records"),
            ),
        )

    @hookimpl
    def commands(self) -> Sequence[Command]:
        """Reach both from the palette anywhere."""
        return (
            Command(_("Print the annual summary"), "summary", "print", _("PDF, Word or Markdown")),
            Command(_("This week's reminder"), "summary", "this_week", _("Drafted from last week's records")),
        )

    @hookimpl
    def cli(self) -> Sequence[CliGroup]:
        """Add ``dutydesk summary`` and ``dutydesk reminder``."""
        return (
            CliGroup(
                "summary",
                "dutydesk_summary.commands.summary:summary",
                _("Write the annual work summary of YEAR."),
            ),
            CliGroup(
                "reminder",
                "dutydesk_summary.commands.reminder:reminder",
                _("Draft, issue and print the safety reminder of a week."),
            ),
        )

    @hookimpl
    def due(self, desk: Desk, first: date, last: date) -> Sequence[DueItem]:
        """Reminders of school weeks that nobody has issued yet."""
        from dutydesk_summary.reminder.due import due_items  # noqa: PLC0415

        return tuple(due_items(desk, first, last))

    @hookimpl
    def figures(self, desk: Desk, year: int) -> Sequence[Figure]:
        """Reminders issued, and the school weeks that wanted one."""
        from dutydesk_summary.reminder.figures import reminder_figures  # noqa: PLC0415

        return tuple(reminder_figures(desk, year))

    @hookimpl
    def figure_names(self, desk: Desk) -> Sequence[FigureName]:
        """Name them."""
        from dutydesk_summary.reminder.figures import reminder_figure_names  # noqa: PLC0415

        del desk
        return tuple(reminder_figure_names())

    @hookimpl
    def named_records(self, desk: Desk, keys: Sequence[str]) -> Sequence[NamedRecord]:
        """Say what reminders are called."""
        from dutydesk_summary.reminder.figures import named_reminders  # noqa: PLC0415

        return tuple(named_reminders(desk, keys))

    @hookimpl
    def fill_sample(self, desk: Desk, today: date) -> Sequence[None]:
        """Reminders of the last weeks of the sample school."""
        from dutydesk_summary.reminder.sample import fill_sample  # noqa: PLC0415

        fill_sample(desk, today)
        return ()


plugin = SummaryPlugin()
