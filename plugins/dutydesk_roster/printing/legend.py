"""What explains a sheet: the shifts with their times, the posts, the holidays and the signs."""

from collections.abc import Iterator

from dutydesk.domain import DayKind, clean_line
from dutydesk.wording import _, listed
from dutydesk_roster.printing.printed_month import PrintedMonth
from dutydesk_roster.printing.sheet import (
    CHANGED_SIGN,
    HOLIDAY_SIGN,
    WEEKEND_SIGN,
    LegendGroup,
    PrintedBy,
)


def legend_of(printed: PrintedMonth, by: PrintedBy) -> tuple[LegendGroup, ...]:
    """Return the legend; it names what may stand on this sheet and nothing else."""
    plan, days = printed.roster.plan, printed.roster.days
    shifts = tuple(
        (each.short, f"{clean_line(each.name)} {each.start}–{each.end}")
        for each in plan.shifts_in(days[0], days[-1])
    )
    if by is PrintedBy.POST:
        shifts = tuple(("", meaning) for _short, meaning in shifts)
    posts = tuple((each.short, clean_line(each.name)) for each in plan.posts.values())
    holidays = dict.fromkeys(plan.calendar.holiday_name(day) for day in days)
    named = tuple(
        (_days_text([day.day for day in days if plan.calendar.holiday_name(day) == name]), clean_line(name))
        for name in holidays
        if name
    )
    groups = (
        LegendGroup(_("Shifts"), shifts),
        LegendGroup(_("Posts"), posts if by is PrintedBy.PERSON else ()),
        LegendGroup(_("Holidays"), named),
        LegendGroup(_("Signs"), tuple(_signs(printed, by))),
    )
    return tuple(group for group in groups if group.entries)


def _signs(printed: PrintedMonth, by: PrintedBy) -> Iterator[tuple[str, str]]:
    roster = printed.roster
    kinds = {roster.plan.day_kind(day) for day in roster.days}
    if DayKind.WEEKEND in kinds:
        yield WEEKEND_SIGN, _("weekend")
    if DayKind.HOLIDAY in kinds:
        yield HOLIDAY_SIGN, _("holiday")
    if printed.untold:
        yield CHANGED_SIGN, _("changed since it was published")
    if by is PrintedBy.PERSON and any(
        each.shift not in roster.plan.shifts or each.post not in roster.plan.posts
        for each in roster.assignments
    ):
        yield "??", _("a shift or a post that is no longer defined")


def _days_text(days: list[int]) -> str:
    """Return days of the month as ``1–3, 7``."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return listed(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
