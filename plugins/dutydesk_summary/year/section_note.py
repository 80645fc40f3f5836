"""What people add to a section of a year's summary in their own words."""

from dataclasses import dataclass
from datetime import date

from dutydesk.domain import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionNote(Record):
    """A paragraph that the school itself wrote for a section; its `id` is ``YEAR-SECTION``."""

    year: int
    section: str
    text: str

    def subjects(self) -> tuple[str, ...]:
        """The summary of the year."""
        return (f"summary:{self.year}",)

    def days(self) -> tuple[tuple[date, date], ...]:
        """None: it alters no event."""
        return ()
