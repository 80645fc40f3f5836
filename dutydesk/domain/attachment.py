"""A link or a file that belongs to something the desk keeps."""

from dataclasses import dataclass
from datetime import date

from dutydesk.domain.record import Record

LINK_SCHEMES = ("https://", "http://")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment(Record):
    """A document, photo or link about something, such as ``activity:4f…``.

    `target` is an address that begins with one of `LINK_SCHEMES`, or the path of a file below the desk's
    ``files`` folder, with ``/`` between its parts.
    """

    about: str
    title: str
    target: str

    def subjects(self) -> tuple[str, ...]:
        """The attachment, and what it belongs to."""
        return (f"attachment:{self.id}", self.about)

    def days(self) -> tuple[tuple[date, date], ...]:
        """None: it alters no event."""
        return ()

    @property
    def is_link(self) -> bool:
        """Whether it is an address and no file."""
        return self.target.startswith(LINK_SCHEMES)
