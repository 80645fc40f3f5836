from datetime import datetime, timedelta

from dutydesk.domain import Activity
from dutydesk.testing import screen_text
from dutydesk_drills.api import activity_kind, drill_kinds


def hold_one(desk):
    start = datetime(2026, 11, 20, 9)
    with desk.change("a drill") as change:
        change.add(
            Activity(
                id="gate",
                kind=activity_kind("visitor"),
                title="Visitor lockdown",
                start=start,
                end=start + timedelta(minutes=20),
                state="held",
            )
        )


def test_the_kind_has_its_stages_and_its_rule(desk):
    kind = drill_kinds(desk)["visitor"]
    assert kind.stages[1].target_seconds == 90
    assert [(rule.every, rule.least) for rule in kind.rules] == [("term", 1)]


def test_the_card_says_when_the_last_one_was(desk):
    assert "Last drill: never" in screen_text(desk, "gate-card")
    hold_one(desk)
    assert "Last drill: 2026-11-20" in screen_text(desk, "gate-card")


def test_those_held_are_counted_with_their_records(desk):
    hold_one(desk)
    (figure,) = [each for each in desk.figures(2026) if each.key == "visitor-drills"]
    assert (figure.value, figure.records) == (1, ("activity:gate",))
