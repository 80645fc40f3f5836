"""The roster plugin's hooks."""

from collections.abc import Sequence
from datetime import date
from types import ModuleType

from dutydesk.api import (
    CliGroup,
    Command,
    Desk,
    DigestLine,
    DueItem,
    Feed,
    FeedEvent,
    Figure,
    FigureName,
    MonthAsked,
    MonthWork,
    NamedRecord,
    Screen,
    SettingsFile,
    Standing,
    TableSet,
    hookimpl,
)
from dutydesk.domain import Clash, Commitment, Right, Window
from dutydesk.wording import _
from dutydesk_roster import hookspecs
from dutydesk_roster.settings import SETTINGS_FILES
from dutydesk_roster.tables import ROSTER_TABLES


class RosterPlugin:
    """Guard rosters: posts, shifts, demand and assignments.

    What a hook needs is imported when it is called, so that opening a desk does not wait for it.
    """

    @hookimpl
    def tables(self) -> Sequence[TableSet]:
        """Keep assignments as arranged and as published, swaps and events."""
        return (ROSTER_TABLES,)

    @hookimpl
    def settings(self) -> Sequence[SettingsFile]:
        """Read posts, shifts, demand, rules and rotations."""
        return SETTINGS_FILES

    @hookimpl
    def hookspecs(self) -> Sequence[ModuleType]:
        """Let other plugins bring rules of the roster."""
        return (hookspecs,)

    @hookimpl
    def screens(self) -> Sequence[Screen]:
        """Add the month's grid, the leader's list of requests, and everyone's own duties."""
        return (
            Screen(
                name="roster",
                title=_("Roster"),
                target="dutydesk_roster.screens.roster:RosterScreen",
                order=20,
                tooltip=_("Arrange who stands where"),
            ),
            Screen(
                name="requests",
                title=_("Requests"),
                target="dutydesk_roster.screens.requests:RequestsScreen",
                order=22,
                tooltip=_("Leave and swaps that people ask for, and your answer"),
            ),
            Screen(
                name="mine",
                title=_("Mine"),
                target="dutydesk_roster.screens.mine:MineScreen",
                order=25,
                tooltip=_("Your own duties, and what you ask for or offer"),
                right=Right.OWN,
            ),
        )

    @hookimpl
    def commands(self) -> Sequence[Command]:
        """Reach the grid's main work from the palette anywhere."""
        return (
            Command(
                _("Generate the month's roster"), "roster", "generate", _("Fill the open slots, keep pins")
            ),
            Command(_("Publish the roster"), "roster", "publish", _("Let staff see it in their calendars")),
            Command(
                _("Go to the next open slot"), "roster", "next_open", _("Jump to where someone is missing")
            ),
            Command(_("Ask for leave"), "mine", "leave", _("Ask the leader for days off")),
            Command(
                _("Say when you can be called"), "mine", "volunteer", _("Be called when somebody is missing")
            ),
        )

    @hookimpl
    def cli(self) -> Sequence[CliGroup]:
        """Add ``dutydesk roster`` and ``dutydesk requests``."""
        return (
            CliGroup(
                "roster", "dutydesk_roster.commands:roster", _("Generate, check, publish and show a roster.")
            ),
            CliGroup(
                "requests",
                "dutydesk_roster.commands.requests:requests",
                _("Ask for leave and swaps, offer, take a shift, and answer."),
            ),
        )

    @hookimpl
    def commitments(self, desk: Desk, window: Window) -> Sequence[Commitment]:
        """Every assignment takes its person's time, and asks for rest around it."""
        from dutydesk_roster.calendar import duty_commitments  # noqa: PLC0415

        return duty_commitments(desk, window)

    @hookimpl
    def clashes(self, desk: Desk, first: date, last: date) -> Sequence[Clash]:
        """Rules of the roster that no pair of commitments shows."""
        from dutydesk_roster.checking import rule_clashes  # noqa: PLC0415

        return rule_clashes(desk, first, last)

    @hookimpl
    def due(self, desk: Desk, first: date, last: date) -> Sequence[DueItem]:
        """Open slots, a month that is not published, and requests that wait."""
        from dutydesk_roster.calendar import due_items  # noqa: PLC0415
        from dutydesk_roster.requests.due import request_items  # noqa: PLC0415

        return [*due_items(desk, first, last), *request_items(desk)]

    @hookimpl
    def feeds(self, desk: Desk) -> Sequence[Feed]:
        """A feed for every post."""
        from dutydesk_roster.duty_events import post_feeds  # noqa: PLC0415

        return post_feeds(desk)

    @hookimpl
    def feed_events(self, desk: Desk, window: Window) -> Sequence[FeedEvent]:
        """Every published duty, and those that people would stand if a swap is agreed."""
        from dutydesk_roster.duty_events import duty_events  # noqa: PLC0415

        return duty_events(desk, window)

    @hookimpl
    def figures(self, desk: Desk, year: int) -> Sequence[Figure]:
        """Duties and hours stood in a year, places that stayed empty, and posts a person."""
        from dutydesk_roster.figures import duty_figures  # noqa: PLC0415

        return tuple(duty_figures(desk, year))

    @hookimpl
    def figure_names(self, desk: Desk) -> Sequence[FigureName]:
        """Name them."""
        from dutydesk_roster.figures import duty_figure_names  # noqa: PLC0415

        del desk
        return duty_figure_names()

    @hookimpl
    def named_records(self, desk: Desk, keys: Sequence[str]) -> Sequence[NamedRecord]:
        """Say what duties and covered events are called."""
        from dutydesk_roster.figures import named_duties  # noqa: PLC0415

        return tuple(named_duties(desk, keys))

    @hookimpl
    def digest(self, desk: Desk, first: date, last: date) -> Sequence[DigestLine]:
        """Duties stood, slots that stayed open, sick calls and events."""
        from dutydesk_roster.digest import duty_digest  # noqa: PLC0415

        return tuple(duty_digest(desk, first, last))

    @hookimpl
    def standing(self, desk: Desk) -> Sequence[Standing]:
        """Heads that are missing in the next two weeks."""
        from dutydesk_roster.standing import roster_standing  # noqa: PLC0415

        return roster_standing(desk)

    @hookimpl
    def month_work(self, desk: Desk, asked: MonthAsked) -> Sequence[MonthWork]:
        """Have a month arranged by any process of a bureau's."""
        from dutydesk_roster.month_work import month_work  # noqa: PLC0415

        return (month_work(desk, asked),)


plugin = RosterPlugin()
