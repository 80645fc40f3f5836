"""The drills of drills.toml in the desk's calendar, announced and not."""

from datetime import date

import pytest

from dutydesk.api.holding import change_occurrence
from dutydesk_drills.drills import drill_occurrences, with_plans
from dutydesk_roster.assignment import Assignment
from tests.plugins.planned_desk import example, refused, run, wall, with_people

DRILL = """
[[drill]]
code = "fire"
kind = "fire"
title = "Fire drill"
date = 2026-12-02
start = "10:00"
minutes = 45
place = "Teaching block"
participants = ["@all"]
owner = "qian"
"""
NIGHT = """
[[drill]]
code = "night"
kind = "evacuation"
title = "Night evacuation"
date = 2026-12-03
start = "23:50"
minutes = 20
participants = ["@all"]
owner = "li"
announced = false
"""
DAY = date(2026, 12, 2)


def drills(desk, first=date(2026, 11, 1), last=date(2026, 12, 31)):
    return drill_occurrences(desk, first, last)


def events(desk):
    found = desk.feed_events(desk.zone.days(date(2026, 12, 1), date(2026, 12, 8)))
    return {each.uid: each for each in found if each.kind != "register"}


def test_a_new_desk_plans_no_drill_and_no_rule(planned):
    desk = planned.open()
    assert drills(desk) == ()
    assert not [each for each in desk.due(date(2026, 11, 1), date(2026, 12, 31)) if each.screen == "drills"]


def test_a_drill_is_in_everyones_calendar(planned):
    planned.write(drills=DRILL)
    desk = with_people(planned.open())
    event = events(desk)["activity-drill-fire"]
    assert event.start.isoformat() == "2026-12-02T10:00:00+08:00"
    assert event.end.isoformat() == "2026-12-02T10:45:00+08:00"
    assert event.people == ("zhao", "qian", "li", "wu")
    assert event.feeds == ("kind/drill-fire", "squadron")
    assert (event.category, event.description) == ("Fire drill", "In charge: 钱卫东")
    assert "kind/drill-fire" in {each.name for each in desk.feeds()}


def test_a_drill_that_moves_in_the_file_or_in_the_desk_keeps_its_event(planned):
    planned.write(drills=DRILL)
    desk = planned.open()
    (held,) = drills(desk)
    with desk.change("moved") as change:
        change_occurrence(change, held, start=wall("2026-12-04T09:00"), end=wall("2026-12-04T10:00"))
    assert list(events(desk)) == ["activity-drill-fire"]
    assert events(desk)["activity-drill-fire"].start.isoformat() == "2026-12-04T09:00:00+08:00"
    planned.write(drills=DRILL.replace("12-02", "12-07"))
    assert events(planned.open())["activity-drill-fire"].start.isoformat() == "2026-12-07T10:00:00+08:00"


def test_an_unannounced_drill_is_known_to_its_owner_and_the_leaders_alone(planned):
    planned.write(drills=DRILL + NIGHT)
    desk = with_people(planned.open())
    event = events(desk)["activity-drill-night"]
    assert event.people == ("zhao", "li")
    assert event.feeds == ()
    assert event.description == "In charge: 李强\nNot announced: keep it to yourself."
    assert [each.key for each in drills(desk)] == ["drill-fire", "drill-night"]
    taken = [
        each for each in desk.commitments(desk.zone.days(DAY, date(2026, 12, 4))) if "night" in each.source
    ]
    assert sorted(each.person for each in taken) == ["li", "zhao"]


def test_an_unannounced_drill_can_be_moved_and_keeps_its_event(planned):
    planned.write(drills=NIGHT)
    desk = with_people(planned.open())
    before = events(desk)["activity-drill-night"]
    with desk.change("moved") as change:
        change_occurrence(
            change, drills(desk)[0], start=wall("2026-12-07T22:00"), end=wall("2026-12-07T22:30")
        )
    after = events(desk)["activity-drill-night"]
    assert after.start.isoformat() == "2026-12-07T22:00:00+08:00"
    assert after.revision > before.revision
    assert after.changed > before.changed
    desk.undo()
    assert events(desk)["activity-drill-night"].start == before.start


def test_who_is_on_duty_takes_part_there_unless_the_drill_wants_them_elsewhere(planned):
    for name, text in (("drills", DRILL), ("secret", DRILL + "announced = false\n")):
        planned.write(drills=text)
        desk = planned.open()
        if name == "drills":
            with_people(desk)
            with desk.change("duty") as change:
                change.add(Assignment(id="duty", person="zhao", post="main-gate", shift="day", day=DAY))
        assert desk.clashes(DAY, DAY) == ()
        planned.write(drills=text + "excuses_duty = false\n")
        (clash,) = planned.open().clashes(DAY, DAY)
        assert (clash.person, clash.rule) == ("zhao", "during-activity")
        assert "Fire drill" in clash.text


FLOOD = """
plugin = "drill"
[drill]
code = "flood"
name = "Flood drill"
colour = "navy"
counts_as = ["evacuation"]
"""


def test_a_drill_of_a_kind_of_ones_own_is_in_the_calendar(planned):
    planned.write(drills=DRILL.replace('kind = "fire"', 'kind = "flood"'))
    (planned.folder / "plugins").mkdir(exist_ok=True)
    (planned.folder / "plugins" / "flood.toml").write_text(FLOOD, encoding="utf-8")
    desk = planned.open()
    assert [each.activity.kind for each in drills(desk)] == ["drill-flood"]
    assert [each.kind.name for each in with_plans(desk, drills(desk))] == ["Flood drill"]
    assert events(desk)["activity-drill-fire"].feeds == ("kind/drill-flood", "squadron")


def test_a_drill_whose_kind_is_not_known_stays_in_the_calendar_and_is_told_of(planned):
    planned.write(drills=DRILL.replace('kind = "fire"', 'kind = "fier"'))
    assert "activity-drill-fire" in events(planned.open())
    status, output = run(planned, "drills", "kinds")
    assert status == 1
    assert "[[drill]] 1, kind: 'fier' is no kind of drill; expected one of bus, earth" in output


def test_the_example_in_the_default_file_holds(planned):
    planned.write(drills=example("drills"))
    day = date.fromisoformat("2026-11-11")
    assert len(planned.open().occurrences(day, day, ["drill-fire"])) == 1


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("2026-12-02", "2026-13-02", "drills.toml, line 6"),
        ("date = 2026-12-02\n", "", "[[drill]] 1: the key date is missing"),
        ('"10:00"', '"24:00"', "line 7, [[drill]] 1, start: expected a time of day such as 08:00"),
        (
            "minutes = 45",
            "minutes = 0",
            "line 8, [[drill]] 1, minutes: expected a whole number of at least 1",
        ),
        ('["@all"]', '["@rank:chief"]', "participants"),
        (
            'code = "fire"',
            'code = "fire drill"',
            "code: expected up to 32 letters, digits, dashes and underscores",
        ),
    ],
)
def test_a_wrong_drill_is_named_by_file_line_and_key(planned, old, new, expected):
    assert old in DRILL
    refused(planned, expected, drills=DRILL.replace(old, new))


RULE = '[[rule]]\ncode = "r"\nwants = "count"\nname = "R"\nevery = "month"\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (DRILL + DRILL, "line 14, [[drill]] 2, code: 'fire' is used twice"),
        ('[[drill_kind]]\ncode = "fire"\nname = "Fire"\n', "drill_kind"),
        (RULE.replace("month", "week"), "line 5, [[rule]] 1, every: expected one of"),
        (RULE.replace("count", "luck"), "line 3, [[rule]] 1, wants"),
        (RULE + 'kind = "tornado"\n', "[[rule]] 1, kind"),
        (RULE * 2, "[[rule]] 2, code: 'r' is used twice"),
        ('[[building]]\ncode = "a"\nname = "A"\n' * 2, "line 5, [[building]] 2, code: 'a' is used twice"),
        ('[[building]]\ncode = "a"\nname = "A"\nfloors = 0\n', "line 4, [[building]] 1, floors"),
    ],
)
def test_what_else_is_wrong_in_the_file_is_named(planned, text, expected):
    refused(planned, expected, drills=text)
