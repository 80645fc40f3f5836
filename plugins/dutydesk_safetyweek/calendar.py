"""What the safety weeks put into the desk's common calendar: due items and figures."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from dutydesk.api import Desk, DueItem, DueState, Figure
from dutydesk.api.holding import HELD, unmarked, wall_now
from dutydesk.wording import _, ngettext
from dutydesk_safetyweek.weeks import KIND, WeekStanding, standings

PREPARE_AHEAD = timedelta(days=14)
_LOOK_BACK = timedelta(weeks=4)


def due_items(desk: Desk, first: date, last: date) -> Sequence[DueItem]:
    """Return the weeks to prepare, and those with activities that nobody has marked done."""
    found: list[DueItem] = []
    for standing in standings(desk):
        found.extend(_to_prepare(desk, standing, first, last))
        found.extend(_to_mark(desk, standing))
    return found


def _to_prepare(desk: Desk, standing: WeekStanding, first: date, last: date) -> Iterable[DueItem]:
    monday, today = standing.week.first, desk.today()
    begin = monday - PREPARE_AHEAD
    lacks = what_it_lacks(standing)
    if lacks and today < monday and first <= monday and begin <= last:
        yield DueItem(
            title=_("Prepare the safety week of {day}: {theme}").format(
                day=monday, theme=standing.week.theme
            ),
            day=max(begin, today),
            state=DueState.DUE if begin <= today else DueState.PLANNED,
            screen="safetyweek",
            detail="; ".join(lacks),
        )


def what_it_lacks(standing: WeekStanding) -> Sequence[str]:
    """Say what a week still lacks: days without anything, activities without anyone in charge."""
    lacks: list[str] = []
    if not standing.found:
        lacks.append(_("nothing is planned yet"))
    elif standing.empty_days:
        days = ", ".join(f"{day:%m-%d}" for day in standing.empty_days)
        lacks.append(_("nothing is planned on {days}").format(days=days))
    if standing.ownerless:
        lacks.append(_("nobody is in charge of {titles}").format(titles=", ".join(standing.ownerless)))
    return lacks


def _to_mark(desk: Desk, standing: WeekStanding) -> Iterable[DueItem]:
    found = unmarked(standing.found, wall_now(desk))
    if found and standing.last >= desk.today() - _LOOK_BACK:
        yield DueItem(
            title=ngettext(
                "{count} activity of the safety week is over and not marked done",
                "{count} activities of the safety week are over and not marked done",
                len(found),
            ).format(count=len(found)),
            day=found[0].start.date(),
            state=DueState.OVERDUE,
            screen="safetyweek",
            detail=", ".join(each.activity.title for each in found),
        )


def week_figures(desk: Desk, year: int) -> Sequence[Figure]:
    """Return how many activities of safety weeks were done in a year."""
    records = tuple(
        f"activity:{each.key}"
        for each in desk.occurrences(date(year, 1, 1), date(year, 12, 31), (KIND,))
        if each.state == HELD and each.start.year == year
    )
    if not records:
        return ()
    return (Figure("safetyweek.activities", _("Activities of the safety week"), len(records), records),)
