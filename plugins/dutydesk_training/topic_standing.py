"""How a topic stands: the hours that each who needs it has had and is yet to have."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dutydesk.api import Desk
from dutydesk.api.holding import CANCELLED, HELD
from dutydesk.domain import Certificates, Occurrence, Person, Span
from dutydesk_training.attendance import Attendance
from dutydesk_training.attendance_topic import TaughtParts
from dutydesk_training.planning.stretch import present_stretch
from dutydesk_training.settings import Topic, TrainingFile
from dutydesk_training.topic_need import who_needs
from dutydesk_training.topic_session import TopicSession

ROUNDING = 1e-6
"""Hours less than this apart are the same."""


@dataclass(frozen=True, slots=True)
class TopicHours:
    """Hours that someone has had, or is to have: of a part of the topic, or of a session by its key."""

    what: str
    day: date
    hours: float
    held: bool


@dataclass(frozen=True, slots=True)
class PersonStanding:
    """How one person stands who needs a topic of `due` hours; `done_on` is the day when they had them all."""

    person: str
    due: float
    held: float
    planned: float
    done_on: date | None = None

    @property
    def lacking(self) -> float:
        """The hours that they have not had."""
        return max(0.0, self.due - self.held) if self.due - self.held > ROUNDING else 0.0

    @property
    def unplanned(self) -> float:
        """The hours that no session is planned for either."""
        left = self.due - self.held - self.planned
        return left if left > ROUNDING else 0.0


@dataclass(frozen=True, slots=True)
class TopicStanding:
    """How a topic stands in a stretch of days: its sessions in order of time, and each who needs it."""

    topic: Topic
    stretch: Span
    sessions: tuple[Occurrence, ...]
    placed: Mapping[str, TopicSession]
    people: tuple[PersonStanding, ...]

    @classmethod
    def of(cls, desk: Desk, topic: Topic, stretch: Span | None = None) -> "TopicStanding":
        """Read how `topic` stands in `stretch`; without one, in the present term or the next."""
        return Teaching.of(desk, stretch).standing(topic)

    @property
    def done(self) -> int:
        """How many have had all the hours."""
        return len(self.people) - len(self.lacking)

    @property
    def lacking(self) -> tuple[PersonStanding, ...]:
        """Those who have not had all the hours."""
        return tuple(each for each in self.people if each.lacking)

    @property
    def unplanned(self) -> tuple[PersonStanding, ...]:
        """Those for whom not even the plan holds all the hours."""
        return tuple(each for each in self.people if each.unplanned)


def standings(desk: Desk, stretch: Span | None = None) -> tuple[TopicStanding, ...]:
    """Return how every topic of the settings stands, in their order; what they share is read once."""
    teaching = Teaching.of(desk, stretch)
    return tuple(teaching.standing(topic) for topic in desk.settings(TrainingFile).topic)


@dataclass(frozen=True, slots=True)
class Teaching:
    """What was and will be taught in a stretch of days, read once for all topics.

    Where a session was held and nobody took attendance, those expected count as there.
    """

    stretch: Span
    today: date
    people: tuple[Person, ...]
    certificates: Certificates
    of_topic: Mapping[str, Sequence[Occurrence]]
    placed: Mapping[str, TopicSession]
    parts: TaughtParts
    expected: Mapping[str, tuple[str, ...]]
    attendance: Mapping[str, Sequence[Attendance]]
    caught_up: Mapping[str, Sequence[Attendance]]

    @classmethod
    def of(cls, desk: Desk, stretch: Span | None = None) -> "Teaching":
        """Read it from the desk; without a stretch, for the present term or the next."""
        today = desk.today()
        days = stretch if stretch is not None else present_stretch(desk.school_calendar(), today)
        parts = TaughtParts(desk)
        of_topic: dict[str, list[Occurrence]] = {}
        for each in desk.occurrences(days.first, days.last):
            code = parts.of(each).topic
            if code and each.state != CANCELLED:
                of_topic.setdefault(code, []).append(each)
        attendance: dict[str, list[Attendance]] = {}
        caught_up: dict[str, list[Attendance]] = {}
        for mark in desk.table(Attendance).between("day", days.first, days.last):
            attendance.setdefault(mark.session, []).append(mark)
            if mark.catches_up and mark.came:
                caught_up.setdefault(mark.catches_up, []).append(mark)
        return cls(
            stretch=days,
            today=today,
            people=desk.people(),
            certificates=desk.certificates(),
            of_topic=of_topic,
            placed={each.id: each for each in desk.table(TopicSession).all()},
            parts=parts,
            expected=desk.participants([each for found in of_topic.values() for each in found]),
            attendance=attendance,
            caught_up=caught_up,
        )

    def standing(self, topic: Topic) -> TopicStanding:
        """Return how one topic stands."""
        sessions = tuple(self.of_topic.get(topic.code, ()))
        hours = self.hours(topic)
        first, last = self.stretch.first, self.stretch.last
        needs = set(who_needs(topic, self.people, self.certificates, max(first, self.today), last))
        named = who_needs(topic, self.people, self.certificates, first, last)
        return TopicStanding(
            topic,
            self.stretch,
            sessions,
            {each.key: self.placed[each.key] for each in sessions if each.key in self.placed},
            tuple(
                person_standing(key, topic.hours, hours.get(key, ()))
                for key in named
                if key in needs or key in hours
            ),
        )

    def hours(self, topic: Topic) -> Mapping[str, Sequence[TopicHours]]:
        """Return the hours of a topic that each person has had and is to have, in order of days."""
        found: dict[str, list[TopicHours]] = {}
        for session in self.of_topic.get(topic.code, ()):
            for person, hours in self._of_session(session):
                found.setdefault(person, []).append(hours)
        return {person: _each_part_once(hours) for person, hours in found.items()}

    def _of_session(self, session: Occurrence) -> Iterator[tuple[str, TopicHours]]:
        """Yield who has had, or is to have, the hours of one session."""
        length = (session.end - session.start) / timedelta(hours=1)
        part = self.parts.of(session).part
        what = f"part {part}" if part else session.key
        day = session.start.date()
        marks = self.attendance.get(session.key, ())
        for mark in marks:
            if mark.came and mark.catches_up not in self.expected:
                yield mark.person, TopicHours(what, day, length, held=True)
            elif not mark.came and mark.catch_up_on is not None and mark.catch_up_on >= self.today:
                yield mark.person, TopicHours(what, mark.catch_up_on, length, held=False)
        for mark in self.caught_up.get(session.key, ()):
            yield mark.person, TopicHours(what, mark.day, length, held=True)
        if not marks:
            for person in self.expected[session.key]:
                yield person, TopicHours(what, day, length, held=session.state == HELD)


def person_standing(person: str, due: float, hours: Iterable[TopicHours]) -> PersonStanding:
    """Return how someone stands who needs `due` hours and has had and will have `hours`."""
    held = planned = 0.0
    done_on: date | None = None
    for each in hours:
        if not each.held:
            planned += each.hours
            continue
        held += each.hours
        if done_on is None and held >= due - ROUNDING:
            done_on = each.day
    return PersonStanding(person, due, held, planned, done_on)


def _each_part_once(hours: Iterable[TopicHours]) -> Sequence[TopicHours]:
    """Return the hours in order of days, each part once: what was held goes before what is planned."""
    kept: dict[str, TopicHours] = {}
    for each in sorted(hours, key=lambda each: (not each.held, each.day)):
        kept.setdefault(each.what, each)
    return sorted(kept.values(), key=lambda each: each.day)
