"""A safety week as plain values, for programs that read the commands' JSON."""

from collections.abc import Mapping, Sequence
from typing import Any

from dutydesk.domain import Clash, Task
from dutydesk_safetyweek.board import BoardEntry, WeekBoard
from dutydesk_safetyweek.safety_week import WeekCost


def week_values(board: WeekBoard, left: Sequence[str] = ()) -> Mapping[str, Any]:
    """Return a week with all its days; `left` are the names of those who are no longer there.

    Days to which an activity was moved out of the week follow those of the week.
    """
    days = sorted({*board.days, *(entry.day for entry in board.entries)})
    return {
        "theme": board.week.theme,
        "days": [
            {
                "day": day,
                "no_school": board.holidays.get(day, ""),
                "activities": [entry_values(entry) for entry in board.on(day)],
            }
            for day in days
        ],
        "clashes": [clash_values(each) for each in board.clashes],
        "week": board.week.id,
        "first": board.week.first,
        "last": board.week.last,
        "aims": list(board.week.aims),
        "pack": board.week.pack,
        "closed": board.week.closed,
        "lacks": list(board.lacks),
        "loads": [
            {
                "person": load.person,
                "name": load.name,
                "hours": list(load.hours),
                "overloaded": load.is_overloaded,
            }
            for load in board.loads
        ],
        "planned_cost": board.planned_cost,
        "spent": board.spent,
        "no_longer_there": list(left),
    }


def entry_values(entry: BoardEntry) -> dict[str, Any]:
    """Return an activity of the week; a time is null where it lasts all day, a count where none was made."""
    activity, detail = entry.activity, entry.detail
    return {
        "title": activity.title,
        "start": None if activity.all_day else f"{activity.start:%H:%M}",
        "end": None if activity.all_day else f"{activity.end:%H:%M}",
        "owner": activity.owner,
        "audience": detail.audience,
        "state": entry.state.value,
        "id": entry.id,
        "kind": detail.kind,
        "owner_name": entry.owner_name,
        "place": activity.place,
        "participants": list(activity.participants),
        "excuses_duty": activity.excuses_duty,
        "classes": detail.classes,
        "heads": detail.heads,
        "materials": detail.materials,
        "ready": detail.is_ready,
        "reached": detail.reached,
        "reached_precision": detail.reached_precision,
        "leaflets": detail.leaflets,
        "leaflets_precision": detail.leaflets_precision,
        "classes_held": detail.classes_held,
        "outcome": detail.outcome,
        "note": activity.note,
        "tasks_open": entry.tasks_open,
        "tasks": [task_values(each) for each in entry.tasks],
        "attachments": [
            {"title": each.title, "target": each.target, "id": each.id} for each in entry.attachments
        ],
        "problems": list(entry.problems),
    }


def clash_values(clash: Clash) -> dict[str, Any]:
    """Return a clash."""
    return {
        "day": clash.day,
        "person": clash.person,
        "rule": clash.rule,
        "text": clash.text,
        "sources": list(clash.sources),
    }


def task_values(task: Task) -> dict[str, Any]:
    """Return a task."""
    return {
        "id": task.id,
        "title": task.title,
        "kind": task.kind.value,
        "owner": task.owner,
        "due": task.due,
        "done": task.done,
        "about": task.about,
        "place": task.place,
        "outcome": task.outcome,
    }


def cost_values(cost: WeekCost) -> dict[str, Any]:
    """Return a line of the budget."""
    return {
        "id": cost.id,
        "title": cost.title,
        "activity": cost.activity,
        "planned": cost.planned,
        "spent": cost.spent,
    }


def counted_states(board: WeekBoard) -> dict[str, int]:
    """Return how many activities are in each state."""
    counts: dict[str, int] = {}
    for entry in board.entries:
        counts[entry.state.value] = counts.get(entry.state.value, 0) + 1
    return counts
