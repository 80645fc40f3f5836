"""The search for a plan; what stands here runs in a worker process.

Lessons and people are moved one at a time, and a change for the worse is taken now and then, ever more
rarely: simulated annealing. A plan of a term is found in seconds so, and the same one from the same seed.
"""

import math
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from dutydesk_training.planning.arrangement import Arrangement, Choice, LearningTopic, PlacedLesson
from dutydesk_training.planning.problem import PlanProblem
from dutydesk_training.planning.solution import Group, PlacedSession, PlanSolution
from dutydesk_training.planning.weights import FORBIDDEN, MISSING

_STEPS_PER_LESSON = 3_000
_FEWEST_STEPS, _MOST_STEPS = 3_000, 120_000
_HOT, _COLD = 300_000.0, 800.0
_CHECK_EVERY = 256
_MORE_ROUNDS = 2
"""As long as somebody misses something, it heats up so many times as often."""

_LESSON_MOVES, _SWAPS = 0.45, 0.6
_LEFT_OUT = 0.03

_Undo = Callable[[], object]


@dataclass(frozen=True, slots=True)
class SearchLimits:
    """How long a search may take, in seconds, how often it heats up anew, and from which seed it begins."""

    seconds: float = 20.0
    seed: int = 0
    rounds: int = 6


@dataclass(frozen=True, slots=True)
class _Snapshot:
    """The choices of an arrangement at one moment."""

    cost: int
    at: tuple[Choice | None, ...]
    groups: tuple[dict[int, int], ...]


def solve(problem: PlanProblem, limits: SearchLimits) -> PlanSolution:
    """Return the best plan found: the same for one problem and seed, as long as the time suffices."""
    if not any(topic.lessons for topic in problem.topics):
        return PlanSolution((), ())
    arrangement = Arrangement(problem)
    chance = random.Random(limits.seed)  # noqa: S311 - it chooses among plans
    ends = time.monotonic() + limits.seconds
    _begin(arrangement)
    best = _snapshot(arrangement, arrangement.total())
    for number in range(limits.rounds * _MORE_ROUNDS):
        if time.monotonic() >= ends or (number >= limits.rounds and best.cost < MISSING):
            break
        found = _annealed(arrangement, chance, ends)
        if found.cost < best.cost:
            best = found
    _restore(arrangement, best)
    _drop_forbidden(arrangement)
    return _solution(arrangement)


def _begin(arrangement: Arrangement) -> None:
    """Place each lesson where it was, or else where it costs least at the moment."""
    for lesson in sorted(arrangement.lessons, key=lambda each: (each.lesson.part, each.number)):
        was = lesson.lesson.was
        if was is not None and was in lesson.of_start:
            arrangement.move(lesson, lesson.of_start[was])
    for lesson in sorted(arrangement.lessons, key=lambda each: (each.lesson.part, each.number)):
        if lesson.at is None:
            _place_best(arrangement, lesson)


def _place_best(arrangement: Arrangement, lesson: PlacedLesson) -> None:
    best, least = None, 0
    for choice in lesson.choices:
        cost = arrangement.move(lesson, choice)
        arrangement.move(lesson, None)
        if cost < least:
            best, least = choice, cost
    arrangement.move(lesson, best)


def _annealed(arrangement: Arrangement, chance: random.Random, ends: float) -> _Snapshot:
    steps = min(_MOST_STEPS, max(_FEWEST_STEPS, _STEPS_PER_LESSON * len(arrangement.lessons)))
    cost = arrangement.total()
    best = _snapshot(arrangement, cost)
    cooling = (_COLD / _HOT) ** (1 / steps)
    heat = _HOT
    for step in range(steps):
        heat *= cooling
        if step % _CHECK_EVERY == 0 and time.monotonic() >= ends:
            break
        change, undo = _step(arrangement, chance)
        if change > 0 and chance.random() >= math.exp(-change / heat):
            undo()
            continue
        cost += change
        if cost < best.cost:
            best = _snapshot(arrangement, cost)
    _restore(arrangement, best)
    return best


def _step(arrangement: Arrangement, chance: random.Random) -> tuple[int, _Undo]:
    """Change one thing; return by how much the plan costs more, and what takes it back."""
    kind = chance.random()
    if kind < _LESSON_MOVES:
        return _move_lesson(arrangement, chance)
    if kind < _SWAPS:
        return _swap_lessons(arrangement, chance)
    topics = [topic for topic in arrangement.topics if topic.movable]
    if not topics:
        return _move_lesson(arrangement, chance)
    return _move_person(arrangement, chance, chance.choice(topics))


def _move_lesson(arrangement: Arrangement, chance: random.Random) -> tuple[int, _Undo]:
    lesson = chance.choice(arrangement.lessons)
    before = lesson.at
    to = None if not lesson.choices or chance.random() < _LEFT_OUT else chance.choice(lesson.choices)
    return arrangement.move(lesson, to), lambda: arrangement.move(lesson, before)


def _swap_lessons(arrangement: Arrangement, chance: random.Random) -> tuple[int, _Undo]:
    """Let two lessons change their times, where each can be at the other's."""
    one, other = chance.choice(arrangement.lessons), chance.choice(arrangement.lessons)
    first, second = one.at, other.at
    if one is other or first is None or second is None:
        return 0, _nothing
    to_one, to_other = one.of_start.get(second.time.start), other.of_start.get(first.time.start)
    if to_one is None or to_other is None:
        return 0, _nothing

    def back() -> None:
        arrangement.move(one, None)
        arrangement.move(other, second)
        arrangement.move(one, first)

    change = arrangement.move(one, None)
    change += arrangement.move(other, to_other)
    change += arrangement.move(one, to_one)
    return change, back


def _nothing() -> None:
    """Take back a change that was none."""


def _move_person(arrangement: Arrangement, chance: random.Random, topic: LearningTopic) -> tuple[int, _Undo]:
    """Put someone into another group, and half of the time someone of that group into theirs."""
    bit = chance.choice(topic.movable)
    leaves, to = topic.of_person[bit], chance.choice(topic.groups)
    change = arrangement.regroup(topic, bit, to)
    other = chance.choice(topic.movable)
    if chance.random() < 1 / 2 or to is leaves or other == bit or topic.of_person[other] is not to:
        return change, lambda: arrangement.regroup(topic, bit, leaves)
    change += arrangement.regroup(topic, other, leaves)

    def back() -> None:
        arrangement.regroup(topic, other, to)
        arrangement.regroup(topic, bit, leaves)

    return change, back


def _snapshot(arrangement: Arrangement, cost: int) -> _Snapshot:
    return _Snapshot(
        cost,
        tuple(lesson.at for lesson in arrangement.lessons),
        tuple({bit: group.number for bit, group in topic.of_person.items()} for topic in arrangement.topics),
    )


def _restore(arrangement: Arrangement, snapshot: _Snapshot) -> None:
    for topic, numbers in zip(arrangement.topics, snapshot.groups, strict=True):
        for bit, number in numbers.items():
            arrangement.regroup(topic, bit, topic.groups[number - 1])
    for lesson in arrangement.lessons:
        arrangement.move(lesson, None)
    for lesson, at in zip(arrangement.lessons, snapshot.at, strict=True):
        arrangement.move(lesson, at)


def _drop_forbidden(arrangement: Arrangement) -> None:
    """Leave out what is still where it must not be, the last parts first, and what nobody could come to."""
    for lesson in sorted(arrangement.lessons, key=lambda each: -each.lesson.part):
        at = lesson.at
        if at is None:
            continue
        nobody = not lesson.group.members & ~at.hindered
        costs = (arrangement.lesson_cost(lesson), arrangement.order_cost(lesson.group))
        if nobody or max(costs) >= FORBIDDEN:
            arrangement.move(lesson, None)


def _solution(arrangement: Arrangement) -> PlanSolution:
    placed: list[PlacedSession] = []
    unplaced: list[tuple[str, int, int]] = []
    groups: list[Group] = []
    for topic in arrangement.topics:
        code = topic.problem.code
        numbers = _numbers(topic)
        members = {each.number: _people(arrangement, topic, each.members) for each in topic.groups}
        groups.extend(Group(code, numbers[old], people) for old, people in members.items())
        for lesson in (lesson for group in topic.groups for lesson in group.lessons):
            old, at = lesson.group.number, lesson.at
            if at is None:
                if members[old]:
                    unplaced.append((code, numbers[old], lesson.lesson.part))
                continue
            hindered = at.time.hindered
            placed.append(
                PlacedSession(
                    topic=code,
                    group=numbers[old],
                    part=lesson.lesson.part,
                    start=at.time.start,
                    end=at.time.end,
                    people=tuple(each for each in members[old] if each not in hindered),
                    missing=tuple(each for each in members[old] if each in hindered),
                    key=lesson.lesson.key,
                )
            )
    return PlanSolution(
        tuple(sorted(placed, key=lambda each: (each.start, each.topic, each.group))),
        tuple(sorted(groups, key=lambda each: (each.topic, each.number))),
        tuple(sorted(unplaced)),
    )


def _numbers(topic: LearningTopic) -> dict[int, int]:
    """Return the numbers of the groups: where nothing ties them to one, in the order in which they begin."""
    tied = topic.problem.kept or topic.problem.were or topic.problem.joined
    if tied or any(lesson.lesson.key for group in topic.groups for lesson in group.lessons):
        return {group.number: group.number for group in topic.groups}

    def begins(number: int) -> tuple[bool, list[datetime], int]:
        starts = [each.at.time.start for each in topic.groups[number - 1].lessons if each.at is not None]
        return not starts, starts[:1], number

    ordered = sorted((group.number for group in topic.groups), key=begins)
    return {old: new for new, old in enumerate(ordered, start=1)}


def _people(arrangement: Arrangement, topic: LearningTopic, members: int) -> tuple[str, ...]:
    return tuple(each for each in topic.problem.people if arrangement.bit(each) & members)
