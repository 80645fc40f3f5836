"""What duties of a year come to in numbers, and what the records behind those numbers are called."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from dutydesk.api import Desk, Figure, FigureName, NamedRecord
from dutydesk.api.people_named import names_by_key
from dutydesk.wording import _
from dutydesk_roster.assignment import Assignment, PublishedAssignment
from dutydesk_roster.calendar import duty_title
from dutydesk_roster.cover_event import EVENT_PREFIX, CoverEvent
from dutydesk_roster.month import Month
from dutydesk_roster.roster import DutyPlan, Roster

_DUTY, _EVENT, _MONTH = "published_assignment:", "cover_event:", "month:"


def duty_figure_names() -> tuple[FigureName, ...]:
    """Name every figure of duties."""
    return (
        FigureName("roster.duties", _("Duties stood")),
        FigureName("roster.hours", _("Hours on duty")),
        FigureName("roster.people", _("People who stood duty")),
        FigureName("roster.events", _("Events covered")),
        FigureName("roster.event_hours", _("Guard-hours at events")),
        FigureName("roster.places_empty", _("Places on duty that stayed empty")),
        FigureName("roster.several_posts", _("People who stood duty at more than one post")),
        FigureName("roster.posts_a_person", _("Posts a person stood duty at, on average")),
    )


def duty_figures(desk: Desk, year: int) -> Iterator[Figure]:
    """Yield the figures of the published duties of a year that have begun; of a year without any, none.

    Duties at events are counted among the others and once more by themselves.
    """
    titles = {each.key: each.title for each in duty_figure_names()}
    duties = [
        each
        for each in desk.table(PublishedAssignment).between("day", date(year, 1, 1), date(year, 12, 31))
        if desk.zone.instant(each.start) <= desk.now()
    ]
    if not duties:
        return
    at_events = [each for each in duties if each.shift.startswith(EVENT_PREFIX)]
    events = sorted({each.shift.removeprefix(EVENT_PREFIX) for each in at_events})
    posts: defaultdict[str, set[str]] = defaultdict(set)
    for each in duties:
        posts[each.person].add(each.post)
    people = tuple(f"person:{key}" for key in sorted(posts))
    several = tuple(f"person:{key}" for key in sorted(posts) if len(posts[key]) > 1)
    average = round(sum(map(len, posts.values())) / len(posts), 1)
    for key, value, records in (
        ("roster.duties", len(duties), _records(duties)),
        ("roster.hours", _hours(desk, duties), _records(duties)),
        ("roster.people", len(people), people),
        ("roster.events", len(events), tuple(f"{_EVENT}{each}" for each in events)),
        ("roster.event_hours", _hours(desk, at_events), _records(at_events)),
        ("roster.several_posts", len(several), several),
    ):
        yield Figure(key, titles[key], value, records)
    yield Figure("roster.posts_a_person", titles["roster.posts_a_person"], average, people, across="apart")
    yield _places_empty(desk, year, titles["roster.places_empty"])


def _places_empty(desk: Desk, year: int, title: str) -> Figure:
    """Return how many heads were missing on the days gone by of the year's months that were arranged."""
    last = min(date(year, 12, 31), desk.today() - timedelta(days=1))
    missing = 0
    months: list[Month] = []
    month = Month.of(date(year, 1, 1))
    while month.first <= last:
        if desk.table(Assignment).between("day", month.first, month.last):
            slots = Roster.of(desk, month.first, min(month.last, last)).open_slots
            missing += sum(each.missing for each in slots)
            if slots:
                months.append(month)
        month = month.moved(1)
    return Figure("roster.places_empty", title, missing, tuple(f"{_MONTH}{each}" for each in months))


def named_duties(desk: Desk, keys: Sequence[str]) -> Iterator[NamedRecord]:
    """Yield what the duties, covered events and months among `keys` are called."""
    duties = {each.removeprefix(_DUTY) for each in keys if each.startswith(_DUTY)}
    events = {each.removeprefix(_EVENT) for each in keys if each.startswith(_EVENT)}
    if duties:
        plan, names = DutyPlan.of(desk), names_by_key(desk)
        for duty in _kept_duties(desk, duties):
            yield NamedRecord(
                key=f"{_DUTY}{duty.id}",
                title=_("{duty}: {name}").format(
                    duty=duty_title(plan, duty.post, duty.shift), name=names.get(duty.person, duty.person)
                ),
                day=duty.day,
                screen="roster",
                action=f"go_to({duty.person!r}, {duty.day.isoformat()!r})",
            )
    for event in desk.table(CoverEvent).where(id=tuple(events)) if events else ():
        yield NamedRecord(
            key=f"{_EVENT}{event.id}",
            title=event.title,
            day=event.day,
            screen="roster",
            action=f"go_to('', {event.day.isoformat()!r})",
        )
    for key in keys:
        if key.startswith(_MONTH):
            month = Month.parse(key.removeprefix(_MONTH))
            yield NamedRecord(
                key=key,
                title=_("The roster of {month}").format(month=month),
                day=month.first,
                screen="roster",
                action=f"go_to('', {month.first.isoformat()!r})",
            )


_AT_ONCE = 500
"""So many records are asked for by name at a time: databases bound how many one question may name."""


def _kept_duties(desk: Desk, keys: set[str]) -> Iterator[PublishedAssignment]:
    wanted = sorted(keys)
    for start in range(0, len(wanted), _AT_ONCE):
        yield from desk.table(PublishedAssignment).where(id=tuple(wanted[start : start + _AT_ONCE]))


def _hours(desk: Desk, duties: Sequence[PublishedAssignment]) -> float:
    return round(sum(desk.zone.span(each.start, each.end).hours for each in duties), 1)


def _records(duties: Sequence[PublishedAssignment]) -> tuple[str, ...]:
    return tuple(f"{_DUTY}{each.id}" for each in duties)
