"""By when the registers that come with the program want something: each rule with days reckoned by hand."""

from datetime import date

import pytest

from dutydesk_registers.due_days import day_under, due_days
from tests.plugins.registers.keys_register import context_of
from tests.plugins.registers.shipped import fire_pack, shipped_codes, shipped_register

IN_USE = {"state": "in-use", "bought": "2020-03-01"}
# The register and rule; values of which it wants something and the day; what makes it want nothing.
CASES = [
    ("hazards.rectify", {"due": "2026-12-01"}, "2026-12-01", {"rectified": "2026-11-20"}),
    ("hazards.without-day", {"found": "2026-02-27"}, "2026-03-01", {"due": "2026-03-09"}),
    ("hazards.look-again", {"rectified": "2026-02-20"}, "2026-03-06", {"checked": "2026-02-21"}),
    ("inspections.finish", {"day": "2026-11-20"}, "2026-12-04", {"done": "2026-11-20"}),
    ("letters.by", {"by": "2026-03-31"}, "2026-03-31", {"signed": "2026-03-02"}),
    ("letters.back", {"sent": "2026-03-02"}, "2026-03-16", {"by": "2026-03-31"}),
    ("plans.review", {"made": "2024-02-29"}, "2025-02-28", {"withdrawn": "2025-01-01"}),
    ("incidents.report", {"day": "2026-05-05", "severity": "grave"}, "2026-05-05", {"severity": "slight"}),
    ("incidents.close", {"day": "2026-05-05"}, "2026-06-04", {"closed": "2026-05-06"}),
    ("breaches.settle", {"day": "2026-05-05"}, "2026-05-19", {"settled": "2026-05-06"}),
    ("dutylog.acknowledge", {"day": "2026-05-31", "kind": "handover"}, "2026-06-01", {"kind": "patrol"}),
    ("bicycles.brakes", {"checked": "2026-03-11", "brakes": "no"}, "2026-03-18", {"passed": "2026-03-12"}),
    ("bicycles.bell", {"checked": "2026-03-11", "bell": "no"}, "2026-03-18", {"bell": "yes"}),
    ("bicycles.plate", {"checked": "2026-03-11", "plate": "no"}, "2026-03-18", {"plate": ""}),
    ("evaluation.show", {"by": "2026-11-30"}, "2026-11-30", {"figure": "hazards.found"}),
    ("equipment.next", {"next": "2027-01-01"}, "2027-01-01", {"out": "2026-12-01"}),
    ("equipment.back", {"looked": "2026-01-31", "state": "away"}, "2026-03-02", {"state": "in-use"}),
    # GB 50444-2008, 5.2: a month and, in boiler rooms and the like, half a month after the last look.
    ("equipment.look", {"kind": "powder", "looked": "2026-01-31"}, "2026-02-28", {"often": "yes"}),
    ("equipment.look", {"kind": "co2"}, "2020-04-01", {"state": "away"}),
    (
        "equipment.look-often",
        {"kind": "clean", "looked": "2026-01-20", "often": "yes"},
        "2026-02-04",
        {"often": "no"},
    ),
    # 5.3.2: water after three years and then yearly, the others after five years and then every two.
    (
        "equipment.first-service-water",
        {"kind": "water", "made": "2022-05-01"},
        "2025-05-01",
        {"kind": "powder"},
    ),
    ("equipment.service-water", {"kind": "water", "serviced": "2025-05-20"}, "2026-05-20", {"kind": "clean"}),
    (
        "equipment.first-service",
        {"kind": "powder", "made": "2021-05-01"},
        "2026-05-01",
        {"serviced": "2026-04-01"},
    ),
    ("equipment.first-service", {"kind": "clean", "made": "2021-05-01"}, "2026-05-01", {"kind": "water"}),
    ("equipment.first-service", {"kind": "co2", "made": "2021-05-01"}, "2026-05-01", {"state": "away"}),
    ("equipment.service", {"kind": "powder", "serviced": "2024-02-29"}, "2026-02-28", {"kind": "hydrant"}),
    ("equipment.service", {"kind": "co2", "serviced": "2024-05-20"}, "2026-05-20", {"out": "2026-01-01"}),
    # 5.4.3: six, ten, ten and twelve years after manufacture; without it, after the day of first use.
    ("equipment.scrap-water", {"kind": "water", "made": "2019-07-01"}, "2025-07-01", {"kind": "powder"}),
    ("equipment.scrap", {"kind": "powder", "made": "2016-07-01"}, "2026-07-01", {"out": "2026-06-30"}),
    ("equipment.scrap", {"kind": "clean"}, "2030-03-01", {"kind": "co2"}),
    ("equipment.scrap-co2", {"kind": "co2", "made": "2014-07-01"}, "2026-07-01", {"kind": "clean"}),
    ("equipment.look-light", {"kind": "light", "looked": "2026-10-31"}, "2026-11-30", {"kind": "camera"}),
    ("equipment.test-light", {"kind": "sign", "tested": "2025-11-30"}, "2026-11-30", {"state": "away"}),
    ("equipment.battery-light", {"kind": "light"}, "2025-03-01", {"out": "2025-01-01"}),
    ("equipment.look-hydrant", {"kind": "hydrant", "looked": "2025-11-30"}, "2026-02-28", {"kind": "water"}),
    ("equipment.test-hydrant", {"kind": "hydrant", "tested": "2025-04-10"}, "2026-04-10", {"state": "away"}),
    (
        "equipment.test-detector",
        {"kind": "detector", "tested": "2025-04-10"},
        "2026-04-10",
        {"kind": "alarm"},
    ),
    (
        "equipment.scrap-detector",
        {"kind": "detector", "made": "2014-04-10"},
        "2026-04-10",
        {"out": "2026-04-01"},
    ),
    ("equipment.scrap-mask", {"kind": "mask", "made": "2023-04-10"}, "2026-04-10", {"kind": "gear"}),
]


@pytest.mark.parametrize(("rule", "values", "day", "ends"), CASES)
def test_a_rule_wants_it_by_the_day_reckoned_by_hand_and_ceases_as_it_should(rule, values, day, ends):
    code, name = rule.split(".")
    register = shipped_register(code)
    given = {**(IN_USE if code == "equipment" else {}), **values}
    assert day_under(register.due_rule(name), given) == date.fromisoformat(day)
    assert day_under(register.due_rule(name), {**given, **ends}) is None


def test_no_rule_is_left_out_of_these_cases():
    tried = {rule for rule, *_rest in CASES}
    there = {f"{code}.{rule.code}" for code in shipped_codes() for rule in shipped_register(code).due}
    assert there == tried
    assert {f"equipment.{rule.code}" for rule in fire_pack().due} <= tried


def test_what_is_wanted_of_an_extinguisher_stands_there_in_order_and_scrapped_it_wants_nothing():
    register, context = shipped_register("equipment"), context_of()
    values = {
        **IN_USE,
        "number": "MF-001",
        "kind": "powder",
        "pieces": "1",
        "place": "Gate",
        "made": "2020-01-05",
        "looked": "2024-12-20",
    }
    assert [(each.rule.code, each.day, each.text) for each in due_days(register, values, context)] == [
        ("first-service", date(2025, 1, 5), "Have MF-001 serviced for the first time: Gate"),
        ("look", date(2025, 1, 20), "Look at MF-001, Gate: pressure, seal, hose, rust, the way to it"),
        ("scrap", date(2030, 1, 5), "Scrap MF-001 and put another in its place: Gate"),
    ]
    serviced = due_days(register, {**values, "serviced": "2025-01-04"}, context)
    assert [(each.rule.code, each.day) for each in serviced][1] == ("service", date(2027, 1, 4))
    assert due_days(register, {**values, "state": "scrapped", "out": "2025-01-04"}, context) == ()


def test_a_hazard_is_escalated_as_soon_as_it_is_overdue():
    rule = shipped_register("hazards").due_rule("rectify")
    assert (rule.escalates_after, rule.escalates_to) == (0, ("@rank:leader",))
