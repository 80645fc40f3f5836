"""What a register holds of a year, and whether that shows that there was nothing else."""

from dataclasses import dataclass

from dutydesk.api import Desk
from dutydesk_registers.complete_years import complete_key
from dutydesk_registers.entries import Entry, entries
from dutydesk_registers.entry import CompleteYear
from dutydesk_registers.register import Register


@dataclass(frozen=True, slots=True)
class YearEvidence:
    """The entries of a register that were read for a year, those of other years too where they count.

    `has_entries` says whether some lie in the year; of a register without a day all do. `said_complete` is
    what proves that somebody said that the register holds all there was, nothing where nobody did.
    """

    year: int
    entries: tuple[Entry, ...]
    has_entries: bool
    said_complete: tuple[str, ...] = ()

    @property
    def is_there(self) -> bool:
        """Whether it shows that what it does not hold was not."""
        return self.has_entries or bool(self.said_complete)


def year_evidence(desk: Desk, register: Register, year: int, *, whole: bool) -> YearEvidence:
    """Read what a register holds of a year; with `whole`, its entries of all years."""
    found = entries(desk, register, None if whole else year)
    no_day = register.day_field is None
    said = desk.table(CompleteYear).get(complete_key(register, year))
    return YearEvidence(
        year=year,
        entries=found,
        has_entries=any(no_day or (entry.day is not None and entry.day.year == year) for entry in found),
        said_complete=(said.subject,) if said is not None else (),
    )
