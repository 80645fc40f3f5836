"""What every kept value has in common: an identity, a revision and the time of its last change."""

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_id() -> str:
    """Return a fresh 80-bit identifier of 16 lower-case letters and digits, without look-alikes."""
    return spelled_id(int.from_bytes(os.urandom(10)))


def spelled_id(number: int) -> str:
    """Return an 80-bit number as an identifier, in the form of `new_id`."""
    return "".join(_ALPHABET[(number >> shift) & 31] for shift in range(75, -1, -5))


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A value that the desk keeps; its columns are the fields of the subclass.

    `revision` counts the changes of the record from 1; a value not yet kept has 0. It rises through undo
    and redo too, so that calendar programs which compare SEQUENCE never see it fall. `changed` is the
    instant of the last change in UTC. Both are set by the store: a plugin only carries them along.
    """

    id: str
    revision: int = 0
    changed: datetime = NEVER

    def subjects(self) -> tuple[str, ...]:
        """Name what this record is about, such as ``person:li``, so that its history can be found."""
        return ()

    def days(self) -> tuple[tuple[date, date], ...] | None:
        """Return the runs of days, both ends included, whose events in calendars this record can alter.

        None means that it may be any day. What is said here lets feeds look at a few days after a change,
        instead of at all; an event may hang on records of up to one day before and after its own.
        """
        return None
