"""A roster: the assignments of a stretch of days, beside what was published and what is needed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

import msgspec

from dutydesk.api import Desk
from dutydesk.domain import Certificates, DayKind, Person, SchoolCalendar, Window, Zone
from dutydesk.domain.record import NEVER
from dutydesk.wording import _
from dutydesk_roster.assignment import Assignment, PublishedAssignment
from dutydesk_roster.cover_event import EVENT_PREFIX, CoverEvent
from dutydesk_roster.settings import (
    DemandFile,
    DemandLine,
    Post,
    PostsFile,
    RotationsFile,
    RulesFile,
    Shift,
    ShiftsFile,
)


@dataclass(frozen=True)
class DutyPlan:
    """The posts, shifts, demand, rules and rotations of a desk, ready to be asked.

    `shifts` are those of the settings and one for each of `events`, by whose code an event is found too.
    Whoever lists shifts asks for `settings_shifts` or `shifts_in`: there are events of many years.
    """

    posts: Mapping[str, Post]
    shifts: Mapping[str, Shift]
    demand: DemandFile
    rules: RulesFile
    rotations: RotationsFile
    qualification_names: Mapping[str, str]
    calendar: SchoolCalendar
    zone: Zone
    events: Mapping[str, CoverEvent] = field(default_factory=dict)

    @classmethod
    def of(cls, desk: Desk) -> "DutyPlan":
        """Read the plan from a desk's settings and its events, in the reader's words."""
        events = sorted(desk.table(CoverEvent).all(), key=lambda each: (each.starts, each.id))
        return cls(
            posts={each.code: each for each in desk.settings(PostsFile).spoken()},
            shifts={
                **{each.code: each for each in desk.settings(ShiftsFile).spoken()},
                **{each.shift: each.as_shift() for each in events},
            },
            demand=desk.settings(DemandFile),
            rules=desk.settings(RulesFile),
            rotations=desk.settings(RotationsFile),
            qualification_names={each.code: each.name for each in desk.qualifications()},
            calendar=desk.school_calendar(),
            zone=desk.zone,
            events={each.shift: each for each in events},
        )

    @property
    def settings_shifts(self) -> tuple[Shift, ...]:
        """The shifts of the settings, without events."""
        return tuple(each for each in self.shifts.values() if each.code not in self.events)

    def events_in(self, first: date, last: date) -> tuple[CoverEvent, ...]:
        """Return the events of the days `first` to `last` that ask for anyone, in order of time."""
        return tuple(
            each for each in self.events.values() if first <= each.day <= last and not each.is_called_off
        )

    def shifts_in(self, first: date, last: date) -> tuple[Shift, ...]:
        """Return the shifts of the settings, then those of the events of these days."""
        return (*self.settings_shifts, *(self.shifts[each.shift] for each in self.events_in(first, last)))

    def post_name(self, code: str) -> str:
        """Return what people call a post; a post that is gone keeps its code."""
        return self.posts[code].name if code in self.posts else code

    def shift_name(self, code: str) -> str:
        """Return what people call a shift; a shift that is gone keeps its code."""
        if code in self.shifts:
            return self.shifts[code].name
        return _("event that is gone") if code.startswith(EVENT_PREFIX) else code

    def demand_on(self, day: date) -> Iterable[tuple[DemandLine, int]]:
        """Yield each line of demand that wants anyone on `day`, as events change it, with its heads."""
        yield from self.demand.on(day, self.calendar.kind(day))
        for event in self._events_by_day.get(day, ()):
            for line in event.demand():
                if line.post in self.posts and line.weekday:
                    known = tuple(each for each in line.needs if each in self.qualification_names)
                    yield msgspec.structs.replace(line, needs=known), line.weekday

    def day_kind(self, day: date) -> DayKind:
        """Return what kind of day `day` is."""
        return self.calendar.kind(day)

    def window(self, shift: str, day: date) -> Window | None:
        """Return the instants of a shift on a day, or None for a shift that is gone."""
        if (shift, day) not in self._windows:
            times = self.times(shift, day)
            self._windows[shift, day] = None if times is None else self.zone.span(*times)
        return self._windows[shift, day]

    def times(self, shift: str, day: date) -> tuple[datetime, datetime] | None:
        """Return the naive wall times of a shift on a day; None where there is no such shift on that day.

        The shift of an event is there on its day alone, and gone when the event is called off.
        """
        if (shift, day) not in self._times:
            template, event = self.shifts.get(shift), self.events.get(shift)
            gone = event is not None and (event.day != day or event.is_called_off)
            self._times[shift, day] = (
                None if template is None or gone else (template.starts(day), template.ends(day))
            )
        return self._times[shift, day]

    @cached_property
    def _windows(self) -> dict[tuple[str, date], Window | None]:
        """The windows that have been asked for: thousands of duties share a few of them."""
        return {}

    @cached_property
    def _times(self) -> dict[tuple[str, date], tuple[datetime, datetime] | None]:
        """The times that have been asked for."""
        return {}

    @cached_property
    def _events_by_day(self) -> Mapping[date, tuple[CoverEvent, ...]]:
        days: defaultdict[date, list[CoverEvent]] = defaultdict(list)
        for event in self.events.values():
            days[event.day].append(event)
        return {day: tuple(held) for day, held in days.items()}


@dataclass(frozen=True, slots=True, order=True)
class OpenSlot:
    """Heads that are missing at a post in a shift on a day."""

    day: date
    post: str
    shift: str
    missing: int


@dataclass(frozen=True, slots=True)
class Load:
    """What a person stands in a stretch of days; hours are real ones."""

    hours: float = 0.0
    duties: int = 0
    nights: int = 0
    weekends: int = 0
    holidays: int = 0


def loads_of(plan: DutyPlan, assignments: Iterable[Assignment]) -> Mapping[str, Load]:
    """Return what each person who has any of `assignments` stands; a shift that is gone has no hours."""
    totals: defaultdict[str, Load] = defaultdict(Load)
    for each in assignments:
        held = totals[each.person]
        window, shift = plan.window(each.shift, each.day), plan.shifts.get(each.shift)
        kind = plan.day_kind(each.day)
        totals[each.person] = Load(
            hours=held.hours + (window.hours if window else 0),
            duties=held.duties + 1,
            nights=held.nights + (shift.night if shift else 0),
            weekends=held.weekends + (kind is DayKind.WEEKEND),
            holidays=held.holidays + (kind is DayKind.HOLIDAY),
        )
    return totals


@dataclass(frozen=True)
class Roster:
    """Assignments of the days `first` to `last`, what was published of them, and what people have earned."""

    plan: DutyPlan
    first: date
    last: date
    people: tuple[Person, ...]
    assignments: tuple[Assignment, ...]
    published: tuple[PublishedAssignment, ...] = field(default=())
    certificates: Certificates = field(default_factory=Certificates)

    @classmethod
    def of(cls, desk: Desk, first: date, last: date) -> "Roster":
        """Read the roster of a stretch of days."""
        return cls(
            plan=DutyPlan.of(desk),
            first=first,
            last=last,
            people=desk.people(),
            assignments=desk.table(Assignment).between("day", first, last),
            published=desk.table(PublishedAssignment).between("day", first, last),
            certificates=desk.certificates(),
        )

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of the stretch."""
        return tuple(
            self.first + timedelta(days=offset) for offset in range((self.last - self.first).days + 1)
        )

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What people are called, by their key."""
        return {person.id: person.name for person in self.people}

    @cached_property
    def asked(self) -> tuple[Assignment, ...]:
        """The assignments that a demand asks for; the others are the leader's own."""
        places = {
            (line.post, line.shift, day) for day in self.days for line, _heads in self.plan.demand_on(day)
        }
        return tuple(each for each in self.assignments if (each.post, each.shift, each.day) in places)

    @cached_property
    def published_by_id(self) -> Mapping[str, PublishedAssignment]:
        """What was published, by the assignment's id."""
        return {each.id: each for each in self.published}

    @cached_property
    def by_cell(self) -> Mapping[tuple[str, date], tuple[Assignment, ...]]:
        """The assignments of each person on each day, in order of time."""
        cells: defaultdict[tuple[str, date], list[Assignment]] = defaultdict(list)
        for each in self.assignments:
            cells[each.person, each.day].append(each)
        return {cell: tuple(sorted(held, key=self._start)) for cell, held in cells.items()}

    def _start(self, assignment: Assignment) -> tuple[str, str]:
        shift = self.plan.shifts.get(assignment.shift)
        return (shift.start if shift else "", assignment.id)

    @cached_property
    def heads(self) -> Mapping[tuple[date, str, str], int]:
        """How many people stand at each day, post and shift."""
        stands = {(each.day, each.post, each.shift, each.person) for each in self.assignments}
        return Counter((day, post, shift) for day, post, shift, _person in stands)

    @cached_property
    def open_slots(self) -> tuple[OpenSlot, ...]:
        """Every slot where heads are missing, in order of day."""
        order = {code: place for place, code in enumerate(self.plan.shifts)}
        found = [
            OpenSlot(day, line.post, line.shift, heads - self.heads.get((day, line.post, line.shift), 0))
            for day in self.days
            for line, heads in self.plan.demand_on(day)
        ]
        return tuple(
            sorted(
                (each for each in found if each.missing > 0),
                key=lambda e: (e.day, order.get(e.shift, 0), e.post),
            )
        )

    def state(self, assignment: Assignment) -> str:
        """Return ``published`` where staff see the assignment as it stands, ``changed`` or else ``draft``."""
        published = self.published_by_id.get(assignment.id)
        if published is None:
            return "draft"
        return "published" if published == self.to_publish(assignment, published) else "changed"

    @cached_property
    def removed(self) -> tuple[PublishedAssignment, ...]:
        """What was published and stands in these days no more; staff are told once it is published again."""
        standing = {each.id for each in self.assignments}
        return tuple(each for each in self.published if each.id not in standing)

    @cached_property
    def left_by_cell(self) -> Mapping[tuple[str, date], tuple[PublishedAssignment, ...]]:
        """What staff were told of a person's day and what stands there no more: taken away or moved."""
        standing = {(each.id, each.person, each.day) for each in self.assignments}
        cells: defaultdict[tuple[str, date], list[PublishedAssignment]] = defaultdict(list)
        for each in self.published:
            if (each.id, each.person, each.day) not in standing:
                cells[each.person, each.day].append(each)
        return {cell: tuple(held) for cell, held in cells.items()}

    def to_publish(
        self, assignment: Assignment, earlier: PublishedAssignment | None
    ) -> PublishedAssignment | None:
        """Return what publishing would keep for `assignment`.

        Where its shift is gone, the times last published still hold; None where there are none.
        """
        times = self.plan.times(assignment.shift, assignment.day)
        if times is not None:
            start, end = times
        elif earlier is not None and (earlier.shift, earlier.day) == (assignment.shift, assignment.day):
            start, end = earlier.start, earlier.end
        else:
            return None
        return PublishedAssignment(
            id=assignment.id,
            revision=earlier.revision if earlier is not None else 0,
            changed=earlier.changed if earlier is not None else NEVER,
            person=assignment.person,
            post=assignment.post,
            shift=assignment.shift,
            day=assignment.day,
            start=start,
            end=end,
        )

    def loads(self) -> Mapping[str, Load]:
        """Return what each person stands, everyone included."""
        totals = loads_of(self.plan, self.assignments)
        return {person.id: totals.get(person.id, Load()) for person in self.people}

    def times(self, assignment: Assignment) -> tuple[datetime, datetime] | None:
        """Return when the assignment starts and ends, in the desk's zone; None where its shift is gone."""
        window = self.plan.window(assignment.shift, assignment.day)
        if window is None:
            return None
        return self.plan.zone.wall(window.start), self.plan.zone.wall(window.end)
