"""Taking attendance: who is expected, what is proposed, and what a mark keeps."""

from datetime import UTC, date, datetime

import pytest

from dutydesk.api import DataProblem, StaleChange
from dutydesk.api.holding import CANCELLED, HELD, change_occurrence
from dutydesk_training.attendance import Attendance, Presence
from dutydesk_training.attendance_marking import Mark, keep_roll, mark, rest_marks, take_back
from dutydesk_training.roll import Roll
from tests.plugins.planned_desk import run, run_json
from tests.plugins.training.roll_desk import (
    STUDY,
    TODAY,
    session,
    states,
    study_desk,
    study_roll,
    with_duty,
    with_leave,
    with_person,
)


def line(desk, person):
    return study_roll(desk).line_of(person)


def test_everyone_expected_is_on_the_roll_and_open(planned):
    desk = study_desk(planned)
    roll = study_roll(desk)
    assert [each.person.id for each in roll.lines] == ["zhao", "qian", "li", "wu"]
    assert (roll.counts.open, roll.counts.came, roll.is_taken) == (4, 0, False)
    assert {each.state for each in roll.lines} == {"open"}


def test_who_is_on_duty_or_away_is_proposed_as_excused(planned):
    desk = study_desk(planned)
    with_duty(desk, "li", TODAY)
    with_leave(desk, "wu", TODAY, TODAY)
    assert line(desk, "li").proposed == "on duty: Main gate, Day"
    assert line(desk, "wu").proposed == "sick leave"
    assert line(desk, "wu").state == "excused?"
    assert line(desk, "zhao").proposed == ""


def test_duty_is_only_noted_where_the_session_does_not_excuse_it(planned):
    desk = study_desk(planned)
    planned.write(
        training=(planned.folder / "config/training.toml").read_text().replace("excuses_duty = true", "")
    )
    with_duty(desk, "li", TODAY)
    with_leave(desk, "li", TODAY, TODAY)
    found = study_roll(planned.open()).line_of("li")
    assert found.proposed == "sick leave"
    assert "on duty: Main gate, Day" in found.note


def test_rest_after_a_night_and_another_activity_are_noted_and_excuse_nobody(planned):
    desk = study_desk(planned)
    with_duty(desk, "qian", date(2026, 11, 23), "night")
    assert (line(desk, "qian").proposed, line(desk, "qian").note) == ("", "rests after Main gate, Night")


def test_a_mark_is_one_change_that_marks_the_session_held_and_undo_takes_both_back(planned):
    desk = study_desk(planned)
    kept = mark(desk, session(desk), "li", Presence.LATE, minutes=7, reason=" traffic\n ")
    assert (kept.minutes, kept.reason, kept.title, kept.kind, kept.day) == (
        7,
        "traffic",
        "Study 学习",
        "study",
        TODAY,
    )
    assert kept.hours == 1.0
    assert session(desk).state == HELD
    (entry, *_older) = desk.history("person:li")
    assert entry.why == "李强: late 7 min (traffic) at Study 学习, 2026-11-24"
    desk.undo()
    assert (session(desk).state, desk.table(Attendance).all()) == ("planned", ())


def test_a_second_mark_with_what_was_read_before_the_first_is_kept_too(planned):
    desk = study_desk(planned)
    held = session(desk)
    mark(desk, held, "li", Presence.PRESENT)
    mark(desk, held, "wu", Presence.ABSENT)
    mark(desk, held, "li", Presence.EXCUSED, reason="sick leave")
    assert states(desk) == {"zhao": None, "qian": None, "li": "excused", "wu": "absent"}
    assert line(desk, "li").kept.revision == 2


def test_minutes_belong_to_who_is_late_alone(planned):
    desk = study_desk(planned)
    assert mark(desk, session(desk), "li", Presence.PRESENT, minutes=9).minutes == 0
    with pytest.raises(DataProblem, match="601 minutes late: expected 0 to 600"):
        mark(desk, session(desk), "wu", Presence.LATE, minutes=601)


def test_a_session_that_is_not_near_is_refused_and_nothing_is_kept(planned):
    desk = study_desk(planned)
    planned.now = datetime(2026, 11, 24, 0, 59, tzinfo=UTC)
    with pytest.raises(DataProblem, match="too early: attendance can be taken from 2026-11-24 09:00 on"):
        mark(desk, session(desk), "li", Presence.PRESENT)
    assert desk.table(Attendance).all() == ()


def test_signing_in_half_an_hour_before_does_not_mark_the_session_held(planned):
    desk = study_desk(planned)
    planned.now = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
    mark(desk, session(desk), "li", Presence.PRESENT)
    assert session(desk).state == "planned"
    planned.now = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
    mark(desk, session(desk), "wu", Presence.PRESENT)
    assert session(desk).state == HELD


def test_a_cancelled_session_and_an_unknown_person_are_refused(planned):
    desk = study_desk(planned)
    held = session(desk)
    with pytest.raises(DataProblem, match="'nobody' is nobody's key"):
        keep_roll(desk, held, [Mark("li", Presence.PRESENT), Mark("nobody", Presence.PRESENT)])
    assert desk.table(Attendance).all() == ()
    with desk.change("no") as change:
        change_occurrence(change, held, state=CANCELLED)
    with pytest.raises(DataProblem, match="Study 学习, 2026-11-24 is cancelled"):
        run(planned, "training", "attend", STUDY, "li=present")


def test_a_session_moved_by_someone_else_is_not_marked_held_at_its_old_time(planned):
    desk = study_desk(planned)
    held = session(desk)
    with desk.change("elsewhere") as change:
        change_occurrence(change, held, place="Hall")
    with pytest.raises(StaleChange):
        mark(desk, held, "li", Presence.PRESENT)
    assert desk.table(Attendance).all() == ()


def test_everyone_left_is_present_and_those_with_an_excuse_are_excused(planned):
    desk = study_desk(planned)
    with_leave(desk, "wu", TODAY, TODAY)
    mark(desk, session(desk), "li", Presence.ABSENT)
    before = desk.revision()
    keep_roll(desk, session(desk), rest_marks(study_roll(desk), Presence.PRESENT))
    assert states(desk) == {"zhao": "present", "qian": "present", "li": "absent", "wu": "excused"}
    assert line(desk, "wu").kept.reason == "sick leave"
    assert desk.revision() == before + 1


def test_whoever_was_marked_meanwhile_keeps_that_mark_when_the_rest_is_marked(planned):
    desk = study_desk(planned)
    marks = rest_marks(study_roll(desk), Presence.PRESENT)
    mark(desk, session(desk), "li", Presence.ABSENT)
    keep_roll(desk, session(desk), marks, only_open=True)
    assert states(desk)["li"] == "absent"


def test_a_guest_comes_onto_the_roll_and_off_it_again(planned):
    desk = study_desk(planned)
    with_person(desk, "sun", "孙丽", squad="3", starts=date(2026, 11, 1))
    held = session(desk, "training-doors-1")
    mark(desk, held, "wu", Presence.PRESENT)
    assert states(desk, "training-doors-1") == {"zhao": None, "li": None, "wu": "present"}
    assert take_back(desk, held, "wu")
    assert not take_back(desk, held, "wu")
    assert "wu" not in states(desk, "training-doors-1")


def test_renewing_a_roll_gives_what_reading_it_anew_gives(planned):
    desk = study_desk(planned)
    with_leave(desk, "wu", TODAY, TODAY)
    held = session(desk, "training-doors-1")
    roll = Roll.of(desk, held)
    for person in ("li", "wu"):
        mark(desk, held, person, Presence.PRESENT)
        roll = roll.renewed(desk)
        assert roll.lines == Roll.of(desk, held).lines
    take_back(desk, held, "wu")
    assert roll.renewed(desk).lines == Roll.of(desk, held).lines


def test_the_commands_mark_and_show(planned):
    desk = study_desk(planned)
    with_duty(desk, "wu", TODAY)
    status, document = run_json(
        planned, "training", "attend", STUDY, "li=late:12", "钱卫东=excused:病假", "--rest", "present"
    )
    assert status == 0
    assert document["counts"] == {"present": 1, "late": 1, "excused": 2, "absent": 0, "open": 0}
    assert document["state"] == "held"
    people = {each["person"]: each for each in document["people"]}
    assert (people["li"]["minutes"], people["qian"]["reason"]) == (12, "病假")
    assert people["wu"]["reason"] == "on duty: Main gate, Day"
    status, output = run(planned, "training", "attendance", STUDY)
    assert status == 0
    assert "late 12 min" in output
    assert "present 1, late 1, excused 2, absent 0, open 0" in output
    assert run_json(planned, "training", "attendance", STUDY)[1] == document


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("li", "'li' is no mark; expected PERSON=present"),
        ("li=flying", "'li=flying' is no mark"),
        ("li=present:3", "is no mark"),
        ("li=late:soon", "'li=late:soon': expected late:MINUTES, from 0 to 600"),
        ("li=late:601", "expected late:MINUTES"),
        ("ghost=present", "'ghost' is nobody here"),
    ],
)
def test_what_is_no_mark_is_refused_in_one_line_and_keeps_nothing(planned, typed, expected):
    desk = study_desk(planned)
    with pytest.raises(DataProblem, match=expected) as caught:
        run(planned, "training", "attend", STUDY, "wu=present", typed)
    assert "\n" not in str(caught.value)
    assert desk.table(Attendance).all() == ()


def test_someone_marked_twice_in_one_command_is_refused(planned):
    study_desk(planned)
    with pytest.raises(DataProblem, match="li is marked twice"):
        run(planned, "training", "attend", STUDY, "li=present", "李强=absent")
    assert run(planned, "training", "attend", STUDY)[0] == 2


def test_the_figures_say_how_many_attended(planned):
    desk = study_desk(planned)
    keep_roll(
        desk,
        session(desk),
        [Mark("zhao", Presence.PRESENT), Mark("li", Presence.LATE, 5), Mark("wu", Presence.ABSENT)],
    )
    mark(desk, session(desk, "training-doors-1"), "wu", Presence.PRESENT)
    figures = {each.key: each for each in desk.figures(2026)}
    assert figures["training.taken.study"].value == 1
    assert figures["training.attended.study"].value == 66.7
    assert figures["training.attended.study"].records == (f"activity:{STUDY}",)
    assert "training.attended.training" not in figures
    assert not [key for key in {each.key for each in desk.figures(2025)} if key.startswith("training.taken")]


def test_a_persons_attendance_stands_in_their_history(planned):
    desk = study_desk(planned)
    mark(desk, session(desk), "li", Presence.ABSENT)
    assert desk.history("person:li")[0].why == "李强: absent at Study 学习, 2026-11-24"
    assert desk.history(f"activity:{STUDY}")[0].why == "李强: absent at Study 学习, 2026-11-24"
