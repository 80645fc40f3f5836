"""What is said of a drill afterwards."""

from datetime import date

import pytest

from dutydesk.api import DataProblem
from dutydesk_drills.after.review import change_review
from dutydesk_drills.drill_moment import DrillReview
from dutydesk_drills.drills import find_drill
from dutydesk_drills.signing import review_of
from tests.plugins.drills.after_desk import FIRE, NIGHT, SCHOOL, held, noted, opened
from tests.plugins.planned_desk import run, run_json


def test_each_text_is_kept_by_itself_and_cleaned(planned):
    desk, drill = held(planned)
    change_review(desk, drill, went_well="calm\x1b[2J\r\nquick", weather="rain\nwind")
    change_review(desk, drill, to_improve="doors", took_part=760)
    review = review_of(desk, drill.key)
    assert (review.went_well, review.to_improve, review.weather, review.took_part) == (
        "calm\N{REPLACEMENT CHARACTER}[2J\nquick",
        "doors",
        "rain wind",
        760,
    )
    change_review(desk, drill, went_well="", took_part=-1)
    review = review_of(desk, drill.key)
    assert (review.went_well, review.to_improve, review.took_part) == ("", "doors", None)


def test_the_command_keeps_and_prints_it(planned):
    held(planned, teaching=130)
    assert run(planned, "drills", "review", "fire", "--went-well", "Both stairs were used.")[0] == 0
    status, output = run(planned, "drills", "review", "fire")
    assert status == 0
    assert output.splitlines() == [
        "Fire drill, 2026-11-18, 20 min",
        "Teaching block: 2:10 of 2:00, +0:10 over; counted ?/620",
        "Went well: Both stairs were used.",
        "Not signed off yet",
    ]


def test_as_json_it_has_the_results_too(planned):
    desk, drill = held(planned, teaching=110)
    noted(desk, drill, (120, "missing", {"text": "Lin Bo", "building": "teaching"}))
    status, told = run_json(planned, "drills", "review", "fire", "--took-part", "611")
    assert status == 0
    (teaching,) = told["buildings"]
    assert (teaching["seconds"], teaching["target_seconds"], teaching["within"], teaching["missing"]) == (
        110,
        120,
        True,
        ["Lin Bo"],
    )
    assert (told["took_part"], told["minutes"], told["within_target"]) == (611, 20, True)
    assert (told["signed_by"], told["as_signed"]) == ("", True)


@pytest.mark.parametrize("code", ["fire", "night"])
def test_of_a_drill_that_was_not_held_nothing_is_said(planned, code):
    desk = opened(planned, SCHOOL + FIRE + NIGHT, date(2026, 11, 10))
    with pytest.raises(DataProblem, match="is not marked as held yet"):
        run(planned, "drills", "review", code, "--weather", "rain")
    with pytest.raises(DataProblem, match="is not marked as held yet"):
        run(planned, "drills", "review", code)
    assert desk.table(DrillReview).all() == ()


def test_a_review_can_be_undone(planned):
    desk, drill = held(planned)
    change_review(desk, drill, weather="rain")
    desk.undo()
    assert review_of(desk, drill.key).weather == ""
    change_review(desk, find_drill(desk, "fire"), weather="sun")
    assert review_of(desk, drill.key).weather == "sun"
