"""The times of the ``[[slot]]`` tables at which a topic could be taught, and why some of them are closed."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from dutydesk.api.settings_values import WEEKDAYS, at_time
from dutydesk.domain import DayKind, SchoolCalendar
from dutydesk.wording import _
from dutydesk_training.planning.availability import Availability, hindrance_text
from dutydesk_training.planning.problem import PlanTime
from dutydesk_training.settings import Slot, Topic


def slot_starts(
    slots: Sequence[Slot], calendar: SchoolCalendar, first: date, last: date
) -> Iterator[tuple[datetime, str]]:
    """Yield the starts of the slots on the days `first` to `last`, both included, in naive wall time.

    Beside each stands why the day has none, which is empty on school days. Days outside the terms and
    weekends are passed over.
    """
    day = first
    while day <= last:
        starts = {
            start for slot in slots if WEEKDAYS[day.weekday()] in slot.weekdays for start in slot.starts
        }
        closed = ""
        if calendar.kind(day) is DayKind.HOLIDAY:
            closed = _("is a day off, {holiday}").format(holiday=calendar.holiday_name(day))
        if closed or calendar.is_school_day(day):
            yield from ((at_time(day, start), closed) for start in sorted(starts))
        day += timedelta(days=1)


def topic_times(
    topic: Topic,
    people: Sequence[str],
    starts: Sequence[tuple[datetime, str]],
    calendar: SchoolCalendar,
    availability: Availability,
) -> Iterator[PlanTime]:
    """Yield the times at which `topic` could be taught to `people`, and those that are closed."""
    for start, day_closed in starts:
        end = start + timedelta(minutes=topic.minutes)
        closed = day_closed or _closed(topic, start, end, calendar, availability)
        if closed:
            yield PlanTime(start, end, closed)
            continue
        hindrances = (availability.hindrance(person, start, end) for person in people)
        yield PlanTime(start, end, "", tuple(each for each in hindrances if each is not None))


def _closed(
    topic: Topic, start: datetime, end: datetime, calendar: SchoolCalendar, availability: Availability
) -> str:
    """Return why nothing of `topic` can be at this time, to follow it in a sentence, or an empty string."""
    blocked = calendar.blocking(start, end)
    if blocked is not None:
        return _("is kept for {hours}").format(hours=blocked.name)
    taken = availability.taken_place(topic.place, start, end) if topic.place else ""
    if taken:
        return _("has {title} at the same place").format(title=taken)
    owner = availability.person(topic.owner)
    hindrance = availability.hindrance(owner.id, start, end) if owner is not None else None
    if owner is not None and hindrance is not None:
        return _("is out, as {who} and teaches it").format(who=hindrance_text(hindrance, owner.name))
    return ""
