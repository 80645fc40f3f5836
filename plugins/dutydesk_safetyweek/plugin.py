"""The safety week plugin's hooks."""

from collections.abc import Sequence
from datetime import date

from dutydesk.api import CliGroup, Command, Desk, DueItem, Figure, Screen, SettingsFile, TableSet, hookimpl
from dutydesk.domain import Activity, ActivityKind
from dutydesk.wording import _
from dutydesk_safetyweek.settings import SETTINGS_FILES
from dutydesk_safetyweek.tables import SAFETYWEEK_TABLES


class SafetyWeekPlugin:
    """The safety education week: its theme, what is done on each day, by whom and for whom.

    What a hook needs is imported when it is called, so that opening a desk does not wait for it.
    """

    @hookimpl
    def tables(self) -> Sequence[TableSet]:
        """Keep the weeks, what they know of their activities, and their budget."""
        return (SAFETYWEEK_TABLES,)

    @hookimpl
    def settings(self) -> Sequence[SettingsFile]:
        """Read the weeks and their activities."""
        return SETTINGS_FILES

    @hookimpl
    def activity_kinds(self) -> Sequence[ActivityKind]:
        """Look after the activities of safety weeks."""
        from dutydesk_safetyweek.weeks import kinds  # noqa: PLC0415

        return kinds()

    @hookimpl
    def activities(self, desk: Desk) -> Sequence[Activity]:
        """Everything that the settings plan for a week."""
        from dutydesk_safetyweek.weeks import week_activities  # noqa: PLC0415

        return week_activities(desk)

    @hookimpl
    def screens(self) -> Sequence[Screen]:
        """Add the list of activities."""
        return (
            Screen(
                name="safetyweek",
                title=_("Safety week"),
                target="dutydesk_safetyweek.screens.week_list:SafetyWeekScreen",
                order=60,
                tooltip=_("What is done in the safety education week"),
            ),
        )

    @hookimpl
    def commands(self) -> Sequence[Command]:
        """Reach the list's main work from the palette anywhere."""
        return (
            Command(
                _("Add an activity to the safety week"), "safetyweek", "add", _("One that no file plans")
            ),
        )

    @hookimpl
    def cli(self) -> Sequence[CliGroup]:
        """Add ``dutydesk safetyweek``."""
        return (
            CliGroup(
                "safetyweek",
                "dutydesk_safetyweek.commands:safetyweek",
                _("Plan, hold and report the safety education week."),
            ),
        )

    @hookimpl
    def due(self, desk: Desk, first: date, last: date) -> Sequence[DueItem]:
        """Weeks to prepare, and activities that nobody has marked done."""
        from dutydesk_safetyweek.calendar import due_items  # noqa: PLC0415

        return due_items(desk, first, last)

    @hookimpl
    def figures(self, desk: Desk, year: int) -> Sequence[Figure]:
        """Activities done."""
        from dutydesk_safetyweek.calendar import week_figures  # noqa: PLC0415

        return week_figures(desk, year)


plugin = SafetyWeekPlugin()
