"""A plan as it is being searched: a time for each lesson, a group for each person, and what both cost.

People are bits of whole numbers here, so that "who of this group cannot come then" is one operation.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from dutydesk_training.planning.problem import Lesson, PlanProblem, PlanTime, TopicProblem
from dutydesk_training.planning.weights import (
    CROWDED_DAY,
    CROWDED_WEEK,
    FORBIDDEN,
    LATER_WEEK,
    LOPSIDED_GROUP,
    MISSING,
    MOVED,
    OTHER_GROUP,
    PARTS_TOGETHER,
    UNEVEN_GROUP,
)

_UNPLACED = 1
_LOPSIDED_SHARE = 4


@dataclass(frozen=True, slots=True)
class Choice:
    """A time at which a lesson could be; `slot` numbers start and end, `hindered` are bits of people."""

    time: PlanTime
    slot: int
    week: int
    hindered: int


class PlacedLesson:
    """A lesson of the search: its group, the times it could have, and the one it has, if any."""

    __slots__ = ("at", "choices", "group", "lesson", "number", "of_start")

    def __init__(
        self, number: int, lesson: Lesson, group: "LearningGroup", choices: tuple[Choice, ...]
    ) -> None:
        self.number = number
        self.lesson = lesson
        self.group = group
        self.choices = choices
        self.of_start = {each.time.start: each for each in choices}
        self.at: Choice | None = None


class LearningGroup:
    """A group of a topic: its members as bits, and its lessons in the order of their parts."""

    __slots__ = ("lessons", "members", "number", "topic")

    def __init__(self, topic: "LearningTopic", number: int) -> None:
        self.topic = topic
        self.number = number
        self.members = 0
        self.lessons: list[PlacedLesson] = []


class LearningTopic:
    """A topic of the search: its groups, who belongs to which, and who may still change."""

    __slots__ = ("beside", "groups", "movable", "number", "of_person", "problem", "share", "were")

    def __init__(self, number: int, problem: TopicProblem, beside: frozenset[int]) -> None:
        self.number = number
        self.problem = problem
        self.beside = beside
        self.groups = [LearningGroup(self, each) for each in range(1, problem.groups + 1)]
        self.share = len(problem.people) / problem.groups
        self.of_person: dict[int, LearningGroup] = {}
        self.were: dict[int, int] = {}
        self.movable: list[int] = []


class Arrangement:
    """One plan being searched; `lessons` and `topics` are changed by its methods only."""

    def __init__(self, problem: PlanProblem) -> None:
        people = sorted({person for topic in problem.topics for person in topic.people})
        self._bit = {person: 1 << index for index, person in enumerate(people)}
        self._slots: dict[tuple[datetime, datetime], int] = {}
        self._monday = problem.first.toordinal() - problem.first.weekday()
        self._day_load: defaultdict[date, int] = defaultdict(int)
        self._week_load: defaultdict[int, int] = defaultdict(int)
        for day in problem.kept_days:
            self._day_load[day] += 1
            self._week_load[self._week(day)] += 1
        asked = [topic for topic in problem.topics if topic.lessons]
        self.topics = [
            LearningTopic(
                number,
                topic,
                frozenset(other for other, each in enumerate(asked) if topic.may_run_beside(each)),
            )
            for number, topic in enumerate(asked)
        ]
        self.lessons: list[PlacedLesson] = []
        for topic in self.topics:
            self._add_lessons(topic)
            self._add_people(topic)
        self._meeting = self._meeting_slots()
        self._in_slot: list[list[PlacedLesson]] = [[] for _slot in self._slots]

    def _week(self, day: date) -> int:
        return (day.toordinal() - self._monday) // 7

    def _add_lessons(self, topic: LearningTopic) -> None:
        for lesson in topic.problem.lessons:
            group = topic.groups[lesson.group - 1]
            choices = tuple(
                Choice(
                    time,
                    self._slots.setdefault((time.start, time.end), len(self._slots)),
                    self._week(time.day),
                    sum(self._bit[person] for person in time.hindered),
                )
                for time in topic.problem.times_for(lesson)
            )
            placed = PlacedLesson(len(self.lessons), lesson, group, choices)
            self.lessons.append(placed)
            group.lessons.append(placed)

    def _add_people(self, topic: LearningTopic) -> None:
        """Put each person into the group they had, the others into the smallest in turn."""
        fixed = dict(topic.problem.joined)
        were = {**dict(topic.problem.were), **fixed}
        for person in sorted(topic.problem.people, key=lambda each: each not in were):
            bit = self._bit[person]
            number = were.get(person)
            group = (
                topic.groups[number - 1]
                if number is not None
                else min(topic.groups, key=lambda each: (each.members.bit_count(), each.number))
            )
            group.members |= bit
            topic.of_person[bit] = group
            if person not in fixed:
                topic.movable.append(bit)
                if number is not None:
                    topic.were[bit] = number
        if topic.problem.groups == 1:
            topic.movable.clear()

    def _meeting_slots(self) -> list[tuple[int, ...]]:
        """Return for each slot those that share any time with it, itself included."""
        spans = list(self._slots)
        return [
            tuple(
                other
                for other, (other_start, other_end) in enumerate(spans)
                if other_start < end and start < other_end
            )
            for start, end in spans
        ]

    def bit(self, person: str) -> int:
        """Return the bit that stands for a person."""
        return self._bit[person]

    # What it costs

    def lesson_cost(self, lesson: PlacedLesson) -> int:
        """Return what a lesson costs: who misses it, what it meets, how full its day and week are."""
        at, members = lesson.at, lesson.group.members
        if at is None:
            return MISSING * members.bit_count() + _UNPLACED
        cost = self._people_cost(lesson, at) + LATER_WEEK * at.week
        if lesson.lesson.was is not None and lesson.lesson.was != at.time.start:
            cost += MOVED
        # The lesson itself is counted in both loads.
        cost += CROWDED_WEEK * (self._week_load[at.week] - 1)
        return cost + CROWDED_DAY * (self._day_load[at.time.day] - 1)

    def _people_cost(self, lesson: PlacedLesson, at: Choice) -> int:
        """Return what of a lesson's cost depends on who is in its group."""
        members = lesson.group.members
        missing = members & at.hindered
        cost = MISSING * missing.bit_count()
        if missing == members:
            cost += MISSING
        for slot in self._meeting[at.slot]:
            for other in self._in_slot[slot]:
                if other is not lesson:
                    cost += _meeting_cost(lesson, other)
        return cost

    @staticmethod
    def order_cost(group: LearningGroup) -> int:
        """Return what it costs that parts are out of order, lack one before them, or follow within a week."""
        cost, before, gap = 0, None, False
        for lesson in group.lessons:
            at = lesson.at
            if at is None:
                gap = True
                continue
            if gap or (before is not None and at.time.start < before.time.end):
                cost += FORBIDDEN
            elif before is not None and at.week == before.week:
                cost += PARTS_TOGETHER
            before = at
        return cost

    @staticmethod
    def size_cost(group: LearningGroup) -> int:
        """Return what it costs that a group is larger or smaller than an even share."""
        share = group.topic.share
        off = abs(group.members.bit_count() - share)
        beyond = off - max(1.0, share / _LOPSIDED_SHARE)
        whole = int(off) if off >= 1 else 0
        cost = UNEVEN_GROUP * whole + (int(LOPSIDED_GROUP * beyond) if beyond > 0 else 0)
        return cost if group.members else cost + FORBIDDEN

    def total(self) -> int:
        """Return what the whole plan costs."""
        cost = 0
        placed: list[PlacedLesson] = []
        for lesson in self.lessons:
            if lesson.at is not None:
                self._leave(lesson)
                placed.append(lesson)
        for lesson in self.lessons:
            if lesson.at is None:
                cost += self.lesson_cost(lesson)
        for lesson in placed:
            self._enter(lesson)
            cost += self.lesson_cost(lesson)
        for topic in self.topics:
            cost += OTHER_GROUP * sum(
                topic.of_person[bit].number != number for bit, number in topic.were.items()
            )
            cost += sum(self.order_cost(group) + self.size_cost(group) for group in topic.groups)
        return cost

    # How it changes

    def _enter(self, lesson: PlacedLesson) -> None:
        if lesson.at is not None:
            self._in_slot[lesson.at.slot].append(lesson)
            self._day_load[lesson.at.time.day] += 1
            self._week_load[lesson.at.week] += 1

    def _leave(self, lesson: PlacedLesson) -> None:
        if lesson.at is not None:
            self._in_slot[lesson.at.slot].remove(lesson)
            self._day_load[lesson.at.time.day] -= 1
            self._week_load[lesson.at.week] -= 1

    def move(self, lesson: PlacedLesson, to: Choice | None) -> int:
        """Give a lesson another time, or none, and return by how much the plan costs more."""
        group = lesson.group
        before = self.lesson_cost(lesson) + self.order_cost(group)
        self._leave(lesson)
        lesson.at = to
        self._enter(lesson)
        return self.lesson_cost(lesson) + self.order_cost(group) - before

    def regroup(self, topic: LearningTopic, bit: int, to: LearningGroup) -> int:
        """Put a person into another group, and return by how much the plan costs more."""
        leaves = topic.of_person[bit]
        if leaves is to:
            return 0
        before = self._group_cost(leaves) + self._group_cost(to)
        leaves.members &= ~bit
        to.members |= bit
        topic.of_person[bit] = to
        after = self._group_cost(leaves) + self._group_cost(to)
        were = topic.were.get(bit)
        other = 0 if were is None else OTHER_GROUP * ((to.number != were) - (leaves.number != were))
        return after - before + other

    def _group_cost(self, group: LearningGroup) -> int:
        """Return what of the cost depends on who is in a group."""
        cost = self.size_cost(group)
        for lesson in group.lessons:
            at = lesson.at
            cost += MISSING * group.members.bit_count() if at is None else self._people_cost(lesson, at)
        return cost


def _meeting_cost(one: PlacedLesson, other: PlacedLesson) -> int:
    """Return what it costs that two lessons are at one time."""
    if other.group.topic.number not in one.group.topic.beside:
        return FORBIDDEN
    return FORBIDDEN * (one.group.members & other.group.members).bit_count()
