"""The drills plugin's hooks."""

from collections.abc import Sequence
from datetime import date
from types import ModuleType

from dutydesk.api import (
    ActivityNote,
    CliGroup,
    Command,
    Desk,
    DigestLine,
    DueItem,
    Feed,
    FeedEvent,
    Figure,
    FigureName,
    NamedRecord,
    Screen,
    SettingsFile,
    Standing,
    TableSet,
    TomlPlugin,
    hookimpl,
)
from dutydesk.domain import Activity, ActivityKind, Clash, Occurrence, Window
from dutydesk.wording import _
from dutydesk_drills import hookspecs as own_hookspecs
from dutydesk_drills.kind import SORT, DrillKindFile, plugin_file_faults
from dutydesk_drills.settings import SETTINGS_FILES
from dutydesk_drills.tables import DRILLS_TABLES


class DrillsPlugin:
    """Drills: those planned, those done, and the rules that want them.

    What a hook needs is imported when it is called, so that opening a desk does not wait for it.
    """

    @hookimpl
    def settings(self) -> Sequence[SettingsFile]:
        """Read the drills, their kinds and the rules."""
        return SETTINGS_FILES

    @hookimpl
    def toml_plugins(self) -> Sequence[TomlPlugin]:
        """Take a TOML file of the desk's plugins folder for a kind of drill."""
        return (TomlPlugin(SORT, DrillKindFile, lambda file, _read: plugin_file_faults(file)),)

    @hookimpl
    def tables(self) -> Sequence[TableSet]:
        """Keep plans of drills, what was noted in them, and reviews."""
        return (DRILLS_TABLES,)

    @hookimpl
    def hookspecs(self) -> Sequence[ModuleType]:
        """Let other plugins bring kinds and rule packs."""
        return (own_hookspecs,)

    @hookimpl
    def activity_kinds(self, desk: Desk) -> Sequence[ActivityKind]:
        """Look after every kind of drill, and days of observance."""
        from dutydesk_drills.kinds import activity_kind, drill_kinds  # noqa: PLC0415
        from dutydesk_drills.observances import observance_kind  # noqa: PLC0415

        return [
            *(
                ActivityKind(activity_kind(each.code), each.name, each.colour, far_reaching=True)
                for each in drill_kinds(desk).values()
            ),
            *observance_kind(desk),
        ]

    @hookimpl
    def activities(self, desk: Desk) -> Sequence[Activity]:
        """Every drill of the settings, and days of observance of the packs in force."""
        from dutydesk_drills.drills import planned_drills  # noqa: PLC0415
        from dutydesk_drills.observances import observance_activities  # noqa: PLC0415

        return (*planned_drills(desk), *observance_activities(desk))

    @hookimpl
    def screens(self) -> Sequence[Screen]:
        """Add the list of drills."""
        return (
            Screen(
                name="drills",
                title=_("Drills"),
                target="dutydesk_drills.screens.drills:DrillsScreen",
                order=70,
                tooltip=_("Drills planned and done, and what the rules want"),
            ),
        )

    @hookimpl
    def commands(self) -> Sequence[Command]:
        """Reach the list's main work from the palette anywhere."""
        return (
            Command(_("Add a drill"), "drills", "add", _("One that no file plans")),
            Command(_("Alarm now"), "drills", "alarm", _("Run a drill that no plan foresaw")),
            Command(_("Rules for drills"), "drills", "open_rules", _("How every rule stands, and why")),
        )

    @hookimpl
    def cli(self) -> Sequence[CliGroup]:
        """Add ``dutydesk drills``."""
        return (
            CliGroup(
                "drills",
                "dutydesk_drills.commands:drills",
                _("Drills: how the rules stand, planning, running and reviewing them."),
            ),
        )

    @hookimpl
    def clashes(self, desk: Desk, first: date, last: date) -> Sequence[Clash]:
        """Parts in drills whose people are away or elsewhere then."""
        from dutydesk_drills.preparing.part_clashes import part_clashes  # noqa: PLC0415

        return tuple(part_clashes(desk, first, last))

    @hookimpl
    def activity_notes(self, desk: Desk, found: Sequence[Occurrence]) -> Sequence[ActivityNote]:
        """Assembly points and parts of announced drills, for calendars."""
        from dutydesk_drills.preparing.calendar_notes import drill_notes  # noqa: PLC0415

        return drill_notes(desk, found)

    @hookimpl
    def due(self, desk: Desk, first: date, last: date) -> Sequence[DueItem]:
        """Rules that want another drill, and drills that nobody has marked."""
        from dutydesk_drills.due import due_items  # noqa: PLC0415

        return due_items(desk, first, last)

    @hookimpl
    def feeds(self, desk: Desk) -> Sequence[Feed]:
        """The last safe days of the rules."""
        from dutydesk_drills.safe_day_events import safe_day_feeds  # noqa: PLC0415

        return safe_day_feeds(desk)

    @hookimpl
    def feed_events(self, desk: Desk, window: Window) -> Sequence[FeedEvent]:
        """By when the next drill must be held so that each rule is kept."""
        from dutydesk_drills.safe_day_events import safe_day_events  # noqa: PLC0415

        return tuple(safe_day_events(desk, window))

    @hookimpl
    def figures(self, desk: Desk, year: int) -> Sequence[Figure]:
        """Drills held, in all and of each kind, and rules kept."""
        from dutydesk_drills.figures import drill_figures  # noqa: PLC0415

        return drill_figures(desk, year)

    @hookimpl
    def figure_names(self, desk: Desk) -> Sequence[FigureName]:
        """Name them, those of every kind of drill too."""
        from dutydesk_drills.figures import drill_figure_names  # noqa: PLC0415

        return tuple(drill_figure_names(desk))

    @hookimpl
    def named_records(self, desk: Desk, keys: Sequence[str]) -> Sequence[NamedRecord]:
        """Say what drills are called, and go to their list."""
        from dutydesk_drills.figures import named_drills  # noqa: PLC0415

        return tuple(named_drills(desk, keys))

    @hookimpl
    def digest(self, desk: Desk, first: date, last: date) -> Sequence[DigestLine]:
        """Drills held and called off."""
        from dutydesk_drills.digest import drill_digest  # noqa: PLC0415

        return tuple(drill_digest(desk, first, last))

    @hookimpl
    def standing(self, desk: Desk) -> Sequence[Standing]:
        """Rules whose drills are overdue, and those that want one before long."""
        from dutydesk_drills.standing import drill_standing  # noqa: PLC0415

        return drill_standing(desk)

    @hookimpl
    def fill_sample(self, desk: Desk, today: date) -> Sequence[None]:
        """Hold and plan the drills of the sample school."""
        from dutydesk_drills.sample import fill  # noqa: PLC0415

        fill(desk, today)
        return ()


plugin = DrillsPlugin()
