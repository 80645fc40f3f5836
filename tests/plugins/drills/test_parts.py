"""Who plays which part in a drill: filled from those who are there, by hand, and who learns of it."""

from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dutydesk.api import DataProblem
from dutydesk.domain import Activity, Certificate, Occurrence, Person
from dutydesk_drills.drill_plan import DrillBuilding, DrillPart, DrillPlan
from dutydesk_drills.drills import Drill, find_drill
from dutydesk_drills.kind import DrillKind, DrillRole
from dutydesk_drills.preparing.candidates import Candidate, Those
from dutydesk_drills.preparing.filling import filling_from
from dutydesk_drills.preparing.parts import clear_part, give_part
from dutydesk_drills.preparing.plan_of_drill import PlanOfDrill, needed_parts
from dutydesk_drills.preparing.planned_building import planned_buildings
from dutydesk_drills.preparing.time_taken import TimeTaken
from dutydesk_drills.settings import Building
from dutydesk_roster.assignment import Assignment
from tests.plugins.drills.prepared_school import (
    DAY,
    added,
    away,
    fill_parts,
    on_duty,
    plan,
    school,
    who_has,
)
from tests.plugins.drills.test_drills import NIGHT
from tests.plugins.planned_desk import run, run_json, wall


@pytest.fixture
def desk(planned):
    return school(planned)


def events(desk):
    return {each.uid: each for each in desk.feed_events(desk.zone.days(DAY, DAY))}


def test_the_leader_commands_and_the_gate_falls_to_whoever_stands_there(desk):
    on_duty(desk, "wu", "main-gate")
    with desk.change("first aid") as change:
        change.add(Certificate(id="c", person="li", qualification="first-aid", earned=date(2026, 1, 1)))
    key = added(desk, buildings=["dorm"])
    filling = fill_parts(desk, key)
    assert who_has(desk, key) == {
        "commander": "赵建国",
        "medic": "李强",
        "gate": "吴刚",
        "sweeper:dorm": "钱卫东",
    }
    why = {each.part.code: each.why for each in filling.chosen}
    assert why["commander"] == "leader; takes part and is free"
    assert why["medic"] == "takes part and is free; qualified: First aid"
    assert why["gate"].startswith("on duty there: Main gate")
    assert [(each.part.code, each.why) for each in filling.unfilled] == [
        ("warden:dorm:1", "all 4 people for it who are there have another part")
    ]


def test_nobody_who_is_away_elsewhere_or_not_qualified_is_chosen_and_it_says_so(desk):
    away(desk, "zhao")
    with desk.change("visit") as change:
        change.add(
            Activity(
                id="visit",
                kind="school",
                title="Visit",
                start=wall("2026-12-02T10:00"),
                end=wall("2026-12-02T12:00"),
                participants=("qian",),
            )
        )
    key = added(desk, buildings=["dorm"])
    filling = fill_parts(desk, key)
    assert set(who_has(desk, key).values()) == {"李强", "吴刚"}
    why = {each.part.code: each.why for each in filling.unfilled}
    assert why["medic"] == (
        "nobody who is there is qualified: First aid; not there: 赵建国 (sick leave), 钱卫东 (also at Visit)"
    )


def test_after_a_night_on_duty_one_rests(desk):

    with desk.change("night") as change:
        change.add(Assignment(id="n", person="zhao", post="main-gate", shift="night", day=date(2026, 12, 1)))
    key = added(desk, buildings=["dorm"], at=time(9))
    fill_parts(desk, key)
    assert who_has(desk, key)["commander"] == "钱卫东"


def test_filling_again_leaves_what_was_chosen_by_hand(planned, desk):
    key = added(desk, buildings=["dorm"])
    run(planned, "drills", "part", key, "commander", "wu")
    run(planned, "drills", "part", key, "sweeper:dorm", "--name", "Lin Bo")
    fill_parts(desk, key)
    first = who_has(desk, key)
    assert (first["commander"], first["sweeper:dorm"]) == ("吴刚", "Lin Bo")
    assert first["gate"] != "吴刚"
    away(desk, next(each.id for each in desk.people() if each.name == first["gate"]))
    fill_parts(desk, key)
    second = who_has(desk, key)
    assert (second["commander"], second["sweeper:dorm"]) == ("吴刚", "Lin Bo")
    assert second["gate"] not in {first["gate"], "吴刚"}
    desk.undo()
    assert who_has(desk, key) == first


def test_whoever_had_fewer_parts_so_far_is_chosen_among_equals(planned, desk):
    earlier = added(desk, "weather", day=date(2026, 11, 3), buildings=["dorm"])
    run(planned, "drills", "part", earlier, "gate", "li")
    key = added(desk, buildings=["dorm"])
    fill_parts(desk, key)
    found = who_has(desk, key)
    assert found["gate"] == "钱卫东", "he has had none, and comes first in the squadron"
    assert found["sweeper:dorm"] == "吴刚", "he has had none, and Li one"


def test_the_command_shows_first_and_says_by_its_status_that_a_part_is_open(planned, desk):
    key = added(desk, buildings=["dorm"])
    status, document = run_json(planned, "drills", "fill", key, "--show")
    assert (status, document["kept"], who_has(desk, key)) == (1, False, {})
    assert [each["part"] for each in document["open"]] == ["medic"]
    status, output = run(planned, "drills", "fill", key)
    assert status == 1
    assert "Commander" in output
    assert who_has(desk, key)["commander"] == "赵建国"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("clown", "li"), "'clown' is no part of this drill; expected one of commander, medic"),
        (("sweeper", "li"), "'sweeper' is no part of this drill"),
        (("commander", "nobody"), "'nobody' is nobody here"),
        (("commander", "--clear"), "nobody has this part: Commander"),
    ],
)
def test_a_part_that_cannot_be_given_is_refused(planned, desk, arguments, expected):
    key = added(desk)
    with pytest.raises(DataProblem, match=expected):
        run(planned, "drills", "part", key, *arguments)
    assert desk.table(DrillPart).all() == ()


def test_a_part_in_an_announced_drill_comes_into_the_calendar(planned, desk):
    key = added(desk, people=["zhao"], buildings=["teaching"])
    run(planned, "drills", "part", key, "sweeper:teaching", "li")
    event = events(desk)[f"activity-{key}"]
    assert event.people == ("zhao", "li")
    assert event.description == "Teaching block: Sports ground\nSweeper, Teaching block: 李强"


def test_of_an_unannounced_drill_one_learns_only_when_the_leader_says_so(planned, desk):
    key = added(desk, is_secret=True, owner="qian", buildings=["teaching"])
    run(planned, "drills", "part", key, "sweeper:teaching", "li")
    event = events(desk)[f"activity-{key}"]
    assert event.people == ("zhao", "qian")
    assert "李强" not in event.description
    assert event.description == "In charge: 钱卫东\nNot announced: keep it to yourself."
    _status, output = run(planned, "drills", "show", key)
    assert "李强 (not told)" in output
    run(planned, "drills", "part", key, "warden:teaching:1", "wu", "--tell")
    assert events(desk)[f"activity-{key}"].people == ("zhao", "qian", "wu")
    found = plan(desk, key)
    clear_part(desk, found, found.part("warden:teaching:1").given)
    assert events(desk)[f"activity-{key}"].people == ("zhao", "qian")
    on_duty(desk, "li")
    run(planned, "drills", "fill", key)
    assert events(desk)[f"activity-{key}"].people == ("zhao", "qian")


def test_of_an_unannounced_drill_in_the_file_nobody_else_can_be_told(planned):
    desk = school(planned, NIGHT)
    found = plan(desk, "night")
    with pytest.raises(DataProblem, match="known to its owner and the leaders alone"):
        give_part(desk, found, found.part("gate"), person="wu", tell=True)
    give_part(desk, found, found.part("gate"), person="wu")
    assert who_has(desk, "night") == {"gate": "吴刚"}


def test_a_part_of_somebody_who_is_away_is_a_clash_but_not_of_a_secret_drill(planned, desk):
    key = added(desk, people=["zhao"])
    run(planned, "drills", "part", key, "gate", "li")
    assert desk.clashes(DAY, DAY) == ()
    away(desk, "li")
    (clash,) = desk.clashes(DAY, DAY)
    assert (clash.person, clash.rule, clash.sources[0]) == ("li", "drill-part-away", f"activity:{key}")
    assert clash.text == ("李强 is away (sick leave) and has a part in Evacuation drill, 12-02 10:00: Gate.")
    assert plan(desk, key).part("gate").hindrance.text == "sick leave"
    run(planned, "drills", "prepare", key, "--secret")
    assert desk.clashes(DAY, DAY) == ()
    assert plan(desk, key).part("gate").hindrance is not None


def test_two_activities_of_one_person_are_one_clash_not_two(planned, desk):
    key = added(desk)
    run(planned, "drills", "part", key, "gate", "li")
    with desk.change("visit") as change:
        change.add(
            Activity(
                id="visit",
                kind="school",
                title="Visit",
                start=wall("2026-12-02T09:30"),
                end=wall("2026-12-02T12:00"),
                participants=("li",),
            )
        )
    assert [each.rule for each in desk.clashes(DAY, DAY)] == ["two-activities"]


ROLES = st.lists(
    st.builds(
        dict,
        per=st.sampled_from(["drill", "building", "floor"]),
        qualification=st.sampled_from(["", "", "aid", "panel"]),
        ranks=st.sampled_from([(), ("leader",), ("deputy", "leader")]),
        posts=st.sampled_from([(), ("gate",)]),
    ),
    min_size=1,
    max_size=4,
)
THERE = st.lists(
    st.tuples(
        st.sampled_from(["leader", "deputy", "guard"]),
        st.frozensets(st.sampled_from(["aid", "panel"])),
        st.sampled_from(["", "Main gate, Day", "Tower A, Day"]),
    ),
    max_size=4,
)


def made_plan(roles, floors):
    kind = DrillKind(
        code="k",
        name="K",
        roles=tuple(DrillRole(code=f"r{i}", name=f"R{i}", **r) for i, r in enumerate(roles)),
    )
    activity = Activity(
        id="d", kind="drill-k", title="K", start=wall("2026-12-02T10:00"), end=wall("2026-12-02T11:00")
    )
    held = Occurrence(activity, DAY, activity.start, activity.end, "", "planned")
    codes = [f"b{i}" for i in range(len(floors))]
    school = [
        Building(code=code, name=f"Tower {code}", floors=n) for code, n in zip(codes, floors, strict=True)
    ]
    drill = Drill(
        held=held,
        kind=kind,
        plan=DrillPlan(id="d"),
        buildings=tuple(DrillBuilding(id=code, drill="d", building=code) for code in codes),
    )
    buildings = planned_buildings(school, drill)
    return PlanOfDrill(
        drill=drill,
        scenario="",
        buildings=buildings,
        parts=tuple(needed_parts(drill, buildings)),
        left_over=(),
        checklist=(),
        messages=(),
        findings=(),
        taken=TimeTaken(),
        names={},
        qualifications={},
    )


def most_that_can_be_filled(parts, there):
    """Return the largest number of parts that different people can have, by trying parts one by one."""
    best, stack = 0, [(0, frozenset(), 0)]
    while stack:
        index, used, count = stack.pop()
        best = max(best, count)
        if index == len(parts) or count + len(parts) - index <= best:
            continue
        stack.append((index + 1, used, count))
        wanted = parts[index].role.qualification
        stack.extend(
            (index + 1, used | {at}, count + 1)
            for at, each in enumerate(there)
            if at not in used and (not wanted or wanted in each.qualifications)
        )
    return best


@settings(max_examples=60, deadline=None)
@given(ROLES, st.lists(st.integers(1, 2), max_size=2), THERE)
def test_as_many_parts_as_can_be_are_filled_and_nobody_has_two_without_need(roles, floors, people):
    found = made_plan(roles, floors)
    there = tuple(
        Candidate(person=Person(id=f"p{i}", name=f"P{i}", rank=rank), qualifications=quals, duty=duty)
        for i, (rank, quals, duty) in enumerate(people)
    )
    filling = filling_from(found, Those(there, ()))
    of = {each.person.id: each for each in there}
    codes = [each.part.code for each in (*filling.chosen, *filling.unfilled)]
    assert sorted(codes) == sorted(each.code for each in found.parts)
    for each in filling.chosen:
        wanted = each.part.role.qualification
        assert not wanted or wanted in of[each.person].qualifications
        assert each.why
    parts_of = {}
    for each in filling.chosen:
        parts_of.setdefault(each.person, []).append(each.part)
    for parts in parts_of.values():
        if len(parts) > 1:
            assert len(parts) == 2
            assert len({(each.role.code, each.building.code) for each in parts}) == 1
            assert parts[0].floor is not None
    if len(found.parts) <= 6:
        assert len(parts_of) == most_that_can_be_filled(found.parts, there)


def test_the_only_one_who_is_qualified_is_left_for_the_part_that_needs_it():
    found = made_plan([{"posts": ("gate",)}, {"qualification": "aid"}], [])
    there = (
        Candidate(
            person=Person(id="p0", name="P0"), qualifications=frozenset({"aid"}), duty="Main gate, Day"
        ),
        Candidate(person=Person(id="p1", name="P1"), qualifications=frozenset()),
    )
    filling = filling_from(found, Those(there, ()))
    assert [(each.part.code, each.person) for each in filling.chosen] == [("r0", "p1"), ("r1", "p0")]
    alone = filling_from(made_plan([{"posts": ("gate",)}], []), Those(there, ()))
    assert [each.person for each in alone.chosen] == ["p0"], "without that part, the one at the gate"


def test_with_too_few_people_one_has_two_floors_and_never_two_buildings():
    found = made_plan([{"per": "floor"}], [2, 2])
    there = tuple(
        Candidate(person=Person(id=f"p{at}", name=f"P{at}"), qualifications=frozenset()) for at in range(2)
    )
    filling = filling_from(found, Those(there, ()))
    assert [(each.part.code, each.person) for each in filling.chosen] == [
        ("r0:b0:1", "p0"),
        ("r0:b0:2", "p1"),
    ]
    filling = filling_from(found, Those(there[:1], ()))
    assert [(each.part.code, each.person) for each in filling.chosen] == [
        ("r0:b0:1", "p0"),
        ("r0:b0:2", "p0"),
    ]
    assert filling.chosen[1].why == "has floor 1 too, as everybody else who is there has a part"


def test_a_part_is_taken_back_and_that_is_undone(desk):
    key = added(desk)
    found = plan(desk, key)
    give_part(desk, found, found.part("gate"), person="li")
    found = plan(desk, key)
    clear_part(desk, found, found.part("gate").given)
    assert who_has(desk, key) == {}
    desk.undo()
    assert who_has(desk, key) == {"gate": "李强"}
    assert find_drill(desk, key).is_announced
