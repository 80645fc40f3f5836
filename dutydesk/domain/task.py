"""Something that someone must do by a day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dutydesk.domain.record import Record
from dutydesk.wording import _


class TaskKind(StrEnum):
    """Where a task comes from."""

    TASK = "task"
    DECISION = "decision"
    PREPARATION = "preparation"
    FINDING = "finding"
    HAZARD = "hazard"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Record):
    """A task: what a meeting decided, what an event needs beforehand, what an inspection found.

    `about` names what it belongs to, such as ``activity:4f…``; it may be empty. `done` is the day on which
    it was done, and `outcome` what was done then, or the proof of it. An open task stands on Today and, with
    an owner and a due day, in the owner's calendar.
    """

    title: str
    kind: TaskKind = TaskKind.TASK
    owner: str = ""
    due: date | None = None
    done: date | None = None
    about: str = ""
    place: str = ""
    note: str = ""
    outcome: str = ""

    @property
    def subject(self) -> str:
        """How the journal, attachments and reports name the task itself."""
        return f"task:{self.id}"

    def subjects(self) -> tuple[str, ...]:
        """The task, what it belongs to, and its owner."""
        about = (self.about,) if self.about else ()
        owner = (f"person:{self.owner}",) if self.owner else ()
        return (self.subject, *about, *owner)

    def days(self) -> tuple[tuple[date, date], ...]:
        """The day on which it is due."""
        return ((self.due, self.due),) if self.due is not None else ()

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.done is None

    def is_overdue(self, today: date) -> bool:
        """Tell whether it should have been done before `today`."""
        return self.done is None and self.due is not None and self.due < today


def task_kind_name(kind: TaskKind) -> str:
    """Return what people call a kind of task."""
    return {
        TaskKind.TASK: _("task"),
        TaskKind.DECISION: _("decision"),
        TaskKind.PREPARATION: _("preparation"),
        TaskKind.FINDING: _("weak point"),
        TaskKind.HAZARD: _("hazard"),
    }[kind]
