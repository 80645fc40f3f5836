"""The activities of a safety week as they are kept: the common activity, and what the week knows of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dutydesk.api import Desk, NamedRecord
from dutydesk.api.holding import CANCELLED
from dutydesk.domain import Activity, Occurrence
from dutydesk.wording import _, listed
from dutydesk_safetyweek.safety_week import KIND, SafetyWeek, WeekActivity
from dutydesk_safetyweek.words import day_name

_A_DAY = timedelta(days=1)
_STILL_FRESH = timedelta(days=45)


@dataclass(frozen=True, slots=True)
class WeekEntry:
    """An activity of a week; a `detail` with revision 0 is not kept yet.

    That is so for an activity that someone entered in the calendar, on a day of the week.
    """

    activity: Activity
    detail: WeekActivity

    @property
    def source(self) -> str:
        """How clashes, tasks and attachments name the activity."""
        return f"activity:{self.activity.id}"

    @property
    def day(self) -> date:
        """The day on which it is held."""
        return self.activity.start.date()

    @property
    def hours(self) -> float:
        """How long it takes those who hold it; what hangs or stands all day takes no time."""
        if self.activity.all_day:
            return 0.0
        return (self.activity.end - self.activity.start) / timedelta(hours=1)

    def occurrence(self) -> Occurrence:
        """Return it as the one time at which the activity is held."""
        activity = self.activity
        return Occurrence(
            activity, activity.start.date(), activity.start, activity.end, activity.place, activity.state
        )


def weeks(desk: Desk, year: int | None = None) -> tuple[SafetyWeek, ...]:
    """Return every safety week, or those that begin in `year`, in the order of their days."""
    found = (each for each in desk.table(SafetyWeek).all() if year is None or each.first.year == year)
    return tuple(sorted(found, key=lambda each: (each.first, each.id)))


def week_of_year(desk: Desk, year: int) -> SafetyWeek | None:
    """Return the safety week of a year, or None; of several the one without a word of its own."""
    found = weeks(desk, year)
    return next((each for each in found if each.id == str(year)), found[0] if found else None)


def week_at_hand(desk: Desk) -> SafetyWeek | None:
    """Return the week that someone means who names none: the running one, or else a fresh or coming one.

    One that has ended counts for some weeks, as long as its report is not made; then the next one.
    """
    today, found = desk.today(), weeks(desk)
    fresh = [
        each for each in found if each.first <= today <= each.last + _STILL_FRESH and each.closed is None
    ]
    coming = [each for each in found if each.first > today]
    return next(iter((*fresh, *coming)), None)


def named_entries(desk: Desk, keys: Iterable[str]) -> Iterator[NamedRecord]:
    """Yield what the activities of safety weeks among `keys` are called, with the board where they stand."""
    wanted = frozenset(keys)
    for week in weeks(desk):
        for entry in week_entries(desk, week):
            if entry.source in wanted:
                yield NamedRecord(
                    key=entry.source,
                    title=entry.activity.title,
                    day=entry.day,
                    screen="safetyweek",
                    action=f"go_to({entry.activity.id!r})",
                )


def week_days(week: SafetyWeek) -> tuple[date, ...]:
    """Return the days of a week."""
    return tuple(week.first + _A_DAY * each for each in range((week.last - week.first).days + 1))


def week_entries(desk: Desk, week: SafetyWeek) -> tuple[WeekEntry, ...]:
    """Return the activities of a week in the order of time, wherever they were moved."""
    details = {each.id: each for each in desk.table(WeekActivity).where(week=week.id)}
    kept = _activities(desk, details)
    own = [WeekEntry(activity, details[activity.id]) for activity in kept]
    from_calendar = [
        WeekEntry(each, WeekActivity(id=each.id, week=week.id, kind=""))
        for each in _in_calendar(desk, week)
        if each.id not in details and desk.table(WeekActivity).get(each.id) is None
    ]
    return tuple(sorted((*own, *from_calendar), key=in_order_of_time))


def in_order_of_time(entry: WeekEntry) -> tuple[date, bool, datetime, str, str]:
    """Return by what entries are sorted: those of a day without a time come first."""
    activity = entry.activity
    return (entry.day, not activity.all_day, activity.start, activity.title, activity.id)


def lacks_of(entries: Iterable[WeekEntry], school_days: Sequence[date]) -> tuple[str, ...]:
    """Say what a week lacks: days of school without anything, activities without anyone in charge."""
    standing = [entry for entry in entries if entry.activity.state != CANCELLED]
    if not standing:
        return (_("nothing is planned yet"),)
    lacks = []
    taken = {entry.day for entry in standing}
    if empty := [day_name(day) for day in school_days if day not in taken]:
        lacks.append(_("nothing is planned on {days}").format(days=listed(empty)))
    if ownerless := [entry.activity.title for entry in standing if not entry.activity.owner]:
        lacks.append(_("nobody is in charge of {titles}").format(titles=listed(ownerless)))
    return tuple(lacks)


def _activities(desk: Desk, details: Mapping[str, WeekActivity]) -> Sequence[Activity]:
    return desk.table(Activity).where(id=tuple(details)) if details else ()


def _in_calendar(desk: Desk, week: SafetyWeek) -> Iterable[Activity]:
    first = datetime.combine(week.first, time())
    last = datetime.combine(week.last, time.max)
    return desk.table(Activity).between("start", first, last, kind=KIND, rule="")
