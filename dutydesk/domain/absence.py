"""Days on which someone is not there."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dutydesk.domain.record import Record
from dutydesk.wording import _

ABSENCE_KINDS = ("sick", "annual", "personal", "course", "other")


class AbsenceState(StrEnum):
    """Where a request for leave stands; only an approved one keeps a person off the roster."""

    ASKED = "asked"
    APPROVED = "approved"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence(Record):
    """A person's absence from `first` to `last`, both whole days included.

    `note` is the word of whoever entered or asked for it, `answer` that of the leader who decided.
    """

    person: str
    kind: str = "other"
    first: date
    last: date
    state: AbsenceState = AbsenceState.APPROVED
    note: str = ""
    answer: str = ""

    def subjects(self) -> tuple[str, ...]:
        """The absence and the person."""
        return (f"absence:{self.id}", f"person:{self.person}")

    def days(self) -> tuple[tuple[date, date], ...]:
        """The days of the absence."""
        return ((self.first, self.last),)


def is_own_leave(before: Absence | None, after: Absence | None, person: str) -> bool:
    """Tell whether a person may change an absence so without being a leader: ask for leave, and withdraw."""
    open_states = (AbsenceState.ASKED, AbsenceState.WITHDRAWN)
    return all(
        each is None or (each.person == person and each.state in open_states) for each in (before, after)
    )


def absence_kind_name(kind: str) -> str:
    """Return what people call a kind of absence."""
    return {
        "sick": _("sick leave"),
        "annual": _("annual leave"),
        "personal": _("personal leave"),
        "course": _("course"),
    }.get(kind, _("leave"))
