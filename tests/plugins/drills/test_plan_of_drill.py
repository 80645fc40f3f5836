"""The plan of a drill: what kind, drills.toml and records say together, and how it is changed."""

from datetime import date, time

import pytest

from dutydesk.api import DataProblem, StaleChange
from dutydesk.api.holding import HELD, change_occurrence
from dutydesk.domain import Activity
from dutydesk_drills.after.findings import add_finding
from dutydesk_drills.drill_plan import DrillBuilding, DrillPlan
from dutydesk_drills.drills import find_drill
from dutydesk_drills.preparing.announcing import announce, keep_secret
from dutydesk_drills.preparing.copying import copy_plan, drill_before
from dutydesk_drills.preparing.planning import drop_building, put_building, tell_parents, write_plan
from dutydesk_drills.signing import sign_off
from tests.plugins.drills.prepared_school import added, plan, school, who_has
from tests.plugins.drills.test_drills import DRILL
from tests.plugins.planned_desk import run, run_json


@pytest.fixture
def desk(planned):
    return school(planned)


def test_without_named_buildings_the_drill_is_about_all_or_the_one_of_its_place(desk):
    found = plan(desk, added(desk))
    assert [(each.code, each.heads, each.route, each.assembly) for each in found.buildings] == [
        ("teaching", 620, "East stairs", "Sports ground"),
        ("dorm", None, "", "Basketball court"),
    ]
    assert not found.names_buildings
    assert found.expected_heads is None, "nobody has said how many are in the dormitory"
    assert [each.code for each in plan(desk, added(desk, place="Dormitory")).buildings] == ["dorm"]
    assert [each.code for each in plan(desk, added(desk, "bus")).buildings] == ["bus-1"]


def test_what_is_said_for_this_drill_goes_before_what_is_usual(desk):
    key = added(desk, buildings=["teaching", "dorm"])
    put_building(desk, find_drill(desk, key), "dorm", heads=350, route="Both stairs")
    teaching, dorm = plan(desk, key).buildings
    assert (dorm.heads, dorm.route, dorm.assembly) == (350, "Both stairs", "Basketball court")
    assert plan(desk, key).expected_heads == 970
    write_plan(desk, find_drill(desk, key), assembly="Gym", conditions=["second_way_out"])
    teaching, dorm = plan(desk, key).buildings
    assert (teaching.route, teaching.assembly) == ("Outer stairs", "Gym")
    assert (dorm.route, dorm.assembly) == ("Both stairs", "Gym")
    put_building(desk, find_drill(desk, key), "dorm", assembly="Court")
    assert plan(desk, key).buildings[1].assembly == "Court"
    assert plan(desk, key).buildings[1].heads is None


def test_where_people_stay_inside_no_way_out_is_planned(desk):
    (building,) = plan(desk, added(desk, "lockdown", buildings=["teaching"])).buildings
    assert (building.heads, building.route, building.assembly) == (620, "", "")


def test_a_role_is_needed_once_in_each_building_or_on_each_floor(desk):
    assert [each.code for each in plan(desk, added(desk)).parts] == [
        "commander",
        "medic",
        "gate",
        "sweeper:teaching",
        "sweeper:dorm",
        "warden:teaching:1",
        "warden:teaching:2",
        "warden:dorm:1",
    ]
    last = plan(desk, added(desk)).parts[-2]
    assert last.title == "Floor warden, Teaching block, floor 2"


def test_each_change_is_one_entry_of_the_journal_and_can_be_undone(desk):
    key = added(desk)
    write_plan(desk, find_drill(desk, key), scenario="Smoke in the kitchen", debrief="Guard room")
    put_building(desk, find_drill(desk, key), "teaching", heads=600)
    tell_parents(desk, find_drill(desk, key), date(2026, 11, 23))
    assert [each.why for each in desk.history(f"activity:{key}", 3)] == [
        "Parents were told of a drill: Evacuation drill, 2026-12-02",
        "Teaching block takes part: Evacuation drill, 2026-12-02",
        "Plan of a drill: Evacuation drill, 2026-12-02",
    ]
    for _each in range(3):
        desk.undo()
    assert desk.table(DrillPlan).all() == desk.table(DrillBuilding).all() == ()


def test_the_scenario_of_the_kind_is_not_kept_as_ones_own(desk):
    key = added(desk)
    usual = plan(desk, key).scenario
    write_plan(desk, find_drill(desk, key), scenario=usual)
    assert desk.table(DrillPlan).all() == ()
    write_plan(desk, find_drill(desk, key), scenario="Smoke")
    assert plan(desk, key).scenario == "Smoke"
    write_plan(desk, find_drill(desk, key), scenario="")
    assert plan(desk, key).scenario == usual


def test_who_was_slower_is_told_and_changes_nothing(desk):
    drill = find_drill(desk, added(desk))
    write_plan(desk, drill, routes="East")
    with pytest.raises(StaleChange):
        write_plan(desk, drill, routes="West")
    assert plan(desk, drill.key).drill.plan.routes == "East"


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        (
            lambda desk, drill: put_building(desk, drill, "tower"),
            "'tower' is no building; expected one of teach",
        ),
        (lambda desk, drill: put_building(desk, drill, "dorm", heads=-1), "-1 is no number of heads"),
        (lambda desk, drill: write_plan(desk, drill, conditions=["night"]), "'night' is not said in a plan"),
        (lambda desk, drill: tell_parents(desk, drill, date(2026, 11, 25)), "2026-11-25 has not come yet"),
        (lambda desk, drill: drop_building(desk, drill, "dorm"), "'dorm' is not among the buildings"),
    ],
)
def test_what_cannot_be_is_refused(desk, work, expected):
    with pytest.raises(DataProblem, match=expected):
        work(desk, find_drill(desk, added(desk)))
    assert desk.table(DrillPlan).all() == desk.table(DrillBuilding).all() == ()


def test_a_building_leaves_with_its_parts_and_comes_back_with_them(planned, desk):
    key = added(desk, buildings=["teaching", "dorm"])
    run(planned, "drills", "part", key, "sweeper:dorm", "li")
    run(planned, "drills", "part", key, "warden:dorm:1", "--name", "Lin Bo")
    run(planned, "drills", "part", key, "commander", "zhao")
    drop_building(desk, find_drill(desk, key), "dorm")
    assert who_has(desk, key) == {"commander": "赵建国"}
    desk.undo()
    assert who_has(desk, key) == {"commander": "赵建国", "sweeper:dorm": "李强", "warden:dorm:1": "Lin Bo"}


def test_announcing_and_keeping_secret_decides_who_has_it_in_the_calendar(desk):
    key = added(desk, owner="li")
    keep_secret(desk, find_drill(desk, key))
    secret = find_drill(desk, key)
    assert not secret.is_announced
    assert desk.participants([secret.held])[key] == ("zhao", "li")
    announce(desk, secret, ["吴刚"])
    told = find_drill(desk, key)
    assert told.is_announced
    assert desk.participants([told.held])[key] == ("wu",)
    desk.undo()
    announce(desk, find_drill(desk, key))
    assert len(desk.participants([find_drill(desk, key).held])[key]) == 4


def test_a_drill_of_the_file_is_announced_there(planned):
    desk = school(planned, DRILL)
    with pytest.raises(DataProblem, match=r"config/drills.toml; write announced = false in its"):
        keep_secret(desk, find_drill(desk, "fire"))
    assert run(planned, "drills", "prepare", "fire", "--routes", "East")[0] == 0
    assert plan(desk, "fire").drill.plan.routes == "East", "the rest of its plan is kept in the desk"


def held(desk, key):
    with desk.change("held") as change:
        drill = find_drill(desk, key)
        change_occurrence(change, drill.held, state=HELD)
    return find_drill(desk, key)


def test_what_earlier_drills_have_shown_comes_back_until_it_is_mended(desk):
    earlier = {
        "same kind": held(desk, added(desk, day=date(2026, 11, 2))),
        "same building": held(desk, added(desk, "fire", day=date(2026, 11, 3), buildings=["teaching"])),
        "neither": held(desk, added(desk, "lockdown", day=date(2026, 11, 4), buildings=["dorm"])),
    }
    for title, drill in earlier.items():
        add_finding(desk, drill, title, owner="li", due=date(2026, 12, 20))
    add_finding(desk, earlier["same kind"], "in the dormitory", owner="li", due=None, building="dorm")
    key = added(desk, buildings=["teaching"])
    assert [(each.task.title, each.owner) for each in plan(desk, key).findings] == [
        ("same building", "李强"),
        ("same kind", "李强"),
    ]
    assert plan(desk, added(desk, day=date(2026, 11, 1))).findings == (), "that drill comes before them"
    assert [each.task.title for each in plan(desk, added(desk, buildings=["dorm"])).findings] == [
        "neither",
        "same kind",
        "in the dormitory",
    ]
    task = plan(desk, key).findings[0].task
    with desk.change("mended") as change:
        from dataclasses import replace

        change.replace(replace(task, done=date(2026, 11, 24)))
    assert [each.task.title for each in plan(desk, key).findings] == ["same kind"]


def test_a_record_that_is_signed_off_is_not_planned_anew(desk):
    drill = held(desk, added(desk, day=date(2026, 11, 2)))
    sign_off(desk, drill, "zhao")
    with pytest.raises(DataProblem, match="signed off"):
        write_plan(desk, drill, routes="East")
    with pytest.raises(DataProblem, match="signed off"):
        put_building(desk, drill, "dorm")


def test_a_drill_is_planned_as_the_last_one_of_its_kind(planned, desk):
    last = added(desk, day=date(2026, 11, 3), buildings=["teaching"])
    run(planned, "drills", "prepare", last, "--routes", "East", "--building", "teaching=600")
    run(planned, "drills", "part", last, "commander", "zhao")
    run(planned, "drills", "check", last, "1")
    added(desk, "fire", day=date(2026, 11, 5), buildings=["dorm"])
    added(desk, day=date(2026, 11, 6))
    key = added(desk)
    drill = find_drill(desk, key)
    assert drill_before(desk, drill).key == last, "the one between has no plan"
    copy_plan(desk, drill, drill_before(desk, drill))
    found = plan(desk, key)
    assert [(each.code, each.heads) for each in found.buildings] == [("teaching", 600)]
    assert (found.drill.plan.routes, who_has(desk, key)) == ("East", {"commander": "赵建国"})
    assert all(line.mark is None for line in found.checklist)
    desk.undo()
    assert who_has(desk, key) == {}
    with pytest.raises(DataProblem, match="no earlier drill of this kind"):
        drill_before(desk, find_drill(desk, added(desk, "weather")))


def test_messages_are_filled_in(planned, desk):
    key = added(desk, title="Autumn drill {x}", place="Gym", at=time(14, 30))
    status, output = run(planned, "drills", "message", key, "parents")
    assert status == 0
    assert "on Wednesday, 2026-12-02 at 14:30 Test holds a drill: Autumn drill {x}." in output
    assert "'nobody' is no message of this drill; expected one of parents, staff" in refusal(
        planned, "message", key, "nobody"
    )


def refusal(planned, *arguments):
    with pytest.raises(DataProblem) as caught:
        run(planned, "drills", *arguments)
    return str(caught.value)


def test_much_is_changed_at_once_or_nothing(planned, desk):
    key = added(desk)
    before = desk.revision()
    refusal(planned, "prepare", key, "--routes", "East", "--building", "tower")
    refusal(planned, "prepare", key, "--routes", "East", "--told-parents", "2026-12-01")
    refusal(planned, "prepare", key, "--routes", "East", "--building", "teaching=many")
    assert desk.revision() == before
    status, document = run_json(
        planned,
        *("drills", "prepare", key, "--routes", "East", "--building", "teaching=600", "--secret"),
        *("--condition", "second_way_out", "--told-parents", "2026-11-20"),
    )
    assert status == 0
    assert desk.revision() == before + 1
    assert (document["routes"], document["conditions"], document["notice_on"], document["announced"]) == (
        "East",
        ["second_way_out"],
        "2026-11-20",
        False,
    )
    assert [(each["building"], each["heads"]) for each in document["buildings"]] == [("teaching", 600)]
    status, document = run_json(
        planned, "drills", "prepare", key, "--building", "all", "--no-building", "dorm"
    )
    assert [each["building"] for each in document["buildings"]] == ["teaching"]
    refusal(planned, "prepare", key, "--no-building", "teaching")


def test_a_line_of_the_checklist_is_marked_wrong_and_right_and_not_at_all(planned, desk):
    key = added(desk)
    assert run(planned, "drills", "check", key, "2", "--wrong", "--note", "one lamp is dark")[0] == 0
    _status, document = run_json(planned, "drills", "show", key)
    assert document["checklist"][1]["right"] is False
    assert document["checklist"][1]["note"] == "one lamp is dark"
    run(planned, "drills", "check", key, "exit signs")
    mark = plan(desk, key).checklist[1].mark
    assert (mark.is_right, mark.note) == (True, "")
    run(planned, "drills", "check", key, "2", "--unmark")
    assert all(line.mark is None for line in plan(desk, key).checklist)
    assert "there is no line 99; the checklist of Evacuation drill has 13" in refusal(
        planned, "check", key, "99"
    )
    assert "stands in 0 lines" in refusal(planned, "check", key, "dragons")


def test_drills_are_added_and_listed_by_the_school_year(planned, desk):
    status, document = run_json(
        planned,
        *("drills", "add", "fire", "2026-12-02", "10:00", "--title", "Winter fire", "--minutes", "20"),
        *("--owner", "李强", "--building", "dorm", "--secret", "--place", "Gym"),
    )
    assert status == 0
    activity = desk.table(Activity).get(document["drill"])
    assert (activity.title, activity.owner, activity.private, activity.participants) == (
        "Winter fire",
        "li",
        True,
        ("@rank:leader", "li"),
    )
    assert (activity.end - activity.start).total_seconds() == 1200
    assert "'storm' is no kind of drill" in refusal(planned, "add", "storm", "2026-12-02", "10:00")
    added(desk, day=date(2027, 9, 2))
    _status, document = run_json(planned, "drills", "list")
    assert [(each["title"], each["parts_needed"], each["buildings"]) for each in document["drills"]] == [
        ("Winter fire", 6, ["dorm"])
    ]
    _status, output = run(planned, "drills", "list", "--year", "2027")
    assert "2027-09-02 10:00  Evacuation drill" in output
    assert run(planned, "drills", "list", "--year", "2030")[1].startswith("No drill in this school year")
