"""Importing an iCalendar file into a desk: a preview first, then all of it in one change."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from dutydesk.api import Desk
from dutydesk.confined import Report
from dutydesk.domain import Activity, clean_line
from dutydesk.exchange.calendar_file import read_calendar, to_activities
from dutydesk.wording import _

_DAYS_BACK = 366


@dataclass(frozen=True, slots=True)
class CalendarPlan:
    """What importing a file would do to a desk; what is passed over as `CalendarPreview` has it."""

    name: str
    added: tuple[Activity, ...]
    updated: tuple[Activity, ...]
    removed: tuple[Activity, ...]
    unchanged: int
    skipped: tuple[str, ...]
    more_skipped: int
    outside: int


def preview_calendar(
    desk: Desk, file: Path, kind: str, years: int, *, report: Report | None = None
) -> CalendarPlan:
    """Return what importing `file` would do; events of an earlier import that it lacks now are removed.

    Events that do not recur are kept whatever their day (of 1970 to 2100); what recurs is expanded from a
    year ago to `years` years ahead, and of that only what lies in this stretch is ever removed. An event
    that an earlier import brought from a file of another name passes to this one. `report` is told meanwhile
    for how many seconds the file has been read.

    Raises:
        DataProblem: the file is no calendar.
    """
    first = desk.today() - timedelta(days=_DAYS_BACK)
    last = desk.today() + timedelta(days=366 * years)
    preview = read_calendar(file, desk.zone, first, last, every_single=True, report=report)
    once = f"ics:{clean_line(file.name)}"
    repeated = f"{once} (recurring)"
    fresh = {
        each.id: replace(each, source=once if event.recurrence_day is None else repeated)
        for event, each in zip(preview.events, to_activities(preview, kind, once), strict=True)
    }
    kept = {
        each.id: each
        for each in desk.table(Activity).all()
        if each.id in fresh or each.source in {once, repeated}
    }
    updated: list[Activity] = []
    unchanged = 0
    for key in fresh.keys() & kept.keys():
        wanted = replace(fresh[key], revision=kept[key].revision, changed=kept[key].changed)
        if wanted == kept[key]:
            unchanged += 1
        else:
            updated.append(wanted)
    return CalendarPlan(
        name=preview.name,
        added=tuple(fresh[key] for key in fresh if key not in kept),
        updated=_in_order(updated),
        removed=_in_order(
            each
            for key, each in kept.items()
            if key not in fresh and (each.source == once or first <= each.start.date() <= last)
        ),
        unchanged=unchanged,
        outside=preview.outside,
        skipped=preview.skipped,
        more_skipped=preview.more_skipped,
    )


def _in_order(activities: Iterable[Activity]) -> tuple[Activity, ...]:
    return tuple(sorted(activities, key=lambda each: (each.start, each.id)))


def keep_calendar(desk: Desk, plan: CalendarPlan) -> None:
    """Keep a plan, as one change that one undo takes back.

    Raises:
        StaleChange: someone has changed one of these activities since the preview.
    """
    with desk.change(_("Import the calendar {name}").format(name=plan.name)) as change:
        for activity in plan.removed:
            change.remove(activity)
        for activity in plan.updated:
            change.replace(activity)
        for activity in plan.added:
            change.add(activity)
