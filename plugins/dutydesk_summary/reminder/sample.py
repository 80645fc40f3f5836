"""Reminders of the sample school: those of the past weeks of school are issued, that of this week is not."""

from collections.abc import Iterator
from datetime import date

from dutydesk.api import Desk
from dutydesk.api.week import Week
from dutydesk.wording import _
from dutydesk_summary.reminder.drafting import draft
from dutydesk_summary.reminder.reminder import Reminder
from dutydesk_summary.reminder.school_weeks import SchoolWeeks

_WEEKS_WITH_RECORDS = 4
"""Of so many weeks the sample school is asked what it has recorded; asking for all of a year takes long."""

_WEEKS_BEFORE_SUMMER, _WEEKS_OF_SUMMER = 16, 8
_OWNER = "zhao-jianguo"


def fill_sample(desk: Desk, today: date) -> None:
    """Keep an issued reminder for each week of school of this year and the last that is over."""
    if desk.table(Reminder).all():
        return
    weeks, this_week = SchoolWeeks.of(desk), Week.of(today)
    known = (*weeks.of_year(this_week.year - 1), *weeks.of_year(this_week.year))
    past = [(week, day) for week, day in known if week < this_week] or list(_without_terms(this_week))
    since = len(past) - _WEEKS_WITH_RECORDS
    with desk.change(_("Reminders of the sample school")) as change:
        for number, (week, day) in enumerate(past):
            drafted = draft(desk, week) if number >= since else Reminder(id=week.name, monday=week.monday)
            change.add(
                Reminder(
                    id=week.name,
                    monday=week.monday,
                    last_week=drafted.last_week or _last_week(number),
                    points="\n".join((*_points(week), *drafted.points.splitlines())),
                    issued=day,
                    issued_by=_OWNER,
                    records=drafted.records,
                )
            )


def _without_terms(this_week: Week) -> Iterator[tuple[Week, date]]:
    """Yield the weeks before summer, in which the calendar of the sample knows only the terms to come."""
    week = this_week.moved(-(_WEEKS_BEFORE_SUMMER + _WEEKS_OF_SUMMER))
    for _number in range(_WEEKS_BEFORE_SUMMER):
        yield week, week.monday
        week = week.after


def _last_week(number: int) -> str:
    """Return what the leader wrote of a week of which the sample school has no further record."""
    texts = (
        _("No accident and no complaint at the gates. Two pupils came by bicycle without a bell."),
        _("Gates and dormitory were quiet. The lower door of the canteen was found open once, at night."),
        _("Parents' cars stood before the south gate on two mornings; the guards sent them on."),
        _("Fire passages were free on every round. One visitor without an appointment was turned away."),
    )
    return texts[number % len(texts)]


def _points(week: Week) -> Iterator[str]:
    """Yield what the leader stressed at that time of the year."""
    yield (
        _("Walk on the right of the stairs, and do not push."),
        _("No open flame and no kettle in the dormitory."),
        _("Bicycles need brakes, a bell and a plate; push them inside the gates."),
        _("Tell your head teacher at once when a stranger speaks to you."),
    )[week.monday.toordinal() // 7 % 4]
    yield {
        1: _("Ice on the yard: keep to the strewn paths."),
        2: _("Fireworks stay at home."),
        3: _("Safety Education Week is near: know the way out of your room."),
        4: _("Rain makes stairs slippery: walk, do not run."),
        5: _("Nobody swims in rivers and ponds."),
        6: _("Thunderstorms: come inside, and keep away from trees."),
        7: _("Before the holidays: no swimming alone, no lifts from strangers."),
        8: _("Before the holidays: no swimming alone, no lifts from strangers."),
        9: _("New classes: learn the assembly place of your class."),
        10: _("Before the holiday: take the bus with a licence only."),
        11: _("Dry weather: no fire in the woods behind the sports ground."),
        12: _("Heaters are switched off when the last one leaves a room."),
    }[week.monday.month]
