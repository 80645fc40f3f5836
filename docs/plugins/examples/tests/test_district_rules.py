from dutydesk_drills.rules.in_force import packs_in_force


def test_the_district_asks_for_three_kinds_in_every_term(desk):
    (pack,) = [each for each in packs_in_force(desk) if each.code == "district"]
    assert {rule.kinds[0]: rule.least for rule in pack.rules} == {"fire": 2, "lockdown": 1, "earthquake": 1}
    assert {rule.every for rule in pack.rules} == {"term"}
