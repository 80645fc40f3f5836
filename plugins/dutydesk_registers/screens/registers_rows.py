"""The list of registers: how many entries each has, what is open, and a word on its rounds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dutydesk.api import Desk
from dutydesk.tui.widgets import TableColumn, TableRow
from dutydesk.wording import _
from dutydesk_registers.inspecting.seasons import rounds_wanted
from dutydesk_registers.register import Register
from dutydesk_registers.register_counts import RegisterCounts, register_counts
from dutydesk_registers.registers import registers_found
from dutydesk_registers.screens.season_words import season_words

COLUMNS = (
    TableColumn("name", _("Register")),
    TableColumn("year", _("This year"), 9),
    TableColumn("open", _("Open"), 6),
    TableColumn("overdue", _("Overdue"), 8),
    TableColumn("rounds", _("Rounds"), 18),
)


@dataclass(frozen=True, slots=True)
class RegisterCount:
    """A register with its numbers of entries, and a word on its rounds."""

    register: Register
    counts: RegisterCounts
    rounds: str


@dataclass(frozen=True, slots=True)
class RegistersRead:
    """The registers of a desk at one moment, and what is wrong with files of registers."""

    registers: Mapping[str, Register]
    counts: tuple[RegisterCount, ...]
    faults: tuple[str, ...]
    day: date


def read_registers(desk: Desk) -> RegistersRead:
    """Return every register with its counts."""
    found, today = registers_found(desk), desk.today()
    return RegistersRead(
        found.registers,
        tuple(_count(desk, each, today) for each in found.registers.values()),
        found.faults,
        today,
    )


def _count(desk: Desk, register: Register, today: date) -> RegisterCount:
    rounds, _style = season_words(register, rounds_wanted(desk, register, today))
    return RegisterCount(register, register_counts(desk, register), rounds)


def register_rows(counts: Sequence[RegisterCount]) -> Iterator[TableRow]:
    """Yield a line for each register."""
    for each in counts:
        yield TableRow(
            each.register.code,
            (
                each.register.name,
                str(each.counts.of_year),
                "" if each.counts.open is None else str(each.counts.open),
                str(each.counts.overdue or ""),
                each.rounds,
            ),
            "error" if each.counts.overdue else "",
            search=each.register.file.register.text,
        )
