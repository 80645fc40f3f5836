"""What was noted is put right afterwards, with a trace, until the review is signed off."""

import pytest

from dutydesk.api import DataProblem
from dutydesk.api.holding import HELD, PLANNED, change_occurrence
from dutydesk_drills.drill_moment import DrillReview
from dutydesk_drills.live.alarm import begin_unplanned
from dutydesk_drills.live.correcting import Correction, correct_moment, remove_moment
from dutydesk_drills.live.noting import note, take_back
from dutydesk_drills.live.reading import run_of, running_drills, unended_drills
from dutydesk_drills.live.trace import last_noted_by, moment_traces
from tests.plugins.drills.live_school import at, end, found, heads, missing, school, stage, walk
from tests.plugins.planned_desk import wall

ALARM, LAB, TEACHING, COUNT, LOST, AGAIN, END = range(7)


@pytest.fixture
def held(planned):
    """A drill that was run and ended, its desk, and the identities of its moments."""
    desk = school(planned)
    keys = []
    for time, draft in (
        ("10:02:00", stage("alarm")),
        ("10:03:30", stage("out", "lab")),
        ("10:04:12", stage("out", "teaching")),
        ("10:04:30", heads("teaching", 618)),
        ("10:04:40", missing("Wang Ming", "teaching")),
        ("10:05:10", found("wang")),
        ("10:10:00", end()),
    ):
        at(planned, time)
        keys.append(note(desk, walk(desk), draft).id)
    at(planned, "11:00:00")
    return desk, keys


def test_a_correction_counts_and_leaves_its_trace(held):
    desk, keys = held
    time = wall("2026-11-24T10:03:50")
    correct_moment(desk, walk(desk), keys[TEACHING], Correction(why="watch of Qian", at=time))
    correct_moment(desk, walk(desk), keys[COUNT], Correction(why="counted again", heads=620))
    run = run_of(desk, walk(desk))
    assert (run.building("teaching").seconds, run.building("teaching").counted) == (110, 620)
    traces = {each.moment.id: each for each in moment_traces(desk, walk(desk).key)}
    assert [each.corrections for each in traces.values()].count(()) == 5
    (correction,) = traces[keys[TEACHING]].corrections
    assert (correction.who, correction.before.at, correction.after.at) == (
        "test",
        wall("2026-11-24T10:04:12"),
        time,
    )
    assert correction.why == "Walk: put right: Teaching 教学楼: Out at 10:04:12: watch of Qian"
    (entry, _noted) = desk.history(f"moment:{keys[COUNT]}")
    assert (entry.rows[0].before["heads"], entry.rows[0].after["heads"]) == (618, 620)


def test_putting_alarm_or_end_right_moves_when_the_drill_was_held(held):
    desk, keys = held
    correct_moment(desk, walk(desk), keys[ALARM], Correction(why="siren", at=wall("2026-11-24T10:01:30")))
    correct_moment(desk, walk(desk), keys[END], Correction(why="late", at=wall("2026-11-24T10:08:00")))
    assert (walk(desk).held.start, walk(desk).held.end) == (
        wall("2026-11-24T10:01:30"),
        wall("2026-11-24T10:08:00"),
    )
    assert run_of(desk, walk(desk)).building("lab").seconds == 120


def test_a_name_that_is_put_right_is_found_under_the_right_one(held):
    desk, keys = held
    correct_moment(desk, walk(desk), keys[LOST], Correction(why="misheard", text="Huang Ming"))
    run = run_of(desk, walk(desk))
    assert run.missing == ()
    assert run.moment(keys[AGAIN]).text == "Huang Ming"


def test_one_that_was_removed_stays_in_the_trace_and_can_come_back_by_undo(held):
    desk, keys = held
    remove_moment(desk, walk(desk), keys[LAB], "it was the other block")
    assert run_of(desk, walk(desk)).building("lab").out_at is None
    (gone,) = [each for each in moment_traces(desk, walk(desk).key) if each.is_gone]
    assert (gone.moment.building, gone.corrections[-1].after) == ("lab", None)
    desk.undo()
    assert run_of(desk, walk(desk)).building("lab").seconds == 90


def test_what_was_forgotten_is_added_with_its_time(held):
    desk, _keys = held
    note(desk, walk(desk), stage("out", "dorm", at=wall("2026-11-24T10:04:00")))
    assert run_of(desk, walk(desk)).building("dorm").seconds == 120
    with pytest.raises(DataProblem, match="Laboratory: 9 counted: 10:30:00 is after the end at 10:10:00"):
        note(desk, walk(desk), heads("lab", 9, at=wall("2026-11-24T10:30:00")))
    with pytest.raises(DataProblem, match="the drill ended at 10:10:00; what was forgotten is added with"):
        note(desk, walk(desk), heads("lab", 9))


@pytest.mark.parametrize(
    ("which", "correction", "expected"),
    [
        (LAB, Correction(why=" ", heads=3), "a reason is expected"),
        (LAB, Correction(why="x"), "nothing to put right was given"),
        (LOST, Correction(why="x", heads=3), "heads are counted in a building or in all"),
        (LAB, Correction(why="x", text="Bo"), "only a note, and the name of somebody"),
        (LAB, Correction(why="x", at=wall("2026-11-24T09:59:00")), "09:59:00 is before Alarm at 10:02:00"),
        (LAB, Correction(why="x", at=wall("2026-11-24T11:30:00")), "11-24 11:30:00 has not come yet"),
        (ALARM, Correction(why="x", at=wall("2026-11-24T10:04:00")), "Laboratory: Out: 10:03:30 is before"),
        (END, Correction(why="x", at=wall("2026-11-24T10:04:00")), "10:04:12 is after the end at 10:04:00"),
    ],
)
def test_a_correction_that_fits_nothing_is_refused_and_changes_nothing(held, which, correction, expected):
    desk, keys = held
    before = run_of(desk, walk(desk))
    with pytest.raises(DataProblem, match=expected):
        correct_moment(desk, walk(desk), keys[which], correction)
    assert run_of(desk, walk(desk)) == before


def test_the_alarm_stays_as_long_as_others_are_counted_from_it(held):
    desk, keys = held
    with pytest.raises(DataProblem, match="the clock is not running; Alarm sets it"):
        remove_moment(desk, walk(desk), keys[ALARM], "wrong")
    assert run_of(desk, walk(desk)).started is not None


def test_nothing_is_changed_once_the_review_is_signed_off(held):
    desk, keys = held
    drill, before = walk(desk), run_of(desk, walk(desk))
    with desk.change("signed") as change:
        review = change.add(DrillReview(id=drill.key, signed_by="Zhao", signed_on=desk.today()))
    for attempt in (
        lambda: note(desk, drill, heads("lab", 3, at=wall("2026-11-24T10:05:00"))),
        lambda: take_back(desk, drill, keys[END]),
        lambda: correct_moment(desk, drill, keys[LAB], Correction(why="x", heads=3)),
        lambda: remove_moment(desk, drill, keys[LAB], "x"),
    ):
        with pytest.raises(DataProblem, match="signed off by Zhao on 2026-11-24; before you change it"):
            attempt()
    assert run_of(desk, drill) == before
    with desk.change("taken back") as change:
        change.remove(review)
    remove_moment(desk, drill, keys[LAB], "x")


def test_removing_the_end_reopens_a_drill_kept_in_the_desk_too(planned):
    desk = school(planned)
    at(planned, "10:00:00")
    drill = begin_unplanned(desk, "walk")
    before = drill.held
    at(planned, "10:07:00")
    last = note(desk, drill, end())
    with desk.change("place") as change:
        change_occurrence(change, run_again(desk, drill), place="Yard")
    remove_moment(desk, drill, last.id, "not yet")
    after = run_again(desk, drill)
    assert (after.state, after.start, after.end, after.place) == (PLANNED, before.start, before.end, "Yard")


def run_again(desk, drill):
    return next(each for each in desk.occurrences(drill.day, drill.day) if each.key == drill.key)


# Several terminals, and drills that go on


def test_two_who_note_at_once_lose_nothing(planned):
    desk, other = school(planned, "zhao"), planned.open("qian")
    mine, theirs = walk(desk), walk(other)
    at(planned, "10:02:00")
    note(desk, mine, stage("alarm"))
    at(planned, "10:03:00")
    own = note(desk, mine, stage("out", "lab"))
    note(other, theirs, stage("out", "dorm"))
    with pytest.raises(DataProblem, match="Laboratory: Out was noted at 10:03:00 already"):
        note(other, theirs, stage("out", "lab"))
    assert run_of(desk, mine) == run_of(other, theirs)
    assert [each.seconds for each in run_of(desk, mine).buildings] == [None, 60, 60]
    assert last_noted_by(desk, mine.key, "zhao") == own.id
    assert last_noted_by(desk, mine.key, "nobody") == ""


def test_a_drill_runs_until_it_is_ended_and_is_asked_about_when_nobody_did(planned):
    desk = school(planned)
    at(planned, "10:02:00")
    note(desk, walk(desk), stage("alarm"))

    def said():
        items = desk.due(desk.today(), desk.today())
        return [each.title for each in items if each.screen == "drills" and each.action]

    assert said() == ["A drill is running since 10:02: press g"]
    assert [each.drill.key for each in running_drills(desk)] == [walk(desk).key]
    at(planned, "11:00:00")
    assert said() == ["A drill is running since 10:02: press g"], "past its planned end nothing else is asked"
    at(planned, "22:30:00")
    assert running_drills(desk) == ()
    assert said() == ["Say when Walk of 2026-11-24 ended"]
    note(desk, walk(desk), end(at=wall("2026-11-24T10:20:00")))
    assert unended_drills(desk) == ()
    assert said() == []


def test_one_that_was_marked_held_is_noted_with_times_only(planned):
    desk = school(planned)
    at(planned, "11:00:00")
    with desk.change("held") as change:
        change_occurrence(change, walk(desk).held, state=HELD)
    with pytest.raises(DataProblem, match="Walk is marked as held; what was noted in it is added with its"):
        note(desk, walk(desk), stage("alarm"))
    note(desk, walk(desk), stage("alarm", at=wall("2026-11-24T10:01:00")))
    assert running_drills(desk) == ()


def test_an_alarm_that_nobody_planned_begins_at_once(planned):
    desk = school(planned)
    at(planned, "14:03:07")
    drill = begin_unplanned(desk, "walk")
    run = run_of(desk, drill)
    assert (drill.held.activity.title, run.started) == ("Unplanned: Walk out", wall("2026-11-24T14:03:07"))
    assert [each.building.code for each in run.buildings] == ["teaching", "lab", "dorm"]
    with pytest.raises(DataProblem, match="'flood' is no kind of drill"):
        begin_unplanned(desk, "flood")
