"""The registers plugin's hooks."""

from collections.abc import Iterator, Sequence
from datetime import date

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
    Indicator,
    NamedRecord,
    Screen,
    SettingsFault,
    SettingsFile,
    SettingsReader,
    Standing,
    TableSet,
    TomlPlugin,
    hookimpl,
)
from dutydesk.domain import Window
from dutydesk.wording import _
from dutydesk_registers.register_file import SORT, RegisterFile
from dutydesk_registers.settings import SETTINGS_FILES
from dutydesk_registers.tables import REGISTERS_TABLES


class RegistersPlugin:
    """Registers: what a school's security keeps account of, each a table that one TOML file describes.

    What a hook needs is imported when it is called, so that opening a desk does not wait for it.
    """

    @hookimpl
    def settings(self) -> Sequence[SettingsFile]:
        """Read which packs of due rules hold."""
        return SETTINGS_FILES

    @hookimpl
    def toml_plugins(self) -> Sequence[TomlPlugin]:
        """Take a TOML file of the desk's plugins folder for a register."""
        return (TomlPlugin(SORT, RegisterFile, _file_faults),)

    @hookimpl
    def tables(self) -> Sequence[TableSet]:
        """Keep entries, marks of rounds, and years said to be complete."""
        return (REGISTERS_TABLES,)

    @hookimpl
    def screens(self) -> Sequence[Screen]:
        """Add the list of registers."""
        return (
            Screen(
                name="registers",
                title=_("Registers"),
                target="dutydesk_registers.screens.registers:RegistersScreen",
                order=75,
                tooltip=_(
                    "Hazards, equipment, inspections, notices, letters and what else is kept account of"
                ),
            ),
        )

    @hookimpl
    def commands(self) -> Sequence[Command]:
        """Reach the registers' main work from the palette anywhere."""
        return (
            Command(_("Open a register"), "registers", "choose", _("Hazards, equipment, notices and more")),
            Command(_("Add an entry to a register"), "registers", "add", _("In the register you choose")),
        )

    @hookimpl
    def cli(self) -> Sequence[CliGroup]:
        """Add ``dutydesk registers``."""
        return (
            CliGroup(
                "registers",
                "dutydesk_registers.commands:registers",
                _("Registers: list, add, import, export; rounds, labels, what is due."),
            ),
        )

    @hookimpl
    def due(self, desk: Desk, first: date, last: date) -> Sequence[DueItem]:
        """What must be done about entries, and rounds of the season."""
        from dutydesk_registers.due_items import due_items  # noqa: PLC0415

        return tuple(due_items(desk, first, last))

    @hookimpl
    def feeds(self, desk: Desk) -> Sequence[Feed]:
        """The due days of all registers."""
        from dutydesk_registers.due_events import register_feeds  # noqa: PLC0415

        return register_feeds(desk)

    @hookimpl
    def feed_events(self, desk: Desk, window: Window) -> Sequence[FeedEvent]:
        """What is due in the window, for whoever owns it and for the registers' own calendar."""
        from dutydesk_registers.due_events import due_events  # noqa: PLC0415

        return tuple(due_events(desk, window))

    @hookimpl
    def figures(self, desk: Desk, year: int) -> Sequence[Figure]:
        """The figures that the registers' files define."""
        from dutydesk_registers.figures import register_figures  # noqa: PLC0415

        return tuple(register_figures(desk, year))

    @hookimpl
    def figure_names(self, desk: Desk) -> Sequence[FigureName]:
        """Name them all."""
        from dutydesk_registers.figures import register_figure_names  # noqa: PLC0415

        return tuple(register_figure_names(desk))

    @hookimpl
    def named_records(self, desk: Desk, keys: Sequence[str]) -> Sequence[NamedRecord]:
        """Say what entries are called."""
        from dutydesk_registers.named_records import named_entries  # noqa: PLC0415

        return tuple(named_entries(desk, keys))

    @hookimpl
    def indicators(self, desk: Desk, year: int) -> Sequence[Indicator]:
        """The entries of registers that are indicators of the evaluation."""
        from dutydesk_registers.indicators import evaluation_lines  # noqa: PLC0415

        return tuple(evaluation_lines(desk, year))

    @hookimpl
    def digest(self, desk: Desk, first: date, last: date) -> Sequence[DigestLine]:
        """What was entered of those days."""
        from dutydesk_registers.digest import register_digest  # noqa: PLC0415

        return tuple(register_digest(desk, first, last))

    @hookimpl
    def standing(self, desk: Desk) -> Sequence[Standing]:
        """Entries that are overdue."""
        from dutydesk_registers.standing import register_standing  # noqa: PLC0415

        return register_standing(desk)

    @hookimpl
    def fill_sample(self, desk: Desk, today: date) -> Sequence[None]:
        """Some entries of each register in the sample school."""
        from dutydesk_registers.sample import fill_sample  # noqa: PLC0415

        fill_sample(desk, today)
        return ()


def _file_faults(file: RegisterFile, _read: SettingsReader) -> Iterator[SettingsFault]:
    from dutydesk_registers.register_faults import register_faults  # noqa: PLC0415

    yield from register_faults(file)


plugin = RegistersPlugin()
