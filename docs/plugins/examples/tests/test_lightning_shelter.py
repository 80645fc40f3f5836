from dutydesk_drills.api import drill_kinds
from dutydesk_drills.rules.in_force import packs_in_force


def test_the_drill_is_offered_and_counts_as_one_for_severe_weather(desk):
    kind = drill_kinds(desk)["lightning-shelter"]
    assert (kind.name, kind.counts_as) == ("Lightning shelter drill", ("weather",))
    assert [each.code for each in kind.stages] == ["alarm", "out", "clear"]
    assert desk.activity_kinds()["drill-lightning-shelter"].colour == "gold"


def test_its_rule_holds_without_another_word(desk):
    assert "lightning-shelter" in [pack.code for pack in packs_in_force(desk)]
