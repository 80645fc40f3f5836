"""What the plan of a term is asked, read from the desk."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dutydesk.api import DataProblem, Desk
from dutydesk.api.holding import CANCELLED, HELD, wall_now
from dutydesk.domain import Activity, Certificates, Person, SchoolCalendar, Span
from dutydesk.wording import _
from dutydesk_training.planning.availability import Availability
from dutydesk_training.planning.problem import KeptSession, Lesson, PlanProblem, TopicProblem
from dutydesk_training.planning.stretch import present_stretch
from dutydesk_training.planning.times import slot_starts, topic_times
from dutydesk_training.settings import Topic, TrainingFile
from dutydesk_training.topic_need import who_needs
from dutydesk_training.topic_session import TopicSession


@dataclass(frozen=True, slots=True)
class _Placed:
    """A session that an earlier plan placed, and whether it stays where it is."""

    record: TopicSession
    activity: Activity
    stays: bool


def plan_problem(desk: Desk, first: date, last: date, codes: Sequence[str] = ()) -> PlanProblem:
    """Return what is to be planned on the days `first` to `last`, both included, for all topics or `codes`.

    What was held, is over, or was moved by hand stays where it is; what an earlier plan placed otherwise is
    placed anew, and best where it is. Months without a roster leave everyone free.

    Raises:
        DataProblem: there is no topic, no such topic, or no slot.
    """
    file = desk.settings(TrainingFile)
    topics = _chosen(file, codes)
    calendar, now = desk.school_calendar(), wall_now(desk)
    term = present_stretch(calendar, first)
    placed = _placed_sessions(desk, term, first, last, now)
    to_move = {
        each.activity.id
        for topic in topics
        for each in placed.get(topic.code, ())
        if not each.stays and each.record.part <= topic.parts
    }
    availability = Availability(desk, first, last, to_move)
    taught = {each.topic: each.title for each in file.session if each.topic is not None}
    starts = [each for each in slot_starts(file.slot, calendar, first, last) if each[0] > now]
    reading = _Reading(desk.people(), desk.certificates(), calendar, availability, starts, first, last)
    remarks: list[str] = []
    found: list[TopicProblem] = []
    for topic in topics:
        if topic.code in taught:
            remarks.append(
                _("{topic} is taught by the [[session]] {session}; nothing is planned for it.").format(
                    topic=topic.title, session=taught[topic.code]
                )
            )
            continue
        problem = reading.topic(topic, placed.get(topic.code, ()))
        if problem.people:
            found.append(problem)
        else:
            remarks.append(_("Nobody needs {topic} now.").format(topic=topic.title))
    return PlanProblem(
        first=first,
        last=last,
        topics=tuple(found),
        kept_days=_kept_days(placed, to_move, first, last),
        names=tuple((person.id, person.name) for person in reading.people),
        unarranged=tuple(
            sorted({f"{start:%Y-%m}" for start, _closed in starts} - availability.arranged_months)
        ),
        remarks=tuple(remarks),
    )


def _chosen(file: TrainingFile, codes: Sequence[str]) -> tuple[Topic, ...]:
    if not file.topic:
        raise DataProblem(_("config/training.toml names no [[topic]] to plan"))
    known = {topic.code: topic for topic in file.topic}
    for code in codes:
        if code not in known:
            raise DataProblem(
                _("{code!r} is the code of no [[topic]] in config/training.toml; there are {codes}").format(
                    code=code, codes=", ".join(known)
                )
            )
    if not file.slot:
        raise DataProblem(_("config/training.toml names no [[slot]], so there is no time to plan for"))
    return tuple(topic for topic in file.topic if not codes or topic.code in codes)


def _placed_sessions(
    desk: Desk, term: Span, first: date, last: date, now: datetime
) -> Mapping[str, Sequence[_Placed]]:
    """Return the live sessions of a term that plans have placed, by topic, in order of time."""
    activities = {each.id: each for each in desk.table(Activity).all()}
    found: dict[str, list[_Placed]] = {}
    for record in desk.table(TopicSession).all():
        activity = activities.get(record.id)
        if activity is None or activity.state == CANCELLED or not term.holds(activity.start.date()):
            continue
        stays = (
            activity.state == HELD
            or activity.start <= now
            or not first <= activity.start.date() <= last
            or activity.start != record.start
            or not set(activity.participants) <= set(record.members)
        )
        found.setdefault(record.topic, []).append(_Placed(record, activity, stays))
    for sessions in found.values():
        sessions.sort(key=lambda each: (each.activity.start, each.activity.id))
    return found


def _kept_days(
    placed: Mapping[str, Sequence[_Placed]], to_move: Collection[str], first: date, last: date
) -> tuple[date, ...]:
    days = (
        each.activity.start.date()
        for sessions in placed.values()
        for each in sessions
        if each.activity.id not in to_move
    )
    return tuple(sorted(day for day in days if first <= day <= last))


@dataclass(frozen=True, slots=True)
class _Reading:
    """What every topic's part of the problem is read from."""

    people: Sequence[Person]
    certificates: Certificates
    calendar: SchoolCalendar
    availability: Availability
    starts: Sequence[tuple[datetime, str]]
    first: date
    last: date

    def topic(self, topic: Topic, placed: Sequence[_Placed]) -> TopicProblem:
        people = who_needs(topic, self.people, self.certificates, self.first, self.last)
        of_part: dict[tuple[int, int], _Placed] = {}
        for each in placed:
            of_part.setdefault((each.record.group, each.record.part), each)
        staying = [each for each in of_part.values() if each.stays]
        moving = [each for each in of_part.values() if not each.stays]
        groups = max(
            min(topic.groups, max(1, len(people))), max((each.record.group for each in staying), default=1)
        )
        joined = _members(staying, people)
        return TopicProblem(
            code=topic.code,
            title=topic.title,
            kind=topic.kind,
            place=topic.place,
            owner=topic.owner,
            minutes=topic.minutes,
            parts=topic.parts,
            groups=groups,
            people=people,
            times=tuple(topic_times(topic, people, self.starts, self.calendar, self.availability)),
            kept=tuple(
                KeptSession(each.record.group, each.record.part, each.activity.start, each.activity.end)
                for each in staying
            ),
            lessons=tuple(_lessons(topic, groups, of_part)),
            joined=tuple(joined.items()),
            were=tuple(
                (person, group)
                for person, group in _members(moving, people).items()
                if person not in joined and group <= groups
            ),
        )


def _members(placed: Sequence[_Placed], people: Collection[str]) -> dict[str, int]:
    groups: dict[str, int] = {}
    for each in placed:
        for person in each.record.members:
            if person in people:
                groups.setdefault(person, each.record.group)
    return groups


def _lessons(topic: Topic, groups: int, of_part: Mapping[tuple[int, int], _Placed]) -> Sequence[Lesson]:
    """Return what is to be placed: each part of each group that does not stay where it is."""
    lessons: list[Lesson] = []
    for group in range(1, groups + 1):
        for part in range(1, topic.parts + 1):
            there = of_part.get((group, part))
            if there is None:
                lessons.append(Lesson(group, part))
            elif not there.stays:
                activity = there.activity
                lessons.append(
                    Lesson(group, part, activity.id, activity.revision, activity.start, activity.participants)
                )
    return lessons
