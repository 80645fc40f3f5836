"""Last year's safety week as a template for another year."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from dutydesk.api import DataProblem, Desk
from dutydesk.api.holding import CANCELLED
from dutydesk.domain import Task, TaskKind
from dutydesk.wording import _
from dutydesk_safetyweek.entries import WeekEntry, week_entries, week_of_year
from dutydesk_safetyweek.planning import PlanChoices, PlannedWeek, plan_from, refuse_second
from dutydesk_safetyweek.safety_week import SafetyWeek, WeekCost
from dutydesk_safetyweek.settings import SafetyWeekFile
from dutydesk_safetyweek.template import PreparationStep, TemplateCost, TemplateEntry, WeekTemplate


def copy_week(
    desk: Desk,
    from_year: int,
    to_year: int,
    first: date | None = None,
    *,
    days: int | None = None,
    skip_holidays: bool = False,
    key: str = "",
) -> PlannedWeek:
    """Plan the week of `to_year` like that of `from_year`, as one change: weekday to weekday, the same times.

    Counts and outcomes stay behind, what is to be prepared is asked for anew, and a cost is planned at what
    was spent. Whoever is no longer there is in charge of nothing, and named.

    Raises:
        DataProblem: there is no week to copy, the year has one already, or a day has no school.
    """
    week = week_of_year(desk, from_year)
    if week is None:
        raise DataProblem(
            _(
                "{year} has no safety week to copy; `dutydesk safetyweek import` brings one from a table"
            ).format(year=from_year)
        )
    refuse_second(desk, to_year, key)
    begins = first or desk.settings(SafetyWeekFile).first_day(to_year)
    template = template_of(desk, week, begins)
    choices = PlanChoices(
        first=first,
        days=days or (week.last - week.first).days + 1,
        skip_holidays=skip_holidays,
        key=key,
    )
    return plan_from(desk, to_year, template, choices)


def template_of(desk: Desk, week: SafetyWeek, begins: date | None = None) -> WeekTemplate:
    """Return a week as a template; cancelled activities are left out.

    Where the new week `begins` on another weekday, days go by weekday as far as they can.
    """
    entries = [each for each in week_entries(desk, week) if each.activity.state != CANCELLED]
    places = {each.activity.id: index for index, each in enumerate(entries)}
    steps = _steps(desk, entries)
    return WeekTemplate(
        theme=week.theme,
        source=week.id,
        aims=week.aims,
        entries=tuple(_entry(week, each, begins, steps[each.source]) for each in entries),
        costs=tuple(
            TemplateCost(
                cost.title, cost.planned if cost.spent is None else cost.spent, places.get(cost.activity)
            )
            for cost in sorted(
                desk.table(WeekCost).where(week=week.id), key=lambda each: (each.title, each.id)
            )
        ),
    )


def _entry(
    week: SafetyWeek, entry: WeekEntry, begins: date | None, steps: Sequence[PreparationStep]
) -> TemplateEntry:
    activity, detail = entry.activity, entry.detail
    return TemplateEntry(
        kind=detail.kind or "study",
        title=activity.title,
        day=day_number(week, entry.day, begins),
        start=None if activity.all_day else activity.start.time(),
        end=None if activity.all_day else activity.end.time(),
        place=activity.place,
        owner=activity.owner,
        audience=detail.audience,
        classes=detail.classes,
        heads=detail.heads,
        materials=detail.materials,
        participants=tuple(each for each in activity.participants if each != activity.owner),
        excuses_duty=activity.excuses_duty,
        note=activity.note,
        preparation=tuple(steps),
    )


def day_number(week: SafetyWeek, day: date, begins: date | None) -> int:
    """Return which day of the new week has the weekday of `day`, from 1, or else its place in the old one."""
    length = (week.last - week.first).days + 1
    by_place = min(max((day - week.first).days, 0), length - 1)
    if begins is None:
        return by_place + 1
    by_weekday = (day.weekday() - begins.weekday()) % 7
    return (by_weekday if by_weekday < length else by_place) + 1


def _steps(desk: Desk, entries: Sequence[WeekEntry]) -> Mapping[str, Sequence[PreparationStep]]:
    """Return by activity what was prepared for it, and how many days before."""
    by_source = {entry.source: entry for entry in entries}
    found: defaultdict[str, list[PreparationStep]] = defaultdict(list)
    if by_source:
        tasks = desk.table(Task).where(about=tuple(by_source), kind=TaskKind.PREPARATION)
        for task in sorted(tasks, key=lambda each: (each.due or date.max, each.title)):
            before = (by_source[task.about].day - task.due).days if task.due is not None else 0
            found[task.about].append(PreparationStep(task.title, max(before, 0)))
    return found
