from datetime import date, datetime

from dutydesk.domain import Activity
from dutydesk_roster.assignment import Assignment

DAY = date(2026, 11, 26)


def found(desk):
    return [each for each in desk.clashes(DAY, DAY) if each.rule == "rested-leader"]


def test_a_leader_who_stood_the_night_before_is_a_clash(desk):
    with desk.change("a drill") as change:
        change.add(
            Activity(
                id="fire",
                kind="drill-fire",
                title="Fire drill",
                start=datetime(2026, 11, 26, 8),
                end=datetime(2026, 11, 26, 9),
                owner="li",
            )
        )
    assert found(desk) == []
    with desk.change("a night") as change:
        change.add(
            Assignment(id="night", person="li", post="main-gate", shift="night", day=date(2026, 11, 25))
        )
    (clash,) = found(desk)
    assert clash.text == "Fire drill: whoever leads it stood until 07:00."
