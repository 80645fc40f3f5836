"""What a safety week comes to in numbers, each with the records that it was counted from."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from dutydesk.api import Desk, Figure, FigureName
from dutydesk.api.holding import CANCELLED, HELD
from dutydesk.domain import RoughCount, Task, TaskKind, kept_count, total_count
from dutydesk.wording import _
from dutydesk_safetyweek.entries import WeekEntry, week_entries, weeks

WEAK_POINTS = (TaskKind.FINDING, TaskKind.HAZARD)


def figure_names() -> tuple[FigureName, ...]:
    """Name every figure of safety weeks."""
    return (
        FigureName("safetyweek.activities", _("Activities of the safety week")),
        FigureName("safetyweek.classes", _("Classes that took part in the safety week")),
        FigureName("safetyweek.reached", _("People reached in the safety week")),
        FigureName("safetyweek.leaflets", _("Leaflets given out in the safety week")),
        FigureName("safetyweek.found", _("Weak points found in the safety week")),
        FigureName("safetyweek.mended", _("Weak points of the safety week mended")),
    )


def weak_points(desk: Desk, entries: Iterable[WeekEntry]) -> tuple[Task, ...]:
    """Return the weak points and hazards found at `entries`, in the order of their titles."""
    about = tuple(entry.source for entry in entries)
    if not about:
        return ()
    found = desk.table(Task).where(about=about, kind=WEAK_POINTS)
    return tuple(sorted(found, key=lambda task: (task.title, task.id)))


def figures_of(entries: Sequence[WeekEntry], found: Sequence[Task]) -> tuple[Figure, ...]:
    """Return the figures of `entries` and of the weak points found at them; what is 0 is left out."""
    titles = {each.key: each.title for each in figure_names()}
    held = [entry for entry in entries if entry.activity.state == HELD]
    figures = (
        Figure(
            "safetyweek.activities",
            titles["safetyweek.activities"],
            len(held),
            tuple(entry.source for entry in held),
        ),
        _counted(
            "safetyweek.classes",
            titles["safetyweek.classes"],
            held,
            lambda entry: kept_count(entry.detail.classes_held, ""),
        ),
        _counted(
            "safetyweek.reached",
            titles["safetyweek.reached"],
            held,
            lambda entry: entry.detail.people_reached,
        ),
        _counted(
            "safetyweek.leaflets",
            titles["safetyweek.leaflets"],
            held,
            lambda entry: entry.detail.leaflets_given,
        ),
        _tasks("safetyweek.found", titles["safetyweek.found"], found),
        _tasks(
            "safetyweek.mended",
            titles["safetyweek.mended"],
            [task for task in found if not task.is_open],
        ),
    )
    return tuple(each for each in figures if each.value)


def figure_text(figure: Figure) -> str:
    """Return what a figure of the week comes to, as people read it: ``over 1000``."""
    return str(kept_count(round(figure.value), figure.precision))


def figures_of_year(desk: Desk, year: int) -> Sequence[Figure]:
    """Return the figures of all safety weeks of a year."""
    entries = [
        entry
        for week in weeks(desk)
        if week.first.year <= year <= week.last.year
        for entry in week_entries(desk, week)
        if entry.day.year == year
    ]
    return figures_of(entries, weak_points(desk, entries))


def planned_count(entries: Iterable[WeekEntry]) -> int:
    """Return how many activities there are that were not cancelled."""
    return sum(entry.activity.state != CANCELLED for entry in entries)


def days_held(entries: Iterable[WeekEntry]) -> tuple[date, ...]:
    """Return the days on which anything was held."""
    return tuple(sorted({entry.day for entry in entries if entry.activity.state == HELD}))


def _counted(
    key: str,
    title: str,
    held: Iterable[WeekEntry],
    count_of: Callable[[WeekEntry], RoughCount | None],
) -> Figure:
    """Return the sum over the entries at which there was anything to count."""
    counts = {entry.source: count for entry in held if (count := count_of(entry)) and count.count}
    total = total_count(counts.values())
    return Figure(key, title, total.count, tuple(counts), total.precision)


def _tasks(key: str, title: str, found: Sequence[Task]) -> Figure:
    return Figure(key, title, len(found), tuple(task.subject for task in found))
