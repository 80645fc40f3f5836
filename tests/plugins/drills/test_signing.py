"""Signing the record of a drill off, and what is refused afterwards."""

from datetime import date

import pytest

from dutydesk.api import DataProblem, UndoRefused
from dutydesk_drills.after.drill_report import DrillReport
from dutydesk_drills.after.findings import add_finding
from dutydesk_drills.after.review import change_review
from dutydesk_drills.drill_moment import DrillMoment
from dutydesk_drills.drills import find_drill
from dutydesk_drills.live.correcting import Correction, correct_moment
from dutydesk_drills.live.moment_draft import MomentDraft, MomentSort
from dutydesk_drills.live.noting import note
from dutydesk_drills.recording import record_drill
from dutydesk_drills.signing import review_of, sign_off, take_signature_back
from tests.plugins.drills.after_desk import ALARM, HELD, held, opened
from tests.plugins.planned_desk import run, run_json


@pytest.fixture
def signed(planned):
    desk, drill = held(planned, teaching=110)
    change_review(desk, drill, went_well="calm")
    sign_off(desk, drill, "赵建国")
    return desk, drill


def test_the_signature_is_a_persons_key_and_the_day(signed):
    desk, drill = signed
    review = review_of(desk, drill.key)
    assert (review.signed_by, review.signed_on, review.went_well) == ("zhao", date(2026, 11, 24), "calm")
    entry = desk.history("activity:drill-fire")[0]
    assert (entry.who, entry.why) == ("test", "Signed off by 赵建国: Fire drill, 2026-11-18")


def test_record_review_and_moments_are_then_refused_in_one_line(signed):
    desk, drill = signed
    moment = desk.table(DrillMoment).all()[0]
    attempts = (
        lambda: record_drill(desk, drill.held, day=HELD, minutes=5),
        lambda: change_review(desk, drill, weather="rain"),
        lambda: note(desk, drill, MomentDraft(sort=MomentSort.NOTE, text="x", at=ALARM)),
        lambda: correct_moment(desk, drill, moment.id, Correction(why="typo", at=ALARM)),
        lambda: sign_off(desk, drill, "qian"),
    )
    before = desk.revision()
    for attempt in attempts:
        with pytest.raises(DataProblem, match="signed off by") as caught:
            attempt()
        assert "\n" not in str(caught.value)
    assert desk.revision() == before
    with pytest.raises(DataProblem, match="drills sign drill-fire --take-back --why REASON"):
        change_review(desk, drill, weather="rain")


def test_weak_points_go_on_after_it(signed):
    desk, drill = signed
    assert add_finding(desk, drill, "A door sticks", owner="li", due=date(2026, 12, 1)).is_open


def test_it_is_taken_back_with_a_reason_that_stands_in_the_journal(signed):
    desk, drill = signed
    with pytest.raises(DataProblem, match="is taken back with a reason"):
        take_signature_back(desk, drill, " ")
    take_signature_back(desk, drill, "a wrong time")
    assert desk.history("activity:drill-fire")[0].why == (
        "Signature taken back: Fire drill, 2026-11-18: a wrong time"
    )
    change_review(desk, drill, weather="rain")
    assert review_of(desk, drill.key).signed_on is None
    with pytest.raises(DataProblem, match="is not signed off"):
        take_signature_back(desk, drill, "again")


def test_undo_does_not_take_it_back(signed):
    desk, drill = signed
    with pytest.raises(UndoRefused):
        desk.undo()
    assert review_of(desk, drill.key).signed_by == "zhao"


def test_what_an_undoing_changes_after_all_is_told(planned):
    desk, drill = held(planned, teaching=110)
    moment = next(each for each in desk.table(DrillMoment).all() if each.building)
    correct_moment(desk, drill, moment.id, Correction(why="typo", heads=600))
    sign_off(planned.open("clerk"), drill, "zhao")
    assert DrillReport.of(desk, drill).is_as_signed
    desk.undo()
    report = DrillReport.of(desk, find_drill(desk, "fire"))
    assert not report.is_as_signed
    assert (
        "Signed off by 赵建国 on 2026-11-24; ! changed since" in run(planned, "drills", "review", "fire")[1]
    )


def test_the_command_signs_and_takes_back(planned):
    held(planned)
    assert run_json(planned, "drills", "sign", "fire", "--by", "zhao") == (
        0,
        {"drill": "drill-fire", "signed_by": "zhao", "signed_on": "2026-11-24"},
    )
    assert run(planned, "drills", "sign", "fire", "--take-back", "--why", "typo") == (
        0,
        "Fire drill of 2026-11-18 is not signed off any more.\n",
    )
    assert run(planned, "drills", "sign", "fire", "--by", "zhao")[1] == (
        "Fire drill of 2026-11-18 is signed off by 赵建国.\n"
    )


@pytest.mark.parametrize("arguments", [(), ("--by", "zhao", "--take-back")])
def test_the_command_asks_for_one_of_both(planned, arguments):
    held(planned)
    status, output = run(planned, "drills", "sign", "fire", *arguments)
    assert (status, "either --by PERSON or --take-back" in output) == (2, True)


def test_nobody_signs_a_drill_that_was_not_held_or_under_a_name_that_is_not_here(planned):
    desk = opened(planned)
    with pytest.raises(DataProblem, match="not marked as held"):
        run(planned, "drills", "sign", "fire", "--by", "zhao")
    record_drill(desk, find_drill(desk, "fire").held, day=HELD, minutes=20)
    with pytest.raises(DataProblem, match="is nobody here"):
        run(planned, "drills", "sign", "fire", "--by", "stranger")
