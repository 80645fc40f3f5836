"""How a drill runs: computed from its moments alone, whatever was pressed in which order."""

from copy import deepcopy
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutydesk.api import DataProblem
from dutydesk.api.holding import HELD, PLANNED
from dutydesk.domain import Activity, new_id
from dutydesk_drills.drill_moment import DrillMoment, MomentSort
from dutydesk_drills.drills import find_drill
from dutydesk_drills.live.correcting import Correction, correct_moment
from dutydesk_drills.live.drill_run import drill_run
from dutydesk_drills.live.drill_setup import setup_of
from dutydesk_drills.live.moment_draft import MomentDraft
from dutydesk_drills.live.moment_words import next_text, over_text, state_text
from dutydesk_drills.live.noting import note, take_back
from dutydesk_drills.live.reading import run_of
from dutydesk_drills.live.trace import moment_traces
from tests.plugins import planned_desk
from tests.plugins.drills.live_school import at, end, found, heads, missing, school, stage, walk
from tests.plugins.planned_desk import wall

BUILDINGS = ("teaching", "lab", "dorm")


def noted(planned, desk, *what):
    """Note each of `what`, a time and a draft, and return how the drill then stands."""
    for time, draft in what:
        at(planned, time)
        note(desk, walk(desk), draft)
    return run_of(desk, walk(desk))


def test_a_whole_drill_tells_times_heads_and_who_is_missing(planned):
    desk = school(planned)
    run = noted(
        planned,
        desk,
        ("10:02:00", stage("alarm")),
        ("10:03:30", stage("out", "lab")),
        ("10:04:12", stage("out", "teaching")),
        ("10:04:30", heads("teaching", 618)),
        ("10:04:40", missing("王小明", "teaching")),
        ("10:04:45", missing("李华", "teaching")),
        ("10:05:10", found("王")),
        ("10:05:20", heads("teaching", 619)),
        ("10:05:30", heads("lab", 140)),
    )
    teaching, lab, dorm = run.buildings
    assert run.is_running
    assert run.elapsed(wall("2026-11-24T10:06:00")) == 240
    assert (teaching.seconds, teaching.over, over_text(teaching.over)) == (132, 12, "+0:12 over")
    assert (lab.seconds, lab.over, over_text(lab.over)) == (90, 0, "on time")
    assert (dorm.seconds, dorm.over) == (None, None)
    assert (teaching.counted, teaching.missing) == (619, ("李华",))
    assert (run.counted, run.expected) == (759, 760)
    assert [each.name for each in run.missing] == ["李华"]
    assert next_text(run.next_step) == "Dormitory: Out"
    assert [(each.stage.code, each.reached, each.of) for each in run.stages] == [
        ("alarm", 1, 1),
        ("out", 2, 3),
        ("accounted", 0, 1),
        ("clear", 0, 1),
    ]


def test_moments_of_one_second_stand_as_they_were_pressed(planned):
    desk = school(planned)
    run = noted(
        planned,
        desk,
        ("10:02:00", stage("alarm")),
        ("10:04:00", missing("Wang", "lab")),
        ("10:04:00", heads("lab", 139)),
        ("10:04:00", found("Wang")),
        ("10:04:00", stage("out", "lab")),
        ("10:04:00", missing("Wang", "lab")),
    )
    pressed = ["stage", "missing", "count", "found", "stage", "missing"]
    assert [each.sort for each in run.moments] == pressed
    assert [each.name for each in run.missing] == ["Wang"]
    correct_moment(desk, walk(desk), run.moments[2].id, Correction(why="twins", heads=140))
    assert [each.sort for each in run_of(desk, walk(desk)).moments] == pressed
    assert [each.moment.sort for each in moment_traces(desk, walk(desk).key)] == pressed


def test_a_building_is_called_late_once_its_target_has_passed(planned):
    desk = school(planned)
    run = noted(planned, desk, ("10:02:00", stage("alarm")))
    assert [state_text(run, each, 100) for each in run.buildings] == ["not yet", "late", "not yet"]
    assert [state_text(run, each, 121) for each in run.buildings] == ["late", "late", "late"]


def test_what_was_skipped_is_not_asked_for_again(planned):
    desk = school(planned)
    run = noted(
        planned,
        desk,
        ("10:02:00", stage("alarm")),
        ("10:04:00", stage("out", "lab")),
        ("10:06:00", stage("accounted")),
    )
    assert next_text(run.next_step) == "All clear"
    run = noted(planned, desk, ("10:07:00", stage("out", "dorm")), ("10:08:00", stage("clear")))
    assert next_text(run.next_step) == "End the drill"
    assert run.building("dorm").seconds == 300
    assert noted(planned, desk, ("10:09:00", end())).next_step is None


def test_a_building_noted_by_two_at_once_counts_from_the_earlier_time(planned):
    desk = school(planned)
    run = noted(planned, desk, ("10:02:00", stage("alarm")))
    twice = [
        DrillMoment(
            id=key,
            drill=walk(desk).key,
            sort=MomentSort.STAGE,
            stage="out",
            building="lab",
            at=wall(f"2026-11-24T10:03:{seconds}"),
        )
        for key, seconds in (("one", 12), ("two", 10))
    ]
    assert drill_run(run.setup, [*run.moments, *twice]).building("lab").seconds == 70


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        (stage("alarm"), "Alarm was noted at 10:02:00 already; correct that one instead"),
        (stage("out", "gym"), "'gym' is no building; expected one of teaching, lab, dorm"),
        (stage("out"), "Out is noted for a building; expected one of teaching, lab, dorm"),
        (stage("dive"), "'dive' is no stage of this drill; expected one of alarm, out, accounted, clear"),
        (stage("clear", "lab"), "All clear is noted once for the whole drill, not for a building"),
        (heads("lab", -1), "-1 is no number of heads; expected 0 to 20000"),
        (found("王"), "'王' is not missing; missing: nobody"),
        (missing(" \n "), "a name is expected"),
        (heads("lab", 3, at=wall("2026-11-24T10:01:00")), "Laboratory: 3 counted: 10:01:00 is before Alarm"),
        (
            heads("lab", 3, at=wall("2026-11-24T10:09:00")),
            "Laboratory: 3 counted: 11-24 10:09:00 has not come",
        ),
    ],
)
def test_what_does_not_fit_is_refused_in_one_line_and_nothing_is_kept(planned, draft, expected):
    desk = school(planned)
    before = noted(planned, desk, ("10:02:00", stage("alarm")))
    at(planned, "10:05:00")
    with pytest.raises(DataProblem) as caught:
        note(desk, walk(desk), draft)
    assert str(caught.value).startswith(expected)
    assert "\n" not in str(caught.value)
    assert run_of(desk, walk(desk)) == before


def test_a_clock_that_is_set_back_refuses_nobodys_press(planned):
    desk = school(planned)
    noted(planned, desk, ("10:02:00", stage("alarm")), ("10:04:00", stage("out", "lab")))
    run = noted(
        planned, desk, ("09:04:10", stage("out", "dorm")), ("09:05:00", stage("clear")), ("09:06:00", end())
    )
    assert run.building("dorm").seconds == 0
    assert run.ended == wall("2026-11-24T10:04:00")


def test_the_end_makes_the_drill_held_from_alarm_to_end_and_taking_it_back_reopens_it(planned):
    desk = school(planned)
    planned_times = walk(desk).held
    noted(planned, desk, ("10:02:00", stage("alarm")), ("10:20:31", end()))
    held = walk(desk).held
    assert (held.state, held.start, held.end) == (
        HELD,
        wall("2026-11-24T10:02:00"),
        wall("2026-11-24T10:20:31"),
    )
    entry = desk.journal(1)[0]
    assert {row.table for row in desk.journal_entry(entry.number).rows} == {
        "drill_moment",
        "activity_exception",
    }, "both stand in one change"
    take_back(desk, walk(desk), run_of(desk, walk(desk)).moments[-1].id)
    assert walk(desk).held == planned_times
    assert run_of(desk, walk(desk)).is_running


# Any presses in any order

PRESSES = st.one_of(
    st.tuples(st.just("stage"), st.sampled_from(("alarm", "accounted", "clear"))),
    st.tuples(st.just("out"), st.sampled_from(BUILDINGS)),
    st.tuples(st.just("heads"), st.sampled_from(BUILDINGS), st.integers(0, 700)),
    st.tuples(st.just("missing"), st.sampled_from(("Anna", "王小明", "Bo")), st.sampled_from(BUILDINGS)),
    st.tuples(st.just("found"), st.sampled_from(("Anna", "王小明", "Bo"))),
    st.just(("note",)),
    st.just(("end",)),
    st.just(("back",)),
)


ALARM = ("stage", "alarm")


class Model:
    """What a leader with paper would have written down."""

    def __init__(self):
        self.times, self.counts, self.missing, self.ended = {}, {}, {}, None

    def allows(self, press):
        sort, *rest = press
        if self.ended is not None or ("alarm" not in self.times and press not in (("note",), ALARM)):
            return False
        if sort in {"stage", "out"}:
            return rest[0] not in self.times
        if sort in {"missing", "found"}:
            return (rest[0] in self.missing) == (sort == "found")
        return True

    def press(self, press, now):
        sort, *rest = press
        if sort in {"stage", "out"}:
            self.times[rest[0]] = now
        elif sort == "heads":
            self.counts[rest[0]] = rest[1]
        elif sort == "missing":
            self.missing[rest[0]] = rest[1]
        elif sort == "found":
            del self.missing[rest[0]]
        elif sort == "end":
            self.ended = now


def draft_of(press):
    sort, *rest = press
    return {
        "stage": lambda: stage(rest[0]),
        "out": lambda: stage("out", rest[0]),
        "heads": lambda: heads(*rest),
        "missing": lambda: missing(*rest),
        "found": lambda: found(rest[0]),
        "note": lambda: MomentDraft(sort=MomentSort.NOTE, text="seen"),
        "end": end,
    }[sort]()


@pytest.fixture(scope="module")
def standing(tmp_path_factory):
    made = planned_desk.make(tmp_path_factory.mktemp("live") / "desk")
    planned = next(made)
    yield planned, school(planned)
    next(made, None)


def begun(desk, start):
    """Plan one more drill, and return it."""
    with desk.change("planned") as change:
        activity = Activity(
            id=new_id(), kind="drill-walk", title="Walk", start=start, end=start + timedelta(minutes=30)
        )
        change.add(activity)
    return find_drill(desk, activity.id)


@settings(max_examples=40, deadline=None)
@given(presses=st.lists(st.tuples(PRESSES, st.integers(1, 90)), max_size=12), begins=st.booleans())
def test_any_presses_give_what_a_sheet_of_paper_would_say(standing, presses, begins):
    planned, desk = standing
    at(planned, "10:00:00")
    drill = begun(desk, wall("2026-11-24T10:00:00"))
    now, model, steps, pressed = wall("2026-11-24T10:00:00"), Model(), [], []
    for press, seconds in [(ALARM, 5), *presses] if begins else presses:
        now += timedelta(seconds=seconds)
        planned.now += timedelta(seconds=seconds)
        before = run_of(desk, drill)
        if press == ("back",):
            if steps:
                key, model, was = steps.pop()
                pressed = [each for each in pressed if each.id != key]
                take_back(desk, drill, key)
                assert run_of(desk, drill) == was, "taking back restores exactly"
        elif not model.allows(press):
            with pytest.raises(DataProblem):
                note(desk, drill, draft_of(press))
            assert run_of(desk, drill) == before
        else:
            kept = note(desk, drill, draft_of(press))
            steps.append((kept.id, deepcopy(model), before))
            pressed.append(kept)
            model.press(press, now)
    run = run_of(desk, drill)
    assert run == drill_run(setup_of(desk, drill), reversed(pressed))
    assert run.started == model.times.get("alarm")
    assert run.ended == model.ended
    for each in run.buildings:
        assert each.out_at == model.times.get(each.building.code)
        assert each.counted == model.counts.get(each.building.code)
    assert {each.name: each.building for each in run.missing} == model.missing
    held = find_drill(desk, drill.key).held
    if model.ended is None:
        assert (held.state, held.start, held.end) == (PLANNED, drill.held.start, drill.held.end)
    else:
        assert (held.state, held.start, held.end) == (HELD, run.started, run.ended)
