"""The safety weeks as activities of the desk, and how far each has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dutydesk.api import Desk
from dutydesk.api.holding import CANCELLED, Tally, wall_now
from dutydesk.api.settings_values import at_time
from dutydesk.domain import Activity, ActivityKind, Occurrence
from dutydesk.wording import _
from dutydesk_safetyweek.settings import SafetyWeek, SafetyWeekFile, WeekActivity

FILE = "safetyweek.toml"
KIND = "safety-week"
_SCHOOL_DAYS = 5
_MOVED_AT_MOST = timedelta(weeks=4)


def kinds() -> Sequence[ActivityKind]:
    """Return the one kind of activity that is looked after here."""
    return (ActivityKind(KIND, _("Safety week"), "crimson"),)


def activity_id(week: SafetyWeek, activity: WeekActivity) -> str:
    """Return the identity of an activity, the same when its day or title changes."""
    return f"safetyweek-{week.key}-{activity.code}"


def week_activities(desk: Desk) -> Sequence[Activity]:
    """Return an activity for each ``[[week.activity]]``."""
    return [
        _made(week, activity) for week in desk.settings(SafetyWeekFile).week for activity in week.activity
    ]


def _made(week: SafetyWeek, activity: WeekActivity) -> Activity:
    day = week.first + timedelta(days=activity.day - 1)
    start = at_time(day, activity.start or "00:00")
    end = at_time(day, activity.end) if activity.end else start + timedelta(days=1)
    about = [week.theme, kind_name(activity.kind)]
    if activity.audience:
        about.append(_("for {audience}").format(audience=activity.audience))
    return Activity(
        id=activity_id(week, activity),
        revision=1,
        kind=KIND,
        title=activity.title,
        start=start,
        end=end,
        all_day=activity.start is None,
        place=activity.place,
        participants=activity.participants,
        # Something that lasts all day, such as a banner, keeps nobody from standing duty.
        excuses_duty=activity.excuses_duty or activity.start is None,
        owner=activity.owner,
        note="\n".join(part for part in (", ".join(about), activity.note) if part),
        source=FILE,
    )


@dataclass(frozen=True, slots=True)
class WeekStanding:
    """A safety week, what is done in it, and what it still lacks.

    `empty_days` are the weekdays on which nothing is planned, `ownerless` the activities nobody is in charge
    of.
    """

    week: SafetyWeek
    found: tuple[Occurrence, ...]
    tally: Tally
    empty_days: tuple[date, ...]
    ownerless: tuple[str, ...]

    @property
    def last(self) -> date:
        """The Sunday with which it ends."""
        return self.week.first + timedelta(days=6)


def standings(desk: Desk, year: int | None = None) -> Sequence[WeekStanding]:
    """Return every week, or those that begin in `year`, in the order of their days."""
    weeks = [each for each in desk.settings(SafetyWeekFile).week if year is None or each.first.year == year]
    return [_standing(desk, week) for week in sorted(weeks, key=lambda each: each.first)]


def _standing(desk: Desk, week: SafetyWeek) -> WeekStanding:
    last = week.first + timedelta(days=6)
    own = {activity_id(week, each) for each in week.activity}
    found = tuple(
        each
        for each in desk.occurrences(week.first - _MOVED_AT_MOST, last + _MOVED_AT_MOST, (KIND,))
        if each.state != CANCELLED and (each.activity.id in own or week.first <= each.start.date() <= last)
    )
    planned = {each.start.date() for each in found}
    return WeekStanding(
        week=week,
        found=found,
        tally=Tally.of(found, wall_now(desk)),
        empty_days=tuple(
            day
            for day in (week.first + timedelta(days=offset) for offset in range(_SCHOOL_DAYS))
            if day not in planned
        ),
        ownerless=tuple(each.activity.title for each in found if not each.activity.owner),
    )


def kind_name(kind: str) -> str:
    """Return what people call a kind of activity in the week."""
    return {
        "study": _("Study of documents"),
        "class-meeting": _("Class meeting"),
        "lecture": _("Lecture"),
        "broadcast": _("Broadcast"),
        "blackboard": _("Blackboard newspaper"),
        "banner": _("Banner"),
        "letter": _("Letter"),
        "contest": _("Contest"),
        "inspection": _("Inspection"),
        "drill": _("Drill"),
    }[kind]
