"""The trace of each moment: who noted it when, and what was changed afterwards, by whom, and why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from dutydesk.api import Desk, JournalEntry
from dutydesk_drills.drill_moment import DrillMoment
from dutydesk_drills.drill_plan import drill_subject
from dutydesk_drills.live.drill_run import in_turn

_TABLE = "drill_moment"
_MOST = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentChange:
    """One change of a moment: when (UTC), who, why; `before` it and `after`, None where it was not there."""

    at: datetime
    who: str
    why: str
    before: DrillMoment | None
    after: DrillMoment | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentTrace:
    """A moment with its whole story; `moment` is what it said last, and `is_gone` whether it was removed.

    `noted` is how it came to be; `corrections` are all changes since, the oldest first.
    """

    moment: DrillMoment
    noted: MomentChange
    corrections: tuple[MomentChange, ...]
    is_gone: bool


def moment_traces(desk: Desk, key: str) -> tuple[MomentTrace, ...]:
    """Return the story of every moment ever noted in the drill with this key, by time.

    Those that were taken back or removed are among them.
    """
    stories: dict[str, list[MomentChange]] = {}
    for entry in reversed(desk.history(drill_subject(key), limit=_MOST)):
        for row in entry.rows:
            if row.table == _TABLE:
                change = _change(entry, row.before, row.after)
                told = (change.after or change.before) if change is not None else None
                if change is not None and told is not None and told.drill == key:
                    stories.setdefault(row.id, []).append(change)
    return tuple(
        sorted(
            (trace for story in stories.values() if (trace := _trace(story)) is not None),
            key=lambda each: in_turn(each.moment),
        )
    )


def last_noted_by(desk: Desk, key: str, who: str) -> str:
    """Return the `id` of the moment that `who` noted last in this drill and that is there, or nothing."""
    standing = {each.id for each in desk.table(DrillMoment).where(drill=key)}
    for entry in desk.history(drill_subject(key), limit=_MOST):
        for row in reversed(entry.rows):
            if row.table == _TABLE and row.before is None and row.id in standing and entry.who == who:
                return row.id
    return ""


def _change(
    entry: JournalEntry, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> MomentChange | None:
    try:
        return MomentChange(
            at=entry.at, who=entry.who, why=entry.why, before=_moment(before), after=_moment(after)
        )
    except msgspec.ValidationError:
        return None


def _moment(document: dict[str, Any] | None) -> DrillMoment | None:
    return None if document is None else msgspec.convert(document, DrillMoment)


def _trace(story: list[MomentChange]) -> MomentTrace | None:
    last = story[-1]
    moment = last.after or last.before
    if moment is None:
        return None
    return MomentTrace(
        moment=moment, noted=story[0], corrections=tuple(story[1:]), is_gone=last.after is None
    )
