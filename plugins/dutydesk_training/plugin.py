"""The training plugin's hooks."""

from collections.abc import Sequence
from datetime import date

from dutydesk.api import (
    ActivityNote,
    CliGroup,
    Command,
    Desk,
    DigestLine,
    DueItem,
    Figure,
    FigureName,
    OwnLine,
    Screen,
    SettingsFile,
    TableSet,
    hookimpl,
)
from dutydesk.domain import Activity, ActivityKind, Clash, Occurrence
from dutydesk.wording import _
from dutydesk_training.settings import SETTINGS_FILES
from dutydesk_training.tables import TRAINING_TABLES


class TrainingPlugin:
    """Regular meetings, concentrated study, training and lectures, and the rules that ask for them weekly.

    What a hook needs is imported when it is called, so that opening a desk does not wait for it.
    """

    @hookimpl
    def tables(self) -> Sequence[TableSet]:
        """Keep attendance, minutes, lectures and what a plan has placed."""
        return (TRAINING_TABLES,)

    @hookimpl
    def settings(self) -> Sequence[SettingsFile]:
        """Read sessions, rules and topics."""
        return SETTINGS_FILES

    @hookimpl
    def activity_kinds(self) -> Sequence[ActivityKind]:
        """Look after meetings, study, training and lectures."""
        from dutydesk_training.sessions import kinds  # noqa: PLC0415

        return kinds()

    @hookimpl
    def activities(self, desk: Desk) -> Sequence[Activity]:
        """Every session that the settings define."""
        from dutydesk_training.sessions import session_activities  # noqa: PLC0415

        return session_activities(desk)

    @hookimpl
    def screens(self) -> Sequence[Screen]:
        """Add the list of sessions."""
        return (
            Screen(
                name="training",
                title=_("Training"),
                target="dutydesk_training.screens.sessions:TrainingScreen",
                order=50,
                tooltip=_("Meetings, study, training and lectures"),
            ),
        )

    @hookimpl
    def commands(self) -> Sequence[Command]:
        """Reach the list's main work from the palette anywhere."""
        return (
            Command(_("Add a meeting or session"), "training", "add", _("One that no file plans")),
            Command(
                _("Mark every past session held"), "training", "mark_all", _("Those of the last four weeks")
            ),
            Command(_("Plan the topics of the term"), "training", "plan", _("Find times for what is taught")),
            Command(_("Show certificates"), "training", "certificates", _("Who has earned what until when")),
        )

    @hookimpl
    def cli(self) -> Sequence[CliGroup]:
        """Add ``dutydesk training``."""
        return (
            CliGroup(
                "training",
                "dutydesk_training.commands:training",
                _("Meetings, study, training and lectures: what is due, who came, what was decided."),
            ),
        )

    @hookimpl
    def clashes(self, desk: Desk, first: date, last: date) -> Sequence[Clash]:
        """Sessions in blocked hours, on days off, and with too few who can come."""
        from dutydesk_training.clashes import session_clashes  # noqa: PLC0415

        return session_clashes(desk, first, last)

    @hookimpl
    def due(self, desk: Desk, first: date, last: date) -> Sequence[DueItem]:
        """What will be missed while it can be mended, what is to be marked, made up for and renewed."""
        from dutydesk_training.catch_up_owed import catch_ups_due  # noqa: PLC0415
        from dutydesk_training.due import due_items  # noqa: PLC0415
        from dutydesk_training.renewals import renewals_due  # noqa: PLC0415

        return (*due_items(desk, first, last), *catch_ups_due(desk, first, last), *renewals_due(desk))

    @hookimpl
    def activity_notes(self, desk: Desk, found: Sequence[Occurrence]) -> Sequence[ActivityNote]:
        """Tell the points of each agenda in calendars."""
        from dutydesk_training.agenda_notes import agenda_notes  # noqa: PLC0415

        return agenda_notes(desk, found)

    @hookimpl
    def figures(self, desk: Desk, year: int) -> Sequence[Figure]:
        """Sessions held, how the rules were met, whom lectures reached, and who attended."""
        from dutydesk_training.attendance_figures import attendance_figures  # noqa: PLC0415
        from dutydesk_training.figures import training_figures  # noqa: PLC0415

        return (*training_figures(desk, year), *attendance_figures(desk, year))

    @hookimpl
    def figure_names(self, desk: Desk) -> Sequence[FigureName]:
        """Name them all, those of the desk's rules too."""
        from dutydesk_training.attendance_figures import attendance_figure_names  # noqa: PLC0415
        from dutydesk_training.figures import training_figure_names  # noqa: PLC0415

        return (*training_figure_names(desk), *attendance_figure_names())

    @hookimpl
    def digest(self, desk: Desk, first: date, last: date) -> Sequence[DigestLine]:
        """Sessions held, called off and not marked, and how many came."""
        from dutydesk_training.digest import training_digest  # noqa: PLC0415

        return tuple(training_digest(desk, first, last))

    @hookimpl
    def own_lines(self, desk: Desk, person: str) -> Sequence[OwnLine]:
        """The sessions that a person is to attend, how they were marked, and signing in."""
        from dutydesk_training.own_sessions import own_sessions  # noqa: PLC0415

        return tuple(own_sessions(desk, person))

    @hookimpl
    def fill_sample(self, desk: Desk, today: date) -> Sequence[None]:
        """Give the sample school lectures of the past months, attendance of a fortnight, certificates."""
        from dutydesk_training.attendance_sample import fill_attendance  # noqa: PLC0415
        from dutydesk_training.certificate_sample import fill_certificates  # noqa: PLC0415
        from dutydesk_training.sample import fill  # noqa: PLC0415

        fill(desk, today)
        fill_attendance(desk, today)
        fill_certificates(desk, today)
        return ()


plugin = TrainingPlugin()
