"""A session that the plan of a term has placed for a topic."""

from dataclasses import dataclass
from datetime import datetime

from dutydesk.domain import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicSession(Record):
    """Which part of a topic an activity teaches, to which group, and why at its time.

    Its id is that of the activity. `part` counts from 1, `group` is the number of the turn from 1. `start` is
    the naive wall time that the plan gave it: an activity with another was moved by hand. `members` are the
    keys of the whole group, also of those who cannot come to this session.
    """

    topic: str
    part: int
    group: int
    start: datetime
    members: tuple[str, ...]
    reason: str

    def subjects(self) -> tuple[str, ...]:
        """The activity and the topic."""
        return (f"activity:{self.id}", f"topic:{self.topic}")

    def days(self) -> tuple[()]:
        """None: the activity itself says when it is."""
        return ()
