"""When a drill was really held, by its alarm and its end, kept with its place in the calendar."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from dutydesk.api import Change, Desk, RowChange
from dutydesk.api.holding import HELD, PLANNED, change_occurrence
from dutydesk.domain import Activity, ActivityException, Occurrence
from dutydesk_drills.drill_moment import MomentSort
from dutydesk_drills.drills import find_drill
from dutydesk_drills.live.drill_run import DrillRun

_OCCURRENCE_TABLES = frozenset({"activity", "activity_exception"})


class HeldTimes:
    """Keeps the occurrence of a drill in step with its moments: ``HeldTimes(desk, key)``.

    What it was before it was ended stands in the journal, in the entry that noted the end.
    """

    def __init__(self, desk: Desk, key: str) -> None:
        self._desk = desk
        self._key = key

    def keep(self, change: Change, before: DrillRun, after: DrillRun) -> None:
        """Mark the drill held from alarm to end where it has an end, or take that back where it lost it."""
        if after.ended is not None:
            if (before.started, before.ended) != (after.started, after.ended):
                held = self._fresh(change)
                change_occurrence(
                    change, held, start=after.started or after.ended, end=after.ended, state=HELD
                )
        elif before.ended is not None:
            held = self._fresh(change)
            if held.state == HELD:
                self._reopen(change, held, self._before_end(before))

    def _fresh(self, change: Change) -> Occurrence:
        """Return the occurrence as it stands inside the change."""
        held = find_drill(self._desk, self._key).held
        activity = change.table(Activity).get(held.activity.id) or held.activity
        exception = None
        if held.exception is not None:
            exception = change.table(ActivityException).get(held.exception.id)
        return replace(held, activity=activity, exception=exception)

    def _before_end(self, run: DrillRun) -> RowChange | None:
        """Return what noting the end did to the occurrence, or None where the journal no longer tells."""
        end = next(each for each in run.moments if each.sort is MomentSort.END)
        for entry in self._desk.history(f"moment:{end.id}", limit=1000):
            if any(row.id == end.id and row.before is None for row in entry.rows):
                return next((row for row in entry.rows if row.table in _OCCURRENCE_TABLES), None)
        return None

    def _reopen(self, change: Change, held: Occurrence, row: RowChange | None) -> None:
        before = (row.before if row is not None else None) or {}
        start, end, state = _time(before, "start"), _time(before, "end"), before.get("state")
        exception = held.exception
        if exception is None:
            activity = held.activity
            change.replace(
                replace(
                    activity,
                    start=start or activity.start,
                    end=end or activity.end,
                    state=state or PLANNED,
                )
            )
        elif before or exception.note or exception.place:
            change.replace(replace(exception, start=start, end=end, state=state or ""))
        else:
            change.remove(exception)


def _time(document: dict[str, Any], name: str) -> datetime | None:
    value = document.get(name)
    return datetime.fromisoformat(value) if isinstance(value, str) else None
