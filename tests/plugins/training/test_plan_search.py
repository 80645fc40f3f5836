"""The search for a plan keeps its promises, as a checker finds that shares no code with it."""

from collections import Counter
from concurrent.futures import Executor, Future
from datetime import date, datetime, time, timedelta
from threading import Event, Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dutydesk.api import DataProblem
from dutydesk.api.searching import Search
from dutydesk.executors import Inline, open_executor
from dutydesk_training.planning.problem import (
    Hindrance,
    HindranceKind,
    KeptSession,
    Lesson,
    PlanProblem,
    PlanTime,
    TopicProblem,
)
from dutydesk_training.planning.solve import SearchLimits, solve
from tests.plugins.planned_desk import PEOPLE, make
from tests.plugins.training.topic_desk import (
    FIRST,
    LAST,
    QUICK,
    away,
    duty,
    keep,
    not_to_be_called,
    planned_topics,
    proposal,
)
from tests.soak import SOAK

MONDAY = date(2026, 11, 30)
KEYS = tuple("abcdefgh")


def at(day: int, clock: str) -> datetime:
    return datetime.combine(MONDAY + timedelta(days=day), time.fromisoformat(clock))


def plan_time(
    day: int, clock: str = "09:30", hindered: str = "", closed: str = "", minutes: int = 60
) -> PlanTime:
    start = at(day, clock)
    found = tuple(Hindrance(person, HindranceKind.REST, "Night") for person in hindered)
    return PlanTime(start, start + timedelta(minutes=minutes), closed, found)


def topic(
    code: str = "t", *, times, people="abcd", parts=1, groups=1, place="", owner="", **more
) -> TopicProblem:
    lessons = more.pop("lessons", None)
    if lessons is None:
        lessons = tuple(Lesson(group, part) for group in range(1, groups + 1) for part in range(1, parts + 1))
    return TopicProblem(
        code=code,
        title=code,
        kind="training",
        place=place,
        owner=owner,
        minutes=60,
        parts=parts,
        groups=groups,
        people=tuple(people),
        times=tuple(times),
        lessons=lessons,
        **more,
    )


def asked(*topics: TopicProblem) -> PlanProblem:
    return PlanProblem(MONDAY, MONDAY + timedelta(days=27), topics)


def found(*topics: TopicProblem, seed: int = 0):
    problem = asked(*topics)
    solution = solve(problem, SearchLimits(seconds=60, seed=seed, rounds=2))
    assert broken(problem, solution) == []
    return solution


def broken(problem, solution) -> list[str]:
    """Return what of the promises a plan breaks."""
    wrong: list[str] = []
    by_code = {each.code: each for each in problem.topics}
    of_group = {(each.topic, each.number): each.people for each in solution.groups}
    for each in problem.topics:
        if each.lessons:
            counted = Counter(
                person for number in range(1, each.groups + 1) for person in of_group[each.code, number]
            )
            if counted != Counter(each.people):
                wrong.append(f"{each.code}: not everyone is in exactly one group")
    done = Counter((each.topic, each.group, each.part) for each in solution.placed)
    wanted = Counter(
        (each.code, lesson.group, lesson.part) for each in problem.topics for lesson in each.lessons
    )
    empty = {key for key, people in of_group.items() if not people}
    for key, count in (wanted - done - Counter(solution.unplaced)).items():
        if key[:2] not in empty:
            wrong.append(f"{key} is neither placed nor named, {count}")
    if done - wanted or any(count > 1 for count in done.values()):
        wrong.append("something is placed that nobody asked for")
    for each in solution.placed:
        wrong.extend(_broken_session(each, by_code[each.topic], of_group[each.topic, each.group]))
    sessions = list(solution.placed)
    for index, one in enumerate(sessions):
        for other in sessions[index + 1 :]:
            wrong.extend(_broken_pair(one, other, by_code[one.topic], by_code[other.topic]))
    return wrong


def _broken_session(each, asked_topic, group):
    fitting = [time for time in asked_topic.times if (time.start, time.end) == (each.start, each.end)]
    if not fitting or fitting[0].closed:
        yield f"{each} is at no open time"
        return
    hindered = {hindrance.person for hindrance in fitting[0].hindrances}
    if set(each.people) & hindered:
        yield f"{each} calls someone who cannot come"
    if not each.people:
        yield f"{each} has nobody"
    if set(each.people) | set(each.missing) != set(group) or set(each.people) & set(each.missing):
        yield f"{each} has others than its group"
    for kept in asked_topic.kept:
        if kept.group == each.group and (
            (kept.part < each.part and kept.end > each.start)
            or (kept.part > each.part and kept.start < each.end)
        ):
            yield f"{each} overtakes a part that stays"


def _broken_pair(one, other, first, second):
    if (one.topic, one.group) == (other.topic, other.group):
        early, late = (one, other) if one.part < other.part else (other, one)
        if early.end > late.start:
            yield f"parts of {one.topic} are out of order"
    if one.start < other.end and other.start < one.end:
        if set(one.people) & set(other.people):
            yield "someone is in two sessions at once"
        if first.place and first.place == second.place:
            yield "a place is taken twice"
        if first.owner and first.owner == second.owner:
            yield "one teacher teaches twice at once"


# By hand


def test_a_time_is_chosen_at_which_everyone_can_come():
    times = [plan_time(1, hindered="a"), plan_time(3), plan_time(8, hindered="bc")]
    (session,) = found(topic(times=times)).placed
    assert (session.start, session.people, session.missing) == (at(3, "09:30"), tuple("abcd"), ())


def test_people_go_with_the_group_in_whose_weeks_they_do_not_stand_at_night():
    times = [plan_time(1, hindered="ab"), plan_time(8, hindered="cd")]
    solution = found(topic(times=times, groups=2))
    assert solution.missed == 0
    assert {each.people for each in solution.groups} == {tuple("ab"), tuple("cd")}
    assert solution.group("t", 1) == tuple("cd")


def test_parts_follow_one_another_and_not_in_one_week_where_there_is_room():
    times = [plan_time(day) for day in (1, 3, 8, 10, 15, 17)]
    placed = found(topic(times=times, parts=3)).placed
    assert [each.part for each in placed] == [1, 2, 3]
    assert [each.start.isocalendar().week for each in placed] == [49, 50, 51]


def test_sessions_are_spread_over_the_weeks_and_one_a_day():
    times = [plan_time(day, clock) for day in (1, 3, 8, 10) for clock in ("09:30", "15:10")]
    placed = found(topic("t", times=times, groups=2), topic("s", times=times, groups=2)).placed
    assert len({each.start.date() for each in placed}) == 4


def test_where_everyone_of_a_group_cannot_come_those_who_miss_it_are_named():
    (session,) = found(topic(times=[plan_time(1, hindered="b"), plan_time(3, hindered="bcd")])).placed
    assert (session.people, session.missing) == (tuple("acd"), ("b",))


def test_a_session_to_which_nobody_could_come_is_not_placed():
    solution = found(topic(times=[plan_time(1, hindered="abcd")]))
    assert (solution.placed, solution.unplaced) == ((), (("t", 1, 1),))


def test_closed_times_are_not_used_and_what_finds_none_is_named():
    solution = found(topic(times=[plan_time(1, closed="is kept for Examination"), plan_time(3)], parts=2))
    assert [each.start for each in solution.placed] == [at(3, "09:30")]
    assert solution.unplaced == (("t", 1, 2),)


def test_two_groups_learn_different_things_at_one_time_where_place_and_teacher_differ():
    times = [plan_time(1), plan_time(3)]
    apart = found(
        topic("t", times=times, groups=2, place="Hall", owner="x"),
        topic("s", times=times, groups=2, place="Gym", owner="y"),
    )
    assert (len(apart.placed), apart.unplaced) == (4, ())
    same_place = found(
        topic("t", times=times, groups=2, place="Hall", owner="x"),
        topic("s", times=times, groups=2, place="hall", owner="y"),
    )
    assert len(same_place.placed) == 2


def test_a_part_lies_between_those_that_stay():
    times = [plan_time(day) for day in (1, 3, 8, 10)]
    kept = (
        KeptSession(1, 1, at(3, "14:00"), at(3, "15:00")),
        KeptSession(1, 3, at(10, "08:00"), at(10, "09:00")),
    )
    (session,) = found(topic(times=times, parts=3, kept=kept, lessons=(Lesson(1, 2),))).placed
    assert session.start == at(8, "09:30")


def test_who_has_begun_in_a_group_stays_in_it():
    times = [plan_time(1, hindered="a"), plan_time(8)]
    solution = found(topic(times=times, groups=2, joined=(("a", 2), ("b", 1), ("c", 1), ("d", 2))))
    assert (solution.group("t", 1), solution.group("t", 2)) == (tuple("bc"), tuple("ad"))


def test_an_earlier_plan_is_kept_where_it_is_as_good():
    times = [plan_time(day) for day in (1, 3, 8, 10)]
    was = Lesson(1, 1, "key", 1, at(10, "09:30"), tuple("abcd"))
    (session,) = found(topic(times=times, lessons=(was,))).placed
    assert (session.start, session.key) == (at(10, "09:30"), "key")
    times[3] = plan_time(10, hindered="a")
    (session,) = found(topic(times=times, lessons=(was,))).placed
    assert session.missing == ()


def test_one_seed_gives_one_plan():
    times = [
        plan_time(day, hindered="abcdefgh"[day % 5 : day % 5 + 3]) for day in range(1, 26) if day % 7 < 5
    ]
    problem = asked(topic(times=times, people=KEYS, parts=3, groups=2), topic("s", times=times, people=KEYS))
    first, again = solve(problem, QUICK), solve(problem, QUICK)
    assert first == again
    assert broken(problem, first) == []


# Whatever is asked


@st.composite
def problems(draw) -> PlanProblem:
    topics = []
    for code in draw(st.sampled_from(["t", "ts", "tsr"])):
        people = draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=8, unique=True))
        groups = draw(st.integers(1, min(3, len(people))))
        parts = draw(st.integers(1, 3))
        slots = draw(
            st.lists(
                st.tuples(st.integers(0, 20), st.sampled_from(["09:30", "10:00", "15:10"])),
                max_size=8,
                unique=True,
            )
        )
        times = [
            plan_time(
                day,
                clock,
                "".join(draw(st.lists(st.sampled_from(people), unique=True))),
                draw(st.sampled_from(["", "", "", "is closed"])),
            )
            for day, clock in sorted(slots, key=lambda each: (each[0], each[1]))
        ]
        topics.append(
            topic(
                code,
                times=times,
                people=people,
                groups=groups,
                parts=parts,
                place=draw(st.sampled_from(["", "Hall", "Gym"])),
                owner=draw(st.sampled_from(["", "x", "y"])),
            )
        )
    return asked(*topics)


@pytest.mark.soak
@settings(max_examples=20 * SOAK, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problems(), st.integers(0, 3))
def test_no_plan_breaks_a_promise(problem, seed):
    solution = solve(problem, SearchLimits(seconds=60, seed=seed, rounds=1))
    assert broken(problem, solution) == []


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    nights=st.lists(
        st.tuples(
            st.sampled_from([each.id for each in PEOPLE]),
            st.integers(0, 17),
            st.sampled_from(["night", "night", "day", "evening"]),
        ),
        max_size=24,
        unique_by=lambda each: each[:2],
    ),
    leave=st.lists(
        st.tuples(st.sampled_from([each.id for each in PEOPLE]), st.integers(0, 17)), max_size=4, unique=True
    ),
)
def test_nobody_is_called_from_a_duty_the_rest_after_a_night_leave_or_anything_else(
    tmp_path_factory, nights, leave
):
    for planned in make(tmp_path_factory.mktemp("random") / "desk"):
        desk = planned_topics(planned)
        start = FIRST - timedelta(days=1)
        keep(
            desk,
            *(
                duty(f"{person}{day}", person, start + timedelta(days=day), shift)
                for person, day, shift in nights
            ),
            *(
                away(person, start + timedelta(days=day), start + timedelta(days=day))
                for person, day in leave
            ),
        )
        before = desk.clashes(FIRST, LAST)
        plan = proposal(desk)
        called = [
            (person, not_to_be_called(desk, person, each.placed.start, each.placed.end))
            for each in plan.sessions
            for person in each.placed.people
        ]
        assert [each for each in called if each[1]] == []
        if not plan.is_empty:
            plan.accept(desk)
        assert desk.clashes(FIRST, LAST) == before


# Where it runs


def test_a_search_runs_in_a_process_of_its_own():
    problem = asked(topic(times=[plan_time(1), plan_time(3)]))
    search = Search(open_executor("local"), solve, problem, QUICK)
    assert search.result(60) == solve(problem, QUICK)
    assert search.is_done


def test_a_search_that_fails_is_told_in_a_line():
    def failing():
        raise RuntimeError("no room")

    with pytest.raises(DataProblem, match="the search failed: no room"):
        Search(Inline(), failing).result()


class Waiting(Executor):
    """Never begins a call."""

    def submit(self, *_arguments, **_named):
        return Future()


def test_a_search_that_is_stopped_says_so():
    search, ended = Search(Waiting(), solve, asked(), QUICK), Event()
    texts: list[str] = []

    def wait() -> None:
        try:
            search.result()
        except DataProblem as error:
            texts.append(str(error))
        ended.set()

    Thread(target=wait, daemon=True).start()
    search.stop()
    assert ended.wait(60)
    assert texts == ["the search was stopped"]
