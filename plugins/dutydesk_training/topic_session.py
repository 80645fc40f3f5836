"""A session that the plan of a term has placed for a topic."""

from dataclasses import dataclass

from dutydesk.domain import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicSession(Record):
    """Which part of a topic an activity teaches, to which group, and why at its time.

    Its id is that of the activity. `part` counts from 1, `group` is the number of the turn from 1.
    """

    topic: str
    part: int
    group: int
    reason: str

    def subjects(self) -> tuple[str, ...]:
        """The activity and the topic."""
        return (f"activity:{self.id}", f"topic:{self.topic}")

    def days(self) -> tuple[()]:
        """None: the activity itself says when it is."""
        return ()
