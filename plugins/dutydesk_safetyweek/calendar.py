"""What safety weeks tell Today and the weekly meeting: what is due, and what was done."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from dutydesk.api import Desk, DigestLine, DueItem, DueState
from dutydesk.api.holding import CANCELLED, HELD, wall_now
from dutydesk.wording import _, clauses, headed, listed, ngettext
from dutydesk_safetyweek.entries import WeekEntry, lacks_of, week_days, week_entries, weeks
from dutydesk_safetyweek.figures import figure_text, figures_of, weak_points
from dutydesk_safetyweek.safety_week import SafetyWeek
from dutydesk_safetyweek.school_days import free_days
from dutydesk_safetyweek.settings import SafetyWeekFile

AREA = "safetyweek"
DIGEST_ORDER = 60
_LOOK_BACK = timedelta(weeks=4)
_REPORT_AFTER = timedelta(days=7)
_REPORT_AT_MOST = timedelta(days=180)


def due_items(desk: Desk, first: date, last: date) -> Sequence[DueItem]:
    """Return the year whose week is to be planned, and what is to be prepared, marked and reported."""
    found = list(_to_plan(desk, first, last))
    for week in weeks(desk):
        entries = week_entries(desk, week)
        found.extend(_to_prepare(desk, week, entries, first, last))
        found.extend(_to_mark(desk, week, entries))
        found.extend(_to_report(desk, week, entries, last))
    return found


def coming_first_day(desk: Desk) -> date | None:
    """Return on which day the coming week begins by the rule, whether or not it is planned."""
    settings, today = desk.settings(SafetyWeekFile), desk.today()
    days = (settings.first_day(year) for year in (today.year, today.year + 1))
    return next((day for day in days if day is not None and day > today), None)


def _to_plan(desk: Desk, first: date, last: date) -> Iterator[DueItem]:
    begins, settings = coming_first_day(desk), desk.settings(SafetyWeekFile)
    if begins is None or weeks(desk, begins.year):
        return
    deadline = begins - timedelta(days=settings.prepare_days)
    shown_from = begins - timedelta(days=settings.plan_ahead_days)
    if first <= begins and shown_from <= last:
        yield DueItem(
            title=_("Plan the safety week of {year}, which begins on {day}").format(
                year=begins.year, day=begins
            ),
            day=max(deadline, desk.today()),
            state=DueState.DUE if deadline <= desk.today() else DueState.PLANNED,
            screen=AREA,
            detail=_("no week is planned yet"),
        )


def _to_prepare(
    desk: Desk, week: SafetyWeek, entries: Sequence[WeekEntry], first: date, last: date
) -> Iterator[DueItem]:
    today = desk.today()
    begin = week.first - timedelta(days=desk.settings(SafetyWeekFile).prepare_days)
    if not (today < week.first and first <= week.first and begin <= last):
        return
    days = week_days(week)
    free = free_days(desk.school_calendar(), days)
    if lacks := lacks_of(entries, [day for day in days if day not in free]):
        yield DueItem(
            title=_("Prepare the safety week of {day}: {theme}").format(day=week.first, theme=week.theme),
            day=max(begin, today),
            state=DueState.DUE if begin <= today else DueState.PLANNED,
            screen=AREA,
            detail=clauses(lacks),
            action=f"go_to_week({week.id!r})",
        )


def _to_mark(desk: Desk, week: SafetyWeek, entries: Iterable[WeekEntry]) -> Iterator[DueItem]:
    now = wall_now(desk)
    found = [
        entry
        for entry in entries
        if entry.activity.end <= now and entry.activity.state not in {HELD, CANCELLED}
    ]
    if found and week.last >= desk.today() - _LOOK_BACK:
        yield DueItem(
            title=ngettext(
                "{count} activity of the safety week is over and not marked done",
                "{count} activities of the safety week are over and not marked done",
                len(found),
            ).format(count=len(found)),
            day=found[0].day,
            state=DueState.OVERDUE,
            screen=AREA,
            detail=listed(entry.activity.title for entry in found),
            action=f"go_to({found[0].activity.id!r})",
        )


def _to_report(desk: Desk, week: SafetyWeek, entries: Iterable[WeekEntry], last: date) -> Iterator[DueItem]:
    due, today = week.last + _REPORT_AFTER, desk.today()
    if week.closed is not None or not week.last < today <= week.last + _REPORT_AT_MOST or due > last:
        return
    if any(entry.activity.state == HELD for entry in entries):
        yield DueItem(
            title=_("Write the closing report of the safety week {week}").format(week=week.id),
            day=due,
            state=DueState.OVERDUE if due < today else DueState.DUE,
            screen=AREA,
            detail=week.theme,
            action=f"go_to_week({week.id!r})",
        )


def digest_lines(desk: Desk, first: date, last: date) -> Iterator[DigestLine]:
    """Yield what was held in safety weeks on the days `first` to `last`, and what was found there."""
    entries = [
        entry
        for week in weeks(desk)
        for entry in week_entries(desk, week)
        if first <= entry.day <= last and entry.activity.state == HELD
    ]
    if not entries:
        return
    found = weak_points(desk, entries)
    titles = listed(entry.activity.title for entry in entries)
    yield _line(
        ngettext("{count} activity held: {titles}", "{count} activities held: {titles}", len(entries)).format(
            count=len(entries), titles=titles
        ),
        [entry.source for entry in entries],
    )
    for figure in figures_of(entries, ()):
        if figure.key != "safetyweek.activities":
            yield _line(headed(figure.title, figure_text(figure)), figure.records)
    if found:
        text = ngettext(
            "{count} weak point found: {titles}", "{count} weak points found: {titles}", len(found)
        )
        yield _line(
            text.format(count=len(found), titles=clauses(task.title for task in found)),
            [task.subject for task in found],
        )


def _line(text: str, records: Iterable[str]) -> DigestLine:
    return DigestLine(heading=_("Safety week"), text=text, order=DIGEST_ORDER, records=tuple(records))
