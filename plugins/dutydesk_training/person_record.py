"""A person's training over the years: sessions, hours, topics, qualifications, and what is to be made up."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from dutydesk.api import Desk
from dutydesk.domain import Person
from dutydesk_training.attendance import Attendance, Presence
from dutydesk_training.attendance_topic import topic_titles
from dutydesk_training.catch_up_owed import OwedCatchUp, still_owed
from dutydesk_training.sessions import kinds


@dataclass(frozen=True, slots=True)
class AttendanceTally:
    """How often someone was marked how; a guest's sessions are among those attended, not expected."""

    expected: int = 0
    attended: int = 0
    late: int = 0
    excused: int = 0
    absent: int = 0

    @classmethod
    def of(cls, kept: Iterable[Attendance]) -> "AttendanceTally":
        """Count attendances."""
        known = tuple(kept)

        def count(presence: Presence) -> int:
            return sum(each.presence is presence for each in known)

        return cls(
            expected=sum(not each.guest for each in known),
            attended=sum(each.came for each in known),
            late=count(Presence.LATE),
            excused=count(Presence.EXCUSED),
            absent=count(Presence.ABSENT),
        )


@dataclass(frozen=True, slots=True)
class YearOfTraining:
    """One year: the tally of all sessions, and the hours attended by the name of the kind."""

    year: int
    tally: AttendanceTally
    hours: Mapping[str, float]

    @property
    def all_hours(self) -> float:
        """The hours of every kind together."""
        return round(sum(self.hours.values()), 2)


@dataclass(frozen=True, slots=True)
class TopicLearned:
    """A topic, the hours that someone was taught of it, and the first and last day."""

    code: str
    title: str
    hours: float
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class QualificationHeld:
    """A qualification and its days; without `earned` it stands in the person's list since ever."""

    code: str
    name: str
    earned: date | None
    expires: date | None
    valid: bool


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """What the desk knows of a person's training on the days `first` to `last`, None without bound.

    `sessions` are the attendances, the newest first; `years` likewise.
    """

    person: Person
    first: date | None
    last: date | None
    sessions: tuple[Attendance, ...]
    years: tuple[YearOfTraining, ...]
    topics: tuple[TopicLearned, ...]
    qualifications: tuple[QualificationHeld, ...]
    owed: tuple[OwedCatchUp, ...]

    @classmethod
    def of(
        cls, desk: Desk, person: Person, first: date | None = None, last: date | None = None
    ) -> "PersonRecord":
        """Read the record of a person."""
        everything = desk.table(Attendance).where(person=person.id)
        begin, end = first or date.min, last or date.max
        sessions = sorted(
            (each for each in everything if begin <= each.day <= end),
            key=lambda each: (each.day, each.session),
            reverse=True,
        )
        today = desk.today()
        owed = still_owed(everything, today)
        return cls(
            person=person,
            first=first,
            last=last,
            sessions=tuple(sessions),
            years=_years(sessions, {kind.code: kind.name for kind in kinds()}),
            topics=_topics(sessions, topic_titles(desk)),
            qualifications=_qualifications(desk, person, today, begin, end),
            owed=tuple(each for each in owed if begin <= each.missed.day <= end),
        )

    @property
    def tally(self) -> AttendanceTally:
        """All sessions of the record together."""
        return AttendanceTally.of(self.sessions)

    @property
    def hours(self) -> float:
        """All hours attended."""
        return round(sum(each.hours_attended for each in self.sessions), 2)

    def made_up_on(self, missed: Attendance) -> date | None:
        """Return the day on which the person made up for a session that they missed."""
        days = [each.day for each in self.sessions if each.came and each.catches_up == missed.session]
        return min(days, default=None)


def _years(sessions: Iterable[Attendance], names: Mapping[str, str]) -> tuple[YearOfTraining, ...]:
    by_year: defaultdict[int, list[Attendance]] = defaultdict(list)
    for each in sessions:
        by_year[each.day.year].append(each)
    return tuple(
        YearOfTraining(year, AttendanceTally.of(kept), _hours(kept, names))
        for year, kept in sorted(by_year.items(), reverse=True)
    )


def _hours(kept: Iterable[Attendance], names: Mapping[str, str]) -> Mapping[str, float]:
    hours: defaultdict[str, float] = defaultdict(float)
    for each in kept:
        if each.came:
            hours[names.get(each.kind, each.kind)] += each.hours_attended
    return {name: round(sum_, 2) for name, sum_ in sorted(hours.items())}


def _topics(sessions: Iterable[Attendance], titles: Mapping[str, str]) -> tuple[TopicLearned, ...]:
    by_topic: defaultdict[str, list[Attendance]] = defaultdict(list)
    for each in sessions:
        if each.came and each.topic:
            by_topic[each.topic].append(each)
    found = (
        TopicLearned(
            code,
            titles.get(code, code),
            round(sum(each.hours_attended for each in kept), 2),
            min(each.day for each in kept),
            max(each.day for each in kept),
        )
        for code, kept in by_topic.items()
    )
    return tuple(sorted(found, key=lambda each: (each.first, each.title)))


def _qualifications(
    desk: Desk, person: Person, today: date, begin: date, end: date
) -> tuple[QualificationHeld, ...]:
    names = {each.code: each.name for each in desk.qualifications()}
    return tuple(
        QualificationHeld(
            span.code, names.get(span.code, span.code), span.first, span.last, valid=span.holds(today)
        )
        for span in desk.certificates().spans(person)
        if (span.first or date.min) <= end and (span.last or date.max) >= begin
    )
