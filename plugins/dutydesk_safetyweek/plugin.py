"""The safety week plugin's hooks."""

from collections.abc import Sequence
from datetime import date

from dutydesk.api import (
    CliGroup,
    Command,
    Desk,
    DigestLine,
    DueItem,
    Figure,
    FigureName,
    NamedRecord,
    Screen,
    SettingsFile,
    TableSet,
    hookimpl,
)
from dutydesk.domain import ActivityKind, Clash
from dutydesk.wording import _, pgettext
from dutydesk_safetyweek.safety_week import KIND
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
        """Read when the week is, who is in charge of what, and what is prepared when."""
        return SETTINGS_FILES

    @hookimpl
    def activity_kinds(self) -> Sequence[ActivityKind]:
        """Look after the activities of safety weeks."""
        return (ActivityKind(KIND, _("Safety week"), "crimson"),)

    @hookimpl
    def screens(self) -> Sequence[Screen]:
        """Add the board."""
        return (
            Screen(
                name="safetyweek",
                title=pgettext("tab", "Safety week"),
                target="dutydesk_safetyweek.screens.board:SafetyWeekScreen",
                order=60,
                tooltip=_("Plan the safety education week, hold it and report it"),
            ),
        )

    @hookimpl
    def commands(self) -> Sequence[Command]:
        """Reach the board's main work from the palette anywhere."""
        return (
            Command(_("Add an activity to the safety week"), "safetyweek", "add", _("On a day of the week")),
            Command(_("Plan a safety week"), "safetyweek", "plan", _("From a template pack")),
            Command(
                _("Copy the safety week to another year"),
                "safetyweek",
                "copy_week",
                _("Weekday to weekday, with owners and tasks to prepare"),
            ),
            Command(
                _("Print the safety week"),
                "safetyweek",
                "print",
                _("Poster, hand-out, list or closing report"),
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
    def clashes(self, desk: Desk, first: date, last: date) -> Sequence[Clash]:
        """Activities on days or in hours that are not free, and owners who are away or overloaded."""
        from dutydesk_safetyweek.clashes import own_clashes  # noqa: PLC0415

        return tuple(own_clashes(desk, first, last))

    @hookimpl
    def due(self, desk: Desk, first: date, last: date) -> Sequence[DueItem]:
        """Weeks to plan, to prepare and to report, and activities that nobody has marked done."""
        from dutydesk_safetyweek.calendar import due_items  # noqa: PLC0415

        return due_items(desk, first, last)

    @hookimpl
    def figures(self, desk: Desk, year: int) -> Sequence[Figure]:
        """Activities, classes, people reached, leaflets, and weak points found and mended."""
        from dutydesk_safetyweek.figures import figures_of_year  # noqa: PLC0415

        return figures_of_year(desk, year)

    @hookimpl
    def figure_names(self, desk: Desk) -> Sequence[FigureName]:
        """Name them."""
        from dutydesk_safetyweek.figures import figure_names  # noqa: PLC0415

        del desk
        return figure_names()

    @hookimpl
    def named_records(self, desk: Desk, keys: Sequence[str]) -> Sequence[NamedRecord]:
        """Say what activities of safety weeks are called, and go to their board."""
        from dutydesk_safetyweek.entries import named_entries  # noqa: PLC0415

        return tuple(named_entries(desk, keys))

    @hookimpl
    def digest(self, desk: Desk, first: date, last: date) -> Sequence[DigestLine]:
        """What was held in those days."""
        from dutydesk_safetyweek.calendar import digest_lines  # noqa: PLC0415

        return tuple(digest_lines(desk, first, last))

    @hookimpl
    def fill_sample(self, desk: Desk, today: date) -> Sequence[None]:
        """Last spring's week, held."""
        from dutydesk_safetyweek.sample import fill_sample  # noqa: PLC0415

        fill_sample(desk, today)
        return ()


plugin = SafetyWeekPlugin()
